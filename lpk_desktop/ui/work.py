"""One signed-in person at work: the open store, undo and redo, sync rounds, the frame's state."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from lpk_desktop.domain.zones import to_local
from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.services.centre import centre
from lpk_desktop.storage import history
from lpk_desktop.storage.device import sync_state
from lpk_desktop.storage.history import ActId
from lpk_desktop.storage.store import Changes, Session, Store
from lpk_desktop.ui.background import Background, Pool, Work
from lpk_desktop.ui.dates import plain_date
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.frame import shell_state
from lpk_desktop.ui.hub import Hub
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.toast import News

EVERY_MS = 5 * 60 * 1000
SOON_MS = 15 * 1000
"""How long after a change a round starts by itself, so that a run of marks goes in one."""

Next = Callable[[Session, str | None], ActId | None]


class Shift(QObject):
    """From sign-in to sign-out. `hub` carries all news to the window."""

    def __init__(
        self, *, theme: Theme, store: Store, hub: Hub, background: Background, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self.desk = Desk(theme=theme, store=store, hub=hub, background=background, now=now)
        self._round: Work | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_due)
        store.committed.append(self._tell_change)
        hub.changed.connect(self._on_changed)
        hub.undo_asked.connect(self.undo)
        hub.sync_asked.connect(self.sync)
        self._plan(SOON_MS)
        self._doubt_clock()

    @property
    def paired(self) -> bool:
        """Whether there is a centre to sync with."""
        with self.desk.store.read() as session:
            return sync_state(session) is not None

    def tell_frame(self) -> None:
        """Read the frame's state anew and tell it."""
        self.desk.hub.sync_changed.emit(shell_state(self.desk, working=self._round is not None))

    def undo(self) -> None:
        """Take back this person's latest act on this computer."""
        self._take_back(history.next_undo, _("Tidak ada yang bisa diurungkan."), again=_("Ulangi"))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._take_back(history.next_redo, _("Tidak ada yang bisa diulangi."), again="")

    def sync(self) -> None:
        """Start a round, unless one runs; open the page where there is nobody to sync with."""
        if not self.paired:
            self.desk.hub.asked.emit("sync", None)
        elif self._round is None:
            store = self.desk.store
            self._round = self.desk.background.run(
                lambda work: _sync(store, work),
                self._on_synced,
                self._on_sync_failed,
                pool=Pool.NETWORK,
                owner=self,
            )
            self.tell_frame()

    def close(self) -> None:
        """Stop what runs and close the file; everything done is in it."""
        self._timer.stop()
        if self._round is not None:
            self._round.cancel()
        self.desk.hub.changed.disconnect(self._on_changed)
        self.desk.hub.undo_asked.disconnect(self.undo)
        self.desk.hub.sync_asked.disconnect(self.sync)
        self.desk.store.committed.clear()
        self.desk.store.close()

    def _take_back(self, choose: Next, nothing: str, *, again: str) -> None:
        desk = self.desk
        with desk.store.read() as session:
            act = choose(session, desk.store.author)
            label = history.label_of(session, act) if act else ""
        if act is None:
            desk.hub.told.emit(News(text=nothing, icon="info-circle"))
            return
        try:
            title = _("Urungkan: {label}").format(label=label) if again else label
            with desk.store.write(title, source="undo", undoes=act) as session:
                undone = history.undo(session, act)
        except UserError as error:
            desk.tell_failure(error)
            return
        said = _("Diurungkan: {label}") if again else _("Diulangi: {label}")
        text = said.format(label=label.removeprefix(_("Urungkan: {label}").format(label="")))
        if undone.left:
            text += " " + _("{count} dibiarkan karena sudah diubah lagi.").format(count=len(undone.left))
        desk.hub.told.emit(
            News(text=text, icon="arrow-back-up", act=again, on_act=self.redo if again else None)
        )

    def _doubt_clock(self) -> None:
        newest = self.desk.store.clock.ahead()
        if newest is not None:
            with self.desk.store.read() as session:
                day = to_local(newest, centre(session).zone).date()
            text = _(
                "Jam komputer ini mundur: perubahan terakhir bertanggal {day}. "
                "Semua data aman; betulkan tanggal dan jam sebelum menandai."
            ).format(day=plain_date(day))
            self.desk.hub.told.emit(News(text=text, icon="alert-triangle", problem=True))

    def _tell_change(self, changes: Changes) -> None:
        # Runs on whichever thread committed; a signal of a QObject crosses to the window's.
        self.desk.hub.changed.emit(changes)

    def _on_changed(self, changes: object) -> None:
        if isinstance(changes, Changes) and changes.source != "central":
            self._plan(SOON_MS)
        self.tell_frame()

    def _on_due(self) -> None:
        if self.paired:
            self.sync()
        else:
            self._plan(EVERY_MS)

    def _plan(self, milliseconds: int) -> None:
        # Jitter, so that a country of computers does not call at the same second.
        wait = int(milliseconds * random.uniform(0.8, 1.2))  # noqa: S311  no secret
        if not self._timer.isActive() or wait < self._timer.remainingTime():
            self._timer.start(wait)

    def _on_synced(self, _outcome: object) -> None:
        self._round = None
        self._plan(EVERY_MS)
        self.tell_frame()

    def _on_sync_failed(self, error: Exception) -> None:
        self._round = None
        self._plan(EVERY_MS)
        self.tell_frame()
        if not isinstance(error, UserError):
            raise error


def _sync(store: Store, work: Work) -> object:
    from lpk_desktop.sync.replica import sync_now  # noqa: PLC0415  requests takes its time

    return sync_now(store, report=lambda _progress: work.check())
