"""What two computers made twice, by commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from lpk_desktop.cli import main
from lpk_desktop.services import enrolments
from lpk_desktop.services.access import sign_in
from lpk_desktop.services.trainees import add_trainee
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Cohort, Enrolment
from tests.cli.conftest import Run
from tests.factory import ADMIN, PASSWORD, make_cohort

NIK = "9901011708940901"


@pytest.fixture
def doubled(centre: str, tmp_path: Path) -> list[str]:
    """Two cohorts of one number, two people with one NIK, two with one list number; the cohorts' ids."""
    store = sign_in(tmp_path / "data", name=ADMIN, password=PASSWORD)
    first, second = make_cohort(store, people=2), make_cohort(store, people=0, batch=5)
    _share(store, first, second)
    store.close()
    return [first, second]


def _share(store: Store, first: str, second: str) -> None:
    with store.write("Seperti sesudah sinkron") as session:
        row = session.get_one(Cohort, second)
        row.number, row.batch = "LAS-4/2026", 4
        session.get_one(Enrolment, enrolments.class_list(session, first)[1].enrolment).list_number = 1
    for name in ("Agus Priyanto", "A. Priyanto"):
        with store.write("Catat") as session:
            add_trainee(session, {"name": name, "nik": NIK})


def test_check_names_all_that_is_here_twice_and_the_file_is_still_sound(run: Run, doubled: list[str]) -> None:
    status, report = run("check")
    assert (status, report["clean"], report["findings"]) == (0, True, [])
    person, cohort, number = report["doubles"]
    assert (person["code"], [each["name"] for each in person["people"]]) == (
        "person-twice",
        ["Agus Priyanto", "A. Priyanto"],
    )
    assert (cohort["code"], [each["cohort"] for each in cohort["cohorts"]]) == (
        "cohort-number-shared",
        doubled,
    )
    assert (number["code"], number["number"], number["names"]) == (
        "list-number-shared",
        1,
        ["Peserta 01", "Peserta 02"],
    )


def test_check_says_it_in_words_and_never_a_nik(
    run: Run, doubled: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["check"])
    told = capsys.readouterr().out
    assert "Mungkin satu orang: Agus Priyanto dan A. Priyanto (NIK sama)." in told
    assert NIK not in told


@pytest.mark.parametrize(
    "words",
    [
        ("cohort", "show"),
        ("attendance", "show", "--cohort"),
        ("results", "show", "--cohort"),
        ("certificates", "ready", "--cohort"),
    ],
)
def test_no_command_takes_one_of_two_cohorts_by_chance(
    run: Run, doubled: list[str], words: tuple[str, ...]
) -> None:
    assert run(*words, "LAS-4/2026") == (1, None)
    assert run(*words, doubled[0])[0] == 0


def pair(run: Run) -> list[str]:
    document = run("check")[1]["doubles"][0]
    return [each["trainee"] for each in document["people"]] if document["code"] == "person-twice" else []


def test_two_rows_of_one_person_are_merged_and_parted_again(run: Run, doubled: list[str]) -> None:
    first, second = pair(run)
    status, answer = run("trainees", "merge", second, first)
    assert (status, answer["trainee"], answer["name"]) == (0, first, "Agus Priyanto")
    assert pair(run) == []
    undone = run("undo")[1]
    assert (undone["label"], undone["transaction"]) == (
        "Data ganda Agus Priyanto digabung",
        answer["transaction"],
    )
    assert pair(run) == [first, second]


def test_people_with_nothing_in_common_are_not_merged(run: Run, doubled: list[str]) -> None:
    people = [each["trainee"] for each in run("cohort", "show", doubled[0])[1]["people"]]
    assert run("trainees", "merge", *people) == (1, None)
    assert len(run("cohort", "show", doubled[0])[1]["people"]) == 2


def test_a_cohort_is_given_another_number(run: Run, doubled: list[str]) -> None:
    assert run("cohort", "renumber", doubled[1], "6")[1]["number"] == "LAS-6/2026"
    assert run("cohort", "show", "LAS-4/2026")[1]["id"] == doubled[0]
    assert run("undo")[0] == 0
    assert run("cohort", "show", "LAS-4/2026")[0] == 1
