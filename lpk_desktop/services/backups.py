"""Backups as people meet them: when one is due, what there are, and how one comes back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.roles import Right
from lpk_desktop.domain.zones import to_local
from lpk_desktop.errors import UserError
from lpk_desktop.services import keys
from lpk_desktop.services.centre import centre
from lpk_desktop.services.permissions import require
from lpk_desktop.services.ways_in import Tries, WayIn
from lpk_desktop.storage import backup as files
from lpk_desktop.storage.backup import Kept, Restored, second
from lpk_desktop.storage.backup.archive import Step, go_on, prove
from lpk_desktop.storage.backup.present import present
from lpk_desktop.storage.device import device
from lpk_desktop.storage.door import Gate
from lpk_desktop.storage.engine import open_engine
from lpk_desktop.storage.findings import Report
from lpk_desktop.storage.locking import held
from lpk_desktop.storage.slots import RECOVERY
from lpk_desktop.storage.store import Store, open_store
from lpk_desktop.storage.tables import ChangeRow
from lpk_desktop.storage.types import from_milliseconds, to_milliseconds

_SPOILT = frozenset({"backup-damaged", "backup-not-readable", "not-a-backup"})
"""What is said of a backup that is no more as it was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupLine:
    """One backup as lists show it."""

    path: Path
    size: int
    """Bytes."""
    at: datetime | None
    """On the centre's wall clock; None where it does not say what it is."""
    reason: Reason | None
    """None for one that a newer version has."""
    findings: int
    paired: bool
    """Whether it is of a computer that a centre knows."""
    problem: str
    """The code of a UserError for one that cannot be used, else empty."""

    @property
    def sound(self) -> bool:
        """Whether its check found nothing."""
        return not self.problem and not self.findings


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """A backup that was made, and what became of the second place."""

    line: BackupLine
    carried: Path | None
    """Where it stands in the second place; None where there is none, or it is not plugged in."""
    trouble: UserError | None
    """Why it could not be put there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondPlace:
    """The second place for backups."""

    folder: Path
    here: bool
    """Whether it is plugged in."""
    last_at: datetime | None
    """When the last backup was put there, on the centre's wall clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How well the data is backed up."""

    newest: BackupLine | None
    """The newest good one."""
    latest: BackupLine | None
    """The latest of all, good or not."""
    second: SecondPlace | None
    sample: bool
    """The sample centre's data, which is not backed up by itself."""


def standing(store: Store, *, now: datetime) -> Standing:
    """How well the data is backed up, and where; looks at disks, so not for the window's own thread."""
    data = store.path.parent
    return Standing(
        newest=newest_backup(data, now=now),
        latest=next(iter(backups(data)), None),
        second=second_place(store),
        sample=is_sample(store),
    )


def backups(data: Path) -> list[BackupLine]:
    """What there is in the data folder's own place, the newest first, then what only the second place has.

    Of one that does not say here what it is, the copy there where that does.
    """
    away = second.found(data)
    others = {each.path.name: each for each in (files.kept_in(away) if away else ())}
    own = []
    for each in files.kept_in(files.folder_of(data)):
        other = others.pop(each.path.name, each)
        own.append(other if each.problem and not other.problem else each)
    own.sort(key=lambda each: each.manifest.made_at if each.manifest else 0, reverse=True)
    return [_line(each) for each in (*own, *others.values())]


def newest_backup(data: Path, *, now: datetime) -> BackupLine | None:
    """The newest good one in the data folder's own place; where there is none, in the second."""
    found = second.newest_anywhere(data, now=now)
    return None if found is None else _line(found)


def back_up(store: Store, *, reason: Reason, at: datetime, step: Step = go_on) -> BackedUp:
    """Make a backup now, and put it into the second place where that is plugged in.

    Raises UserError as `storage.backup.make` does; trouble with the second place alone is told in
    the answer.
    """
    data = store.path.parent
    made = files.make(data, key=store.key, reason=reason, at=at, step=step)
    return _carried(data, made, at=at, step=step)


