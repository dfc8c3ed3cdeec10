"""Whole identifiers are shown with a record of who saw whose."""

import pytest
from sqlalchemy import select

from lpk_desktop.domain.roles import Role
from lpk_desktop.errors import UserError
from lpk_desktop.messages.history import event_words
from lpk_desktop.services import staff, trainees
from lpk_desktop.services.acts import Bar, done_acts
from lpk_desktop.services.finding import find_people, matching, names_meant
from lpk_desktop.services.history import act_events, trainee_history
from lpk_desktop.services.undoing import take_back
from lpk_desktop.storage.capture import GuardError
from lpk_desktop.storage.history import SEEN, ActId, next_undo
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Access, ChangeRow
from tests.factory import ADMIN, LATER

NIK = "9902121708940031"


@pytest.fixture
def person(store: Store) -> str:
    with store.write("Peserta baru") as session:
        return trainees.add_trainee(session, {"name": "Budi Santoso", "nik": NIK})


def reveal(store: Store, person: str, field: str = "nik") -> str | None:
    with store.write("Melihat NIK lengkap", source=SEEN) as session:
        return trainees.identifier(session, person, field, now=LATER)


def latest(store: Store) -> ActId:
    with store.read() as session:
        return done_acts(session, limit=1)[0].id


def test_whoever_sees_a_whole_nik_is_on_record(store: Store, person: str) -> None:
    assert reveal(store, person) == NIK
    with store.read() as session:
        [look] = session.scalars(select(Access))
    assert (look.staff, look.kind, look.persons, look.detail, look.at) == (
        store.author, "reveal", f'["{person}"]', "nik", LATER,
    )  # fmt: skip


def test_nobody_sees_it_where_no_record_would_be_kept(store: Store, person: str) -> None:
    with store.read() as session, pytest.raises(GuardError):
        trainees.identifier(session, person, "nik", now=LATER)


def test_nothing_is_on_record_where_there_was_nothing_to_see(store: Store, person: str) -> None:
    assert reveal(store, person, "kpj") is None
    with store.read() as session:
        assert session.scalars(select(Access)).all() == []


def test_the_record_does_not_hold_what_was_seen(store: Store, person: str) -> None:
    reveal(store, person)
    with store.read() as session:
        [said] = session.scalars(select(ChangeRow.patch).where(ChangeRow.table_name == "access"))
    assert NIK not in said


def test_the_history_of_the_person_tells_it(store: Store, person: str) -> None:
    reveal(store, person)
    with store.read() as session:
        [newest, *_rest] = trainee_history(session, person)
        [told] = act_events(session, newest.act)
    assert (newest.by, event_words(newest)) == (ADMIN, "NIK dilihat lengkap")
    assert event_words(told, whose=True) == "Budi Santoso · NIK dilihat lengkap"


def test_undo_goes_past_it_to_what_was_done_before(store: Store, person: str) -> None:
    before = latest(store)
    reveal(store, person)
    with store.read() as session:
        assert next_undo(session, store.author) == before


def test_it_is_never_taken_back(store: Store, person: str) -> None:
    reveal(store, person)
    act = latest(store)
    with store.write("Urungkan", source="undo", undoes=act) as session:
        with pytest.raises(UserError, match="seen-not-undone"):
            take_back(session, act)
        assert done_acts(session, limit=1)[0].bar is Bar.SEEN


def test_digits_tried_one_after_the_other_spell_no_nik_for_whoever_may_not_see_it(
    store: Store, person: str
) -> None:
    def found(words: str) -> list[bool]:
        with store.read() as session:
            return [
                bool(find_people(session, words, limit=1)),
                bool(names_meant(session, words)),
                bool(matching(session, words)),
            ]

    with store.write("Orang baru") as session:
        viewer = staff.add_member(session, name="Dian", role=Role.VIEWER)
    assert found(NIK[-5:]) == [True] * 3
    store.author = viewer
    assert found(NIK[-4:]) == [True] * 3
    assert found(NIK[-5:]) == found(NIK) == [False] * 3
