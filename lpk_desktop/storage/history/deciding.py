"""Row by row: what of an act still stands and could be taken back, and what has to be left."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.changes import JsonValue, Stamp
from lpk_desktop.domain.merge import Live, RowState
from lpk_desktop.storage.applying import load
from lpk_desktop.storage.dependents import NUMBERED, Place, bearers, certified, parts
from lpk_desktop.storage.erasing import erased_rows
from lpk_desktop.storage.history.effects import Effect
from lpk_desktop.storage.history.lineage import DELETED, Lineage
from lpk_desktop.storage.history.reading import ActId, past_act
from lpk_desktop.storage.history.results import Kept, Why
from lpk_desktop.storage.rowstate import state_of, table_of
from lpk_desktop.storage.tables import Mark
from lpk_desktop.storage.tables import Session as Meeting

PRINTED: Mapping[str, frozenset[str]] = {
    "trainee": frozenset({"name", "nik", "nik_state", "birth_place", "birth_date"}),
    "cohort": frozenset({"programme_id", "number", "batch", "year", "starts", "ends"}),
}
"""What a certificate says of rows that hold more; of enrolments, marks and results it rests on all."""

EVIDENCE = frozenset({"mark", "assessment", "certificate"})
"""What is recorded of an enrolment: a later certificate rests on it, or stands in its place."""

TOGETHER: Mapping[str, frozenset[str]] = {
    "mark": frozenset({"code", "minutes_late", "method", "by", "at"}),
    "assessment": frozenset({"result", "assessor", "day", "method", "note"}),
    "trainee": frozenset({"nik", "nik_state"}),
    "session": frozenset({"day", "start", "end"}),
}
"""Fields that say one thing together: one person's mark never gets another's name."""


@dataclass(slots=True, kw_only=True)
class Step:
    """What undo does to one row."""

    effect: Effect
    state: RowState
    deleted: bool | None = None
    """What it shall be marked, None to leave that as it is."""
    patch: Mapping[str, JsonValue] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """Table and row."""
        return self.effect.table, self.effect.row

    def value(self, name: str) -> JsonValue:
        """What the field shows afterwards."""
        return self.patch[name] if name in self.patch else self.state.shown().get(name)


class Decisions:
    """The steps that the rows by themselves allow, and what is left, in the order of the effects."""

    def __init__(self, session: Session, act: ActId, found: Collection[Effect]) -> None:
        self.steps: dict[Place, Step] = {}
        self.left: list[Kept] = []
        self._session, self._lineage = session, Lineage(session)
        self._raisers = self._lineage.raised_since(act, [each for each in found if each.raised])
        self._begun = min((each.hlc for each in found), default=0)
        self._certificates = certified(session.connection(), since=self._begun)
        states = _states(session, found)
        self._erased = erased_rows(session.connection(), [(each.table, each.row) for each in found])
        self._locked = _locked(session, found)
        # What comes back is decided last: the number it bore may be given back by another row.
        for effect in sorted(found, key=lambda each: each.removed):
            state = states.get((effect.table, effect.row))
            if state is not None:
                self._decide(effect, state)
        order = {(each.table, each.row): at for at, each in enumerate(found)}
        self.steps = {place: self.steps[place] for place in order if place in self.steps}
        self.left.sort(key=lambda each: order[each.table, each.row])

    def _decide(self, effect: Effect, state: RowState) -> None:
        if (effect.table, effect.row) in self._erased:
            self.left.append(Kept(table=effect.table, row=effect.row, why=Why.ERASED))
        elif effect.row in self._locked:
            session = ("session", self._locked[effect.row])
            self.left.append(Kept(table=effect.table, row=effect.row, why=Why.LOCKED, needed_by=(session,)))
        elif effect.raised:
            if not state.deleted:
                self._remove(effect, state)
        elif effect.removed and state.deleted:
            self._bring_back(effect, state)
        elif state.deleted:
            fields = tuple(_differing(effect, state))
            if fields:
                self.left.append(self._by(effect, Why.REMOVED, state.deletions[0], fields))
        else:
            self._edit(effect, state)

    def _remove(self, effect: Effect, state: RowState) -> None:
        changed = list(self._changed_since(effect, state))
        raiser = self._raisers.get(effect.row)
        certificate = self._certificate(effect, state)
        if changed:
            newest = max(live.stamp for _name, live in changed)
            names = tuple(dict.fromkeys(name for name, _live in changed))
            self.left.append(self._by(effect, Why.CHANGED, newest, names))
        elif raiser is not None:
            past = past_act(self._session, raiser)
            self.left.append(
                Kept(
                    table=effect.table,
                    row=effect.row,
                    why=Why.CHANGED,
                    by=past.author,
                    at=past.at,
                    origin=raiser[0],
                )
            )
        elif certificate is not None and effect.table in EVIDENCE:
            self.left.append(self._rested_on(effect, certificate, ()))
        else:
            patch = {} if effect.made else {name: effect.old[name] for name in _differing(effect, state)}
            self._step(effect, state, deleted=True, patch=patch)

    def _bring_back(self, effect: Effect, state: RowState) -> None:
        foreign = [stamp for stamp in state.deletions if not self._ours(effect, DELETED, [stamp])]
        other = self._taken(effect, state)
        if foreign:
            self.left.append(self._by(effect, Why.REMOVED, foreign[0], ()))
        elif other is not None:
            places = ((effect.table, other),)
            self.left.append(Kept(table=effect.table, row=effect.row, why=Why.TAKEN, needed_by=places))
        else:
            patch = {name: effect.old[name] for name in _differing(effect, state)}
            self._step(effect, state, deleted=False, patch=patch)

    def _taken(self, effect: Effect, state: RowState) -> str | None:
        """Another standing row that has got the number of a returning one since the act.

        One that bore it beside the row before, as two computers that worked apart can make it, and
        one that gives it back by this undo, take nothing.
        """
        name = NUMBERED.get(effect.table, "")
        number = state.shown().get(name)
        if not number:
            return None
        connection = self._session.connection()
        for other in bearers(connection, effect.table, effect.row, number):
            step, known = self.steps.get((effect.table, other)), load(connection, effect.table, other)
            gives_back = step is not None and name in step.patch
            had_it = known is not None and all(live.stamp.hlc < self._begun for live in known.fields[name])
            if not gives_back and not (had_it and self._lineage.stood(other, self._begun)):
                return other
        return None

    def _edit(self, effect: Effect, state: RowState) -> None:
        certificate = self._certificate(effect, state)
        printed = PRINTED.get(effect.table, frozenset(effect.old)) if certificate else frozenset()
        differing = list(_differing(effect, state))
        blocked: dict[str, Stamp | None] = {}
        for name in differing:
            others = [each for each in state.fields[name] if not self._ours(effect, name, [each.stamp])]
            if others:
                blocked[name] = others[0].stamp
            elif name in printed:
                blocked[name] = None
        one = TOGETHER.get(effect.table, frozenset())
        hit = [name for name in blocked if name in one]
        for name in differing:
            if hit and name in one:
                blocked.setdefault(name, blocked[hit[0]])
        for cause in dict.fromkeys(blocked.values()):
            fields = tuple(name for name in blocked if blocked[name] == cause)
            if cause is not None:
                self.left.append(self._by(effect, Why.CHANGED, cause, fields))
            elif certificate is not None:
                self.left.append(self._rested_on(effect, certificate, fields))
        patch = {name: effect.old[name] for name in differing if name not in blocked}
        if patch:
            self._step(effect, state, deleted=None, patch=patch)

    def _step(
        self, effect: Effect, state: RowState, *, deleted: bool | None, patch: Mapping[str, JsonValue]
    ) -> None:
        self.steps[effect.table, effect.row] = Step(effect=effect, state=state, deleted=deleted, patch=patch)

    def _changed_since(self, effect: Effect, state: RowState) -> Iterator[tuple[str, Live]]:
        seen = self._lineage.seen_when_deleted(effect.row, effect.unmarked)
        for name, lives in state.fields.items():
            known = seen if name not in effect.old else frozenset()
            for live in lives:
                if live.stamp not in known and not self._ours(effect, name, [live.stamp]):
                    yield name, live

    def _ours(self, effect: Effect, name: str, stamps: Collection[Stamp]) -> bool:
        """Whether what bears the stamps is what the act decided, be it put in force again by an undo."""
        if effect.stamps.issuperset(stamps):
            return True
        mine = self._lineage.roots(effect.row, name, effect.stamps)
        found = self._lineage.roots(effect.row, name, stamps)
        return found <= mine | effect.stamps and bool(found) == bool(mine)

    def _certificate(self, effect: Effect, state: RowState) -> str | None:
        if effect.table in EVIDENCE:
            return self._certificates.get(("enrolment", str(state.shown().get("enrolment_id"))))
        return self._certificates.get((effect.table, effect.row))

    def _by(self, effect: Effect, why: Why, stamp: Stamp, fields: tuple[str, ...]) -> Kept:
        writer = self._lineage.writer(effect.row, stamp)
        return Kept(
            table=effect.table,
            row=effect.row,
            why=why,
            fields=fields,
            by=writer.by if writer else None,
            at=writer.at if writer else None,
            origin=stamp.origin,
        )

    def _rested_on(self, effect: Effect, certificate: str, fields: tuple[str, ...]) -> Kept:
        return Kept(
            table=effect.table,
            row=effect.row,
            why=Why.CERTIFIED,
            fields=fields,
            needed_by=(("certificate", certificate),),
        )


def _differing(effect: Effect, state: RowState) -> Iterator[str]:
    """The fields that the act changed and that do not show their old value."""
    shown = state.shown()
    return (name for name, old in effect.old.items() if name in shown and shown[name] != old)


def _locked(session: Session, found: Collection[Effect]) -> dict[str, str]:
    """The session of each mark in a locked one; of none where marks only came along, as when people merge."""
    if {each.table for each in found} != {"mark"}:
        return {}
    query = select(Mark.id, Mark.session_id).join(Meeting, Meeting.id == Mark.session_id)
    locked = query.where(Meeting.locked, ~Meeting.deleted)
    rows = (session.execute(locked.where(Mark.id.in_(part))) for part in parts([each.row for each in found]))
    return {mark: meeting for part in rows for mark, meeting in part}


def _states(session: Session, found: Collection[Effect]) -> dict[Place, RowState]:
    states: dict[Place, RowState] = {}
    for name in {each.table for each in found}:
        table = table_of(name)
        for part in parts([each.row for each in found if each.table == name]):
            for row in session.connection().execute(select(table).where(table.c.id.in_(part))).mappings():
                states[name, row["id"]] = state_of(name, dict(row))
    return states
