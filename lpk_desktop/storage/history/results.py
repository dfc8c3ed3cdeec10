"""What undoing an act touches, and what it leaves alone and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lpk_desktop.domain.changes import JsonValue


class Outcome(StrEnum):
    """What becomes of a row."""

    REMOVED = "removed"
    RESTORED = "restored"
    CHANGED = "changed"


class Why(StrEnum):
    """Why a row, or some fields of it, stay as they are."""

    CHANGED = "changed"
    """Somebody has changed it since."""
    REMOVED = "removed"
    """Somebody has removed it since."""
    NEEDED = "needed"
    """Rows that stand refer to it: `needed_by`."""
    CERTIFIED = "certified"
    """An issued certificate rests on it: `needed_by`."""
    ORPHANED = "orphaned"
    """What it would refer to has been removed since: `needed_by`."""
    TAKEN = "taken"
    """Another row has its number by now: `needed_by`."""
    LOCKED = "locked"
    """Its session is locked by now: `needed_by`."""
    ERASED = "erased"
    """The person's data was erased for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """One row that undo changes; `fields` holds (name, value now, value after), JSON values."""

    table: str
    row: str
    outcome: Outcome
    fields: tuple[tuple[str, JsonValue, JsonValue], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One row, or some `fields` of it, that undo leaves alone."""

    table: str
    row: str
    why: Why
    fields: tuple[str, ...] = ()
    """Empty for the row as a whole."""
    by: str | None = None
    """Who changed or removed it since, by name; None where the log does not say."""
    at: datetime | None = None
    origin: int | None = None
    """On which device."""
    needed_by: tuple[tuple[str, str], ...] = ()
    """(table, row) pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What undoing an act did, or would do."""

    label: str
    at: datetime
    """When it was done, in UTC."""
    touched: tuple[Touched, ...]
    left: tuple[Kept, ...]
