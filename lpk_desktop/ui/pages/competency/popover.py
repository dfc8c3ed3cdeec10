"""Result, assessor, date, method and note of an assessment, in a popover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QCompleter,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from lpk_desktop.domain.competency import Result
from lpk_desktop.language import _, current_language
from lpk_desktop.ui.pages.competency.acts import Evidence, Target
from lpk_desktop.ui.pages.competency.choice import ResultChoice
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import IconButton
from lpk_desktop.ui.widgets.label import ElidedLabel, Label
from lpk_desktop.ui.widgets.note_edit import NoteEdit
from lpk_desktop.ui.widgets.popover import Popover

# Fields look like text until they are touched, as the design shows them; a date field's inner line is bare.
_CALM = """
QLineEdit, QDateEdit {{ min-height: {line}px; padding: 0 {side}px; }}
QLineEdit:!focus:!hover, QDateEdit:!focus:!hover {{ border-color: transparent; background: transparent; }}
QDateEdit::up-button, QDateEdit::down-button {{ width: 0; border: none; }}
QDateEdit QLineEdit {{ min-height: 0; padding: 0; border: none; background: transparent; }}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the popover holds for some cells."""

    targets: tuple[Target, ...]
    result: Result | None
    evidence: Evidence

    @property
    def complete(self) -> bool:
        """Whether it may be stored: there is a result, and a BK says why."""
        return self.result is Result.COMPETENT or (self.result is Result.NOT_YET and bool(self.evidence.note))


class AssessmentPopover(Popover):
    """Edits one draft and tells it once, when it closes."""

    finished = Signal(object, bool)
    """The `Draft`, complete or not, and whether it differs from what was asked."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._asked = Draft(targets=(), result=None, evidence=Evidence())
        self._kept: dict[tuple[Target, ...], Draft] = {}
        self._build()
        self.setFixedWidth(theme.px(354))
        self.setStyleSheet(_CALM.format(line=theme.px(22), side=theme.px(6)))
        self.closed.connect(self._on_closed)

    def _build(self) -> None:
        theme = self._theme
        self._name = Label(theme, style="section")
        self._unit = ElidedLabel(theme, style="small", role="text3")
        close = IconButton(theme, "x", _("Tutup"), keys="Esc", size="small")
        close.clicked.connect(self.close_and_keep)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._unit)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.choice = ResultChoice(theme)
        self.choice.chosen.connect(self._on_chosen)
        self.note = NoteEdit(_("Catatan"))
        self.note.setPlaceholderText(_("Apa yang dinilai, apa yang belum"))
        self.note.setFixedHeight(theme.px(72))
        self.note.done.connect(self.close_and_keep)
        self.note.textChanged.connect(self._tell_state)
        self._state = Label(theme, style="micro", role="text3")
        self.body.addLayout(head)
        self.body.addWidget(self.choice)
        self.body.addLayout(self._build_facts())
        self.body.addWidget(self.note)
        self.body.addWidget(self._state)

    def _build_facts(self) -> QGridLayout:
        self.assessor, self.method, self.day = QLineEdit(), QLineEdit(), QDateEdit()
        self.day.setLocale(QLocale(current_language()))
        # A date field gives its inner line no padding of its own: bring the date under the other words.
        self.day.lineEdit().setTextMargins(self._theme.px(7), 0, 0, 0)
        self.day.setDisplayFormat("dddd, d MMMM yyyy")
        methods = (_("Praktik"), _("Lisan"), _("Tertulis"), _("Praktik dan lisan"), _("Praktik dan tertulis"))
        self.method.setCompleter(_completer(methods, self))
        facts = QGridLayout()
        facts.setVerticalSpacing(0)
        facts.setHorizontalSpacing(self._theme.px(4))
        facts.setColumnMinimumWidth(0, self._theme.px(62))
        fields = ((_("Asesor"), self.assessor), (_("Tanggal"), self.day), (_("Metode"), self.method))
        for line, (text, field) in enumerate(fields):
            label = Label(self._theme, text, style="dense", role="text3")
            label.setBuddy(field)
            field.setAccessibleName(text)
            field.setFont(self._theme.font("dense"))
            facts.addWidget(label, line, 0)
            facts.addWidget(field, line, 1, 1, 1 if field is self.day else 2)
        self._attempt = Label(self._theme, style="dense", role="text3")
        facts.addWidget(self._attempt, 1, 2)
        facts.setColumnStretch(1, 1)
        return facts

    def ask(
        self,
        draft: Draft,
        *,
        name: str,
        unit: str,
        attempt: int | None,
        assessors: list[str],
        chosen: Result | None = None,
    ) -> None:
        """Show a draft; what was typed for these cells before and could not be stored comes back.

        `chosen` is the result of the key just pressed, which counts above all.
        """
        self._asked = draft
        shown = self._kept.get(draft.targets, draft)
        evidence, day = shown.evidence, shown.evidence.day
        self._name.setText(name)
        self._unit.setText(unit)
        self._attempt.setText("" if attempt is None else _("percobaan {number}").format(number=attempt))
        self.choice.choose(chosen or shown.result or draft.result)
        self.assessor.setText(evidence.assessor or "")
        self.assessor.setCursorPosition(0)
        self.assessor.setCompleter(_completer(assessors, self))
        if day is not None:
            self.day.setDate(QDate(day.year, day.month, day.day))
        self.method.setText(evidence.method or "")
        self.note.setPlainText(evidence.note or "")
        self._tell_state()

    def keep(self, draft: Draft) -> None:
        """Show this draft again when its cells are asked for next: it could not be stored."""
        self._kept[draft.targets] = draft

    def take_focus(self, *, note: bool) -> None:
        """Begin at the note, or at the result."""
        if note:
            self.note.moveCursor(QTextCursor.MoveOperation.End)
            self.note.setFocus()
        else:
            self.choice.setFocus()

    @property
    def draft(self) -> Draft:
        """What the fields hold now."""
        day = self.day.date()
        evidence = Evidence(
            note=self.note.text or None,
            assessor=self.assessor.text().strip() or None,
            day=date(day.year(), day.month(), day.day()),
            method=self.method.text().strip() or None,
        )
        return Draft(targets=self._asked.targets, result=self.choice.result, evidence=evidence)

    def _on_chosen(self) -> None:
        if self.choice.result is Result.NOT_YET and not self.note.text:
            self.take_focus(note=True)
        self._tell_state()

    def _tell_state(self) -> None:
        needed = self.choice.result is Result.NOT_YET and not self.note.text
        self._state.set_role("warnFg" if needed else "text3")
        saved = _("Tersimpan otomatis saat ditutup (Enter)")
        self._state.setText(
            _("BK perlu catatan. Tanpa catatan hasilnya tidak disimpan.") if needed else saved
        )

    def _on_closed(self) -> None:
        draft = self.draft
        self._kept.pop(draft.targets, None)
        if not draft.complete and draft.evidence.note:
            self.keep(draft)
        self.finished.emit(draft, draft != self._asked)


def _completer(words: list[str] | tuple[str, ...], parent: QWidget) -> QCompleter:
    completer = QCompleter(list(words), parent)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return completer
