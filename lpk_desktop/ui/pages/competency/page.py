"""Kelas › Kompetensi: the tool row over the competency grid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from lpk_desktop.language import _, counted
from lpk_desktop.services.views import CompetencySheet
from lpk_desktop.ui.pages.competency import planning
from lpk_desktop.ui.pages.competency.acts import CompetencyActs
from lpk_desktop.ui.pages.competency.grid import CompetencyGrid
from lpk_desktop.ui.pages.competency.planning import Show
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.find_field import FindField
from lpk_desktop.ui.widgets.hint_bar import Hint, Status
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.segmented import Choice, Segmented
from lpk_desktop.ui.widgets.tool_row import ToolRow

_COMPACT, _ROOMY = 1180, 1400


class CompetencyPage(QWidget):
    """The page that answers who is competent in what, and what is missing."""

    refused = Signal(str)
    """Why an act changed nothing; for a toast."""
    status_changed = Signal()
    """`status` says something else."""

    def __init__(
        self,
        *,
        theme: Theme,
        sheet: CompetencySheet,
        acts: CompetencyActs,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        """`today` gives the centre's day."""
        super().__init__(parent)
        self._theme = theme
        self._acts = acts
        self.grid = CompetencyGrid(theme=theme, sheet=sheet, acts=acts, today=today)
        self.tools = ToolRow(theme)
        self._build_tools()
        sentence = _("Hasil dicatat per unit. Pilih program yang punya unit, atau tambahkan unitnya.")
        empty = EmptyState(theme, "list-check", _("Belum ada unit kompetensi"), sentence)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addLayout(self._stack, 1)
        self.setFocusProxy(self.grid)
        self._connect()
        self._refresh()

    def _build_tools(self) -> None:
        theme, tools = self._theme, self.tools
        self.finder = FindField(theme, _("Cari peserta"))
        choices = (
            Choice(Show.ALL.value, _("Semua")),
            Choice(Show.OPEN.value, _("Belum dinilai")),
            Choice(Show.NOT_YET.value, _("BK")),
        )
        self.filter = Segmented(theme, choices, name=_("Saringan peserta"))
        self.standard = Label(theme, style="small", role="text3")
        self.undo = Button(theme, _("Urungkan"), kind="quiet", icon="arrow-back-up", keys="Ctrl+Z")
        self.undo.setAccessibleName(_("Urungkan"))
        self.undo.setToolTip(_("Urungkan (Ctrl+Z)"))
        self.final = Button(theme, _("Tetapkan hasil akhir"), kind="primary", icon="checks")
        tools.add(self.finder, self.filter, self.standard)
        tools.add_right(self.undo, self.final)

    def _connect(self) -> None:
        grid = self.grid
        grid.refused.connect(self.refused)
        grid.typing.connect(self._on_typing)
        grid.find_wanted.connect(self._on_find_wanted)
        self.finder.textChanged.connect(lambda text: self.finder.show_found(found=grid.find_name(text)))
        self.finder.next_wanted.connect(lambda: grid.find_name(self.finder.text(), following=True))
        self.finder.done.connect(grid.view.setFocus)
        self.filter.chosen.connect(lambda _key: self._apply_filter())
        self.undo.clicked.connect(grid.undo)
        self.final.clicked.connect(self._acts.set_final)

    def set_sheet(self, sheet: CompetencySheet) -> None:
        """Show another state of the cohort; the place of the work stays."""
        self.grid.set_sheet(sheet)
        self._refresh()

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The keys that work here, for the hint bar."""
        return (
            Hint(text=_("Tekan")),
            Hint(keys=("K",), text=_("kompeten")),
            Hint(keys=("B",), text=_("belum kompeten")),
            Hint(keys=("Del",), text=_("belum dinilai")),
            Hint(keys=("Enter",), text=_("catatan dan bukti"), rule=True),
            Hint(keys=("Ctrl+D",), text=_("isi ke bawah")),
        )

    @property
    def status(self) -> Status:
        """What it takes to pass, for the right end of the hint bar."""
        words = _("Lulus: semua unit kompeten dan kehadiran min. {minimum}%")
        return Status(text=words.format(minimum=self.grid.sheet.minimum))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window undo becomes an icon and the standard's name leaves."""
        super().resizeEvent(event)
        width = self.window().width()
        compact = width < self._theme.px(_COMPACT)
        self.undo.setText("" if compact else _("Urungkan"))
        self.undo.set_keys("Ctrl+Z" if width >= self._theme.px(_ROOMY) else "")
        self.standard.setVisible(not compact)

    def _refresh(self) -> None:
        sheet = self.grid.sheet
        self._stack.setCurrentIndex(0 if sheet.blocks else 1)
        self.filter.set_counts({show.value: len(planning.shown_rows(sheet, show)) for show in Show})
        self.standard.setText(_standard(sheet))
        ready = planning.may_set_final(sheet)
        self.final.setEnabled(ready)
        self.final.setToolTip("" if ready else _("Belum ada peserta yang semua unitnya sudah dinilai"))
        self._apply_filter()
        self.status_changed.emit()

    def _apply_filter(self) -> None:
        rows = planning.shown_rows(self.grid.sheet, Show(self.filter.current))
        if not rows and self.filter.current != Show.ALL.value:
            # A filter without hits would leave nothing to work on: its question is answered.
            self.filter.choose(Show.ALL.value)
            return
        self.grid.show_rows(rows)

    def _on_typing(self, text: str) -> None:
        self.standard.setText(text or _standard(self.grid.sheet))

    def _on_find_wanted(self) -> None:
        self.finder.selectAll()
        self.finder.setFocus()


def _standard(sheet: CompetencySheet) -> str:
    """The decree behind the units, or how many there are."""
    if sheet.decree:
        return sheet.decree
    coded = sum(block.code is not None for block in sheet.blocks)
    words = [counted("{count} unit", coded)]
    plain = len(sheet.blocks) - coded
    if plain:
        words.append(counted("{count} materi tanpa kode", plain))
    return ", ".join(words)
