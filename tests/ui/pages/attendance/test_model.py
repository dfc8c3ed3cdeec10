"""The models keep Qt's contract and tell only what changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from lpk_desktop.domain.attendance import Code
from lpk_desktop.ui.grids.model import TIP_ROLE
from lpk_desktop.ui.pages.attendance.model import RATE, AttendanceModel, TotalsModel
from tests.ui.sheets import NAMES, NOW, TODAY, attendance_sheet, mark, with_cell

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def model() -> AttendanceModel:
    return AttendanceModel(attendance_sheet(), lambda: NOW)


def test_cells_pass_the_model_tester(qtbot: QtBot) -> None:
    cells = model()
    tester = QAbstractItemModelTester(cells, FATAL)
    cells.set_sheet(with_cell(attendance_sheet(), 0, TODAY, mark(Code.SICK)))
    cells.set_sheet(attendance_sheet(names=NAMES[:4]))
    assert tester.model() is cells


def test_totals_pass_the_model_tester(qtbot: QtBot) -> None:
    totals = TotalsModel(attendance_sheet())
    tester = QAbstractItemModelTester(totals, FATAL)
    totals.set_sheet(with_cell(attendance_sheet(), 0, TODAY, mark(Code.SICK)))
    totals.set_sheet(attendance_sheet(names=NAMES[:4]))
    assert tester.model() is totals


def test_a_changed_mark_tells_its_row_only(qtbot: QtBot) -> None:
    cells = model()
    with qtbot.waitSignal(cells.dataChanged) as changed:
        cells.set_sheet(with_cell(attendance_sheet(), 3, TODAY, mark(Code.SICK)))
    assert (changed.args[0].row(), changed.args[1].row()) == (3, 3)


def test_the_same_sheet_tells_nothing(qtbot: QtBot) -> None:
    cells = model()
    with qtbot.assertNotEmitted(cells.dataChanged):
        cells.set_sheet(attendance_sheet())


def test_a_cell_is_found_by_its_ids_after_people_left(qtbot: QtBot) -> None:
    cells = model()
    key = cells.key((3, TODAY))
    sheet = attendance_sheet()
    cells.set_sheet(attendance_sheet(names=NAMES[:4]))
    assert (cells.locate(key), cells.locate((sheet.rows[9].enrolment, key[1]))) == ((3, TODAY), None)


def test_a_screen_reader_hears_the_whole_cell(qtbot: QtBot) -> None:
    cells = model()
    said = cells.index(4, TODAY).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Dedi Kurniawan, Selasa 9 Juni, terlambat 19 menit, menunggu sinkronisasi"


def test_the_description_says_what_the_tip_says(qtbot: QtBot) -> None:
    cells = model()
    index = cells.index(4, TODAY)
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == index.data(TIP_ROLE).spoken


def test_names_and_sessions_are_spoken_as_heads(qtbot: QtBot) -> None:
    cells = model()
    heads = cells.headerData(4, Qt.Orientation.Vertical), cells.headerData(TODAY, Qt.Orientation.Horizontal)
    assert heads == ("5 Dedi Kurniawan", "Sesi 14, Selasa 9 Juni")


def test_a_total_is_spoken_with_its_name(qtbot: QtBot) -> None:
    totals = TotalsModel(attendance_sheet())
    said = totals.index(6, RATE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Eko Nur Cahyo, Kehadiran 86%"


def test_the_forecast_is_in_the_totals_tip(qtbot: QtBot) -> None:
    totals = TotalsModel(attendance_sheet())
    tip = totals.index(9, RATE).data(TIP_ROLE)
    assert (tip.lead, tip.text.startswith("masih bisa mencapai 80%")) == ("77%", True)


def test_a_trainee_at_risk_has_a_warning(qtbot: QtBot) -> None:
    cells = model()
    assert [row for row in range(16) if cells.warning(row)] == [9, 11]
