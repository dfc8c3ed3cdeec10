"""The log by itself: whether each change can be read, is the one that was written, and none is lost."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import Row, case, func, select, type_coerce
from sqlalchemy.types import NullType

from lpk_desktop.domain.changes import Change
from lpk_desktop.storage.applying import EARLY, NEWER, WAITING, is_early
from lpk_desktop.storage.findings import Checking, Problem
from lpk_desktop.storage.recording import chained, change_of
from lpk_desktop.storage.tables import ChangeRow

LogRow = Row[*tuple[Any, ...]]

UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, msgspec.DecodeError)
"""What reading a value raises that none of our code has written."""

_TEXT = (str, type(None))
_KINDS: dict[str, type | tuple[type, ...]] = {
    "origin": int, "n": int, "hlc": int, "tx": int, "table_name": str, "op": str, "patch": str, "base": _TEXT,
    "schema": int, "hash": bytes, "parked": _TEXT,
}  # fmt: skip
"""What the file holds in these columns of a change, unconverted."""
_raw_id = type_coerce(ChangeRow.row_id, NullType())
_row_id = case((func.typeof(_raw_id) == "blob", func.lower(func.hex(_raw_id)))).label("row_id")
LOG = select(*(type_coerce(getattr(ChangeRow, name), NullType()).label(name) for name in _KINDS), _row_id)
"""The log unconverted, since a value that misfits its column must become a finding, not an error."""


def read(checking: Checking, row: LogRow) -> Change | None:
    """A row of `LOG` as a change; one that makes no sense is a finding, and None."""
    try:
        return _change(row)
    except UNREADABLE:
        checking.found(Problem.CHANGE_UNREADABLE, origin=_number(row.origin), n=_number(row.n))
        return None


def look(checking: Checking) -> None:
    """Add what is wrong with the log, and count the numbers that never came here as "absent"."""
    own = checking.own_origin()
    checking.counts["absent"] = 0
    rows = checking.passing(checking.connection.execute(LOG.order_by(ChangeRow.origin, ChangeRow.n)))
    for origin, several in groupby(rows, key=lambda row: row.origin):
        _follow(checking, several, written_here=origin == own)


def _follow(checking: Checking, rows: Iterable[LogRow], *, written_here: bool) -> None:
    """Go along the changes of one origin; those of `written_here` came one by one, without a gap."""
    expected, digest = 1, b""
    for row in rows:
        change = read(checking, row)
        if not isinstance(row.n, int):
            continue
        if row.n != expected:
            _gap(checking, row, change, expected, digest, written_here=written_here)
        # After a gap there is nothing to chain to; the chain goes on from what is stored.
        elif change is not None and not _fits(row, change, digest, written_here=written_here):
            checking.found(Problem.CHAIN_BROKEN, origin=row.origin, n=row.n)
        if change is not None and _is_wrongly_parked(checking, row, change):
            checking.found(Problem.CHANGE_SET_ASIDE, origin=row.origin, n=row.n)
        expected, digest = row.n + 1, row.hash if isinstance(row.hash, bytes) else b""


def _fits(row: LogRow, change: Change, digest: bytes, *, written_here: bool) -> bool:
    if row.hash == chained(digest, change):
        return True
    # What was received before its predecessor has nothing before it.
    return not written_here and bool(row.hash == chained(b"", change))


def _gap(
    checking: Checking,
    row: LogRow,
    change: Change | None,
    expected: int,
    digest: bytes,
    *,
    written_here: bool,
) -> None:
    """A gap before a change: numbers that never came (the centre may have refused them), or that are lost.

    What stood here when the change was written into the log is in its hash. New stamps chain what is
    left on both sides of a gap (`storage.restamping`).
    """
    if change is not None and not written_here and _fits(row, change, digest, written_here=False):
        checking.counts["absent"] += row.n - expected
    else:
        checking.found(Problem.CHANGES_MISSING, origin=row.origin, first=expected, last=row.n - 1)


def _is_wrongly_parked(checking: Checking, row: LogRow, change: Change) -> bool:
    """Whether a change is kept out of its row without a reason; one of ours may wait for another computer's.

    So it does after a restoration (`storage.retelling`), also under a new name (`storage.forking`).
    """
    if row.parked is None:
        return False
    if row.parked not in (*WAITING, *NEWER):
        return True
    return bool(row.parked == EARLY) and not is_early(checking.connection, change)


def _number(value: object) -> int | str:
    return value if isinstance(value, int) else "?"


def _change(row: LogRow) -> Change:
    if not all(isinstance(value, kind) for value, kind in zip(row, _KINDS.values(), strict=False)):
        raise TypeError("a value of another kind")
    if len(row.row_id) != 32:
        raise ValueError("no row id")
    change = change_of(row, None)
    if not isinstance(change.patch, dict):
        raise TypeError("no values")
    return change
