"""Values typed anew in a roster: judged alone, and never completed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lpk_desktop.domain.people import ProblemCode
from lpk_desktop.exchange.correcting import correct
from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.roster import Roster, check
from lpk_desktop.exchange.values import RosterRow

TODAY = date(2026, 6, 9)
PEOPLE = """Nama;NIK;Tanggal Lahir;L/P
Agus Priyanto;9901011708940001;17-08-1994;L
Siti Aminah;9,90101E+15;17-08-1994;P
Agus Priyanto;9901011708940001;17-08-1994;L
Budi Santoso;9901010101900003;31-31-1990;L
"""


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    file = tmp_path / "peserta.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    return check(file, today=TODAY)


def row(roster: Roster, number: int) -> RosterRow:
    return next(each for each in roster.rows if each.row == number)


def codes(roster: Roster, number: int) -> list[ProblemCode]:
    return [problem.code for problem in row(roster, number).problems]


def test_a_date_typed_right_clears_its_problem(roster: Roster) -> None:
    mended = correct(roster, 5, Field.BIRTH_DATE, "1 Januari 1990", today=TODAY)
    assert (codes(mended, 5), row(mended, 5).values[Field.BIRTH_DATE]) == ([], "1990-01-01")


def test_a_date_that_differs_from_the_nik_is_told(roster: Roster) -> None:
    mended = correct(roster, 5, Field.BIRTH_DATE, "2 Januari 1990", today=TODAY)
    assert codes(mended, 5) == [ProblemCode.BIRTH_DATE_DIFFERS]


def test_fifteen_digits_stay_fifteen(roster: Roster) -> None:
    mended = correct(roster, 3, Field.NIK, "990101570894000", today=TODAY)
    assert (codes(mended, 3), row(mended, 3).values[Field.NIK]) == ([ProblemCode.WRONG_LENGTH], None)


def test_a_person_is_no_longer_twice_once_the_number_is_another(roster: Roster) -> None:
    assert codes(roster, 4) == [ProblemCode.DUPLICATE_IN_FILE]
    assert codes(correct(roster, 4, Field.NIK, "9901011708940002", today=TODAY), 4) == []


def test_a_number_typed_into_the_first_row_finds_its_repeat_further_down(roster: Roster) -> None:
    mended = correct(roster, 2, Field.NIK, "9901010101900003", today=TODAY)
    assert ProblemCode.DUPLICATE_IN_FILE in codes(mended, 5)


def test_what_was_typed_stands_in_the_row_given_back(roster: Roster) -> None:
    mended = correct(roster, 3, Field.NIK, "990101570894000", today=TODAY)
    assert "990101570894000" in row(mended, 3).raw
