"""The log read back: what was done, what stands next for undo and redo, and the inverse of an act."""

from __future__ import annotations

from lpk_desktop.storage.history.reading import (
    FINAL,
    FOUNDING,
    SYSTEM,
    ActId,
    FieldChange,
    PastAct,
    acts,
    label_of,
    row_history,
)
from lpk_desktop.storage.history.results import Kept, Outcome, Touched, Undone, Why
from lpk_desktop.storage.history.steps import next_redo, next_undo
from lpk_desktop.storage.history.undoing import plan_undo, undo

__all__ = [
    "FINAL",
    "FOUNDING",
    "SYSTEM",
    "ActId",
    "FieldChange",
    "Kept",
    "Outcome",
    "PastAct",
    "Touched",
    "Undone",
    "Why",
    "acts",
    "label_of",
    "next_redo",
    "next_undo",
    "plan_undo",
    "row_history",
    "undo",
]
