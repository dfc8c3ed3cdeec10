"""The panel beside the list of acts: what one act did, and what undoing it would leave."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout

from lpk_desktop.language import _, counted
from lpk_desktop.messages.history import computer_words, event_words, left_words, moment_words
from lpk_desktop.services.acts import Bar, DoneAct
from lpk_desktop.services.history import PastEvent
from lpk_desktop.services.undoing import Undoing
from lpk_desktop.ui.dialogs.undo_review import left_heading
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import ActionButton
from lpk_desktop.ui.widgets.change_list import LineList
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.side_panel import FactGrid, Section, SidePanel


class ActPanel(SidePanel):
    """One act in full; `undo` is the page's action for taking it back."""

    def __init__(self, theme: Theme, undo: QAction) -> None:
        super().__init__(theme, name=_("Rincian tindakan"))
        self._undo = undo

    def set_act(self, act: DoneAct, events: Sequence[PastEvent], undoing: Undoing | None) -> None:
        """Show an act with its lines, and what would be left; `undoing` None where nothing takes it back."""
        self.clear()
        self.add(self._head(act), self._changes(act, events))
        if undoing is not None and undoing.left:
            self.add(self._left(undoing))
        self.verticalScrollBar().setValue(0)

    def _head(self, act: DoneAct) -> Section:
        theme = self._theme
        section = Section(theme)
        top = QHBoxLayout()
        top.addWidget(Label(theme, act.label, style="title", wrap=True), 1)
        top.addWidget(self.close_button)
        section.body.addLayout(top)
        facts = FactGrid(theme)
        facts.add(_("Oleh"), act.by or "")
        facts.add(_("Waktu"), moment_words(act.at))
        facts.add(_("Komputer"), computer_words(act.computer))
        section.add(facts)
        if act.undone:
            section.add(Label(theme, _("Sudah diurungkan."), style="small", role="text3"))
        elif act.undoable:
            row = QHBoxLayout()
            row.addWidget(ActionButton(theme, self._undo, icon="arrow-back-up", size="small"))
            row.addStretch(1)
            section.body.addLayout(row)
        else:
            section.add(Label(theme, _not_here(act), style="small", role="text3", wrap=True))
        self.close_button.show()
        return section

    def _changes(self, act: DoneAct, events: Sequence[PastEvent]) -> Section:
        rows = counted("{count} baris", act.changes)
        section = Section(self._theme, _("Yang berubah"), rows)
        section.add(LineList(self._theme, [event_words(each, whose=True) for each in events]))
        return section

    def _left(self, undoing: Undoing) -> Section:
        section = Section(self._theme, left_heading(undoing, done=False))
        section.add(LineList(self._theme, [left_words(each) for each in undoing.left], role="text2"))
        return section


def _not_here(act: DoneAct) -> str:
    return {
        Bar.ELSEWHERE: _("Dilakukan di komputer lain; urungkan di sana."),
        Bar.FINAL: _("Tidak bisa diurungkan: yang sudah terbit atau menjadi dasar pusat pelatihan tetap."),
        Bar.KEYS: _("Tidak bisa diurungkan: kunci masuk yang lama tidak dihidupkan lagi."),
        Bar.SEEN: _("Tidak bisa diurungkan: yang sudah dilihat atau diambil tetap tercatat."),
        Bar.OTHERS: _("Dilakukan orang lain; yang boleh mengurungkannya: Administrator."),
        None: "",
    }[act.bar]
