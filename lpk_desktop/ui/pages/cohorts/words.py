"""Cohorts in words."""

from __future__ import annotations

from datetime import date

from lpk_desktop.domain import formatting
from lpk_desktop.language import C_, _, counted, current_language
from lpk_desktop.services.views import CohortHead, CohortStatus


def status_tag(status: CohortStatus) -> tuple[str, str]:
    """The word for a stage and the kind of its tag."""
    return {
        CohortStatus.PLANNED: (_("Direncanakan"), "neut"),
        CohortStatus.RUNNING: (_("Berjalan"), "ok"),
        CohortStatus.EXAM: (_("Uji kompetensi"), "accent"),
        CohortStatus.FINISHED: (C_("status", "Selesai"), "neut"),
    }[status]


def span(head: CohortHead) -> str:
    """18 Mei – 2 Jul 2026."""
    return days(head.starts, head.ends)


def days(first: date, last: date) -> str:
    """18 Mei – 2 Jul 2026."""
    return formatting.date_range(first, last, language=current_language())


def meta(head: CohortHead) -> str:
    """18 Mei – 2 Jul 2026 · 30 sesi, 240 jam pelajaran · Sutrisno, S.T."""
    parts = [span(head), amount(sessions=head.sessions, jp=head.jp), head.instructor or ""]
    return " · ".join(part for part in parts if part)


def amount(*, sessions: int, jp: int) -> str:
    """30 sesi, 240 jam pelajaran."""
    return ", ".join((counted("{count} sesi", sessions), counted("{count} jam pelajaran", jp)))
