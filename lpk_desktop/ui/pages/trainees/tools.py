"""The row over the list of people: search and filters, or the acts for those ticked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from lpk_desktop.language import C_, _, counted
from lpk_desktop.services.enrolments import NikState
from lpk_desktop.services.trainee_list import Standing, TraineeLine
from lpk_desktop.ui.pages.trainees.words import standing_words
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.chip import Chip
from lpk_desktop.ui.widgets.field import SearchField
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.segmented import Choice
from lpk_desktop.ui.widgets.tool_row import ToolRow
from lpk_desktop.ui.widgets.visibility import show_if


class TraineeTools(QStackedWidget):
    """`changed` when another filter holds; `enrol_asked` and `untick_asked` for those ticked."""

    changed = Signal()
    searched = Signal(str)
    enrol_asked = Signal()
    untick_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.search = SearchField(theme, _("Nama, NIK, KPJ, no. HP"))
        self.programme = Chip(theme, _("Program"), [])
        self.standing = Chip(
            theme, _("Status"), [Choice(each.value, standing_words(each)) for each in Standing]
        )
        self.nik = Chip(
            theme,
            _("NIK"),
            [
                Choice(NikState.DAMAGED.value, _("Rusak")),
                Choice(NikState.MISSING.value, C_("number not known", "Belum ada")),
            ],
            dashed=True,
        )
        self.doubled = Chip(theme, _("Data ganda"), [Choice("doubled", _("ya"))], dashed=True)
        self.set_doubled(there=False)
        filters, ticked = ToolRow(theme), ToolRow(theme)
        filters.add(self.search, *self._chips)
        self._count = Label(theme, weight=500)
        self.enrol = Button(theme, _("Daftarkan ke kelas"), icon="school")
        untick = Button(theme, _("Batalkan centang"), kind="quiet")
        ticked.add(self._count)
        ticked.add_divider()
        ticked.add(self.enrol, untick)
        for row in (filters, ticked):
            self.addWidget(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for chip in self._chips:
            chip.changed.connect(lambda _keys: self.changed.emit())
        self.search.textChanged.connect(self.searched)
        self.enrol.clicked.connect(self.enrol_asked)
        untick.clicked.connect(self.untick_asked)

    @property
    def narrowed(self) -> bool:
        """Whether a filter holds."""
        return bool(self.search.text()) or any(chip.value for chip in self._chips)

    def set_programmes(self, programmes: Sequence[Choice]) -> None:
        """Offer these programmes."""
        self.programme.set_choices(programmes)

    def set_doubled(self, *, there: bool) -> None:
        """Offer to show only people who may be here twice, if there are any."""
        show_if(self.doubled, there or bool(self.doubled.value))

    @property
    def _chips(self) -> tuple[Chip, ...]:
        return self.programme, self.standing, self.nik, self.doubled

    def set_ticked(self, count: int) -> None:
        """Turn to the acts for those ticked, or back to the filters."""
        self._count.setText(counted("{count} dipilih", count))
        self.setCurrentIndex(1 if count else 0)

    def keeps(self, line: TraineeLine) -> bool:
        """Whether the chips let a person through."""
        return (
            (not self.programme.value or line.programme in self.programme.value)
            and (not self.standing.value or line.standing in self.standing.value)
            and (not self.nik.value or line.nik_state in self.nik.value)
            and (not self.doubled.value or bool(line.twins))
        )

    def widen(self) -> None:
        """Take every filter away."""
        for chip in self._chips:
            chip.set_value(())
        self.search.clear()
