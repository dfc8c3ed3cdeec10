"""The store as a round sees it, and the two things people start: pairing and a round."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event

import requests
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.changes import Act
from lpk_desktop.domain.roles import Right
from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.services import keys
from lpk_desktop.services.permissions import require
from lpk_desktop.storage import outbox
from lpk_desktop.storage.applying import Applied, apply_remote
from lpk_desktop.storage.device import (
    PastRound,
    SyncState,
    add_round,
    adopt,
    device,
    save_sync_state,
    sign,
    sync_state,
)
from lpk_desktop.storage.durable import as_writing_error
from lpk_desktop.storage.epochs import is_settled, own_logs
from lpk_desktop.storage.forking import reconcile
from lpk_desktop.storage.history import FOUNDING
from lpk_desktop.storage.joining import must_yield, yield_founding
from lpk_desktop.storage.restamping import restamp
from lpk_desktop.storage.reviving import bring_back_needed
from lpk_desktop.storage.store import Store, wall_clock
from lpk_desktop.storage.tables import ChangeRow
from lpk_desktop.sync.client import Client, Link
from lpk_desktop.sync.pairing import Paired, pair
from lpk_desktop.sync.places import Standing, Tail
from lpk_desktop.sync.round import Progress, Round, run_round


class StoreReplica:
    """What a round needs of a device's file."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def standing(self) -> Standing:
        """Where this device stands; raises UserError("not-paired")."""
        with self._store.read() as session:
            return _standing(session)

    def unsent(self, tail: Tail, *, limit: int) -> Sequence[Act]:
        """Acts of this device with their changes in `tail`."""
        with self._store.read() as session:
            return outbox.unsent(session, after_n=tail.after_n, limit=limit, origin=tail.origin)

    def reconciled(self, echoes: Sequence[Act], held: Mapping[int, int]) -> Standing:
        """Take over the server's stamps, or a new epoch; raises UserError("data-not-reachable")."""
        folder = self._store.path.parent
        try:
            with self._writing() as session:
                reconcile(session, folder, echoes, held)
                return _standing(session)
        except OSError as error:
            raise as_writing_error(error, folder, "data-not-reachable") from error

    def rewound(self, *, cursor: int, generation: int, acked: Tail) -> None:
        """Start from another place."""
        with self._writing() as session:
            state = _acknowledged(session, acked)
            save_sync_state(session, replace(state, generation=generation, cursor=cursor))

    def acknowledged(self, acked: Tail, *, restamped: Sequence[tuple[int, int]]) -> None:
        """Remember what the server holds, and take the stamps it gave."""
        with self._writing() as session:
            restamp(session, dict(restamped), origin=acked.origin)
            save_sync_state(session, _acknowledged(session, acked))
            highest = session.scalar(select(func.max(ChangeRow.hlc)))
        if restamped:
            self._store.clock.set_back(highest or 0)

    def received(self, acts: Sequence[Act], *, cursor: int, generation: int) -> Applied:
        """Merge acts, bring back what they need, and remember the cursor, all or nothing."""
        with self._writing() as session:
            applied = apply_remote(session, acts)
            bring_back_needed(session)
            save_sync_state(session, replace(_paired(session), cursor=cursor, generation=generation))
        return applied

    def waiting(self) -> int:
        """How many changes the server has not acknowledged."""
        with self._store.read() as session:
            return outbox.waiting(session)

    def concluded(self, done: Progress, outcome: Round | None, problem: str | None, at: datetime) -> None:
        """Keep the receipt of a round: every success, and what it did if it did anything.

        A problem that lasts is kept once, not once for every try.
        """
        set_aside = len(outcome.set_aside) if outcome else 0
        with self._writing() as session:
            settles = problem is None and not is_settled(session)
            state = _paired(session)
            last_success = state.last_success if problem else at
            save_sync_state(session, replace(state, last_success=last_success, last_problem=problem))
            news = problem is not None and problem != state.last_problem
            if news or done.sent or done.received:
                add_round(
                    session,
                    PastRound(
                        at=at, sent=done.sent, received=done.received, set_aside=set_aside, problem=problem
                    ),
                )
        if settles:
            # Keys waited for what the centre says of people; what cannot be written is at the next sign-in.
            with suppress(UserError):
                keys.settle(self._store)

    def _writing(self) -> AbstractContextManager[Session]:
        return self._store.write(_("Sinkronisasi"), source="central")


