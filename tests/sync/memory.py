"""A device's data in memory: what a round needs, without a database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lpk_desktop.domain import merge
from lpk_desktop.domain.changes import Act, Change, JsonValue, Op, Stamp, origin_of
from lpk_desktop.domain.clock import Clock
from lpk_desktop.domain.restamp import restamp_change, restamp_state
from lpk_desktop.storage.applying import Applied
from lpk_desktop.sync.client import Client, Link
from lpk_desktop.sync.pairing import Paired, pair
from lpk_desktop.sync.places import Standing, Tail
from lpk_desktop.sync.round import Round, run_round
from tests.central.served import Served

Edit = tuple[str, str, Op, dict[str, JsonValue]]
"""Table, row, op, patch."""


@dataclass
class Memory:
    """One paired device."""

    paired: Paired
    key: Ed25519PrivateKey
    now: Callable[[], int]
    epoch: int = 1
    cursor: int = 0
    acked_n: int = 0
    generation: int = 0
    acts: list[Act] = field(default_factory=list)
    states: dict[tuple[str, str], merge.RowState] = field(default_factory=dict)
    known: set[tuple[int, int]] = field(default_factory=set)
    clock: Clock = field(init=False)
    http: requests.Session | None = None

    def __post_init__(self) -> None:
        self.clock = Clock(self.now)

    @property
    def origin(self) -> int:
        return origin_of(self.paired.device, self.epoch)

    # What a person does

    def act(self, *edits: Edit, label: str = "Ubah") -> Act:
        n = sum(len(act.changes) for act in self.acts) + 1
        changes = []
        for offset, (table, row, op, patch) in enumerate(edits):
            change = Change(
                origin=self.origin, n=n + offset, hlc=self.clock.tick(), tx=n, table=table, row=row, op=op,
                patch=patch, base=self._base(table, row, op, patch), author=None,
            )  # fmt: skip
            self._apply(change)
            changes.append(change)
        act = Act(
            origin=self.origin, n=n, label=label, author=None, at=changes[0].hlc, changes=tuple(changes)
        )
        self.acts.append(act)
        return act

    def put(self, row: int, **patch: JsonValue) -> Act:
        return self.act(("trainee", f"{row:032x}", Op.PUT, patch))

    def delete(self, row: int) -> Act:
        return self.act(("trainee", f"{row:032x}", Op.DELETE, {}))

    def shown(self, row: int) -> dict[str, JsonValue]:
        return self.states["trainee", f"{row:032x}"].shown()

    def _base(
        self, table: str, row: str, op: Op, patch: dict[str, JsonValue]
    ) -> dict[str, tuple[Stamp, ...]]:
        state = self.states.get((table, row))
        if state is None:
            return {}
        names = state.fields if op is Op.DELETE else [name for name in patch if name in state.fields]
        base = {name: tuple(live.stamp for live in state.fields[name]) for name in names}
        if op is Op.UNDELETE:
            base["deleted"] = state.deletions
        return base

    def _apply(self, change: Change) -> None:
        key = (change.table, change.row)
        self.states[key] = merge.apply(self.states.get(key), change)
        self.known.add((change.origin, change.n))

    # What a round asks

    def standing(self) -> Standing:
        return Standing(
            device=self.paired.device,
            epoch=self.epoch,
            server=self.paired.server,
            generation=self.generation,
            cursor=self.cursor,
            acked=Tail(self.origin, self.acked_n),
            logs={self.origin: sum(len(act.changes) for act in self.acts)},
        )

    def unsent(self, tail: Tail, *, limit: int) -> Sequence[Act]:
        chosen: list[Act] = []
        for act in self.acts:
            changes = tuple(change for change in act.changes if change.n > tail.after_n)
            if changes and sum(len(each.changes) for each in chosen) < limit:
                chosen.append(replace(act, changes=changes))
        return chosen

    def reconciled(self, echoes: Sequence[Act], held: Mapping[int, int]) -> Standing:
        """Nobody copies memory: what the server has is what this device sent."""
        return self.standing()

    def rewound(self, *, cursor: int, generation: int, acked: Tail) -> None:
        self.generation, self.cursor, self.acked_n = generation, cursor, acked.after_n

    def acknowledged(self, acked: Tail, *, restamped: Sequence[tuple[int, int]]) -> None:
        self.acked_n = acked.after_n
        given = dict(restamped)
        own = [change for act in self.acts for change in act.changes]
        renames = {each.stamp: Stamp(given[each.n], self.origin) for each in own if each.n in given}
        if renames:
            self.acts = [
                replace(act, changes=tuple(restamp_change(change, renames) for change in act.changes))
                for act in self.acts
            ]
            self.states = {key: restamp_state(state, renames) for key, state in self.states.items()}
            stamps = [
                live.stamp.hlc
                for state in self.states.values()
                for lives in state.fields.values()
                for live in lives
            ]
            self.clock.set_back(max(stamps, default=0))

    def received(self, acts: Sequence[Act], *, cursor: int, generation: int) -> Applied:
        new = duplicate = 0
        for change in (change for act in acts for change in act.changes):
            if (change.origin, change.n) in self.known:
                duplicate += 1
                continue
            self.clock.observe(change.hlc)
            self._apply(change)
            new += 1
        self.cursor, self.generation = cursor, generation
        return Applied(new=new, duplicate=duplicate)

    def waiting(self) -> int:
        return sum(change.n > self.acked_n for act in self.acts for change in act.changes)

    # What syncs it

    def client(self) -> Client:
        link = Link(
            url=self.paired.url,
            server=self.paired.server,
            token=self.paired.token,
            central_key=self.paired.central_key,
            sign=self.key.sign,
        )
        return Client(link, self.http)

    def sync(self) -> Round:
        client = self.client()
        try:
            return run_round(self, client, now=self.now, pause=lambda _seconds: None)
        finally:
            if self.http is None:
                client.close()


def joined(
    served: Served, centre: str, name: str = "Kantor", *, now: Callable[[], int] | None = None
) -> Memory:
    """A device that has just paired."""
    key = Ed25519PrivateKey.generate()
    paired = pair(
        served.url,
        served.code(centre),
        name=name,
        public_key=key.public_key().public_bytes_raw(),
        sign=key.sign,
    )
    return Memory(paired=paired, key=key, now=now or served.time)
