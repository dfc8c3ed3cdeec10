"""An old copy comes back: beside what is there, never over it, and under a new identity.

Everything is made ready and checked in a folder of its own before `storage.swapping` puts it in place.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec

from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.changes import device_of, origin_of
from lpk_desktop.domain.zones import to_local, zone_named
from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.storage import epochs, names, slots
from lpk_desktop.storage.backup.archive import Manifest, Step, go_on, manifest_of, unpack
from lpk_desktop.storage.backup.copying import DAMAGED
from lpk_desktop.storage.backup.keeping import make
from lpk_desktop.storage.backup.others import Others, given_elsewhere, others_of
from lpk_desktop.storage.backup.salvage import is_damaged, last_life, salvage
from lpk_desktop.storage.backup.since import (
    held_by,
    opened,
    precedes_pairing,
    refuse_forgotten,
    since_it,
)
from lpk_desktop.storage.chains import UNREADABLE
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.device import device
from lpk_desktop.storage.durable import BLOCK, as_writing_error, blocks_of
from lpk_desktop.storage.engine import FILE, open_engine
from lpk_desktop.storage.findings import Problem, Report
from lpk_desktop.storage.journal import segments
from lpk_desktop.storage.numbers import Given, keep_numbers
from lpk_desktop.storage.retelling import journalled, retell_from
from lpk_desktop.storage.store import Session, Store, open_store
from lpk_desktop.storage.swapping import MOVED, being_made, finish, seized, swap

PRESENT = "kini"
"""The folder in the making that holds what is there now, to look at."""

KeyFor = Callable[[Path], bytes]
"""The key of the file, by the slots in a folder; raises UserError where they do not give it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restoration did."""

    manifest: Manifest
    aside: Path | None
    """Where the files from before are kept; None where there were none."""
    salvaged: int
    """Changes since the backup that a damaged file still told, and that were taken over."""
    left_behind: int
    """Changes since the backup that had not been sent: they are in the file that was put aside."""
    untold: bool = False
    """Whether what came since was to be taken over and could not be; the journal then stays beside too."""


def restore(
    data: Path, backup: Path, *, key_for: KeyFor, at: datetime, step: Step = go_on, with_later: bool = False
) -> Restored:
    """Put the backup `backup` in the place of the data folder `data`, which may be empty or damaged.

    Where the data cannot be opened as it is, what it still tells of later acts comes along; what can be
    opened is somebody's choice to leave, and stays beside. `with_later` says that nobody chose that: the
    data did not open a moment ago. Then later acts come along too where it could be read by now.
    Raises UserError: "data-opens-again" where it even opens by now; those of `unpack`;
    "backup-of-another" for one of another centre or computer; "certificates-since" where numbers would be
    given twice; "data-in-use"; "file-too-new"; what `key_for` raises; "disk-full", "restore-not-written".
    Everything then is as it was.
    """
    manifest = manifest_of(backup)
    try:
        data.mkdir(parents=True, exist_ok=True)
        finish(data)
        if with_later and _opens(data, key_for, at):
            raise UserError("data-opens-again", folder=str(data))
        with seized(data), being_made(data, _stamp(manifest, at)) as fresh:
            _refuse_anothers(data, manifest)
            unpack(backup, fresh, step)
            key, whose = _key(data, fresh, key_for, own=True)
            present = fresh / PRESENT
            whole = _copied(data, present)
            with _told_of(backup):
                held = held_by(fresh, key)
            damaged = with_later or not whole or is_damaged(present, key)
            broken = damaged or not slots.is_readable(data) or precedes_pairing(data, present, key)
            since = since_it(data, present, key, held, number=manifest.number, damaged=damaged)
            others = others_of(data, backup, manifest)
            with _told_of(backup):
                salvaged = _salvaged(fresh, key, (data, present) if broken else None, step)
                given = given_elsewhere(others, manifest, key, fresh, step) if damaged else frozenset()
                _begin(fresh, key, _used(others, data, present, key, manifest), since.given | given)
                held = held_by(fresh, key)
            _settle_slots(data, fresh, whose, held.life)
            refuse_forgotten(since, held)
            if salvaged is None:
                shutil.copytree(present / names.JOURNAL, fresh / names.JOURNAL, dirs_exist_ok=True)
            _back_up(data, present, key, at, step)
            aside = swap(data, fresh)
    except OSError as error:
        raise as_writing_error(error, data, "restore-not-written") from error
    left, untold = sum(n > held.ends.get(origin, 0) for origin, n in since.changes), salvaged is None
    return Restored(manifest=manifest, aside=aside, salvaged=salvaged or 0, left_behind=left, untold=untold)


def verify(data: Path, backup: Path, *, key_for: KeyFor, step: Step = go_on) -> Report:
    """Open a backup as `restore` would, in a folder that is gone afterwards, and check all of it.

    Raises UserError: those of `unpack`, "file-too-new", what `key_for` raises, "disk-full" and
    "backup-not-readable".
    """
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made, _told_of(backup):
            fresh = Path(made)
            unpack(backup, fresh, step)
            with opened(fresh, _key(data, fresh, key_for, own=False)[0]) as store:
                return _checked(store, step)
    except OSError as error:
        raise as_writing_error(error, backup, "backup-not-readable") from error


def _opens(data: Path, key_for: KeyFor, at: datetime) -> bool:
    """Whether the data opens as at the door, and is sound."""
    with suppress(Exception):  # whatever it is, it does not open
        if (data / FILE).stat().st_size:  # an empty one would be made anew
            key = key_for(data)
            save = partial(make, data, key=key, reason=Reason.UPGRADE, at=at)
            open_store(data, key=key, author=None, before_upgrade=lambda _revision: save()).close()
            return not is_damaged(data, key)
    return False


def _settle_slots(data: Path, fresh: Path, whose: Path, life: int) -> None:
    """Have the slots that opened it, those in `whose`, go with the file."""
    if whose == data:
        shutil.copyfile(data / slots.FILE, fresh / slots.FILE)
    # Slots that came with the backup are older than what was salvaged; the others are newer.
    settled = msgspec.structs.replace(slots.load(fresh), life=life if whose == fresh else 0)
    slots.save(fresh, settled)


def _back_up(data: Path, present: Path, key: bytes, at: datetime, step: Step) -> None:
    """Back up what was there, if it can be read, and remove its copy; the files themselves are kept too."""
    with suppress(UserError, *UNREADABLE):
        make(data, key=key, reason=Reason.RESTORE, at=at, step=step, source=present)
    shutil.rmtree(present)


def _stamp(manifest: Manifest, at: datetime) -> str:
    return f"{to_local(at, zone_named(manifest.zone)):%Y-%m-%d %H.%M.%S}"


def _refuse_anothers(data: Path, manifest: Manifest) -> None:
    """Files of different computers never take each other's place; who wants both takes two folders."""
    if slots.exists(data) and not _related(data, manifest):
        raise UserError("backup-of-another", centre=manifest.centre, device=manifest.device)


