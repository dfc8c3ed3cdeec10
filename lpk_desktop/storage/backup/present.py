"""What the file of a data folder holds just now, for who is about to replace it: read from a copy.

To open a damaged file itself could take something away.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from lpk_desktop.errors import UserError
from lpk_desktop.storage import names
from lpk_desktop.storage.backup.salvage import is_damaged
from lpk_desktop.storage.durable import as_writing_error, blocks_of
from lpk_desktop.storage.engine import FILE
from lpk_desktop.storage.store import Session, Store, open_store
from lpk_desktop.storage.swapping import being_made, finish, seized

_STAMP = "dilihat"
"""Names the folder of the copy, which a start clears away after a crash."""


@contextmanager
def present(data: Path, key: bytes, *, author: str | None) -> Iterator[Session | None]:
    """What the file in `data` holds, read for the person `author`; None where it is lost or damaged.

    Raises UserError: "data-in-use", "file-too-new", "disk-full", "restore-not-written".
    """
    finish(data)
    try:
        with seized(data), being_made(data, _STAMP) as copy:
            if not _copied(data, copy) or is_damaged(copy, key):
                yield None
                return
            with closing(_opened(data, copy, key, author)) as store, store.read() as session:
                yield session
    except OSError as error:
        raise as_writing_error(error, data, "restore-not-written") from error


def _copied(data: Path, copy: Path) -> bool:
    """Whether the disk gave all of the file and its log."""
    for name in (FILE, names.LOGS[0]):
        if (data / name).exists():
            with (copy / name).open("wb") as target:
                for block in blocks_of(data / name):
                    if block is None:
                        return False
                    target.write(block)
    return True


def _opened(data: Path, copy: Path, key: bytes, author: str | None) -> Store:
    try:
        return open_store(copy, key=key, author=author, before_upgrade=_only_a_copy)
    except UserError as error:
        raise UserError(error.code, **{**error.facts, "file": str(data / FILE)}) from error


def _only_a_copy(_revision: str) -> None:
    """The file that it was made from is kept."""
