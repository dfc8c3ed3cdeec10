"""Before a file of older tables is upgraded it is backed up as it is, or it stays as it is."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from lpk_desktop.domain.backups import Reason
from lpk_desktop.errors import UserError
from lpk_desktop.services.access import sign_in
from lpk_desktop.storage import vault
from lpk_desktop.storage.backup import folder_of, kept_in, make, restore
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.engine import FILE, connect
from lpk_desktop.storage.migrating import HEAD
from lpk_desktop.storage.store import open_store
from tests.crash.story import password_of
from tests.factory import ADMIN
from tools import ROOT

SHIPPED = ROOT / "tests" / "storage" / "shipped" / "0001"
AT = datetime(2027, 1, 4, 2, 0, tzinfo=UTC)
LATER = datetime(2027, 1, 5, 2, 0, tzinfo=UTC)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder as the first version left it."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "data"))


@cache
def password() -> str:
    return password_of(SHIPPED)[0]


def key_of(folder: Path) -> bytes:
    return vault.unlock(folder, name=ADMIN, password=password()).key


def opens(data: Path) -> str:
    """Sign in, check, and sign out; gives what the check says."""
    store = sign_in(data, name=ADMIN, password=password())
    report = check(store)
    store.close()
    return "clean" if report.clean else str(report.findings)


def test_signing_in_with_a_newer_version_keeps_the_file_as_it_was(data: Path) -> None:
    assert opens(data) == "clean"
    (backup,) = kept_in(folder_of(data))
    assert backup.manifest is not None
    assert (backup.manifest.reason, backup.manifest.revision) == (Reason.UPGRADE, "0001")
    assert backup.sound


def test_an_upgrade_is_backed_up_once(data: Path) -> None:
    opens(data)
    opens(data)
    assert len(kept_in(folder_of(data))) == 1


def test_where_no_backup_can_be_made_nothing_is_upgraded(data: Path) -> None:
    before = (data / FILE).read_bytes()
    folder_of(data).write_text("bukan folder")
    with pytest.raises(UserError, match="backup-not-written"):
        sign_in(data, name=ADMIN, password=password())
    assert (data / FILE).read_bytes() == before
    folder_of(data).unlink()
    assert opens(data) == "clean"


def test_an_upgrade_of_which_nobody_has_thought_is_refused(data: Path) -> None:
    before = (data / FILE).read_bytes()
    with pytest.raises(RuntimeError, match="needs a backup"):
        open_store(data, key=key_of(data), author=None)
    assert (data / FILE).read_bytes() == before


def test_the_backup_from_before_an_upgrade_comes_back_in_the_new_tables(data: Path) -> None:
    opens(data)
    (backup,) = kept_in(folder_of(data))
    restore(data, backup.path, key_for=key_of, at=LATER)
    assert opens(data) == "clean"
    newest = kept_in(folder_of(data))[0].manifest
    assert newest is not None
    assert (newest.reason, newest.revision) == (Reason.RESTORE, HEAD)


def change(folder: Path, *statements: str) -> None:
    """Write into a file of older tables, as the version did that had them."""
    with closing(connect(folder / FILE, key_of(folder))) as connection:
        for statement in statements:
            connection.execute(statement)


def test_numbers_given_since_are_seen_in_a_file_that_was_never_upgraded(data: Path, tmp_path: Path) -> None:
    earlier = Path(shutil.copytree(data, tmp_path / "earlier"))
    papers = "DELETE FROM change WHERE table_name = 'certificate'"
    change(earlier, "PRAGMA foreign_keys = OFF", "DELETE FROM certificate", papers)
    change(data, "UPDATE sync_state SET acked_n = 0")
    before = (data / FILE).read_bytes()
    backup = make(earlier, key=key_of(earlier), reason=Reason.DAY, at=AT).path
    with pytest.raises(UserError, match="certificates-since"):
        restore(data, backup, key_for=key_of, at=LATER)
    assert (data / FILE).read_bytes() == before


def test_the_file_of_a_newer_version_is_not_put_aside_unread(data: Path) -> None:
    backup = make(data, key=key_of(data), reason=Reason.DAY, at=AT).path
    change(data, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(UserError, match="file-too-new") as told:
        restore(data, backup, key_for=key_of, at=LATER)
    assert told.value.facts["file"] == str(data / FILE)
