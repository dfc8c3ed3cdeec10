"""Words about sync."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {}
