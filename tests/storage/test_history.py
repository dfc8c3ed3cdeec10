import pytest

from lpk_desktop.errors import UserError
from lpk_desktop.storage.history import FINAL, Why, acts, next_redo, next_undo, row_history, undo
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Trainee
from tests.storage.conftest import AUTHOR
from tests.storage.test_capture import add


def rename(store: Store, row: str, name: str) -> None:
    with store.write("Ganti nama") as session:
        session.get_one(Trainee, row).name = name


def name_of(store: Store, row: str) -> str:
    with store.read() as session:
        return session.get_one(Trainee, row).name


def take_back(store: Store, *, redo: bool = False) -> bool:
    with store.read() as session:
        act = next_redo(session, AUTHOR) if redo else next_undo(session, AUTHOR)
    if act is None:
        return False
    with store.write("Urungkan", source="undo", undoes=act) as session:
        undo(session, act)
    return True


def test_undo_brings_the_old_value_back(store: Store) -> None:
    row = add(store, "Andi")
    rename(store, row, "Andy")
    assert take_back(store)
    assert name_of(store, row) == "Andi"


def test_undo_of_a_new_row_marks_it_deleted(store: Store) -> None:
    row = add(store)
    take_back(store)
    with store.read() as session:
        assert session.get_one(Trainee, row).deleted


def test_undo_and_redo_walk_back_and_forth(store: Store) -> None:
    row = add(store, "satu")
    rename(store, row, "dua")
    rename(store, row, "tiga")
    seen = []
    for redo in (False, False, True, True, True):
        take_back(store, redo=redo)
        seen.append(name_of(store, row))
    assert seen == ["dua", "satu", "dua", "tiga", "tiga"]


def test_something_new_ends_redo(store: Store) -> None:
    row = add(store, "satu")
    rename(store, row, "dua")
    take_back(store)
    rename(store, row, "lain")
    assert not take_back(store, redo=True)


def test_undo_leaves_what_somebody_changed_since_and_says_so(store: Store) -> None:
    row = add(store, "satu")
    rename(store, row, "dua")
    with store.read() as session:
        act = next_undo(session, AUTHOR)
    assert act
    store.author = "b" * 32
    rename(store, row, "punya orang lain")
    store.author = AUTHOR
    with store.write("Urungkan", source="undo", undoes=act) as session:
        result = undo(session, act)
    assert [(kept.row, kept.why, kept.fields) for kept in result.left] == [(row, Why.CHANGED, ("name",))]
    assert name_of(store, row) == "punya orang lain"


def test_undo_takes_only_ones_own_acts(store: Store) -> None:
    row = add(store, "satu")
    store.author = "b" * 32
    rename(store, row, "dua")
    with store.read() as session:
        mine = next_undo(session, AUTHOR)
    store.author = AUTHOR
    assert mine is not None
    with store.read() as session:
        assert row_history(session, row=row)[0].before == "satu"


def test_what_left_the_computer_is_never_undone(store: Store) -> None:
    row = add(store, "satu")
    with store.write("Terbitkan", source=FINAL) as session:
        session.get_one(Trainee, row).education = "S1"
    with store.read() as session:
        (final,) = [act.id for act in acts(session) if act.source == FINAL]
        assert next_undo(session, AUTHOR) != final
    with store.write("Urungkan", source="undo", undoes=final) as session, pytest.raises(UserError):
        undo(session, final)


def test_undo_of_an_edit_does_not_bring_back_what_was_deleted_since(store: Store) -> None:
    row = add(store, "satu")
    rename(store, row, "dua")
    with store.read() as session:
        edit = next_undo(session, AUTHOR)
    assert edit
    with store.write("Hapus") as session:
        session.get_one(Trainee, row).deleted = True
    with store.write("Urungkan", source="undo", undoes=edit) as session:
        assert [(kept.row, kept.why) for kept in undo(session, edit).left] == [(row, Why.REMOVED)]
    with store.read() as session:
        assert session.get_one(Trainee, row).deleted
