"""What every table has in common."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, MappedColumn, mapped_column

from lpk_desktop.storage.ids import new_id
from lpk_desktop.storage.types import Id

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """Mapped dataclasses, keyword only; rows refer to each other by id, nothing loads lazily."""

    metadata = MetaData(naming_convention=CONVENTION)


class Synced(MappedAsDataclass, kw_only=True):
    """A row that every device of the centre holds.

    `hlc` and `origin` are the stamp of all its fields; `stamps` holds the exceptions as JSON and
    `extra` the fields that a newer version sent (sync.md sections 2 and 3). Only
    `storage.capture` and `storage.applying` write these four.
    """

    id: Mapped[str] = mapped_column(Id, primary_key=True, default_factory=new_id)
    deleted: Mapped[bool] = mapped_column(default=False)
    hlc: Mapped[int] = mapped_column(BigInteger, init=False, default=0)
    origin: Mapped[int] = mapped_column(BigInteger, init=False, default=0)
    stamps: Mapped[str | None] = mapped_column(init=False, default=None)
    extra: Mapped[str | None] = mapped_column(init=False, default=None)


STAMP_COLUMNS = frozenset({"id", "deleted", "hlc", "origin", "stamps", "extra"})
"""Columns that are not fields of a change."""


def reference(target: str, *, index: bool = False, default: object = ...) -> MappedColumn[str]:
    """A column that names a row of `target`.

    Checked at commit, because changes of one act may arrive in any order; never cascades.
    """
    key = ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")
    if default is ...:
        return mapped_column(Id, key, index=index)
    return mapped_column(Id, key, index=index, default=default)
