"""One act being recorded: numbers, stamps and hashes its changes and appends them to the log."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection, Row

from lpk_desktop.domain.changes import Change, JsonValue, Op, Stamp, origin_of
from lpk_desktop.domain.clock import Clock
from lpk_desktop.storage.engine import Driver, driver_of
from lpk_desktop.storage.tables.log import ChangeRow

_DEVICE = "SELECT number, epoch FROM device"
# As `origin_of` packs it; each mark waits for this, so it is one statement.
_OURS = "(SELECT number << 16 | epoch FROM device)"
_NEWEST = f"SELECT origin, n, hlc, hash FROM change WHERE origin = {_OURS} ORDER BY n DESC LIMIT 1"  # noqa: S608
Logged = Row[*tuple[Any, ...]] | ChangeRow
"""A change as a log has it."""
ACT_COLUMNS = ("origin", "n", "label", "author", "hlc", "source", "undoes_origin", "undoes_n")
CHANGE_COLUMNS = (
    "origin", "n", "hlc", "tx", "table_name", "row_id", "op", "patch", "base", "old", "schema", "hash",
)  # fmt: skip
"""What the log's statements and the journal give of an act and of a change, in their order."""


def _insert(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608


_ACT, _CHANGE = _insert("act", ACT_COLUMNS), _insert("change", CHANGE_COLUMNS)
_SENSELESS = (ValueError, TypeError, msgspec.DecodeError)
_canonical = msgspec.json.Encoder(order="deterministic")


@dataclass(slots=True, kw_only=True)
class Recording:
    """The act of one write transaction; empty until something really changes."""

    label: str
    author: str | None
    clock: Clock
    source: str = "here"
    undoes: tuple[int, int] | None = None
    tx: int | None = None
    origin: int = 0
    """This device's, once the recording has begun."""
    touched: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    erasing: set[str] = field(default_factory=set)
    """People whom this act erases: what is taken of them is what it is for."""
    pending: list[tuple[Change, Mapping[str, JsonValue]]] = field(default_factory=list)
    told: list[Any] = field(default_factory=list)
    """The act and then its changes as rows of the log, for the journal."""
    rewritten: bool = False
    """Whether what stood in the log has other names or hashes now."""
    _next: int | None = None
    _hash: bytes = b""

    def begin(self, connection: Connection) -> None:
        """Read where this device's log stands; once per act, under the write lock."""
        self.start(driver_of(connection))

    def start(self, driver: Driver) -> None:
        """The same on a connection of the driver."""
        if self._next is not None:
            return
        newest = driver.execute(_NEWEST).fetchone()
        if newest is None:
            self.origin = origin_of(*(driver.execute(_DEVICE).fetchone() or (0, 1)))
            self._next = 1
            return
        self.origin, last, hlc, self._hash = newest
        self._next = last + 1
        # A command may have written beside an open window, with a clock of its own.
        self.clock.reach(hlc)

    def record(
        self,
        *,
        table: str,
        row: str,
        op: Op,
        patch: Mapping[str, JsonValue],
        base: Mapping[str, tuple[Stamp, ...]],
        old: Mapping[str, JsonValue],
    ) -> Change:
        """Number and stamp one change; `write` or `append` puts it into the log."""
        if self._next is None:
            raise RuntimeError("begin the recording first")
        self.tx = self.tx or self._next
        change = Change(
            origin=self.origin, n=self._next, hlc=self.clock.tick(), tx=self.tx, table=table, row=row, op=op,
            patch=patch, base=base, author=self.author,
        )  # fmt: skip
        self._next += 1
        self.pending.append((change, old))
        self.touched[table].add(row)
        return change

    def write(self, connection: Connection) -> None:
        """Append what was recorded since the last call, with the act itself before its first change."""
        self.append(driver_of(connection))

    def append(self, driver: Driver) -> None:
        """The same on a connection of the driver."""
        if not self.pending:
            return
        first = self.pending[0][0]
        if first.n == self.tx:
            author = None if self.author is None else bytes.fromhex(self.author)
            undoes = self.undoes or (None, None)
            act = (self.origin, first.n, self.label, author, first.hlc, self.source, *undoes)
            driver.execute(_ACT, act)
            self.told.append(act)
        rows = []
        for change, old in self.pending:
            patch, base = _canonical.encode(change.patch), _canonical.encode(change.base)
            self._hash = _chained(self._hash, change, patch, base)
            rows.append(
                (
                    change.origin, change.n, change.hlc, change.tx, change.table, bytes.fromhex(change.row),
                    change.op.value, patch.decode(), base.decode() if change.base else None,
                    _canonical.encode(old).decode() if old else None, change.schema, self._hash,
                )
            )  # fmt: skip
        driver.executemany(_CHANGE, rows)
        self.told += rows
        self.pending.clear()


def canonical_text(values: Mapping[str, JsonValue]) -> str:
    """Values as the log holds them."""
    return _canonical.encode(values).decode()


def chained(previous: bytes, change: Change) -> bytes:
    """The hash of a change within its device's chain."""
    return _chained(previous, change, _canonical.encode(change.patch), _canonical.encode(change.base))


def _chained(previous: bytes, change: Change, patch: bytes, base: bytes) -> bytes:
    content = (
        change.n, change.hlc, change.tx, change.table, change.row, change.op, msgspec.Raw(patch),
        msgspec.Raw(base), change.schema,
    )  # fmt: skip
    digest = hashlib.blake2b(previous, digest_size=16)
    digest.update(_canonical.encode(content))
    return digest.digest()


def log_row(
    change: Change, digest: bytes, *, old: Mapping[str, JsonValue] | None = None, parked: str | None = None
) -> dict[str, object]:
    """A change as a row of the log."""
    return {
        "origin": change.origin, "n": change.n, "hlc": change.hlc, "tx": change.tx,
        "table_name": change.table, "row_id": change.row, "op": change.op.value, "patch": _json(change.patch),
        "base": _json({name: list(stamps) for name, stamps in change.base.items()}) if change.base else None,
        "old": _json(old) if old else None, "schema": change.schema, "hash": digest, "parked": parked,
    }  # fmt: skip


class UnreadableChangeError(ValueError):
    """What the log has of a change makes no sense.

    SQLCipher gives zeros for the end of a row whose page does not open; or somebody else wrote it.
    """


def change_of(row: Logged, author: str | None) -> Change:
    """A row of the log as a change; raises UnreadableChangeError."""
    try:
        base = msgspec.json.decode(row.base, type=dict[str, tuple[tuple[int, int], ...]]) if row.base else {}
        return Change(
            origin=row.origin, n=row.n, hlc=row.hlc, tx=row.tx, table=row.table_name,
            row=row.row_id, op=Op(row.op), patch=msgspec.json.decode(row.patch),
            base={name: _stamps(stamps) for name, stamps in base.items()}, author=author, schema=row.schema,
        )  # fmt: skip
    except _SENSELESS as error:
        raise UnreadableChangeError from error


def replaced_by(row: Logged) -> dict[str, JsonValue] | None:
    """What the values of a change replaced, None where the log does not say; raises UnreadableChangeError."""
    try:
        return msgspec.json.decode(row.old, type=dict[str, Any]) if row.old else None
    except _SENSELESS as error:
        raise UnreadableChangeError from error


def _stamps(pairs: Iterable[Sequence[int]]) -> tuple[Stamp, ...]:
    return tuple(Stamp(pair[0], pair[1]) for pair in pairs)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
