"""Step 3: the recovery code, and proof that it was written down."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAction, QFont, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from lpk_desktop.language import _
from lpk_desktop.ui import paint
from lpk_desktop.ui.pages.first_run.code_card import CodeCard, same_group
from lpk_desktop.ui.pages.first_run.step import Step
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.field import LineEdit
from lpk_desktop.ui.widgets.label import Label

Act = Callable[[str], None]
"""Takes the code, does something with it: prints it, saves it."""


class RecoveryStep(Step):
    """`ask` names the two groups to type back, counted from 1. Acts that are not given are not offered."""

    def __init__(
        self,
        theme: Theme,
        *,
        ask: tuple[int, int],
        print_code: Act | None = None,
        save_code: Act | None = None,
    ) -> None:
        super().__init__(
            theme,
            _("Simpan kode pemulihan"),
            _(
                "Kode ini satu-satunya cara membuka data bila semua kata sandi administrator lupa. "
                "Kami tidak menyimpan salinannya."
            ),
            note=_("Simpan di lemari arsip, jangan di laptop ini"),
            note_icon="info-circle",
        )
        self._ask = ask
        self._code = ""
        self.card = CodeCard(theme)
        self.boxes = tuple(_GroupBox(theme, number) for number in ask)
        for box in self.boxes:
            box.textChanged.connect(self._on_typed)
        self._lay_out(print_code, save_code)
        self.start = self.boxes[0]

    @property
    def ready(self) -> bool:
        """Whether both groups were typed back."""
        return all(self._fits(box) for box in self.boxes)

    def show_code(self, code: str) -> None:
        """Show the code; what was typed for an older one goes."""
        if code != self._code:
            self._code = code
            self.card.show_code(code)
            for box in self.boxes:
                box.clear()

    def complete(self) -> bool:
        """The keyboard goes to the first group that is missing."""
        missing = [box for box in self.boxes if not self._fits(box)]
        if missing:
            missing[0].setFocus()
        return not missing

    def _fits(self, box: _GroupBox) -> bool:
        place = box.number - 1
        return place < len(self.card.groups) and same_group(box.text(), self.card.groups[place])

    def _on_typed(self) -> None:
        for box in self.boxes:
            box.set_right(right=self._fits(box))
        self.readiness_changed.emit()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code)

    def _lay_out(self, print_code: Act | None, save_code: Act | None) -> None:
        theme = self.theme
        acts = QHBoxLayout()
        acts.setSpacing(theme.px(8))
        offered = (
            (print_code, _("Cetak lembar pemulihan"), "printer"),
            (save_code, _("Simpan ke USB"), "device-floppy"),
        )
        for act, words, icon in offered:
            if act is not None:
                button = Button(theme, words, icon=icon)
                button.clicked.connect(lambda _checked=False, act=act: act(self._code))
                acts.addWidget(button)
        copy = Button(theme, _("Salin"), kind="quiet", icon="copy")
        copy.clicked.connect(self._copy)
        acts.addWidget(copy)
        acts.addStretch(1)
        words = _("Ketik kelompok ke-{first} dan ke-{second} untuk memastikan kode sudah tercatat")
        sentence = words.format(first=self._ask[0], second=self._ask[1])
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        for box in self.boxes:
            row.addWidget(box)
        row.addStretch(1)
        self.body.addWidget(self.card)
        self.body.addLayout(acts)
        self.body.addSpacing(theme.px(10))
        self.body.addWidget(Label(theme, sentence, style="small", role="text2", weight=500))
        self.body.addLayout(row)
        self.body.addStretch(1)


class _GroupBox(LineEdit):
    """A field for one group, its number before it, a tick when it is right."""

    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__()
        self._theme = theme
        self.number = number
        self._tick = QAction(self)
        self.addAction(self._tick, QLineEdit.ActionPosition.TrailingPosition)
        self._tick.setVisible(False)
        font = theme.font("body", 500)
        font.setCapitalization(QFont.Capitalization.AllUppercase)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, theme.px(2))
        self.setFont(font)
        self.setProperty("measure", "large")
        self.setTextMargins(theme.px(16), 0, 0, 0)
        self.setAccessibleName(_("Kelompok ke-{number}").format(number=number))
        self.setMaxLength(8)
        self.setFixedWidth(theme.px(124))
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_right(self, *, right: bool) -> None:
        """Show the tick, and say it."""
        self._tick.setVisible(right)
        self.setAccessibleDescription(_("cocok") if right else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, then its number where the text margin leaves room."""
        super().paintEvent(event)
        theme = self._theme
        painter = QPainter(self)
        place = QRectF(self.rect()).adjusted(theme.px(10), 0, 0, 0)
        paint.elided(painter, place, str(self.number), theme, font=theme.font("micro", 400), role="text3")
        painter.end()

    def _restyle(self) -> None:
        self._tick.setIcon(self._theme.icon("check", "okFg", self._theme.px(16)))
