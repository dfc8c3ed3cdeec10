"""Doing again what was undone, and undoing that: each step gives back what was before it."""

from __future__ import annotations

from sqlalchemy import select

from lpk_desktop.storage.history import ActId, Why, next_redo, next_undo
from lpk_desktop.storage.rowstate import table_of
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import SYNCED, Enrolment, Trainee
from tests.storage.test_undo import (
    cohort,
    edit,
    imported,
    kept,
    latest,
    mark,
    people,
    row_of,
    store,
    take_back,
)

__all__ = ["cohort", "imported", "store"]


def test_redo_brings_everything_back(store: Store, imported: ActId) -> None:
    before = rows(store)
    take_back(store, imported)
    take_back(store, latest(store))
    assert rows(store) == before


def test_redo_of_a_partial_undo_brings_back_what_that_took(store: Store, imported: ActId) -> None:
    mark(store, "Budi")
    before = rows(store)
    take_back(store, imported)
    take_back(store, latest(store))
    assert rows(store) == before


def test_undo_and_redo_can_go_on_and_on(store: Store, imported: ActId) -> None:
    renamed = edit(store, "Andi", name="Andika")
    for _ in range(3):
        assert [each.fields for each in take_back(store, renamed).touched] == [(("name", "Andika", "Andi"),)]
        take_back(store, latest(store))
        assert "Andika" in people(store)
    for _ in range(2):
        take_back(store, renamed)
        assert len(take_back(store, imported).touched) == 6
        take_back(store, latest(store))
        take_back(store, steps(store)[1])
        assert people(store) == ["Andika", "Budi", "Citra"]


def test_a_redo_can_be_undone_by_its_own_line(store: Store, imported: ActId) -> None:
    before = rows(store)
    take_back(store, imported)
    gone = rows(store)
    take_back(store, latest(store))
    redo = latest(store)
    for _ in range(2):
        undone = take_back(store, redo)
        assert undone.left == ()
        assert rows(store) == gone
        take_back(store, latest(store))
        assert rows(store) == before
    take_back(store, redo)
    take_back(store, steps(store)[1])
    assert rows(store) == before


def test_the_redo_of_a_removal_removes_again(store: Store, imported: ActId) -> None:
    with store.write("Hapus") as session:
        place = session.scalars(select(Enrolment).join(Trainee).where(Trainee.name == "Andi")).one()
        session.get_one(Trainee, place.trainee_id).deleted = place.deleted = True
    removal, gone = latest(store), rows(store)
    for _ in range(3):
        assert take_back(store, removal).left == ()
        assert people(store) == ["Andi", "Budi", "Citra"]
        assert take_back(store, latest(store)).left == ()
        assert rows(store) == gone


def test_the_redo_of_a_removal_leaves_who_was_brought_back_on_purpose_since(
    store: Store, imported: ActId
) -> None:
    andi = row_of(store, "Andi")

    def put(*, deleted: bool) -> ActId:
        with store.write("Hapus atau kembalikan") as session:
            session.get_one(Trainee, andi).deleted = deleted
            session.scalars(select(Enrolment).where(Enrolment.trainee_id == andi)).one().deleted = deleted
        return latest(store)

    take_back(store, put(deleted=True))
    undo_of_it = latest(store)
    put(deleted=True)
    put(deleted=False)

    assert ("trainee", "Andi", Why.CHANGED, ()) in kept(store, take_back(store, undo_of_it))
    assert "Andi" in people(store)


def test_undoing_a_redo_leaves_who_was_brought_back_on_purpose_since(store: Store, imported: ActId) -> None:
    take_back(store, imported)
    take_back(store, latest(store))
    redo, andi = latest(store), row_of(store, "Andi")
    for deleted in (True, False):
        with store.write("Hapus atau kembalikan") as session:
            session.get_one(Trainee, andi).deleted = deleted
            session.scalars(select(Enrolment).where(Enrolment.trainee_id == andi)).one().deleted = deleted
    done = take_back(store, redo)
    assert ("trainee", "Andi", Why.CHANGED, ()) in kept(store, done)
    assert people(store) == ["Andi"]


def steps(store: Store) -> tuple[ActId | None, ActId]:
    with store.read() as session:
        redo = next_redo(session, store.author)
        assert redo
        return next_undo(session, store.author), redo


def rows(store: Store) -> dict[tuple[str, str], dict[str, object]]:
    """What every row shows."""
    with store.read() as session:
        return {
            (name, row["id"]): {key: row[key] for key in row if key not in {"hlc", "origin", "stamps"}}
            for name in SYNCED
            for row in session.execute(select(table_of(name))).mappings()
        }
