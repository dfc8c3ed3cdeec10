"""The competency grid in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lpk_desktop.domain.competency import ReasonCode, Result
from lpk_desktop.ui.pages.competency import words
from tests.ui.sheets import LAS, assessment, block, competency_sheet

FILLET = block(3, LAS[3][0], LAS[3][1], assessor="Hesti Tri Prabowo")


def test_a_cell_is_spoken_with_name_unit_and_result() -> None:
    sheet = competency_sheet()
    said = words.spoken_cell(sheet.rows[4], sheet.blocks[3], sheet.rows[4].cells[3])
    assert (
        said == "Dedi Kurniawan, Membuat Sambungan Las Fillet Sesuai WPS, belum kompeten, 12 Jun, ada catatan"
    )


def test_an_open_cell_is_spoken_as_such() -> None:
    sheet = competency_sheet()
    assert words.spoken_cell(sheet.rows[9], sheet.blocks[2], None).endswith("belum dinilai")


def test_a_second_attempt_is_spoken() -> None:
    said = words.spoken_cell(competency_sheet().rows[0], FILLET, assessment(Result.COMPETENT, attempt=2))
    assert said.endswith("percobaan 2")


def test_the_tip_names_the_whole_unit() -> None:
    assert words.tip(FILLET, None).lines == ("C.24LAS01.028.1 · Membuat Sambungan Las Fillet Sesuai WPS",)


def test_the_tip_says_who_assessed_and_how() -> None:
    lines = words.tip(FILLET, assessment(Result.COMPETENT)).lines
    assert lines[-1] == "Asesor Hesti Tri Prabowo, MET.000.004182 2019 · Praktik dan lisan"


def test_the_tip_says_that_two_people_differ() -> None:
    disputed = replace(assessment(Result.COMPETENT), disputed=True)
    assert "Dua penilai" in words.tip(FILLET, disputed).lines[-1]


def test_the_head_of_a_unit_tells_its_hours_in_full() -> None:
    assert "20 jam pelajaran" in words.block_tip(FILLET).lines


def test_a_unit_without_hours_tells_none() -> None:
    assert words.block_tip(replace(FILLET, jp=None)).lines[-1] == "Asesor Hesti Tri Prabowo"


def test_a_reason_names_the_units_it_is_about() -> None:
    sheet = competency_sheet()
    assert words.reasons(sheet, sheet.rows[4]) == [
        "Belum kompeten: C.24LAS01.028.1",
        "Belum dinilai: C.24LAS01.029.1",
    ]


@pytest.mark.parametrize("code", list(ReasonCode))
def test_every_reason_has_words(code: ReasonCode) -> None:
    sheet = competency_sheet()
    row = replace(sheet.rows[4], reasons=(code.value,))
    assert code.value not in words.reasons(sheet, row)[0]