def _related(data: Path, manifest: Manifest) -> bool:
    known = epochs.beside(data)
    if known is not None:
        return known.lineage == manifest.lineage
    try:
        return slots.load(data).centre == manifest.centre
    except UserError:
        return True


def _key(data: Path, fresh: Path, key_for: KeyFor, *, own: bool) -> tuple[bytes, Path]:
    """The key of the backup, and whose slots gave it: those in use where they can, else its own.

    So a password that was changed since still counts. Where the backup shall take the place of what lies
    here (`own`), slots that can be read have the last word: who was taken out since stays out. It is of a
    centre of this name by then, if not surely of this computer.
    """
    try:
        key = key_for(data)
    except UserError as error:
        if own and error.code not in {"no-centre-here", "slots-damaged", "slot-damaged"}:
            raise
    else:
        with suppress(UserError):
            open_engine(fresh / FILE, key).dispose()
            return key, data
    return key_for(fresh), fresh


def _copied(data: Path, present: Path) -> bool:
    """Copy the present files, to look at: to open damaged ones themselves could take something away.

    Says whether the disk gave all of the file and its log.
    """
    present.mkdir()
    whole = True
    for name in (*names.LOGS[:1], *MOVED):
        if (data / name).exists():
            found = _copy_readable(data / name, present / name)
            whole = whole and (found or name in {slots.FILE, names.DEVICE})
    (present / names.JOURNAL).mkdir()
    for path in segments(data):
        with suppress(OSError):  # a disk may fail for good: what can be read is what counts
            _copy_readable(path, present / names.JOURNAL / path.name)
    return whole


