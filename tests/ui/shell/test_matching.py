"""Finding words in any order, and marking where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from lpk_desktop.ui.shell.matching import Found, matches, segments
from lpk_desktop.ui.shell.palette_list import FoundModel


def nothing() -> None:
    """Opening a hit leads nowhere here."""


@pytest.mark.parametrize("query", ["", "las", "LAS", "had las", "las had", "smaw 4"])
def test_words_match_in_any_order_and_case(query: str) -> None:
    assert matches("Tandai kehadiran · Las SMAW 4/2026", query)


def test_every_word_must_be_there() -> None:
    assert not matches("Las SMAW 4/2026", "las forklift")


def test_hits_are_marked_where_they_stand() -> None:
    assert segments("Fitri Sulastri", "las fit") == (
        ("Fit", True),
        ("ri Su", False),
        ("las", True),
        ("tri", False),
    )


@given(text=st.text(max_size=30), query=st.text(max_size=8))
def test_marking_loses_no_letter(text: str, query: str) -> None:
    assert "".join(piece for piece, _hit in segments(text, query)) == text


def test_a_letter_that_folds_into_two_is_left_unmarked() -> None:
    assert segments("Straße", "strasse") == (("Straße", False),)


def test_qt_finds_nothing_wrong_with_the_hits(qapp: QApplication) -> None:
    model = FoundModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_found(
        [Found(group="Peserta", title="Ani", open=nothing), Found(group="Kelas", title="Las", open=nothing)],
        "a",
    )
    model.set_found([], "zzz")
    assert tester.model() is model


def test_each_group_gets_one_heading(qapp: QApplication) -> None:
    model = FoundModel()
    model.set_found([Found(group="Peserta", title=name, open=nothing) for name in ("Ani", "Adi")], "a")
    assert [row if isinstance(row, str) else row.title for row in model.rows] == ["Peserta", "Ani", "Adi"]
