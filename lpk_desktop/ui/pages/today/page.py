"""The page Hari ini."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSpacerItem, QVBoxLayout, QWidget

from lpk_desktop.domain import formatting
from lpk_desktop.language import C_, _, counted, current_language
from lpk_desktop.services.centre import local_now
from lpk_desktop.services.holidays import indonesian_holidays
from lpk_desktop.services.today import Today, today
from lpk_desktop.ui.dates import clock_time, full_date
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.page import Page
from lpk_desktop.ui.pages.today.day_column import DayColumn
from lpk_desktop.ui.pages.today.figures import ComingList, PresenceBox, SeatsBox
from lpk_desktop.ui.pages.today.session_list import PAD
from lpk_desktop.ui.targets import ClassTabKey, CohortTarget, Wanted
from lpk_desktop.ui.widgets.hint_bar import Hint, Status
from lpk_desktop.ui.widgets.label import Label

_ROOMY, _LOW, _WIDEST = 1400, 800, 1680
_CLOCK_MS = 30_000


class TodayPage(Page):
    """What must I do now? Enter marks the chosen session."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, _("Hari ini"))
        self._desk = desk
        self._holidays: Mapping[date, str] = {}
        theme = desk.theme
        self._date = Label(theme, style="display")
        self._line = Label(theme, role="text3")
        self.day = DayColumn(theme)
        self.presence, self.seats, self.coming = PresenceBox(theme), SeatsBox(theme), ComingList(theme)
        self._side_title = Label(theme, _("Kelas berjalan"), style="section")
        self._coming_title = Label(theme, C_("days ahead", "Berikutnya"), style="section")
        self._side = QWidget()
        self._lay_out()
        self.day.sessions.opened.connect(self._on_session_opened)
        self.day.attention.opened.connect(self._on_matter_opened)
        self.day.schedule_asked.connect(self._on_schedule_asked)
        self.day.steps.import_asked.connect(lambda: desk.hub.asked.emit("import", None))
        self.day.steps.cohort_asked.connect(lambda: desk.hub.asked.emit("cohorts", Wanted.NEW))
        self._clock = QTimer(self, interval=_CLOCK_MS)
        self._clock.timeout.connect(self._on_clock)
        self._clock.start()
        self.refresh()
        self._ask_holidays()

    def hints(self) -> Sequence[Hint | QAction]:
        """The keys of the lists."""
        enter = Hint(keys=("Enter",), text=_("Tandai kehadiran sesi terpilih"))
        move = Hint(keys=("↑", "↓"), text=_("Pindah sesi"))
        find = Hint(keys=("Ctrl+K",), text=_("Cari peserta, kelas, perintah"))
        return (enter, move, find) if self.shown.sessions else (find,)

    def status(self) -> Status:
        """When anything was last written."""
        at = self.shown.saved_at
        if at is None:
            return Status()
        day = "" if at.date() == self.shown.now.date() else f"{full_date(at.date())}, "
        return Status(text=_("Data tersimpan di komputer ini, {when}").format(when=day + clock_time(at)))

    def refresh(self, changes: object | None = None) -> None:  # noqa: ARG002  every table plays a part
        """Read the day again."""
        with self._desk.store.read() as session:
            self.shown: Today = today(session, now=self._desk.now(), holidays=self._holidays)
        shown = self.shown
        self._date.setText(full_date(shown.now.date()))
        self._line.setText(self._day_line(shown))
        self.day.set_today(shown)
        self.presence.set_today(shown)
        self.seats.set_seats(shown.seats)
        self._side_title.setVisible(bool(shown.seats) or any(shown.counts))
        self.coming.set_dates(shown.coming, shown.now.date())
        self._coming_title.setVisible(bool(shown.coming))
        self._side.setVisible(bool(shown.seats or shown.coming) or any(shown.counts))
        self.foot_changed.emit()

    def focus_main(self) -> None:
        """Put the keyboard on the session to mark, else on what is most urgent."""
        self.day.focus_main()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows get a narrower right column and closer rows."""
        super().resizeEvent(event)
        theme, window = self.theme, self.window()
        roomy = window.width() >= theme.px(_ROOMY)
        self._side.setFixedWidth(theme.px(316 if roomy else 288))
        self.day.set_dense(dense=not roomy or window.height() < theme.px(_LOW))
        self._columns.setSpacing(theme.px((32 if roomy else 24) - PAD))
        side, top = theme.px(28 if roomy else 24), theme.px(22 if roomy else 12)
        self._column.setContentsMargins(side - theme.px(PAD), top, side, theme.px(24))
        self._gap.changeSize(0, theme.px(24 if roomy else 16))

    def _lay_out(self) -> None:
        theme = self.theme
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addWidget(self._side_title)
        side.addSpacing(theme.px(10))
        side.addWidget(self.presence)
        side.addSpacing(theme.px(12))
        side.addWidget(self.seats)
        side.addSpacing(theme.px(22))
        side.addWidget(self._coming_title)
        side.addSpacing(theme.px(10))
        side.addWidget(self.coming)
        side.addStretch(1)
        self._columns = QHBoxLayout()
        self._columns.addWidget(self.day, 1)
        self._columns.addWidget(self._side)
        content = QWidget()
        content.setMaximumWidth(theme.px(_WIDEST))
        self._column = QVBoxLayout(content)
        self._column.setSpacing(0)
        for label in (self._date, self._line):
            label.setIndent(theme.px(PAD))
        self._gap = QSpacerItem(0, 0)
        self._column.addWidget(self._date)
        self._column.addSpacing(theme.px(4))
        self._column.addWidget(self._line)
        self._column.addItem(self._gap)
        self._column.addLayout(self._columns, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _day_line(self, shown: Today) -> str:
        time = formatting.clock(shown.now.time(), shown.zone, language=current_language())
        if not shown.sessions:
            return time
        sessions = counted("{count} sesi hari ini", len(shown.sessions))
        people = counted("{count} peserta dijadwalkan", shown.people)
        return f"{time} · {sessions} · {people}"

    def _on_session_opened(self, row: int) -> None:
        session = self.shown.sessions[row]
        target = CohortTarget(cohort=session.cohort, tab=ClassTabKey.ATTENDANCE, session=session.id)
        self._desk.hub.asked.emit("cohorts", target)

    def _on_matter_opened(self, row: int) -> None:
        wanted = self.day.attention.matters.rows[row]
        self._desk.hub.asked.emit(wanted.key, wanted.target)

    def _on_schedule_asked(self) -> None:
        following = self.shown.next_session
        target = following and CohortTarget(cohort=following.cohort, tab=ClassTabKey.SCHEDULE)
        self._desk.hub.asked.emit("cohorts", target)

    def _on_clock(self) -> None:
        if self.isVisible():
            self.refresh()

    def _ask_holidays(self) -> None:
        """On the worker: the list of holidays takes a third of a second to load."""
        with self._desk.store.read() as session:
            year = local_now(session, self._desk.now()).year
        self._desk.background.run(
            lambda _work: indonesian_holidays([year, year + 1]), self._on_holidays, owner=self
        )

    def _on_holidays(self, holidays: Mapping[date, str]) -> None:
        self._holidays = holidays
        self.refresh()
