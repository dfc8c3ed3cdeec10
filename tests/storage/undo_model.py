"""What the file should show, in plain Python: each value with the act that decided it.

A value that an undo brings back counts as decided by whoever decided it first. Nothing here knows of
stamps, SQL or the log; versions are numbered in the order in which they were written anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

Key = tuple[str, str]
"""(table, row)."""
Value = str | int | None

TOGETHER = {"mark": {"code", "by"}, "assessment": {"result", "assessor"}}
PARENTS = {"enrolment": "trainee_id", "mark": "enrolment_id", "assessment": "enrolment_id"}
ABOVE = {"enrolment": "trainee", "mark": "enrolment", "assessment": "enrolment"}
CONTENT = {"mark": ("code", "note"), "assessment": ("result",)}
_numbers = count(1)


@dataclass(frozen=True)
class Version:
    """A value, or a removal; `brings_back` names those that an undo put in force again by it."""

    number: int
    value: Value = None
    brings_back: frozenset[int] | None = None


@dataclass(frozen=True)
class Op:
    """One change of one row: "make", "put", "remove" or "restore"."""

    kind: str
    key: Key
    fields: Mapping[str, Version] = field(default_factory=dict)
    replaced: Mapping[str, frozenset[int]] = field(default_factory=dict)
    old: Mapping[str, Value] = field(default_factory=dict)
    removal: Version | None = None
    undone: frozenset[int] = frozenset()
    """The removals that a "restore" takes back."""
    act: int = 0
    undoes: int = 0


@dataclass
class Row:
    fields: dict[str, list[Version]] = field(default_factory=dict)
    removals: list[Version] = field(default_factory=list)
    standing: list[tuple[str, int, int]] = field(default_factory=list)
    """How the row came to stand: (kind, act, removal), what was taken back left out."""
    marked: bool = False
    """Whether it was ever removed or brought back."""

    def shown(self, name: str) -> Value:
        return max(self.fields[name], key=lambda version: version.number).value


class Model:
    """One computer's rows."""

    def __init__(self) -> None:
        self.rows: dict[Key, Row] = {}
        self.versions: dict[int, Version] = {}
        self.removals: dict[int, Op] = {}
        self.raisers: dict[int, int] = {}
        """Per removal: the act because of which the row stood until then."""

    def shown(self) -> dict[Key, dict[str, Value]]:
        found: dict[Key, dict[str, Value]] = {}
        for key, row in self.rows.items():
            found[key] = {"deleted": int(bool(row.removals))}
            found[key] |= {name: row.shown(name) for name in row.fields}
        return found

    def stands(self, key: Key) -> bool:
        return key in self.rows and not self.rows[key].removals

    def apply(self, op: Op) -> None:
        """The same op gives the same rows on every computer, whatever came before it."""
        row = self.rows.setdefault(op.key, Row())
        for name, version in op.fields.items():
            self.versions[version.number] = version
            seen = op.replaced.get(name, frozenset())
            row.fields[name] = [v for v in row.fields.get(name, []) if v.number not in seen] + [version]
        if op.kind in ("make", "put"):
            row.removals = []
        if op.kind == "remove" and op.removal is not None:
            self.versions[op.removal.number] = op.removal
            self.removals[op.removal.number] = op
            self.raisers[op.removal.number] = row.standing[-1][1] if row.standing else 0
            lives = {name: {v.number for v in versions} for name, versions in row.fields.items()}
            if all(numbers <= op.replaced.get(name, frozenset()) for name, numbers in lives.items()):
                row.removals.append(op.removal)
        if op.kind == "restore":
            row.removals = [v for v in row.removals if v.number not in op.undone]
        kept = [each for each in row.standing if not (op.undoes and each[2] in op.undone)]
        if len(kept) < len(row.standing):
            row.standing = kept
        elif op.kind != "put":
            row.standing.append((op.kind, op.act, op.removal.number if op.removal else 0))
        row.marked |= op.kind in ("remove", "restore")

    # What a person does

    def put(self, key: Key, values: Mapping[str, Value]) -> list[Op]:
        row = self.rows.get(key)
        if row is None:
            return [Op("make", key, {name: Version(next(_numbers), value) for name, value in values.items()})]
        changed = {name: value for name, value in values.items() if row.shown(name) != value}
        ops = [self._write(key, changed)] if changed else []
        if row.removals:
            ops.append(Op("restore", key, undone=frozenset(v.number for v in row.removals)))
        return ops

    def remove(self, key: Key, brings_back: frozenset[int] | None = None) -> Op:
        row = self.rows[key]
        seen = {name: frozenset(v.number for v in versions) for name, versions in row.fields.items()}
        removal = Version(next(_numbers), None, brings_back)
        return Op("remove", key, replaced=seen, removal=removal)

    def _write(
        self, key: Key, values: Mapping[str, Value], back: Mapping[str, frozenset[int]] | None = None
    ) -> Op:
        row = self.rows[key]
        return Op(
            "put",
            key,
            {name: Version(next(_numbers), value, (back or {}).get(name)) for name, value in values.items()},
            {name: frozenset(v.number for v in row.fields[name]) for name in values},
            {name: row.shown(name) for name in values},
        )

    # Undo

    def undo(self, ops: Iterable[Op]) -> tuple[list[Op], set[tuple[str, Key]]]:
        """The ops that take an act back, and what is left: (why, row)."""
        undoing = _Undoing(self, list(ops))
        undoing.decide()
        while undoing.hold():
            pass
        return undoing.written(), undoing.left

    def needed(self) -> set[Key]:
        """Removed rows that standing ones with content name."""
        named = {self.parent(key) for key in self.rows if self.stands(key) and self.has_content(key)}
        return {key for key in named if key is not None and key in self.rows and not self.stands(key)}

    def parent(self, key: Key) -> Key | None:
        if key[0] not in PARENTS:
            return None
        return ABOVE[key[0]], str(self.rows[key].shown(PARENTS[key[0]]))

    def has_content(self, key: Key) -> bool:
        names = CONTENT.get(key[0])
        return names is None or any(self.rows[key].shown(name) is not None for name in names)

    def deciders(self, numbers: Iterable[int]) -> frozenset[int]:
        found: set[int] = set()
        for number in numbers:
            behind = self.versions[number].brings_back if number in self.versions else None
            found |= {number} if behind is None else self.deciders(behind)
        return frozenset(found)


