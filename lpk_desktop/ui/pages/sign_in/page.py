"""The sign-in page: whose data this is, who is here, the password."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lpk_desktop.language import _, counted
from lpk_desktop.ui.pages.sign_in.form import PasswordForm
from lpk_desktop.ui.pages.sign_in.people import PeopleList, SignInPerson
from lpk_desktop.ui.pages.sign_in.recovery import RecoveryForm
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.badge import CentreBadge
from lpk_desktop.ui.widgets.box import Panel
from lpk_desktop.ui.widgets.full_page import FullPage, centred
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.label import Label

WIDTH, SHOWN_PEOPLE = 380, 4


class SignIn(FullPage):
    """Takes the people who can sign in, the likeliest first; never sees any data.

    `submitted` carries name and password, `recovered` name, recovery code and new password. The
    caller answers with `show_error`, or shows another page. `other_asked` when another centre is
    wanted, offered only with `other` as its words.
    """

    submitted = Signal(str, str)
    recovered = Signal(str, str, str)
    other_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        people: Sequence[SignInPerson],
        *,
        centre: str,
        place: str = "",
        version: str = "",
        lock_minutes: int = 15,
        other: str = "",
    ) -> None:
        super().__init__(theme, version=version)
        self.form = PasswordForm(theme)
        self.people = PeopleList(theme, people, self.form)
        self.recovery = RecoveryForm(theme)
        self._box = Panel(theme, radius=12)
        self._promise = _promise(theme)
        self._lay_out(centre, place)
        self.form.submitted.connect(self._on_submitted)
        self.form.stepped.connect(self.people.step)
        self.form.forgotten.connect(self._on_forgotten)
        self.people.chosen.connect(self.form.clear)
        self.recovery.submitted.connect(self._on_recovered)
        self.recovery.cancelled.connect(self._on_cancelled)
        self.add_foot_word(counted("Terkunci otomatis setelah {count} menit", lock_minutes))
        if other:
            self.add_foot_link(other).clicked.connect(self.other_asked)

    def show_error(self, sentence: str, wait: int = 0) -> None:
        """Say what was wrong with what was sent; `wait` seconds pass before another try."""
        self.set_busy(busy=False)
        if self.recovery.isVisible():
            self.recovery.show_error(sentence)
        else:
            self.form.show_error(sentence, wait)

    def set_busy(self, *, busy: bool) -> None:
        """Show that the data is being opened, which takes a moment on purpose."""
        self.form.set_busy(busy=busy)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to the password."""
        super().focusInEvent(event)
        self.form.setFocus(event.reason())

    def _on_submitted(self, password: str) -> None:
        self.submitted.emit(self.people.person.name, password)

    def _on_forgotten(self) -> None:
        self._show_recovery(shown=True)
        self.recovery.begin(self.people.person.name)

    def _on_recovered(self, code: str, password: str) -> None:
        self.recovered.emit(self.people.person.name, code, password)

    def _on_cancelled(self) -> None:
        self._show_recovery(shown=False)
        self.form.setFocus()

    def _show_recovery(self, *, shown: bool) -> None:
        self.recovery.setVisible(shown)
        self._box.setVisible(not shown)
        self._promise.setVisible(not shown)

    def _lay_out(self, centre: str, place: str) -> None:
        theme, middle = self.theme, self.middle
        inside = QVBoxLayout(self._box)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(_in_room_for(self.people, self.form, theme))
        for widget in (self._box, self.recovery, self._promise):
            widget.setFixedWidth(theme.px(WIDTH))
        self.recovery.hide()
        middle.setSpacing(0)
        middle.addStretch(1)
        centred(middle, CentreBadge(theme, 52))
        middle.addSpacing(theme.px(14))
        centred(middle, Label(theme, centre, style="display"))
        middle.addSpacing(theme.px(2))
        centred(middle, Label(theme, place, role="text3"))
        middle.addSpacing(theme.px(22))
        centred(middle, self._box)
        centred(middle, self.recovery)
        middle.addSpacing(theme.px(16))
        centred(middle, self._promise)
        middle.addStretch(1)


def _in_room_for(people: PeopleList, form: QWidget, theme: Theme) -> QWidget:
    """The list itself, or a window onto it when it is longer than a low screen."""
    if len(people.cards) <= SHOWN_PEOPLE:
        return people
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(people)
    people.setAutoFillBackground(False)
    area.setFixedHeight(theme.px(52 * SHOWN_PEOPLE + 84))
    # Only after the layout has moved the form under its new person is it known where it stands.
    people.chosen.connect(lambda: QTimer.singleShot(0, area, lambda: area.ensureWidgetVisible(form)))
    return area


def _promise(theme: Theme) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
    row.setSpacing(theme.px(8))
    words = _("Data di laptop ini terenkripsi dan terbuka setelah Anda masuk. Tidak perlu internet.")
    row.addWidget(Glyph(theme, "lock", role="text3"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(theme, words, style="small", role="text3", wrap=True), 1)
    return holder
