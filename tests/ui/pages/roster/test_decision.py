"""Rows whose NIK is known under another name: a person says whose it is, and nothing stays behind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from sqlalchemy import select

from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.roster import check
from lpk_desktop.services import trainees
from lpk_desktop.storage.tables import Trainee
from lpk_desktop.ui.pages.roster import RosterPage
from lpk_desktop.ui.pages.roster.decision import Decision
from lpk_desktop.ui.pages.roster.draft import State
from lpk_desktop.ui.pages.roster.page import PREVIEW
from lpk_desktop.ui.targets import TraineesTarget
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.glyph import Glyph
from tests.ui.pages.rooms import Room
from tests.ui.pages.roster.conftest import CTRL, lead_to

NIK = "9901011708940001"


@pytest.fixture
def known(room: Room) -> str:
    with room.desk.store.write("Catat") as session:
        return trainees.add_trainee(session, {"name": "Budi Santoso", "nik": NIK})


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """Two rows under a NIK that is Budi's: one is somebody else, one spells him otherwise."""
    file = tmp_path / "ragu.csv"
    rows = ("Nama;NIK;No HP", f"Sri Wahyuni;{NIK};0812000061", "Citra Dewi;9901011708940002;0812000062")
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def decision(page: RosterPage) -> Decision:
    found = page.preview.findChild(Decision)
    assert found is not None
    return found


def names(room: Room) -> list[str]:
    with room.desk.store.read() as session:
        return list(session.scalars(select(Trainee.name).where(~Trainee.deleted).order_by(Trainee.name)))


def test_a_nik_known_under_another_name_is_left_out_unless_somebody_decides(
    room: Room, page: RosterPage, known: str, doubtful: Path
) -> None:
    lead_to(room, page, doubtful, PREVIEW)
    page.preview.skip.setChecked(False)
    room.press(Qt.Key.Key_Return, CTRL)
    room.settle()
    assert names(room) == ["Budi Santoso", "Citra Dewi"]
    again = check(doubtful.with_name("ragu - belum masuk.xlsx"), today=room.desk.now().date())
    assert [row.values[Field.NAME] for row in again.rows] == ["Sri Wahyuni"]


def test_saying_that_it_is_the_same_person_updates_all_but_the_name(
    room: Room, page: RosterPage, known: str, doubtful: Path
) -> None:
    lead_to(room, page, doubtful, PREVIEW)
    decision(page).same.click()
    room.settle()
    assert page.draft is not None
    assert page.draft.counts()[State.KNOWN] == 1
    room.press(Qt.Key.Key_Return, CTRL)
    room.settle()
    assert names(room) == ["Budi Santoso", "Citra Dewi"]
    with room.desk.store.read() as session:
        assert trainees.card(session, known).phone == "+62812000061"


def test_another_nik_makes_another_person(room: Room, page: RosterPage, known: str, doubtful: Path) -> None:
    lead_to(room, page, doubtful, PREVIEW)
    decision(page).mend.click()
    editor = page.preview.view.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, "9901011708940003")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    room.settle()
    page.on_action.trigger()
    room.settle()
    assert names(room) == ["Budi Santoso", "Citra Dewi", "Sri Wahyuni"]


def test_the_known_person_can_be_looked_at(room: Room, page: RosterPage, known: str, doubtful: Path) -> None:
    lead_to(room, page, doubtful, PREVIEW)
    decision(page).open.click()
    assert room.asked == [("trainees", known)]


def test_what_was_mended_elsewhere_is_seen_when_one_comes_back(
    room: Room, page: RosterPage, known: str, doubtful: Path
) -> None:
    lead_to(room, page, doubtful, PREVIEW)
    with room.desk.store.write("Ubah") as session:
        trainees.update_trainee(session, known, {"name": "Sri Wahyuni"})
    page.refresh()
    assert page.draft is not None
    assert page.draft.counts()[State.FIX] == 0


def test_a_sync_round_leaves_alone_what_is_being_typed(
    room: Room, page: RosterPage, known: str, doubtful: Path
) -> None:
    lead_to(room, page, doubtful, PREVIEW)
    decision(page).mend.click()
    editor = page.preview.view.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, "99010117")
    with room.desk.store.write("Catat") as session:
        trainees.add_trainee(session, {"name": "Orang Lain"})
    page.refresh()
    assert editor.text() == "99010117"


def test_a_name_that_the_file_spells_otherwise_is_marked_and_stays(
    room: Room, page: RosterPage, known: str, tmp_path: Path
) -> None:
    file = tmp_path / "ejaan.csv"
    file.write_text(f"Nama;NIK;No HP\nB. Santoso;{NIK};0812000061", encoding="utf-8")
    lead_to(room, page, file, PREVIEW)
    model = page.preview.model
    index = model.index(0, model.fields.index(Field.NAME))
    assert model.keeps_name(index)
    assert "Budi Santoso" in model.data(index, Qt.ItemDataRole.ToolTipRole)
    room.press(Qt.Key.Key_Return, CTRL)
    room.settle()
    assert names(room) == ["Budi Santoso"]


def test_two_people_with_one_nik_lead_to_the_list_of_them(
    room: Room, page: RosterPage, known: str, doubtful: Path
) -> None:
    with room.desk.store.write("Catat") as session:
        trainees.add_trainee(session, {"name": "Budi Santosa", "nik": NIK})
    lead_to(room, page, doubtful, PREVIEW)
    link = next(button for button in page.preview.findChildren(Button) if button.text() == "Buka di Peserta")
    link.click()
    assert room.asked == [("trainees", TraineesTarget(doubled=True))]


def test_other_columns_leave_no_table_behind(room: Room, page: RosterPage, file: Path) -> None:
    lead_to(room, page, file, PREVIEW)
    assert page.draft is not None
    before, fewer = page.preview.view, replace(page.draft.roster, layout=page.draft.roster.layout[:4])
    page.preview.show_draft(replace(page.draft, roster=fewer))
    assert page.preview.view is not before
    assert before.isHidden()


def test_what_is_settled_leaves_no_question_behind(
    room: Room, page: RosterPage, known: str, doubtful: Path
) -> None:
    lead_to(room, page, doubtful, PREVIEW)
    asked = decision(page)
    asked.same.click()
    assert asked.isHidden()


def test_the_icon_of_a_file_stands_only_beside_the_name_of_one(
    room: Room, page: RosterPage, file: Path
) -> None:
    icon = page.header.findChild(Glyph)
    assert icon is not None
    assert icon.isHidden()
    lead_to(room, page, file, PREVIEW)
    assert icon.isVisible()
    page.start_again()
    assert icon.isHidden()
