"""The models keep Qt's contract."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from lpk_desktop.ui.grids.model import TIP_ROLE
from lpk_desktop.ui.pages.competency.model import FINAL, PROGRESS, CompetencyModel, ResultsModel
from tests.ui.sheets import NAMES, competency_sheet, with_assessment

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def test_cells_pass_the_model_tester(qtbot: QtBot) -> None:
    cells = CompetencyModel(competency_sheet())
    tester = QAbstractItemModelTester(cells, FATAL)
    cells.set_sheet(with_assessment(competency_sheet(), 0, 0, None))
    cells.set_sheet(competency_sheet(names=NAMES[:4]))
    assert tester.model() is cells


def test_results_pass_the_model_tester(qtbot: QtBot) -> None:
    results = ResultsModel(competency_sheet())
    tester = QAbstractItemModelTester(results, FATAL)
    results.set_sheet(with_assessment(competency_sheet(), 0, 0, None))
    results.set_sheet(competency_sheet(names=NAMES[:4]))
    assert tester.model() is results


def test_a_screen_reader_hears_the_whole_cell(qtbot: QtBot) -> None:
    cells = CompetencyModel(competency_sheet())
    said = cells.index(9, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Hendra Wijaya, Membuat Welding Procedure Specification (WPS), belum dinilai"


def test_the_description_says_what_the_tip_says(qtbot: QtBot) -> None:
    cells = CompetencyModel(competency_sheet())
    index = cells.index(4, 3)
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == index.data(TIP_ROLE).spoken


def test_progress_is_a_fraction(qtbot: QtBot) -> None:
    results = ResultsModel(competency_sheet())
    assert results.index(2, PROGRESS).data() == "5/6"


def test_the_final_result_tells_its_reason(qtbot: QtBot) -> None:
    results = ResultsModel(competency_sheet())
    tip = results.index(11, FINAL).data(TIP_ROLE)
    assert (tip.lead, tip.lines[0]) == ("Tidak lulus", "Kehadiran minimum 80% tidak bisa lagi dicapai")


def test_a_passed_trainee_needs_no_reason(qtbot: QtBot) -> None:
    results = ResultsModel(competency_sheet())
    assert results.index(0, FINAL).data(TIP_ROLE) is None
