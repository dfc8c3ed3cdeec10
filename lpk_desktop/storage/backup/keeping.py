"""The backups of a data folder: made one at a time, listed, and thinned as they grow old."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from sqlalchemy import exc as sa_exc

from lpk_desktop.domain.backups import Reason, kept
from lpk_desktop.domain.zones import to_local, zone_named
from lpk_desktop.errors import UserError
from lpk_desktop.storage import journal, names, slots
from lpk_desktop.storage.backup.archive import SUFFIX, Manifest, Step, go_on, manifest_of
from lpk_desktop.storage.backup.copying import SCRATCH, verified_copy, zone_of
from lpk_desktop.storage.durable import as_writing_error, sync_folder
from lpk_desktop.storage.engine import FILE, as_user_error, open_engine
from lpk_desktop.storage.locking import alone, held
from lpk_desktop.storage.migrating import revision_of

FOLDER = names.BACKUPS
LOCK = ".lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A backup that lies in a folder."""

    path: Path
    size: int
    manifest: Manifest | None
    """None where it does not say what it is: `problem` says why."""
    problem: str = ""
    """The code of a UserError."""

    @property
    def sound(self) -> bool:
        """Whether it says that its check found nothing; that it is still so is proved when it is read."""
        return self.manifest is not None and self.manifest.sound


def folder_of(data: Path) -> Path:
    """Where the backups of a data folder are kept."""
    return data / FOLDER


def kept_in(folder: Path) -> list[Kept]:
    """The backups in a folder, the newest first; those that do not say what they are at the end."""
    found = [look_at(path) for path in _files(folder)]
    return sorted(found, key=lambda each: each.manifest.made_at if each.manifest else 0, reverse=True)


def newest_sound(folder: Path, *, now: datetime) -> Kept | None:
    """The backup in a folder that goes furthest, of one computer's whose check found nothing.

    By what is in it, since clocks are set back and forth. Where several go as far, the last one, and one
    from the future only where there is no other. So too for which computer's it is.
    """

    def by_clock(told: Manifest) -> tuple[bool, int]:
        return told.at <= now, told.made_at

    sound = [(each.manifest, each) for each in kept_in(folder) if each.manifest and each.manifest.sound]
    if not sound:
        return None
    lineage = max(sound, key=lambda each: by_clock(each[0]))[0].lineage
    mine = [each for each in sound if each[0].lineage == lineage]
    return max(mine, key=lambda each: (each[0].reach, *by_clock(each[0])))[1]


def make(
    data: Path, *, key: bytes, reason: Reason, at: datetime, step: Step = go_on, source: Path | None = None
) -> Kept:
    """Make a backup of the data folder `data` in its own place, and thin the old ones.

    Or of the file in the folder `source`. Raises UserError: "backup-running" where another process
    makes one, "data-file-missing", and as `verified_copy` does. Old ones go only when the new one
    stands.
    """
    source = source or data
    if not (source / FILE).exists():
        raise UserError("data-file-missing", file=str(source / FILE))
    with held(source), sole(folder_of(data)) as folder:
        engine = open_engine(source / FILE, key)
        try:
            if revision_of(engine) is None:
                raise UserError("not-a-database", file=str(source / FILE))
            target = _free(folder / name_for(slots.load(source).centre, to_local(at, zone_of(engine))))
            manifest = verified_copy(engine, source, target, key=key, reason=reason, at=at, step=step)
        except sa_exc.DBAPIError as error:
            raise as_user_error(error, source / FILE) from error
        finally:
            engine.dispose()
        thin(folder, manifest.lineage, now=at)
        if manifest.sound:
            journal.thin(data)
    return Kept(path=target, size=target.stat().st_size, manifest=manifest)


@contextmanager
def sole(folder: Path) -> Iterator[Path]:
    """Be the only one who writes backups into `folder`, made if need be; what was left half done goes.

    Raises UserError: "backup-running", "backup-not-written", "disk-full".
    """
    with ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(alone(folder / LOCK))
        except BlockingIOError:
            raise UserError("backup-running", folder=str(folder)) from None
        except OSError as error:
            raise as_writing_error(error, folder, "backup-not-written") from error
        for left in folder.glob(f"{SCRATCH}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield folder


def thin(folder: Path, lineage: str, *, now: datetime) -> None:
    """Remove backups of one computer's file from `folder` as they grow old.

    Those in which something was found have a schedule of their own, so that they never push out a
    sound one. Of what others put there, and of what cannot be read, nothing goes.
    """
    mine = [
        (each.path, each.manifest)
        for each in kept_in(folder)
        if each.manifest and each.manifest.lineage == lineage
    ]
    for sound in (True, False):
        times = {path: told.local.replace(tzinfo=None) for path, told in mine if told.sound is sound}
        here = to_local(now, zone_named(mine[0][1].zone)) if mine else now
        stay = kept(times.values(), now=here.replace(tzinfo=None))
        for path, made in times.items():
            if made not in stay:
                # One that another program holds open goes the next time.
                with suppress(OSError):
                    path.unlink()
    with suppress(OSError):
        sync_folder(folder)


def name_for(centre: str, local: datetime) -> str:
    """The file name that tells people what a backup is."""
    return f"{_safe(centre)} {local:%Y-%m-%d %H.%M.%S}".strip() + SUFFIX


def _free(wanted: Path) -> Path:
    """`wanted`, or beside it the first name that no file has."""
    others = (wanted.with_stem(f"{wanted.stem} ({number})") for number in count(2))
    return next(path for path in chain([wanted], others) if not path.exists())


def _safe(text: str) -> str:
    """A text as part of a file name on every system, sticks included."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "-", text)[:60].strip(" .")


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == SUFFIX)
    except OSError:
        return []


def look_at(path: Path) -> Kept:
    """A backup as it lies there, or why it cannot be used."""
    try:
        return Kept(path=path, size=path.stat().st_size, manifest=manifest_of(path))
    except UserError as error:
        return Kept(path=path, size=0, manifest=None, problem=error.code)
    except OSError:
        return Kept(path=path, size=0, manifest=None, problem="backup-not-readable")
