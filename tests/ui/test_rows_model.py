"""Rows that come anew: order, filter, ticks and selection hold, and Qt's own tester agrees."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lpk_desktop.ui.rows_model import Column, RowsModel

DOWN = Qt.SortOrder.DescendingOrder


@dataclass(frozen=True, slots=True)
class Person:
    """A row."""

    id: str
    name: str
    rate: int = 0


ANI, BUDI, CITRA = Person("1", "Ani", 90), Person("2", "budi", 100), Person("3", "Citra", 8)


def model_of(*rows: Person, checkable: bool = False) -> RowsModel[Person]:
    columns = [
        Column[Person](
            key="name", title="Nama", text=lambda row: row.name, tip=lambda row: f"Siapa: {row.name}"
        ),
        Column[Person](
            key="rate", title="Kehadiran", text=lambda row: f"{row.rate}%", sort=lambda row: row.rate
        ),
    ]
    model = RowsModel(columns, lambda row: row.id, checkable=checkable)
    model.set_rows(rows)
    return model


def watched(model: RowsModel[Person]) -> QAbstractItemModelTester:
    """Qt's own watch over a model: a signal or answer that does not fit is a Qt warning, so a failure."""
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)


def names(model: RowsModel[Person]) -> list[str]:
    return [row.name for row in model.rows]


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> None:
    """Models with timers want an application."""


def test_qt_finds_nothing_wrong_with_it() -> None:
    model = model_of(ANI, BUDI, checkable=True)
    tester = watched(model)
    model.sort(0)
    model.set_rows([CITRA, BUDI])
    model.set_filter(lambda row: row.rate > 50)
    model.set_filter(None)
    model.set_rows([])
    assert tester.model() is model


people = st.lists(
    st.builds(
        Person, st.sampled_from("abcdefgh"), st.sampled_from(["Ani", "budi", "Citra"]), st.integers(0, 100)
    ),
    unique_by=lambda row: row.id,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=people, after=people, column=st.integers(-1, 1), limit=st.integers(0, 100))
def test_whatever_changes_held_rows_keep_their_place_and_the_rest_is_right(
    before: list[Person], after: list[Person], column: int, limit: int
) -> None:
    model = model_of(*before)
    tester = watched(model)
    held = {row.id: QPersistentModelIndex(model.index(number, 0)) for number, row in enumerate(model.rows)}
    model.sort(column)
    model.set_rows(after)
    model.set_filter(lambda row: row.rate >= limit)
    shown = [row for row in after if row.rate >= limit]
    assert sorted(row.id for row in model.rows) == sorted(row.id for row in shown)
    for row_id, index in held.items():
        if row_id in {row.id for row in shown}:
            assert model.id_at(index.row()) == row_id
        else:
            assert not index.isValid()
    assert tester.model() is model


def test_words_sort_without_regard_to_case() -> None:
    model = model_of(CITRA, BUDI, ANI)
    model.sort(0)
    assert names(model) == ["Ani", "budi", "Citra"]


def test_figures_sort_as_figures() -> None:
    model = model_of(ANI, BUDI, CITRA)
    model.sort(1, DOWN)
    assert names(model) == ["budi", "Ani", "Citra"]


def test_the_order_holds_when_rows_come_anew() -> None:
    model = model_of(ANI, CITRA)
    model.sort(0, DOWN)
    model.set_rows([ANI, BUDI, CITRA])
    assert names(model) == ["Citra", "budi", "Ani"]


def test_taking_the_order_away_gives_the_order_of_the_rows() -> None:
    model = model_of(CITRA, ANI)
    model.sort(0)
    model.sort(-1)
    assert names(model) == ["Citra", "Ani"]


def test_the_selection_follows_its_row() -> None:
    model = model_of(ANI, BUDI)
    selection = QItemSelectionModel(model)
    selection.select(model.index(1, 0), QItemSelectionModel.SelectionFlag.Select)
    model.set_rows([CITRA, BUDI, ANI])
    assert [index.row() for index in selection.selectedIndexes()] == [1]


def test_a_row_that_vanished_is_no_longer_selected() -> None:
    model = model_of(ANI, BUDI)
    selection = QItemSelectionModel(model)
    selection.select(model.index(1, 0), QItemSelectionModel.SelectionFlag.Select)
    model.set_rows([ANI])
    assert not selection.hasSelection()


def test_a_changed_row_shows_its_new_words() -> None:
    model = model_of(ANI)
    model.set_rows([replace(ANI, rate=75)])
    assert model.index(0, 1).data() == "75%"


def test_views_hear_of_a_changed_row(qtbot: QtBot) -> None:
    model = model_of(ANI)
    with qtbot.waitSignal(model.layoutChanged):
        model.set_rows([replace(ANI, rate=75)])


def test_ticks_hold_through_filter_order_and_new_rows() -> None:
    model = model_of(ANI, BUDI, CITRA, checkable=True)
    model.set_ticked(["1", "3"])
    model.set_filter(lambda row: row.rate > 50)
    model.sort(0, DOWN)
    model.set_rows([CITRA, ANI])
    assert model.ticked == ("1", "3")


def test_a_row_that_is_gone_is_not_ticked() -> None:
    model = model_of(ANI, BUDI, checkable=True)
    model.set_ticked(["1", "2"])
    model.set_rows([BUDI])
    assert model.ticked == ("2",)


def test_all_means_all_that_are_shown() -> None:
    model = model_of(ANI, BUDI, CITRA, checkable=True)
    model.set_filter(lambda row: row.rate > 50)
    model.tick_shown(on=True)
    assert model.ticked == ("1", "2")


def test_a_tick_is_told(qtbot: QtBot) -> None:
    model = model_of(ANI, checkable=True)
    with qtbot.waitSignal(model.ticks_changed):
        model.setData(model.index(0, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert model.ticked == ("1",)


def test_cells_speak_their_column() -> None:
    assert model_of(ANI).index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Kehadiran: 90%"


def test_tips_come_from_the_column() -> None:
    assert model_of(ANI).index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "Siapa: Ani"
