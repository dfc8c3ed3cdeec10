"""An old copy comes back: beside what is there, never over it, and under a new identity.

Everything is made ready and checked in a folder of its own before `storage.swapping` puts it in place.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from pathlib import Path

import msgspec
from sqlalchemy import func, select

from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.changes import device_of, origin_of
from lpk_desktop.domain.numbering import letter_of
from lpk_desktop.domain.zones import to_local, zone_named
from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.storage import epochs, names, slots
from lpk_desktop.storage.backup.archive import Manifest, Step, go_on, manifest_of, unpack
from lpk_desktop.storage.backup.copying import DAMAGED
from lpk_desktop.storage.backup.keeping import folder_of, kept_in, make
from lpk_desktop.storage.backup.salvage import given_in, is_damaged, last_life, salvage
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.device import device
from lpk_desktop.storage.durable import BLOCK, as_writing_error, blocks_of
from lpk_desktop.storage.engine import FILE, in_words, open_engine
from lpk_desktop.storage.findings import Problem, Report
from lpk_desktop.storage.journal import segments
from lpk_desktop.storage.migrating import migrate, revision_of
from lpk_desktop.storage.numbers import Given, given_by, keep_numbers, kept_numbers
from lpk_desktop.storage.retelling import journalled, surely_done
from lpk_desktop.storage.store import Session, Store, open_store
from lpk_desktop.storage.swapping import MOVED, being_made, finish, seized, swap
from lpk_desktop.storage.tables import Certificate, ChangeRow

PRESENT = "kini"
"""The folder in the making that holds what is there now, to look at."""

_PAPERS = select(ChangeRow).where(ChangeRow.table_name == Certificate.__tablename__)
"""What the log tells of certificates, also of those that wait for another row."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """How far a backup goes."""

    life: int
    """The origin under which it goes on."""
    newest: int
    """The highest stamp in its log."""
    ends: Mapping[int, int]
    """The last n by origin."""
    certificates: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Since:
    """What the present file has and a backup has not, and no central either."""

    changes: tuple[tuple[int, int], ...] = ()
    """Origin and n of each."""
    certificates: Mapping[str, str] = field(default_factory=dict)
    """Their numbers by id."""
    given: frozenset[Given] = frozenset()
    """Numbers that no certificate may be left of."""


def restore(data: Path, backup: Path, *, key_for: KeyFor, at: datetime, step: Step = go_on) -> Restored:
    """Put the backup `backup` in the place of the data folder `data`, which may be empty or damaged.

    Where the data cannot be opened as it is, what it still tells of later acts comes along; what can be
    opened is somebody's choice to leave, and stays beside.
    Raises UserError: those of `unpack`; "backup-of-another" for one of another centre or computer;
    "certificates-since" where numbers would be given twice; "data-in-use"; "file-too-new"; what
    `key_for` raises; "disk-full", "restore-not-written". Everything then is as it was.
    """
    manifest = manifest_of(backup)
    try:
        data.mkdir(parents=True, exist_ok=True)
        finish(data)
        with seized(data), being_made(data, _stamp(manifest, at)) as fresh:
            _refuse_anothers(data, manifest)
            unpack(backup, fresh, step)
            key, whose = _key(data, fresh, key_for, own=True)
            present = fresh / PRESENT
            whole = _copied(data, present)
            with _told_of(backup):
                held = _held(fresh, key)
            damaged = not whole or is_damaged(present, key)
            broken = damaged or not slots.is_readable(data) or _precedes_pairing(data, present, key)
            if damaged:
                since = _since_damaged(data, present, key, held, manifest.number)
            else:
                since = _since(data, present, key, held)
            if whose == data:
                shutil.copyfile(data / slots.FILE, fresh / slots.FILE)
            with _told_of(backup):
                salvaged = _salvaged(fresh, key, (data, present) if broken else None, step)
                _begin(fresh, key, _used(data, present, key, manifest), since.given)
                held = _held(fresh, key)
            # Slots that came with the backup are older than what was salvaged; the others are newer.
            life = held.life if whose == fresh else 0
            slots.save(fresh, msgspec.structs.replace(slots.load(fresh), life=life))
            _refuse_forgotten(since, held)
            with suppress(UserError):  # the files themselves are kept too
                make(data, key=key, reason=Reason.RESTORE, at=at, step=step, source=present)
            shutil.rmtree(present)
            aside = swap(data, fresh)
    except OSError as error:
        raise as_writing_error(error, data, "restore-not-written") from error
    left_behind = sum(n > held.ends.get(origin, 0) for origin, n in since.changes)
    return Restored(manifest=manifest, aside=aside, salvaged=salvaged, left_behind=left_behind)


def verify(data: Path, backup: Path, *, key_for: KeyFor, step: Step = go_on) -> Report:
    """Open a backup as `restore` would, in a folder that is gone afterwards, and check all of it.

    Raises UserError: those of `unpack`, "file-too-new", what `key_for` raises, "disk-full" and
    "backup-not-readable".
    """
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made, _told_of(backup):
            fresh = Path(made)
            unpack(backup, fresh, step)
            with _opened(fresh, _key(data, fresh, key_for, own=False)[0]) as store:
                return _checked(store, step)
    except OSError as error:
        raise as_writing_error(error, backup, "backup-not-readable") from error


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
        if own and error.code not in {"no-centre-here", "slots-damaged"}:
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


def _precedes_pairing(data: Path, present: Path, key: bytes) -> bool:
    with suppress(UserError), _reading(present, key) as now:
        return epochs.precedes_pairing(now, epochs.beside(data))
    return False


def _held(fresh: Path, key: bytes) -> _Held:
    ends = select(ChangeRow.origin, func.max(ChangeRow.n).label("n")).group_by(ChangeRow.origin)
    with _reading(fresh, key) as copy:
        return _Held(
            life=device(copy).origin,
            newest=copy.scalar(select(func.max(ChangeRow.hlc))) or 0,
            ends={row.origin: row.n for row in copy.execute(ends)},
            certificates=frozenset(copy.scalars(_PAPERS.with_only_columns(ChangeRow.row_id))),
        )


def _since(data: Path, present: Path, key: bytes, held: _Held) -> _Since:
    """What would be left behind of a file that can be read, with what its journal alone still tells.

    What was sent comes back by pull before a number is given; not so into a backup from before pairing.
    """
    try:
        with _opened(present, key) as store, store.read() as now:
            since = _unsent_since(now, held)
            if device(now).number == device_of(held.life)[0]:
                return replace(since, given=frozenset(kept_numbers(now)))
        return replace(since, given=frozenset(given_in(present, key)))
    except UserError as error:  # a newer version's, perhaps
        raise UserError(error.code, **{**error.facts, "file": str(data / FILE)}) from error


def _since_damaged(data: Path, present: Path, key: bytes, held: _Held, number: int) -> _Since:
    """The same where the file is lost or damaged; `number` is the computer's in the backup.

    Of what only the journal tells some may have been sent. Other computers' letters are theirs to count.
    """
    found, known, seen = _Since(), journalled(data, key), epochs.beside(data)
    names_had = {number, *(device_of(origin)[0] for origin, _n in known)}
    if seen is not None:
        names_had.add(seen.number)
    if (present / FILE).exists():
        with suppress(UserError), _reading(present, key) as now:
            found = _unsent_since(now, held)
            names_had.add(device(now).number)
    told = {(row.origin, row.n) for acts in known.values() for act in acts for row in act.changes}
    # Pairing gave what came before it another name, under which the backup has it.
    told = {each for each in told if device_of(each[0])[0] or not number}
    letters = {letter_of(each) for each in names_had}
    given = chain(given_in(present, key), given_by(surely_done(known)))
    ours = frozenset(each for each in given if each.letter in letters)
    return _Since(changes=tuple({*found.changes, *told}), given=ours)


def _unsent_since(now: Session, held: _Held) -> _Since:
    unsent = epochs.unsent_changes(now)
    later = select(ChangeRow.origin, ChangeRow.n).where(unsent, ChangeRow.hlc > held.newest)
    fresh = {
        row.row_id: given.number
        for row in now.scalars(_PAPERS.where(unsent))
        if row.row_id not in held.certificates
        for given in given_by([row])
    }
    return _Since(changes=tuple((row.origin, row.n) for row in now.execute(later)), certificates=fresh)


def _refuse_forgotten(since: _Since, held: _Held) -> None:
    """Numbers that are on paper are never given again."""
    lost = [number for row, number in since.certificates.items() if row not in held.certificates]
    if lost:
        raise UserError("certificates-since", count=len(lost), number=min(lost))


@contextmanager
def _reading(folder: Path, key: bytes) -> Iterator[Session]:
    """What a copy holds, in this version's tables."""
    path = folder / FILE
    engine = open_engine(path, key)
    try:
        with in_words(path):
            if revision_of(engine) is None:
                raise UserError("not-a-database", file=str(path))
            migrate(engine, path, before_upgrade=_only_a_copy)
        with Store(engine, path=path, key=key, author=None).read() as session:
            yield session
    finally:
        engine.dispose()


