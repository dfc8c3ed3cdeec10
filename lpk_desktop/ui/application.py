"""The composition root: builds everything once, in order, and closes it in reverse."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.paths import data_folder, log_folder, sample_folder
from lpk_desktop.reports import Report
from lpk_desktop.storage import slots
from lpk_desktop.storage.door import Gate
from lpk_desktop.storage.names import has_backups
from lpk_desktop.storage.swapping import finish
from lpk_desktop.ui.background import Background
from lpk_desktop.ui.failures import Failures, logging_to
from lpk_desktop.ui.hub import Hub
from lpk_desktop.ui.instance import Instance, claim
from lpk_desktop.ui.locking import Lock
from lpk_desktop.ui.main_window import MainWindow
from lpk_desktop.ui.registry import Build, page_specs
from lpk_desktop.ui.shell.matching import Found
from lpk_desktop.ui.shell.state import ShellState
from lpk_desktop.ui.targets import SettingsPart
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.toast import News, problem_news

if TYPE_CHECKING:
    # Everything below the entrance (database, services, pages) is loaded while a person signs in.
    from lpk_desktop.storage.store import Store
    from lpk_desktop.ui.work import Shift

Clock = Callable[[], datetime]
LOAD_AHEAD_MS = 250


def wall_clock() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


class Application(QObject):
    """Shows sign-in, first run or the shell in one window, and owns the shift in between."""

    def __init__(
        self, *, theme: Theme, failures: Failures, background: Background, now: Clock = wall_clock
    ) -> None:
        super().__init__()
        self.theme, self._failures, self.background, self.now = theme, failures, background, now
        self.hub = Hub()
        self.shift: Shift | None = None
        self._instance: Instance | None = None
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.timeout.connect(self._load_ahead)
        self.folder = data_folder()
        self._gate = self.folder, Gate(self.folder)
        build = Build(
            shift=self._working,
            choose_theme=self._on_theme_asked,
            gate=lambda: self.gate,
            relock=lambda: self.lock.begin(),  # noqa: PLW0108  the lock is made after the window
        )
        self.window = MainWindow(theme, page_specs(build), find=self._find, broke=failures.handle)
        self.lock = Lock(self)
        self._connect()

    def start(self, folder: Path | None) -> None:
        """Show what fits: the centre in `folder`, the one of this computer, or the sample centre.

        A restoration that broke off is ended first. Raises UserError as that and `instance.claim` do;
        everything then stays as it was.
        """
        finish(folder or data_folder())
        self._enter(folder or data_folder())
        if not slots.exists(self.folder) and has_backups(self.folder):
            raise UserError("slots-damaged", file=str(self.folder / slots.FILE))
        if slots.exists(self.folder):
            self.sign_in()
        elif folder is not None:
            self.first_run()
        else:
            self.open_sample()

    def open(self, folder: Path | None) -> None:
        """Start, or show why that cannot be, with a way to try again.

        Raises UserError("window-brought-forward") where another window has been shown instead.
        """
        try:
            self.start(folder)
        except UserError as error:
            if error.code == "window-brought-forward":
                raise
            from lpk_desktop.ui import entrance  # noqa: PLC0415  hopefully never needed

            show = partial(entrance.show_trouble, self, error, partial(self.open, folder))
            if error.code != "slots-damaged" or not entrance.offer_way_back(self, error, back=show):
                show()

    def sign_in(self) -> None:
        """Ask who it is; the sample centre opens by itself."""
        from lpk_desktop.ui import entrance  # noqa: PLC0415  not needed once signed in

        if slots.is_sample(self.folder):
            self.window.show_full(entrance.waiting_page(self.theme, _("Membuka pusat contoh")))
            self.background.run(
                lambda _work: entrance.open_if_sample(self.folder), self._on_sample, owner=self
            )
        else:
            self.ask_who()

    def ask_who(self) -> None:
        """Show the people who can sign in."""
        from lpk_desktop.ui.entry import sign_in_page  # noqa: PLC0415  not needed once signed in

        self.window.show_full(sign_in_page(self))
        # Once the page is painted and takes keys; loading beside it would slow just that.
        self._ahead.start(LOAD_AHEAD_MS)

    def first_run(self) -> None:
        """Ask for the centre and its first administrator."""
        from lpk_desktop.ui import entrance  # noqa: PLC0415  once in a centre's life

        self.window.show_full(entrance.first_run_page(self))

    def open_sample(self) -> None:
        """Show the sample centre, made first where it is missing; raises UserError like `start`."""
        from lpk_desktop.ui import entrance  # noqa: PLC0415

        self._enter(sample_folder())
        if slots.exists(self.folder):
            self.sign_in()
            return
        self.window.show_full(entrance.waiting_page(self.theme, _("Menyiapkan pusat contoh")))
        self.background.run(lambda _work: entrance.make_sample(self.folder), self.work_with, owner=self)

    def work_with(self, store: Store, page: str = "today") -> None:
        """Open the shell on a store."""
        from lpk_desktop.ui.work import Shift  # noqa: PLC0415  brings the database

        self._enter(store.path.parent)
        self.end_shift()
        self.shift = Shift(
            theme=self.theme, store=store, hub=self.hub, background=self.background, now=self.now
        )
        self.shift.tell_frame()
        self.window.open_page(page)
        self.lock.begin()

    def end_shift(self) -> None:
        """Close the open store, if any, and forget all that the pages showed."""
        self._ahead.stop()
        self.lock.end()
        if self.shift is not None:
            self.window.body.forget_pages()
            self.window.toasts.forget()
            self.shift.close()
            self.shift = None

    def let_go(self) -> None:
        """Put everything away and let another window have the folder."""
        self.end_shift()
        if self._instance is not None:
            self._instance.release()
            self._instance = None

    def sign_out(self) -> None:
        """Put everything away and ask who is next."""
        self.end_shift()
        self.sign_in()

    def follow_role(self) -> bool:
        """Begin anew where the person has got another role; says whether that was so."""
        if self.shift is None or not self.shift.role_changed():
            return False
        self.window.body.forget_pages()
        self.window.open_page("today")
        return True

    @property
    def gate(self) -> Gate:
        """How long people have to wait after wrong passwords; one for as long as this folder is open."""
        if self._gate[0] != self.folder:
            self._gate = self.folder, Gate(self.folder)
        return self._gate[1]

    def settings(self) -> QSettings:
        """This computer's memory of the window; nothing of the centre's data."""
        return QSettings(str(self.folder / "window.ini"), QSettings.Format.IniFormat)

    def _working(self) -> Shift:
        if self.shift is None:
            raise RuntimeError("a page was opened before anybody signed in")
        return self.shift

    def _enter(self, folder: Path) -> None:
        """Take `folder` for this window; one without a centre is nobody's yet."""
        if self._instance is None or self._instance.folder != folder:
            claimed = claim(folder) if slots.exists(folder) else None
            self.let_go()
            if claimed is not None:
                claimed.asked.connect(self.window.come_forward)
            self._instance = claimed
        self.folder = folder

    def _load_ahead(self) -> None:
        from lpk_desktop.ui import entrance  # noqa: PLC0415

        self.background.run(lambda _work: entrance.load_ahead(), _nothing, owner=self)

    def _on_sample(self, store: Store | None) -> None:
        if store is None:
            self.ask_who()
        else:
            self.work_with(store)

    def _find(self, query: str) -> list[Found]:
        from lpk_desktop.ui.frame import find  # noqa: PLC0415  brings the database

        return find(self._working().desk, query, self.window.open_page)

    def _connect(self) -> None:
        window, hub = self.window, self.hub
        window.undo_asked.connect(hub.undo_asked)
        window.redo_asked.connect(self._on_redo)
        window.sync_asked.connect(hub.sync_asked)
        window.lock_asked.connect(self.lock.lock)
        window.sign_out_asked.connect(self.sign_out)
        window.password_asked.connect(self._on_password_asked)
        window.own_centre_asked.connect(self._on_own_centre)
        window.theme_asked.connect(self._on_theme_asked)
        window.closing.connect(self.let_go)
        hub.changed.connect(self._on_changed)
        hub.changed.connect(window.refresh)
        hub.told.connect(self._on_told)
        hub.asked.connect(self._on_asked)
        hub.review_asked.connect(self._on_review_asked)
        hub.restore_asked.connect(self._on_restore_asked)
        hub.sync_changed.connect(self._on_frame)
        self._failures.mendable.connect(self._on_mendable)
        self._failures.bug_met.connect(self._on_bug)

    def _on_own_centre(self) -> None:
        self.start(data_folder())

    def _on_redo(self) -> None:
        self._working().redo()

    def _on_theme_asked(self, choice: str) -> None:
        self.theme.set_choice(choice)
        self.settings().setValue("theme", choice)

    def _on_changed(self, changes: object) -> None:
        """People changed: the one who is signed in may have left, or have another role."""
        shift = self.shift
        if shift is None or not shift.people_changed(changes):
            return
        if shift.gone:
            self.sign_out()
            text = _(
                "Akses Anda ke pusat pelatihan ini sudah dicabut. Yang sudah Anda kerjakan tetap tersimpan."
            )
            self.window.tell(News(text=text, icon="alert-triangle", problem=True))
        elif self.lock.locked:
            self.lock.show_door()
        else:
            self.follow_role()

    def _on_password_asked(self) -> None:
        self.window.open_page("settings", SettingsPart.PASSWORD)

    def _on_told(self, news: object) -> None:
        if isinstance(news, News) and not self.lock.locked:
            self.window.tell(news)

    def _on_asked(self, key: str, target: object) -> None:
        if not self.lock.locked:
            self.window.open_page(key, target)

    def _on_review_asked(self, review: object) -> None:
        from lpk_desktop.ui.dialogs.undo_review import Review, UndoReview  # noqa: PLC0415  seldom needed

        if isinstance(review, Review):
            UndoReview(self.theme, self.window, review).open()

    def _on_restore_asked(self) -> None:
        from lpk_desktop.ui.way_back import offer_backups  # noqa: PLC0415  seldom needed

        offer_backups(self, back=partial(self.window.open_page, "settings"), name=self._working().person)

    def _on_frame(self, state: object) -> None:
        if isinstance(state, ShellState):
            self.window.set_state(state)

    def _on_mendable(self, text: str) -> None:
        self._on_told(problem_news(text))

    def _on_bug(self, report: object) -> None:
        if isinstance(report, Report):
            text = _("Ada kesalahan program. Yang sudah tersimpan tetap aman.")
            # At a locked door it is said, since a sign-in may have failed by it; the report is in the log.
            act = "" if self.lock.locked else _("Lihat laporan")
            show = partial(self._show_report, report)
            self.window.tell(News(text=text, icon="alert-circle", act=act, on_act=show, problem=True))

    def _show_report(self, report: Report) -> None:
        from lpk_desktop.ui.dialogs.report import ReportDialog  # noqa: PLC0415  hopefully never needed

        ReportDialog(self.theme, report, self.window).open()


def open_window(folder: Path | None) -> int:
    """Run the window until it is closed; gives the exit status."""
    if (
        sys.platform.startswith("linux")
        and not {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"} & os.environ.keys()
    ):
        raise UserError("no-display")
    qt = QApplication.instance() or QApplication(["lpk-desktop"])
    if not isinstance(qt, QApplication):
        raise TypeError("Qt runs without windows here")
    qt.setApplicationName("LPK Desktop")
    with ExitStack() as stack:
        failures = Failures()
        stack.enter_context(logging_to(log_folder() / "lpk-desktop.log"))
        stack.enter_context(failures.installed())
        theme = Theme()
        theme.apply(qt)
        background = stack.enter_context(Background(failures.handle))
        application = Application(theme=theme, failures=failures, background=background)
        stack.callback(application.let_go)
        application.open(folder)
        application.window.resize(1440, 900)
        application.window.show()
        return qt.exec()


def _nothing(_result: object) -> None:
    """What loads ahead has nothing to say."""


def device_name() -> str:
    """What this computer is called, until somebody names it."""
    return platform.node() or "Laptop"
