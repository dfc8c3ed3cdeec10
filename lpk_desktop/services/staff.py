"""The people who work at the centre: who they are, what they may do, and whether they can sign in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.roles import Access, Right, Role
from lpk_desktop.errors import UserError
from lpk_desktop.services.permissions import require
from lpk_desktop.storage import vault
from lpk_desktop.storage.slots import Cost
from lpk_desktop.storage.tables import Staff
from lpk_desktop.storage.vault import TAKEN_AWAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person of the centre, also one who has left."""

    id: str
    name: str
    role: Role
    met: str | None
    access: Access


def members(session: Session) -> list[Member]:
    """Everybody, by name, those who left at the end."""
    rows = session.scalars(
        select(Staff).where(~Staff.deleted).order_by(Staff.active.desc(), func.lower(Staff.name), Staff.id)
    )
    return [Member(id=row.id, name=row.name, role=row.role, met=row.met, access=_access(row)) for row in rows]


def add_member(session: Session, *, name: str, role: Role, met: str | None = None) -> str:
    """Add a person; gives the id. Raises UserError: "name-missing", "name-taken"."""
    require(session, Right.MANAGE_STAFF)
    row = Staff(name=_free_name(session, name), role=role, met=met)
    session.add(row)
    session.flush()
    return row.id


def change_member(
    session: Session, staff: str, *, name: str | None = None, role: Role | None = None, met: str | None = None
) -> None:
    """Change what is given.

    Raises UserError: "unknown-person", "name-missing", "name-taken", "last-admin".
    """
    require(session, Right.MANAGE_STAFF)
    row = _row(session, staff)
    if role is not None and role is not row.role:
        _keep_an_administrator(session, row)
        row.role = role
    if name is not None and name.strip() != row.name:
        row.name = _free_name(session, name, other_than=staff)
    if met is not None:
        row.met = met.strip() or None


def give_code(session: Session, staff: str, *, cost: Cost | None = None) -> str:
    """Let a person sign in with a one-time code, in the place of any password before; gives the code.

    The code opens nothing but the choice of a password, which nobody else then knows. It is shown
    once and stored nowhere. Also brings back somebody who had left. Raises UserError: "unknown-person",
    "own-code", "name-taken" for somebody who comes back to find the name in use.
    """
    require(session, Right.MANAGE_STAFF)
    row = _row(session, staff)
    if staff == session.info["author"]:
        raise UserError("own-code")
    if not row.active:
        row.name = _free_name(session, row.name)
    code = vault.new_once_code()
    made = vault.new_credential(staff=row.id, password=vault.plain(code), cost=cost, once=True)
    row.active, row.public_key = True, vault.to_text(made)
    return code


def deactivate(session: Session, staff: str) -> None:
    """Take a person's way in, here at once and on every other computer after it has synced.

    What the person did stays under the name. Raises UserError: "unknown-person", "last-admin".
    """
    require(session, Right.MANAGE_STAFF)
    row = _row(session, staff)
    _keep_an_administrator(session, row)
    row.active, row.public_key = False, TAKEN_AWAY


def has_administrator(session: Session) -> bool:
    """Whether some administrator can sign in somewhere, if only with a one-time code."""
    return any(row.public_key != TAKEN_AWAY for row in _administrators(session))


def _keep_an_administrator(session: Session, row: Staff) -> None:
    """Refuse unless another administrator has a password: a code that nobody used may be lost."""
    others = (each for each in _administrators(session) if each.id != row.id)
    if row.role is Role.ADMIN and row.active and not any(_access(each) is Access.PASSWORD for each in others):
        raise UserError("last-admin", name=row.name)


def _administrators(session: Session) -> Sequence[Staff]:
    query = select(Staff).where(Staff.role == Role.ADMIN, Staff.active, ~Staff.deleted)
    return session.scalars(query).all()


def _row(session: Session, staff: str) -> Staff:
    row = session.get(Staff, staff)
    if row is None or row.deleted:
        raise UserError("unknown-person")
    return row


def _free_name(session: Session, name: str, *, other_than: str = "") -> str:
    """A name that nobody else at the door has: people sign in by name."""
    clean = " ".join(name.split())
    if not clean:
        raise UserError("name-missing")
    others = session.scalars(select(Staff).where(Staff.active, ~Staff.deleted))
    if any(each.id != other_than and each.name.casefold() == clean.casefold() for each in others):
        raise UserError("name-taken", name=clean)
    return clean


def _access(row: Staff) -> Access:
    if not row.active:
        return Access.GONE
    credential = vault.from_text(row.public_key)
    if credential is None:
        return Access.NONE
    return Access.CODE if credential.once else Access.PASSWORD
