"""One signed-in person at work: the open store, undo and redo, sync rounds, the frame's state."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer

from lpk_desktop.domain.roles import Role
from lpk_desktop.domain.zones import to_local
from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.messages.history import done_words, plain_label
from lpk_desktop.services.centre import centre, local_now
from lpk_desktop.services.permissions import role_of
from lpk_desktop.services.undoing import look_ahead, take_back
from lpk_desktop.storage import history
from lpk_desktop.storage.device import sync_state
from lpk_desktop.storage.history import ActId
from lpk_desktop.storage.slots import name_of
from lpk_desktop.storage.store import Changes, Store
from lpk_desktop.ui.background import Background, Pool, Work
from lpk_desktop.ui.backing_up import AutomaticBackups
from lpk_desktop.ui.dates import plain_date
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.dialogs.undo_review import Review
from lpk_desktop.ui.frame import shell_state
from lpk_desktop.ui.hub import Hub
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.toast import News

EVERY_MS = 5 * 60 * 1000
SOON_MS = 15 * 1000
"""How long after a change a round starts by itself, so that a run of marks goes in one."""


class Shift(QObject):
    """From sign-in to sign-out. `hub` carries all news to the window."""

    def __init__(
        self, *, theme: Theme, store: Store, hub: Hub, background: Background, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self.desk = Desk(theme=theme, store=store, hub=hub, background=background, now=now)
        self.backups = AutomaticBackups(self.desk)
        self._round: Work | None = None
        self._role = self._role_now()
        self._passed: set[ActId] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_due)
        store.committed.append(self._tell_change)
        hub.changed.connect(self._on_changed)
        hub.undo_asked.connect(self.undo)
        hub.undo_of_asked.connect(self.undo_act)
        hub.sync_asked.connect(self.sync)
        self._plan(SOON_MS)
        self._doubt_clock()

    @property
    def gone(self) -> bool:
        """Whether the person does not work here any more."""
        return self._role_now() is None

    def people_changed(self, changes: object) -> bool:
        """Whether an act touched people, so also who may do what."""
        return isinstance(changes, Changes) and "staff" in changes.rows

    def role_changed(self) -> bool:
        """Whether the person has another role than when this was asked last."""
        before, self._role = self._role, self._role_now()
        return before is not self._role

    @property
    def paired(self) -> bool:
        """Whether there is a centre to sync with."""
        with self.desk.store.read() as session:
            return sync_state(session) is not None

    @property
    def person(self) -> str:
        """Who is signed in, by the name that they sign in with."""
        store = self.desk.store
        return name_of(store.path.parent, store.author)

    def tell_frame(self) -> None:
        """Read the frame's state anew and tell it."""
        self.desk.hub.sync_changed.emit(shell_state(self.desk, working=self._round is not None))

    def undo(self) -> None:
        """Take back this person's latest act on this computer."""
        with self.desk.store.read() as session:
            act = history.next_undo(session, self.desk.store.author, passing=self._passed)
        self._take_back(act, _("Tidak ada yang bisa diurungkan."), again=False)

    def redo(self) -> None:
        """Do again what was taken back last."""
        with self.desk.store.read() as session:
            act = history.next_redo(session, self.desk.store.author)
        self._take_back(act, _("Tidak ada yang bisa diulangi."), again=True)

    def undo_act(self, act: ActId) -> None:
        """Take back one act of any day, after a look at what that does."""
        self._take_back(act, "", again=False, ask=True)

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
        self.backups.close()
        if self._round is not None:
            self._round.cancel()
        self.desk.hub.changed.disconnect(self._on_changed)
        self.desk.hub.undo_asked.disconnect(self.undo)
        self.desk.hub.undo_of_asked.disconnect(self.undo_act)
        self.desk.hub.sync_asked.disconnect(self.sync)
        self.desk.store.committed.clear()
        self.desk.store.close()

    def _role_now(self) -> Role | None:
        try:
            with self.desk.store.read() as session:
                return role_of(session)
        except UserError:
            return None

    def _take_back(self, act: ActId | None, nothing: str, *, again: bool, ask: bool = False) -> None:
        desk = self.desk
        if act is None:
            desk.hub.told.emit(News(text=nothing, icon="info-circle"))
            return
        try:
            with desk.store.read() as session:
                undoing = look_ahead(session, act)
                # The log's own clock, not the desk's: how old an act is, is a matter between stamps.
                today = local_now(session, datetime.fromtimestamp(desk.store.now() / 1000, tz=UTC)).date()
        except UserError as error:
            desk.tell_failure(error)
            return
        if ask or (undoing.rows > 1 and (undoing.left or undoing.at.date() < today)):
            title = _("Ulangi {label}?") if again else _("Urungkan {label}?")
            name = plain_label(undoing.label)
            accept = partial(self._carry_out, act, undoing.label, again=again)
            desk.hub.review_asked.emit(Review(title=title.format(label=name), undoing=undoing, accept=accept))
        else:
            self._carry_out(act, undoing.label, again=again)

    def _carry_out(self, act: ActId, label: str, *, again: bool) -> None:
        desk = self.desk
        try:
            title = label if again else _("Urungkan: {label}").format(label=label)
            with desk.store.write(title, source="undo", undoes=act) as session:
                undone = take_back(session, act)
        except UserError as error:
            desk.tell_failure(error)
            return
        if not undone.rows:
            # Nothing of it can be undone, so that the next undo goes on to the act before.
            self._passed.add(act)
        text = done_words(undone, again=again)
        review = Review(title=text, undoing=undone)
        if undone.left:
            show = partial(desk.hub.review_asked.emit, review)
            news = News(text=text, icon="arrow-back-up", act=_("Lihat"), on_act=show)
        elif again:
            news = News(text=text, icon="arrow-forward-up")
        else:
            news = News(text=text, icon="arrow-back-up", act=_("Ulangi"), on_act=self.redo)
        desk.hub.told.emit(news)

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
