"""The password of the person chosen, with what went wrong and how long to wait."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lpk_desktop.language import _, counted
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.field import PasswordField
from lpk_desktop.ui.widgets.label import Label


class PasswordForm(QWidget):
    """`submitted` carries the password; `stepped` asks for the person below (1) or above (-1)."""

    submitted = Signal(str)
    stepped = Signal(int)
    forgotten = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._wait = 0
        self._error = ""
        self._busy = False
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self.tick)
        self.field = PasswordField(theme, _("Kata sandi"), bare_label=True)
        self.button = Button(theme, _("Masuk"), kind="primary", size="large")
        self.forgot = Button(theme, _("Lupa kata sandi? Pakai kode pemulihan"), kind="link")
        self.caps = Label(theme, _("Caps Lock hidup"), style="small", role="warnFg")
        self.caps.hide()
        self.field.edit.installEventFilter(self)
        self.field.edit.returnPressed.connect(self._submit)
        self.button.clicked.connect(self._submit)
        self.forgot.clicked.connect(self.forgotten)
        self.setFocusProxy(self.field)
        self._lay_out(theme)

    @property
    def wait(self) -> int:
        """Seconds until another try, 0 when one can try now."""
        return self._wait

    def clear(self) -> None:
        """Start afresh, for another person."""
        self.field.set_text("")
        self.field.set_error("")

    def show_error(self, sentence: str, wait: int = 0) -> None:
        """Say what is wrong; with `wait` seconds, count them down before another try."""
        self._error, self._wait = sentence, wait
        self.field.edit.selectAll()
        self._tell()
        if wait:
            self._clock.start()
        self._allow()
        self.field.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """Show that the data is being opened."""
        self._busy = busy
        self.button.setText(_("Membuka…") if busy else _("Masuk"))
        self.button.updateGeometry()
        self._allow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the field go to another person; letters betray Caps Lock."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
                return True
            self.hear(event.text(), shifted=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        return super().eventFilter(watched, event)

    def hear(self, letter: str, *, shifted: bool) -> None:
        """Tell Caps Lock by a letter and the Shift key: Qt does not know its state."""
        if letter.isalpha():
            self.caps.setVisible(letter.isupper() != shifted)

    def _submit(self) -> None:
        if self._wait or self._busy:
            return
        if self.field.text:
            self.submitted.emit(self.field.text)
        else:
            self.field.set_error(_("Isi kata sandi dulu."))

    def _tell(self) -> None:
        later = counted("Coba lagi dalam {count} detik.", self._wait) if self._wait else ""
        self.field.refuse(f"{self._error} {later}".strip())

    def tick(self) -> None:
        """A second has passed."""
        self._wait -= 1
        self._tell()
        if not self._wait:
            self._clock.stop()
            self._allow()

    def _allow(self) -> None:
        self.button.setEnabled(not self._wait and not self._busy)
        self.field.edit.setReadOnly(self._busy)

    def _lay_out(self, theme: Theme) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.field, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        below = QHBoxLayout()
        below.addWidget(self.forgot)
        below.addStretch(1)
        below.addWidget(self.caps)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(56), 0, theme.px(12), theme.px(8))
        column.setSpacing(theme.px(6))
        column.addLayout(row)
        column.addLayout(below)
