"""What becomes of each act that arrives: it joins the log, waits for others, or is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select, update

from lpk_central import erasing, log, waiting
from lpk_central.database import as_text, insert_all
from lpk_central.tables import act as act_table
from lpk_desktop.domain.changes import Act, Change, JsonValue, Op, Stamp
from lpk_desktop.sync.columns import Part
from lpk_desktop.sync.protocol import MalformedError, Verdict

ROW_ID = re.compile(r"[0-9a-f]{32}")
NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
INTEGERS = range(-(2**63), 2**63)
DEPTH = 20
"""How deep lists and objects may stand in one another within a value."""

ActKey = tuple[int, int]
"""Origin and n of an act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The verdict on an act, why, and the stamps it waits for."""

    head: Act
    last_n: int
    verdict: Verdict
    reason: str = ""
    waits: frozenset[Stamp] = frozenset()


@dataclass(slots=True)
class Decisions:
    """One push under way: what the central had before, and what it has decided so far."""

    connection: Connection
    centre: str
    seen: dict[int, int]
    """For each origin the stamp up to which its changes are here."""
    parked: dict[ActKey, waiting.Parked]
    accepted: list[Change] = field(default_factory=list)
    judged: dict[ActKey, Judged] = field(default_factory=dict)
    held: dict[ActKey, tuple[Change, ...]] = field(default_factory=dict)
    begun: set[ActKey] = field(default_factory=set)
    """Acts whose head is in the table already."""

    def missing(self, stamps: Iterable[Stamp]) -> frozenset[Stamp]:
        """Those of `stamps` that nothing in the log has written yet."""
        waiting_stamps = {stamp for each in self.parked.values() for stamp in each.stamps}
        return frozenset(
            stamp
            for stamp in stamps
            if stamp.hlc > self.seen.get(stamp.origin, -1) or stamp in waiting_stamps
        )


def begin(connection: Connection, centre_id: str, seen: dict[int, int]) -> Decisions:
    """No decision yet: `seen` gives for each origin the stamp up to which its changes are here."""
    parked = {_key(each.head): each for each in waiting.parked(connection, centre_id)}
    return Decisions(connection, centre_id, seen, parked, begun=set(parked))


def decide(decisions: Decisions, part: Part) -> None:
    """Judge an act, or the next part of one; and then those that waited for it."""
    head, new = part.act, part.act.changes
    key = _key(head)
    if head.n != new[0].n:
        _check_begun(decisions, head)
    decisions.held[key] = new
    if part.complete:
        _judge(decisions, head, _held(decisions, head))
    else:
        decisions.judged[key] = Judged(
            head=head, last_n=new[-1].n, verdict=Verdict.PARKED, reason=waiting.INCOMPLETE
        )


def write(decisions: Decisions) -> None:
    """Put all decisions into the database: heads first, since changes refer to them."""
    fresh: list[Judged] = []
    known: list[Judged] = []
    for key, judged in decisions.judged.items():
        (known if key in decisions.begun else fresh).append(judged)
    insert_all(decisions.connection, act_table, [_as_row(decisions.centre, each) for each in fresh])
    for each in known:
        decisions.connection.execute(
            update(act_table)
            .where(act_table.c.centre == decisions.centre)
            .where(act_table.c.origin == each.head.origin, act_table.c.n == each.head.n)
            .values(_verdict_values(each))
        )
        if each.verdict is Verdict.ACCEPTED:
            waiting.let_go(decisions.connection, decisions.centre, each.head)
    held = [one for each in decisions.held.values() for one in each]
    bare = erasing.without_values(decisions.connection, decisions.centre, held)
    waiting.hold(decisions.connection, decisions.centre, bare)
    log.append(decisions.connection, decisions.centre, decisions.accepted)


def refusal_of(change: Change) -> str | None:
    """Why a change can never be stored, by any version of this program; None if it can."""
    if not ROW_ID.fullmatch(change.row):
        return "bad-row-id"
    if not all(NAME.fullmatch(name) for name in (change.table, *change.patch, *change.base)):
        return "bad-name"
    if change.op is Op.DELETE and change.patch:
        return "bad-delete"
    return None if all(_storable(value) for value in change.patch.values()) else "bad-value"


def _storable(value: JsonValue, depth: int = DEPTH) -> bool:
    if isinstance(value, bool) or value is None or isinstance(value, str | float):
        return True
    if isinstance(value, int):
        return value in INTEGERS
    inner = value.values() if isinstance(value, dict) else value
    return depth > 0 and all(_storable(each, depth - 1) for each in inner)


def _key(head: Act) -> ActKey:
    return head.origin, head.n


def _check_begun(decisions: Decisions, head: Act) -> None:
    reason = decisions.connection.execute(
        select(act_table.c.reason).where(
            act_table.c.centre == decisions.centre,
            act_table.c.origin == head.origin,
            act_table.c.n == head.n,
        )
    ).scalar_one_or_none()
    if reason != waiting.INCOMPLETE:
        raise MalformedError("more of an act that was complete, or never began")
    decisions.begun.add(_key(head))


def _held(decisions: Decisions, head: Act) -> tuple[Change, ...]:
    key = _key(head)
    earlier = waiting.held(decisions.connection, decisions.centre, head) if key in decisions.begun else ()
    return (*earlier, *decisions.held.get(key, ()))


def _judge(decisions: Decisions, head: Act, changes: Sequence[Change]) -> None:
    key, last_n = _key(head), changes[-1].n
    own = {each.stamp for each in changes}
    named = {stamp for each in changes for seen in each.base.values() for stamp in seen}
    if refusal := next((why for why in map(refusal_of, changes) if why), None):
        judged = Judged(head=head, last_n=last_n, verdict=Verdict.REFUSED, reason=refusal)
    elif waits := decisions.missing(named - own):
        judged = Judged(
            head=head, last_n=last_n, verdict=Verdict.PARKED, reason=waiting.PREDECESSOR, waits=waits
        )
        decisions.parked[key] = waiting.Parked(head=head, waits=waits, stamps=frozenset(own))
    else:
        judged = Judged(head=head, last_n=last_n, verdict=Verdict.ACCEPTED)
    decisions.judged[key] = judged
    if judged.verdict is Verdict.ACCEPTED:
        decisions.accepted.extend(changes)
        decisions.held.pop(key, None)
        _release(decisions)


def _release(decisions: Decisions) -> None:
    # Ends: each act that joins leaves `parked` first.
    for key, each in list(decisions.parked.items()):
        if key in decisions.parked and not decisions.missing(each.waits):
            del decisions.parked[key]
            _judge(decisions, each.head, _held(decisions, each.head))


def _as_row(centre_id: str, judged: Judged) -> dict[str, Any]:
    head = judged.head
    return {
        "centre": centre_id,
        "origin": head.origin,
        "n": head.n,
        "label": head.label.replace("\0", ""),  # which PostgreSQL cannot store
        "author": head.author and head.author.replace("\0", ""),
        "at": head.at,
        **_verdict_values(judged),
    }


def _verdict_values(judged: Judged) -> dict[str, Any]:
    return {
        "last_n": judged.last_n,
        "verdict": judged.verdict.value,
        "reason": judged.reason,
        "waits": as_text([list(stamp) for stamp in sorted(judged.waits)]),
    }
