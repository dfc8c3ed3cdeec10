"""Every computer's log is followed: what is lost or altered is found, what never came is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.changes import Stamp
from lpk_desktop.services import trainees
from lpk_desktop.services.access import sign_in
from lpk_desktop.storage.applying import EARLY
from lpk_desktop.storage.backup import make, restore
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.device import device
from lpk_desktop.storage.findings import Finding, Problem
from lpk_desktop.storage.repairing import repair
from lpk_desktop.storage.store import Store
from tests.factory import ADMIN, PASSWORD, make_centre, pair
from tests.storage.backup.conftest import AT
from tests.storage.backup.test_salvage import key_for
from tests.storage.test_applying import carry
from tests.storage.test_capture import add
from tests.storage.test_checking import (
    ask,
    codes,
    found_besides_keys,
    received,
    store,
    tamper,
    two,
    used,
)

__all__ = ["store", "two", "used"]


@pytest.fixture
def restored(tmp_path: Path) -> Iterator[Store]:
    """A paired centre that came back from a backup: what it did before bears an earlier epoch."""
    made = make_centre(tmp_path / "data")
    pair(made)
    with made.write("Peserta") as session:
        people = [trainees.add_trainee(session, {"name": name}) for name in ("Budi", "Dewi", "Sari")]
    for number, person in enumerate(people):
        with made.write(f"Ubah {number}") as session:
            trainees.update_trainee(session, person, {"birth_place": f"Kota {number}"})
    copy = make(made.path.parent, key=made.key, reason=Reason.ASKED, at=AT).path
    made.close()
    restore(tmp_path / "data", copy, key_for=key_for, at=AT)
    again = sign_in(tmp_path / "data", name=ADMIN, password=PASSWORD)
    with again.write("Sesudah") as session:
        trainees.update_trainee(session, people[2], {"birth_place": "Kota lain"})
        assert device(session).epoch == 2
    yield again
    again.close()


def epoch_one(store: Store, patch: str) -> int:
    number: int = ask(store, f"SELECT n FROM change WHERE origin & 65535 = 1 AND patch LIKE '%{patch}%'")  # noqa: S608
    return number


def test_a_restored_centre_is_clean(restored: Store) -> None:
    assert check(restored).clean


def test_a_change_of_an_earlier_life_that_was_altered_is_found(restored: Store) -> None:
    n = epoch_one(restored, "Kota 1")
    swap = "replace(patch, 'Kota 1', 'Kota 7')"
    tamper(
        restored,
        f"UPDATE change SET patch = {swap} WHERE n = {n}",  # noqa: S608
        "UPDATE trainee SET birth_place = 'Kota 7' WHERE name = 'Dewi'",
    )
    assert check(restored).findings == (
        Finding(code=Problem.CHAIN_BROKEN, facts={"origin": 1 << 16 | 1, "n": n}),
    )


def test_a_missing_row_is_not_rebuilt_from_an_earlier_life_that_lost_changes(restored: Store) -> None:
    n = epoch_one(restored, "Kota 1")
    tamper(
        restored,
        f"DELETE FROM change WHERE n = {n}",  # noqa: S608
        f"DELETE FROM act WHERE n = {n}",  # noqa: S608
        "DELETE FROM trainee WHERE name = 'Dewi'",
    )
    facts = {"origin": 1 << 16 | 1, "first": n, "last": n}
    assert Finding(code=Problem.CHANGES_MISSING, facts=facts) in check(restored).findings
    done = repair(restored, "Perbaikan")
    assert {Problem.CHANGES_MISSING, Problem.ROW_MISSING} <= codes(done.left)
    assert ask(restored, "SELECT count(*) FROM trainee WHERE name = 'Dewi'") == 0


def test_a_missing_row_is_not_rebuilt_while_a_change_makes_no_sense(store: Store) -> None:
    """That one may be of this row: where it says of which it was, too, nobody knows."""
    row = add(store, "Dewi")
    n = ask(store, "SELECT max(n) FROM change") - 1
    tamper(
        store,
        f"UPDATE change SET row_id = lower(hex(row_id)) WHERE n = {n}",  # noqa: S608
        f"DELETE FROM trainee WHERE id = x'{row}'",  # noqa: S608
    )
    assert {Problem.CHANGE_UNREADABLE, Problem.ROW_MISSING} <= codes(check(store))
    assert Problem.ROW_MISSING not in {each.code for each in repair(store, "Perbaikan").mended}


def test_a_missing_row_of_a_whole_log_is_rebuilt(restored: Store) -> None:
    tamper(restored, "DELETE FROM trainee WHERE name = 'Dewi'")
    assert repair(restored, "Perbaikan").left.clean
    assert ask(restored, "SELECT birth_place FROM trainee WHERE name = 'Dewi'") == "Kota 1"


def test_received_changes_that_are_gone_are_found(two: tuple[Store, Store]) -> None:
    for name in ("Budi", "Dewi", "Sari"):
        add(two[0], name)
    carry(*two)
    assert found_besides_keys(two[1]) == []
    tamper(two[1], "DELETE FROM change WHERE n = 2", "DELETE FROM act WHERE n = 2")
    gaps = [each for each in check(two[1]).findings if each.code is Problem.CHANGES_MISSING]
    assert [each.facts for each in gaps] == [{"origin": 1 << 16 | 1, "first": 2, "last": 2}]


def test_a_number_of_another_device_that_never_came_is_counted(two: tuple[Store, Store]) -> None:
    add(two[0], "Sri")
    carry(*two)
    change = received(two, n=4, patch={"phone": "0"}, base={"phone": (Stamp(1, 1),)})
    assert change.n == 4
    assert check(two[1]).counts["absent"] == 2
    assert found_besides_keys(two[1]) == []


def test_what_came_before_its_predecessor_is_sound(two: tuple[Store, Store]) -> None:
    add(two[0], "Budi")
    carry(*two)
    received(two, n=3, patch={"phone": "0"}, base={})
    assert check(two[1]).counts["absent"] == 1
    received(two, n=2, patch={"birth_place": "Kota"}, base={})
    assert check(two[1]).counts["absent"] == 0
    assert found_besides_keys(two[1]) == []


def test_a_change_of_ours_that_is_kept_out_of_its_row_is_found(store: Store) -> None:
    n = ask(store, "SELECT max(n) FROM change")
    tamper(store, f"UPDATE change SET parked = '{EARLY}' WHERE n = {n}")  # noqa: S608
    aside = Finding(code=Problem.CHANGE_SET_ASIDE, facts={"origin": 1, "n": n})
    assert aside in check(store).findings
    assert repair(store, "Perbaikan").mended == ()


@pytest.mark.parametrize("reason", ["x", EARLY])
def test_a_change_of_an_earlier_life_is_set_aside_for_a_reason(restored: Store, reason: str) -> None:
    n = epoch_one(restored, "Kota 1")
    tamper(restored, f"UPDATE change SET parked = '{reason}' WHERE n = {n}")  # noqa: S608
    assert Problem.CHANGE_SET_ASIDE in codes(check(restored))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change SET row_id = lower(hex(row_id)) WHERE n = 5",
        "UPDATE change SET patch = CAST(patch AS BLOB) WHERE n = 5",
        "UPDATE change SET patch = '[1]' WHERE n = 5",
        "UPDATE change SET hlc = 'abc' WHERE n = 5",
        "UPDATE change SET hash = 'abc' WHERE n = 5",
        "UPDATE change SET n = 'abc' WHERE n = 5",
    ],
)
def test_values_of_a_wrong_kind_in_the_log_are_found_and_the_rest_too(store: Store, statement: str) -> None:
    tamper(store, statement, "UPDATE mark SET code = 'H'")
    report = check(store)
    assert {Problem.CHANGE_UNREADABLE, Problem.ROW_DIFFERS} <= codes(report)
    assert repair(store, "Perbaikan").left.findings


@pytest.mark.parametrize("statement", ["nik = unhex('9901010101900003')", "phone = x'30'"])
def test_a_value_of_a_wrong_kind_in_a_row_is_found(store: Store, statement: str) -> None:
    with store.write("Peserta") as session:
        values = {"name": "Dewi", "nik": "9901010101900003", "phone": "0"}
        trainees.add_trainee(session, values)
    tamper(store, f"UPDATE trainee SET {statement} WHERE name = 'Dewi'")  # noqa: S608
    assert Problem.ROW_DIFFERS in codes(check(store))
