"""Who gets a certificate, the paper itself, its number, and the check of one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QAbstractItemModelTester, QTest

from lpk_desktop.documents.qr import read_codes
from lpk_desktop.domain.clock import Clock
from lpk_desktop.errors import UserError
from lpk_desktop.services import certificates
from lpk_desktop.services.centre import set_signer
from lpk_desktop.services.cohorts import cohorts
from lpk_desktop.services.privacy import AccessEntry, accesses
from lpk_desktop.services.readiness import readiness
from lpk_desktop.services.views import CohortHead
from lpk_desktop.storage.history import FINAL, acts
from lpk_desktop.ui.pages.certificates import CertificatesPage
from lpk_desktop.ui.pages.certificates.confirm import Confirm
from lpk_desktop.ui.pages.certificates.pictures import page_count
from lpk_desktop.ui.pages.certificates.printing import prepare
from tests.factory import LATER
from tests.ui.pages.rooms import Room

CTRL = Qt.KeyboardModifier.ControlModifier


def issue(room: Room, page: CertificatesPage) -> list[str]:
    """With the keys alone; gives the ids of the certificates."""
    room.press(Qt.Key.Key_Return, CTRL)
    confirm = page.findChild(Confirm)
    assert confirm is not None
    QTest.keyClick(confirm, Qt.Key.Key_Return)
    room.settle()
    return list(page.chosen_issued)


def numbers(page: CertificatesPage) -> list[str]:
    return [line.number for line in page.lines.rows]


def test_those_who_are_ready_are_ticked_and_the_others_say_why(page: CertificatesPage) -> None:
    assert [line.id in page.lines.ticked for line in page.lines.rows] == [True, False, True]
    assert "belum kompeten" in str(page.lines.index(1, 1).data())


def test_a_row_without_a_certificate_cannot_be_ticked(room: Room, page: CertificatesPage) -> None:
    room.press(Qt.Key.Key_Down)
    room.press(Qt.Key.Key_Space)
    assert len(page.lines.ticked) == 2


def test_numbers_to_come_go_to_the_ticked_in_order(room: Room, page: CertificatesPage) -> None:
    first = numbers(page)[0]
    room.press(Qt.Key.Key_Space)
    assert numbers(page) == ["", "", first]


def test_the_numbers_shown_before_are_those_that_are_given(room: Room, page: CertificatesPage) -> None:
    before = numbers(page)
    issue(room, page)
    assert numbers(page) == before


def test_without_a_yes_no_number_is_given(room: Room, page: CertificatesPage) -> None:
    room.press(Qt.Key.Key_Return, CTRL)
    confirm = page.findChild(Confirm)
    assert confirm is not None
    QTest.keyClick(confirm, Qt.Key.Key_Escape)
    room.settle()
    assert page.chosen_issued == ()


def test_issuing_is_one_act_that_nothing_takes_back(room: Room, page: CertificatesPage, cohort: str) -> None:
    issue(room, page)
    with room.desk.store.read() as session:
        assert acts(session, limit=1)[0].source == FINAL
    room.desk.undo()
    room.settle()
    with room.desk.store.read() as session:
        assert len(certificates.register(session, cohort=cohort)) == 2


def test_the_paper_shown_has_the_bytes_that_are_saved(
    room: Room, page: CertificatesPage, tmp_path: Path
) -> None:
    issue(room, page)
    page.output.ask_folder = lambda _parent: tmp_path
    page.output.save(page.chosen_issued, cohorts_head(room), one_file=False)
    room.settle()
    assert page.paper.drawn is not None
    wanted, drawn = page.paper.drawn
    saved = next(
        file for file in tmp_path.glob("*.pdf") if file.name.startswith(wanted.number.replace("/", "-"))
    )
    assert saved.read_bytes() == drawn.pdf


def cohorts_head(room: Room) -> CohortHead:
    with room.desk.store.read() as session:
        return cohorts(session, today=LATER.date())[0]


def test_the_paper_follows_the_arrow_keys(room: Room, page: CertificatesPage) -> None:
    room.press(Qt.Key.Key_Right)
    room.press(Qt.Key.Key_Right)
    room.settle()
    assert page.paper.drawn is not None
    assert page.paper.drawn[0].enrolment == page.lines.id_at(2)


def test_the_back_is_another_page_of_the_same_paper(room: Room, page: CertificatesPage) -> None:
    front, paper = page.paper.view.picture, page.paper.drawn
    page.paper.side.choose("back")
    room.settle()
    assert page.paper.view.picture != front
    assert page.paper.drawn is not None
    assert paper is not None
    assert page.paper.drawn[1] is paper[1]


def test_the_page_stays_in_sight_while_the_next_is_drawn(room: Room, page: CertificatesPage) -> None:
    before = page.paper.view.picture
    page.paper.side.choose("back")
    assert page.paper.view.picture == before
    room.settle()


def test_a_change_elsewhere_draws_the_paper_anew(room: Room, page: CertificatesPage) -> None:
    before = page.paper.drawn
    with room.desk.store.write("Penanda tangan") as session:
        set_signer(session, name="Dra. Endah Kusumastuti", position="Direktur")
    room.settle()
    assert before is not None
    assert page.paper.drawn is not None
    assert page.paper.drawn[1].pdf != before[1].pdf


def test_filters_show_the_ready_or_the_others(page: CertificatesPage) -> None:
    page.filter.choose("ready")
    ready = page.lines.rowCount()
    page.filter.choose("held")
    assert (ready, page.lines.rowCount()) == (2, 1)


def test_a_folder_that_cannot_be_written_is_told_and_the_register_keeps_all(
    room: Room, page: CertificatesPage, tmp_path: Path, cohort: str
) -> None:
    issue(room, page)
    page.output.ask_folder = lambda _parent: tmp_path / "tidak ada"
    page.output.save(page.chosen_issued, cohorts_head(room), one_file=True)
    room.settle()
    assert room.told[-1].problem
    with room.desk.store.read() as session:
        assert len(certificates.register(session, cohort=cohort)) == 2


def test_a_code_is_checked_without_a_network(room: Room, page: CertificatesPage, cohort: str) -> None:
    issue(room, page)
    with room.desk.store.read() as session:
        code = certificates.register(session, cohort=cohort)[0].code
    checking = page.open_checking()
    checking.code.set_text(code)
    QTest.keyClick(checking.code.edit, Qt.Key.Key_Return)
    assert "masih berlaku" in checking.outcome.text
    checking.reject()


def log(room: Room) -> list[AccessEntry]:
    """The access log."""
    with room.desk.store.read() as session:
        return accesses(session)


def test_saving_papers_puts_it_on_record_first(room: Room, page: CertificatesPage, tmp_path: Path) -> None:
    issue(room, page)
    folder = tmp_path / "Stik USB"
    folder.mkdir()
    page.output.ask_folder = lambda _parent: folder
    page.output.save(page.chosen_issued, cohorts_head(room), one_file=False)
    room.settle()
    assert [(each.way, each.detail) for each in log(room)] == [("certificates", "Stik USB")]
    assert {each.name for each in log(room)[0].persons} == {"Peserta 01", "Peserta 03"}


def test_papers_whose_leaving_cannot_be_recorded_stay_here(
    room: Room, page: CertificatesPage, tmp_path: Path
) -> None:
    def broken() -> int:
        raise UserError("disk-full", file="lpk.db")

    issue(room, page)
    page.output.ask_folder = lambda _parent: tmp_path
    clock, room.desk.store.clock = room.desk.store.clock, Clock(broken)
    page.output.save(page.chosen_issued, cohorts_head(room), one_file=False)
    room.settle()
    room.desk.store.clock = clock
    assert room.told[-1].problem
    assert (list(tmp_path.glob("*.pdf")), log(room)) == ([], [])


def test_a_saved_paper_checks_by_its_own_code(room: Room, page: CertificatesPage, tmp_path: Path) -> None:
    issue(room, page)
    page.output.ask_folder = lambda _parent: tmp_path
    page.output.save(page.chosen_issued, cohorts_head(room), one_file=True)
    room.settle()
    (file,) = tmp_path.glob("*.pdf")
    assert len(read_codes(file)) == 2
    checking = page.open_checking()
    checking.look_at(file)
    room.settle()
    assert "Peserta 01" in checking.outcome.text
    checking.reject()


def test_a_file_that_is_no_picture_says_so(room: Room, page: CertificatesPage, tmp_path: Path) -> None:
    file = tmp_path / "surat.pdf"
    file.write_text("bukan PDF")
    checking = page.open_checking()
    checking.look_at(file)
    room.settle()
    assert checking.outcome.isVisible()
    checking.reject()


def test_printing_sends_every_page(room: Room, page: CertificatesPage, tmp_path: Path) -> None:
    issue(room, page)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "cetak.pdf"))
    prepare(printer)
    printer.setResolution(72)
    page.output.ask_printer = lambda _parent: printer
    page.print_action.trigger()
    room.until(lambda: room.told[-1].icon == "printer")
    assert not room.told[-1].problem
    assert page_count((tmp_path / "cetak.pdf").read_bytes()) == 4
    assert [(each.way, each.detail, len(each.persons)) for each in log(room)] == [("print", "cetak.pdf", 2)]


def test_a_tab_of_a_class_has_no_chooser(room: Room, cohort: str) -> None:
    tab = CertificatesPage(room.desk, cohort=cohort)
    room.show(tab)
    assert (tab.chooser.isVisible(), tab.lines.rowCount()) == (False, 3)


def test_another_class_is_shown_by_its_id(room: Room, page: CertificatesPage, cohort: str) -> None:
    page.show_target(cohort)
    assert page.place == cohort


def test_the_model_keeps_its_promises(room: Room, page: CertificatesPage) -> None:
    tester = QAbstractItemModelTester(page.lines, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.filter.choose("ready")
    page.filter.choose("all")
    room.press(Qt.Key.Key_Space)
    issue(room, page)
    assert tester.model() is page.lines


def test_who_is_not_ticked_stays_ready(room: Room, page: CertificatesPage, cohort: str) -> None:
    room.press(Qt.Key.Key_Space)
    issue(room, page)
    with room.desk.store.read() as session:
        assert [each.ready for each in readiness(session, cohort, now=LATER)] == [True, False, False]


@pytest.mark.parametrize("size", [(1216, 826), (800, 560)])
def test_the_paper_is_drawn_as_wide_as_it_is_shown(
    room: Room, page: CertificatesPage, size: tuple[int, int]
) -> None:
    room.window.resize(*size)
    room.settle()
    assert page.paper.view.picture.width() == page.paper.view.dots