def pair_device(store: Store, url: str, code: str, *, http: requests.Session | None = None) -> Paired:
    """Join this device to a centre at the central API.

    What it wrote before is sent with the next round. Pairing again with the same centre renews the
    token. Raises UserError already-paired for any other centre, and all that `pairing.pair` raises.
    """
    with store.read() as session:
        require(session, Right.PAIR)
        this, before = device(session), sync_state(session)
    paired = pair(url, code, name=this.name, public_key=this.public_key, sign=_signer(store), http=http)
    with store.write(_("Pasangkan komputer ini")) as session:
        if this.number == 0:
            adopt(session, number=paired.device, letter=paired.letter)
        elif before is None or (before.server, before.centre, this.number) != (
            paired.server,
            paired.centre,
            paired.device,
        ):
            raise UserError("already-paired")
        save_sync_state(session, _state_after(before, paired))
    with suppress(UserError):  # else at the next sign-in
        keys.settle(store)
    # Without its write-ahead log the file would not know its number.
    store.fold()
    return paired


def sync_now(
    store: Store,
    *,
    app: str = "",
    stop: Event | None = None,
    report: Callable[[Progress], None] = lambda _progress: None,
    now: Callable[[], int] = wall_clock,
    http: requests.Session | None = None,
) -> Round:
    """One round with the central, its receipt kept in the store; raises as `run_round` does.

    Also UserError("not-paired"). `now` gives milliseconds since 1970.
    """
    replica = StoreReplica(store)
    with store.read() as session:
        state = _paired(session)
    link = Link(
        url=state.url,
        server=state.server,
        token=state.token,
        central_key=state.central_key,
        sign=_signer(store),
    )
    done = Progress()

    def watch(progress: Progress) -> None:
        done.sent, done.received = progress.sent, progress.received
        report(progress)

    client = Client(link, http)
    try:
        outcome = run_round(replica, client, now=now, app=app, stop=stop, report=watch)
        if outcome.complete and _settle_joining(store):
            before = outcome
            outcome = run_round(replica, client, now=now, app=app, stop=stop, report=watch)
            outcome = replace(
                outcome, sent=before.sent + outcome.sent, received=before.received + outcome.received
            )
    except UserError as error:
        replica.concluded(done, None, error.code, _moment(now))
        raise
    finally:
        client.close()
    replica.concluded(done, outcome, None, _moment(now))
    return outcome


def _settle_joining(store: Store) -> bool:
    """After a first meeting: what this computer was founded with gives way to what the centre has."""
    with store.read() as session:
        if not must_yield(session):
            return False
    with store.write(_("Ikuti data pusat pelatihan yang sudah ada"), source=FOUNDING) as session:
        yield_founding(session)
    return True


def _signer(store: Store) -> Callable[[bytes], bytes]:
    def signed(message: bytes) -> bytes:
        with store.read() as session:
            return sign(session, message)

    return signed


def _state_after(before: SyncState | None, paired: Paired) -> SyncState:
    fresh = SyncState(
        url=paired.url,
        server=paired.server,
        generation=0,
        centre=paired.centre,
        token=paired.token,
        central_key=paired.central_key,
        public_url=paired.public_url,
        device_certificate=paired.device_certificate,
    )
    if before is None:
        return fresh
    return replace(
        fresh,
        generation=before.generation,
        cursor=before.cursor,
        acked_n=before.acked_n,
        lag=before.lag,
        last_success=before.last_success,
    )


def _standing(session: Session) -> Standing:
    state, this = _paired(session), device(session)
    return Standing(
        device=this.number,
        epoch=this.epoch,
        server=state.server,
        generation=state.generation,
        cursor=state.cursor,
        acked=Tail(this.origin - state.lag, state.acked_n),
        logs=own_logs(session),
    )


def _acknowledged(session: Session, acked: Tail) -> SyncState:
    lag = device(session).origin - acked.origin
    return replace(_paired(session), acked_n=acked.after_n, lag=lag)


def _paired(session: Session) -> SyncState:
    state = sync_state(session)
    if state is None:
        raise UserError("not-paired")
    return state


def _moment(now: Callable[[], int]) -> datetime:
    return datetime.fromtimestamp(now() / 1000, tz=UTC)
