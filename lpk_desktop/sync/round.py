"""One round: greet, push what waits, pull what is new. Whatever breaks it, the next one goes on."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Event
from typing import Protocol

from lpk_desktop.domain.changes import SCHEMA, Act
from lpk_desktop.errors import UserError
from lpk_desktop.storage.applying import Applied
from lpk_desktop.sync.client import TransportError
from lpk_desktop.sync.columns import cut, fit, pack, unpack
from lpk_desktop.sync.places import Standing, Tail, surprising, tails
from lpk_desktop.sync.protocol import (
    PAGE_BYTES,
    PAGE_CHANGES,
    Envelope,
    Hello,
    HelloAnswer,
    MalformedError,
    PullPage,
    PushAnswer,
    PushPage,
    SetAside,
)

TRIES = 6
"""Failures in a row, each after a longer pause, before a round gives up."""
LONGEST_PAUSE = 8.0
"""Seconds."""
LEAST_BYTES = 1024
NO_EPOCH = 0
"""Asked for by this, the server leaves nothing of this device out."""


class Replica(Protocol):
    """What a round needs of a device's data; each call is a transaction of its own."""

    def standing(self) -> Standing:
        """Where this device stands."""

    def unsent(self, tail: Tail, *, limit: int) -> Sequence[Act]:
        """Acts of this device in order, with their changes in `tail`: about `limit` changes.

        At least one act, if there is any, to its end.
        """

    def reconciled(self, echoes: Sequence[Act], held: Mapping[int, int]) -> Standing:
        """Compare what is unacknowledged here with what the server has under the same names.

        `echoes` are this device's own acts as the server tells them, `held` how far it has each
        epoch. Where another copy of this file has gone on under its name, a new epoch begins, and
        what only this copy has moves there.
        """

    def rewound(self, *, cursor: int, generation: int, acked: Tail) -> None:
        """Start from here: the server went back in time, or this device did."""

    def acknowledged(self, acked: Tail, *, restamped: Sequence[tuple[int, int]]) -> None:
        """The server holds this device's changes up to there; some got a new hlc: (n, hlc)."""

    def received(self, acts: Sequence[Act], *, cursor: int, generation: int) -> Applied:
        """Merge acts of other devices, and remember the cursor with its generation, all or nothing."""

    def waiting(self) -> int:
        """How many changes the server has not acknowledged."""


class Central(Protocol):
    """The calls a round makes; `client.Client` makes them over HTTP."""

    def hello(self, greeting: Hello) -> HelloAnswer:
        """Open the round."""

    def push(self, page: Envelope) -> PushAnswer:
        """Hand over a page."""

    def pull(self, *, after: int, limit_bytes: int, epoch: int) -> PullPage:
        """Get the page after a cursor."""


