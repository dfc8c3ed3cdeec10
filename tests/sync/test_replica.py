"""Two real files, one real central."""

from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.clock import Clock
from lpk_desktop.domain.merge import RowState
from lpk_desktop.errors import UserError
from lpk_desktop.services import attendance
from lpk_desktop.storage.applying import load
from lpk_desktop.storage.device import device, past_rounds, sync_state
from lpk_desktop.storage.outbox import unsent, waiting
from lpk_desktop.storage.recording import chained, change_of
from lpk_desktop.storage.rowstate import table_of
from lpk_desktop.storage.store import Store, wall_clock
from lpk_desktop.storage.tables import SYNCED, ChangeRow, Enrolment, Mark, Trainee
from lpk_desktop.storage.tables import Session as Meeting
from lpk_desktop.sync.client import TransportError
from lpk_desktop.sync.protocol import CODE_LIFETIME
from lpk_desktop.sync.replica import pair_device, sync_now
from tests.central.served import Served
from tests.factory import LATER, make_centre, make_cohort
from tests.sync.lossy import KilledError, Lossy

pytestmark = pytest.mark.usefixtures("real_time")
YEAR = 365 * 24 * 3600 * 1000


@pytest.fixture
def store(stores: tuple[Store, Store]) -> Store:
    return stores[0]


def rows(store: Store) -> dict[tuple[str, str], RowState | None]:
    """The merge state of every synced row."""
    with store.read() as session:
        connection = session.connection()
        keys = [(name, row) for name in SYNCED for row in session.scalars(select(table_of(name).c.id))]
        return {key: load(connection, *key) for key in keys}


def add(store: Store, name: str) -> str:
    trainee = Trainee(name=name)
    with store.write("Tambah peserta") as session:
        session.add(trainee)
    return trainee.id


def rename(store: Store, row: str, name: str) -> None:
    with store.write("Ubah nama") as session:
        session.get_one(Trainee, row).name = name


def mark_first(store: Store, cohort: str, code: Code) -> None:
    with store.write("Tandai") as session:
        meeting = session.scalars(select(Meeting.id).where(Meeting.cohort_id == cohort)).first()
        person = session.scalars(select(Enrolment.id).where(Enrolment.cohort_id == cohort)).first()
        assert meeting
        assert person
        cells = [(meeting, person)]
        attendance.mark(session, cells, attendance.Entry(code=code), by=store.author, now=LATER)


def test_pairing_gives_a_number_and_keeps_what_was_written_before(stores: tuple[Store, Store]) -> None:
    numbers = []
    for store in stores:
        with store.read() as session:
            numbers.append((device(session).number, device(session).letter))
            assert waiting(session) > 0
    assert numbers == [(1, "A"), (2, "B")]


def test_two_offices_that_worked_apart_hold_the_same(
    stores: tuple[Store, Store], served: Served, centre: str
) -> None:
    first, second = stores
    cohort = make_cohort(first)
    for store in (first, second):
        sync_now(store)
    mark_first(first, cohort, Code.PRESENT)
    mark_first(second, cohort, Code.ABSENT)
    for store in (first, second, first):
        done = sync_now(store)
    assert rows(first) == rows(second) == served.states(centre)
    assert (done.waiting, done.set_aside, done.parked) == (0, (), 0)
    assert served.findings(centre) == []


def test_two_marks_of_one_cell_are_disputed_on_both_sides(stores: tuple[Store, Store]) -> None:
    first, second = stores
    cohort = make_cohort(first)
    for store in (first, second):
        sync_now(store)
    mark_first(first, cohort, Code.PRESENT)
    mark_first(second, cohort, Code.ABSENT)
    sync_now(first)
    assert sync_now(second).disputed == 1
    assert sync_now(first).disputed == 1
    for store in stores:
        with store.read() as session:
            (mark,) = session.scalars(select(Mark.id))
            state = load(session.connection(), "mark", mark)
        assert state
        assert "code" in state.disputed()


