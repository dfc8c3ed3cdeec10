"""The store: the only place sessions come from."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2 as sqlcipher

from lpk_desktop.domain.clock import Clock
from lpk_desktop.storage.capture import CapturingSession, GuardError, guard
from lpk_desktop.storage.engine import FILE, fold, in_words, is_broken, open_engine, writing
from lpk_desktop.storage.migrating import migrate
from lpk_desktop.storage.recording import Recording
from lpk_desktop.storage.search import index_people
from lpk_desktop.storage.tables import ChangeRow

__all__ = ["Changes", "Session", "Store", "open_store", "wall_clock"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one committed act touched: row ids per table."""

    label: str
    source: str
    act: tuple[int, int] | None
    """(origin, n) of the act, for undo; None when nothing changed here."""
    rows: Mapping[str, frozenset[str]]


def wall_clock() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Store:
    """An open file, on behalf of one person; give it back with `close`."""

    def __init__(self, engine: Engine, *, path: Path, author: str | None, now: Callable[[], int]) -> None:
        self.path = path
        self.author = author
        self.now = now
        self.committed: list[Callable[[Changes], None]] = []
        self._engine = engine
        guard(engine)
        with self.read() as session:
            newest = session.scalar(select(func.max(ChangeRow.hlc)))
        self.clock = Clock(now, newest or 0)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one consistent state and cannot write.

        Raises UserError when the file cannot be read (failing disk, damage).
        """
        with in_words(self.path), CapturingSession(self._engine, expire_on_commit=False) as session:
            try:
                yield session
            except sqlcipher.Error as error:
                if is_broken(error):
                    session.invalidate()
                raise

    @contextmanager
    def write(
        self, label: str, *, source: str = "here", undoes: tuple[int, int] | None = None
    ) -> Iterator[Session]:
        """A session that commits as one act named `label`, or leaves nothing behind.

        Raises UserError when the file cannot be written (full disk, read-only, busy); everything
        is then as it was before. Callbacks in `committed` run after the commit is on disk.
        """
        if not label.strip():
            raise ValueError("an act is named in words, for history and undo")
        recording = Recording(label=label, author=self.author, clock=self.clock, source=source, undoes=undoes)
        with (
            writing(self._engine, self.path) as connection,
            CapturingSession(self._engine, held=connection, expire_on_commit=False) as session,
        ):
            session.info["recording"] = recording
            yield session
            session.flush()
            if recording.pending:
                raise GuardError("rows that failed to be written would stand in the log")
            if "trainee" in recording.touched:
                index_people(session.driver, recording.touched["trainee"])
            if session.in_transaction():
                session.commit()
        rows = {table: frozenset(ids) for table, ids in recording.touched.items()}
        act = (recording.origin, recording.tx) if recording.tx is not None else None
        if rows:
            changes = Changes(label=label, source=source, act=act, rows=rows)
            for callback in list(self.committed):
                callback(changes)

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it.

        Where the file cannot be written (full disk), what was committed stays in the log and is read
        from there next time.
        """
        try:
            fold(self._engine, self.path)
        finally:
            self._engine.dispose()


def open_store(folder: Path, *, key: bytes, author: str | None, now: Callable[[], int] = wall_clock) -> Store:
    """Open the file in `folder`, upgraded to this version's tables; raises UserError if it cannot be."""
    path = folder / FILE
    engine = open_engine(path, key)
    with ExitStack() as stack, in_words(path):
        stack.callback(engine.dispose)
        # A power cut may have left pages of the file half written; the log beside it has them whole.
        fold(engine, path)
        migrate(engine, path, before_upgrade=lambda _revision: None)
        store = Store(engine, path=path, author=author, now=now)
        stack.pop_all()
    return store