def back_up_before(store: Store, *, reason: Reason, at: datetime, step: Step = go_on) -> UserError | None:
    """Make sure that the present state is backed up before something large; never stands in its way.

    Gives why that could not be. The sample centre, and what has not changed since a good backup,
    need none.
    """
    try:
        if not is_sample(store) and not is_backed_up(store, now=at):
            back_up(store, reason=reason, at=at, step=step)
    except UserError as error:
        return None if error.code == "backup-running" else error
    return None


def is_sample(store: Store) -> bool:
    """Whether the store holds the sample centre, which nobody would miss."""
    with store.read() as session:
        return centre(session).sample


def is_backed_up(store: Store, *, now: datetime) -> bool:
    """Whether the newest good backup holds all that is in the file, under the name that it goes by."""
    found = files.newest_sound(files.folder_of(store.path.parent), now=now)
    with store.read() as session:
        own = device(session)
        newest = session.scalar(select(func.max(ChangeRow.hlc))) or 0
        count = session.scalar(select(func.count()).select_from(ChangeRow))
    told = found.manifest if found else None
    return told is not None and (told.newest, told.changes, told.number, told.epoch) == (
        newest,
        count,
        own.number,
        own.epoch,
    )


def back_up_when_due(
    store: Store, *, at: datetime, reason: Reason = Reason.HOUR, step: Step = go_on
) -> BackedUp | None:
    """Make the backup that nobody asks for: the first of a day, or of what has changed since the last.

    `reason` says why just now. Without changes since the last one that goes into the second place, if it
    is not there yet. None in the sample centre, and while another process makes one, unless it may have begun
    before the log was rewritten. Raises UserError as `back_up` does.
    """
    if is_sample(store):
        return None
    found = files.newest_sound(files.folder_of(store.path.parent), now=at)
    with store.read() as session:
        today = to_local(at, centre(session).zone).date()
    first = found is None or found.manifest is None or found.manifest.local.date() != today
    if found is not None and not first and is_backed_up(store, now=at):
        return _carried(store.path.parent, found, at=at, step=step)
    try:
        return back_up(store, reason=Reason.DAY if first else reason, at=at, step=step)
    except UserError as error:
        if error.code == "backup-running" and reason is not Reason.REWRITTEN:
            return None
        raise


def back_up_to(store: Store, target: Path, *, at: datetime, step: Step = go_on) -> BackupLine:
    """Make a backup as the file `target`, or in it where it is a folder; raises as `verified_copy`."""
    with store.read() as session:
        card = centre(session)
    if target.is_dir():
        target /= files.name_for(card.name, to_local(at, card.zone))
    data = store.path.parent
    with held(data):
        engine = open_engine(store.path, store.key)
        try:
            manifest = files.verified_copy(
                engine, data, target, key=store.key, reason=Reason.ASKED, at=at, step=step
            )
        finally:
            engine.dispose()
    return _line(Kept(path=target, size=target.stat().st_size, manifest=manifest))


def look_at(backup: Path) -> BackupLine:
    """A backup on any disk."""
    return _line(files.look_at(backup))


def people_in(data: Path, backup: Path) -> list[str]:
    """Who can open a backup; raises UserError as `manifest_of` does, and "backup-has-copy" (other)."""
    with _naming_a_copy(data, backup):
        return sorted(slot.name for slot in files.slots_in(backup).slots if slot.staff != RECOVERY)


def verify(
    data: Path, backup: Path, *, way_in: WayIn, gate: Gate | None = None, step: Step = go_on
) -> Report:
    """Open a backup as a restoration would and check all of it.

    `gate` makes wrong passwords wait, as in `restore`. Raises UserError as `storage.backup.verify` and
    `Tries.open`, and "backup-has-copy" (other) where a damaged one lies sound in the second place.
    """
    with _naming_a_copy(data, backup):
        return files.verify(data, backup, key_for=Tries(data, way_in, gate).key, step=step)


