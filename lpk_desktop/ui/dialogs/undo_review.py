"""What an undo will do before it is done, or has done: what changes, and what stays and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from lpk_desktop.language import _, counted
from lpk_desktop.messages.history import left_words, line_words
from lpk_desktop.services.undoing import Undoing
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.change_list import LineList
from lpk_desktop.ui.widgets.dialog import dialog_column, dialog_foot, reading_area
from lpk_desktop.ui.widgets.label import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """An undo to look at; `title` asks or tells, `accept` carries it out, None once it is done."""

    title: str
    undoing: Undoing
    accept: Callable[[], None] | None = None


class UndoReview(QDialog):
    """Both lists, one under the other; before the undo it waits for a decision."""

    def __init__(self, theme: Theme, parent: QWidget, review: Review) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Urungkan"))
        self.setModal(True)
        undoing, done = review.undoing, review.accept is None
        column = dialog_column(theme, self)
        column.addWidget(Label(theme, review.title, style="title", wrap=True))
        column.addWidget(self._lists(theme, undoing, done=done), 1)
        self.no = Button(theme, _("Tutup") if done else _("Batal"))
        self.no.clicked.connect(self.reject)
        self.yes = Button(theme, _yes(undoing), kind="primary", icon="arrow-back-up")
        self.yes.setVisible(not done)
        self.yes.setEnabled(undoing.rows > 0)
        self.yes.clicked.connect(self.accept)
        column.addLayout(dialog_foot(theme, self.no, self.yes))
        if review.accept is not None:
            self.accepted.connect(review.accept)
        lines = len(undoing.left) + len(undoing.lines)
        self.resize(theme.px(560), theme.px(min(220 + 20 * lines, 560)))
        (self.no if done or not undoing.rows else self.yes).setFocus()

    def _lists(self, theme: Theme, undoing: Undoing, *, done: bool) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(6))
        if undoing.left:
            column.addWidget(Label(theme, left_heading(undoing, done=done), style="small", weight=600))
            column.addWidget(LineList(theme, [left_words(each) for each in undoing.left]))
            column.addSpacing(theme.px(8))
        if undoing.lines:
            column.addWidget(Label(theme, changed_heading(undoing, done=done), style="small", weight=600))
            column.addWidget(LineList(theme, [line_words(each) for each in undoing.lines], role="text2"))
        column.addStretch(1)
        area = reading_area(inside)
        area.setAccessibleName(_("Apa yang berubah dan apa yang dibiarkan"))
        return area


def left_heading(undoing: Undoing, *, done: bool) -> str:
    """Over what stays."""
    number = len(undoing.left)
    return (
        counted("Dibiarkan ({count})", number)
        if done
        else counted("Tetap seperti sekarang ({count})", number)
    )


def changed_heading(undoing: Undoing, *, done: bool) -> str:
    """Over what changes."""
    number = len(undoing.lines)
    return counted("Sudah berubah ({count})", number) if done else counted("Akan berubah ({count})", number)


def _yes(undoing: Undoing) -> str:
    if undoing.left:
        return counted("Urungkan, biarkan {count}", len(undoing.left))
    return _("Urungkan")
