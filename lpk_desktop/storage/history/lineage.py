"""Whose value stands: a value that an undo brought back is the one that it brought back.

If Siti writes A, Budi B, and Budi's act is undone, the A that stands again bears the stamp of the
undo, but it is Siti's: undoing hers still takes it away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.changes import Change, Op, Stamp
from lpk_desktop.domain.clock import moment_of
from lpk_desktop.storage.dependents import parts
from lpk_desktop.storage.history.effects import Effect
from lpk_desktop.storage.history.reading import ActId
from lpk_desktop.storage.recording import change_of
from lpk_desktop.storage.tables import ActRow, ChangeRow, Staff

DELETED = "deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Who wrote something, when and on which device."""

    by: str | None
    at: datetime
    origin: int


class Lineage:
    """Looks into the log, each change once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._behind: dict[tuple[str, str, Stamp], tuple[Stamp, ...] | None] = {}

    def roots(self, row: str, name: str, stamps: Collection[Stamp]) -> frozenset[Stamp]:
        """The stamps of those who decided the values that bear `stamps`; `name` may be "deleted".

        None are left where an undo only took away what it undid.
        """
        found: set[Stamp] = set()
        todo, met = list(stamps), set(stamps)
        while todo:
            stamp = todo.pop()
            key = (row, name, stamp)
            if key not in self._behind:
                self._behind[key] = self._brought_back(*key)
            behind = self._behind[key]
            if behind is None:
                found.add(stamp)
            else:
                todo += [each for each in behind if each not in met]
                met.update(behind)
        return frozenset(found)

    def seen_when_deleted(self, row: str, deletions: Iterable[Stamp]) -> frozenset[Stamp]:
        """The stamps that those who deleted a row had seen in it."""
        seen: set[Stamp] = set()
        for stamp in deletions:
            change = self._change(row, stamp)
            for stamps in change[0].base.values() if change else ():
                seen |= set(stamps)
        return frozenset(seen)

    def raised_since(self, act: ActId, made_stand: Iterable[Effect]) -> dict[str, ActId]:
        """Of rows that stand because of `act` those that stand because of another one by now, with that.

        An undo of a removal puts in force again what made the row stand before that removal.
        """
        found: dict[str, ActId] = {}
        effects = {each.row: each for each in made_stand}
        for row, steps in self._steps(effects).items():
            undone, raiser = effects[row].unmarked, _raiser(steps)
            ours = {act, _raiser(steps, until=undone)} if undone else {act}
            if raiser is not None and raiser not in ours:
                found[row] = raiser
        return found

    def _steps(self, rows: Collection[str]) -> dict[str, list[_Raised]]:
        """How rows came and went that were removed or brought back at some time."""
        told: dict[str, list[_Raised]] = {}
        marked = select(ChangeRow.row_id).where(ChangeRow.op != Op.PUT.value)
        for part in parts(rows):
            query = (
                select(ChangeRow, ActRow.undoes_n)
                .join(ActRow, (ActRow.origin == ChangeRow.origin) & (ActRow.n == ChangeRow.tx))
                .where(
                    ChangeRow.row_id.in_(part),
                    ChangeRow.row_id.in_(marked.where(ChangeRow.row_id.in_(part))),
                    ChangeRow.parked.is_(None),
                    (ChangeRow.op != Op.PUT.value) | ChangeRow.base.is_(None),
                )
                .order_by(ChangeRow.hlc)
            )
            for row, undoes in self._session.execute(query):
                told.setdefault(row.row_id, []).append(_raised(change_of(row, None), undo=undoes is not None))
        return told

    def stood(self, row: str, before: int) -> bool:
        """Whether a row that was there stood, not marked deleted, just before the stamp `before`."""
        query = (
            select(ChangeRow.op)
            .where(
                ChangeRow.row_id == row,
                ChangeRow.op != Op.PUT.value,
                ChangeRow.hlc < before,
                ChangeRow.parked.is_(None),
            )
            .order_by(ChangeRow.hlc.desc())
        )
        return self._session.scalars(query).first() != Op.DELETE.value

    def writer(self, row: str, stamp: Stamp) -> Writer | None:
        """Who wrote what bears `stamp`; None where the log does not say."""
        query = (
            select(Staff.name)
            .select_from(ChangeRow)
            .join(ActRow, (ActRow.origin == ChangeRow.origin) & (ActRow.n == ChangeRow.tx))
            .outerjoin(Staff, Staff.id == ActRow.author)
            .where(ChangeRow.row_id == row, ChangeRow.hlc == stamp.hlc, ChangeRow.origin == stamp.origin)
        )
        found = self._session.execute(query).first()
        return None if found is None else Writer(by=found[0], at=moment_of(stamp.hlc), origin=stamp.origin)

    def _brought_back(self, row: str, name: str, stamp: Stamp) -> tuple[Stamp, ...] | None:
        """The stamps that an undo put in force again under its own, None for any other act."""
        found = self._change(row, stamp)
        if found is None or found[1] is None:
            return None
        first = self._first(row, name, found[1])
        return None if first is None else first.base.get(name, ())

    def _change(self, row: str, stamp: Stamp) -> tuple[Change, ActId | None] | None:
        query = (
            select(ChangeRow, ActRow.undoes_origin, ActRow.undoes_n)
            .join(ActRow, (ActRow.origin == ChangeRow.origin) & (ActRow.n == ChangeRow.tx))
            .where(ChangeRow.row_id == row, ChangeRow.hlc == stamp.hlc, ChangeRow.origin == stamp.origin)
        )
        found = self._session.execute(query).first()
        if found is None:
            return None
        return change_of(found[0], None), _act(found[1], found[2])

    def _first(self, row: str, name: str, act: ActId) -> Change | None:
        """The first change of an act that came to a field of a row, or to its presence."""
        query = (
            select(ChangeRow)
            .where(ChangeRow.row_id == row, ChangeRow.origin == act[0], ChangeRow.tx == act[1])
            .order_by(ChangeRow.n)
        )
        for change in (change_of(each, None) for each in self._session.scalars(query)):
            if name == DELETED:
                if change.op is not Op.PUT or not change.base:
                    return change
            elif name in change.patch:
                return change
        return None


def _act(origin: int | None, n: int | None) -> ActId | None:
    return None if origin is None or n is None else (origin, n)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raised:
    """A row made, marked deleted, or brought back."""

    op: Op
    act: ActId
    stamp: Stamp
    takes_back: frozenset[Stamp]
    """The deletions that it takes back as an undo."""


def _raised(change: Change, *, undo: bool) -> _Raised:
    back = change.base.get(DELETED, ()) if undo and change.op is Op.UNDELETE else ()
    return _Raised(
        op=change.op, act=(change.origin, change.tx), stamp=change.stamp, takes_back=frozenset(back)
    )


def _raiser(steps: Iterable[_Raised], *, until: Collection[Stamp] = ()) -> ActId | None:
    """The act because of which a row stands, or stood when `until` came; none where it was removed."""
    standing: list[_Raised] = []
    for step in steps:
        if step.stamp in until:
            break
        # Another computer may have brought the row back in between: whose clock was ahead decides nothing.
        rest = [each for each in standing if each.stamp not in step.takes_back]
        standing = rest if len(rest) < len(standing) else [*standing, step]
    return standing[-1].act if standing and standing[-1].op is not Op.DELETE else None
