"""Founding a centre's data folder, and signing in to it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.zones import Zone
from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.services.programmes import load_bundled
from lpk_desktop.storage import backup, slots, vault
from lpk_desktop.storage.checking import is_readable
from lpk_desktop.storage.device import create_device
from lpk_desktop.storage.engine import FILE
from lpk_desktop.storage.history import FOUNDING
from lpk_desktop.storage.ids import new_id
from lpk_desktop.storage.place import refuse_remote
from lpk_desktop.storage.store import Store, open_store, wall_clock
from lpk_desktop.storage.swapping import finish
from lpk_desktop.storage.tables import CENTRE_ID, Centre, Role, Staff
from lpk_desktop.storage.types import from_milliseconds

SHORTEST_PASSWORD = 8
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
    recovery_code: str


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
    "password-too-short", "name-missing", "unknown-zone", "data-on-network", or what `open_store` raises.
    """
    _check(folder, centre, admin, password)
    refuse_remote(folder)
    _make_folder(folder)
    key, staff = vault.new_key(), new_id()
    # Nobody has signed in yet, so nobody's undo reaches back to here.
    store = open_store(folder, key=key, author=None, now=now)
    try:
        _furnish(store, centre, admin=Staff(id=staff, name=admin.strip(), role=Role.ADMIN), device=device)
        code = vault.create(
            folder,
            key=key,
            name=admin.strip(),
            staff=staff,
            password=password,
            centre=centre.name.strip(),
            sample=centre.sample,
            cost=cost,
        )
    except OSError as error:
        store.close()
        raise UserError("data-not-reachable", file=str(folder)) from error
    except BaseException:
        store.close()
        raise
    store.author = staff
    return Founded(store=store, recovery_code=code)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("data-not-reachable", file=str(folder)) from error
    _set_aside(folder)


def _furnish(store: Store, centre: NewCentre, *, admin: Staff, device: str) -> None:
    label = _("Pusat pelatihan baru: {name}").format(name=centre.name)
    with store.write(label, source=FOUNDING) as session:
        create_device(session, name=device)
        session.add(_centre_row(centre))
        session.add(admin)
    with store.write(_("Katalog bawaan"), source=FOUNDING) as session:
        load_bundled(session)


def sign_in(folder: Path, *, name: str, password: str, now: Callable[[], int] = wall_clock) -> Store:
    """Open the folder for a person.

    Raises UserError: "no-centre-here", "wrong-password", "data-on-network", "data-file-missing",
    "person-inactive", what `open_store` raises, and "data-damaged" (backup, day, time) instead of those
    about a damaged or lost file where there is a good backup.
    """
    finish(folder)
    unlocked = vault.unlock(folder, name=name, password=password)
    refuse_remote(folder)
    try:
        store = _open_sound(folder, unlocked, now)
    except UserError as error:
        raise _with_a_way_back(folder, error, now()) from error
    with store.read() as session:
        person = session.get(Staff, unlocked.staff)
    if person is not None and not person.active:
        store.close()
        raise UserError("person-inactive", name=name)
    return store


def recover_access(folder: Path, *, code: str, name: str, password: str) -> None:
    """Give the person `name` a new password with the recovery code.

    Raises UserError: "wrong-recovery-code", "wrong-person", "password-too-short", and about the file as
    `sign_in` does.
    """
    _check_password(password)
    finish(folder)
    key = vault.recover(folder, code=code)
    try:
        _check_file(folder)
        store = open_store(folder, key=key, author=None, before_upgrade=_saving(folder, key, wall_clock))
    except UserError as error:
        raise _with_a_way_back(folder, error, wall_clock()) from error
    try:
        with store.read() as session:
            staff = session.scalar(select(Staff.id).where(Staff.name == name, Staff.active))
    finally:
        store.close()
    if staff is None or name not in slots.people(folder):
        raise UserError("wrong-person", name=name)
    vault.set_password(folder, key=key, name=name, staff=staff, password=password)


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
    _check_password(password)


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


def _check_password(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise UserError("password-too-short", least=SHORTEST_PASSWORD)


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
