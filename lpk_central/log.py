"""The log of a centre and the rows it adds up to: numbering, materialising, reading back."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select, update

from lpk_central import erasing, register, rows
from lpk_central.database import CHUNK, as_text, insert_all
from lpk_central.tables import act, centre, change
from lpk_desktop.domain.changes import Act, Change, Op, Stamp
from lpk_desktop.sync.columns import Part

_bases = msgspec.json.Decoder(dict[str, tuple[Stamp, ...]])


def append(connection: Connection, centre_id: str, changes: Sequence[Change]) -> None:
    """Number `changes`, add them to the log and merge them into their rows.

    The numbers come from the centre's row, which this locks until the transaction ends: a reader
    never sees a number while a lower one is still on its way.
    """
    if not changes:
        return
    last = connection.execute(
        update(centre)
        .where(centre.c.centre == centre_id)
        .values(seq=centre.c.seq + len(changes))
        .returning(centre.c.seq)
    ).scalar_one()
    first = last - len(changes) + 1
    generation = secrets.randbits(62)
    numbered = [_as_row(centre_id, seq, each) for seq, each in enumerate(changes, first)]
    insert_all(connection, change, [row | {"generation": generation} for row in numbered])
    states = rows.merge_in(connection, centre_id, changes)
    register.note(connection, centre_id, states)
    erasing.scrub(connection, centre_id, states)


def _as_row(centre_id: str, seq: int, each: Change) -> dict[str, Any]:
    return {
        "centre": centre_id,
        "seq": seq,
        "origin": each.origin,
        "n": each.n,
        "tx": each.tx,
        "hlc": each.hlc,
        "table_name": each.table,
        "row_id": each.row,
        "op": each.op.value,
        "schema_version": each.schema,
        "patch": as_text(each.patch),
        "base": as_text(each.base),
    }


_LOG = select(change, act.c.label, act.c.author, act.c.at, act.c.last_n).join(
    act, (act.c.centre == change.c.centre) & (act.c.origin == change.c.origin) & (act.c.n == change.c.tx)
)


def generation_at(connection: Connection, centre_id: str, seq: int) -> int:
    """The generation of the change at `seq`; 0 where there is none."""
    chosen = select(change.c.generation).where(change.c.centre == centre_id, change.c.seq == seq)
    return connection.execute(chosen).scalar() or 0


def read(
    connection: Connection, centre_id: str, *, after: int, head: int, limit: int, without: int
) -> list[Row[Any]]:
    """Log rows with after < seq <= head in order, at most `limit`, leaving out the origin `without`."""
    chosen = (
        _LOG.where(change.c.centre == centre_id, change.c.seq > after, change.c.seq <= head)
        .where(change.c.origin != without)
        .order_by(change.c.seq)
        .limit(limit)
    )
    return list(connection.execute(chosen))


def read_by_row(connection: Connection, centre_id: str) -> Iterator[Change]:
    """The whole log, row by row and in order within each: for a replay that needs little memory."""
    chosen = _LOG.where(change.c.centre == centre_id).order_by(
        change.c.table_name, change.c.row_id, change.c.seq
    )
    for row in connection.execution_options(yield_per=CHUNK).execute(chosen):
        yield _as_change(row)


def parts(rows: Sequence[Row[Any]]) -> list[Part]:
    """Log rows as acts, the last of which may go on beyond them."""
    found: list[Part] = []
    for (origin, tx), group in groupby(rows, key=lambda row: (row.origin, row.tx)):
        members = list(group)
        first, last = members[0], members[-1]
        whole = Act(
            origin=origin,
            n=tx,
            label=first.label,
            author=first.author,
            at=first.at,
            changes=tuple(_as_change(row) for row in members),
        )
        found.append(Part(whole, last.n == last.last_n))
    return found


def _as_change(row: Row[Any]) -> Change:
    return Change(
        origin=row.origin,
        n=row.n,
        hlc=row.hlc,
        tx=row.tx,
        table=row.table_name,
        row=row.row_id,
        op=Op(row.op),
        patch=msgspec.json.decode(row.patch),
        base=_bases.decode(row.base),
        author=row.author,
        schema=row.schema_version,
    )
