"""What the attendance grid asks of its owner; the grid itself stores nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from lpk_desktop.domain.attendance import Code

Target = tuple[str, str]
"""Row ids of a cell: (session, enrolment)."""


class AttendanceActs(Protocol):
    """The acts behind the keys. Each is one transaction; the owner then calls `set_sheet`."""

    def mark(self, cells: Sequence[Target], code: Code | None, minutes_late: int | None) -> None:
        """Write one code into all `cells`; None clears them. Minutes come with LATE, where known."""

    def fill_rest(self, session_id: str) -> None:
        """Mark as present whoever has no mark in this session yet, and nobody else."""

    def note(self, session_id: str, enrolment_id: str, text: str) -> None:
        """Replace the note of an existing mark; an empty text removes it."""

    def undo(self) -> None:
        """Take back the last act of this person on this machine."""
