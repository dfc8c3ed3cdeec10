"""Kelas › Kompetensi: the tool row over the competency grid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from lpk_desktop.language import _, counted
from lpk_desktop.services.views import CompetencySheet
from lpk_desktop.ui.grids.page import GridPage
from lpk_desktop.ui.pages.competency import planning
from lpk_desktop.ui.pages.competency.acts import CompetencyActs
from lpk_desktop.ui.pages.competency.grid import CompetencyGrid
from lpk_desktop.ui.pages.competency.planning import Show
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.hint_bar import Hint, Status
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.segmented import Choice, Segmented


class CompetencyPage(GridPage[CompetencySheet]):
    """The page that answers who is competent in what, and what is missing."""

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
        self.grid = CompetencyGrid(theme=theme, sheet=sheet, acts=acts, today=today)
        sentence = _("Hasil dicatat per unit. Pilih program yang punya unit, atau tambahkan unitnya.")
        empty = EmptyState(theme, "list-check", _("Belum ada unit kompetensi"), sentence)
        super().__init__(theme, self.grid, empty, parent)
        self._acts = acts
        self._build_tools()
        self._connect()
        self.lay_out()
        self.refresh()

    def _build_tools(self) -> None:
        theme, tools = self.theme, self.tools
        choices = (
            Choice(Show.ALL.value, _("Semua")),
            Choice(Show.OPEN.value, _("Belum dinilai")),
            Choice(Show.NOT_YET.value, _("BK")),
        )
        self.filter = Segmented(theme, choices, name=_("Saringan peserta"))
        self.standard = Label(theme, style="small", role="text3")
        self.final = Button(theme, _("Tetapkan hasil akhir"), kind="primary", icon="checks")
        tools.add(self.finder, self.filter, self.standard)
        tools.add_right(self.undo, self.final)

    def _connect(self) -> None:
        self.grid.typing.connect(self._on_typing)
        self.filter.chosen.connect(lambda _key: self._apply_filter())
        self.final.clicked.connect(self._acts.set_final)

    def widen(self) -> bool:
        """Show everybody again; False when nobody is left out."""
        narrowed = self.filter.current != Show.ALL.value
        if narrowed:
            self.filter.choose(Show.ALL.value)
        return narrowed

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

    def fit(self) -> None:
        """In a narrow window the standard's name leaves."""
        self.standard.setVisible(not self.compact)

    def refresh(self) -> None:
        """Filter and count anew."""
        sheet = self.grid.sheet
        self.show_grid(shown=bool(sheet.blocks))
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
