"""A copy stands under its name whole, checked and on the disk, or there is none."""

from __future__ import annotations

import os
import resource
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from lpk_desktop.domain.backups import Reason
from lpk_desktop.errors import UserError
from lpk_desktop.storage import slots, vault
from lpk_desktop.storage.backup import Manifest, verified_copy
from lpk_desktop.storage.backup.archive import Step, go_on, manifest_of, unpack
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.engine import FILE, open_engine
from lpk_desktop.storage.migrating import HEAD
from lpk_desktop.storage.store import Store, open_store
from lpk_desktop.storage.tables import Trainee
from tests.factory import ADMIN, PASSWORD
from tests.storage.backup.conftest import AT
from tests.storage.test_capture import add
from tests.storage.test_checking import ask, tamper


def back_up(store: Store, target: Path, *, step: Step = go_on) -> Manifest:
    return verified_copy(
        store._engine, store.path.parent, target, key=store.key, reason=Reason.ASKED, at=AT, step=step
    )  # fmt: skip


def opened(backup: Path, folder: Path) -> Store:
    """What a backup holds, opened with the password alone."""
    folder.mkdir()
    unpack(backup, folder)
    return open_store(folder, key=vault.unlock(folder, name=ADMIN, password=PASSWORD).key, author=None)


def names(store: Store) -> list[str]:
    with store.read() as session:
        return sorted(session.scalars(select(Trainee.name)))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """On a stick, say."""
    (tmp_path / "stik").mkdir()
    return tmp_path / "stik" / "LPK Contoh.lpkbackup"


def test_the_copy_opens_with_the_password_and_holds_everything(
    store: Store, target: Path, tmp_path: Path
) -> None:
    back_up(store, target)
    copy = opened(target, tmp_path / "lain")
    assert names(copy) == names(store)
    assert check(copy).clean
    copy.close()


def test_the_copy_is_one_file_and_nothing_beside_it(store: Store, target: Path) -> None:
    back_up(store, target)
    assert list(target.parent.iterdir()) == [target]


def test_the_copy_stays_encrypted(store: Store, target: Path) -> None:
    add(store, "Nama Yang Rahasia")
    back_up(store, target)
    assert b"Rahasia" not in target.read_bytes()
    with zipfile.ZipFile(target) as archive:
        assert not archive.read(FILE).startswith(b"SQLite format 3")


def test_the_copy_says_what_it_is(store: Store, target: Path) -> None:
    made = back_up(store, target)
    assert manifest_of(target) == made
    assert (made.centre, made.zone, made.device, made.reason) == ("LPK Contoh", "WIB", "Laptop satu", "asked")
    assert made.sound
    assert made.changes == ask(store, "SELECT count(*) FROM change")
    assert made.newest == ask(store, "SELECT max(hlc) FROM change")


def test_work_goes_on_while_it_is_copied_and_the_copy_is_one_moment(
    store: Store, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lpk_desktop.storage.backup.copying.PAGES", 4)
    before, wrote = names(store), list[str]()

    def step() -> None:
        if len(wrote) < 5:
            wrote.append(add(store, f"Sambil disalin {len(wrote)}"))

    back_up(store, target, step=step)
    assert len(wrote) == 5
    assert len(names(store)) == len(before) + 5
    copy = opened(target, tmp_path / "lain")
    assert names(copy) == before
    copy.close()


class StoppedError(Exception):
    """Somebody wants no backup any more."""


def test_it_can_be_stopped_at_any_step_and_leaves_nothing(store: Store, target: Path) -> None:
    steps = []
    back_up(store, target.with_name("utuh.lpkbackup"), step=lambda: steps.append(1))
    target.with_name("utuh.lpkbackup").unlink()
    assert len(steps) > 5
    for last in range(len(steps)):
        left = [None] * last

        def stop(left: list[None] = left) -> None:
            if not left:
                raise StoppedError
            left.pop()

        with pytest.raises(StoppedError):
            back_up(store, target, step=stop)
        assert list(target.parent.iterdir()) == []
    assert list(target.parent.iterdir()) == []
    add(store, "Sesudahnya")


def test_a_file_that_is_there_is_never_written_over(store: Store, target: Path) -> None:
    target.write_text("milik orang lain")
    with pytest.raises(UserError, match="backup-exists"):
        back_up(store, target)
    assert target.read_text() == "milik orang lain"


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """A disk on which no file grows beyond `size`."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0], ids=["at once", "while copying", "while sealing"])
def test_a_full_disk_is_told_and_leaves_the_older_copies(store: Store, target: Path, share: float) -> None:
    older = target.with_name("lama.lpkbackup")
    back_up(store, older)
    content = older.read_bytes()
    with zipfile.ZipFile(older) as archive:
        size = archive.getinfo(FILE).file_size
    with files_up_to(int(size * share)), pytest.raises(UserError, match="disk-full") as told:
        back_up(store, target)
    assert told.value.facts == {"file": str(target)}
    assert list(target.parent.iterdir()) == [older]
    assert older.read_bytes() == content


def test_a_folder_that_cannot_be_written_is_told(store: Store, tmp_path: Path) -> None:
    # A file in the folder's place: root, who runs tests in containers, may write everywhere else.
    (tmp_path / "stik").write_text("")
    with pytest.raises(UserError, match="backup-not-written"):
        back_up(store, tmp_path / "stik" / "x.lpkbackup")


def test_a_damaged_file_gives_no_backup(store: Store, target: Path) -> None:
    page = ask(store, "SELECT rootpage FROM sqlite_master WHERE name = 'trainee'")
    size = int(ask(store, "PRAGMA page_size"))
    folder, key = store.path.parent, store.key
    store.close()
    with store.path.open("r+b") as file:
        file.seek((page - 1) * size + size // 2)
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 1]))
    engine = open_engine(folder / FILE, key)
    with pytest.raises(UserError, match="database-damaged"):
        verified_copy(engine, folder, target, key=key, reason=Reason.DAY, at=AT)
    engine.dispose()
    assert list(target.parent.iterdir()) == []


def test_what_is_odd_but_readable_is_copied_and_the_copy_says_so(store: Store, target: Path) -> None:
    tamper(store, "UPDATE trainee SET birth_place = 'Lain' WHERE name = 'Peserta 02'")
    made = back_up(store, target)
    assert (made.findings, made.sound) == (1, False)


@pytest.mark.parametrize("content", [None, "{", ""])
def test_without_sound_keys_there_is_no_backup(store: Store, target: Path, content: str | None) -> None:
    keys = store.path.parent / slots.FILE
    if content is None:
        keys.unlink()
    else:
        keys.write_text(content)
    with pytest.raises(UserError, match=r"slots-damaged|no-centre-here"):
        back_up(store, target)
    assert list(target.parent.iterdir()) == []


def test_a_file_of_older_tables_is_copied_and_checked_as_far_as_it_goes(
    store: Store, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lpk_desktop.storage.backup.copying.HEAD", "0099")
    made = back_up(store, target)
    assert (made.revision, made.sound) == (HEAD, True)
    assert made.changes > 0


def test_the_live_file_is_not_touched(store: Store, target: Path) -> None:
    with store.read() as session:
        before = session.scalar(select(func.count()).select_from(Trainee))
    state = sorted(path.name for path in store.path.parent.iterdir())
    back_up(store, target)
    assert sorted(path.name for path in store.path.parent.iterdir()) == state
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(Trainee)) == before
