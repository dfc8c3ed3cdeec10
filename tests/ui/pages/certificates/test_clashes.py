"""Two papers that cannot both stand: both rows say so, and one act ends it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from lpk_desktop.domain.clashes import ClashKind
from lpk_desktop.services import certificates
from lpk_desktop.services.attention import ClashingCertificates
from lpk_desktop.services.certificates import Issued
from lpk_desktop.services.clashes import clashes
from lpk_desktop.services.enrolments import withdraw
from lpk_desktop.services.trainees import enrolment_numbers
from lpk_desktop.ui.frame import shell_state
from lpk_desktop.ui.pages.certificates import CertificatesPage
from lpk_desktop.ui.pages.certificates.revoking import Revoking
from lpk_desktop.ui.pages.certificates.rows import Line, state, state_tip
from lpk_desktop.ui.pages.today.matters import matter
from lpk_desktop.ui.targets import CertificateTarget
from lpk_desktop.ui.widgets.hint_bar import Hint
from tests.certified import issue_apart
from tests.factory import LATER
from tests.ui.conftest import Shot
from tests.ui.pages.rooms import Room

FIRST, SECOND, THIRDS = "0001/ST-LAS/VII/2026", "0001B/ST-LAS/VII/2026", "0002/ST-LAS/VII/2026"


@pytest.fixture
def twice(room: Room, cohort: str) -> tuple[str, str]:
    """The first person holds two certificates, the third one, the second none."""
    with room.desk.store.write("Terbitkan") as session:
        numbers = enrolment_numbers(session, cohort)
        chosen, day = [numbers[1], numbers[3]], LATER.date()
        first, _third = certificates.issue(session, cohort, enrolments=chosen, issued_on=day, now=LATER)
    return first, issue_apart(room.desk.store, first)


@pytest.fixture
def page(room: Room, twice: tuple[str, str]) -> CertificatesPage:
    page = CertificatesPage(room.desk)
    room.show(page)
    return page


def papers(room: Room) -> list[Issued]:
    with room.desk.store.read() as session:
        return certificates.register(session)


def row(page: CertificatesPage, number: str) -> Line:
    return next(line for line in page.lines.rows if line.number == number)


def revoking(room: Room, page: CertificatesPage) -> Revoking:
    """The question that Del opens for the current row."""
    room.press(Qt.Key.Key_Delete)
    asked = page.findChild(Revoking)
    assert asked is not None
    return asked


def revoke(room: Room, page: CertificatesPage, number: str, reason: str) -> None:
    """With the keys alone."""
    page.table.select_id(row(page, number).id)
    asked = revoking(room, page)
    asked.reason.set_text(reason)
    QTest.keyClick(asked, Qt.Key.Key_Return)
    room.settle()


def test_both_rows_stand_in_the_list_and_say_so(page: CertificatesPage) -> None:
    said = [(line.name, line.number, state(line)) for line in page.lines.rows if line.contested]
    assert said == [
        ("Peserta 01", FIRST, "Terbit dua kali, cabut satu"),
        ("Peserta 01", SECOND, "Terbit dua kali, cabut satu"),
    ]


def test_each_row_names_the_other_in_full(page: CertificatesPage) -> None:
    assert state_tip(row(page, FIRST)) == f"Terbit dua kali: juga nomor {SECOND}; cabut salah satu."
    assert state_tip(row(page, SECOND)) == f"Terbit dua kali: juga nomor {FIRST}; cabut salah satu."


def test_over_the_paper_stands_what_to_do(page: CertificatesPage) -> None:
    assert page.paper.banner.isVisible()
    words = page.paper.banner.accessibleName()
    assert words.startswith("Terbit dua kali.")
    assert SECOND in words
    page.table.select_id(row(page, THIRDS).id)
    assert not page.paper.banner.isVisible()


def test_the_signature_is_genuine_but_not_told_as_if_all_were_well(
    room: Room, page: CertificatesPage
) -> None:
    room.settle()
    said = " ".join(label.text() for label in page.paper.findChildren(QLabel))
    assert "Belum pasti berlaku" in said
    assert "belum diputuskan mana yang berlaku" in said


def test_undecided_papers_go_out_only_when_ticked(page: CertificatesPage, twice: tuple[str, str]) -> None:
    only = [line.paper.id for line in page.lines.rows if line.paper and not line.contested]
    assert list(page.chosen_issued) == only
    assert page._ticked.text() == "2 belum diputuskan, tidak ikut"
    page.lines.set_ticked([row(page, SECOND).id])
    assert page.chosen_issued == (twice[1],)


def test_del_asks_for_the_reason_and_revokes_this_one(
    room: Room, page: CertificatesPage, twice: tuple[str, str]
) -> None:
    page.table.select_id(row(page, SECOND).id)
    asked = revoking(room, page)
    assert asked.reason.text == "Terbit dua kali"
    QTest.keyClick(asked, Qt.Key.Key_Return)
    room.settle()
    with room.desk.store.read() as session:
        assert clashes(session) == ()
    gone = [(each.id, each.reason) for each in papers(room) if not each.stands]
    assert gone == [(twice[1], "Terbit dua kali")]
    assert not page.paper.banner.isVisible()


def test_a_revoked_paper_stays_in_the_list_with_its_reason(room: Room, page: CertificatesPage) -> None:
    revoke(room, page, FIRST, "Nama salah")
    assert (state(row(page, FIRST)), row(page, FIRST).tickable) == ("Dicabut: Nama salah", False)
    assert (state(row(page, SECOND)), row(page, SECOND).tickable) == ("5/5 unit, kehadiran 100%", True)


def test_the_wrong_one_is_taken_back_from_the_toast(room: Room, page: CertificatesPage) -> None:
    revoke(room, page, FIRST, "Keliru")
    told = room.told[-1]
    assert (told.text, told.act) == (f"Sertifikat {FIRST} dicabut.", "Urungkan")
    assert told.on_act
    told.on_act()
    room.settle()
    assert page.paper.banner.isVisible()


@pytest.mark.parametrize("reason", ["", "NIK 9901010101900001"])
def test_without_a_reason_that_all_may_read_nothing_is_revoked(
    room: Room, page: CertificatesPage, reason: str
) -> None:
    asked = revoking(room, page)
    asked.reason.set_text(reason)
    QTest.keyClick(asked, Qt.Key.Key_Return)
    assert asked.isVisible()
    assert asked.reason.wrong
    asked.reject()
    assert all(each.stands for each in papers(room))


def test_who_has_no_paper_has_nothing_to_revoke(room: Room, page: CertificatesPage) -> None:
    def offered() -> bool:
        return Hint(keys=("Del",), text="cabut") in page.hints()

    assert offered()
    page.table.select_id(next(line.id for line in page.lines.rows if line.paper is None))
    room.press(Qt.Key.Key_Delete)
    assert page.findChild(Revoking) is None
    assert not offered()


def test_once_revoked_a_person_is_ready_for_a_new_number(room: Room, page: CertificatesPage) -> None:
    revoke(room, page, THIRDS, "Nama salah")
    assert [line.number for line in page.lines.rows if line.ready] == ["0003/ST-LAS/VII/2026"]


def test_the_days_list_leads_to_the_very_row(
    room: Room, page: CertificatesPage, twice: tuple[str, str]
) -> None:
    with room.desk.store.read() as session:
        shown = matter(ClashingCertificates(kind=ClashKind.PERSON, clashes=clashes(session)), LATER)
    assert shown.title == "1 sertifikat terbit dua kali, cabut salah satu"
    assert shown.detail == f"Peserta 01 {FIRST} + {SECOND}"
    assert (shown.key, shown.role) == ("certificates", "dangerFg")
    assert isinstance(shown.target, CertificateTarget)
    page.filter.choose("held")
    page.show_target(CertificateTarget(cohort=shown.target.cohort, certificate=twice[1]))
    assert page.lines.row_at(page.table.currentIndex().row()).number == SECOND


def test_the_sidebar_counts_what_waits_for_a_decision(room: Room, page: CertificatesPage) -> None:
    assert shell_state(room.desk, working=False).alerts == {"certificates": 1}
    revoke(room, page, FIRST, "Keliru")
    assert shell_state(room.desk, working=False).alerts == {}


def test_papers_of_somebody_who_left_are_still_there_to_decide(
    room: Room, page: CertificatesPage, cohort: str
) -> None:
    with room.desk.store.write("Keluar") as session:
        withdraw(session, [enrolment_numbers(session, cohort)[1]])
    room.settle()
    assert [line.number for line in page.lines.rows if line.contested] == [FIRST, SECOND]
    revoke(room, page, SECOND, "Terbit dua kali")
    assert state(row(page, FIRST)) == "Sudah keluar dari kelas"


def test_one_number_on_two_papers_names_the_other_person(
    room: Room, page: CertificatesPage, twice: tuple[str, str], cohort: str
) -> None:
    with room.desk.store.read() as session:
        other = enrolment_numbers(session, cohort)[2]
    third = issue_apart(room.desk.store, twice[0], enrolment=other, number=THIRDS)
    room.settle()
    line = next(line for line in page.lines.rows if line.paper and line.paper.id == third)
    assert state(line) == "Nomor kembar, cabut satu"
    assert "Peserta 03" in state_tip(line)


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("size", [(1216, 826), (1166, 616), (1037, 540)])
def test_a_clash_at_the_sizes_of_the_design(
    room: Room, page: CertificatesPage, shot: Shot, choice: str, size: tuple[int, int]
) -> None:
    room.desk.theme.set_choice(choice)
    room.window.resize(*size)
    room.settle()
    shot(room.window, f"certificates-clash-{size[0]}-{choice}")
    asked = revoking(room, page)
    shot(asked, f"certificates-revoke-{size[0]}-{choice}")
    asked.reject()
    assert page.table.horizontalScrollBar().maximum() == 0
