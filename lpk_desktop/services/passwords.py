"""What people do with their own way in: another password, another recovery code, when the window locks."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from pathlib import Path

import msgspec

from lpk_desktop.domain.passwords import SHORTEST, Weakness, weakness_of
from lpk_desktop.domain.privacy import without_numbers
from lpk_desktop.domain.roles import Right
from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.services.permissions import require
from lpk_desktop.storage import slots, vault
from lpk_desktop.storage.door import Gate
from lpk_desktop.storage.history import KEYS
from lpk_desktop.storage.store import Store, wall_clock
from lpk_desktop.storage.tables import Staff

LONGEST_IDLE = 120
"""Minutes; a window that never locks is no choice."""


def unlock(
    folder: Path,
    *,
    name: str,
    password: str,
    staff: str | None = None,
    gate: Gate | None = None,
    now: Callable[[], int] = wall_clock,
) -> vault.Unlocked:
    """Check a password without opening the file; `staff` says whose it must be, where two have one name.

    Raises UserError: "wrong-password", "too-soon" (seconds).
    """
    gate, who = gate or Gate(folder), _behind(folder, name)
    if who is None:
        raise UserError("wrong-password", name=without_numbers(name))
    left = gate.trying(who)
    if left:
        raise UserError("too-soon", name=name, seconds=ceil(left))
    unlocked = vault.unlock(folder, name=name, password=password, staff=staff)
    gate.came_in(who, at=now())
    return unlocked


def seconds_to_wait(folder: Path, *, name: str, gate: Gate) -> float:
    """How long `gate` keeps somebody waiting; nothing for a name that nobody here has."""
    who = _behind(folder, name)
    return 0.0 if who is None else gate.left(who)


def check_password(password: str, *, name: str = "") -> None:
    """Refuse what others would guess first; raises UserError: "password-too-short", "password-too-plain"."""
    weakness = weakness_of(password, name=name)
    if weakness is Weakness.SHORT:
        raise UserError("password-too-short", least=SHORTEST)
    if weakness is Weakness.PLAIN:
        raise UserError("password-too-plain")


def write_password(store: Store, staff: str, password: str) -> None:
    """Put a new password in the place of a person's; the person has proved to be it."""
    folder = store.path.parent
    cost = next((slot.cost for slot in slots.doors(folder) if slot.staff == staff), None)
    with store.write(_("Kata sandi diganti"), source=KEYS) as session:
        fresh = vault.new_credential(staff=staff, password=password, cost=cost)
        session.get_one(Staff, staff).public_key = vault.to_text(fresh)


def change_password(store: Store, *, old: str, new: str, gate: Gate | None = None) -> None:
    """Give the person at `store` another password, who knows the one before.

    Other computers take it over when they sync. Raises UserError: those of `unlock` and `check_password`.
    """
    own = _own(store)
    check_password(new, name=own.name)
    unlock(store.path.parent, name=own.name, password=old, staff=own.id, gate=gate)
    write_password(store, own.id, new)


def renew_recovery_code(store: Store, *, password: str, gate: Gate | None = None) -> str:
    """Replace this computer's recovery code, at the word of an administrator who knows the own password.

    The code before opens nothing any more; the new one is shown once and stored nowhere. Raises
    UserError as `require` and `unlock` do, or "slots-not-written".
    """
    with store.read() as session:
        require(session, Right.MANAGE_STAFF)
    own = _own(store)
    unlock(store.path.parent, name=own.name, password=password, staff=own.id, gate=gate)
    try:
        # Under the lock of writers, as `keys.settle`: neither writes what the other has overtaken.
        with store.write(_("Kunci")):
            return store.renew_recovery()
    except OSError as error:
        raise UserError("slots-not-written", file=str(store.path.parent / slots.FILE)) from error


def set_lock_minutes(store: Store, minutes: int) -> None:
    """Say after how many idle minutes this computer's window locks, 1 to 120.

    Raises UserError: as `require` does, "lock-minutes-invalid", "slots-not-written".
    """
    folder = store.path.parent
    if not 1 <= minutes <= LONGEST_IDLE:
        raise UserError("lock-minutes-invalid", most=LONGEST_IDLE)
    with store.read() as session:
        require(session, Right.EDIT_CENTRE)
    try:
        with store.write(_("Kunci")):  # as in `renew_recovery_code`
            slots.save(folder, msgspec.structs.replace(slots.load(folder), lock_minutes=minutes))
    except OSError as error:
        raise UserError("slots-not-written", file=str(folder / slots.FILE)) from error


def _behind(folder: Path, name: str) -> str | None:
    """The id of the person with this name at the door; two with one name wait together."""
    return next((slot.staff for slot in slots.doors(folder) if slot.name == name), None)


def _own(store: Store) -> Staff:
    with store.read() as session:
        return session.get_one(Staff, store.author)
