"""Merging: one rule for every field (sync.md section 3).

A field holds its *live* values. A change removes the values it names in its `base` and adds its
own; what two people wrote without seeing each other both stays live, and the highest stamp is
shown. Rows are marked deleted; an edit that the deleting person had not seen revives the row.

Changes arrive in causal order: the centre numbers them after their predecessors, and a device
applies its own before it sends them. Under that condition every order gives the same state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from lpk_desktop.domain.changes import SCHEMA, Change, JsonValue, Op, Stamp


class Live(NamedTuple):
    """One value that nobody has replaced yet, and when and where it was written."""

    stamp: Stamp
    value: JsonValue


@dataclass(frozen=True, slots=True, kw_only=True)
class RowState:
    """All live values of one row, highest stamp first, and the deletions that stand.

    A field that came with a later `schema` than the row's is absent until somebody writes it.
    """

    table: str
    row: str
    fields: Mapping[str, tuple[Live, ...]] = field(default_factory=dict)
    deletions: tuple[Stamp, ...] = ()
    schema: int = field(default=SCHEMA, compare=False)
    """Of the change that made the row."""

    @property
    def deleted(self) -> bool:
        """Whether the row counts as removed."""
        return bool(self.deletions)

    def shown(self) -> dict[str, JsonValue]:
        """The value of each field that is shown everywhere."""
        return {name: lives[0].value for name, lives in self.fields.items()}

    def disputed(self) -> frozenset[str]:
        """Fields whose live values differ."""
        return frozenset(
            name
            for name, lives in self.fields.items()
            if any(live.value != lives[0].value for live in lives[1:])
        )


def apply(state: RowState | None, change: Change) -> RowState:
    """The row after `change`; applying a change twice equals applying it once."""
    state = state or RowState(table=change.table, row=change.row, schema=change.schema)
    if change.op is Op.DELETE:
        return _delete(state, change)
    fields, stamp = dict(state.fields), change.stamp
    for name, value in change.patch.items():
        fields[name] = _join(fields.get(name, ()), Live(stamp, value), change.base.get(name, ()))
    if change.op is Op.UNDELETE:
        seen = change.base.get("deleted", ())
        return replace(state, fields=fields, deletions=tuple(s for s in state.deletions if s not in seen))
    # A plain edit of a deleted row: its author had not seen the deletion, so the row comes back.
    return replace(state, fields=fields, deletions=())


def replay(changes: Iterable[Change]) -> RowState | None:
    """The row after all `changes` of it, given in any order; None for no changes.

    Raises ValueError for changes that name each other in a circle.
    """
    state: RowState | None = None
    for change in causally(changes):
        state = apply(state, change)
    return state


def causally(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes of one row, each after those that its base names.

    By stamp is such an order too, except where a clock was wrong. Raises ValueError for changes
    that name each other in a circle.
    """
    waiting = sorted(changes, key=lambda change: change.stamp)
    while waiting:
        absent = {change.stamp for change in waiting}
        later: list[Change] = []
        for change in waiting:
            if absent.isdisjoint(stamp for stamps in change.base.values() for stamp in stamps):
                yield change
                absent.discard(change.stamp)
            else:
                later.append(change)
        if len(later) == len(waiting):
            raise ValueError("changes that name each other")
        waiting = later


def _join(lives: Sequence[Live], new: Live, seen: Iterable[Stamp]) -> tuple[Live, ...]:
    if not lives:
        return (new,)
    replaced = {*seen, new.stamp}
    kept = [live for live in lives if live.stamp not in replaced]
    return tuple(sorted([*kept, new], key=lambda live: live.stamp, reverse=True))


def _delete(state: RowState, change: Change) -> RowState:
    for name, lives in state.fields.items():
        seen = change.base.get(name, ())
        if any(live.stamp not in seen for live in lives):
            return state
    kept = [s for s in state.deletions if s != change.stamp]
    return replace(state, deletions=tuple(sorted([*kept, change.stamp], reverse=True)))


def to_json(state: RowState) -> JsonValue:
    """The state as plain JSON: fields as [[hlc, origin, value], …], highest first."""
    fields: dict[str, JsonValue] = {
        name: [[live.stamp.hlc, live.stamp.origin, live.value] for live in lives]
        for name, lives in sorted(state.fields.items())
    }
    return {"fields": fields, "deletions": [[s.hlc, s.origin] for s in state.deletions]}


def from_json(
    table: str, row: str, data: Mapping[str, list[list[JsonValue]] | Mapping[str, list[list[JsonValue]]]]
) -> RowState:
    """The inverse of `to_json`."""
    fields, deletions = data["fields"], data["deletions"]
    if not isinstance(fields, Mapping) or isinstance(deletions, Mapping):
        raise TypeError("not a row state")
    return RowState(
        table=table,
        row=row,
        fields={
            name: tuple(Live(_stamp(hlc, origin), value) for hlc, origin, value in lives)
            for name, lives in fields.items()
        },
        deletions=tuple(_stamp(hlc, origin) for hlc, origin in deletions),
    )


def _stamp(hlc: JsonValue, origin: JsonValue) -> Stamp:
    if not isinstance(hlc, int) or not isinstance(origin, int):
        raise TypeError("a stamp is two integers")
    return Stamp(hlc, origin)
