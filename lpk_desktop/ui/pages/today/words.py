"""Hari ini in words: sessions, what needs attention, what comes."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import NamedTuple

from lpk_desktop.domain.attendance import Code
from lpk_desktop.language import C_, _, counted
from lpk_desktop.services.today import Coming, ComingDate, Progress, TodaySession
from lpk_desktop.ui.dates import clock_time, listed_date


class Act(NamedTuple):
    """A button: its words, its kind and its icon."""

    text: str
    kind: str
    icon: str = ""


def session_act(session: TodaySession, *, primary: bool) -> Act:
    """What one does next with a session; the primary act of the page is the current session's."""
    if session.progress is Progress.COMPLETE:
        return Act(_("Lihat"), "quiet")
    if session.progress is Progress.AHEAD:
        return Act(_("Buka"), "quiet")
    text = _("Lanjutkan") if session.progress is Progress.PARTIAL else _("Tandai kehadiran")
    return Act(text, "primary", "checks") if primary else Act(text, "plain")


def session_meta(session: TodaySession) -> str:
    """Sesi 14 dari 30 · Bengkel Las A · Sutrisno, S.T."""
    number = _("Sesi {number} dari {total}").format(number=session.number, total=session.of)
    place = C_("mode of learning", "Daring") if session.online else session.place
    return "  ·  ".join(part for part in (number, place, session.instructor) if part)


def session_state(session: TodaySession) -> tuple[str, str]:
    """How far the attendance is, and the figures behind it."""
    marked, size = session.marked, len(session.codes)
    if session.progress is Progress.COMPLETE:
        counts = " · ".join(f"{code.value} {session.codes.count(code)}" for code in Code)
        return _("Lengkap"), counts
    if session.progress is Progress.AHEAD:
        return _("Belum mulai"), counted("{count} peserta", size)
    done = _("{part} dari {total}").format(part=marked, total=size)
    if session.progress is Progress.PARTIAL:
        return counted("{count} belum ditandai", size - marked), done
    return _("Belum ditandai"), done


def session_spoken(session: TodaySession) -> str:
    """A whole row for those who listen."""
    times = _("{start} sampai {end}").format(start=clock_time(session.start), end=clock_time(session.end))
    running = _("berlangsung") if session.running else ""
    parts = [times, session.title, running, session_meta(session), *session_state(session)]
    return ", ".join(part for part in parts if part)


def sessions_summed(sessions: tuple[TodaySession, ...]) -> str:
    """1 lengkap · 1 sebagian · 1 belum ditandai; those not begun are left out."""
    counts = Counter(each.progress for each in sessions)
    parts = [
        (counts[Progress.COMPLETE], counted("{count} lengkap", counts[Progress.COMPLETE])),
        (counts[Progress.PARTIAL], counted("{count} sebagian", counts[Progress.PARTIAL])),
        (counts[Progress.UNMARKED], counted("{count} belum ditandai", counts[Progress.UNMARKED])),
    ]
    return " · ".join(words for count, words in parts if count)


def coming_words(coming: ComingDate) -> str:
    """Libur Tahun Baru Islam; Sesi terakhir, Las 4/2026; Izin Disnaker berakhir."""
    if coming.kind is Coming.HOLIDAY:
        return _("Libur {name}").format(name=coming.about)
    if coming.kind is Coming.FIRST_SESSION:
        return _("Sesi pertama, {cohort}").format(cohort=coming.about)
    if coming.kind is Coming.LAST_SESSION:
        return _("Sesi terakhir, {cohort}").format(cohort=coming.about)
    return _("Izin Disnaker berakhir")


def day_words(day: date, today: date) -> str:
    """Kemarin, hari ini, or Sen, 8 Jun."""
    if day == today:
        return _("hari ini")
    if day == today - timedelta(days=1):
        return _("kemarin")
    return listed_date(day)


def moment_words(moment: datetime, today: date) -> str:
    """Kemarin, 16.48."""
    return f"{day_words(moment.date(), today)}, {clock_time(moment)}"
