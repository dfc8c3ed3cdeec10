"""What goes and what stays is decided for every fact; who is due, by what happened last."""

from dataclasses import fields
from datetime import date

import pytest

from lpk_desktop.domain.certificates import CertificateContent, SignedContent
from lpk_desktop.domain.changes import Change, Op, Stamp
from lpk_desktop.domain.erasing import (
    KEPT,
    NAMELESS,
    PARENT,
    PRIVATE_CONTENT,
    Life,
    blank,
    blanked_change,
    blanked_state,
    due_on,
    is_due,
    is_same,
)
from lpk_desktop.domain.merge import apply, replay
from lpk_desktop.storage.dependents import foreign_keys
from lpk_desktop.storage.rowstate import fields_of

ERASED = {
    "trainee": {
        "nik", "nik_state", "kpj", "birth_place", "birth_date", "phone", "other_phones", "contact_name",
        "contact_phone", "email", "address", "province_code", "city_code", "education", "employer",
        "occupation", "terminated", "photo_id",
    },
    "enrolment": {"certificate_name"},
    "mark": {"note"},
    "assessment": {"note"},
    "document": {"blob_id", "file_name", "note"},
}  # fmt: skip
"""Written out here again, so that nothing changes its fate unnoticed."""
TODAY = date(2032, 1, 1)


def hanging() -> set[str]:
    """Tables whose rows hang on a trainee, by whatever way, and files that only they name."""
    found = {"trainee"}
    while more := {child for child, _field, parent in foreign_keys() if parent in found} - found:
        found |= more
    return found


def test_every_fact_that_hangs_on_a_person_is_either_kept_for_a_reason_or_erased() -> None:
    for table in {*hanging(), "access", "blob"}:
        assert KEPT[table].keys() | ERASED.get(table, set()) == set(fields_of(table)), table
        assert not KEPT[table].keys() & ERASED.get(table, set()), table


def test_every_table_that_loses_something_is_reached_from_the_person() -> None:
    assert {"trainee", *PARENT} >= ERASED.keys()
    assert {(child, *way) for child, way in PARENT.items()} <= set(foreign_keys())


def test_a_certificate_loses_nothing_that_its_code_says() -> None:
    told = {each.name for each in fields(SignedContent)}
    known = {each.name for each in fields(CertificateContent)}
    assert known > PRIVATE_CONTENT
    assert not PRIVATE_CONTENT & told


def test_a_field_of_a_newer_version_is_erased_too() -> None:
    assert blank("trainee", "religion", "x", nameless=False) is None


@pytest.mark.parametrize("nameless", [True, False])
def test_blanking_twice_is_blanking_once(nameless: bool) -> None:  # noqa: FBT001
    content = '{"name":"Budi","born":"1991-07-07","salt":"a"}'
    once = blank("certificate", "content", content, nameless=nameless)
    assert blank("certificate", "content", once, nameless=nameless) == once
    assert "1991" not in str(once)
    assert "Budi" in str(once)


def change(n: int, *, base: tuple[Stamp, ...] = (), **patch: str) -> Change:
    seen = dict.fromkeys(patch, base) if base else {}
    return Change(
        origin=1, n=n, hlc=n, tx=n, table="trainee", row="a" * 32, op=Op.PUT, patch=patch, base=seen
    )


def test_blanking_what_happened_and_blanking_what_stands_is_the_same() -> None:
    log = [change(1, name="Budi", phone="1"), change(2, base=(Stamp(1, 1),), phone="2"), change(3, phone="3")]
    state = replay(log)
    assert state
    told = replay([blanked_change(each, nameless=True) for each in log])
    assert told == blanked_state(state, nameless=True)
    assert told.shown() == {"name": NAMELESS, "phone": None}
    assert not told.disputed()


def test_a_late_edit_joins_without_its_value() -> None:
    state = replay([blanked_change(change(1, name="Budi", phone="1"), nameless=False)])
    late = apply(state, blanked_change(change(2, phone="2"), nameless=False))
    assert late.shown()["phone"] is None


def test_a_change_is_the_same_after_its_values_are_gone() -> None:
    whole = change(2, phone="081277770777")
    assert is_same(whole, blanked_change(whole, nameless=False))
    assert is_same(blanked_change(whole, nameless=True), whole)
    assert not is_same(whole, change(2, phone="081200000000"))


def life(**known: object) -> Life:
    values = {"last_class": None, "last_certificate": None, "last_edit": date(2026, 1, 1), "in_class": False}
    return Life(**(values | known))  # type: ignore[arg-type]  # a test names what matters


def test_the_years_count_from_the_last_thing_that_happened() -> None:
    assert due_on(life(last_class=date(2026, 6, 30)), years=5) == date(2031, 6, 30)
    assert due_on(life(last_certificate=date(2028, 2, 29)), years=5) == date(2033, 3, 1)


def test_nobody_is_due_a_day_early() -> None:
    assert is_due(life(last_edit=date(2027, 1, 1)), years=5, today=TODAY)
    assert not is_due(life(last_edit=date(2027, 1, 2)), years=5, today=TODAY)


def test_nobody_in_a_class_is_due() -> None:
    assert not is_due(life(in_class=True), years=1, today=TODAY)