@dataclass(slots=True, kw_only=True)
class Progress:
    """How far a round has come, in changes; `to_receive` counts places in the centre's order."""

    sent: int = 0
    to_send: int = 0
    received: int = 0
    to_receive: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What a round did: the receipt."""

    sent: int
    """Changes the server acknowledged."""
    received: int
    """Changes of other devices that are in this database now and were not before."""
    parked: int
    """Received changes that this version keeps but cannot use."""
    disputed: int
    """Rows that now hold different values of people who had not seen each other."""
    set_aside: tuple[SetAside, ...]
    """Acts of this device that wait at the server for others, or that it refused."""
    waiting: int
    """Changes still to be sent."""
    cursor: int
    clock_offset_ms: int
    """How far this device's clock is behind the server's; negative when it is ahead."""
    complete: bool
    """False when the round was stopped before its end."""


def run_round(
    replica: Replica,
    central: Central,
    *,
    now: Callable[[], int],
    app: str = "",
    stop: Event | None = None,
    pause: Callable[[float], object] | None = None,
    report: Callable[[Progress], None] = lambda _progress: None,
) -> Round:
    """Exchange everything both sides have; a round that breaks off leaves whole pages behind.

    `now` gives milliseconds since 1970. `stop` ends the round after the page under way. `pause`
    waits between tries, for `stop` by default. Raises TransportError when the network does not
    carry it, UserError server-replaced when another server answers (nothing is sent, taken or
    deleted then), upgrade-needed, device-revoked, device-unknown, central-answer.
    """
    halt = stop or Event()
    patience = _Patience(pause or halt.wait)
    standing = replica.standing()
    begun = now()
    answer = central.hello(_hello(standing, clock=begun, app=app))
    if answer.server != standing.server:
        raise UserError("server-replaced")
    offset = answer.now - (begun + now()) // 2
    held = dict(answer.pushed)
    if surprising(standing, held):
        standing = replica.reconciled(_echoes(central, standing, answer, patience), held)
    plan = tails(standing, held)
    standing = _resumed(replica, standing, answer, plan[0])
    progress = Progress(to_send=replica.waiting(), to_receive=answer.head - standing.cursor)
    tally = _Tally(progress=progress, report=report, set_aside=answer.set_aside)
    drained = _push_plan(replica, central, plan, halt, patience, tally)
    if answer.min_schema > SCHEMA:
        raise UserError("upgrade-needed")
    cursor, done = standing.cursor, True
    if tally.progress.sent or answer.head > cursor:
        cursor, done = _pull_all(replica, central, standing, halt, patience, tally)
    return Round(
        sent=progress.sent,
        received=progress.received,
        parked=tally.parked,
        disputed=tally.disputed,
        set_aside=tuple(tally.set_aside),
        waiting=replica.waiting(),
        cursor=cursor,
        clock_offset_ms=offset,
        complete=drained and done,
    )


def _hello(standing: Standing, *, clock: int, app: str) -> Hello:
    return Hello(
        epoch=standing.epoch,
        next_n=standing.logs[standing.origin] + 1,
        cursor=standing.cursor,
        generation=standing.generation,
        clock=clock,
        app=app,
    )


@dataclass(slots=True)
class _Patience:
    """Pauses after failures in a row, each longer, and in the end none."""

    pause: Callable[[float], object]
    failures: int = 0

    def failed(self, error: TransportError) -> None:
        """Wait before the next try, or give up with `error`."""
        self.failures += 1
        if self.failures >= TRIES:
            raise error
        longest = min(LONGEST_PAUSE, 0.25 * 2**self.failures)
        self.pause(random.uniform(longest / 2, longest))  # noqa: S311  spreads retries, hides nothing


@dataclass(slots=True, kw_only=True)
class _Tally:
    """What the round has done so far."""

    progress: Progress
    report: Callable[[Progress], None]
    set_aside: list[SetAside]
    parked: int = 0
    disputed: int = 0


def _echoes(central: Central, standing: Standing, answer: HelloAnswer, patience: _Patience) -> list[Act]:
    """This device's own acts after the cursor, as the server has them."""
    found: list[Act] = []
    cursor, size = answer.cursor, PAGE_BYTES
    while cursor < answer.head:
        try:
            page = central.pull(after=cursor, limit_bytes=size, epoch=NO_EPOCH)
        except TransportError as error:
            patience.failed(error)
            size = max(LEAST_BYTES, size // 2)
            continue
        found += [act for act in _acts_of(page, cursor) if act.origin in standing.logs]
        cursor, size, patience.failures = page.next, min(PAGE_BYTES, size * 2), 0
    return found


def _resumed(replica: Replica, standing: Standing, answer: HelloAnswer, acked: Tail) -> Standing:
    resumed = replace(standing, acked=acked)
    # A server restored from a backup: everything is pulled again, which costs time but duplicates nothing.
    if answer.cursor != standing.cursor:
        resumed = replace(resumed, cursor=0, generation=0)
    if resumed != standing:
        replica.rewound(cursor=resumed.cursor, generation=resumed.generation, acked=acked)
    return resumed


def _push_plan(
    replica: Replica,
    central: Central,
    plan: Sequence[Tail],
    halt: Event,
    patience: _Patience,
    tally: _Tally,
) -> bool:
    for number, tail in enumerate(plan):
        if number:
            replica.acknowledged(tail, restamped=())
        if not _push_all(replica, central, tail, halt, patience, tally):
            return False
    return True


def _push_all(
    replica: Replica,
    central: Central,
    tail: Tail,
    halt: Event,
    patience: _Patience,
    tally: _Tally,
) -> bool:
    size, after_n = PAGE_CHANGES, tail.after_n
    acts: Sequence[Act] = ()
    while not halt.is_set():
        acts = acts or replica.unsent(Tail(tail.origin, after_n), limit=PAGE_CHANGES)
        if not acts:
            return True
        size = min(size, sum(len(act.changes) for act in acts))
        try:
            answer = central.push(_page(acts, after_n=after_n, size=size))
        except TransportError as error:
            patience.failed(error)
            size = max(1, size // 2)
            continue
        if answer.acked_n <= after_n:
            raise UserError("central-answer", why="order")
        replica.acknowledged(Tail(tail.origin, answer.acked_n), restamped=answer.restamped)
        tally.progress.sent += answer.acked_n - after_n
        tally.set_aside = answer.set_aside
        tally.report(tally.progress)
        after_n, size, patience.failures = answer.acked_n, min(PAGE_CHANGES, size * 2), 0
        acts = [act for act in acts if act.changes[-1].n > after_n]
    return False


def _page(acts: Sequence[Act], *, after_n: int, size: int) -> Envelope:
    def build(count: int) -> PushPage:
        heads, columns = pack(cut(acts, after_n=after_n, count=count))
        return PushPage(after_n=after_n, acts=heads, changes=columns)

    return fit(size, build, PAGE_BYTES)


def _pull_all(
    replica: Replica,
    central: Central,
    standing: Standing,
    halt: Event,
    patience: _Patience,
    tally: _Tally,
) -> tuple[int, bool]:
    cursor, size = standing.cursor, PAGE_BYTES
    while not halt.is_set():
        try:
            page = central.pull(after=cursor, limit_bytes=size, epoch=standing.epoch)
        except TransportError as error:
            patience.failed(error)
            size = max(LEAST_BYTES, size // 2)
            continue
        applied = replica.received(_acts_of(page, cursor), cursor=page.next, generation=page.generation)
        tally.progress.received += applied.new
        tally.parked += applied.parked
        tally.disputed += applied.disputed
        tally.report(tally.progress)
        cursor, size, patience.failures = page.next, min(PAGE_BYTES, size * 2), 0
        if cursor >= page.head:
            return cursor, True
    return cursor, False


def _acts_of(page: PullPage, cursor: int) -> list[Act]:
    stuck = page.next == cursor < page.head
    if page.next < cursor or stuck:
        raise UserError("central-answer", why="order")
    try:
        return [part.act for part in unpack(page.acts, page.changes)]
    except MalformedError as error:
        raise UserError("central-answer", why="shape") from error
