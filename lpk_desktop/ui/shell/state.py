"""What the frame shows, as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class SyncLook(StrEnum):
    """How the dot in the corner looks."""

    IN_SYNC = "okSolid"
    WAITING = "warnSolid"
    WORKING = "accent"
    REFUSED = "dangerSolid"
    ALONE = "outline"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningCohort:
    """One running cohort in the sidebar: "Las SMAW 4/2026", trailing "9/16" or "13.00"."""

    id: str
    short: str
    trailing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellState:
    """All the frame shows; `counts` and `alerts` by page key (alerts are drawn as amber counts)."""

    centre: str = ""
    place: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    alerts: Mapping[str, int] = field(default_factory=dict)
    cohorts: tuple[RunningCohort, ...] = ()
    sync_look: SyncLook = SyncLook.ALONE
    sync_words: str = ""
    sync_detail: str = ""
    user: str = ""
    role: str = ""
    """In words."""
    hidden: frozenset[str] = frozenset()
    """Keys of the pages that the person may not use."""
    sample: bool = False
