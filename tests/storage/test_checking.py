"""Each kind of damage, done behind the store's back, is found and named; what is sound is clean."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlcipher3 import dbapi2 as sqlcipher

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.changes import Change
from lpk_desktop.domain.clock import hlc_at
from lpk_desktop.domain.competency import Result
from lpk_desktop.services import attendance, cohorts, competency, trainees
from lpk_desktop.services.access import sign_in
from lpk_desktop.services.finding import find_people
from lpk_desktop.storage import slots
from lpk_desktop.storage.applying import apply_remote
from lpk_desktop.storage.checking import check, is_readable
from lpk_desktop.storage.device import adopt
from lpk_desktop.storage.findings import MOST, Finding, Problem, Report
from lpk_desktop.storage.outbox import unsent
from lpk_desktop.storage.restamping import restamp
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Cohort, Trainee
from tests.factory import ADMIN, LATER, PASSWORD, make_centre, make_cohort, take_back
from tests.storage.test_applying import carry, pair
from tests.storage.test_capture import add
from tests.storage.test_history import rename

TODAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a centre in which something of everything was done."""
    folder = tmp_path_factory.mktemp("periksa") / "data"
    opened = make_centre(folder)
    cohort = make_cohort(opened)
    with opened.read() as session:
        people = list(trainees.enrolment_numbers(session, cohort).values())
        meetings = [item.id for item in cohorts.schedule(session, cohort)]
        block = competency.sheet(session, cohort, now=LATER).blocks[0].id
    with opened.write("Hadir") as session:
        entry = attendance.Entry(code=Code.PRESENT)
        attendance.fill_rest(session, meetings[0], entry, by=None, now=LATER)
    with opened.write("Absen") as session:
        entry = attendance.Entry(code=Code.ABSENT)
        attendance.mark(session, [(meetings[0], people[0])], entry, by=None, now=LATER)
    with opened.write("Kompeten") as session:
        verdict = competency.Verdict(result=Result.COMPETENT, assessor=None, day=TODAY)
        competency.record(session, people, block, verdict, now=LATER)
    take_back(opened)
    with opened.write("Kompeten lagi") as session:
        competency.record(session, people[:2], block, verdict, now=LATER)
    opened.close()
    return folder


@pytest.fixture
def store(used: Path, tmp_path: Path) -> Iterator[Store]:
    folder = shutil.copytree(used, tmp_path / "data")
    opened = sign_in(folder, name=ADMIN, password=PASSWORD)
    yield opened
    opened.close()


def tamper(store: Store, *statements: str) -> None:
    """Change the file as somebody could who has its key: our own connections refuse it."""
    with keyholder(store) as connection:
        for statement in ("PRAGMA foreign_keys = OFF", *statements):
            connection.execute(statement)


def ask(store: Store, statement: str) -> Any:
    with keyholder(store) as connection:
        return connection.execute(statement).fetchone()[0]


@contextmanager
def keyholder(store: Store) -> Iterator[Any]:
    """A connection to the file from outside the app."""
    with closing(sqlcipher.connect(str(store.path), isolation_level=None)) as connection:
        connection.execute(f"PRAGMA key = \"x'{store.key.hex()}'\"")
        yield connection


def codes(report: Report) -> set[Problem]:
    return {finding.code for finding in report.findings}


def set_of(report: Report) -> set[tuple[object, ...]]:
    return {(finding.code, *finding.facts.items()) for finding in report.findings}


