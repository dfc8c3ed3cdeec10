"""The centre, its signatories and its people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.privacy import without_numbers
from lpk_desktop.domain.roles import Right, Role
from lpk_desktop.domain.zones import Zone, to_local
from lpk_desktop.errors import UserError
from lpk_desktop.services.permissions import require
from lpk_desktop.storage.direct import Prepared
from lpk_desktop.storage.tables import CENTRE_ID, Centre, Signatory, Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreCard:
    """The centre as screens and papers show it."""

    name: str
    kind: str
    place: str | None
    address: str | None
    zone: Zone
    licence_number: str | None
    licence_issuer: str | None
    licence_until: date | None
    vin: str | None
    number_template: str
    sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who works at the centre."""

    id: str
    name: str
    role: Role
    met: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Somebody who signs certificates."""

    id: str
    name: str
    position: str
    nip: str | None


EDITABLE = frozenset(
    {
        "name", "kind", "place", "address", "zone", "licence_number", "licence_issuer", "licence_from",
        "licence_until", "nib", "vin", "accreditation", "number_template",
    }
)  # fmt: skip


def centre(session: Session) -> CentreCard:
    """The centre of this file."""
    row = session.get_one(Centre, CENTRE_ID)
    return CentreCard(
        name=row.name,
        kind=row.kind,
        place=row.place,
        address=row.address,
        zone=Zone(row.zone),
        licence_number=row.licence_number,
        licence_issuer=row.licence_issuer,
        licence_until=row.licence_until,
        vin=row.vin,
        number_template=row.number_template,
        sample=row.sample,
    )


def update_centre(session: Session, values: Mapping[str, object]) -> None:
    """Change fields of the centre; raises UserError("unknown-field") for one that is not editable."""
    require(session, Right.EDIT_CENTRE)
    row = session.get_one(Centre, CENTRE_ID)
    for name, value in values.items():
        if name not in EDITABLE:
            raise UserError("unknown-field", field=name)
        setattr(row, name, value)


_ZONE = Prepared(select(Centre.zone).where(Centre.id == bindparam("centre")))


def local_now(session: Session, now: datetime) -> datetime:
    """`now` on the centre's wall clock."""
    row = _ZONE.first(session, centre=CENTRE_ID)
    return to_local(now, Zone(row[0] if row else Zone.WIB))


def staff(session: Session) -> list[Person]:
    """Everybody who works here now, by name."""
    rows = session.scalars(select(Staff).where(~Staff.deleted, Staff.active).order_by(Staff.name))
    return [Person(id=row.id, name=row.name, role=row.role, met=row.met) for row in rows]


def person(session: Session, staff_id: str | None) -> Person | None:
    """One of them, None if unknown."""
    row = session.get(Staff, staff_id) if staff_id else None
    return None if row is None else Person(id=row.id, name=row.name, role=row.role, met=row.met)


def add_person(session: Session, *, name: str, role: Role = Role.INSTRUCTOR, met: str | None = None) -> str:
    """Add an instructor, assessor or other person; gives the id. Raises UserError("name-missing")."""
    require(session, Right.MANAGE_STAFF)
    if not name.strip():
        raise UserError("name-missing")
    row = Staff(name=name.strip(), role=role, met=met)
    session.add(row)
    return row.id


def known_person(session: Session, name: str) -> Person:
    """Who works here and has this name, however it is cased, or this id.

    Raises UserError: "wrong-person" (name); "several-people" (name, matches), since two who founded
    computers apart may have one name.
    """
    called = name.strip().casefold()
    same = [each for each in staff(session) if called in {each.id, each.name.casefold()}]
    if not same:
        raise UserError("wrong-person", name=without_numbers(name.strip()))
    if len(same) > 1:
        raise UserError("several-people", name=name.strip(), matches=len(same))
    return same[0]


def person_named(session: Session, name: str) -> Person:
    """The person with this name, added as an instructor if there is none; raises "several-people"."""
    require(session, Right.MANAGE_STAFF)
    try:
        return known_person(session, name)
    except UserError as error:
        if error.code != "wrong-person":
            raise
    added = add_person(session, name=name)
    session.flush()
    return Person(id=added, name=name.strip(), role=Role.INSTRUCTOR, met=None)


def signer(session: Session, *, on: date, back: bool = False) -> Signer | None:
    """Who signs the front, or the back, of certificates on a day; the one longest in office wins."""
    rows = session.scalars(select(Signatory).where(~Signatory.deleted, Signatory.back == back))
    for row in sorted(rows, key=lambda row: (row.term_from or date.min, row.id)):
        if (row.term_from or date.min) <= on <= (row.term_until or date.max):
            return Signer(id=row.id, name=row.name, position=row.position, nip=row.nip)
    return None


def set_signer(
    session: Session, *, name: str, position: str, nip: str | None = None, back: bool = False
) -> None:
    """Say who signs from now on; the signatories before stay in history."""
    require(session, Right.EDIT_CENTRE)
    if not name.strip() or not position.strip():
        raise UserError("name-missing")
    for row in session.scalars(select(Signatory).where(~Signatory.deleted, Signatory.back == back)):
        row.deleted = True
    session.add(Signatory(name=name.strip(), position=position.strip(), nip=nip, back=back))
