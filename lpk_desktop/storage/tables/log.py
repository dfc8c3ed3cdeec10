"""Tables of this device alone: the change log, the device itself, its place at the centre."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from lpk_desktop.storage.tables.base import Base
from lpk_desktop.storage.types import Id


class ActRow(Base, kw_only=True):
    """One user act: the label people read; its changes carry its `n` as their `tx`."""

    __tablename__ = "act"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    origin: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    n: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    label: Mapped[str]
    author: Mapped[str | None] = mapped_column(Id, default=None)
    hlc: Mapped[int] = mapped_column(BigInteger)
    source: Mapped[str] = mapped_column(default="here")
    """here, central, import, undo, keys, seen, final or founding."""
    undoes_origin: Mapped[int | None] = mapped_column(BigInteger, default=None)
    undoes_n: Mapped[int | None] = mapped_column(BigInteger, default=None)


class ChangeRow(Base, kw_only=True):
    """One changed row within an act (sync.md section 2); appended, never rewritten but to erase people."""

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_row_id_hlc", "row_id", "hlc"),
        Index("ix_change_parked", "parked", sqlite_where=text("parked IS NOT NULL")),
        {"sqlite_with_rowid": False},
    )

    origin: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    n: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hlc: Mapped[int] = mapped_column(BigInteger)
    tx: Mapped[int] = mapped_column(BigInteger)
    table_name: Mapped[str]
    row_id: Mapped[str] = mapped_column(Id)
    op: Mapped[str]
    patch: Mapped[str] = mapped_column(Text)
    base: Mapped[str | None] = mapped_column(Text, default=None)
    old: Mapped[str | None] = mapped_column(Text, default=None)
    """What the overwritten fields held before, for undo and history; not sent."""
    schema: Mapped[int]
    hash: Mapped[bytes] = mapped_column(LargeBinary(16))
    """Chained over this device's changes in order, so that tampering with history shows."""
    parked: Mapped[str | None] = mapped_column(default=None)
    """Why a received change waits instead of standing in its table."""


class DeviceRow(Base, kw_only=True):
    """This computer: its number and letter from the centre, its signing key."""

    __tablename__ = "device"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    number: Mapped[int] = mapped_column(default=0)
    epoch: Mapped[int] = mapped_column(default=1)
    letter: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    private_key: Mapped[bytes] = mapped_column(LargeBinary(32))


class SyncStateRow(Base, kw_only=True):
    """Where this device stands with its centre at the central API; absent before pairing."""

    __tablename__ = "sync_state"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    url: Mapped[str]
    server: Mapped[str]
    generation: Mapped[int]
    centre: Mapped[str]
    token: Mapped[str]
    central_key: Mapped[bytes]
    public_url: Mapped[str]
    device_certificate: Mapped[str]
    cursor: Mapped[int] = mapped_column(BigInteger, default=0)
    acked_n: Mapped[int] = mapped_column(BigInteger, default=0)
    last_success: Mapped[int | None] = mapped_column(BigInteger, default=None)
    last_problem: Mapped[str | None] = mapped_column(default=None)


class RoundRow(Base, kw_only=True):
    """A finished sync round, for the page that answers "is my work safe?"."""

    __tablename__ = "round"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    at: Mapped[int] = mapped_column(BigInteger)
    sent: Mapped[int]
    received: Mapped[int]
    set_aside: Mapped[int]
    problem: Mapped[str | None] = mapped_column(default=None)
