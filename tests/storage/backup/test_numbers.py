"""Certificate numbers that stand on paper and that no file tells of any more are not given again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select

from lpk_desktop.domain.backups import Reason
from lpk_desktop.services import certificates
from lpk_desktop.services.access import sign_in
from lpk_desktop.services.acts import done_acts
from lpk_desktop.services.centre import update_centre
from lpk_desktop.storage import journal, retelling
from lpk_desktop.storage.backup import make, restore
from lpk_desktop.storage.capture import CapturingSession
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.engine import FILE, connect
from lpk_desktop.storage.ids import derived_id
from lpk_desktop.storage.names import LOGS
from lpk_desktop.storage.numbers import kept_numbers
from lpk_desktop.storage.store import Session, Store
from lpk_desktop.storage.swapping import ASIDE, finish
from lpk_desktop.storage.tables import ActRow, Certificate, ChangeRow, Cohort, Enrolment, Setting, Trainee
from tests.factory import ADMIN, PASSWORD, pair
from tests.storage.backup.conftest import AT
from tests.storage.backup.pages import readable, root_of, spoil
from tests.storage.backup.test_salvage import LONG, PAGE, forget, key_for

BEFORE, ISSUED, LATER = "Catatan", "Terbitkan", "Terbitkan lagi"


def coming(store: Store) -> tuple[str, str, int, str]:
    """What the next certificate would bear."""
    with store.read() as session:
        cohort = session.scalars(select(Cohort.id)).one()
        return certificates.next_number(session, cohort, issued_on=AT.date())


def issue(
    store: Store, label: str = ISSUED, *, letter: str = "A", text: str = "{}", enrolment: str = ""
) -> str:
    """Give the next number to somebody, as far as the numbers are concerned; gives it."""
    series, period, serial, number = coming(store)
    with store.write(label, source="final") as session:
        enrolment = enrolment or session.scalars(select(Enrolment.id).limit(1)).one()
        session.add(
            Certificate(
                enrolment_id=enrolment, series=series, period=period, letter=letter, serial=serial,
                number=number, issued_on=AT.date(),
                content=text, payload="", code=number,
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
            assert [each.serial for each in kept_numbers(session)] == [1]
            assert len(session.scalars(select(ChangeRow).where(ChangeRow.table_name == "setting")).all()) == 1
        again.close()


@pytest.mark.parametrize("paired", [False, True], ids=["alone", "paired"])
def test_a_crash_before_the_note_is_made_up_at_the_next_start(
    store: Store, monkeypatch: pytest.MonkeyPatch, *, paired: bool
) -> None:
    if paired:
        pair(store)

    def killed(_session: Session, _given: object) -> None:
        raise KeyboardInterrupt

    folder = without_wal(store, work, issue)
    with monkeypatch.context() as broken:
        broken.setattr(retelling, "keep_numbers", killed)
        with pytest.raises(KeyboardInterrupt):
            opened(folder)
    again = opened(folder)
    assert coming(again)[2] == 2
    again.close()


def test_a_note_is_no_act_to_take_back(store: Store) -> None:
    again = opened(without_wal(store, work, issue))
    with again.read() as session:
        (note,) = (act for act in done_acts(session) if act.label == "Ambil yang masih terbaca")
    assert not note.undoable
    again.close()


def test_what_cannot_be_retold_is_noted_all_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = without_wal(store, work, issue)
    monkeypatch.setattr(retelling, "retell", lambda *_args: 1 / 0)
    again = opened(folder)
    assert coming(again)[2] == 2
    again.close()


def test_a_number_is_kept_under_another_template_too(store: Store) -> None:
    again = opened(without_wal(store, work, issue))
    with again.write("Pola nomor") as session:
        update_centre(session, {"number_template": "{serial:04}/ST-LAS/{roman}/{year}"})
    assert coming(again)[3] == "0002/ST-LAS/VII/2026"
    again.close()


@pytest.mark.parametrize("value", ['{"lain": 7}', "[]"])
def test_a_note_that_says_nothing_counts_for_nothing_and_stops_nothing(store: Store, value: str) -> None:
    number = coming(store)[3]
    key = f"number/{number}"
    with store.write("Atur") as session:
        session.add(Setting(id=derived_id("setting", key), key=key, value=value))
    assert coming(store)[3] == number
    again = opened(without_wal(store, work, issue))
    with again.read() as session:
        assert session.scalars(select(Setting.value)).all() == [value]
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


def test_nobody_takes_back_what_a_restoration_noted(store: Store) -> None:
    folder = store.path.parent
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    without_wal(store, work, issue)
    (folder / FILE).unlink()
    restore(folder, made.path, key_for=key_for, at=AT)
    again = opened(folder)
    with again.read() as session:
        (note,) = (act for act in done_acts(session) if act.label == "Lanjutkan dari salinan lama")
    assert not note.undoable
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


@pytest.mark.parametrize("damaged", [False, True], ids=["sound", "damaged"])
def test_a_note_outlives_an_older_copy(store: Store, *, damaged: bool) -> None:
    folder = store.path.parent
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    again = opened(without_wal(store, work, issue))
    again.close()
    for segment in journal.segments(folder):
        segment.unlink()
    if damaged:
        spoil(folder, root_of(again, "trainee"))
    restore(folder, made.path, key_for=key_for, at=AT)
    again = opened(folder)
    assert coming(again)[2] == 2
    again.close()


@pytest.mark.parametrize("told_by", ["journal", "file"])
def test_a_restoration_that_breaks_off_anywhere_keeps_the_note(
    store: Store, monkeypatch: pytest.MonkeyPatch, told_by: str
) -> None:
    """In the file, and in the journal that goes with it: what follows there could not be told without."""
    folder = store.path.parent
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    if told_by == "journal":
        without_wal(store, work, issue)
        (folder / FILE).unlink()
    else:
        issue(store)
        store.close()
        shutil.rmtree(folder / journal.FOLDER)
        spoil(folder, root_of(store, "change"))
    for step in count():
        trial = shutil.copytree(folder, folder.parent / f"percobaan {step}")
        with monkeypatch.context() as broken:
            fail_after(broken, step)
            ended = not raises(lambda: restore(trial, made.path, key_for=key_for, at=AT))  # noqa: B023
        finish(trial)
        if any(trial.glob(f"{ASIDE}*")):
            told = [row[4] for entry in journal.entries(trial, store.key) for row in entry.changes]
            assert told == ["setting"]
            opened(trial).close()
        if ended:
            break
    assert step > 3


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


def fail_after(broken: pytest.MonkeyPatch, step: int) -> None:
    """After so many renamings the power is gone."""
    rename, done = Path.rename, count()

    def failing(old: Path, new: Path) -> Path:
        if next(done) >= step:
            raise KeyboardInterrupt
        return rename(old, new)

    broken.setattr(Path, "rename", failing)


def raises(act: Callable[[], object]) -> bool:
    try:
        act()
    except KeyboardInterrupt:
        return True
    return False
