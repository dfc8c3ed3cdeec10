from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lpk_desktop.storage.device import create_device
from lpk_desktop.storage.store import Store, open_store

KEY = bytes(range(32))
AUTHOR = "a" * 32


@pytest.fixture
def make_store(tmp_path: Path) -> Iterator[Callable[[str], Store]]:
    opened: list[Store] = []

    def make(name: str) -> Store:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        store = open_store(folder, key=KEY, author=AUTHOR)
        opened.append(store)
        with store.write("Siapkan") as session:
            create_device(session, name=name)
        return store

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def store(make_store: Callable[[str], Store]) -> Store:
    return make_store("satu")
