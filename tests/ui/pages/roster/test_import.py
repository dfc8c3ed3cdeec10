"""From a file to people: four steps with the keyboard, nothing stored before the last."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from sqlalchemy import func, select

from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.people import ProblemCode
from lpk_desktop.errors import UserError
from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.roster import check
from lpk_desktop.messages import words
from lpk_desktop.services import enrolments
from lpk_desktop.services.privacy import accesses
from lpk_desktop.storage.backup import folder_of, kept_in
from lpk_desktop.storage.history import acts
from lpk_desktop.storage.tables import ChangeRow, Trainee
from lpk_desktop.ui.pages.roster import RosterPage
from lpk_desktop.ui.pages.roster.page import DONE, FILE, MAPPING, PREVIEW
from tests.factory import make_cohort
from tests.ui.pages.rooms import Room
from tests.ui.pages.roster.conftest import lead_to

CTRL = Qt.KeyboardModifier.ControlModifier
PEOPLE, DOUBTFUL = 24, 6
"""Of the welding roster: people, and rows with something to mend."""


def stored(room: Room) -> int:
    with room.desk.store.read() as session:
        return len(session.scalars(select(Trainee.id).where(~Trainee.deleted)).all())


def type_into_cell(room: Room, page: RosterPage, text: str) -> None:
    room.press(Qt.Key.Key_F2)
    editor = page.preview.view.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    room.settle()


def test_the_keyboard_alone_leads_from_the_button_to_people(room: Room, page: RosterPage, file: Path) -> None:
    page.file.ask = lambda _parent: file
    room.press(Qt.Key.Key_Space)
    room.until(lambda: page.step == MAPPING)
    room.press(Qt.Key.Key_Return, CTRL)
    room.press(Qt.Key.Key_Return, CTRL)
    room.until(lambda: page.step == DONE)
    room.settle()
    assert stored(room) == PEOPLE - DOUBTFUL


def test_a_dropped_file_is_read(room: Room, page: RosterPage, file: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    act, button, key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page.file.zone, QDragEnterEvent(QPoint(9, 9), act, mime, button, key))
    QApplication.sendEvent(page.file.zone, QDropEvent(QPointF(9, 9), act, mime, button, key))
    room.until(lambda: page.step == MAPPING)


def test_a_path_from_elsewhere_leads_to_the_check(room: Room, page: RosterPage, file: Path) -> None:
    page.show_target(str(file))
    room.until(lambda: page.step == PREVIEW)


def test_a_file_that_is_no_table_stays_on_the_first_step_and_says_why(room: Room, page: RosterPage) -> None:
    bad = room.desk.store.path.with_name("daftar.xlsx")
    bad.write_bytes(b"%PDF-1.4 not a workbook")
    page.read_file(bad)
    room.until(lambda: bool(page.file.problem))
    with pytest.raises(UserError) as refused:
        check(bad, today=room.desk.now().date())
    assert (page.step, page.file.problem) == (FILE, " ".join(words(refused.value)))


def test_another_file_can_be_chosen_after_a_bad_one(room: Room, page: RosterPage, file: Path) -> None:
    page.read_file(file.with_name("tidak ada.xlsx"))
    room.until(lambda: bool(page.file.problem))
    page.file.ask = lambda _parent: file
    page.file.banner.acted.emit()
    room.until(lambda: page.step == MAPPING)


def test_nothing_is_stored_before_the_last_step(room: Room, page: RosterPage, file: Path) -> None:
    lead_to(room, page, file, PREVIEW)
    assert stored(room) == 0


def test_history_says_no_nik_that_the_file_is_named_by(room: Room, page: RosterPage, file: Path) -> None:
    lead_to(room, page, file.rename(file.with_name("KTP 9901010101900007.xlsx")), PREVIEW)
    room.press(Qt.Key.Key_Return, CTRL)
    room.until(lambda: page.step == DONE)
    room.settle()
    with room.desk.store.read() as session:
        assert "Impor KTP •••• 0007.xlsx" in [act.label for act in acts(session)]


def test_back_keeps_what_was_corrected(room: Room, page: RosterPage, file: Path) -> None:
    lead_to(room, page, file, PREVIEW)
    page.preview.view.go_to(27, Field.NAME)
    type_into_cell(room, page, "Sari Dewi")
    room.press(Qt.Key.Key_PageUp, Qt.KeyboardModifier.AltModifier)
    assert page.step == MAPPING
    room.press(Qt.Key.Key_Return, CTRL)
    assert page.preview.model.row_at(page.preview.model.place_of("27")).row.values[Field.NAME] == "Sari Dewi"


def test_a_column_can_be_left_out(room: Room, page: RosterPage, file: Path) -> None:
    lead_to(room, page, file, MAPPING)
    phone = next(row for row in page.mapping.rows if row.column.fields == (Field.PHONE,))
    phone.combo.setFocus()
    room.press(Qt.Key.Key_Home)
    room.settle()
    assert page.draft is not None
    assert all(row.values[Field.PHONE] is None for row in page.draft.roster.rows)


def test_a_choice_that_another_column_had_moves_to_the_new_one(
    room: Room, page: RosterPage, file: Path
) -> None:
    lead_to(room, page, file, MAPPING)
    address = next(row for row in page.mapping.rows if row.column.fields == (Field.ADDRESS,))
    page.mapping.column_chosen.emit(address.column.index, (Field.EMPLOYER,))
    room.settle()
    assert page.draft is not None
    filled = [column.index for column in page.draft.roster.layout if column.fields == (Field.EMPLOYER,)]
    assert filled == [address.column.index]


def test_a_row_of_headings_that_is_none_is_refused_and_the_file_stays(
    room: Room, page: RosterPage, file: Path
) -> None:
    lead_to(room, page, file, MAPPING)
    before = page.draft
    page.mapping.header_chosen.emit(9999)
    room.settle()
    assert (page.step, page.draft) == (MAPPING, before)
    assert room.told[-1].problem


def test_samples_hide_ids(room: Room, page: RosterPage, file: Path) -> None:
    lead_to(room, page, file, PREVIEW)
    model = page.preview.model
    column = model.fields.index(Field.NIK)
    shown = [str(model.index(row, column).data()) for row in range(model.rowCount())]
    assert all(len(text) <= len("•••• 0000") for text in shown)


def test_a_corrected_value_clears_its_problem(room: Room, page: RosterPage, file: Path) -> None:
    lead_to(room, page, file, PREVIEW)
    page.preview.view.go_to(27, Field.NAME)
    type_into_cell(room, page, "Sari Dewi")
    assert page.draft is not None
    row = next(row for row in page.draft.roster.rows if row.row == 27)
    assert row.problems == ()


def test_a_number_of_fifteen_digits_stays_a_problem(room: Room, page: RosterPage, file: Path) -> None:
    lead_to(room, page, file, PREVIEW)
    page.preview.view.go_to(9, Field.NIK)
    type_into_cell(room, page, "990101010190001")
    assert page.draft is not None
    row = next(row for row in page.draft.roster.rows if row.row == 9)
    assert (row.values[Field.NIK], row.problems[0].code) == (None, ProblemCode.WRONG_LENGTH)


def test_filters_say_how_many_and_show_them(room: Room, page: RosterPage, file: Path) -> None:
    lead_to(room, page, file, PREVIEW)
    page.preview.filter.choose("fix")
    assert page.preview.model.rowCount() == DOUBTFUL


def test_the_model_keeps_its_promises(room: Room, page: RosterPage, file: Path) -> None:
    lead_to(room, page, file, PREVIEW)
    tester = QAbstractItemModelTester(page.preview.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.preview.filter.choose("ready")
    page.preview.filter.choose("all")
    page.preview.view.go_to(27, Field.NAME)
    type_into_cell(room, page, "Sari Dewi")
    assert tester.model() is page.preview.model


def test_doubtful_rows_can_come_in_without_their_damaged_values(
    room: Room, page: RosterPage, file: Path
) -> None:
    lead_to(room, page, file, PREVIEW)
    page.preview.skip.setChecked(False)
    room.press(Qt.Key.Key_Return, CTRL)
    room.settle()
    with room.desk.store.read() as session:
        people = session.scalars(select(Trainee)).all()
    assert len(people) == PEOPLE - 2  # one row has no name, one repeats another
    assert sum(person.nik is None for person in people) == 3


def test_the_import_is_one_act_and_can_be_taken_back(room: Room, page: RosterPage, file: Path) -> None:
    lead_to(room, page, file, PREVIEW)
    room.press(Qt.Key.Key_Return, CTRL)
    room.settle()
    with room.desk.store.read() as session:
        record, newest = acts(session, limit=2)
    assert (record.source, newest.source) == ("seen", "import")
    page.done.undo.click()
    room.settle()
    assert stored(room) == 0


def test_the_state_from_before_is_backed_up_first(room: Room, page: RosterPage, file: Path) -> None:
    lead_to(room, page, file, DONE)
    room.settle()
    (backup,) = kept_in(folder_of(room.desk.store.path.parent))
    assert backup.manifest is not None
    assert backup.manifest.reason == Reason.IMPORT
    with room.desk.store.read() as session:
        assert backup.manifest.newest < (session.scalar(select(func.max(ChangeRow.hlc))) or 0)


def test_an_import_goes_on_where_no_backup_can_be_made_and_says_so(
    room: Room, page: RosterPage, file: Path
) -> None:
    folder_of(room.desk.store.path.parent).write_text("bukan folder")
    lead_to(room, page, file, DONE)
    room.settle()
    assert stored(room) == PEOPLE - DOUBTFUL
    assert any("Cadangan tidak bisa ditulis" in news.text for news in room.told)


def test_people_come_into_the_chosen_class(room: Room, page: RosterPage, file: Path) -> None:
    cohort = make_cohort(room.desk.store, people=0)
    room.settle()
    lead_to(room, page, file, MAPPING)
    page.mapping.cohort_chosen.emit(cohort)
    for _step in range(2):
        room.press(Qt.Key.Key_Return, CTRL)
    room.settle()
    with room.desk.store.read() as session:
        assert len(enrolments.class_list(session, cohort)) == PEOPLE - DOUBTFUL
    page.done.show_people.click()
    assert room.asked == [("cohorts", cohort)]


def test_a_cancelled_import_stores_nothing(room: Room, page: RosterPage, file: Path) -> None:
    lead_to(room, page, file, PREVIEW)
    page.on_action.trigger()
    page.done.cancel.click()
    room.settle()
    assert (stored(room), page.step) == (0, PREVIEW)
    assert not file.with_name("Data PHK - belum masuk.xlsx").exists()


def test_rows_left_out_come_back_as_a_file_beside_the_first(room: Room, page: RosterPage, file: Path) -> None:
    lead_to(room, page, file, PREVIEW)
    room.press(Qt.Key.Key_Return, CTRL)
    room.settle()
    again = check(file.with_name("Data PHK - belum masuk.xlsx"), today=room.desk.now().date())
    assert len(again.rows) == DOUBTFUL
    with room.desk.store.read() as session:
        found = [(each.way, each.detail) for each in accesses(session)]
    assert found == [("rejects", "Data PHK - belum masuk.xlsx")]


def test_where_that_file_cannot_be_written_the_import_stays_and_another_place_is_asked(
    room: Room, page: RosterPage, file: Path
) -> None:
    file.with_name("Data PHK - belum masuk.xlsx").mkdir()
    lead_to(room, page, file, PREVIEW)
    room.press(Qt.Key.Key_Return, CTRL)
    room.settle()
    assert (stored(room), page.done.banner.isVisible()) == (PEOPLE - DOUBTFUL, True)
    elsewhere = file.with_name("perbaikan.xlsx")
    page.ask_place = lambda _parent, _suggested: elsewhere
    page.done.banner.acted.emit()
    assert elsewhere.exists()
    assert not page.done.banner.isVisible()
