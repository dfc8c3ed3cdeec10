"""The store: the only place sessions come from."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import PoolProxiedConnection
from sqlcipher3 import dbapi2 as sqlcipher

from lpk_desktop.domain.clock import Clock
from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.storage.capture import CapturingSession, GuardError, guard
from lpk_desktop.storage.durable import as_writing_error
from lpk_desktop.storage.engine import FILE, Writer, driver_of, fold, in_words, is_broken, open_engine
from lpk_desktop.storage.epochs import beside, is_stale, note_beside, precedes_pairing
from lpk_desktop.storage.erasing import Traces, scrub_touched, sweep, traces
from lpk_desktop.storage.erasures import come_back, erase, remember
from lpk_desktop.storage.journal import Entry, Journal
from lpk_desktop.storage.locking import in_use
from lpk_desktop.storage.migrating import migrate
from lpk_desktop.storage.recording import Recording, UnreadableChangeError
from lpk_desktop.storage.retelling import catch_up, lags, skip
from lpk_desktop.storage.search import index_people
from lpk_desktop.storage.tables import ChangeRow
from lpk_desktop.storage.types import from_milliseconds
from lpk_desktop.storage.vault import renew_recovery, seal

__all__ = ["Changes", "Session", "Store", "open_store", "wall_clock"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one committed act touched: row ids per table."""

    label: str
    source: str
    act: tuple[int, int] | None
    """(origin, n) of the act, for undo; None when nothing changed here."""
    rows: Mapping[str, frozenset[str]]
    rewritten: bool
    """Whether it wrote the log anew (pairing, erasing), so that no backup from before can be carried on."""


def wall_clock() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Store:
    """An open file, on behalf of one person; give it back with `close`."""

    def __init__(
        self,
        engine: Engine,
        *,
        path: Path,
        key: bytes,
        author: str | None,
        now: Callable[[], int] = wall_clock,
        hold: IO[bytes] | None = None,
    ) -> None:
        self.path = path
        self.author = author
        self.key = key
        self.now = now
        self._hold = hold
        self._closed = False
        self.committed: list[Callable[[Changes], None]] = []
        self._engine = engine
        self._writer = Writer(engine, path)
        self._journal = Journal(path.parent, key)
        self._session: CapturingSession | None = None
        guard(engine)
        with self.read() as session:
            newest = session.scalar(select(func.max(ChangeRow.hlc)))
        self.clock = Clock(now, newest or 0)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one consistent state and cannot write.

        Raises UserError when the file cannot be read (failing disk, damage).
        """
        with self._in_words(), CapturingSession(self._engine, expire_on_commit=False) as session:
            session.info["author"] = self.author
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
            self._in_words(),
            self._writer.transaction(lambda done: self._journal.settle(committed=done)) as connection,
            self._session_on(connection) as session,
        ):
            session.info["recording"] = recording
            session.info["author"] = self.author
            yield session
            session.flush()
            if recording.pending:
                raise GuardError("rows that failed to be written would stand in the log")
            scrubbed = _without_erased(session, recording)
            if "trainee" in recording.touched:
                index_people(session.driver, recording.touched["trainee"])
            if recording.told and not scrubbed:
                self._journal.add(Entry(act=recording.told[0], changes=recording.told[1:]))
            if session.in_transaction():
                session.commit()
            session.info.clear()
        if scrubbed:
            self.finish_erasing()
        rows = {table: frozenset(ids) for table, ids in recording.touched.items()}
        act = (recording.origin, recording.tx) if recording.tx is not None else None
        rewritten = scrubbed or recording.rewritten
        if rows or rewritten:
            changes = Changes(label=label, source=source, act=act, rows=rows, rewritten=rewritten)
            for callback in list(self.committed):
                callback(changes)

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Damage that is met while reading becomes what a person can do about it."""
        try:
            with in_words(self.path):
                yield
        except UnreadableChangeError as error:
            raise UserError("database-damaged", file=str(self.path)) from error

    def _session_on(self, connection: PoolProxiedConnection) -> CapturingSession:
        """A session for one act; to make one takes longer than most of a mark's statements."""
        if self._session is None or not self._session.serves(connection):
            self._session = CapturingSession(self._engine, held=connection, expire_on_commit=False)
        return self._session

    def sealed_for(self, public: bytes) -> bytes:
        """The file's key, sealed so that only the owner of the X25519 key `public` can read it."""
        return seal(public, self.key)

    def renew_recovery(self) -> str:
        """Put a new recovery code in the place of the one before; gives it."""
        return renew_recovery(self.path.parent, key=self.key)

    def finish_erasing(self) -> None:
        """Leave no trace of who is erased, and remember them beside the file; else the next start does."""
        with suppress(OSError, UserError):
            with self.read() as session:
                remember(session, self.path.parent)
            with self._writer.transaction():
                self._journal.clear()
            sweep(self.path, self.key)

    def fold(self) -> None:
        """Note beside the file how far it is, and fold the write-ahead log into it.

        Where the file cannot be written (full disk), what was committed stays in the log and is read
        from there next time.
        """
        with suppress(OSError, UserError), self.read() as session:
            note_beside(session, self.path.parent)
        fold(self._engine, self.path)

    def close(self) -> None:
        """Fold, and let go of the file."""
        if self._closed:
            return
        self._closed = True
        self._writer.close()
        self._journal.close()
        try:
            self.fold()
        finally:
            self._engine.dispose()
            if self._hold is not None:
                self._hold.close()


