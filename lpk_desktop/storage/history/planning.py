"""What undoing an act would do, such that nothing that stands names what is gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from lpk_desktop.storage.dependents import CONTENT, Place, Reference, foreign_keys, references, standing
from lpk_desktop.storage.history.deciding import Decisions, Step
from lpk_desktop.storage.history.effects import effects
from lpk_desktop.storage.history.reading import ActId, changes_of
from lpk_desktop.storage.history.results import Kept, Why
from lpk_desktop.storage.tables import SYNCED


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The steps in the order in which they are to be written, and what is left alone."""

    steps: tuple[Step, ...]
    left: tuple[Kept, ...]


def plan(session: Session, act: ActId) -> Plan:
    """How the act could be undone now; reads only."""
    found = [each for each in effects(changes_of(session, act)) if each.table in SYNCED and not each.passing]
    decisions = Decisions(session, act, found)
    steps = decisions.steps
    held = _hold_together(session.connection(), steps)
    return Plan(steps=tuple(steps.values()), left=(*decisions.left, *held))


def _hold_together(connection: Connection, steps: dict[Place, Step]) -> list[Kept]:
    """Take steps out that would leave something naming what is gone; gives what is left for that."""
    known = list(references(connection, _by_table(place for place, step in steps.items() if step.deleted)))
    there = standing(connection, _by_table(parent for step in steps.values() for parent in _named(step)))
    held: list[Kept] = []
    while True:
        needed, orphans = _needed(known, steps), _orphans(there, steps)
        for place, children in needed.items():
            held.append(_kept(place, Why.NEEDED, children))
            del steps[place]
        for place, parent in orphans.items():
            held.append(_kept(place, Why.ORPHANED, [parent]))
            del steps[place]
        if not needed and not orphans:
            return held


def _needed(known: Collection[Reference], steps: Mapping[Place, Step]) -> dict[Place, list[Place]]:
    """Rows to be removed that something names which stands afterwards."""
    needed: defaultdict[Place, list[Place]] = defaultdict(list)
    for each in known:
        gone, child = steps.get(each.parent), steps.get(each.child)
        if gone is None or not gone.deleted:
            continue
        if child is None or (not child.deleted and child.value(each.field) == each.parent[1]):
            needed[each.parent].append(each.child)
    for place, step in steps.items():
        for parent in _named(step):
            if parent in steps and steps[parent].deleted and place not in needed[parent]:
                needed[parent].append(place)
    return {place: children for place, children in needed.items() if children}


def _orphans(there: set[Place], steps: Mapping[Place, Step]) -> dict[Place, Place]:
    """Steps that would bring a reference to a row back that does not stand."""
    return {
        place: parent
        for place, step in steps.items()
        for parent in _named(step)
        if parent not in there and not (parent in steps and steps[parent].deleted is False)
    }


def _named(step: Step) -> Iterator[Place]:
    """The rows that a step puts in use: what a returning row names, or one that says something again."""
    if step.deleted:
        return
    whole = step.deleted is False or any(
        step.patch.get(name) is not None for name in CONTENT.get(step.effect.table, ())
    )
    for child, field, parent in foreign_keys():
        if child == step.effect.table and (whole or field in step.patch):
            target = step.value(field)
            if isinstance(target, str):
                yield parent, target


def _kept(place: Place, why: Why, places: Collection[Place]) -> Kept:
    return Kept(table=place[0], row=place[1], why=why, needed_by=tuple(dict.fromkeys(places)))


def _by_table(places: Iterator[Place]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for table, row in places:
        found[table].append(row)
    return found
