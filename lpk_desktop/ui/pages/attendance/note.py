"""The note of one mark, in a popover."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lpk_desktop.language import _
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.label import ElidedLabel, Label
from lpk_desktop.ui.widgets.note_edit import NoteEdit
from lpk_desktop.ui.widgets.popover import Popover


class NotePopover(Popover):
    """Shows whose mark it is and takes the note; tells a changed text once, when it closes."""

    changed = Signal(str, str, str)
    """Session, enrolment, the new text."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._target = ("", "")
        self._before = ""
        self._name = Label(theme, style="section")
        self._where = ElidedLabel(theme, style="small", role="text3")
        self._edit = NoteEdit(_("Catatan"))
        self._edit.setPlaceholderText(_("Catatan untuk tanda ini"))
        self._edit.setFixedHeight(theme.px(72))
        self._edit.done.connect(self.close_and_keep)
        saved = Label(theme, _("Tersimpan otomatis"), style="micro", role="text3")
        keys = Label(theme, _("Enter selesai"), style="micro", role="text3")
        foot = QHBoxLayout()
        foot.addWidget(saved, 1)
        foot.addWidget(keys)
        self.body.setSpacing(theme.px(8))
        head = (self._name, self._where)
        for label in head:
            self.body.addWidget(label)
        self.body.addWidget(self._edit)
        self.body.addLayout(foot)
        self.setFixedWidth(theme.px(320))
        self.closed.connect(self._on_closed)

    def ask(self, target: tuple[str, str], *, name: str, where: str, note: str) -> None:
        """Show the note of a mark; `target` is (session, enrolment)."""
        self._target, self._before = target, note
        self._name.setText(name)
        self._where.setText(where)
        self._edit.setPlainText(note)

    def take_focus(self) -> None:
        """Put the caret at the end of the note."""
        self._edit.moveCursor(QTextCursor.MoveOperation.End)
        self._edit.setFocus()

    def _on_closed(self) -> None:
        if self._edit.text != self._before:
            self.changed.emit(*self._target, self._edit.text)
