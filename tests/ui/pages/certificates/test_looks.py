"""Nothing is cut, and the paper on the screen is as light as on paper."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QImage

from lpk_desktop.documents.certificate import render
from lpk_desktop.domain.competency import ReasonCode
from lpk_desktop.services.readiness import Candidate, Held
from lpk_desktop.ui.pages.certificates.pictures import page_picture
from lpk_desktop.ui.pages.certificates.rows import COLUMNS, Line, state
from lpk_desktop.ui.theme import Theme
from tests.papers import frozen

UNIT = "C.24LAS01.028.1"


def held_back(*held: Held) -> Line:
    candidate = Candidate(
        enrolment="e",
        trainee="t",
        number=1,
        name="Agus Priyanto",
        competent=4,
        blocks=5,
        rate=0.67,
        held=held,
        certificate=None,
        certificate_number=None,
    )
    return Line(id="e", name="Agus Priyanto", number="", candidate=candidate)


@pytest.mark.parametrize(
    "held",
    [
        Held(code=ReasonCode.OUT_OF_REACH.value, rate=0.67, minimum=80),
        Held(code=ReasonCode.BELOW_MINIMUM.value, rate=0.67, minimum=80),
        Held(code=ReasonCode.UNIT_NOT_YET.value, blocks=(UNIT,)),
        Held(code=ReasonCode.UNIT_NOT_ASSESSED.value, blocks=(UNIT, UNIT)),
        Held(code=ReasonCode.NOTHING_ASSESSED.value),
        Held(code=ReasonCode.NO_BLOCKS.value),
        Held(code=ReasonCode.UNMARKED.value),
        Held(code="attendance-open", needed=12),
        Held(code="nik-damaged"),
        Held(code="result-disputed"),
        Held(code="mark-disputed"),
    ],
    ids=lambda held: held.code,
)
def test_a_reason_is_not_cut_in_its_column(theme: Theme, held: Held) -> None:
    column = next(column for column in COLUMNS if column.key == "state")
    words = state(held_back(held, held))
    room = theme.px(column.width) - theme.px(24)
    assert words.endswith(" +1")
    assert QFontMetricsF(theme.font("body")).horizontalAdvance(words) <= room


def test_the_longest_number_is_not_cut(theme: Theme) -> None:
    column = next(column for column in COLUMNS if column.key == "number")
    room = theme.px(column.width) - theme.px(24)
    assert QFontMetricsF(theme.font("body")).horizontalAdvance("0147B/ST-LAS/VIII/2026") <= room


def darkness(picture: QImage) -> float:
    """How much ink there is, 0 for a white page."""
    smooth = Qt.TransformationMode.SmoothTransformation
    dot = picture.scaled(1, 1, Qt.AspectRatioMode.IgnoreAspectRatio, smooth).pixelColor(0, 0)
    return 255 - (dot.red() + dot.green() + dot.blue()) / 3


def test_a_small_preview_has_no_more_ink_than_the_paper(theme: Theme) -> None:
    pdf = render([frozen()])
    small, large = page_picture(pdf, 0, width=560), page_picture(pdf, 0, width=2400)
    assert small.width() == 560
    assert darkness(small) <= darkness(large) * 1.1
