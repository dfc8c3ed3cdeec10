"""Riwayat: acts in words, what each did, and undoing one of them days later."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.clock import Clock
from lpk_desktop.domain.privacy import Way
from lpk_desktop.domain.roles import Role
from lpk_desktop.services import attendance, cohorts, trainees
from lpk_desktop.services.attendance import Entry
from lpk_desktop.services.centre import add_person
from lpk_desktop.services.finding import find_people
from lpk_desktop.services.privacy import record
from lpk_desktop.storage.tables import Trainee
from lpk_desktop.ui.dialogs.undo_review import UndoReview
from lpk_desktop.ui.pages.cohorts.page import CohortsPage
from lpk_desktop.ui.pages.history import HistoryPage
from lpk_desktop.ui.targets import HistoryTarget
from lpk_desktop.ui.widgets.label import Label
from tests.ui.conftest import Shot
from tests.ui.desks import Office

DAY = 24 * 3600 * 1000


@pytest.fixture
def imported(office: Office, cohort: str) -> list[str]:
    """Three more people come into the class, one of them is marked, days ago."""
    people = []
    with office.store.write("Impor peserta.xlsx", source="import") as session:
        for name in ("Andi Saputra", "Budi Hartono", "Citra Lestari"):
            person = trainees.add_trainee(session, {"name": name, "phone": "+6281200000001"})
            session.flush()
            people.append(trainees.enrol(session, trainee=person, cohort=cohort))
    with office.store.write("Budi ditandai hadir") as session:
        meeting = cohorts.schedule(session, cohort)[0].id
        cells = [(meeting, people[1])]
        attendance.mark(
            session, cells, Entry(code=Code.PRESENT), by=office.store.author, now=office.desk.now()
        )
    later = office.store.now
    office.store.now = lambda: later() + 3 * DAY
    office.store.clock = Clock(office.store.now)
    return people


@pytest.fixture
def page(office: Office, imported: list[str]) -> HistoryPage:
    page = office.open("history")
    assert isinstance(page, HistoryPage)
    page.table.select_id(next(act.key for act in page.rows.rows if act.label.startswith("Impor")))
    return page


def review() -> UndoReview:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, UndoReview)
    return dialog


def words(widget: object) -> list[str]:
    assert isinstance(widget, UndoReview | HistoryPage)
    return [label.text() for label in widget.findChildren(Label) if label.text()]


def names(office: Office) -> list[str]:
    with office.store.read() as session:
        found = session.scalars(select(Trainee.name).where(~Trainee.deleted).order_by(Trainee.name)).all()
    return [name for name in found if not name.startswith("Peserta")]


def test_an_act_is_told_line_by_line_with_what_would_stay(
    page: HistoryPage, office: Office, shot: Shot
) -> None:
    shot(office.window, "history")
    told = words(page)
    assert "Andi Saputra · Data peserta dibuat" in told
    assert "6 baris" in told
    assert "Andi Saputra · Didaftarkan ke Las SMAW 4/2026" in told
    assert "Tetap seperti sekarang (1)" in told
    assert "Budi Hartono: masih dipakai 1 kehadiran" in told


def test_undoing_it_asks_first_and_nothing_happens_on_a_no(page: HistoryPage, office: Office) -> None:
    page.undo.trigger()
    review().no.click()
    assert names(office) == ["Andi Saputra", "Budi Hartono", "Citra Lestari"]


def test_undoing_it_leaves_what_is_needed_and_lists_that_on_request(
    page: HistoryPage, office: Office, shot: Shot
) -> None:
    page.undo.trigger()
    dialog = review()
    assert dialog.yes.text() == "Urungkan, biarkan 1"
    assert "Andi Saputra · Data peserta dihapus" in words(dialog)
    shot(dialog, "undo-review")
    dialog.yes.click()
    assert names(office) == ["Budi Hartono"]
    news = office.told[-1]
    assert news.text == "Diurungkan: Impor peserta.xlsx; 1 dibiarkan"
    assert news.act == "Lihat"
    assert news.on_act is not None
    news.on_act()
    assert "Budi Hartono: masih dipakai 1 kehadiran" in words(review())
    assert not review().yes.isVisible()
    review().no.click()


def test_the_way_back_is_one_key(page: HistoryPage, office: Office) -> None:
    page.undo.trigger()
    review().yes.click()
    office.window.redo_asked.emit()
    assert names(office) == ["Andi Saputra", "Budi Hartono", "Citra Lestari"]


def test_an_act_of_several_rows_and_of_an_earlier_day_is_shown_before_ctrl_z(
    office: Office, imported: list[str]
) -> None:
    office.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert office.told[-1].text == "Diurungkan: Budi ditandai hadir"
    office.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    review().yes.click()
    assert names(office) == []


def test_what_cannot_be_undone_does_not_block_the_act_before(office: Office, imported: list[str]) -> None:
    def rename(name: str) -> None:
        with office.store.write(f"Nama {name}") as session:
            person = find_people(session, "Citra", limit=1)[0].id
            trainees.update_trainee(session, person, {"name": name})

    rename("Citra A.")
    author = office.store.author
    office.store.author = None
    rename("Citra B.")
    office.store.author = author
    office.window.undo_asked.emit()
    assert office.told[-1].text == "Tidak ada yang diurungkan dari Nama Citra A.; 1 dibiarkan."
    office.window.undo_asked.emit()
    assert office.told[-1].text == "Diurungkan: Budi ditandai hadir"


def test_a_class_has_its_own_history(office: Office, imported: list[str], cohort: str) -> None:
    with office.store.write("Orang di luar kelas") as session:
        trainees.add_trainee(session, {"name": "Wahyu"})
    office.open("cohorts", cohort)
    classes = office.page
    assert isinstance(classes, CohortsPage)
    assert classes.class_page is not None
    classes.class_page.head.history_asked.emit()
    page = office.page
    assert isinstance(page, HistoryPage)
    assert [act.label for act in page.rows.rows] == ["Budi ditandai hadir", "Impor peserta.xlsx", "Kelas"]
    page._whole.click()
    assert page.rows.rows[0].label == "Orang di luar kelas"


def test_a_person_has_a_whole_history(office: Office, imported: list[str]) -> None:
    with office.store.read() as session:
        andi = find_people(session, "Andi", limit=1)[0].id
    page = office.open("history", HistoryTarget(trainee=andi))
    assert isinstance(page, HistoryPage)
    assert [act.label for act in page.rows.rows] == ["Impor peserta.xlsx"]


def test_the_founding_says_why_it_stays(page: HistoryPage, office: Office) -> None:
    page.table.select_id(page.rows.rows[-1].key)
    assert not page.undo.isEnabled()
    assert any("menjadi dasar pusat pelatihan tetap" in text for text in words(page))


@pytest.fixture
def taken(office: Office, imported: list[str]) -> str:
    """Data of two people were printed, and one of them was looked at; gives that one's id."""
    with office.store.read() as session:
        andi, budi = (find_people(session, name, limit=1)[0].id for name in ("Andi", "Budi"))
    now = office.desk.now()
    record(office.store, Way.CERTIFICATES, [andi, budi], where="Stik USB", at=now)
    record(office.store, Way.PRINT, [andi], where="Epson L3210", at=now + timedelta(minutes=5))
    return budi


