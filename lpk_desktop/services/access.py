"""Founding a centre's data folder, and signing in to it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.privacy import without_numbers
from lpk_desktop.domain.roles import Role
from lpk_desktop.domain.zones import Zone
from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.services import keys
from lpk_desktop.services.passwords import check_password, unlock, write_password
from lpk_desktop.services.permissions import role_of
from lpk_desktop.services.programmes import load_bundled
from lpk_desktop.services.staff import has_administrator
from lpk_desktop.storage import backup, slots, vault
from lpk_desktop.storage.checking import is_readable
from lpk_desktop.storage.device import create_device
from lpk_desktop.storage.door import Gate
from lpk_desktop.storage.durable import as_writing_error
from lpk_desktop.storage.engine import FILE
from lpk_desktop.storage.history import FOUNDING, KEYS
from lpk_desktop.storage.ids import new_id
from lpk_desktop.storage.place import refuse_remote
from lpk_desktop.storage.store import Store, open_store, wall_clock
from lpk_desktop.storage.swapping import finish
from lpk_desktop.storage.tables import CENTRE_ID, Centre, Staff
from lpk_desktop.storage.types import from_milliseconds

_LOST = frozenset({"data-file-missing", "database-damaged", "not-a-database"})
"""What is said of a file that does not open although its key is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCentre:
    """What is asked before anything is stored; only the name is needed."""

    name: str
    kind: str = "LPKS"
    place: str | None = None
    zone: str = "WIB"
    address: str | None = None
    licence_number: str | None = None
    licence_issuer: str | None = None
    licence_until: date | None = None
    vin: str | None = None
    sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """A new centre, open, and the recovery code, which is never shown again."""

    store: Store
    recovery_code: str = field(repr=False)


def found_centre(
    folder: Path,
    centre: NewCentre,
    *,
    admin: str,
    password: str,
    device: str,
    cost: slots.Cost | None = None,
    now: Callable[[], int] = wall_clock,
) -> Founded:
    """Make an encrypted data folder with its first administrator and the bundled catalogue.

    The key slots come last: without them there is no centre, so an interruption leaves nothing
    that a second attempt would stumble over. Raises UserError: "data-folder-in-use",
    "name-missing", "unknown-zone", "data-on-network", those of `check_password`, or what `open_store`
    raises.
    """
    _check(folder, centre, admin, password)
    refuse_remote(folder)
    _make_folder(folder)
    key, staff = vault.new_key(), new_id()
    credential = vault.new_credential(staff=staff, password=password, cost=cost)
    person = Staff(id=staff, name=admin.strip(), role=Role.ADMIN, public_key=vault.to_text(credential))
    # Nobody has signed in yet, so nobody's undo reaches back to here.
    store = open_store(folder, key=key, author=None, now=now)
    try:
        _furnish(store, centre, admin=person, device=device)
        first = vault.slot_of(
            credential,
            staff=staff,
            name=admin.strip(),
            role=Role.ADMIN.value,
            sealed=store.sealed_for(credential.public),
        )
        fresh = slots.Slots(version=slots.VERSION, slots=(), centre=centre.name.strip(), sample=centre.sample)
        code = vault.create(folder, key=key, person=first, fresh=fresh)
        keys.keep_in_step(store)
    except OSError as error:
        store.close()
        raise as_writing_error(error, folder, "data-not-reachable") from error
    except BaseException:
        store.close()
        raise
    store.author = staff
    return Founded(store=store, recovery_code=code)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise as_writing_error(error, folder, "data-not-reachable") from error
    _set_aside(folder)


def _furnish(store: Store, centre: NewCentre, *, admin: Staff, device: str) -> None:
    label = _("Pusat pelatihan baru: {name}").format(name=centre.name)
    with store.write(label, source=FOUNDING) as session:
        create_device(session, name=device)
        session.add(_centre_row(centre))
        session.add(admin)
    with store.write(_("Katalog bawaan"), source=FOUNDING) as session:
        load_bundled(session)


def sign_in(
    folder: Path,
    *,
    name: str,
    password: str,
    new_password: str | None = None,
    gate: Gate | None = None,
    now: Callable[[], int] = wall_clock,
) -> Store:
    """Open the folder for a person; `new_password` takes the place of `password` from then on.

    `gate` knows how long to wait after wrong passwords; without one the wait begins with this call.
    Raises UserError: "no-centre-here", "wrong-password", "too-soon" (seconds), "password-to-choose" for
    a one-time code without a new password, "data-on-network", "data-file-missing", "person-inactive",
    those of `check_password`, what `open_store` raises, and "data-damaged" (backup, day, time) instead of
    those about a damaged or lost file where there is a good backup.
    """
    if new_password is not None:
        check_password(new_password, name=name)
    finish(folder)
    unlocked = unlock(folder, name=name, password=password, gate=gate, now=now)
    if unlocked.once and new_password is None:
        raise UserError("password-to-choose", name=name)
    refuse_remote(folder)
    try:
        store = _open_sound(folder, unlocked, now)
    except UserError as error:
        raise _with_a_way_back(folder, error, now()) from error
    try:
        with store.read() as session:
            role_of(session)
        if new_password is not None:
            write_password(store, unlocked.staff, new_password)
        _keep_in_step(store)
    except BaseException as error:
        store.close()
        if isinstance(error, UserError):
            raise _with_a_way_back(folder, error, now()) from error
        raise
    return store