def test_a_sound_folder_is_clean_and_counted(store: Store) -> None:
    report = check(store)
    assert report == Report(findings=(), omitted=0, counts=report.counts)
    assert report.clean
    assert report.counts["changes"] > report.counts["rows"] > 100
    assert (report.counts["acts"], report.counts["parked"], report.counts["absent"]) == (8, 0, 0)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        pytest.param("DELETE FROM device", Problem.DEVICE_MISSING, id="the device"),
        pytest.param("DELETE FROM change WHERE n = 5", Problem.CHANGES_MISSING, id="a change lost"),
        pytest.param(
            "UPDATE change SET tx = 1 WHERE n = (SELECT max(n) FROM change)",
            Problem.CHAIN_BROKEN,
            id="a change moved to another act",
        ),
        pytest.param(
            "UPDATE change SET hash = zeroblob(16) WHERE n = 5", Problem.CHAIN_BROKEN, id="a hash forged"
        ),
        pytest.param(
            "UPDATE change SET patch = '{' WHERE n = 5", Problem.CHANGE_UNREADABLE, id="no JSON in the log"
        ),
        pytest.param(
            "UPDATE change SET op = 'merge' WHERE n = 5", Problem.CHANGE_UNREADABLE, id="an unknown operation"
        ),
        pytest.param(
            "DELETE FROM act WHERE n = (SELECT max(n) FROM act)", Problem.ACT_MISSING, id="an act lost"
        ),
        pytest.param(
            "INSERT INTO act SELECT origin, 7000, label, author, hlc, source, NULL, NULL FROM act LIMIT 1",
            Problem.ACT_EMPTY,
            id="an act without its changes",
        ),
        pytest.param("DELETE FROM assessment WHERE rowid = 1", Problem.ROW_MISSING, id="a row taken away"),
        pytest.param(
            "INSERT INTO signatory (id, name, position, back, deleted, hlc, origin) "
            "VALUES (x'000102030405060708090a0b0c0d0e0f', 'X', 'Y', 0, 0, 1, 1)",
            Problem.ROW_UNRECORDED,
            id="a row put in",
        ),
        pytest.param("UPDATE mark SET code = 'H'", Problem.ROW_DIFFERS, id="a mark changed"),
        pytest.param("UPDATE trainee SET deleted = 1", Problem.ROW_DIFFERS, id="people hidden"),
        pytest.param("UPDATE trainee SET hlc = hlc + 1", Problem.ROW_DIFFERS, id="a stamp changed"),
        pytest.param(
            "UPDATE trainee SET birth_date = 'kapan?'", Problem.ROW_DIFFERS, id="a value that misfits"
        ),
        pytest.param("UPDATE trainee SET stamps = '[7'", Problem.ROW_DIFFERS, id="stamps without sense"),
        pytest.param(
            "UPDATE trainee SET stamps = '{\"name\": [[]]}'", Problem.ROW_DIFFERS, id="an empty stamp"
        ),
        pytest.param(
            'UPDATE trainee SET extra = \'{"blood": "O"}\'', Problem.ROW_DIFFERS, id="a field slipped in"
        ),
        pytest.param("DELETE FROM cohort", Problem.REFERENCE_BROKEN, id="a cohort taken away"),
    ],
)
def test_damage_is_found(store: Store, statement: str, found: Problem) -> None:
    tamper(store, statement)
    report = check(store)
    assert found in codes(report)
    assert not report.clean


def test_a_finding_names_the_place_and_not_the_person(store: Store) -> None:
    row = ask(store, "SELECT lower(hex(id)) FROM trainee WHERE name = 'Peserta 02'")
    tamper(
        store, "UPDATE trainee SET name = 'Orang Lain', nik = '9901010101990099' WHERE name = 'Peserta 02'"
    )
    assert set_of(check(store)) == {
        (Problem.INDEX_DIFFERS, ("people", 1)),
        (Problem.ROW_DIFFERS, ("table", "trainee"), ("row", row), ("fields", "name,nik")),
    }


def test_a_gap_is_told_with_its_ends(store: Store) -> None:
    tamper(store, "DELETE FROM change WHERE n BETWEEN 5 AND 8")
    gaps = [each for each in check(store).findings if each.code is Problem.CHANGES_MISSING]
    assert gaps == [Finding(code=Problem.CHANGES_MISSING, facts={"origin": 1, "first": 5, "last": 8})]


def test_one_forged_change_breaks_the_chain_once(store: Store) -> None:
    tamper(store, "UPDATE change SET hlc = hlc + 1 WHERE n = 5")
    broken = [each for each in check(store).findings if each.code is Problem.CHAIN_BROKEN]
    assert broken == [Finding(code=Problem.CHAIN_BROKEN, facts={"origin": 1, "n": 5})]


