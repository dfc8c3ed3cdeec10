"""Errors end in words, or in a report that holds nothing about people."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lpk_desktop.errors import UserError
from lpk_desktop.reports import Report, report_of, save_report
from lpk_desktop.ui.dialogs.report import ReportDialog
from lpk_desktop.ui.failures import Failures, logging_to
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.banner import Banner
from tests.ui.conftest import Shot

NIK = "9901011203900001"


def broken(nik: str) -> int:
    """A bug that has a number of a person in its words."""
    return int(f"Ani Lestari {nik}")


def bug() -> Exception:
    try:
        broken(NIK)
    except ValueError as error:
        return error
    raise AssertionError


@pytest.fixture
def failures(qapp: QApplication) -> Failures:
    return Failures()


def test_what_a_person_can_mend_is_told_in_words(failures: Failures, qtbot: QtBot) -> None:
    with qtbot.waitSignal(failures.mendable) as told:
        failures.handle(UserError("file-not-written", name="laporan.txt"))
    assert told.args is not None
    what, advice = told.args[0].split(". ", 1)
    assert what == "laporan.txt tidak bisa disimpan di folder itu"
    assert advice


def test_a_bug_is_told_once_per_place(failures: Failures) -> None:
    reports: list[Report] = []
    failures.bug_met.connect(reports.append)
    for _ in range(3):
        failures.handle(bug())
    assert len(reports) == 1


def test_a_report_says_where_and_holds_no_word_of_it() -> None:
    text = report_of(bug()).text
    assert "ValueError" in text
    assert "test_failures.py" in text
    assert "broken" in text
    assert NIK not in text
    assert "Ani" not in text


def test_a_report_names_no_home_folder() -> None:
    assert all(str(Path.home()) not in frame for frame in report_of(bug()).frames)


def test_a_report_names_the_cause_too() -> None:
    error = LookupError(NIK)
    error.__cause__ = bug()
    assert report_of(error).kind == "LookupError < ValueError"


def test_the_log_keeps_bugs_and_no_person(failures: Failures, tmp_path: Path) -> None:
    path = tmp_path / "log" / "lpk.log"
    with logging_to(path):
        failures.handle(bug())
        failures.handle(UserError("wrong-password", name="Ani Lestari"))
    log = path.read_text("utf-8")
    assert "ValueError" in log
    assert "wrong-password" in log
    assert NIK not in log
    assert "Ani" not in log


def test_exceptions_that_nobody_takes_come_here(failures: Failures, qtbot: QtBot) -> None:
    error = bug()
    with failures.installed(), qtbot.waitSignal(failures.bug_met):
        sys.excepthook(type(error), error, error.__traceback__)


def test_threads_report_too(failures: Failures, qtbot: QtBot) -> None:
    with failures.installed(), qtbot.waitSignal(failures.bug_met):
        thread = threading.Thread(target=broken, args=(NIK,))
        thread.start()
        thread.join()


def test_what_qt_says_goes_to_the_log(
    failures: Failures, caplog: pytest.LogCaptureFixture, qtbot: QtBot
) -> None:
    with failures.installed(), caplog.at_level(logging.WARNING, "lpk_desktop"):
        qWarning("a layout is odd")
    assert "Qt: a layout is odd" in caplog.text


def test_afterwards_all_is_as_before(failures: Failures) -> None:
    before: Callable[..., object] = sys.excepthook
    with failures.installed():
        assert sys.excepthook is not before
    assert sys.excepthook is before


def test_a_report_that_cannot_be_saved_is_a_persons_matter(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="file-not-written"):
        save_report(report_of(bug()), tmp_path / "no such folder" / "report.txt")


def dialog_for(theme: Theme, path: Path | None) -> ReportDialog:
    return ReportDialog(theme, report_of(bug()), ask_path=lambda _dialog, _name: path)


def test_a_person_sees_and_saves_the_report(theme: Theme, qtbot: QtBot, tmp_path: Path, shot: Shot) -> None:
    path = tmp_path / "laporan.txt"
    dialog = dialog_for(theme, path)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.save.click()
    shot(dialog, "report-dialog")
    assert path.read_text("utf-8") == dialog.text.toPlainText()
    assert dialog.answer.accessibleName() == "Laporan disimpan. laporan.txt"


def test_a_failed_save_says_what_to_do(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = dialog_for(theme, tmp_path / "no such folder" / "laporan.txt")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.save.click()
    assert dialog.findChildren(Banner)[0].accessibleName().startswith("laporan.txt tidak bisa disimpan")


def test_not_choosing_a_place_changes_nothing(theme: Theme, qtbot: QtBot) -> None:
    dialog = dialog_for(theme, None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.save.click()
    assert not dialog.answer.isVisible()