def _only_a_copy(_revision: str) -> None:
    """The file that it was made from is kept."""


def _used(data: Path, present: Path, key: bytes, manifest: Manifest) -> dict[int, int]:
    """Epochs that this file is known to have had, as far as this computer remembers."""
    found = [each.manifest for each in kept_in(folder_of(data)) if each.manifest]
    used = {
        each.epoch for each in found if (each.lineage, each.number) == (manifest.lineage, manifest.number)
    }
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


def _salvaged(fresh: Path, key: bytes, broken: tuple[Path, Path] | None, step: Step) -> int:
    """Check the copy in this version's tables, and let what `broken` still tells come along.

    That is the data folder and a copy of its file. Gives how many changes; whatever goes wrong with them,
    the backup itself comes back.
    """
    with _opened(fresh, key) as store:
        if any(finding.code is Problem.FILE_DAMAGED for finding in _checked(store, step).findings):
            raise UserError("database-damaged", file=str(fresh / FILE))
        if broken is None:
            return 0
        try:
            with store.write(_("Ambil yang masih terbaca"), source="central") as session:
                return salvage(session, *broken, store.key)
        except Exception:
            logging.getLogger(__name__).exception("what a broken file tells could not be taken over")
            return 0


def _begin(fresh: Path, key: bytes, used: Mapping[int, int], given: Iterable[Given]) -> None:
    """Give the copy a new identity, and have it give no number again."""
    with (
        _opened(fresh, key) as store,
        store.write(_("Lanjutkan dari salinan lama"), source="final") as session,
    ):
        if device(session).number:
            epochs.begin_epoch(session, fresh, held=used)
        keep_numbers(session, given)


@contextmanager
def _opened(fresh: Path, key: bytes) -> Iterator[Store]:
    store = open_store(fresh, key=key, author=None, before_upgrade=_only_a_copy)
    try:
        yield store
    finally:
        store.close()


def _checked(store: Store, step: Step) -> Report:
    return check(store, progress=lambda _done, _total: step(), copied=True)
