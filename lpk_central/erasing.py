"""Who is erased at the central: what it holds of them goes, and what still arrives arrives without values.

A device that pairs tomorrow gets a log in which nothing of them stands. The rule is the desktop's own
(`domain.erasing`), so both sides end with the same rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from lpk_central import rows, waiting
from lpk_central.database import CHUNK, as_text, parts
from lpk_central.rows import RowKey
from lpk_central.tables import act, change, erased_row, row_state
from lpk_desktop.domain.changes import Change
from lpk_desktop.domain.erasing import (
    NAMELESS,
    PARENT,
    blanked,
    blanked_change,
    blanked_state,
    is_erased,
    is_nameless,
)
from lpk_desktop.domain.merge import RowState
from lpk_desktop.domain.privacy import Sayings

Nameless = dict[RowKey, bool]
"""Rows of erased people, and whether their name goes too."""


@dataclass(slots=True)
class _Told:
    """By what labels may have called the people of a scrub, and which acts those are."""

    people: dict[RowKey, RowKey] = field(default_factory=dict)
    """By row the one on which it hangs in the end."""
    sayings: defaultdict[RowKey, Sayings] = field(default_factory=lambda: defaultdict(Sayings))
    acts: defaultdict[tuple[int, int], list[RowKey]] = field(default_factory=lambda: defaultdict(list))
    """The rows of these people that each act changed, an entry per change."""


def scrub(connection: Connection, centre_id: str, states: Sequence[RowState]) -> None:
    """Take out what rows that have just changed say of erased people, and all of those erased now."""
    found = _hanging(connection, centre_id, states)
    if not found:
        return
    keys = found | _below(connection, centre_id, found)
    _remember(connection, centre_id, keys)
    told = _Told()
    _blank_rows(connection, centre_id, keys, told)
    _blank_log(connection, centre_id, keys, told)
    _blank_labels(connection, centre_id, keys, told)
    waiting.rewrite(connection, centre_id, lambda several: without_values(connection, centre_id, several))


def without_values(connection: Connection, centre_id: str, changes: Sequence[Change]) -> list[Change]:
    """Changes that do not join the log yet, without what they say of people erased by now."""
    known = _known(connection, centre_id, {key for each in changes for key in _named(each)})
    bare = []
    for each in changes:
        hit = [known[key] for key in _named(each) if key in known]
        bare.append(blanked_change(each, nameless=any(hit)) if hit else each)
    return bare


def _named(each: Change) -> Iterator[RowKey]:
    """The row itself, and the one it says it hangs on."""
    if each.table == "trainee" or each.table in PARENT:
        yield each.table, each.row
    if each.table in PARENT:
        link, parent = PARENT[each.table]
        above = each.patch.get(link)
        if isinstance(above, str):
            yield parent, above


def _hanging(connection: Connection, centre_id: str, states: Sequence[RowState]) -> Nameless:
    """Those of `states` that are of erased people."""
    people = [state for state in states if state.table == "trainee"]
    found = {("trainee", state.row): is_nameless(state) for state in people if is_erased(state)}
    above = {key: state for state in states if (key := _parent(state)) is not None}
    known = _known(connection, centre_id, above.keys() | {(s.table, s.row) for s in states})
    known |= {key: nameless or known.get(key, False) for key, nameless in found.items()}
    # Parents come before children, and a child of today may hang on a row of today.
    for table in PARENT:
        for state in states:
            parent = _parent(state) if state.table == table else None
            if parent in known:
                known[table, state.row] = found[table, state.row] = known[parent]
    return found | {(s.table, s.row): known[s.table, s.row] for s in states if (s.table, s.row) in known}


def _parent(state: RowState) -> RowKey | None:
    if state.table not in PARENT:
        return None
    link, parent = PARENT[state.table]
    above = state.shown().get(link)
    return (parent, above) if isinstance(above, str) else None


def _below(connection: Connection, centre_id: str, found: Nameless) -> Nameless:
    """What hangs on these rows and was there before."""
    every: Nameless = dict(found)
    for table, (link, parent) in PARENT.items():
        if not any(key[0] == parent for key in every):
            continue
        chosen = select(row_state.c.row_id, row_state.c.state).where(
            row_state.c.centre == centre_id, row_state.c.table_name == table
        )
        for row, text in connection.execution_options(yield_per=CHUNK).execute(chosen):
            lives = msgspec.json.decode(text)["fields"].get(link)
            above = (parent, lives[0][2]) if lives else None
            if above in every:
                every[table, row] = every[above]
    return every


def _known(connection: Connection, centre_id: str, keys: Collection[RowKey]) -> Nameless:
    """Those of `keys` that are remembered as erased."""
    chosen = select(func.count()).select_from(erased_row).where(erased_row.c.centre == centre_id)
    if not keys or not connection.execute(chosen).scalar_one():
        return {}
    found: Nameless = {}
    for part in parts(sorted({row for _table, row in keys})):
        rows_of = select(erased_row.c.table_name, erased_row.c.row_id, erased_row.c.nameless).where(
            erased_row.c.centre == centre_id, erased_row.c.row_id.in_(part)
        )
        found |= {(row.table_name, row.row_id): bool(row.nameless) for row in connection.execute(rows_of)}
    return {key: found[key] for key in keys if key in found}


def _remember(connection: Connection, centre_id: str, keys: Nameless) -> None:
    known = _known(connection, centre_id, keys)
    for (table, row), nameless in keys.items():
        values = {"nameless": int(nameless or known.get((table, row), False)), "swept": 0}
        if (table, row) in known:
            place = (erased_row.c.table_name == table, erased_row.c.row_id == row)
            connection.execute(
                update(erased_row).where(erased_row.c.centre == centre_id, *place).values(values)
            )
        else:
            connection.execute(
                insert(erased_row).values(centre=centre_id, table_name=table, row_id=row, **values)
            )


def _blank_rows(connection: Connection, centre_id: str, keys: Nameless, told: _Told) -> None:
    states = rows.states(connection, centre_id, keys)
    for table in ("trainee", *PARENT):  # parents come before children
        for key in [each for each in states if each[0] == table]:
            parent = _parent(states[key])
            told.people[key] = key if parent is None else told.people.get(parent, key)
    for key, state in states.items():
        sayings = told.sayings[told.people[key]]
        for name, lives in state.fields.items():
            for live in lives:
                sayings.learn(state.table, {name: live.value})
        if not keys[key]:
            sayings.keep(state.table, state.shown())
        bare = blanked_state(state, nameless=keys[key])
        if bare != state:
            rows.replace(connection, centre_id, bare)


def _blank_log(connection: Connection, centre_id: str, keys: Nameless, told: _Told) -> None:
    columns = (
        change.c.seq,
        change.c.origin,
        change.c.tx,
        change.c.table_name,
        change.c.row_id,
        change.c.patch,
    )
    for part in parts(sorted({row for _table, row in keys})):
        chosen = select(*columns).where(change.c.centre == centre_id, change.c.row_id.in_(part))
        for seq, origin, tx, table, row, patch in connection.execute(chosen).all():
            if (table, row) not in keys:
                continue
            values = msgspec.json.decode(patch)
            told.acts[origin, tx].append((table, row))
            told.sayings[told.people.get((table, row), (table, row))].learn(table, values)
            bare = blanked(table, values, nameless=keys[table, row])
            if bare != values:
                place = (change.c.centre == centre_id, change.c.seq == seq)
                connection.execute(update(change).where(*place).values(patch=as_text(bare)))


def _blank_labels(connection: Connection, centre_id: str, keys: Nameless, told: _Told) -> None:
    """As on the desktop: labels lose what they may say of these people, some of them all words."""
    for (origin, tx), ours in told.acts.items():
        head = (act.c.centre == centre_id, act.c.origin == origin, act.c.n == tx)
        label = connection.execute(select(act.c.label).where(*head)).scalar()
        if label is None or label == NAMELESS:
            continue
        mine = (change.c.centre == centre_id, change.c.origin == origin, change.c.tx == tx)
        everything = select(func.count()).where(*mine)
        if all(keys[key] for key in ours) and connection.execute(everything).scalar_one() == len(ours):
            fresh = NAMELESS
        else:
            fresh = label
            for person in {told.people.get(key, key) for key in ours}:
                fresh = told.sayings[person].unsaid(fresh)
        if fresh != label:
            connection.execute(update(act).where(*head).values(label=fresh))
