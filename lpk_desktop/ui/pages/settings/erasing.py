"""Erasing people, asked in full: what goes, what stays, and a word to type, since nothing undoes it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from lpk_desktop.domain.erasing import Reason
from lpk_desktop.language import _
from lpk_desktop.messages.erasing import preview_lines, reason_words
from lpk_desktop.services.erasing import Preview
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.change_list import LineList
from lpk_desktop.ui.widgets.dialog import dialog_column, dialog_foot
from lpk_desktop.ui.widgets.field import ChoiceField, Field
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.segmented import Choice

_NAMED = 8


class Erasing(QDialog):
    """`accepted` only after the word is typed."""

    def __init__(self, theme: Theme, parent: QWidget, found: Preview, *, reason: Reason) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Hapus data pribadi"))
        self.setModal(True)
        self._word = _("HAPUS")
        self.reason = ChoiceField(
            theme, _("Alasan"), [Choice(each.value, _sentence(reason_words(each))) for each in Reason]
        )
        self.reason.set_value(reason.value)
        self.word = Field(theme, _("Ketik {word} untuk melanjutkan").format(word=self._word))
        self.yes = Button(theme, _("Hapus untuk selamanya"), kind="danger")
        self.no = Button(theme, _("Batal"))
        self.yes.setEnabled(False)
        self.word.edited.connect(self._on_typed)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        self._lay_out(theme, found)
        self.word.edit.setFocus()

    @property
    def why(self) -> Reason:
        """The reason that is chosen."""
        return Reason(self.reason.value)

    def _lay_out(self, theme: Theme, found: Preview) -> None:
        column = dialog_column(theme, self)
        column.addWidget(Label(theme, _title(found), style="title", wrap=True))
        column.addWidget(LineList(theme, preview_lines(found), role="text2"))
        column.addSpacing(theme.px(4))
        column.addWidget(self.reason)
        column.addWidget(self.word)
        column.addSpacing(theme.px(8))
        column.addLayout(dialog_foot(theme, self.no, self.yes))
        self.setFixedWidth(theme.px(520))

    def _on_typed(self, _text: str) -> None:
        self.yes.setEnabled(self.word.text.upper() == self._word)


def _title(found: Preview) -> str:
    names = list(found.names[:_NAMED])
    if len(found.names) > _NAMED:
        names.append(_("{number} lainnya").format(number=len(found.names) - _NAMED))
    return _("Hapus data pribadi {names}?").format(names=", ".join(names))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
