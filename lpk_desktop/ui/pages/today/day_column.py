"""The left column: the sessions of the day over what needs attention."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lpk_desktop.language import _
from lpk_desktop.services.today import Today
from lpk_desktop.ui.dates import clock_time, full_date
from lpk_desktop.ui.pages.today import words
from lpk_desktop.ui.pages.today.attention_list import AttentionList
from lpk_desktop.ui.pages.today.first_steps import FirstSteps
from lpk_desktop.ui.pages.today.matters import matter
from lpk_desktop.ui.pages.today.session_list import PAD, SessionList
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Panel
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.label import Label


class DayColumn(QWidget):
    """Sessions, or what stands in their place, and the list of matters."""

    schedule_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.sessions = SessionList(theme)
        self.steps = FirstSteps(theme)
        self.attention = AttentionList(theme)
        self._summary = Label(theme, style="small", role="text3")
        self._count = Label(theme, style="small", role="text3")
        self._sessions_title = Label(theme, _("Sesi hari ini"), style="section")
        self._none, self._none_act = self._free_day()
        self._matters = Panel(theme)
        self._fine = _AllFine(theme)
        self._lay_out()
        self.sessions.stepped_out.connect(self._on_left_sessions)
        self.attention.stepped_out.connect(self._on_left_attention)

    def set_today(self, today: Today) -> None:
        """Show the day."""
        first_day = not today.has_cohorts
        here = self.sessions.hasFocus() or self.attention.hasFocus()
        self._sessions_title.setText(_("Tiga langkah pertama") if first_day else _("Sesi hari ini"))
        self._summary.setText(words.sessions_summed(today.sessions))
        self.sessions.set_sessions(today.sessions, today.current)
        self.sessions.setVisible(bool(today.sessions))
        self.steps.setVisible(first_day)
        self.steps.set_today(today)
        self._none.setVisible(not first_day and not today.sessions)
        self._fill_free_day(today)
        matters = [matter(each, today.now) for each in today.attention]
        self.attention.set_matters(matters)
        self.attention.setVisible(bool(matters))
        self._fine.setVisible(not matters)
        self._count.setText(str(len(matters)) if matters else "")
        if here and not (self.sessions.hasFocus() or self.attention.hasFocus()):
            self.focus_main()

    def set_dense(self, *, dense: bool) -> None:
        """Rows of the design for windows that are low or narrow."""
        self.sessions.set_row_height(54 if dense else 64)
        self.attention.set_row_height(45 if dense else 51)

    def focus_main(self) -> None:
        """Put the keyboard on the session to mark, else on what is most urgent."""
        for part in (self.sessions, self.attention):
            if part.isVisibleTo(self):
                part.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if self.steps.isVisibleTo(self):
            self.steps.focus_next()
        else:
            self._none_act.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self) -> None:
        theme = self._theme
        inside = QVBoxLayout(self._matters)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.attention)
        inside.addWidget(self._fine)
        # All but the sessions stand back: a chosen session's ground stands out at both sides.
        above, below = _inset(theme), _inset(theme)
        above.addLayout(_head(theme, self._sessions_title, self._summary))
        above.addSpacing(theme.px(8))
        below.addWidget(self._none)
        below.addWidget(self.steps)
        below.addSpacing(theme.px(22))
        below.addLayout(_head(theme, Label(theme, _("Perlu perhatian"), style="section"), self._count))
        below.addSpacing(theme.px(10))
        below.addWidget(self._matters)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.sessions)
        column.addLayout(below)
        column.addStretch(1)

    def _free_day(self) -> tuple[EmptyState, Button]:
        empty = EmptyState(self._theme, "calendar-event", _("Tidak ada sesi hari ini"))
        button = Button(self._theme, _("Buka jadwal"), icon="calendar-event")
        button.clicked.connect(self.schedule_asked)
        empty.add_act(button)
        return empty, button

    def _fill_free_day(self, today: Today) -> None:
        following = today.next_session
        sentence = _("Tidak ada sesi lagi yang terjadwal.")
        if following is not None:
            sentence = _("Sesi berikutnya {day} pukul {time}: {title}").format(
                day=full_date(following.day), time=clock_time(following.start), title=following.title
            )
        self._none.set_words("calendar-event", _("Tidak ada sesi hari ini"), sentence)

    def _on_left_sessions(self, by: int) -> None:
        if by > 0 and self.attention.isVisible():
            self.attention.choose(0)
            self.attention.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_left_attention(self, by: int) -> None:
        if by < 0 and self.sessions.isVisible():
            self.sessions.choose(len(self.sessions.sessions.rows) - 1)
            self.sessions.setFocus(Qt.FocusReason.BacktabFocusReason)


class _AllFine(QWidget):
    """Nothing to attend to."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        row.setSpacing(theme.px(12))
        row.addWidget(Glyph(theme, "circle-check", role="okFg"))
        row.addWidget(Label(theme, _("Semua beres"), weight=500))
        row.addWidget(Label(theme, _("Tidak ada yang perlu perhatian."), style="small", role="text3"), 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as a row of the list."""
        return QSize(super().sizeHint().width(), self._theme.px(51))


def _inset(theme: Theme) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(theme.px(PAD), 0, theme.px(PAD), 0)
    column.setSpacing(0)
    return column


def _head(theme: Theme, title: Label, words: Label) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    row.addWidget(title, 1)
    row.addWidget(words)
    return row
