"""The rows and columns of a class's schedule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from lpk_desktop.domain.schedule import monday, weeks
from lpk_desktop.language import C_, _
from lpk_desktop.services.schedule import SessionLine
from lpk_desktop.ui.dates import clock_time, day_range, listed_date, week_labels
from lpk_desktop.ui.rows_model import PLAIN, QUIET, STRONG, Column, Look

_FAINT = Look(role="text3")


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A session; `week` names its week where the week begins."""

    line: SessionLine
    week: str
    today: date

    @property
    def future(self) -> bool:
        """Whether the session is on a later day."""
        return self.line.item.day > self.today


def schedule_rows(lines: Sequence[SessionLine], today: date) -> list[ScheduleRow]:
    """The sessions with the names of their weeks at the first of each.

    Weeks are numbered by what is held, as in the grid and on paper; one that is cancelled whole has none.
    """
    held = weeks(line.item.day for line in lines if not line.item.cancelled)
    names = {monday(week.first): week_labels(week.number, week.first, week.last)[0] for week in held}
    for week in weeks(line.item.day for line in lines):
        names.setdefault(monday(week.first), day_range(week.first, week.last))
    return [ScheduleRow(line, names.pop(monday(line.item.day), ""), today) for line in lines]


def columns() -> list[Column[ScheduleRow]]:
    """Week, number, day, hours, topic, room, attendance."""
    return [
        Column(key="week", title=_("Minggu"), text=lambda row: row.week, look=lambda _row: QUIET, width=180,
               leaves=3),
        Column(key="number", title=C_("one of them", "Sesi"), text=_number, look=_look(STRONG), width=62,
               right=True, tabular=True),
        Column(key="day", title=_("Hari"), text=lambda row: listed_date(row.line.item.day),
               look=_look(PLAIN), width=110),
        Column(key="hours", title=_("Jam"), text=_hours, look=_look(QUIET), width=116),
        Column(key="jp", title=_("JP"), text=lambda row: str(row.line.item.jp), look=_look(QUIET), width=52,
               right=True, tabular=True, leaves=1),
        Column(key="topic", title=_("Materi"), text=lambda row: row.line.item.topic or "", look=_look(PLAIN),
               width=130, stretch=True, leaves=4),
        Column(key="room", title=_("Ruang"), text=lambda row: row.line.item.room or "", look=_look(QUIET),
               width=140),
        Column(key="instructor", title=_("Instruktur"), text=lambda row: row.line.instructor or "",
               look=_look(QUIET), width=150, leaves=2),
        Column(key="state", title=_("Kehadiran"), text=_state, look=_state_look, width=150),
    ]  # fmt: skip


def _look(look: Look) -> Callable[[ScheduleRow], Look]:
    return lambda row: _FAINT if row.line.item.cancelled else look


def _number(row: ScheduleRow) -> str:
    return str(row.line.item.number) if row.line.item.number else "–"


def _hours(row: ScheduleRow) -> str:
    return f"{clock_time(row.line.item.start)}–{clock_time(row.line.item.end)}"


def _state(row: ScheduleRow) -> str:
    item, line = row.line.item, row.line
    if item.cancelled:
        return _("Dibatalkan")
    if row.future:
        return "–"
    if not line.marked:
        return _("Belum ditandai")
    return _("{part} dari {total}").format(part=line.marked, total=line.trainees)


def _state_look(row: ScheduleRow) -> Look:
    item, line = row.line.item, row.line
    if item.cancelled:
        return Look(role="text3", icon="circle-x", icon_role="text3")
    if row.future:
        return _FAINT
    if item.locked:
        return Look(role="text2", icon="lock")
    if line.marked >= line.trainees:
        return Look(role="okFg", icon="circle-check", icon_role="okFg")
    return Look(role="warnFg", dot="warnSolid")
