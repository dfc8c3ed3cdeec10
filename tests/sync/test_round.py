from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
import sqlcipher3.dbapi2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace as change_struct

from lpk_desktop.domain.changes import Op
from lpk_desktop.domain.clock import hlc_at
from lpk_desktop.errors import UserError
from lpk_desktop.sync.client import Client, TransportError
from lpk_desktop.sync.protocol import Hello, HelloAnswer, SetAside, Verdict
from lpk_desktop.sync.round import TRIES, Progress, run_round
from tests.central.served import Served, serving
from tests.sync.lossy import KilledError, Lossy
from tests.sync.memory import Edit, Memory, joined

YEAR = 365 * 24 * 3600 * 1000


@pytest.fixture
def first(served: Served, centre: str) -> Memory:
    return joined(served, centre, "Kantor")


@pytest.fixture
def second(served: Served, centre: str) -> Memory:
    return joined(served, centre, "Bengkel")


@pytest.fixture
def line(first: Memory) -> Iterator[Lossy]:
    """The line of the first device."""
    with Lossy() as session:
        first.http = session
        yield session


def many(count: int) -> list[Edit]:
    return [
        ("trainee", f"{row:032x}", Op.PUT, {"name": f"Peserta {row}", "note": f"{row * 7919:040x}"})
        for row in range(count)
    ]


def test_two_devices_that_worked_offline_hold_the_same_afterwards(
    served: Served, centre: str, first: Memory, second: Memory
) -> None:
    first.put(1, name="Sri", phone=None)
    first.sync()
    second.sync()
    first.put(1, name="Sri Wahyuni")
    second.put(1, phone="+628110000009")
    for device in (first, second, first):
        device.sync()
    assert first.shown(1) == {"name": "Sri Wahyuni", "phone": "+628110000009"}
    assert first.states == second.states == served.states(centre)


def test_the_receipt_counts_what_went_both_ways(first: Memory, second: Memory) -> None:
    first.act(*many(3))
    first.sync()
    second.put(99, name="Budi")
    done = second.sync()
    assert (done.sent, done.received, done.waiting, done.complete) == (1, 3, 0, True)


def test_nothing_to_do_takes_one_call(first: Memory, line: Lossy) -> None:
    first.sync()
    line.calls.clear()
    first.sync()
    assert line.calls == ["/hello"]


def test_an_answer_that_gets_lost_sends_nothing_twice(
    first: Memory, line: Lossy, served: Served, centre: str
) -> None:
    first.put(1, name="Sri")
    line.cut(1)
    done = first.sync()
    assert line.calls == ["/hello", "/push", "/push", "/pull"]
    assert (done.waiting, len(served.states(centre))) == (0, 1)
    assert served.findings(centre) == []


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("call", [0, 1, 2])
def test_a_round_killed_anywhere_goes_on_with_the_next(
    first: Memory, second: Memory, line: Lossy, served: Served, centre: str, call: int, when: str
) -> None:
    second.put(2, name="Budi")
    second.sync()
    first.put(1, name="Sri")
    line.kill(call, when)
    with pytest.raises(KilledError):
        first.sync()
    first.put(1, name="Sri W")
    assert first.sync().waiting == 0
    second.sync()
    assert first.states == second.states == served.states(centre)
    assert served.findings(centre) == []


def test_a_large_act_travels_in_parts_and_joins_as_one(
    first: Memory, second: Memory, line: Lossy, served: Served, centre: str
) -> None:
    first.act(*many(2500), label="Impor peserta")
    line.kill(3, "before")
    with pytest.raises(KilledError):
        first.sync()
    assert first.acked_n > 0
    assert second.sync().received == 0
    first.sync()
    assert second.sync().received == 2500
    assert first.states == second.states == served.states(centre)
    assert served.findings(centre) == []


def test_pages_shrink_while_the_link_breaks(first: Memory, line: Lossy, served: Served, centre: str) -> None:
    for edit in many(400):
        first.act(edit)
    line.cut(1, 2, 3, when="before")
    first.sync()
    assert first.waiting() == 0
    # 400, 200 and 100 were lost; then 50, 100 and 200 got through, and the rest.
    assert line.calls.count("/push") == 3 + 4
    assert served.findings(centre) == []


def test_a_round_gives_up_after_some_tries(first: Memory, line: Lossy) -> None:
    first.put(1, name="Sri")
    line.cut(*range(1, TRIES + 1))
    with pytest.raises(TransportError):
        first.sync()
    assert line.calls.count("/push") == TRIES
    line.plan = []
    assert first.sync().waiting == 0


def test_a_round_stops_after_the_page_under_way(first: Memory, second: Memory) -> None:
    first.act(*many(1500))
    stop = Event()
    client = first.client()

    def report(progress: Progress) -> None:
        assert progress.sent < progress.to_send
        stop.set()

    done = run_round(first, client, now=first.now, stop=stop, report=report)
    client.close()
    assert not done.complete
    assert 0 < done.waiting < 1500
    assert first.sync().complete
    assert second.sync().received == 1500


def test_another_centre_sees_nothing(served: Served, first: Memory) -> None:
    first.put(1, name="Sri")
    first.sync()
    stranger = joined(served, served.centre("LPK Lain"))
    assert stranger.sync().received == 0
    assert stranger.states == {}


def test_a_revoked_device_keeps_its_work_and_is_told(served: Served, centre: str, first: Memory) -> None:
    first.put(1, name="Sri")
    served.revoke(centre, 1)
    with pytest.raises(UserError, match="device-revoked"):
        first.sync()
    assert first.waiting() == 1
    assert served.states(centre) == {}