def test_who_took_whose_data_stands_beside_what_was_done(office: Office, taken: str, shot: Shot) -> None:
    page = office.open("history")
    assert isinstance(page, HistoryPage)
    page.part.choose("access")
    lines = page.access.rows.rows
    assert [line.way for line in lines] == ["print", "certificates"]
    page.access.table.select_id(lines[1].id)
    shot(office.window, "access-log")
    told = words(page)
    assert {"Andi Saputra", "Budi Hartono", "2 peserta"} <= set(told)
    assert "Sertifikat disimpan sebagai PDF: Stik USB" in told


def test_it_is_asked_for_one_person_and_shown_whole_again(office: Office, taken: str) -> None:
    page = office.open("history", HistoryTarget(trainee=taken, access=True))
    assert isinstance(page, HistoryPage)
    assert [line.way for line in page.access.rows.rows] == ["certificates"]
    page._whole.click()
    assert (page.part.current, len(page.access.rows.rows)) == ("access", 2)
    page.part.choose("acts")
    assert page.table.isVisible()


def test_whoever_may_not_read_what_others_did_is_not_offered_it(office: Office, taken: str) -> None:
    with office.store.write("Instruktur") as session:
        office.store.author = add_person(session, name="Rudi", role=Role.INSTRUCTOR)
    page = HistoryPage(office.desk)
    page.show_target(HistoryTarget(access=True))
    assert (page.part.isHidden(), page.part.current) == (True, "acts")
