"""Devices that work apart, with any clock, on any link, end equal to each other and to the central."""

from collections.abc import Callable
from contextlib import ExitStack, suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from lpk_desktop.domain.changes import Op
from tests.central.served import Served
from tests.sync.lossy import KilledError, Lossy
from tests.sync.memory import Edit, Memory, joined

DEVICES = 3
YEAR = 365 * 24 * 3600 * 1000

whose = st.integers(0, DEVICES - 1)
rows = st.integers(1, 3)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("put"), whose, rows, st.sampled_from(["name", "phone"])),
        st.tuples(st.just("put"), whose, rows, st.sampled_from(["name", "phone"])),
        st.tuples(st.just("several"), whose),
        st.tuples(st.sampled_from(["delete", "undelete"]), whose, rows),
        st.tuples(st.just("sync"), whose),
        st.tuples(st.just("sync"), whose),
        st.tuples(st.just("killed"), whose, st.integers(0, 3), st.sampled_from(["before", "after"])),
        st.tuples(st.just("cut"), whose, st.integers(1, 3)),
        st.tuples(st.just("clock"), whose, st.sampled_from([-20 * YEAR, -60_000, 0, 360_000, 10 * YEAR])),
    ),
    max_size=25,
)


class World:
    """Three devices of one centre, each with a clock and a link of its own."""

    def __init__(self, served: Served, stack: ExitStack) -> None:
        self.served = served
        self.centre = served.centre()
        self.offsets = [0] * DEVICES
        self.devices = [
            joined(served, self.centre, f"Komputer {index}", now=self._clock(index))
            for index in range(DEVICES)
        ]
        self.links = [stack.enter_context(Lossy()) for _ in self.devices]
        for device, link in zip(self.devices, self.links, strict=True):
            device.http = link
        self.count = 0

    def _clock(self, index: int) -> Callable[[], int]:
        return lambda: self.served.time() + self.offsets[index]

    def step(self, name: str, index: int, *rest: object) -> None:
        self.served.time.pass_by(seconds=7)
        getattr(self, name)(index, self.devices[index], *rest)

    def put(self, _index: int, device: Memory, row: int, field: str) -> None:
        self.count += 1
        device.put(row, **{field: f"nilai {self.count}"})

    def several(self, _index: int, device: Memory) -> None:
        self.count += 1
        name = f"sekaligus {self.count}"
        edits: list[Edit] = [("trainee", f"{row:032x}", Op.PUT, {"name": name}) for row in (1, 2, 3)]
        device.act(*edits)

    def delete(self, _index: int, device: Memory, row: int) -> None:
        if ("trainee", f"{row:032x}") in device.states:
            device.delete(row)

    def undelete(self, _index: int, device: Memory, row: int) -> None:
        state = device.states.get(("trainee", f"{row:032x}"))
        if state and state.deleted:
            device.act(("trainee", state.row, Op.UNDELETE, {}))

    def sync(self, _index: int, device: Memory) -> None:
        device.sync()

    def killed(self, index: int, device: Memory, call: int, when: str) -> None:
        self.links[index].kill(call, when)
        with suppress(KilledError):
            device.sync()
        self.links[index].plan = []

    def cut(self, index: int, device: Memory, call: int) -> None:
        self.links[index].cut(call)
        device.sync()
        self.links[index].plan = []

    def clock(self, index: int, _device: Memory, offset: int) -> None:
        self.offsets[index] = offset


@settings(max_examples=15, deadline=None)
@given(steps)
def test_any_story_ends_in_one_truth(served: Served, story: list[tuple[str, int]]) -> None:
    with ExitStack() as stack:
        world = World(served, stack)
        for step in story:
            world.step(*step)
        for _ in range(2):
            rounds = [device.sync() for device in world.devices]
        truth = served.states(world.centre)
        assert [device.states for device in world.devices] == [truth] * DEVICES
        assert [(done.waiting, done.set_aside) for done in rounds] == [(0, ())] * DEVICES
        assert served.findings(world.centre) == []
