"""Pages of an encrypted file: spoiling one, and reading what is left."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from lpk_desktop.storage.engine import FILE, connect
from lpk_desktop.storage.store import Store
from tests.storage.backup.test_salvage import PAGE


def spoil(folder: Path, page: int) -> None:
    """Change a bit in the middle of a page (from 1)."""
    content = bytearray((folder / FILE).read_bytes())
    content[(page - 1) * PAGE + PAGE // 2] ^= 1
    (folder / FILE).write_bytes(content)


def root_of(store: Store, table: str) -> int:
    """The first page of a table."""
    roots = dict(readable(store.path, store.key, "SELECT name, rootpage FROM sqlite_master"))
    return int(roots[table])


def readable(file: Path, key: bytes, query: str) -> list[tuple[Any, ...]]:
    """The rows up to the first that cannot be read."""
    found: list[tuple[Any, ...]] = []
    with suppress(sqlcipher.Error), closing(connect(file, key)) as driver:
        for row in driver.execute(query):
            found.append(row)
    return found
