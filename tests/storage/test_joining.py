from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from lpk_desktop.services.centre import centre, update_centre
from lpk_desktop.storage.applying import apply_remote, load
from lpk_desktop.storage.device import adopt
from lpk_desktop.storage.joining import must_yield, yield_founding
from lpk_desktop.storage.outbox import unsent
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import CENTRE_ID, Block
from tests.factory import make_centre


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """A centre that has worked for a while, and a new computer that has just met it."""
    stores = make_centre(tmp_path / "satu", name="LPK Lama"), make_centre(tmp_path / "dua", name="Baru")
    for number, store in enumerate(stores, start=1):
        with store.write("Pasangkan") as session:
            adopt(session, number=number, letter="AB"[number - 1])
    yield stores
    for store in stores:
        store.close()


def carry(source: Store, target: Store) -> None:
    with source.read() as session:
        acts = unsent(session, after_n=0, limit=100_000)
    with target.write("Sinkron", source="central") as session:
        apply_remote(session, acts)


def name_of(store: Store) -> str:
    with store.read() as session:
        return centre(session).name


def settle(store: Store) -> int:
    with store.write("Ikuti data pusat") as session:
        return yield_founding(session)


def test_the_centre_keeps_its_name_when_a_new_computer_joins(two: tuple[Store, Store]) -> None:
    old, new = two
    carry(new, old)
    carry(old, new)
    assert settle(new) == 1
    carry(new, old)
    assert name_of(old) == name_of(new) == "LPK Lama"
    with old.read() as session:
        state = load(session.connection(), "centre", CENTRE_ID)
    assert state
    assert not state.disputed()


def test_a_corrected_catalogue_is_not_undone_by_the_bundled_one(two: tuple[Store, Store]) -> None:
    old, new = two
    with old.write("JP sesuai kurikulum") as session:
        block = session.scalars(select(Block).where(Block.jp.is_(None)).order_by(Block.id)).first()
        assert block
        block.jp = 72
    carry(new, old)
    carry(old, new)
    settle(new)
    carry(new, old)
    for store in two:
        with store.read() as session:
            assert session.get_one(Block, block.id).jp == 72


def test_what_was_edited_after_the_founding_is_not_yielded(two: tuple[Store, Store]) -> None:
    old, new = two
    with new.write("Ganti nama") as session:
        update_centre(session, {"name": "Nama pilihan orang"})
    carry(new, old)
    carry(old, new)
    settle(new)
    assert name_of(new) == "Nama pilihan orang"


def test_the_first_computer_yields_nothing(two: tuple[Store, Store]) -> None:
    carry(two[1], two[0])
    with two[0].read() as session:
        assert not must_yield(session)
