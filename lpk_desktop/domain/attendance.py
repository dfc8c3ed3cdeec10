"""Attendance codes and what they count for (domain.md section 3.1)."""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """What a mark says about one trainee in one session; the values are the letters on paper."""

    PRESENT = "H"
    LATE = "T"
    EXCUSED = "I"
    SICK = "S"
    ABSENT = "A"
