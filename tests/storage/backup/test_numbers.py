"""Certificate numbers that stand on paper and that no file tells of any more are not given again."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlcipher3 import dbapi2 as sqlcipher

from lpk_desktop.domain.backups import Reason
from lpk_desktop.services import certificates
from lpk_desktop.services.access import sign_in
from lpk_desktop.storage import journal
from lpk_desktop.storage.backup import make, restore
from lpk_desktop.storage.capture import CapturingSession
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.device import device
from lpk_desktop.storage.engine import FILE, connect
from lpk_desktop.storage.names import LOGS
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import ActRow, Certificate, Cohort, Enrolment, Setting, Trainee
from tests.factory import ADMIN, PASSWORD, pair
from tests.storage.backup.conftest import AT
from tests.storage.backup.test_salvage import LONG, PAGE, forget, key_for

BEFORE, ISSUED, LATER = "Catatan", "Terbitkan", "Terbitkan lagi"


def coming(store: Store) -> tuple[str, str, int, str]:
    """What the next certificate would bear."""
    with store.read() as session:
        cohort = session.scalars(select(Cohort.id)).one()
        return certificates.next_number(session, cohort, issued_on=AT.date())


def issue(store: Store, label: str = ISSUED) -> str:
    """Give the next number to somebody, as far as the numbers are concerned; gives it."""
    series, period, serial, number = coming(store)
    with store.write(label, source="final") as session:
        session.add(
            Certificate(
                enrolment_id=session.scalars(select(Enrolment.id)).first() or "", series=series,
                period=period, letter="A", serial=serial, number=number, issued_on=AT.date(), content="{}",
                payload="", code=number,
            )
        )  # fmt: skip
    return number


def work(store: Store) -> None:
    """An act that is no certificate, of some length."""
    with store.write(BEFORE) as session:
        for each in session.scalars(select(Trainee)):
            each.address = "" if each.address else LONG


def opened(folder: Path) -> Store:
    return sign_in(folder, name=ADMIN, password=PASSWORD)


def without_wal(store: Store, *acts: Callable[[Store], object]) -> Path:
    """A folder whose file has lost what `acts` did, with a journal that lost the first of them."""
    driver = connect(store.path, store.key)
    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    driver.close()
    folder = store.path.parent
    before = (folder / FILE).read_bytes()
    for act in acts:
        act(store)
    store.close()
    (folder / FILE).write_bytes(before)
    assert not (folder / LOGS[0]).exists()
    forget(folder, store.key, BEFORE)
    return folder


def test_a_number_beyond_a_gap_of_the_journal_is_not_given_again(store: Store) -> None:
    folder = without_wal(store, work, issue, issue)
    again = opened(folder)
    with again.read() as session:
        assert session.scalars(select(Certificate.number)).all() == []
    assert coming(again)[2] == 3
    assert check(again).findings == ()
    again.close()


def test_that_is_noted_once_for_good(store: Store) -> None:
    folder = without_wal(store, work, issue)
    for _ in range(2):
        again = opened(folder)
        with again.read() as session:
            (noted,) = session.scalars(select(Setting)).all()
            acts = [act for act in session.scalars(select(ActRow)) if "nomor" in act.label]
        assert (json.loads(noted.value), [act.source for act in acts]) == (1, ["final"])
        again.close()


def test_one_that_was_never_committed_is_free(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(store: Store) -> None:
        monkeypatch.setattr(CapturingSession, "commit", lambda _session: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            issue(store)
        monkeypatch.undo()

    folder = without_wal(store, work, lambda store: issue(store, LATER), fail)
    again = opened(folder)
    assert coming(again)[2] == 2
    again.close()


def test_where_nothing_is_lost_nothing_is_noted(store: Store) -> None:
    folder = store.path.parent
    issue(store)
    store.close()
    again = opened(folder)
    with again.read() as session:
        assert session.scalars(select(Setting)).all() == []
    again.close()


@pytest.mark.parametrize("paired", [False, True], ids=["alone", "paired"])
def test_a_lost_file_comes_back_and_its_numbers_stay_given(store: Store, *, paired: bool) -> None:
    if paired:
        pair(store)
    folder = store.path.parent
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    work(store)
    issue(store)
    store.close()
    forget(folder, store.key, BEFORE)
    (folder / FILE).unlink()
    restore(folder, made.path, key_for=key_for, at=AT)
    again = opened(folder)
    assert check(again).findings == ()
    assert coming(again)[2] == 2
    again.close()


def test_what_comes_back_whole_needs_no_note(store: Store) -> None:
    folder = store.path.parent
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    number = issue(store)
    store.close()
    (folder / FILE).unlink()
    restore(folder, made.path, key_for=key_for, at=AT)
    again = opened(folder)
    with again.read() as session:
        assert session.scalars(select(Certificate.number)).all() == [number]
        assert session.scalars(select(Setting)).all() == []
    again.close()


def test_a_damaged_file_comes_back_and_its_numbers_stay_given(store: Store) -> None:
    folder = store.path.parent
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    issue(store)
    for _ in range(20):
        work(store)
    issue(store, LATER)
    store.close()
    for segment in journal.segments(folder):
        segment.unlink()
    (folder / FILE).write_bytes(spoilt_between((folder / FILE).read_bytes(), folder, store.key))
    restore(folder, made.path, key_for=key_for, at=AT)
    again = opened(folder)
    with again.read() as session:
        acts = set(session.scalars(select(ActRow.label)))
    assert ISSUED in acts
    assert LATER not in acts
    assert coming(again)[2] == 3
    again.close()


def spoilt_between(content: bytes, folder: Path, key: bytes) -> bytes:
    """The file with a spoilt page in which acts between the two certificates stand, and no certificate."""
    trial = folder / "percobaan.db"
    for start in range(PAGE, len(content), PAGE):
        spoilt = bytearray(content)
        spoilt[start + PAGE // 2] ^= 1
        trial.write_bytes(spoilt)
        log = readable(trial, key, "SELECT label FROM act ORDER BY origin, n")
        changes = readable(trial, key, "SELECT table_name FROM change ORDER BY origin, n")
        papers = readable(trial, key, "SELECT number FROM certificate")
        if len(papers) == 2 and (LATER,) in log and changes.count(("certificate",)) == 1:
            trial.unlink()
            return bytes(spoilt)
    raise AssertionError("no such page")


def readable(file: Path, key: bytes, query: str) -> list[tuple[str]]:
    """The rows up to the first that cannot be read."""
    found: list[tuple[str]] = []
    with suppress(sqlcipher.Error), closing(connect(file, key)) as driver:
        for row in driver.execute(query):
            found.append(row)
    return found


def test_a_gap_at_the_end_of_the_file_begins_a_new_life(store: Store) -> None:
    pair(store)
    with store.read() as session:
        before = device(session)
    folder = without_wal(store, work, issue)
    again = opened(folder)
    with again.read() as session:
        assert device(session).epoch == before.epoch + 1
    again.close()
    again = opened(folder)
    with again.read() as session:
        assert device(session).epoch == before.epoch + 1
    again.close()
