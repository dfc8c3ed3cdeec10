import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from psutil import Process
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lpk_desktop.errors import UserError
from lpk_desktop.storage.capture import GuardError
from lpk_desktop.storage.direct import add_rows
from lpk_desktop.storage.engine import FILE
from lpk_desktop.storage.ids import new_id
from lpk_desktop.storage.store import Store, open_store
from lpk_desktop.storage.tables import ChangeRow, Trainee
from tests.storage.conftest import AUTHOR, KEY


def test_the_file_shows_nothing_without_the_key(store: Store) -> None:
    with store.write("Tambah") as session:
        session.add(Trainee(name="Nama Yang Rahasia"))
    store.close()
    raw = store.path.read_bytes()
    assert b"Rahasia" not in raw
    assert not raw.startswith(b"SQLite format 3")


def test_a_wrong_key_is_told_and_harms_nothing(store: Store) -> None:
    store.close()
    before = store.path.read_bytes()
    with pytest.raises(UserError, match="not-a-database"):
        open_store(store.path.parent, key=bytes(32), author=None)
    assert store.path.read_bytes() == before


def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("bukan basis data " * 1000)
    with pytest.raises(UserError, match="not-a-database"):
        open_store(tmp_path, key=KEY, author=None)
    assert (tmp_path / FILE).read_text().startswith("bukan")


def test_two_writers_lose_no_update(store: Store) -> None:
    row = Trainee(name="Penghitung", education="0")
    with store.write("Mulai") as session:
        session.add(row)
    other = open_store(store.path.parent, key=KEY, author=AUTHOR)

    def count(through: Store) -> None:
        for _ in range(20):
            with through.write("Tambah satu") as session:
                found = session.get_one(Trainee, row.id)
                found.education = str(int(found.education or "0") + 1)

    threads = [threading.Thread(target=count, args=(each,)) for each in (store, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    with store.read() as session:
        assert session.get_one(Trainee, row.id).education == "40"


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="data-not-reachable"):
        open_store(tmp_path / "tidak ada", key=KEY, author=None)


def test_an_error_of_the_file_tells_nobodys_data(store: Store) -> None:
    row = Trainee(name="Nama Yang Rahasia", nik="9901010101900001")
    with store.write("Tambah") as session:
        session.add(row)
    with pytest.raises(IntegrityError) as caught, store.write("Tambah lagi") as session:
        session.add(Trainee(id=row.id, name="Nama Yang Rahasia", nik="9901010101900001"))
    assert "Rahasia" not in str(caught.value)
    assert "9901010101900001" not in str(caught.value)


def test_two_open_stores_never_give_the_same_stamp(store: Store) -> None:
    future = open_store(store.path.parent, key=KEY, author=AUTHOR, now=lambda: 10**13)
    with future.write("Jam yang maju") as session:
        session.add(Trainee(name="Satu"))
    future.close()
    with store.write("Jam yang benar") as session:
        session.add(Trainee(name="Dua"))
    with store.read() as session:
        stamps = session.scalars(select(ChangeRow.hlc).order_by(ChangeRow.n)).all()
    assert stamps == sorted(set(stamps))


@contextmanager
def full_disk(path: Path) -> Iterator[None]:
    """No file may grow beyond the size that `path` has now."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_at_the_end_loses_nothing_that_was_committed(store: Store) -> None:
    with store.write("Tambah") as session:
        session.add_all(Trainee(name=f"Peserta {n}", address="Jl. Panjang " * 20) for n in range(300))
    with full_disk(store.path):
        store.close()
    again = open_store(store.path.parent, key=KEY, author=AUTHOR)
    with again.read() as session:
        assert session.scalar(select(func.count()).select_from(Trainee)) == 300
    again.close()


def test_an_act_without_a_name_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="named in words"), store.write(" "):
        pass


def test_an_act_within_an_act_is_told_and_not_waited_for_ever(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lpk_desktop.storage.engine.BUSY_S", 0.01)
    with store.write("Tambah") as outer:
        outer.add(Trainee(name="Siti"))
        with pytest.raises(UserError) as caught, store.write("Tambah lagi") as inner:
            inner.add(Trainee(name="Budi"))
    assert caught.value.code == "database-busy"
    assert names(store) == ["Siti"]


def test_an_act_that_failed_leaves_nothing_for_the_next(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_midway(store)
    with store.write("Tambah") as session:
        session.add(Trainee(name="Budi"))
    assert names(store) == ["Budi"]


def test_what_waits_in_a_session_when_its_act_fails_is_in_no_later_one(store: Store) -> None:
    """Acts that load nothing share a session."""
    add(store, "Siti")
    with pytest.raises(ZeroDivisionError):
        fail_before_writing(store)
    add(store, "Budi")
    assert sorted(names(store)) == ["Budi", "Siti"]


def test_a_session_records_nothing_once_its_act_is_over(store: Store) -> None:
    with store.write("Daftar") as session:
        add_rows(session, "trainee", [{"id": new_id(), "name": "Siti"}])
    with pytest.raises(GuardError):
        add_rows(session, "trainee", [{"id": new_id(), "name": "Budi"}])


def add(store: Store, name: str) -> None:
    with store.write("Daftar") as session:
        add_rows(session, "trainee", [{"id": new_id(), "name": name}])


def fail_before_writing(store: Store) -> None:
    with store.write("Gagal") as session:
        session.add(Trainee(name="Tidak jadi"))
        raise ZeroDivisionError


def test_a_closed_store_holds_no_file(store: Store) -> None:
    with store.write("Tambah") as session:
        session.add(Trainee(name="Siti"))
    assert open_in(store.path.parent)
    store.close()
    assert open_in(store.path.parent) == []


def test_a_store_that_is_closed_in_the_midst_of_an_act_holds_none_after_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lpk_desktop.storage.engine.BUSY_S", 0.01)
    with store.write("Tambah") as session:
        session.add(Trainee(name="Siti"))
        session.flush()
        store.close()
    assert open_in(store.path.parent) == []
    again = open_store(store.path.parent, key=KEY, author=AUTHOR)
    assert names(again) == ["Siti"]
    again.close()


def open_in(folder: Path) -> list[str]:
    """The files of a folder that this process has open."""
    return [each.path for each in Process().open_files() if each.path.startswith(str(folder))]


def fail_midway(store: Store) -> None:
    """An act that has written a row when it breaks off."""
    with store.write("Gagal") as session:
        session.add(Trainee(name="Siti"))
        session.flush()
        raise ZeroDivisionError


def names(store: Store) -> list[str]:
    """Of everybody, as the file has them."""
    with store.read() as session:
        return list(session.scalars(select(Trainee.name)))
