"""Who saw or took away whose data: on record before it is handed over, and read back (UU 27/2022)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.privacy import Way, place_name
from lpk_desktop.domain.roles import Right
from lpk_desktop.domain.zones import to_utc
from lpk_desktop.language import N_, _
from lpk_desktop.services.centre import centre, local_now
from lpk_desktop.services.computers import Computer, computer
from lpk_desktop.services.permissions import require
from lpk_desktop.storage.capture import recording_of
from lpk_desktop.storage.dependents import parts
from lpk_desktop.storage.durable import write_whole
from lpk_desktop.storage.history import SEEN
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Access, Staff, Trainee

SHOWN = 300
_LABELS: dict[Way, str] = {
    Way.CERTIFICATES: N_("Simpan sertifikat sebagai PDF: {where}"),
    Way.PRINT: N_("Cetak sertifikat: {where}"),
    Way.REJECTS: N_("Simpan baris yang belum masuk: {where}"),
    Way.CONSENT: N_("Simpan lembar persetujuan: {where}"),
    Way.OWN_DATA: N_("Simpan seluruh data seorang peserta: {where}"),
}
"""What `record` calls the act: without names, which would outlive an erasure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """Whose data leave, and how, is on record: what every function that hands people's data out asks for.

    Only this module makes one (tests/architecture/test_ways_out.py).
    """

    way: Way
    persons: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessPerson:
    """Somebody whose data it was, as called today; no name for somebody who is not in the file."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEntry:
    """One line of the access log."""

    id: str
    at: datetime
    """The centre's wall clock."""
    by: str | None
    computer: Computer
    way: str
    """A `Way`, or one that a newer version has."""
    detail: str
    """The field that was seen; else the file, folder or printer by name."""
    persons: tuple[AccessPerson, ...]


def record(store: Store, way: Way, persons: Collection[str], *, where: str, at: datetime) -> Permit:
    """Put on record, as an act of its own, that data of these trainees leave; raises as Store.write does.

    `where` names the file, folder or printer. People of a file that this centre does not know have no
    id; the entry then says who took which file, and when.
    """
    with store.read() as session:
        where = place_name(where, _names(session, persons).values())
    with store.write(_(_LABELS[way]).format(where=where), source=SEEN) as session:
        return put_down(session, way, persons, detail=where, at=at)


def put_down(session: Session, way: Way, persons: Collection[str], *, detail: str, at: datetime) -> Permit:
    """One line of the access log, in the open transaction of Store.write(…, source=SEEN).

    What is recorded is handed over once that has ended. Raises GuardError in a session that only reads:
    the line would be lost, and whoever asked would have the data all the same.
    """
    recording_of(session)
    whose = msgspec.json.encode(sorted(set(persons))).decode()
    session.add(
        Access(at=at, staff=session.info["author"], kind=way.value, persons=whose, detail=detail or None)
    )
    return Permit(way=way, persons=frozenset(persons))


def hand_over(content: bytes, path: Path, _permit: Permit) -> None:
    """Write a file with people's data, whole or not at all; raises OSError."""
    write_whole(path, content)


def accesses(
    session: Session, *, trainee: str | None = None, since: date | None = None, limit: int | None = SHOWN
) -> list[AccessEntry]:
    """Who saw or took away whose data, newest first; that of one person, and from a day on."""
    require(session, Right.READ_LOG)
    query = select(Access, Staff.name).outerjoin(Staff, Staff.id == Access.staff)
    if trainee is not None:
        query = query.where(Access.persons.contains(trainee))
    if since is not None:
        query = query.where(Access.at >= to_utc(since, time(0), centre(session).zone))
    rows = session.execute(query.order_by(Access.at.desc(), Access.id.desc()).limit(limit)).all()
    return list(entries(session, [(row, name) for row, name in rows]))


def entries(session: Session, rows: Collection[tuple[Access, str | None]]) -> Iterator[AccessEntry]:
    """Rows of the access log, each with the name of who did it, as they are read."""
    whose = {row.id: msgspec.json.decode(row.persons, type=list[str]) for row, _name in rows}
    everybody = {person for persons in whose.values() for person in persons}
    names = _names(session, everybody)
    for row, name in rows:
        yield AccessEntry(
            id=row.id,
            at=local_now(session, row.at),
            by=name,
            computer=computer(session, row.origin),
            way=row.kind,
            detail=row.detail or "",
            persons=tuple(AccessPerson(id=each, name=names.get(each, "")) for each in whose[row.id]),
        )


def _names(session: Session, people: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in parts(sorted(people)):
        query = select(Trainee.id, Trainee.name).where(Trainee.id.in_(part))
        found.update({row.id: row.name for row in session.execute(query)})
    return found