def _copy_readable(old: Path, new: Path) -> bool:
    """Copy a file, with empty blocks for what the disk does not give back; says whether it gave all."""
    whole = True
    with new.open("wb") as target:
        for content in blocks_of(old):
            whole = whole and content is not None
            target.write(bytes(BLOCK) if content is None else content)
    return whole


def _used(others: Others, data: Path, present: Path, key: bytes, manifest: Manifest) -> dict[int, int]:
    """Epochs that this file is known to have had, as far as this computer remembers."""
    used = {told.epoch for _path, told in others if told.number == manifest.number}
    known = epochs.beside(data)
    if known is not None and (known.lineage, known.number) == (manifest.lineage, manifest.number):
        used.add(known.epoch)
    lives = {device_of(origin) for origin, _n in journalled(data, key)}
    used |= {epoch for number, epoch in lives if number == manifest.number}
    used.add(last_life(present, key, manifest.number))
    return {origin_of(manifest.number, epoch): 0 for epoch in used}


@contextmanager
def _told_of(backup: Path) -> Iterator[None]:
    """The person knows the backup, not the folder it was unpacked into."""
    try:
        yield
    except UserError as error:
        code = "backup-damaged" if error.code in DAMAGED else error.code
        raise UserError(code, **{**error.facts, "file": str(backup)}) from error


def _salvaged(fresh: Path, key: bytes, broken: tuple[Path, Path] | None, step: Step) -> int | None:
    """Check the copy in this version's tables, and let what `broken` still tells come along.

    That is the data folder and a copy of its file. Gives how many changes; None where they could not be
    taken over: whatever goes wrong with them, the backup itself comes back. Raises UserError where the
    copy cannot be written.
    """
    with opened(fresh, key) as store:
        if any(finding.code is Problem.FILE_DAMAGED for finding in _checked(store, step).findings):
            raise UserError("database-damaged", file=str(fresh / FILE))
        if broken is None:
            return 0
        data, present = broken
        ways: tuple[Callable[[Session], int], ...] = (
            lambda session: salvage(session, data, present, key),
            lambda session: retell_from(session, journalled(data, key)),
        )
        for way in ways:
            try:
                with store.write(_("Ambil yang masih terbaca"), source="central") as session:
                    return way(session)
            except UserError:
                raise
            except Exception:
                # For the window's log; the command line shows warnings, and tells this in words.
                logging.getLogger(__name__).info("what came since could not be taken over", exc_info=True)
    return None


def _begin(fresh: Path, key: bytes, used: Mapping[int, int], given: Iterable[Given]) -> None:
    """Give the copy a new identity, and have it give no number again."""
    with (
        opened(fresh, key) as store,
        store.write(_("Lanjutkan dari salinan lama"), source="final") as session,
    ):
        if device(session).number:
            epochs.begin_epoch(session, fresh, held=used)
        keep_numbers(session, given)


def _checked(store: Store, step: Step) -> Report:
    return check(store, progress=lambda _done, _total: step(), copied=True)
