"""The rows of the sidebar follow the state of the centre."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from lpk_desktop.ui.page import Page, PageSpec
from lpk_desktop.ui.shell.nav_model import NavModel, nav_items
from lpk_desktop.ui.shell.state import ShellState
from tests.ui.shell_sample import STATE


def build() -> Page:
    raise AssertionError("the sidebar builds no page")


PAGES = [
    PageSpec(key="today", title="Hari ini", icon="home", shortcut="Ctrl+1", build=build),
    PageSpec(key="cohorts", title="Kelas", icon="school", build=build),
    PageSpec(key="sync", title="Sinkronisasi", icon="refresh", build=build, group="data"),
]


def texts(state: ShellState) -> list[str]:
    return [item.text for item in nav_items(PAGES, state, cohort_key="cohorts")]


@pytest.fixture
def model(qapp: QApplication) -> NavModel:
    model = NavModel()
    model.set_items(nav_items(PAGES, STATE, cohort_key="cohorts"))
    return model


def test_running_cohorts_stand_between_pages_and_data() -> None:
    assert texts(STATE) == [
        *("Hari ini", "Kelas", "Kelas berjalan"),
        *("Las SMAW 4/2026", "Servis HP 7/2026", "Servis Motor 2/2026", "Forklift 3/2026"),
        *("Data", "Sinkronisasi"),
    ]


def test_no_heading_without_cohorts() -> None:
    assert texts(replace(STATE, cohorts=())) == ["Hari ini", "Kelas", "Data", "Sinkronisasi"]


def test_an_alert_is_shown_instead_of_a_count() -> None:
    items = nav_items(PAGES, replace(STATE, counts={"sync": 37}, alerts={"sync": 2}), cohort_key="cohorts")
    assert (items[-1].trailing, items[-1].alert) == ("2", True)


def test_the_rail_shows_pages_only_and_no_double_gap(model: NavModel) -> None:
    model.set_rail(rail=True)
    assert [item.text for item in model.items] == ["Hari ini", "Kelas", "Data", "Sinkronisasi"]


def test_an_open_cohort_has_its_own_row_and_an_unlisted_one_its_page(model: NavModel) -> None:
    assert model.row_of("cohorts", "c2") == 4
    assert model.row_of("cohorts", "finished long ago") == 1
    assert model.row_of("cohorts", "") == 1
    assert model.row_of("nowhere", "") == -1


def test_qt_finds_nothing_wrong_with_it(model: NavModel) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_rail(rail=True)
    model.set_items(nav_items(PAGES, ShellState(), cohort_key="cohorts"))
    assert tester.model() is model