@dataclass
class _Step:
    removed: bool | None
    values: dict[str, Value]


class _Undoing:
    def __init__(self, model: Model, ops: list[Op]) -> None:
        self.model, self.ops = model, ops
        self.act = ops[0].act if ops else 0
        self.keys = list(dict.fromkeys(op.key for op in reversed(ops)))
        self.steps: dict[Key, _Step] = {}
        self.left: set[tuple[str, Key]] = set()

    def of(self, key: Key) -> list[Op]:
        return [op for op in self.ops if op.key == key]

    def decide(self) -> None:
        for key in self.keys:
            ops, row = self.of(key), self.model.rows[key]
            kinds = [op.kind for op in ops]
            old: dict[str, Value] = {}
            for op in ops:
                old = {**op.old, **old}
            differing = {name: value for name, value in old.items() if row.shown(name) != value}
            if kinds[-1] in ("make", "restore") or (kinds[0] == "make" and "remove" not in kinds):
                self._raised(key, old, differing, made="make" in kinds)
            elif kinds[-1] == "remove":
                self._removed(key, differing)
            elif row.removals:
                if differing:
                    self.left.add(("removed", key))
            else:
                self._edited(key, differing)

    def mine(self, key: Key, name: str, number: int) -> bool:
        own: set[int] = set()
        for op in self.of(key):
            own |= {version.number for version in op.fields.values()}
            own |= {op.removal.number} if op.removal else set()
        if number in own:
            return True
        found, deciders = self.model.deciders([number]), self.model.deciders(own_of(self.of(key), name))
        return found <= deciders | own and bool(found) == bool(deciders)

    def _raised(self, key: Key, old: dict[str, Value], differing: dict[str, Value], *, made: bool) -> None:
        row = self.model.rows[key]
        if row.removals:
            return
        known = {number for op in self.of(key) if op.kind == "restore" for number in self._seen_by(op)}
        foreign = [
            version
            for name, versions in row.fields.items()
            for version in versions
            if not self.mine(key, name, version.number) and (name in old or version.number not in known)
        ]
        undone = {number for op in self.of(key) if op.kind == "restore" for number in op.undone}
        ours = {self.act, *(self.model.raisers[number] for number in undone)}
        kind, raiser, _removal = row.standing[-1]
        if foreign or (row.marked and kind != "remove" and raiser not in ours):
            self.left.add(("changed", key))
        else:
            self.steps[key] = _Step(removed=True, values={} if made else differing)

    def _seen_by(self, restore: Op) -> set[int]:
        removals = [self.model.removals[number] for number in restore.undone if number in self.model.removals]
        return {number for op in removals for numbers in op.replaced.values() for number in numbers}

    def _removed(self, key: Key, differing: dict[str, Value]) -> None:
        row = self.model.rows[key]
        if not row.removals:
            if differing:
                self._edited(key, differing)
        elif all(self.mine(key, "deleted", version.number) for version in row.removals):
            self.steps[key] = _Step(removed=False, values=differing)
        else:
            self.left.add(("removed", key))

    def _edited(self, key: Key, differing: dict[str, Value]) -> None:
        row = self.model.rows[key]
        blocked = {
            name
            for name in differing
            if not all(self.mine(key, name, version.number) for version in row.fields[name])
        }
        group = TOGETHER.get(key[0], set())
        if blocked & group:
            blocked |= group & differing.keys()
        if blocked:
            self.left.add(("changed", key))
        values = {name: value for name, value in differing.items() if name not in blocked}
        if values:
            self.steps[key] = _Step(removed=None, values=values)

    def hold(self) -> bool:
        """Take out what would leave a row naming one that is gone; whether anything was."""
        going = {key for key, step in self.steps.items() if step.removed}
        coming = {key for key, step in self.steps.items() if step.removed is False}
        speaking = {
            key
            for key, step in self.steps.items()
            if any(step.values.get(name) is not None for name in CONTENT.get(key[0], ()))
        }
        for key in self.model.rows:
            parent = self.model.parent(key)
            if parent is None:
                continue
            stays = self.model.stands(key) and key not in going and self.model.has_content(key)
            if parent in going and (stays or key in coming | (speaking - going)):
                del self.steps[parent]
                self.left.add(("needed", parent))
                return True
            if key in coming | (speaking - going) and not self.model.stands(parent) and parent not in coming:
                del self.steps[key]
                self.left.add(("orphaned", key))
                return True
        return False

    def written(self) -> list[Op]:
        ops: list[Op] = []
        for key, step in self.steps.items():
            mine = self.of(key)
            back = {name: first(mine, name) for name in step.values}
            if step.removed is False:
                removals = frozenset(v.number for v in self.model.rows[key].removals)
                ops.append(Op("restore", key, undone=removals))
            if step.values:
                ops.append(self.model._write(key, step.values, back))
            if step.removed:
                removal = self.model.remove(key, first(mine, "deleted"))
                fresh = {n: frozenset({v.number}) for n, v in ops[-1].fields.items()} if step.values else {}
                ops.append(replace(removal, replaced={**removal.replaced, **fresh}))
        return ops


def own_of(ops: Iterable[Op], name: str) -> list[int]:
    """The versions that an act wrote of a field, or its removals."""
    if name == "deleted":
        return [op.removal.number for op in ops if op.removal]
    return [op.fields[name].number for op in ops if name in op.fields]


def first(ops: list[Op], name: str) -> frozenset[int]:
    """What the first op of an act found in a field, or which removals it took back."""
    if name == "deleted":
        for op in ops:
            if op.kind != "put":
                return op.undone
        return frozenset()
    return next((op.replaced.get(name, frozenset()) for op in ops if name in op.fields), frozenset())
