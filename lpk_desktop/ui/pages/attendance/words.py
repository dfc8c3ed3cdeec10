"""The attendance grid in words: tips, what a screen reader says, forecasts."""

from __future__ import annotations

from datetime import time, tzinfo
from textwrap import wrap

from lpk_desktop.domain.attendance import Code
from lpk_desktop.language import _, counted
from lpk_desktop.services.views import AttendanceRow, MarkCell, SessionColumn
from lpk_desktop.ui.dates import clock_time, percent, short_date, spoken_date
from lpk_desktop.ui.widgets.info_tip import Tip

_TIP_LETTERS = 60


def code_word(code: Code | None) -> str:
    """hadir, terlambat, …, belum ditandai: within a sentence."""
    words = {
        Code.PRESENT: _("hadir"),
        Code.LATE: _("terlambat"),
        Code.EXCUSED: _("izin"),
        Code.SICK: _("sakit"),
        Code.ABSENT: _("alpa"),
    }
    return _("belum ditandai") if code is None else words[code]


def mark_words(mark: MarkCell | None) -> str:
    """The code and, where known, the minutes: terlambat 19 menit."""
    if mark is not None and mark.code is Code.LATE and mark.minutes_late is not None:
        return counted("terlambat {count} menit", mark.minutes_late)
    return code_word(None if mark is None else mark.code)


def session_words(session: SessionColumn) -> str:
    """Sesi 14, Selasa 9 Juni."""
    return _("Sesi {number}, {day}").format(number=session.number, day=spoken_date(session.day))


def spoken_cell(row: AttendanceRow, session: SessionColumn, mark: MarkCell | None) -> str:
    """A cell as a screen reader says it, everything the picture shows (ui.md section 7)."""
    parts = [row.name, spoken_date(session.day)]
    if mark is None and session.future:
        parts.append(_("belum dimulai"))
    else:
        parts.append(mark_words(mark))
    if mark is not None:
        parts += [_("ada catatan")] if mark.note else []
        parts += [_("dua pencatat berbeda")] if mark.disputed else []
        parts += [_("menunggu sinkronisasi")] if mark.pending else []
    parts += [_("terkunci")] if session.locked else []
    return ", ".join(parts)


def tip(session: SessionColumn, mark: MarkCell | None, zone: tzinfo | None) -> Tip:
    """Everything known of a cell: status, who and when and where, note, what it waits for.

    `zone` is the centre's, None for the computer's own.
    """
    if mark is None:
        return _unmarked_tip(session)
    lines = [_origin_line(mark, zone)]
    if mark.note:
        lines += wrap(_("Catatan: {note}").format(note=mark.note), _TIP_LETTERS)
    if mark.disputed:
        lines.append(_("Dua pencatat menulis tanda yang berbeda. Pilih di halaman Sinkronisasi."))
    if session.locked:
        lines.append(_("Sesi dikunci"))
    note = _("Menunggu sinkronisasi") if mark.pending else ""
    status = code_word(mark.code).capitalize()
    return Tip(lead=status, text=_arrival(session, mark), lines=tuple(lines), note=note, note_role="ring")


def _unmarked_tip(session: SessionColumn) -> Tip:
    if session.future:
        begins = _("mulai {day} pukul {time}").format(
            day=short_date(session.day), time=clock_time(session.start)
        )
        return Tip(lead=_("Belum dimulai"), text=begins)
    return Tip(lead=_("Belum ditandai"), text=_("sesi dikunci") if session.locked else "")


def _arrival(session: SessionColumn, mark: MarkCell) -> str:
    if mark.code is not Code.LATE or mark.minutes_late is None:
        return ""
    begin = session.start.hour * 60 + session.start.minute + mark.minutes_late
    arrival = clock_time(time(begin // 60 % 24, begin % 60))
    return counted("masuk {time}, terlambat {count} menit", mark.minutes_late, time=arrival)


def _origin_line(mark: MarkCell, zone: tzinfo | None) -> str:
    at = mark.at.astimezone(zone)
    when = f"{short_date(at.date())} {clock_time(at)}"
    how = {
        "fill": _("Diisi sekaligus oleh {by}, {when}"),
        "scan": _("Dipindai oleh {by}, {when}"),
        "import": _("Diimpor oleh {by}, {when}"),
    }.get(mark.method, _("Ditandai {by}, {when}"))
    line = how.format(by=mark.by or _("tanpa nama"), when=when)
    return f"{line} · {mark.device}" if mark.device else line


def rate_words(rate: float | None, minimum: int) -> str:
    """93%, or a dash while nothing is marked."""
    return "–" if rate is None else percent(rate, minimum)


def forecast(row: AttendanceRow, minimum: int) -> str:
    """What a trainee under the minimum can still reach; empty for everyone else."""
    if not row.below:
        return ""
    if row.needed is None:
        return _("tidak bisa lagi mencapai {minimum}%").format(minimum=minimum)
    return counted(
        "masih bisa mencapai {minimum}% bila hadir {needed} dari {count} sesi sisa",
        row.left,
        minimum=minimum,
        needed=row.needed,
    )
