"""What a change is: the unit of the log, of history, of undo and of sync (sync.md section 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

SCHEMA = 2
"""Version of the tables that this version's changes speak of; it rises with additive changes only."""
OLDEST_SCHEMA = 1
"""The oldest one that still takes part: as long as tables only gain things, the first."""

JsonValue = str | int | float | bool | None | list["JsonValue"] | dict[str, "JsonValue"]


class Stamp(NamedTuple):
    """When and where a value was written: totally ordered, unique for every change.

    `hlc` is the hybrid logical clock (48 bits of milliseconds, 16 of counter); `origin` is the
    device number and its epoch, packed by `origin_of`. One device never uses an hlc twice.
    """

    hlc: int
    origin: int


def origin_of(device: int, epoch: int) -> int:
    """Pack a device number (0 before pairing) and its epoch (below 2^16) into one integer."""
    return device << 16 | epoch


def device_of(origin: int) -> tuple[int, int]:
    """The device number and epoch packed in `origin`."""
    return origin >> 16, origin & 0xFFFF


class Op(StrEnum):
    """What a change does to its row."""

    PUT = "put"
    DELETE = "delete"
    UNDELETE = "undelete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One changed row within one act.

    Identity is (origin, n). `tx` is the `n` of the act's first change. `patch` holds the new
    values as JSON values (all columns for a new row); `base` names, per overwritten field, the
    stamps of the values its author saw. A delete has an empty patch and a base for every field.
    """

    origin: int
    n: int
    hlc: int
    tx: int
    table: str
    row: str
    op: Op
    patch: Mapping[str, JsonValue]
    base: Mapping[str, tuple[Stamp, ...]] = field(default_factory=dict)
    author: str | None = None
    schema: int = SCHEMA

    @property
    def stamp(self) -> Stamp:
        """The stamp this change gives to the values it writes."""
        return Stamp(self.hlc, self.origin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One user act: the label people read and the changes that stand or fall together."""

    origin: int
    n: int
    label: str
    author: str | None
    at: int
    changes: tuple[Change, ...]
