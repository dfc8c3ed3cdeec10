"""The names on the sign-in page: one chosen, the password below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.badge import draw_avatar, initials

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPerson:
    """Who can sign in: "Sutrisno, S.T.", "Instruktur", "terakhir 8 Jun, 15.42"."""

    name: str
    role: str = ""
    seen: str = ""


class PeopleList(QWidget):
    """One row per person; the chosen one is tinted and holds the form. Letters find a name."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, people: Sequence[SignInPerson], form: QWidget) -> None:
        super().__init__()
        self._form = form
        self.cards = [_Card(theme, person) for person in people]
        self._current = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(8), theme.px(8), theme.px(8), theme.px(8))
        column.setSpacing(0)
        for number, card in enumerate(self.cards):
            card.head.clicked.connect(lambda _checked=False, n=number: self.choose(n))
            card.head.typed.connect(self._on_typed)
            card.head.stepped.connect(self._on_stepped)
            column.addWidget(card)
        self._show()

    @property
    def person(self) -> SignInPerson:
        """Who is chosen."""
        return self.cards[self._current].person

    def step(self, by: int) -> None:
        """Choose the person below (1) or above (-1), stopping at the ends."""
        self.choose(min(max(self._current + by, 0), len(self.cards) - 1))

    def choose(self, number: int) -> None:
        """Choose a person and put the keyboard into the form."""
        changed = number != self._current
        self._current = number
        self._show()
        self._form.setFocus()
        if changed:
            self.chosen.emit(self.person.name)

    def _show(self) -> None:
        for number, card in enumerate(self.cards):
            card.set_form(self._form if number == self._current else None)

    def _on_typed(self, text: str) -> None:
        starts = (
            n for n, card in enumerate(self.cards) if card.person.name.casefold().startswith(text.casefold())
        )
        found = next(starts, None)
        if found is not None:
            self.cards[found].head.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_stepped(self, by: int) -> None:
        heads = [card.head for card in self.cards]
        here = next((n for n, head in enumerate(heads) if head.hasFocus()), 0)
        heads[min(max(here + by, 0), len(heads) - 1)].setFocus(Qt.FocusReason.ShortcutFocusReason)


class _Card(QWidget):
    """A person's row, and under it the form while the person is chosen."""

    def __init__(self, theme: Theme, person: SignInPerson) -> None:
        super().__init__()
        self.person = person
        self._theme = theme
        self._form: QWidget | None = None
        self.head = _Head(theme, person)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)

    def set_form(self, form: QWidget | None) -> None:
        """Hold the form, or hold none."""
        if form is not None:
            self._column.addWidget(form)
        self._form = form
        self.head.set_strong(strong=form is not None)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The tint of the chosen one."""
        if self._form is not None:
            painter = QPainter(self)
            paint.fill(painter, QRectF(self.rect()), "selected", self._theme, radius=self._theme.px(8))
            painter.end()


class _Head(QAbstractButton):
    """Initials, name, role, and when the person was last here."""

    typed = Signal(str)
    stepped = Signal(int)

    def __init__(self, theme: Theme, person: SignInPerson) -> None:
        super().__init__()
        self._theme, self._person = theme, person
        self._strong = False
        self.setAccessibleName(person.name)
        self.setAccessibleDescription(", ".join(filter(None, (person.role, person.seen))))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ownRing", True)  # noqa: FBT003  a Qt property takes its value so
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_strong(self, *, strong: bool) -> None:
        """Show the initials in the accent colour."""
        self._strong = strong
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(self._theme.px(300), self._theme.px(52))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters find a name, arrows move, Enter chooses."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in _ENTER:
            self.click()
        elif event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground by state, avatar, words, ring."""
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.underMouse() and not self._strong:
            paint.fill(painter, rect, "hover", theme, radius=theme.px(8))
        side = theme.px(32)
        avatar = QRectF(theme.px(12), (rect.height() - side) / 2, side, side)
        draw_avatar(painter, avatar, initials(self._person.name), theme, strong=self._strong)
        words = rect.adjusted(theme.px(56), theme.px(9 if self._person.role else 17), -theme.px(12), 0)
        words.setHeight(theme.px(18))
        paint.elided(painter, words, self._person.name, theme, font=theme.font("body", 500))
        words.translate(0, theme.px(17))
        paint.elided(painter, words, self._person.role, theme, font=theme.font("small"), role="text3")
        if self._person.seen and self._strong:
            right = rect.adjusted(rect.width() / 2, 0, -theme.px(12), 0)
            end = Qt.AlignmentFlag.AlignRight
            paint.elided(
                painter, right, self._person.seen, theme, font=theme.font("small"), role="text3", align=end
            )
        if self.hasFocus():
            paint.ring(painter, rect, theme, radius=theme.px(8))
        painter.end()
