"""A verified copy of the file: taken while people work, opened, checked, sealed, and only then named."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, func, select
from sqlalchemy import exc as sa_exc
from sqlcipher3 import dbapi2 as sqlcipher

from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.zones import Zone, zone_named
from lpk_desktop.errors import UserError
from lpk_desktop.storage import slots
from lpk_desktop.storage.backup.archive import PARTS, Manifest, Step, digest_of, go_on, pack, prove
from lpk_desktop.storage.checking import check, check_file
from lpk_desktop.storage.device import lineage_of
from lpk_desktop.storage.durable import as_writing_error, sync_file, sync_folder
from lpk_desktop.storage.engine import FILE, as_user_error, connect, open_engine
from lpk_desktop.storage.findings import Problem, Report
from lpk_desktop.storage.migrating import HEAD, revision_of
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import CENTRE_ID, Centre, ChangeRow, DeviceRow
from lpk_desktop.storage.types import to_milliseconds

PAGES = 256
"""How many pages are copied at a time: a megabyte."""
SCRATCH = ".sedang-dibuat-"
"""How the name of a folder begins in which a backup is being made; one that is left is rubbish."""

DAMAGED = frozenset({"database-damaged", "not-a-database"})
"""What `open_engine` and a check say of a file that does not hold."""
ROOM = 2
"""How many times the size of the file a backup takes while it is made: the copy, and the copy sealed."""


def verified_copy(
    engine: Engine,
    folder: Path,
    target: Path,
    *,
    key: bytes,
    reason: Reason,
    at: datetime,
    step: Step = go_on,
) -> Manifest:
    """Make the backup `target` of the data folder `folder`, whose file is open in `engine` with `key`.

    Takes one consistent state while others write, of tables of any version. Either the whole
    backup stands under its name, on the disk and read back, or nothing does. Raises UserError:
    "backup-exists", "disk-full", "backup-not-written", "slots-damaged", "no-centre-here", and
    "database-damaged" when the copy does not hold, which then is no backup.
    """
    if target.exists():
        raise UserError("backup-exists", file=str(target))
    try:
        _make_sure_of_room(folder / FILE, target.parent)
        with scratch_beside(target) as scratch:
            copy_file(engine, scratch / FILE, key=key, step=step)
            slots.load(folder)
            shutil.copyfile(folder / slots.FILE, scratch / slots.FILE)
            manifest = _described(scratch, key, reason, at, step)
            pack(scratch, manifest, scratch / target.name, step)
            place(scratch / target.name, target, step)
    except OSError as error:
        raise as_writing_error(error, target, "backup-not-written") from error
    except UserError as error:
        # The person knows the data and the backup; the scratch between them is gone.
        named = folder / FILE if error.code in DAMAGED else target
        raise UserError(error.code, **{**error.facts, "file": str(named)}) from error
    return manifest


def _make_sure_of_room(source: Path, target: Path) -> None:
    if shutil.disk_usage(target).free < ROOM * source.stat().st_size:
        raise OSError(errno.ENOSPC, "no room for a backup")


@contextmanager
def scratch_beside(target: Path) -> Iterator[Path]:
    """A folder on the disk of `target` that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=target.parent, ignore_cleanup_errors=True) as made:
        yield Path(made)


def place(fresh: Path, target: Path, step: Step = go_on) -> None:
    """Give the finished backup `fresh` its name once all of it is on the disk; raises OSError, UserError."""
    sync_file(fresh)
    prove(fresh, step)
    fresh.rename(target)
    sync_folder(target.parent)


def copy_file(engine: Engine, target: Path, *, key: bytes, step: Step = go_on) -> None:
    """Copy the open file into a new one with the same key, by SQLite's online backup.

    Raises UserError "disk-full", "database-damaged" and the like, and OSError.
    """
    source = engine.raw_connection()
    try:
        sink = connect(target, key)
        try:
            # A snapshot that is held: writers go on, and no write of theirs makes the copy start again.
            source.cursor().execute("BEGIN").execute("SELECT count(*) FROM sqlite_master").fetchone()
            inner = source.driver_connection
            assert inner is not None  # noqa: S101  a connection that was just used
            inner.backup(sink, pages=PAGES, progress=lambda *_state: step())
        finally:
            sink.close()
            source.rollback()
    except sqlcipher.Error as error:
        raise as_user_error(error, target) from error
    finally:
        source.close()


def examine(folder: Path, key: bytes, step: Step = go_on) -> Report:
    """Check file and keys in `folder` as `lpk-desktop check` does.

    Of a file with an older version's tables, all that does not depend on them. Raises what
    `open_engine` raises.
    """
    engine = open_engine(folder / FILE, key)
    try:
        if revision_of(engine) != HEAD:
            return check_file(engine, folder)
        return check(
            Store(engine, path=folder / FILE, key=key, author=None),
            progress=lambda _done, _total: step(),
            copied=True,
        )
    except sa_exc.DBAPIError as error:
        raise as_user_error(error, folder / FILE) from error
    finally:
        engine.dispose()


def _described(scratch: Path, key: bytes, reason: Reason, at: datetime, step: Step) -> Manifest:
    """Check the copy and say what it is; raises UserError("database-damaged") where it does not hold."""
    report = examine(scratch, key, step)
    if any(finding.code is Problem.FILE_DAMAGED for finding in report.findings):
        raise UserError("database-damaged", file=str(scratch / FILE))
    engine = open_engine(scratch / FILE, key)
    try:
        told = _told(engine)
    finally:
        engine.dispose()
    return Manifest(
        made_at=to_milliseconds(at),
        reason=reason,
        centre=slots.load(scratch).centre,
        findings=len(report.findings) + report.omitted,
        parts={name: digest_of(scratch / name, step) for name in PARTS},
        **told,
    )


def _told(engine: Engine) -> dict[str, Any]:
    """What the file says of itself; column by column, since an older file has not all of today's."""
    own = select(DeviceRow.name, DeviceRow.number, DeviceRow.epoch, DeviceRow.private_key)
    with engine.connect() as connection:
        device = connection.execute(own).one()
        log = connection.execute(select(func.max(ChangeRow.hlc), func.count()).select_from(ChangeRow)).one()
    public = Ed25519PrivateKey.from_private_bytes(device.private_key).public_key()
    return {
        "zone": zone_of(engine),
        "device": device.name,
        "lineage": lineage_of(public.public_bytes_raw()),
        "number": device.number,
        "epoch": device.epoch,
        "newest": log[0] or 0,
        "changes": log[1],
        "revision": revision_of(engine) or "",
    }


def zone_of(engine: Engine) -> Zone:
    """The zone of the centre in an open file."""
    with engine.connect() as connection:
        return zone_named(connection.execute(select(Centre.zone).where(Centre.id == CENTRE_ID)).scalar())
