"""Titles break between words and end in an ellipsis where they must."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF

from lpk_desktop.ui.grids.ink import fold
from lpk_desktop.ui.theme import Theme

TITLE = "Membuat Sambungan Las Kampuh (Groove) Sesuai WPS"


@pytest.fixture
def metrics(theme: Theme) -> QFontMetricsF:
    return QFontMetricsF(theme.font("small", 500))


def test_a_short_title_stays_on_one_line(metrics: QFontMetricsF) -> None:
    assert fold("Kerja", metrics, 100, 3) == ["Kerja"]


def test_a_long_title_breaks_between_words(metrics: QFontMetricsF) -> None:
    assert fold("Menetapkan Proses dan Peralatan Las", metrics, 100, 3) == [
        "Menetapkan",
        "Proses dan",
        "Peralatan Las",
    ]


def test_a_title_too_long_ends_in_an_ellipsis(metrics: QFontMetricsF) -> None:
    assert fold(TITLE, metrics, 100, 3)[-1].endswith("…")


@pytest.mark.parametrize("width", [40, 80, 130, 400])
def test_no_line_is_wider_than_the_column(metrics: QFontMetricsF, width: int) -> None:
    assert all(metrics.horizontalAdvance(line) <= width for line in fold(TITLE, metrics, width, 3)[-1:])


def test_no_word_gets_lost_where_there_is_room(metrics: QFontMetricsF) -> None:
    assert " ".join(fold(TITLE, metrics, 120, 9)) == TITLE
