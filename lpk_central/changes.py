"""Push: one page of one device becomes part of the centre's log, act by act, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sqlalchemy import Connection, insert, select, update

from lpk_central import clocks, waiting
from lpk_central.deciding import Decisions, begin, decide, write
from lpk_central.errors import AnswerError
from lpk_central.scope import Scope
from lpk_central.tables import centre, origin
from lpk_desktop.domain.changes import Change, device_of
from lpk_desktop.sync.columns import Part, unpack
from lpk_desktop.sync.protocol import MalformedError, PushAnswer, PushPage, Run, Verdict


def push(connection: Connection, scope: Scope, page: PushPage, *, now_ms: int) -> PushAnswer:
    """Take a page in; every change gets a verdict, and the page is never refused for one of them.

    Raises MalformedError for a page without order, AnswerError other-device for changes that are
    not of the asking device, and gap for a page that would leave changes out.
    """
    parts = _in_order(unpack(page.acts, page.changes))
    source = parts[0].act.origin
    first, last = parts[0].act.changes[0].n, parts[-1].act.changes[-1].n
    if device_of(source)[0] != scope.device:
        raise AnswerError(403, "other-device")
    # From here on this centre has one writer.
    connection.execute(select(centre.c.seq).where(centre.c.centre == scope.centre).with_for_update()).one()
    pushed_n, last_hlc = _held_of(connection, scope.centre, source)
    if page.after_n > pushed_n or page.after_n >= first:
        raise AnswerError(409, "gap", pushed_n=pushed_n)
    told = clocks.told(connection, scope.centre, origin=source, from_n=first, to_n=pushed_n)
    fresh = [each for part in parts for each in part.act.changes if each.n > pushed_n]
    if fresh:
        fresh, moved = clocks.settle(connection, scope.centre, fresh, last=last_hlc, now_ms=now_ms)
        told += moved
        _note_origin(connection, scope.centre, fresh[-1], is_new=not pushed_n)
    decisions = begin(connection, scope.centre, _seen(connection, scope.centre))
    for part in _with_only(parts, {each.n: each for each in fresh}):
        decide(decisions, part)
    write(decisions)
    return PushAnswer(
        acked_n=max(pushed_n, last),
        verdicts=_runs(parts, pushed_n, decisions),
        restamped=told,
        set_aside=waiting.set_aside(connection, scope.centre, scope.device),
    )


def held_by_origin(connection: Connection, centre_id: str, device: int) -> list[tuple[int, int]]:
    """How far the log holds each origin of a device: [origin, n]."""
    chosen = select(origin.c.origin, origin.c.pushed_n).where(
        origin.c.centre == centre_id, origin.c.origin.between(device << 16, device << 16 | 0xFFFF)
    )
    return [(row.origin, row.pushed_n) for row in connection.execute(chosen)]


def _in_order(parts: Sequence[Part]) -> Sequence[Part]:
    if not parts:
        raise MalformedError("an empty page")
    for earlier, later in pairwise(parts):
        follows = later.act.changes[0].n == earlier.act.changes[-1].n + 1
        begins = later.act.n == later.act.changes[0].n
        if later.act.origin != earlier.act.origin or not (follows and begins and earlier.complete):
            raise MalformedError("acts out of order")
    return parts


def _held_of(connection: Connection, centre_id: str, source: int) -> tuple[int, int]:
    found = connection.execute(
        select(origin.c.pushed_n, origin.c.last_hlc).where(
            origin.c.centre == centre_id, origin.c.origin == source
        )
    ).one_or_none()
    return (found.pushed_n, found.last_hlc) if found else (0, -1)


def _note_origin(connection: Connection, centre_id: str, last: Change, *, is_new: bool) -> None:
    values = {"pushed_n": last.n, "last_hlc": last.hlc}
    if is_new:
        connection.execute(insert(origin).values(centre=centre_id, origin=last.origin, **values))
    else:
        connection.execute(
            update(origin).where(origin.c.centre == centre_id, origin.c.origin == last.origin).values(values)
        )


def _seen(connection: Connection, centre_id: str) -> dict[int, int]:
    chosen = select(origin.c.origin, origin.c.last_hlc).where(origin.c.centre == centre_id)
    return {row.origin: row.last_hlc for row in connection.execute(chosen)}


def _with_only(parts: Sequence[Part], fresh: dict[int, Change]) -> list[Part]:
    kept = []
    for part in parts:
        changes = tuple(fresh[each.n] for each in part.act.changes if each.n in fresh)
        if changes:
            kept.append(Part(replace(part.act, changes=changes), part.complete))
    return kept


def _runs(parts: Sequence[Part], pushed_n: int, decisions: Decisions) -> list[Run]:
    runs: list[Run] = []
    for part in parts:
        old = sum(each.n <= pushed_n for each in part.act.changes)
        from_n, new = part.act.changes[0].n, len(part.act.changes) - old
        if old:
            _add_run(runs, Run(from_n, old, Verdict.DUPLICATE))
        if new:
            judged = decisions.judged[part.act.origin, part.act.n]
            _add_run(runs, Run(from_n + old, new, judged.verdict, judged.reason))
    return runs


def _add_run(runs: list[Run], run: Run) -> None:
    if runs and (runs[-1].verdict, runs[-1].reason) == (run.verdict, run.reason):
        runs[-1].count += run.count
    else:
        runs.append(run)