def recover_access(folder: Path, *, code: str, name: str, password: str) -> None:
    """Give the person `name` a new password with this computer's recovery code.

    Where no administrator is left who could sign in (two computers took each other's away), the
    code makes `name` one: somebody who worked here, or else a new person. Raises UserError:
    "wrong-recovery-code", "wrong-person", "name-missing", those of `check_password`, and about the file
    as `sign_in` does.
    """
    check_password(password, name=name)
    finish(folder)
    key = vault.recover(folder, code=code)
    try:
        _check_file(folder)
        store = open_store(folder, key=key, author=None, before_upgrade=_saving(folder, key, wall_clock))
    except UserError as error:
        raise _with_a_way_back(folder, error, wall_clock()) from error
    try:
        keys.follow_newer_slots(store)
        with store.write(_("Akses dipulihkan: {name}").format(name=name), source=KEYS) as session:
            _let_in(session, name.strip(), password, slots.load(folder))
        keys.settle(store)
    finally:
        store.close()


def people(folder: Path) -> list[str]:
    """The names that can sign in at `folder`; raises UserError("no-centre-here")."""
    finish(folder)
    return slots.people(folder)


def has_centre(folder: Path) -> bool:
    """Whether there is a centre in `folder` to sign in to."""
    finish(folder)
    return slots.exists(folder)


def _check(folder: Path, centre: NewCentre, admin: str, password: str) -> None:
    if slots.exists(folder):
        raise UserError("data-folder-in-use", folder=str(folder))
    if not centre.name.strip() or not admin.strip():
        raise UserError("name-missing")
    if centre.zone not in set(Zone):
        raise UserError("unknown-zone", zone=centre.zone)
    check_password(password, name=admin)


def _open_sound(folder: Path, unlocked: vault.Unlocked, now: Callable[[], int]) -> Store:
    _check_file(folder)
    log = folder / f"{FILE}-wal"
    # Who closes the file takes its log away: one that is there was left by a crash, or is in use.
    unclean = log.exists() and log.stat().st_size > 0
    store = open_store(
        folder,
        key=unlocked.key,
        author=unlocked.staff,
        now=now,
        before_upgrade=_saving(folder, unlocked.key, now),
    )
    if unclean and not is_readable(store):
        store.close()
        raise UserError("database-damaged", file=str(folder / FILE))
    return store


def _saving(folder: Path, key: bytes, now: Callable[[], int]) -> Callable[[str], object]:
    """A backup of the file as it is; what stands in its way stands in the upgrade's."""
    return lambda _revision: backup.make(folder, key=key, reason=Reason.UPGRADE, at=from_milliseconds(now()))


def _with_a_way_back(folder: Path, error: UserError, now: int) -> UserError:
    """The same error, or for a file that does not open the one that names the newest good backup."""
    if error.code not in _LOST:
        return error
    found = backup.newest_anywhere(folder, now=from_milliseconds(now))
    if found is None or found.manifest is None:
        return error
    made = found.manifest.local
    return UserError(
        "data-damaged", file=str(folder / FILE), backup=str(found.path), day=made.date(), time=made.time()
    )


def _check_file(folder: Path) -> None:
    # Opening would make a new, empty file, which looks as if all data were lost.
    if not (folder / FILE).exists():
        raise UserError("data-file-missing", file=str(folder / FILE))
    if not (folder / FILE).stat().st_size:
        raise UserError("database-damaged", file=str(folder / FILE))


def _keep_in_step(store: Store) -> None:
    # Slots that cannot be written now are written at the next sign-in; a full disk keeps nobody out.
    with suppress(UserError):
        keys.keep_in_step(store)


def _let_in(session: Session, name: str, password: str, before: slots.Slots) -> None:
    if not name:
        raise UserError("name-missing")
    row = session.scalars(
        select(Staff).where(Staff.name == name).order_by(Staff.active.desc(), Staff.deleted, Staff.id)
    ).first()
    if has_administrator(session):
        if row is None or row.deleted or not row.active:
            raise UserError("wrong-person", name=without_numbers(name))
    else:
        if row is None:
            row = Staff(name=name)
            session.add(row)
        row.deleted, row.active, row.role = False, True, Role.ADMIN
    cost = next((slot.cost for slot in before.slots), None)
    row.public_key = vault.to_text(vault.new_credential(staff=row.id, password=password, cost=cost))


def _set_aside(folder: Path) -> None:
    """Move a database that no key opens out of the way; it is never removed."""
    for left in (FILE, f"{FILE}-wal", f"{FILE}-shm"):
        if (folder / left).exists():
            (folder / left).rename(folder / f"{left}.{time.time_ns()}.old")


def _centre_row(centre: NewCentre) -> Centre:
    return Centre(
        id=CENTRE_ID,
        name=centre.name.strip(),
        kind=centre.kind,
        place=centre.place,
        zone=centre.zone,
        address=centre.address,
        licence_number=centre.licence_number,
        licence_issuer=centre.licence_issuer,
        licence_until=centre.licence_until,
        vin=centre.vin,
        sample=centre.sample,
    )
