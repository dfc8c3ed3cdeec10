"""What a check of a data folder finds, and what it collects on its way.

Findings name places, never content: codes, tables, row ids, digests and numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import Connection, select

from lpk_desktop.domain.changes import origin_of
from lpk_desktop.storage.tables import DeviceRow

T = TypeVar("T")
MOST = 50
"""How many findings of one kind a report names; the others are counted."""
STEP = 1000
"""After how many changes, rows or files progress is told."""


class Problem(StrEnum):
    """What can be wrong; in brackets the facts of a finding."""

    FILE_DAMAGED = "file-damaged"
    """SQLite or SQLCipher finds the file broken (detail)."""
    REFERENCE_BROKEN = "reference-broken"
    """A row names one that does not exist (table, row, target)."""
    DEVICE_MISSING = "device-missing"
    """The file does not say which computer it belongs to ()."""
    CHANGES_MISSING = "changes-missing"
    """Changes that were here are gone from the log (origin, first, last)."""
    CHAIN_BROKEN = "chain-broken"
    """A change is not the one that was written (origin, n)."""
    CHANGE_UNREADABLE = "change-unreadable"
    """A change of the log makes no sense (origin, n)."""
    CHANGE_SET_ASIDE = "change-set-aside"
    """A change is kept out of its row without a reason (origin, n)."""
    ACT_MISSING = "act-missing"
    """Changes belong to an act that is not there (origin, n)."""
    ACT_EMPTY = "act-empty"
    """An act has no first change (origin, n)."""
    ROW_MISSING = "row-missing"
    """The log tells of a row that is not there (table, row)."""
    ROW_UNRECORDED = "row-unrecorded"
    """A row that no change of the log has made (table, row)."""
    ROW_DIFFERS = "row-differs"
    """A row is not what its changes give (table, row, fields)."""
    BLOB_MISSING = "blob-missing"
    """The bytes of a file that was put in on this computer are gone (table, row, file)."""
    BLOB_ALTERED = "blob-altered"
    """Bytes are not those that were put in (table, row, file)."""
    BLOB_MISPLACED = "blob-misplaced"
    """Bytes stand in the place of another file (table, row, file, belongs)."""
    BLOB_SIZE = "blob-size"
    """A file is said to have another size than it has (table, row, file, said, size)."""
    BLOB_UNNAMED = "blob-unnamed"
    """Bytes stand here that no row tells of (file, size)."""
    INDEX_DIFFERS = "index-differs"
    """People are not found by what their rows say (people: how many)."""
    SLOTS_UNREADABLE = "slots-unreadable"
    """The file with the keys is missing or damaged ()."""
    SLOT_DIFFERS = "slot-differs"
    """A person's key is not what the person's row says (staff)."""
    NOBODY_CAN_SIGN_IN = "nobody-can-sign-in"
    """No person has a key ()."""
    NO_RECOVERY = "no-recovery"
    """The recovery code has no key ()."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong."""

    code: Problem
    facts: Mapping[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of a check."""

    findings: tuple[Finding, ...]
    omitted: int
    """Findings beyond the `MOST` of their kind."""
    counts: Mapping[str, int]
    """Of "acts", "changes", "rows" and "files"; of changes "parked", of numbers of other devices that are
    "absent" here (the centre may have refused a change), of files whose bytes are "elsewhere": no faults."""

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Checking:
    """A check under way."""

    connection: Connection
    progress: Progress
    most: int = MOST
    findings: dict[object, Finding] = field(default_factory=dict)
    named: Counter[Problem] = field(default_factory=Counter)
    omitted: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    total: int = 0
    done: int = 0

    def found(self, code: Problem, **facts: str | int) -> None:
        """Add to the findings; what is there already counts once."""
        key = (code, *facts.items())
        if key in self.findings:
            return
        if self.named[code] < self.most:
            self.findings[key] = Finding(code=code, facts=facts)
            self.named[code] += 1
        else:
            self.omitted += 1

    def passing(self, items: Iterable[T]) -> Iterator[T]:
        """The same items, telling `progress` on the way."""
        for item in items:
            if self.done % STEP == 0:
                self.progress(self.done, self.total)
            self.done += 1
            yield item

    def own_origin(self) -> int:
        """Where this computer's changes say they come from; a file that names no computer is a finding."""
        row = self.connection.execute(select(DeviceRow.number, DeviceRow.epoch)).first()
        if row is None or not all(isinstance(value, int) for value in row):
            self.found(Problem.DEVICE_MISSING)
            return origin_of(0, 1)
        return origin_of(*row)
