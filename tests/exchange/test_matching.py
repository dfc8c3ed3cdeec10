"""Who a row of a file is, beside the people already known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from lpk_desktop.domain.people import ProblemCode
from lpk_desktop.exchange.correcting import correct
from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.importing import Imported, import_roster
from lpk_desktop.exchange.matching import Recognised, Why, recognise
from lpk_desktop.exchange.reasons import describe
from lpk_desktop.exchange.roster import Roster, check
from lpk_desktop.services import trainees
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Trainee
from tests.exchange.books import TODAY
from tests.factory import make_centre

NIK = "9901011708940001"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = make_centre(tmp_path / "data")
    yield opened
    opened.close()


def add(store: Store, name: str, nik: str | None = NIK, **values: object) -> str:
    with store.write("Catat") as session:
        return trainees.add_trainee(session, {"name": name, "nik": nik, **values})


def roster(tmp_path: Path, *rows: str) -> Roster:
    file = tmp_path / "peserta.csv"
    file.write_text("\n".join(["Nama;NIK;Tanggal Lahir;No HP", *rows]), encoding="utf-8")
    return check(file, today=TODAY)


def row(name: str, nik: str = NIK) -> str:
    return f"{name};{nik};17-08-1994;081234567890"


def look(store: Store, read: Roster) -> Recognised:
    with store.read() as session:
        return recognise(session, read)


def bring_in(store: Store, read: Roster, *, skip_problem_rows: bool = False) -> Imported:
    with store.write("Impor", source="import") as session:
        return import_roster(session, read, cohort=None, skip_problem_rows=skip_problem_rows)


def names(store: Store) -> list[str]:
    with store.read() as session:
        return list(session.scalars(select(Trainee.name).order_by(Trainee.name)))


def problems(found: Recognised) -> list[tuple[str, str]]:
    return [(each.field.value, each.code.value) for one in found.roster.rows for each in one.problems]


def test_a_known_nik_under_another_name_is_for_a_person_to_decide(store: Store, tmp_path: Path) -> None:
    add(store, "Budi Santoso")
    assert problems(look(store, roster(tmp_path, row("Sri Wahyuni")))) == [("nik", "name-differs")]


def test_the_row_still_says_whose_nik_it_is(store: Store, tmp_path: Path) -> None:
    person = add(store, "Budi Santoso")
    match = look(store, roster(tmp_path, row("Sri Wahyuni"))).matches[2]
    assert (match.trainee, match.why) == (person, Why.NIK)


@pytest.mark.parametrize("skip", [True, False])
def test_no_import_renames_a_person_or_takes_such_a_row(store: Store, tmp_path: Path, *, skip: bool) -> None:
    add(store, "Budi Santoso")
    read = roster(tmp_path, row("Sri Wahyuni"), row("Citra Dewi", "9901011708940002"))
    done = bring_in(store, read, skip_problem_rows=skip)
    assert (names(store), [each.row for each in done.left_out]) == (["Budi Santoso", "Citra Dewi"], [2])


@pytest.mark.parametrize(
    "written", ["BUDI SANTOSO", "Budi Santoso, S.T.", "Santoso Budi", "B. Santoso", "Budi Santosa"]
)
def test_another_spelling_is_the_same_person_and_the_known_name_stays(
    store: Store, tmp_path: Path, written: str
) -> None:
    add(store, "Budi Santoso")
    read = roster(tmp_path, row(written).replace(", ", " "))
    assert problems(look(store, read)) == []
    assert bring_in(store, read).changed == 1
    assert names(store) == ["Budi Santoso"]


def test_a_name_that_stayed_is_told(store: Store, tmp_path: Path) -> None:
    add(store, "Muhammad Rizki")
    [kept] = bring_in(store, roster(tmp_path, row("M. Rizki"))).kept_names
    assert (kept.row, kept.known, kept.written) == (2, "Muhammad Rizki", "M. Rizki")


def test_capitals_are_not_worth_telling(store: Store, tmp_path: Path) -> None:
    add(store, "Budi Santoso")
    assert bring_in(store, roster(tmp_path, row("BUDI SANTOSO"))).kept_names == ()


def test_all_else_is_brought_up_to_date(store: Store, tmp_path: Path) -> None:
    person = add(store, "Budi Santoso")
    bring_in(store, roster(tmp_path, row("Budi Santoso")))
    with store.read() as session:
        assert trainees.card(session, person).phone == "+6281234567890"


def test_a_nik_that_two_people_bear_names_nobody(store: Store, tmp_path: Path) -> None:
    add(store, "Budi Santoso")
    add(store, "Budi Santosa")
    found = look(store, roster(tmp_path, row("Budi Santoso")))
    assert (problems(found), found.matches) == ([("nik", "nik-not-unique")], {})


def test_such_a_row_is_never_taken(store: Store, tmp_path: Path) -> None:
    add(store, "Budi Santoso")
    add(store, "Sri Wahyuni")
    done = bring_in(store, roster(tmp_path, row("Budi Santoso")))
    assert (done.new, done.changed, len(done.left_out)) == (0, 0, 1)


def test_the_reason_says_both_names_and_never_the_nik(store: Store, tmp_path: Path) -> None:
    add(store, "Budi Santoso")
    add(store, "Sri Wahyuni")
    [problem] = look(store, roster(tmp_path, row("Budi Santoso"))).roster.rows[0].problems
    assert "Budi Santoso dan Sri Wahyuni" in describe(problem)
    assert NIK not in describe(problem)


def test_a_person_who_was_removed_bears_no_nik(store: Store, tmp_path: Path) -> None:
    person = add(store, "Budi Santoso")
    add(store, "Sri Wahyuni")
    with store.write("Hapus") as session:
        session.get_one(Trainee, person).deleted = True
    found = look(store, roster(tmp_path, row("Sri Wahyuni")))
    assert (problems(found), found.matches[2].name) == ([], "Sri Wahyuni")


def test_a_corrected_name_clears_the_doubt(store: Store, tmp_path: Path) -> None:
    add(store, "Budi Santoso")
    found = look(store, roster(tmp_path, row("Sri Wahyuni")))
    mended = correct(found.roster, 2, Field.NAME, "Budi Santoso", today=TODAY)
    assert problems(look(store, mended)) == []


def test_a_corrected_nik_clears_the_doubt(store: Store, tmp_path: Path) -> None:
    add(store, "Budi Santoso")
    found = look(store, roster(tmp_path, row("Sri Wahyuni")))
    mended = correct(found.roster, 2, Field.NIK, "9901011708940009", today=TODAY)
    again = look(store, mended)
    assert (problems(again), again.matches) == ([], {})


def test_the_same_doubt_is_told_once(store: Store, tmp_path: Path) -> None:
    add(store, "Budi Santoso")
    found = look(store, roster(tmp_path, row("Sri Wahyuni")))
    assert problems(look(store, found.roster)) == [("nik", "name-differs")]


def test_other_problems_of_the_row_stay(store: Store, tmp_path: Path) -> None:
    add(store, "Budi Santoso")
    read = roster(tmp_path, f"Sri Wahyuni;{NIK};18-08-1994;0812")
    codes = {each.code for each in look(store, read).roster.rows[0].problems}
    assert codes >= {ProblemCode.BIRTH_DATE_DIFFERS, ProblemCode.NAME_DIFFERS}
