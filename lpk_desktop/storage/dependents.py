"""Who would miss a row: what refers to it, what a certificate rests on, and numbers given only once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, Table, or_, select, true

from lpk_desktop.storage.rowstate import table_of
from lpk_desktop.storage.tables import SYNCED, CertificateState

Place = tuple[str, str]
"""(table, row)."""

Key = TypeVar("Key")

PART = 500
"""How many ids one statement names at most."""
CONTENT: Mapping[str, tuple[str, ...]] = {"mark": ("code", "note"), "assessment": ("result",)}
"""What rows that stand for a cell may say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A standing row that names another by one of its fields."""

    child: Place
    field: str
    parent: Place


def references(connection: Connection, parents: Mapping[str, Collection[str]]) -> Iterator[Reference]:
    """What names rows of `parents`, ids by table.

    A mark that was cleared, or a result that was taken back, holds nothing that could be missed.
    """
    for child, field, parent in foreign_keys():
        table = table_of(child)
        column = table.c[field]
        for part in parts(parents.get(parent, ())):
            query = select(table.c.id, column).where(column.in_(part), ~table.c.deleted)
            for row, target in connection.execute(query.where(has_content(table))):
                yield Reference(child=(child, row), field=field, parent=(parent, target))


@cache
def foreign_keys() -> tuple[tuple[str, str, str], ...]:
    """(child table, its field, parent table) of all synced tables."""
    return tuple(
        (name, str(key.parent.name), str(key.column.table.name))
        for name in SYNCED
        for key in table_of(name).foreign_keys
    )


def standing(connection: Connection, rows: Mapping[str, Collection[str]]) -> set[Place]:
    """Those of `rows`, ids by table, that are there and not marked deleted."""
    found: set[Place] = set()
    for name, ids in rows.items():
        table = table_of(name)
        for part in parts(ids):
            query = select(table.c.id).where(table.c.id.in_(part), ~table.c.deleted)
            found |= {(name, row) for row in connection.execute(query).scalars()}
    return found


def certified(connection: Connection, *, since: int) -> dict[Place, str]:
    """Enrolments, people and cohorts whose certificate was issued after the stamp `since`, and stands.

    Gives the certificate's id.
    """
    certificate, enrolment = table_of("certificate"), table_of("enrolment")
    query = (
        select(certificate.c.id, enrolment.c.id, enrolment.c.trainee_id, enrolment.c.cohort_id)
        .join(enrolment, enrolment.c.id == certificate.c.enrolment_id)
        .where(
            certificate.c.hlc > since, ~certificate.c.deleted, certificate.c.state == CertificateState.ISSUED
        )
    )
    found: dict[Place, str] = {}
    for row, *places in connection.execute(query):
        found |= dict.fromkeys(zip(("enrolment", "trainee", "cohort"), places, strict=True), row)
    return found


NUMBERED = {"cohort": "number", "trainee": "nik"}
"""Fields by which people tell rows apart; the file itself allows two, since offline computers can."""


def bearers(connection: Connection, name: str, row: str, number: object) -> list[str]:
    """The other standing rows of table `name` that bear `number`."""
    table = table_of(name)
    query = select(table.c.id).where(table.c[NUMBERED[name]] == number, ~table.c.deleted, table.c.id != row)
    return list(connection.execute(query.order_by(table.c.id)).scalars())


def has_content(table: Table) -> ColumnElement[bool]:
    """Whether a row says anything: a cleared mark and a result taken back do not."""
    wanted = [table.c[each].is_not(None) for each in CONTENT.get(table.name, ())]
    return or_(*wanted) if wanted else true()


def parts(ids: Collection[Key]) -> Iterator[list[Key]]:
    """The ids in pieces that fit into one statement."""
    every = list(ids)
    return (every[start : start + PART] for start in range(0, len(every), PART))