def test_changes_signed_by_another_key_are_not_taken(served: Served, centre: str, first: Memory) -> None:
    first.put(1, name="Sri")
    first.key = Ed25519PrivateKey.generate()
    with pytest.raises(UserError, match="central-answer"):
        first.sync()
    assert served.states(centre) == {}


def test_another_server_is_noticed_before_anything_is_sent_or_taken(first: Memory, line: Lossy) -> None:
    first.put(1, name="Sri")
    first.sync()
    before = dict(first.states)
    object.__setattr__(first.paired, "server", "f" * 32)
    with pytest.raises(UserError, match="server-replaced"):
        first.sync()
    assert (first.states, first.acked_n) == (before, 1)
    assert line.calls[-1] == "/hello"


def test_a_server_restored_from_a_backup_gets_back_what_it_forgot(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        centre = served.centre()
        first, second, third = (joined(served, centre) for _ in range(3))
        first.put(1, name="Sri")
        first.sync()
        backup = sqlcipher3.dbapi2.connect(str(tmp_path / "backup.sqlite"))
        copy(served, backup, back=False)
        first.put(1, name="Sri Wahyuni")
        second.put(2, name="Budi")
        for device in (first, second, first):
            device.sync()
        copy(served, backup, back=True)
        backup.close()
        # Numbers that were given before the restoration are given again, to other changes.
        for row in (3, 4, 5):
            third.put(row, name="Dedi")
        for device in (third, first, second, third, first):
            device.sync()
        assert first.states == second.states == third.states == served.states(centre)
        assert first.shown(1) == {"name": "Sri Wahyuni"}
        assert served.findings(centre) == []


def copy(served: Served, backup: sqlcipher3.dbapi2.Connection, *, back: bool) -> None:
    live = served.database.engine.raw_connection()
    inner: sqlcipher3.dbapi2.Connection = live.driver_connection
    source, target = (backup, inner) if back else (inner, backup)
    source.backup(target)
    live.close()


def test_what_overwrites_an_unseen_value_waits_for_it(
    served: Served, centre: str, first: Memory, second: Memory
) -> None:
    seen = first.put(1, name="Sri")
    second.received([seen], cursor=0, generation=0)  # by USB stick, say
    second.put(1, name="Sri Wahyuni")
    second.put(2, name="Budi")
    done = second.sync()
    assert done.set_aside == (SetAside(second.origin, 1, "Ubah", Verdict.PARKED, "predecessor-missing"),)
    assert [row for _, row in served.states(centre)] == [f"{2:032x}"]
    first.sync()
    assert second.sync().set_aside == ()
    first.sync()
    assert first.states == second.states == served.states(centre)
    assert first.shown(1) == {"name": "Sri Wahyuni"}
    assert served.findings(centre) == []


@pytest.mark.parametrize("offset", [-20 * YEAR, 10 * YEAR])
def test_a_clock_wrong_by_years_is_measured_and_refuses_nothing(
    served: Served, centre: str, offset: int
) -> None:
    wrong = joined(served, centre, now=lambda: served.time() + offset)
    right = joined(served, centre)
    wrong.put(1, name="Sri")
    assert wrong.sync().clock_offset_ms == -offset
    right.sync()
    wrong.put(1, name="Sri W")
    wrong.sync()
    right.sync()
    assert right.states == wrong.states == served.states(centre)
    assert right.shown(1) == {"name": "Sri W"}


def test_a_clock_ahead_by_years_does_not_win_for_ever(served: Served, centre: str) -> None:
    wrong = joined(served, centre, now=lambda: served.time() + 10 * YEAR)
    right = joined(served, centre)
    wrong.put(1, name="dari masa depan")
    wrong.sync()
    served.time.pass_by(minutes=1)
    right.put(1, name="sekarang")
    right.sync()
    wrong.sync()
    right.sync()
    assert wrong.states == right.states
    assert wrong.shown(1) == {"name": "sekarang"}
    stamps = [live.stamp.hlc for live in wrong.states["trainee", f"{1:032x}"].fields["name"]]
    assert max(stamps) <= hlc_at(served.time()) + 1


def test_an_edit_made_before_hearing_of_the_new_stamp_still_replaces(
    served: Served, centre: str, line: Lossy, first: Memory, second: Memory
) -> None:
    first.now = lambda: served.time() + 10 * YEAR
    first.clock = type(first.clock)(first.now)
    first.put(1, name="Sri")
    line.kill(1, "after")
    with pytest.raises(KilledError):
        first.sync()
    first.put(1, name="Sri Wahyuni")
    first.sync()
    second.sync()
    state = second.states["trainee", f"{1:032x}"]
    assert (state.shown(), state.disputed()) == ({"name": "Sri Wahyuni"}, frozenset())
    assert first.states == second.states


def test_the_new_stamps_of_a_lost_answer_come_with_the_next(
    served: Served, centre: str, line: Lossy, first: Memory, second: Memory
) -> None:
    first.now = lambda: served.time() + 10 * YEAR
    first.clock = type(first.clock)(first.now)
    for row in range(6):
        first.put(row, name="Sri")
    line.cut(1)
    first.sync()
    second.sync()
    assert first.states == second.states == served.states(centre)


class Newer:
    """A central that asks for a newer program."""

    def __init__(self, client: Client) -> None:
        self.push, self.pull, self._client = client.push, client.pull, client

    def hello(self, greeting: Hello) -> HelloAnswer:
        return change_struct(self._client.hello(greeting), min_schema=99)


def test_a_program_that_is_too_old_may_still_send(served: Served, centre: str, first: Memory) -> None:
    first.put(1, name="Sri")
    client = first.client()
    with pytest.raises(UserError, match="upgrade-needed"):
        run_round(first, Newer(client), now=first.now)
    client.close()
    assert len(served.states(centre)) == 1
