"""The window: full pages such as sign-in, or the shell with sidebar and pages; keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QIcon, QPixmap, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from lpk_desktop.language import C_, _
from lpk_desktop.ui.page import Page, PageSpec
from lpk_desktop.ui.shell.body import Body, Broke
from lpk_desktop.ui.shell.keys_sheet import Keys, KeysSheet
from lpk_desktop.ui.shell.matching import Found, matches
from lpk_desktop.ui.shell.palette import Find, Palette
from lpk_desktop.ui.shell.sidebar import NARROW, RAIL, WIDE
from lpk_desktop.ui.shell.state import ShellState
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.hint_bar import Hint
from lpk_desktop.ui.widgets.toast import News, Toasts

_WIDE_FROM, _NARROW_FROM = 1400, 1180
_SMALLEST = (1024, 600)


class MainWindow(QMainWindow):
    """Owns frame and keys, no data: everything it cannot do itself it asks for by a signal.

    `find` gives the palette's hits for people and cohorts; commands it adds itself. `theme_asked`
    carries system, light or dark.
    """

    undo_asked = Signal()
    redo_asked = Signal()
    sync_asked = Signal()
    lock_asked = Signal()
    sign_out_asked = Signal()
    own_centre_asked = Signal()
    theme_asked = Signal(str)
    page_changed = Signal(str)
    closing = Signal()

    def __init__(
        self,
        theme: Theme,
        pages: Sequence[PageSpec],
        *,
        find: Find,
        broke: Broke,
        cohort_key: str = "cohorts",
    ) -> None:
        super().__init__()
        self._theme, self._pages, self._find = theme, tuple(pages), find
        self._wide: bool | None = None
        self._commands: list[QAction] = []
        self.body = Body(theme, self._pages, cohort_key=cohort_key, broke=broke)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.body)
        self.setCentralWidget(self.stack)
        self.toasts = Toasts(theme, self)
        self.palette_box = Palette(theme, self, self._search)
        self.keys_sheet = KeysSheet(theme, self)
        self.body.strip.own_centre_asked.connect(self.own_centre_asked)
        self.body.page_changed.connect(self._on_page_changed)
        self.body.sidebar.search_asked.connect(self.palette_box.open)
        self.toasts.history_changed.connect(self._fill_corner_menu)
        self.setMinimumSize(*_SMALLEST)
        self.setWindowIcon(_window_icon(theme))
        self.setWindowTitle("LPK Desktop")
        self._add_commands()
        self._fill_menus()

    @property
    def page(self) -> Page | None:
        """The page shown in the shell, None before the first."""
        return self.body.page

    def set_state(self, state: ShellState) -> None:
        """Show another state of the frame: centre, counts, running cohorts, sync, person."""
        self.body.set_state(state)
        self.setWindowTitle(f"{state.centre} – LPK Desktop" if state.centre else "LPK Desktop")

    def open_page(self, key: str, target: object = None) -> None:
        """Show the shell with a page, and `target` on it."""
        self.show_shell()
        self.body.open(key, target)

    def show_full(self, widget: QWidget) -> None:
        """Show one widget in the whole window: sign-in or first run. The one before it is dropped."""
        self._drop_full()
        self.toasts.set_lift(0)
        self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)
        self._allow_commands(allowed=False)
        widget.setFocus()

    def show_shell(self) -> None:
        """Show the sidebar and the pages."""
        self.stack.setCurrentWidget(self.body)
        self._drop_full()
        self.toasts.set_lift(self._theme.px(34))
        self._allow_commands(allowed=True)

    def refresh(self, changes: object = None) -> None:
        """Rows have changed: the page shown reads them again now, the others when they are shown."""
        self.body.refresh(changes)

    def tell(self, news: News) -> None:
        """Show a toast."""
        self.toasts.tell(news)

    def come_forward(self) -> None:
        """Stand before all other windows, with the keyboard."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sidebar takes the width that fits the window."""
        super().resizeEvent(event)
        self._fit_sidebar()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the window goes, so that work can be put away."""
        self.closing.emit()
        super().closeEvent(event)

    def _fit_sidebar(self) -> None:
        width = self.width() / self._theme.scale
        automatic = width >= _NARROW_FROM
        wide = automatic if self._wide is None else self._wide
        size = RAIL if not wide else WIDE if width >= _WIDE_FROM else NARROW
        self.body.sidebar.set_width(size)

    def _toggle_sidebar(self) -> None:
        self._wide = self.body.sidebar.rail
        self._fit_sidebar()

    def _step(self, by: int) -> None:
        """Back or ahead in the history of pages; a grid keeps these keys for its sessions."""
        self._dismiss_covers()
        self.body.step(by)

    def _show_keys(self) -> None:
        page, shown = self.page, self.keys_sheet.isVisible()
        self._dismiss_covers()
        if page is not None and not shown:
            find, back = Hint(keys=("/", "Ctrl+F"), text=_("Cari di daftar")), _("Mundur satu tingkat")
            everywhere: Keys = [*self._commands, find, Hint(keys=("Esc",), text=back)]
            self.keys_sheet.open(everywhere=everywhere, here=page.keys())

    def _dismiss_covers(self) -> None:
        for cover in (self.palette_box, self.keys_sheet):
            cover.dismiss()

    def _next_pane(self) -> None:
        """F6: from the sidebar to the page and back."""
        focused = QApplication.focusWidget()
        inside = focused is not None and self.body.sidebar.isAncestorOf(focused)
        if inside and self.page is not None:
            self.page.focus_main()
        else:
            self.body.sidebar.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add_commands(self) -> None:
        self._search_action = self._add(_("Cari"), "Ctrl+K", "search", self.palette_box.open)
        for page in self._pages:
            self._add(page.title, page.shortcut, page.icon, _opener(self.open_page, page.key))
        self._add(_("Urungkan"), "Ctrl+Z", "arrow-back-up", self.undo_asked.emit)
        self._add(_("Ulangi"), "Ctrl+Shift+Z", "arrow-forward-up", self.redo_asked.emit)
        self.sync_action = self._add(_("Sinkronkan sekarang"), "F5", "refresh", self.sync_asked.emit)
        self.lock_action = self._add(_("Kunci"), "F9", "lock", self.lock_asked.emit)
        self.sign_out_action = self._add(C_("act", "Keluar"), "", "logout", self.sign_out_asked.emit)
        self._add(_("Lebar bilah sisi"), "Ctrl+B", "columns-3", self._toggle_sidebar)
        self._add(_("Halaman sebelumnya"), "Alt+Left", "chevron-left", partial(self._step, -1))
        self._add(_("Halaman sesudahnya"), "Alt+Right", "chevron-right", partial(self._step, 1))
        self._add(_("Panel berikutnya"), "F6", "arrow-right", self._next_pane)
        self._add(_("Tombol"), "F1", "info-circle", self._show_keys)
        self._add(_("Simpan"), "Ctrl+S", "device-floppy", self._on_save)

    def _add(self, text: str, keys: str, icon: str, act: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(keys)
        action.setData(icon)
        action.triggered.connect(lambda _checked: act())
        self.addAction(action)
        self._commands.append(action)
        return action

    def _allow_commands(self, *, allowed: bool) -> None:
        self._dismiss_covers()
        for action in self._commands:
            action.setEnabled(allowed)

    def _fill_menus(self) -> None:
        person = self.body.sidebar.person.menu_above
        group = QActionGroup(self)
        names = {"system": _("Tema sistem"), "light": _("Terang"), "dark": _("Gelap")}
        for choice, name in names.items():
            action = QAction(name, person, checkable=True)
            action.setChecked(self._theme.choice == choice)
            action.triggered.connect(_opener(self.theme_asked.emit, choice))
            group.addAction(action)
            person.addAction(action)
        person.addSeparator()
        person.addActions([self.lock_action, self.sign_out_action])
        self._fill_corner_menu()

    def _fill_corner_menu(self) -> None:
        menu = self.body.sidebar.corner.menu_above
        menu.clear()
        menu.addAction(self.sync_action)
        if any(page.key == "sync" for page in self._pages):
            details = menu.addAction(_("Buka Sinkronisasi"))
            details.triggered.connect(_opener(self.open_page, "sync"))
        if self.toasts.history:
            menu.addSeparator()
        for news in self.toasts.history:
            menu.addAction(news.text).setEnabled(False)

    def _search(self, query: str) -> Sequence[Found]:
        """Commands whose words match, then what the services find; `>` keeps to commands."""
        words = query.lstrip(">").strip()
        commands = [] if query[:1] in ("@", "#") else [self._as_found(action) for action in self._commands]
        found = [hit for hit in commands if hit is not None and matches(hit.title, words)]
        return found if query.startswith(">") else [*found, *self._find(query)]

    def _as_found(self, action: QAction) -> Found | None:
        if action is self._search_action or not action.isEnabled():
            return None
        keys = action.shortcut().toString()
        return Found(
            group=_("Perintah"), title=action.text(), open=action.trigger, icon=action.data(), keys=keys
        )

    def _on_page_changed(self, key: str) -> None:
        self.page_changed.emit(key)

    def _on_save(self) -> None:
        self.tell(News(text=_("Sudah tersimpan. Setiap perubahan langsung disimpan di laptop ini.")))

    def _drop_full(self) -> None:
        widget = self.stack.widget(1)
        if widget is not None:
            self.stack.removeWidget(widget)
            widget.deleteLater()


def _opener(act: Callable[[str], None], key: str) -> Callable[[], None]:
    return lambda: act(key)


def _window_icon(theme: Theme) -> QIcon:
    icon = QIcon()
    for size in (16, 32, 64):
        icon.addPixmap(QPixmap(theme.pixmap("emblem", "brand", size, 1)))
    return icon
