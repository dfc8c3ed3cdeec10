"""Answers other than 200."""

from __future__ import annotations


class AnswerError(Exception):
    """Ends a request with an HTTP status and a code; facts never hold personal data."""

    def __init__(self, status: int, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.facts = facts
