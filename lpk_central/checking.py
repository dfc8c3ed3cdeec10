"""Whether the central's book holds: numbers without a gap, and rows that equal a replay of the log."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import groupby, islice
from typing import NamedTuple

from sqlalchemy import Connection, func, select, union_all

from lpk_central import log, rows
from lpk_central.database import CHUNK
from lpk_central.tables import act, centre, change, origin, row_state, waiting_change
from lpk_desktop.domain import merge
from lpk_desktop.language import _
from lpk_desktop.sync.protocol import Verdict


class Count(NamedTuple):
    """How much of a centre there is, and how many acts wait or were refused."""

    centre: str
    name: str
    changes: int
    rows: int
    parked: int
    refused: int


def counts(connection: Connection) -> list[Count]:
    """The size of every centre."""
    found = []
    for row in connection.execute(select(centre).order_by(centre.c.name)).all():
        rows = select(func.count()).select_from(row_state).where(row_state.c.centre == row.centre)
        acts = (
            select(act.c.verdict, func.count().label("number"))
            .where(act.c.centre == row.centre)
            .group_by(act.c.verdict)
        )
        by_verdict = {each.verdict: each.number for each in connection.execute(acts)}
        found.append(
            Count(
                centre=row.centre,
                name=row.name,
                changes=row.seq,
                rows=connection.execute(rows).scalar_one(),
                parked=by_verdict.get(Verdict.PARKED.value, 0),
                refused=by_verdict.get(Verdict.REFUSED.value, 0),
            )
        )
    return found


def findings(connection: Connection, centre_id: str) -> Iterator[str]:
    """All that is wrong with one centre: rows are named by table and id, never by their content."""
    yield from _sequence(connection, centre_id)
    yield from _origins(connection, centre_id)
    yield from _rows(connection, centre_id)


def _sequence(connection: Connection, centre_id: str) -> Iterator[str]:
    seq = connection.execute(select(centre.c.seq).where(centre.c.centre == centre_id)).scalar_one()
    chosen = select(func.count(), func.min(change.c.seq), func.max(change.c.seq))
    number, lowest, highest = connection.execute(chosen.where(change.c.centre == centre_id)).one()
    if (number, lowest or 1, highest or 0) != (seq, 1, seq):
        told = _("log: ada {number} perubahan bernomor {lowest} sampai {highest}, seharusnya {seq}")
        yield told.format(number=number, lowest=lowest, highest=highest, seq=seq)


def _origins(connection: Connection, centre_id: str) -> Iterator[str]:
    both = union_all(
        select(change.c.origin, change.c.n, change.c.hlc).where(change.c.centre == centre_id),
        select(waiting_change.c.origin, waiting_change.c.n, waiting_change.c.hlc).where(
            waiting_change.c.centre == centre_id
        ),
    ).subquery()
    chosen = select(
        both.c.origin,
        func.count(),
        func.count(both.c.hlc.distinct()),
        func.max(both.c.n) - func.min(both.c.n) + 1,
        func.max(both.c.n),
        func.max(both.c.hlc),
    ).group_by(both.c.origin)
    there = {source: tuple(rest) for source, *rest in connection.execute(chosen)}
    noted = connection.execute(select(origin).where(origin.c.centre == centre_id)).all()
    for row in noted:
        number, stamps, span, last_n, last_hlc = there.pop(row.origin, (0, 0, 0, 0, 0))
        if (number, stamps, last_n, last_hlc) != (span, span, row.pushed_n, row.last_hlc):
            told = _("asal {origin:#x}: ada {number} perubahan sampai nomor {last}, tercatat {noted}")
            yield told.format(origin=row.origin, number=number, last=last_n, noted=row.pushed_n)
    for source in there:
        yield _("asal {origin:#x}: ada perubahannya, tetapi tidak tercatat").format(origin=source)


def _rows(connection: Connection, centre_id: str) -> Iterator[str]:
    replayed = _replay(connection, centre_id)
    number = 0
    while some := list(islice(replayed, CHUNK)):
        number += len(some)
        kept = rows.states(connection, centre_id, [(each.table, each.row) for each in some])
        for each in some:
            if kept.get((each.table, each.row)) != each:
                yield _("{table} {row}: berbeda dari log").format(table=each.table, row=each.row)
    chosen = select(func.count()).select_from(row_state).where(row_state.c.centre == centre_id)
    stored = connection.execute(chosen).scalar_one()
    if stored != number:
        yield _("baris: tersimpan {stored}, dalam log {number}").format(stored=stored, number=number)


def _replay(connection: Connection, centre_id: str) -> Iterator[merge.RowState]:
    changes = log.read_by_row(connection, centre_id)
    for _key, group in groupby(changes, key=lambda each: (each.table, each.row)):
        first, *rest = group
        yield reduce(merge.apply, rest, merge.apply(None, first))