def test_the_end_of_the_log_cannot_be_cut_off(store: Store) -> None:
    tamper(store, "DELETE FROM change WHERE n > (SELECT max(n) FROM act)", "DELETE FROM act WHERE n > 150")
    assert Problem.ROW_DIFFERS in codes(check(store))


def test_a_flipped_bit_of_the_file_is_found(store: Store) -> None:
    page = ask(store, "SELECT rootpage FROM sqlite_master WHERE name = 'trainee'")
    size = int(ask(store, "PRAGMA page_size"))
    store.close()
    with store.path.open("r+b") as file:
        file.seek((page - 1) * size + size // 2)
        byte = file.read(1)[0]
        file.seek(-1, 1)
        file.write(bytes([byte ^ 1]))
    reopened = sign_in(store.path.parent, name=ADMIN, password=PASSWORD)
    report = check(reopened)
    reopened.close()
    assert Problem.FILE_DAMAGED in codes(report)
    assert f"HMAC verification failed for page {page}" in {
        each.facts.get("detail") for each in report.findings
    }


def test_an_index_that_disagrees_with_its_table_is_found(store: Store) -> None:
    tamper(
        store,
        "PRAGMA writable_schema = ON",
        "DELETE FROM sqlite_master WHERE name = 'ix_trainee_name'",
        "PRAGMA writable_schema = OFF",
    )
    store._engine.dispose()
    assert codes(check(store)) == {Problem.FILE_DAMAGED}


def slots_of(store: Store) -> Path:
    return store.path.parent / slots.FILE


def test_lost_keys_are_found(store: Store) -> None:
    slots_of(store).unlink()
    assert codes(check(store)) == {Problem.SLOTS_UNREADABLE}


@pytest.mark.parametrize("text", ["", "{", '{"version": 1}', "null"])
def test_damaged_keys_are_found(store: Store, text: str) -> None:
    slots_of(store).write_text(text)
    assert codes(check(store)) == {Problem.SLOTS_UNREADABLE}


def test_a_key_that_is_no_base_64_is_found(store: Store) -> None:
    content = json.loads(slots_of(store).read_text())
    content["slots"][0]["sealed"] = "*" + content["slots"][0]["sealed"][1:]
    slots_of(store).write_text(json.dumps(content))
    assert codes(check(store)) == {Problem.SLOTS_UNREADABLE}


@pytest.mark.parametrize(
    ("kept", "found"), [(0, Problem.NO_RECOVERY), (1, Problem.NOBODY_CAN_SIGN_IN)], ids=["person", "recovery"]
)
def test_a_missing_slot_is_found(store: Store, kept: int, found: Problem) -> None:
    content = json.loads(slots_of(store).read_text())
    content["slots"] = [content["slots"][kept]]
    slots_of(store).write_text(json.dumps(content))
    assert codes(check(store)) == {found}


def test_many_findings_of_a_kind_are_counted(store: Store) -> None:
    rows = ask(store, "SELECT count(*) FROM unit")
    tamper(store, "UPDATE unit SET verified = 1 - verified")
    report = check(store)
    assert (len(report.findings), report.omitted) == (MOST, rows - MOST)


def test_progress_rises_to_the_end(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lpk_desktop.storage.findings.STEP", 1)
    told: list[tuple[int, int]] = []
    report = check(store, progress=lambda done, total: told.append((done, total)))
    total = 2 * report.counts["changes"] + report.counts["rows"] + report.counts["files"]
    assert told == [(done, total) for done in range(total)]


def test_a_check_can_be_stopped(store: Store) -> None:
    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        check(store, progress=stop)
    assert check(store).clean


Make = Callable[[str], Store]


@pytest.fixture
def two(make_store: Make) -> tuple[Store, Store]:
    stores = make_store("satu"), make_store("dua")
    pair(stores[0], 1)
    pair(stores[1], 2)
    return stores


def found_besides_keys(store: Store) -> list[Finding]:
    """The stores here have no slots."""
    return [finding for finding in check(store).findings if finding.code is not Problem.SLOTS_UNREADABLE]


@pytest.mark.parametrize("look", [lambda store: check(store).clean, is_readable], ids=["check", "quick look"])
def test_people_whom_others_indexed_since_are_no_damage(store: Store, look: Callable[[Store], bool]) -> None:
    """SQLite 3.53 checks its index as the connection last knew it, though its parts were merged since."""
    add(store, "Sari")  # from here on another connection writes than reads
    with store.read() as session:
        assert find_people(session, "sari", limit=1)
    for number in range(20):
        add(store, f"Sari {number}")
        assert look(store)


def test_pages_are_looked_at_while_nothing_keeps_the_log_from_being_written_back(store: Store) -> None:
    """Else pages that others write meanwhile look broken."""
    held = []

    def write_back(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "cipher_integrity_check" in statement:
            held.append(ask(store, "PRAGMA wal_checkpoint(TRUNCATE)"))

    add(store, "Sari")
    event.listen(Engine, "before_cursor_execute", write_back)
    try:
        assert check(store).clean
    finally:
        event.remove(Engine, "before_cursor_execute", write_back)
    assert held == [0]


def test_an_index_of_people_that_cannot_be_read_is_no_bug(store: Store) -> None:
    tamper(store, "UPDATE person_search_data SET block = x'ffffffffffff' WHERE id = 10")
    assert not is_readable(store)
    assert codes(check(store)) == {Problem.FILE_DAMAGED}


def test_a_dispute_is_no_damage(two: tuple[Store, Store]) -> None:
    first, second = two
    row = add(first, "Sri")
    carry(first, second)
    rename(first, row, "Sri A")
    rename(second, row, "Sri B")
    carry(first, second)
    carry(second, first)
    with second.write("Hapus") as session:
        session.get_one(Trainee, row).deleted = True
    rename(first, row, "Sri C")
    carry(second, first)
    carry(first, second)
    assert [found_besides_keys(store) for store in two] == [[], []]


def test_a_clock_years_ahead_is_no_damage(two: tuple[Store, Store]) -> None:
    first, second = two
    row = add(first, "Sri")
    carry(first, second)
    second.clock.reach(hlc_at(10**13))
    rename(second, row, "Sri dari masa depan")
    carry(second, first)
    rename(first, row, "Sri sekarang")
    carry(first, second)
    assert [found_besides_keys(store) for store in two] == [[], []]


def test_pairing_and_new_stamps_keep_log_and_rows_together(store: Store) -> None:
    with store.write("Pasangkan") as session:
        adopt(session, number=7, letter="G")
    with store.write("Cap waktu") as session:
        number = check(store).counts["changes"]
        restamp(session, {number: hlc_at(1)})
    assert check(store).clean


def received(two: tuple[Store, Store], *, n: int, **values: Any) -> Change:
    """A change of device 1 after its first one, as device 2 receives it."""
    with two[0].read() as session:
        (act,) = unsent(session, after_n=0, limit=1)
    made = replace(act.changes[0], n=n, tx=n, hlc=act.at + n, **values)
    with two[1].write("Sinkron", source="central") as session:
        apply_remote(session, [replace(act, n=n, at=act.at + n, changes=(made,))])
    return made


def test_what_this_version_does_not_understand_is_counted(two: tuple[Store, Store]) -> None:
    add(two[0], "Sri")
    carry(*two)
    received(two, n=2, table="allowance", patch={"x": 1})
    received(two, n=3, patch={"name": None}, base={})
    received(two, n=4, patch={"blood": "O"}, base={})
    assert check(two[1]).counts["parked"] == 2
    assert found_besides_keys(two[1]) == []


def test_a_cohort_marked_deleted_and_undone_is_sound(store: Store) -> None:
    with store.write("Hapus") as session:
        for row in session.query(Cohort):
            row.deleted = True
    take_back(store)
    assert check(store).clean
