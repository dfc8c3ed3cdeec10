"""Days and times as people write them: 9 Juni 2026, Sel 9 Jun, 08.24 (ui.md section 8)."""

from __future__ import annotations

from datetime import date, datetime, time

from lpk_desktop.language import _


def weekday(day: date) -> str:
    """The whole name: Selasa."""
    names = (_("Senin"), _("Selasa"), _("Rabu"), _("Kamis"), _("Jumat"), _("Sabtu"), _("Minggu"))
    return names[day.weekday()]


def weekday_short(day: date) -> str:
    """Three letters for lists: Sel."""
    names = (_("Sen"), _("Sel"), _("Rab"), _("Kam"), _("Jum"), _("Sab"), _("Min"))
    return names[day.weekday()]


def weekday_tiny(day: date) -> str:
    """Two letters for column heads: Sl."""
    names = (_("Sn"), _("Sl"), _("Rb"), _("Km"), _("Jm"), _("Sb"), _("Mg"))
    return names[day.weekday()]


def month(day: date) -> str:
    """The whole name: Juni."""
    names = (
        *(_("Januari"), _("Februari"), _("Maret"), _("April"), _("Mei"), _("Juni")),
        *(_("Juli"), _("Agustus"), _("September"), _("Oktober"), _("November"), _("Desember")),
    )
    return names[day.month - 1]


def month_short(day: date) -> str:
    """Three letters: Jun."""
    names = (
        *(_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("Mei"), _("Jun")),
        *(_("Jul"), _("Agu"), _("Sep"), _("Okt"), _("Nov"), _("Des")),
    )
    return names[day.month - 1]


def short_date(day: date) -> str:
    """9 Jun."""
    return f"{day.day} {month_short(day)}"


def spoken_date(day: date) -> str:
    """Selasa 9 Juni: for screen readers and sentences within one course."""
    return f"{weekday(day)} {day.day} {month(day)}"


def long_date(day: date) -> str:
    """Selasa, 9 Juni 2026."""
    return f"{weekday(day)}, {day.day} {month(day)} {day.year}"


def day_range(first: date, last: date) -> str:
    """18–22 Mei, 29 Jun – 3 Jul, or 18 Mei for a single day."""
    if first == last:
        return short_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{short_date(last)}"
    return f"{short_date(first)} – {short_date(last)}"


def clock_time(moment: time | datetime) -> str:
    """08.24, as Indonesian writes hours and minutes."""
    return f"{moment.hour:02}.{moment.minute:02}"
