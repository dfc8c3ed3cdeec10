"""A repair mends what the log proves, writes no change of its own, and leaves the rest as it is."""

from __future__ import annotations

import pytest

from lpk_desktop.services.finding import matching
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.findings import MOST, Finding, Problem
from lpk_desktop.storage.repairing import Repair, repair
from lpk_desktop.storage.store import Store
from tests.storage.test_checking import ask, codes, keyholder, store, tamper, used

__all__ = ["store", "used"]

NEWEST = "SELECT max(n), hex(max(hash)) FROM change"


def mend(store: Store) -> Repair:
    log = ask(store, NEWEST)
    done = repair(store, "Perbaikan")
    assert ask(store, NEWEST) == log
    assert done.left.findings == check(store).findings
    return done


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("DELETE FROM assessment WHERE rowid = 1", id="a row taken away"),
        pytest.param("DELETE FROM cohort", id="a cohort taken away"),
        pytest.param("UPDATE mark SET code = 'H'", id="a mark changed"),
        pytest.param("UPDATE trainee SET deleted = 1", id="people hidden"),
        pytest.param("UPDATE unit SET verified = 1 - verified", id="more rows than a report names"),
        pytest.param("UPDATE trainee SET birth_date = 'kapan?'", id="a value that misfits"),
        pytest.param('UPDATE trainee SET extra = \'{"blood": "O"}\'', id="a field slipped in"),
    ],
)
def test_rows_are_put_as_the_log_tells(store: Store, statement: str) -> None:
    tables = ("assessment", "cohort", "mark", "trainee", "unit")
    before = {table: everything(store, table) for table in tables}
    tamper(store, statement)
    assert not check(store).clean
    done = mend(store)
    assert done.left.clean
    assert done.mended
    assert {table: everything(store, table) for table in before} == before


def everything(store: Store, table: str) -> list[tuple[object, ...]]:
    with keyholder(store) as connection:
        return list(connection.execute(f"SELECT * FROM {table} ORDER BY id"))  # noqa: S608  our own names


def test_a_sound_file_is_left_alone(store: Store) -> None:
    done = repair(store, "Perbaikan")
    assert (done.mended, done.left.clean) == ((), True)


def test_a_row_newer_than_its_log_is_not_set_back(store: Store) -> None:
    last = "hlc >= (SELECT max(hlc) FROM act)"
    tamper(store, f"DELETE FROM change WHERE {last}", f"DELETE FROM act WHERE {last}")  # noqa: S608
    rows = everything(store, "assessment")
    done = mend(store)
    assert (done.mended, everything(store, "assessment")) == ((), rows)
    assert Problem.ROW_DIFFERS in codes(done.left)


@pytest.mark.parametrize(
    ("log", "problem"),
    [
        ("DELETE FROM change WHERE n BETWEEN 5 AND 8", Problem.CHANGES_MISSING),
        ("UPDATE change SET patch = replace(patch, 'Peserta 02', 'Orang Lain')", Problem.CHAIN_BROKEN),
        (
            "INSERT INTO signatory (id, name, position, back, deleted, hlc, origin) "
            "VALUES (x'000102030405060708090a0b0c0d0e0f', 'X', 'Y', 0, 0, 1, 1)",
            Problem.ROW_UNRECORDED,
        ),
    ],
)
def test_a_log_that_lost_something_proves_no_row(store: Store, log: str, problem: Problem) -> None:
    tamper(store, log, "UPDATE mark SET code = 'H'")
    marks, people = everything(store, "mark"), everything(store, "trainee")
    done = mend(store)
    assert problem in codes(done.left)
    assert (everything(store, "mark"), everything(store, "trainee")) == (marks, people)


def test_a_change_of_another_computer_that_was_altered_proves_nothing(store: Store) -> None:
    tamper(store, "UPDATE device SET number = number + 1", "UPDATE trainee SET name = 'Orang Lain'")
    tamper(store, "UPDATE change SET patch = replace(patch, 'Peserta 02', 'Siapa')")
    done = mend(store)
    left = [each for each in done.left.findings if each.code is Problem.ROW_DIFFERS]
    assert len(left) == 1
    assert ask(store, "SELECT count(*) FROM trainee WHERE name = 'Orang Lain'") == 1


def test_an_index_is_made_anew(store: Store) -> None:
    schema = "UPDATE sqlite_master SET sql = {} WHERE name = 'ix_trainee_name'"
    writable, closed = "PRAGMA writable_schema = ON", "PRAGMA writable_schema = OFF"
    tamper(store, writable, schema.format("sql || ' WHERE 0'"), closed)
    tamper(store, "UPDATE trainee SET rowid = rowid + 100")
    tamper(store, writable, schema.format("replace(sql, ' WHERE 0', '')"), closed)
    assert codes(check(store)) == {Problem.FILE_DAMAGED, Problem.INDEX_DIFFERS}
    assert mend(store).left.clean


def test_people_are_found_again(store: Store) -> None:
    tamper(store, "DELETE FROM person_search", "UPDATE mark SET code = 'H'")
    with store.read() as session:
        assert not matching(session, "peserta")
    mend(store)
    with store.read() as session:
        assert len(matching(session, "peserta")) == 3


@pytest.mark.parametrize(
    ("statement", "people"),
    [
        ("DELETE FROM person_search WHERE rowid = 1", 1),
        ("INSERT INTO person_search (rowid, words) VALUES (77, 'siapa')", 1),
        ("INSERT OR REPLACE INTO person_search (rowid, words) VALUES (1, 'siapa')", 1),
        ("DELETE FROM person_search", 3),
    ],
    ids=["missing", "too many", "other words", "empty"],
)
def test_an_index_of_people_that_is_behind_is_found_and_mended(
    store: Store, statement: str, people: int
) -> None:
    tamper(store, statement)
    told = Finding(code=Problem.INDEX_DIFFERS, facts={"people": people})
    assert check(store).findings == (told,)
    done = mend(store)
    assert (done.mended, done.left.clean) == ((told,), True)


@pytest.mark.parametrize("where", ["id = 10", "id > 10"], ids=["structure", "segments"])
def test_an_index_of_people_that_cannot_be_read_is_mended(store: Store, where: str) -> None:
    tamper(store, f"UPDATE person_search_data SET block = x'ffffffffffff' WHERE {where}")  # noqa: S608
    assert codes(check(store)) == {Problem.FILE_DAMAGED}
    assert mend(store).left.clean
    with store.read() as session:
        assert len(matching(session, "peserta")) == 3


def test_a_row_under_no_id_is_found_and_the_rest_too(store: Store) -> None:
    tamper(store, "UPDATE trainee SET id = lower(hex(id)) WHERE rowid = 1", "UPDATE mark SET code = 'H'")
    report = check(store)
    assert {Problem.ROW_UNRECORDED, Problem.ROW_MISSING, Problem.ROW_DIFFERS} <= codes(report)
    assert "#1" in {each.facts.get("row") for each in report.findings}
    mend(store)


@pytest.mark.parametrize("value", ["CAST(name AS BLOB)", "unhex('00')"])
def test_bytes_in_the_place_of_a_text_are_found_and_mended(store: Store, value: str) -> None:
    tamper(store, f"UPDATE trainee SET birth_place = {value}")  # noqa: S608
    fields = {each.facts["fields"] for each in check(store).findings}
    assert fields == {"birth_place"}
    assert mend(store).left.clean


def test_many_findings_are_mended_and_few_are_named(store: Store) -> None:
    tamper(store, "UPDATE unit SET verified = 1 - verified", "UPDATE mark SET code = 'H'")
    assert len(mend(store).mended) > MOST
