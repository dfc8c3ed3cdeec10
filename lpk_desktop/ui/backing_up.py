"""The backups that nobody asks for: the first of a day, one an hour while people work, and when needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from lpk_desktop.domain.backups import Reason
from lpk_desktop.errors import UserError
from lpk_desktop.storage.store import Changes
from lpk_desktop.ui.background import Pool, Work
from lpk_desktop.ui.desk import Desk

if TYPE_CHECKING:
    from lpk_desktop.services.backups import BackedUp

FIRST_MS = 5 * 1000
"""How long after signing in: the first page is painted by then, and takes keys."""
EVERY_MS = 60 * 60 * 1000


class AutomaticBackups(QObject):
    """Makes them on a worker of their own; what goes wrong is told once until somebody signs in anew."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._work: Work | None = None
        self._told: set[str] = set()
        self._next: Reason | None = None
        self._closed = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.begin)
        self._timer.start(FIRST_MS)
        desk.hub.changed.connect(self._on_changed)

    def begin(self, reason: Reason = Reason.HOUR) -> None:
        """Make one now, if one is due; while one is made, another after it where something asks for that."""
        if self._closed:
            return
        self._timer.start(EVERY_MS)
        if self._work is not None:
            self._next = reason if reason is not Reason.HOUR else self._next
        else:
            desk = self._desk
            self._work = desk.background.run(
                lambda work: _back_up(desk, work, reason),
                self._on_made,
                self._on_failed,
                pool=Pool.BACKUP,
                owner=self,
            )

    def close(self) -> None:
        """Stop; a backup that is being made leaves nothing behind."""
        self._timer.stop()
        self._closed = True
        if self._work is not None:
            self._work.cancel()

    def _on_changed(self, changes: object) -> None:
        if isinstance(changes, Changes) and changes.rewritten:
            self.begin(Reason.REWRITTEN)

    def _on_made(self, made: BackedUp | None) -> None:
        self._ended()
        self._desk.hub.backed_up.emit()
        if made is not None and made.trouble is not None:
            self._tell(made.trouble)

    def _on_failed(self, error: Exception) -> None:
        self._ended()
        if not isinstance(error, UserError):
            raise error
        self._tell(error)

    def _ended(self) -> None:
        self._work, reason, self._next = None, self._next, None
        if reason is not None:
            self.begin(reason)

    def _tell(self, error: UserError) -> None:
        if error.code not in self._told:
            self._told.add(error.code)
            self._desk.tell_failure(error)


def _back_up(desk: Desk, work: Work, reason: Reason) -> BackedUp | None:
    from lpk_desktop.services.backups import back_up_when_due  # noqa: PLC0415  not before the first page

    return back_up_when_due(desk.store, at=desk.now(), reason=reason, step=work.check)
