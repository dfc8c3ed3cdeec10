"""Results per block and the final result with its reason."""

from __future__ import annotations

from enum import StrEnum


class Result(StrEnum):
    """Competent or not yet; a block without a result is simply not assessed."""

    COMPETENT = "K"
    NOT_YET = "BK"


class Final(StrEnum):
    """Where a trainee stands at the end of a programme."""

    PASSED = "passed"
    REASSESS = "reassess"
    INCOMPLETE = "incomplete"
    FAILED = "failed"
