"""Work off the GUI thread: three one-worker pools, results back where they were asked for."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from lpk_desktop.ui.collecting import Collecting

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

Result = TypeVar("Result")


class Pool(Enum):
    """Which worker does it; each does one thing at a time, in the order asked."""

    DATABASE = "database"
    NETWORK = "network"
    BACKUP = "backup"
    """Copying and checking take long, and neither imports nor the central shall wait for them."""


class Cancelled(Exception):  # noqa: N818  not an error: somebody asked for it
    """The work was asked to stop, and did at a place where nothing is half done."""


class Work:
    """What a task gets: it says how far it is, and hears when nobody wants it any more."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._stop = Event()

    @property
    def cancelled(self) -> bool:
        """Whether the task should stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the task to stop at its next check; one that has not begun never begins."""
        self._stop.set()

    def check(self) -> None:
        """Raise `Cancelled` when the task should stop; call it between transactions."""
        if self._stop.is_set():
            raise Cancelled

    def progress(self, done: int, total: int) -> None:
        """Say how far the task is."""
        self._tell(done, total)


class Background(QObject):
    """Runs tasks on the workers; `failed` hears of exceptions that no caller takes."""

    def __init__(self, failed: Callable[[Exception], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._failed = failed
        self._pools = {pool: ThreadPoolExecutor(1, thread_name_prefix=pool.value) for pool in Pool}
        self._jobs: set[_Job] = set()
        self._collecting = Collecting(self)

    def run(
        self,
        task: Callable[[Work], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        progress: Callable[[int, int], None] | None = None,
        pool: Pool = Pool.DATABASE,
        owner: QObject | None = None,
    ) -> Work:
        """Run `task(work)` on a worker, then `done(result)` or `failed(error)` on this thread.

        A cancelled task calls neither. Nothing is called once `owner` (a page) is gone. Returns the
        handle that cancels.
        """
        job = _Job(done, failed or self._failed, progress, owner)
        job.ended.connect(self._on_ended)
        self._jobs.add(job)
        self._pools[pool].submit(job.run, task)
        return job.work

    @property
    def busy(self) -> bool:
        """Whether any task runs or waits."""
        return bool(self._jobs)

    def close(self) -> None:
        """Ask all tasks to stop, wait for those that run, deliver nothing more."""
        for job in self._jobs:
            job.abandon()
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)
        self._jobs.clear()
        self._collecting.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _on_ended(self, job: _Job) -> None:
        self._jobs.discard(job)


class _Job(QObject):
    """One task with the calls that wait for it; lives on the GUI thread, runs on a worker."""

    ended = Signal(object)
    _succeeded = Signal(object)
    _broke = Signal(object)
    _stopped = Signal()
    _progressed = Signal(int, int)

    def __init__(
        self,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progress: Callable[[int, int], None] | None,
        owner: QObject | None,
    ) -> None:
        super().__init__()
        self._done, self._failed, self._progress, self._owner = done, failed, progress, owner
        self._wanted = True
        self.work = Work(self._progressed.emit)
        queued = Qt.ConnectionType.QueuedConnection
        self._succeeded.connect(self._on_succeeded, queued)
        self._broke.connect(self._on_broke, queued)
        self._stopped.connect(self._on_stopped, queued)
        self._progressed.connect(self._on_progressed, queued)

    def run(self, task: Callable[[Work], Any]) -> None:
        """On the worker: do it, and hand the outcome over."""
        try:
            self.work.check()
            result = task(self.work)
        except Cancelled:
            self._stopped.emit()
        except Exception as error:  # noqa: BLE001  whatever it is, the GUI thread decides about it
            self._broke.emit(error)
        else:
            self._succeeded.emit(result)

    def abandon(self) -> None:
        """Stop, and tell nobody."""
        self._wanted = False
        self.work.cancel()

    def _heard(self) -> bool:
        return self._wanted and (self._owner is None or isValid(self._owner))

    def _on_succeeded(self, result: object) -> None:
        self.ended.emit(self)
        if self._heard():
            self._done(result)

    def _on_broke(self, error: Exception) -> None:
        self.ended.emit(self)
        if self._heard():
            self._failed(error)

    def _on_stopped(self) -> None:
        self.ended.emit(self)

    def _on_progressed(self, done: int, total: int) -> None:
        if self._progress is not None and self._heard() and not self.work.cancelled:
            self._progress(done, total)
