"""A field with its label above and one sentence below: what is wrong, or a word of help."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from lpk_desktop.language import _
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.segmented import Choice
from lpk_desktop.ui.widgets.visibility import show_if

Check = Callable[[str], str]
"""Takes the trimmed text, gives one sentence about what is wrong, or an empty text."""


def needed(sentence: str) -> Check:
    """A check that says `sentence` while nothing is typed."""
    return lambda text: "" if text else sentence


class LineEdit(QLineEdit):
    """A line of text that tells when the keyboard leaves it."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell it, unless only a menu or another window took the keyboard."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


class Field(QWidget):
    """A labelled line of text, checked when it is left; what was typed is never taken away.

    With `bare_label` the label is only spoken, where the place says what is asked.
    """

    edited = Signal(str)

    def __init__(
        self,
        theme: Theme,
        label: str,
        *,
        check: Check | None = None,
        hint: str = "",
        size: str = "large",
        bare_label: bool = False,
    ) -> None:
        super().__init__()
        self._theme, self._check, self._hint = theme, check, hint
        self._refused: tuple[str, str] | None = None
        self.edit = LineEdit()
        self.edit.setProperty("measure", size)
        self.edit.setAccessibleName(label)
        self._label = Label(theme, label, style="small", role="text2", weight=500)
        self._label.setBuddy(self.edit)
        self._message = Label(theme, hint, style="small", role="text3", wrap=True)
        show_if(self._message, bool(hint))
        self._alert = QAction(self)
        self.edit.addAction(self._alert, QLineEdit.ActionPosition.TrailingPosition)
        self._alert.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(5))
        for widget in (self._label, self.edit, self._message):
            column.addWidget(widget)
        if bare_label:
            self._label.hide()
        self.setFocusProxy(self.edit)
        self.edit.left.connect(self.validate)
        self.edit.textEdited.connect(self._on_edited)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def text(self) -> str:
        """What was typed, without spaces around it."""
        return self.edit.text().strip()

    @property
    def message(self) -> str:
        """The sentence below the field, empty when there is none."""
        return self._message.text()

    @property
    def wrong(self) -> bool:
        """Whether the sentence below says what is wrong."""
        return bool(self.edit.property("error") == "true")

    def set_text(self, text: str) -> None:
        """Fill the field without checking it."""
        self.edit.setText(text)

    def set_label(self, label: str) -> None:
        """Rename the field."""
        self._label.setText(label)
        self.edit.setAccessibleName(label)

    def validate(self) -> bool:
        """Check what was typed and say what is wrong with it; true when nothing is."""
        problem = self._check(self.text) if self._check else ""
        if not problem and self._refused and self._refused[0] == self.text:
            problem = self._refused[1]
        if problem or self.wrong:
            self.set_error(problem)
        return not problem

    def set_error(self, sentence: str) -> None:
        """Say what is wrong, or with an empty text that nothing is."""
        self._mark(wrong=bool(sentence))
        self._say(sentence or self._hint, "dangerFg" if sentence else "text3")

    def refuse(self, sentence: str) -> None:
        """Say why what was typed was refused elsewhere; holds until something else is typed."""
        self._refused = (self.text, sentence)
        self.set_error(sentence)

    def set_note(self, sentence: str, role: str = "text3") -> None:
        """Say something that is no error: a warning (warnFg) or praise (okFg)."""
        self._mark(wrong=False)
        self._say(sentence or self._hint, role if sentence else "text3")

    def _say(self, sentence: str, role: str) -> None:
        self._message.setText(sentence)
        self._message.set_role(role)
        self._message.setVisible(bool(sentence))
        self.edit.setAccessibleDescription(sentence)

    def _mark(self, *, wrong: bool) -> None:
        self._alert.setVisible(wrong)
        if self.wrong != wrong:
            self.edit.setProperty("error", "true" if wrong else "false")
            self.edit.style().unpolish(self.edit)
            self.edit.style().polish(self.edit)

    def _on_edited(self, text: str) -> None:
        # While a person mends the field, the error goes as soon as it is mended, never before.
        if self.wrong and not (self._check and self._check(self.text)):
            self.set_error("")
        self.edited.emit(text)

    def _restyle(self) -> None:
        self._alert.setIcon(self._theme.icon("alert-circle", "dangerFg", self._theme.px(16)))


class PasswordField(Field):
    """A field for a secret, with an eye that shows it."""

    def __init__(
        self,
        theme: Theme,
        label: str,
        *,
        check: Check | None = None,
        hint: str = "",
        bare_label: bool = False,
    ) -> None:
        self._eye = QAction()
        super().__init__(theme, label, check=check, hint=hint, bare_label=bare_label)
        self._eye.setParent(self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._on_toggled)
        self.edit.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._on_toggled(shown=False)

    @property
    def text(self) -> str:
        """What was typed, spaces included: they may be part of the secret."""
        return self.edit.text()

    def _on_toggled(self, shown: bool) -> None:  # noqa: FBT001  Qt gives it so
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._eye.setText(_("Sembunyikan kata sandi") if shown else _("Tampilkan kata sandi"))
        self._restyle()

    def _restyle(self) -> None:
        super()._restyle()
        icon = "eye-off" if self._eye.isChecked() else "eye"
        self._eye.setIcon(self._theme.icon(icon, "text2", self._theme.px(16)))


class ChoiceField(QWidget):
    """A labelled choice from a short list."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, label: str, choices: Sequence[Choice], *, size: str = "large") -> None:
        super().__init__()
        self.combo = QComboBox()
        self.combo.setProperty("measure", size)
        self.combo.setAccessibleName(label)
        for choice in choices:
            self.combo.addItem(choice.text, choice.key)
        heading = Label(theme, label, style="small", role="text2", weight=500)
        heading.setBuddy(self.combo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(5))
        column.addWidget(heading)
        column.addWidget(self.combo)
        self.setFocusProxy(self.combo)
        self.combo.activated.connect(self._on_activated)

    @property
    def value(self) -> str:
        """The key of the choice that holds."""
        return str(self.combo.currentData())

    def set_value(self, key: str) -> None:
        """Make a choice hold; an unknown key leaves it as it is."""
        index = self.combo.findData(key)
        if index >= 0:
            self.combo.setCurrentIndex(index)

    def _on_activated(self, index: int) -> None:
        self.chosen.emit(self.combo.itemData(index))


class SearchField(LineEdit):
    """A field that narrows a list: a lens before the text, a cross when there is text, Esc empties it."""

    def __init__(self, theme: Theme, placeholder: str) -> None:
        super().__init__()
        self._theme = theme
        self._lens = QAction(self)
        self.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setMinimumWidth(theme.px(216))
        theme.changed.connect(self._restyle)
        self._restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties the field; in an empty field it goes on to the list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        self._lens.setIcon(self._theme.icon("search", "text3", self._theme.px(16)))