def restore(
    data: Path,
    backup: Path,
    *,
    way_in: WayIn,
    at: datetime,
    gate: Gate | None = None,
    step: Step = go_on,
    with_later: bool = False,
) -> Restored:
    """Put a backup in the place of what is in `data`, and back that up as it is then.

    `with_later` where nobody chose to leave the data: it did not open. Leaving data that opens takes the
    right to change the centre's settings; a damaged or lost file anybody replaces who can sign in. Raises
    UserError as `storage.backup.restore`, `Tries.open` and `require`, and "backup-has-copy" (other) as
    `verify`.
    """
    tries = Tries(data, way_in, gate)
    with _naming_a_copy(data, backup):
        if not with_later:
            _ask_for_the_right(data, tries)
        done = files.restore(data, backup, key_for=tries.key, at=at, step=step, with_later=with_later)
    # Keys that are here stay, newer than the people in the backup: nobody comes back in by a restoration.
    store = open_store(data, key=tries.key(data), author=None, now=lambda: to_milliseconds(at))
    try:
        keys.follow_slots(store)
        with suppress(UserError):  # the next sign-in does it, and the next backup is due within the hour
            keys.settle(store)
            files.make(data, key=store.key, reason=Reason.RESTORED, at=at, step=step)
    finally:
        store.close()
    return done


def second_place(store: Store) -> SecondPlace | None:
    """Where backups go besides; None where nobody has chosen a place."""
    data = store.path.parent
    chosen = second.second_place(data)
    if chosen is None:
        return None
    with store.read() as session:
        zone = centre(session).zone
    last = None if chosen.last_at is None else to_local(from_milliseconds(chosen.last_at), zone)
    here = second.found(data)
    return SecondPlace(folder=here or Path(chosen.folder), here=here is not None, last_at=last)


def choose_second_place(store: Store, folder: Path) -> None:
    """Have backups go to `folder` as well.

    Raises UserError: as `require` does, "second-place-inside", "backup-not-written".
    """
    with store.read() as session:
        require(session, Right.EDIT_CENTRE)
    second.choose(store.path.parent, folder)


def forget_second_place(store: Store) -> None:
    """Have them go nowhere else any more; raises UserError as `require` does."""
    with store.read() as session:
        require(session, Right.EDIT_CENTRE)
    second.forget(store.path.parent)


def _ask_for_the_right(data: Path, tries: Tries) -> None:
    """Hold whoever replaces the present file to what it says of them; the recovery code is the right."""
    try:
        opened = tries.open(data)
    except UserError:
        return  # the restoration says so too, once it is clear that the backup is of this computer
    with present(data, opened.key, author=opened.staff) as session:
        if session is not None:
            require(session, Right.EDIT_CENTRE)


@contextmanager
def _naming_a_copy(data: Path, backup: Path) -> Iterator[None]:
    """Where `backup` turns out damaged, name the same one in the second place, if that is sound."""
    try:
        yield
    except UserError as error:
        away = second.found(data) if error.code in _SPOILT else None
        other = away / backup.name if away else backup
        if other == backup or not _is_sound(other):
            raise
        raise UserError("backup-has-copy", file=str(backup), other=str(other)) from error


def _is_sound(backup: Path) -> bool:
    try:
        return prove(backup).sound
    except UserError:
        return False


def _carried(data: Path, made: Kept, *, at: datetime, step: Step) -> BackedUp:
    try:
        carried, trouble = second.carry(data, made, at=at, step=step), None
    except UserError as error:
        carried, trouble = None, error
    return BackedUp(line=_line(made), carried=carried, trouble=trouble)


def _line(each: Kept) -> BackupLine:
    told = each.manifest
    known = told is not None and told.reason in set(Reason)
    return BackupLine(
        path=each.path,
        size=each.size,
        at=told.local if told else None,
        reason=Reason(told.reason) if told and known else None,
        findings=told.findings if told else 0,
        paired=told is not None and told.number > 0,
        problem=each.problem,
    )
