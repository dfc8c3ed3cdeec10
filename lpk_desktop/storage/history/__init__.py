"""The log read back: what was done, what stands next for undo and redo, and the inverse of an act."""

from __future__ import annotations

from lpk_desktop.storage.history.reading import (
    FINAL,
    FOUNDING,
    SYSTEM,
    ActId,
    FieldChange,
    PastAct,
    act_history,
    acts,
    changes_of,
    label_of,
    past_act,
    row_history,
    rows_history,
)
from lpk_desktop.storage.history.results import Kept, Outcome, Touched, Undone, Why
from lpk_desktop.storage.history.steps import next_redo, next_undo, undone
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
    "act_history",
    "acts",
    "changes_of",
    "label_of",
    "next_redo",
    "next_undo",
    "past_act",
    "plan_undo",
    "row_history",
    "rows_history",
    "undo",
    "undone",
]
