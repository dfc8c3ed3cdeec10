from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpk_desktop.domain.changes import Change, JsonValue, Op, Stamp
from lpk_desktop.domain.merge import RowState, apply, from_json, replay, to_json

ROW = "0" * 32


def change(
    n: int,
    op: Op = Op.PUT,
    *,
    origin: int = 1,
    base: dict[str, tuple[Stamp, ...]] | None = None,
    **patch: JsonValue,
) -> Change:
    return Change(origin=origin, n=n, hlc=n, tx=n, table="mark", row=ROW, op=op, patch=patch, base=base or {})


def applied(*changes: Change) -> RowState:
    state = None
    for each in changes:
        state = apply(state, each)
    assert state is not None
    return state


def test_a_correction_replaces_what_its_author_saw() -> None:
    state = applied(change(1, code="H"), change(2, code="A", base={"code": (Stamp(1, 1),)}))
    assert state.shown() == {"code": "A"}
    assert not state.disputed()


def test_two_people_who_did_not_see_each_other_both_stay_live() -> None:
    state = applied(change(1, code="H"), change(2, origin=2, code="A"))
    assert state.shown() == {"code": "A"}
    assert state.disputed() == {"code"}


def test_the_same_value_twice_is_no_dispute() -> None:
    assert not applied(change(1, code="H"), change(2, origin=2, code="H")).disputed()


def test_different_fields_merge_in_silence() -> None:
    first = change(1, code="H", note=None)
    late = change(2, code="T", base={"code": (first.stamp,)})
    note = change(3, origin=2, note="sakit perut", base={"note": (first.stamp,)})
    state = applied(first, late, note)
    assert state.shown() == {"code": "T", "note": "sakit perut"}
    assert not state.disputed()


def test_resolving_names_all_live_values() -> None:
    first, second = change(1, code="H"), change(2, origin=2, code="A")
    choice = change(3, code="H", base={"code": (first.stamp, second.stamp)})
    assert not applied(first, second, choice).disputed()


def test_a_delete_after_seeing_the_edit_stands() -> None:
    first = change(1, code="H")
    assert applied(first, change(2, Op.DELETE, base={"code": (first.stamp,)})).deleted


def test_an_edit_the_deleter_had_not_seen_revives_the_row_in_either_order() -> None:
    first = change(1, code="H")
    delete = change(2, Op.DELETE, base={"code": (first.stamp,)})
    edit = change(3, origin=2, code="A", base={"code": (first.stamp,)})
    assert applied(first, delete, edit) == applied(first, edit, delete)
    assert not applied(first, delete, edit).deleted


def test_undelete_brings_the_row_back() -> None:
    first = change(1, code="H")
    delete = change(2, Op.DELETE, base={"code": (first.stamp,)})
    assert not applied(first, delete, change(3, Op.UNDELETE, base={"deleted": (delete.stamp,)})).deleted


@dataclass
class Device:
    """A device in a world of one row: writes, sees what it applied, and can receive."""

    origin: int
    state: RowState | None = None
    seen: list[Change] = field(default_factory=list)

    def receive(self, change: Change) -> None:
        self.state = apply(self.state, change)
        self.seen.append(change)

    def write(self, hlc: int, name: str, value: str | None) -> Change:
        lives = self.state.fields.get(name, ()) if self.state else ()
        made = Change(
            origin=self.origin, n=hlc, hlc=hlc, tx=hlc, table="mark", row=ROW, op=Op.PUT,
            patch={name: value}, base={name: tuple(live.stamp for live in lives)},
        )  # fmt: skip
        self.receive(made)
        return made

    def delete(self, hlc: int) -> Change | None:
        if self.state is None or self.state.deleted:
            return None
        base = {name: tuple(live.stamp for live in lives) for name, lives in self.state.fields.items()}
        made = Change(
            origin=self.origin,
            n=hlc,
            hlc=hlc,
            tx=hlc,
            table="mark",
            row=ROW,
            op=Op.DELETE,
            patch={},
            base=base,
        )
        self.receive(made)
        return made


Step = tuple[int, str, str]
steps = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["write", "write", "write", "delete", "pull", "pull"]),
        st.sampled_from("abc"),
    ),
    max_size=30,
)


class World:
    """Three devices that work apart, each with a wall clock of its own, and the centre's order."""

    def __init__(self, ahead: Sequence[int]) -> None:
        self.devices = [Device(origin=index + 1) for index in range(3)]
        self.log: list[Change] = []
        self._ahead = ahead
        self._unsent: list[list[Change]] = [[], [], []]
        self._cursors = [0, 0, 0]

    def live(self, story: Sequence[Step]) -> None:
        """Let the story happen, and then everybody sync until nobody has anything new."""
        for hour, (index, act, name) in enumerate(story, start=1):
            device, stamp = self.devices[index], hour * 10 + self._ahead[index]
            if act == "pull":
                self._sync(index)
            elif act == "write":
                self._unsent[index].append(device.write(stamp, name, act + str(hour)))
            elif made := device.delete(stamp):
                self._unsent[index].append(made)
        for index in (0, 1, 2, 0, 1, 2):
            self._sync(index)

    def _sync(self, index: int) -> None:
        self.log.extend(self._unsent[index])
        self._unsent[index].clear()
        for each in self.log[self._cursors[index] :]:
            if each not in self.devices[index].seen:
                self.devices[index].receive(each)
        self._cursors[index] = len(self.log)


clocks = st.lists(st.integers(-1000, 1000), min_size=3, max_size=3, unique_by=lambda ahead: ahead % 10)


@given(steps, clocks)
def test_devices_that_worked_apart_end_equal(story: list[Step], ahead: list[int]) -> None:
    world = World(ahead)
    world.live(story)
    states = [device.state for device in world.devices]
    assert states[0] == states[1] == states[2]
    if states[0]:
        assert from_json("mark", ROW, to_json(states[0])) == states[0]  # type: ignore[arg-type]


@given(steps, clocks, st.randoms(use_true_random=False))
def test_the_changes_alone_give_the_row_whatever_their_order(
    story: list[Step], ahead: list[int], random: Random
) -> None:
    world = World(ahead)
    world.live(story)
    random.shuffle(world.log)
    assert replay(world.log) == world.devices[0].state


def test_changes_that_name_each_other_are_no_history() -> None:
    first = change(1, code="H", base={"code": (Stamp(2, 1),)})
    second = change(2, code="A", base={"code": (Stamp(1, 1),)})
    with pytest.raises(ValueError, match="name each other"):
        replay([first, second])