def _without_erased(session: CapturingSession, recording: Recording) -> bool:
    """Take out what the act wrote of erased people; says whether there was anything."""
    here = recording.source != "central" and not recording.erasing
    if here and traces(session.driver) is Traces.NEVER:
        return False
    return scrub_touched(session, recording)


def unsaved(revision: str) -> None:
    """What is done before an upgrade of which nobody has thought: nothing is upgraded."""
    raise RuntimeError(f"an upgrade from {revision} needs a backup first")


def open_store(
    folder: Path,
    *,
    key: bytes,
    author: str | None,
    now: Callable[[], int] = wall_clock,
    before_upgrade: Callable[[str], object] = unsaved,
) -> Store:
    """Open the file in `folder`, upgraded to this version's tables; raises UserError if it cannot be.

    Before an upgrade `before_upgrade` gets the revision that the file has, and sees to a backup.
    """
    path = folder / FILE
    with ExitStack() as stack, in_words(path):
        hold = in_use(folder)
        if hold is not None:
            stack.enter_context(hold)
        engine = open_engine(path, key)
        stack.callback(engine.dispose)
        # A power cut may have left pages of the file half written; the log beside it has them whole.
        fold(engine, path)
        migrate(engine, path, before_upgrade=before_upgrade)
        store = Store(engine, path=path, key=key, author=author, now=now, hold=hold)
        _go_on(store)
        _erase_again(store)
        stack.pop_all()
    return store


def _go_on(store: Store) -> None:
    """A file older than what was done here goes on to now, as far as the journal tells, in a new epoch.

    Somebody has put it back, or its write-ahead log is lost or damaged, of which SQLite says nothing.
    """
    folder = store.path.parent
    # In this order: what another program writes meanwhile is beside the file before this snapshot has it. It
    # is in the journal too, of which that is asked again under the lock.
    seen = beside(folder)
    with store.read() as session:
        older = is_stale(session, seen) or precedes_pairing(session, seen)
        behind = lags(session, folder, store.key)
    try:
        if behind and _caught_up(store):
            return
        if older:
            with store.write(_("Lanjutkan dari salinan lama"), source="final") as session:
                skip(session, folder, store.key)
    except OSError as error:
        raise as_writing_error(error, folder, "data-not-reachable") from error


def _caught_up(store: Store) -> bool:
    """Take over what the journal tells, or at least go on after it; says whether it told anything."""
    folder = store.path.parent
    for way in (catch_up, skip):
        try:
            with store.write(_("Ambil yang masih terbaca"), source="central") as session:
                return way(session, folder, store.key)
        except (UserError, OSError):
            raise
        except Exception:  # what is in the file has to open, whatever is beside it
            # For the window's log; the command line shows warnings.
            logging.getLogger(__name__).info("the journal could not be taken over", exc_info=True)
    return False


def _erase_again(store: Store) -> None:
    """Who was erased stays erased in an older copy too; and what a crash left of them goes."""
    with store.read() as session:
        again = come_back(session, store.path.parent)
        left = traces(driver_of(session.connection())) is Traces.LEFT
    if again:
        today = from_milliseconds(store.now()).date()
        with store.write(_("Hapus lagi data pribadi yang sudah dihapus"), source="final") as session:
            erase(session, again, on=today)
    elif left:
        store.finish_erasing()