def test_a_round_killed_after_the_server_took_it_loses_and_doubles_nothing(
    stores: tuple[Store, Store], served: Served, centre: str
) -> None:
    row = add(stores[0], "Sri")
    with Lossy() as line:
        line.kill(1, "after")
        with pytest.raises(KilledError):
            sync_now(stores[0], http=line)
    rename(stores[0], row, "Sri Wahyuni")
    for store in stores:
        sync_now(store)
    sync_now(stores[0])
    assert rows(stores[0]) == rows(stores[1]) == served.states(centre)
    assert served.findings(centre) == []


def test_the_receipt_is_kept(store: Store) -> None:
    done = sync_now(store)
    sync_now(store)
    with store.read() as session:
        state, rounds = sync_state(session), past_rounds(session)
    assert state
    assert state.last_success
    assert state.last_problem is None
    # The second round had nothing to do, and nobody needs to read that.
    assert [(each.sent, each.received, each.problem) for each in rounds] == [(done.sent, 0, None)]


def test_a_problem_is_kept_once_and_goes_when_it_is_over(stores: tuple[Store, Store], served: Served) -> None:
    store = stores[0]
    with Lossy() as line:
        for _ in range(2):
            line.cut(0)
            with pytest.raises(TransportError):
                sync_now(store, http=line)
    with store.read() as session:
        state, rounds = sync_state(session), past_rounds(session)
    assert state
    assert (state.last_problem, state.last_success) == ("central-unreachable", None)
    assert [each.problem for each in rounds] == ["central-unreachable"]
    sync_now(store)
    with store.read() as session:
        state = sync_state(session)
    assert state
    assert state.last_problem is None


def test_a_device_that_is_not_paired_is_told_so(tmp_path: Path) -> None:
    store = make_centre(tmp_path / "lain")
    with pytest.raises(UserError, match="not-paired"):
        sync_now(store)
    store.close()


def test_pairing_again_renews_the_token_and_keeps_the_place(
    store: Store, served: Served, centre: str
) -> None:
    sync_now(store)
    with store.read() as session:
        before = sync_state(session)
    pair_device(store, served.url, served.code(centre))
    with store.read() as session:
        after = sync_state(session)
    assert before
    assert after
    assert before.token != after.token
    assert (before.cursor, before.acked_n) == (after.cursor, after.acked_n)
    assert sync_now(store).waiting == 0


def test_a_device_belongs_to_one_centre(store: Store, served: Served) -> None:
    with pytest.raises(UserError, match="already-paired"):
        pair_device(store, served.url, served.code(served.centre("LPK Lain")))
    assert sync_now(store).waiting == 0


def test_a_wrong_clock_is_put_right_in_rows_log_and_chain(
    stores: tuple[Store, Store], served: Served, centre: str
) -> None:
    first, second = stores
    sync_now(first)
    ahead = [10 * YEAR]
    first.clock = Clock(lambda: wall_clock() + ahead[0])
    row = add(first, "Sri")
    with Lossy() as line:
        line.kill(1, "after")
        with pytest.raises(KilledError):
            sync_now(first, http=line)
    rename(first, row, "Sri Wahyuni")
    for store in (first, second, first):
        sync_now(store)
    assert rows(first) == rows(second) == served.states(centre)
    ahead[0] = 0
    assert first.clock.tick() < (wall_clock() + YEAR) << 16
    with first.read() as session:
        own = device(session).origin
        log = [
            change_of(each, None)
            for each in session.scalars(select(ChangeRow).where(ChangeRow.origin == own))
        ]
        hashes = list(session.scalars(select(ChangeRow.hash).where(ChangeRow.origin == own)))
        (act,) = unsent(session, after_n=log[-2].n, limit=1)
    assert all(earlier.hlc < later.hlc for earlier, later in pairwise(log))
    assert act.at == log[-1].hlc < (wall_clock() + YEAR) << 16
    digest = b""
    for change, kept in zip(log, hashes, strict=True):
        digest = chained(digest, change)
        assert digest == kept


def test_rows_of_an_imported_class_arrive_whole(stores: tuple[Store, Store], served: Served) -> None:
    first, second = stores
    make_cohort(first, people=30, sessions=20)
    sync_now(first)
    done = sync_now(second)
    assert done.received >= 80
    served.time.pass_by(seconds=CODE_LIFETIME)
    assert rows(second).keys() >= rows(first).keys()
