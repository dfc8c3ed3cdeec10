"""One office erases somebody, the other goes on working: in the end nobody has what was erased."""

from pathlib import Path

import pytest
from sqlalchemy import select

from lpk_central.tables import metadata
from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.erasing import Reason
from lpk_desktop.services import attendance, erasing, trainees
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.history import FINAL
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import ActRow, Enrolment
from lpk_desktop.storage.tables import Session as Meeting
from lpk_desktop.sync.replica import pair_device, sync_now
from tests.central.served import Served
from tests.factory import LATER, make_centre, make_cohort
from tests.sync.lossy import KilledError, Lossy
from tests.sync.test_replica import rows
from tests.traces import SECRETS, TRACES, everything, found_in

pytestmark = pytest.mark.usefixtures("real_time")
LATE = "081266660666"
"""A phone number that somebody types who has not heard of the erasure."""


@pytest.fixture
def person(stores: tuple[Store, Store]) -> str:
    """Somebody with all data, known on both sides."""
    cohort = make_cohort(stores[0])
    with stores[0].read() as session:
        query = select(Enrolment.trainee_id).where(Enrolment.cohort_id == cohort, Enrolment.list_number == 1)
        known = session.scalars(query).one()
    with stores[0].write("Isi data") as session:
        trainees.update_trainee(session, known, SECRETS)
    for store in (*stores, *stores):
        sync_now(store)
    assert found_in(stores[1])
    return known


def erase(store: Store, person: str) -> None:
    with store.write("Hapus data pribadi", source=FINAL) as session:
        erasing.erase_people(session, [person], reason=Reason.REQUESTED, now=LATER)


def edit(store: Store, person: str) -> None:
    with store.write("Ubah data") as session:
        trainees.update_trainee(session, person, {"phone": LATE, "name": "Nama Terlambat"})


def note(store: Store, person: str) -> None:
    """A note about the person: in a row that hangs on theirs, and that is new."""
    with store.write("Catatan") as session:
        place = session.scalars(select(Enrolment).where(Enrolment.trainee_id == person)).one()
        meeting = session.scalars(select(Meeting.id).where(Meeting.cohort_id == place.cohort_id)).first()
        assert meeting
        entry = attendance.Entry(code=Code.SICK)
        attendance.mark(session, [(meeting, place.id)], entry, by=None, now=LATER)
        attendance.note(session, (meeting, place.id), f"Telepon {LATE}", by=None, now=LATER)


def held_by(served: Served) -> str:
    """Everything in the central's tables, and in its file."""
    with served.database.read() as connection:
        tables = [str(connection.execute(select(table)).all()) for table in metadata.sorted_tables]
    path = served.database.engine.url.database
    assert path
    files = [Path(path), Path(f"{path}-wal")]
    raw = [file.read_bytes().decode("utf-8", "replace") for file in files if file.exists()]
    return "".join([*tables, *raw])


def traces_at(served: Served) -> list[str]:
    held = held_by(served)
    return [trace for trace in (*TRACES, LATE) if trace in held]


def assert_gone(stores: tuple[Store, ...], served: Served, centre: str) -> None:
    for store in stores:
        assert found_in(store) == []
        assert LATE not in everything(store)
        assert check(store).findings == ()
    assert traces_at(served) == []
    assert served.findings(centre) == []
    truth = served.states(centre)
    assert [rows(store) for store in stores] == [truth] * len(stores)


@pytest.mark.parametrize("change_it", [edit, note])
@pytest.mark.parametrize("first", [0, 1])
def test_nobody_has_it_whoever_comes_first(
    stores: tuple[Store, Store], served: Served, centre: str, person: str, first: int, change_it: object
) -> None:
    assert callable(change_it)
    erase(stores[0], person)
    change_it(stores[1], person)
    order = (stores[first], stores[1 - first])
    for store in (*order, *order):
        sync_now(store)
    assert_gone(stores, served, centre)


def test_a_computer_that_pairs_later_never_gets_it(
    stores: tuple[Store, Store], served: Served, centre: str, person: str, tmp_path: Path
) -> None:
    erase(stores[0], person)
    sync_now(stores[0])
    third = make_centre(tmp_path / "tiga", device="Laptop tiga")
    pair_device(third, served.url, served.code(centre))
    sync_now(third)
    for store in (*stores, third):
        sync_now(store)
    assert_gone((*stores, third), served, centre)
    third.close()


def test_both_may_erase_the_same_person(
    stores: tuple[Store, Store], served: Served, centre: str, person: str
) -> None:
    for store in stores:
        erase(store, person)
    for store in (*stores, *stores):
        sync_now(store)
    assert_gone(stores, served, centre)


def test_erasing_between_a_push_and_its_answer_begins_no_second_life(
    stores: tuple[Store, Store], served: Served, centre: str, person: str
) -> None:
    edit(stores[1], person)
    with Lossy() as line:
        line.kill(1, "after")
        with pytest.raises(KilledError):
            sync_now(stores[1], http=line)
    erase(stores[1], person)
    for store in (stores[1], *stores, *stores):
        done = sync_now(store)
        assert (done.waiting, done.set_aside) == (0, ())
    with stores[1].read() as session:
        assert {origin & 0xFFFF for origin in session.scalars(select(ActRow.origin))} == {1}
    assert_gone(stores, served, centre)
