"""Acts the central holds but has not joined to the log: in parts, before their time, or refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, select, update

from lpk_central.database import insert_all
from lpk_central.tables import act, waiting_change
from lpk_desktop.domain.changes import Act, Change, Op, Stamp
from lpk_desktop.sync.protocol import SetAside, Verdict

INCOMPLETE = "incomplete"
"""Reason of an act whose last changes have not arrived."""
PREDECESSOR = "predecessor-missing"
"""Reason of an act that replaces values which the central has not seen."""
LISTED = 100
"""Most acts that one answer lists as set aside."""


class _Body(msgspec.Struct, array_like=True):
    table: str
    row: str
    op: Op
    schema: int
    patch: dict[str, Any]
    base: dict[str, tuple[Stamp, ...]]


_bodies = msgspec.json.Decoder(_Body)
_stamps = msgspec.json.Decoder(frozenset[Stamp])


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """An act that waits until each of `waits` has been seen; `stamps` are its own."""

    head: Act
    waits: frozenset[Stamp]
    stamps: frozenset[Stamp]


def hold(connection: Connection, centre_id: str, changes: Sequence[Change]) -> None:
    """Keep changes of an act that does not join the log now; its head is in place."""
    rows = [
        {
            "centre": centre_id,
            "origin": each.origin,
            "n": each.n,
            "tx": each.tx,
            "hlc": each.hlc,
            "body": _body(each),
        }
        for each in changes
    ]
    insert_all(connection, waiting_change, rows)


def rewrite(
    connection: Connection, centre_id: str, change: Callable[[Sequence[Change]], Sequence[Change]]
) -> None:
    """Put what `change` makes of them in the place of all changes of a centre that wait."""
    chosen = select(waiting_change).where(waiting_change.c.centre == centre_id)
    before = [_as_change(row, None) for row in connection.execute(chosen).all()]
    for old, new in zip(before, change(before), strict=True):
        if new != old:
            place = (waiting_change.c.origin == new.origin, waiting_change.c.n == new.n)
            connection.execute(
                update(waiting_change)
                .where(waiting_change.c.centre == centre_id, *place)
                .values(body=_body(new))
            )


def held(connection: Connection, centre_id: str, head: Act) -> tuple[Change, ...]:
    """The changes kept for an act so far, in order of n."""
    chosen = (
        select(waiting_change)
        .where(waiting_change.c.centre == centre_id, waiting_change.c.origin == head.origin)
        .where(waiting_change.c.tx == head.n)
        .order_by(waiting_change.c.n)
    )
    return tuple(_as_change(row, head.author) for row in connection.execute(chosen))


def let_go(connection: Connection, centre_id: str, head: Act) -> None:
    """Drop the changes kept for an act, because the log has them now."""
    connection.execute(
        delete(waiting_change).where(
            waiting_change.c.centre == centre_id,
            waiting_change.c.origin == head.origin,
            waiting_change.c.tx == head.n,
        )
    )


def parked(connection: Connection, centre_id: str) -> list[Parked]:
    """All acts of a centre that wait for others, in order of origin and n."""
    chosen = (
        select(act)
        .where(act.c.centre == centre_id, act.c.verdict == Verdict.PARKED.value)
        .where(act.c.reason == PREDECESSOR)
        .order_by(act.c.origin, act.c.n)
    )
    return [_as_parked(connection, centre_id, row) for row in connection.execute(chosen).all()]


def set_aside(connection: Connection, centre_id: str, device: int) -> list[SetAside]:
    """What waits or was refused of a device's acts, at most LISTED of them, newest first."""
    chosen = (
        select(act)
        .where(act.c.centre == centre_id, act.c.verdict != Verdict.ACCEPTED.value)
        .where(act.c.reason != INCOMPLETE, act.c.origin.between(device << 16, device << 16 | 0xFFFF))
        .order_by(act.c.origin.desc(), act.c.n.desc())
        .limit(LISTED)
    )
    return [
        SetAside(row.origin, row.n, row.label, Verdict(row.verdict), row.reason)
        for row in connection.execute(chosen)
    ]


def _as_parked(connection: Connection, centre_id: str, row: Row[Any]) -> Parked:
    own = connection.execute(
        select(waiting_change.c.hlc).where(
            waiting_change.c.centre == centre_id,
            waiting_change.c.origin == row.origin,
            waiting_change.c.tx == row.n,
        )
    ).scalars()
    return Parked(
        head=Act(origin=row.origin, n=row.n, label=row.label, author=row.author, at=row.at, changes=()),
        waits=_stamps.decode(row.waits),
        stamps=frozenset(Stamp(hlc, row.origin) for hlc in own),
    )


def _body(each: Change) -> str:
    return msgspec.json.encode(
        _Body(each.table, each.row, each.op, each.schema, dict(each.patch), dict(each.base))
    ).decode()


def _as_change(row: Row[Any], author: str | None) -> Change:
    body = _bodies.decode(row.body)
    return Change(
        origin=row.origin,
        n=row.n,
        hlc=row.hlc,
        tx=row.tx,
        table=body.table,
        row=body.row,
        op=body.op,
        patch=body.patch,
        base=body.base,
        author=author,
        schema=body.schema,
    )
