"""The head of a class: where one is, its title and stage, and the tabs under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from lpk_desktop.language import _
from lpk_desktop.services.views import CohortHead
from lpk_desktop.ui.pages.cohorts import words
from lpk_desktop.ui.pages.cohorts.tab_bar import ClassTabs
from lpk_desktop.ui.targets import ClassTabKey
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Area, Lines
from lpk_desktop.ui.widgets.button import IconButton
from lpk_desktop.ui.widgets.page_header import PageHeader

_COMPACT, _LOW = 1180, 720


class ClassHead(Area):
    """Title row and tab bar; in a narrow window both share one line."""

    went_up = Signal()
    chosen = Signal(str)
    history_asked = Signal()

    def __init__(self, theme: Theme, tabs: Sequence[tuple[ClassTabKey, str]]) -> None:
        super().__init__(theme, lines=Lines(bottom=True))
        self._head: CohortHead | None = None
        self._compact: bool | None = None
        self.header = PageHeader(theme, parent_title=_("Kelas"), line=False)
        self.header.went_up.connect(self.went_up)
        history = IconButton(theme, "history", _("Riwayat kelas"))
        history.clicked.connect(self.history_asked)
        self.header.add_action(history)
        self.tabs = ClassTabs(theme)
        for key, text in tabs:
            self.tabs.setTabData(self.tabs.addTab(text), key)
        self.tabs.currentChanged.connect(lambda at: self.chosen.emit(self.tabs.tabData(at)))
        self._row, self._beside = _Row(theme, left=10), _Row(theme)
        self.header.add_action(self._beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 1)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._row)
        self._arrange(compact=False)

    def set_head(self, head: CohortHead) -> None:
        """Show a cohort's title, stage and figures."""
        self._head = head
        self.tabs.set_count(0, head.trainees)
        self._name()

    def choose(self, key: ClassTabKey) -> None:
        """Make a tab current; one that is not there leaves it as it is."""
        for at in range(self.tabs.count()):
            if self.tabs.tabData(at) == key:
                self.tabs.setCurrentIndex(at)

    def step(self, by: int) -> None:
        """Go to the next tab (1) or the one before (-1), around the ends."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())

    def fit(self) -> None:
        """Tabs move beside the title below 1180; a low window keeps its height for the grid."""
        theme, window = self._theme, self.window()
        self._arrange(compact=window.width() < theme.px(_COMPACT))
        low = window.height() < theme.px(_LOW)
        self.header.setFixedHeight(theme.px(44 if self._compact else 50 if low else 56))

    def _arrange(self, *, compact: bool) -> None:
        if compact == self._compact:
            return
        self._compact = compact
        (self._beside if compact else self._row).take(self.tabs)
        self._row.setVisible(not compact)
        self._beside.setVisible(compact)
        self._name()

    def _name(self) -> None:
        head = self._head
        if head is None:
            return
        self.header.set_title(head.short if self._compact else head.title)
        self.header.set_tag(*(("", "neut") if self._compact else words.status_tag(head.status)))
        self.header.set_meta("" if self._compact else words.meta(head))


class _Row(QWidget):
    """Where the tabs stand, at the bottom of the room there is."""

    def __init__(self, theme: Theme, *, left: int = 0) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.px(left), 0, 0, 0)
        self._column.addStretch(1)

    def sizeHint(self) -> QSize:
        """As high as a tab bar."""
        return QSize(super().sizeHint().width(), self._theme.px(38))

    def take(self, tabs: QWidget) -> None:
        """Have the tabs here."""
        self._column.addWidget(tabs)
        tabs.show()
