"""What the competency grid asks of its owner; the grid itself stores nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from lpk_desktop.domain.competency import Result

Target = tuple[str, str]
"""Row ids of a cell: (block, enrolment)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What belongs to a result. Where a fact is None the person said nothing: the owner takes the usual.

    The usual is today, the block's usual assessor (else who is signed in), no method, no note.
    """

    note: str | None = None
    assessor: str | None = None
    day: date | None = None
    method: str | None = None


class CompetencyActs(Protocol):
    """The acts behind the keys. Each is one transaction; the owner then calls `set_sheet`."""

    def record(
        self,
        cells: Sequence[Target],
        result: Result | None,
        *,
        note: str | None,
        assessor: str | None,
        day: date | None,
        method: str | None,
    ) -> bool:
        """Record one result for all `cells`; None takes their latest attempt back. Gives whether it stands.

        NOT_YET never comes without a note. Facts left None are the usual ones, see `Evidence`. Whether a
        result corrects an attempt or begins another is the owner's rule, by the day; where the owner
        refuses, it has said why.
        """

    def undo(self) -> None:
        """Take back the last act of this person on this machine."""

    def set_final(self) -> None:
        """Go on to set the final results; who stays open is told there."""
