"""What every table has in common."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, MappedColumn, mapped_column
from sqlalchemy.types import TypeEngine

from lpk_desktop.domain.changes import SCHEMA
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
    `extra` the fields that a newer version sent (sync.md sections 2 and 3). `schema` says of which
    version the change was that made the row, None for 1: fields that came later have no value
    until somebody writes one. Only `storage.capture` and `storage.applying` write these five.
    """

    id: Mapped[str] = mapped_column(Id, primary_key=True, default_factory=new_id)
    deleted: Mapped[bool] = mapped_column(default=False)
    hlc: Mapped[int] = mapped_column(BigInteger, init=False, default=0)
    origin: Mapped[int] = mapped_column(BigInteger, init=False, default=0)
    stamps: Mapped[str | None] = mapped_column(init=False, default=None)
    extra: Mapped[str | None] = mapped_column(init=False, default=None)
    schema: Mapped[int | None] = mapped_column(init=False, default=SCHEMA)


STAMP_COLUMNS = frozenset({"id", "deleted", "hlc", "origin", "stamps", "extra", "schema"})
"""Columns that are not fields of a change."""
SINCE = "since"
"""Key in the `info` of a column that was added to a shipped table: the schema that added it."""


def reference(
    target: str, *, index: bool = False, default: object = ..., since: int = 1
) -> MappedColumn[str]:
    """A column that names a row of `target`.

    Checked at commit, because changes of one act may arrive in any order; never cascades.
    """
    key = ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")
    if default is ...:
        return mapped_column(Id, key, index=index)
    return mapped_column(Id, key, index=index, default=default, info={SINCE: since})


def later(since: int, kind: type[TypeEngine[Any]] | TypeEngine[Any] | None = None) -> MappedColumn[Any]:
    """A column that schema `since` added to a table that had shipped: empty in older rows."""
    return mapped_column(kind, default=None, info={SINCE: since})


def rule(name: str, condition: str) -> CheckConstraint:
    """What the file itself refuses in a column: the last line of defence, after the services.

    About one column only: merging may join fields of two people, so a rule about two columns could
    hold on one computer and not on the other.
    """
    return CheckConstraint(condition, name=name)


def newer_rule(name: str, condition: str) -> CheckConstraint:
    """A rule for a column that shipped without it: rows that were made before are left as they are."""
    return rule(name, f"schema IS NULL OR {condition}")


def json_list(column: str) -> str:
    """The condition that a column holds a JSON list, or nothing."""
    return f"CASE WHEN json_valid({column}) THEN json_type({column}) = 'array' ELSE {column} IS NULL END"


def one_of(column: str, *members: str | type[StrEnum]) -> str:
    """The condition that a column holds one of these words, or nothing."""
    words = [word for each in members for word in ([each] if isinstance(each, str) else each)]
    return f"{column} IN ({', '.join(repr(str(word)) for word in words)})"
