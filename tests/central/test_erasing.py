"""What the central holds of erased people goes, also of acts that wait for others."""

from dataclasses import replace

from sqlalchemy import select

from lpk_central.tables import act, row_state, waiting_change
from lpk_central.tables import change as log
from lpk_desktop.domain.changes import Change, JsonValue, Stamp, origin_of
from lpk_desktop.domain.clock import hlc_at
from tests.central.caller import Caller, change, part
from tests.central.conftest import Join
from tests.central.served import START, Served

PHONE = "081277770777"
UNSEEN = Stamp(hlc_at(START) + 9, origin_of(3, 1))
PERSON, PLACE, MARK = "1" * 32, "2" * 32, "3" * 32


def told(n: int, device: int = 1, **patch: JsonValue) -> Change:
    return change(n, device=device, row=PERSON, patch=patch)


def erase(n: int, device: int = 1) -> Change:
    return told(n, device, erased_on="2026-07-01")


def waits(device: int) -> Change:
    """A change of a device that nothing can join before device 3 has spoken."""
    return change(1, device=device, row=PERSON, patch={"phone": PHONE}, base={"phone": (UNSEEN,)})


def holds(served: Served, centre: str) -> bool:
    """Whether the phone number stands anywhere."""
    with served.database.read() as connection:
        found = [
            str(connection.execute(select(table).where(table.c.centre == centre)).all())
            for table in (log, row_state, waiting_change)
        ]
    return any(PHONE in text for text in found)


def test_it_is_held_until_the_person_is_erased(device: Caller, served: Served, centre: str) -> None:
    device.push(part(told(1, name="Budi", phone=PHONE)))
    assert holds(served, centre)
    device.push(part(erase(2)))
    assert not holds(served, centre)
    assert served.findings(centre) == []


def test_what_waits_already_loses_it(join: Join, device: Caller, served: Served, centre: str) -> None:
    other = join(centre)
    device.push(part(told(1, name="Budi")))
    other.push(part(waits(2)))
    assert holds(served, centre)
    device.push(part(erase(2)))
    assert not holds(served, centre)


def test_what_is_to_wait_comes_without_it(join: Join, device: Caller, served: Served, centre: str) -> None:
    other = join(centre)
    device.push(part(told(1, name="Budi")), part(erase(2)))
    other.push(part(waits(2)))
    assert not holds(served, centre)


def test_a_row_that_hangs_on_the_person_by_another_loses_its_note(
    join: Join, device: Caller, served: Served, centre: str
) -> None:
    other = join(centre)
    place = change(2, table="enrolment", row=PLACE, patch={"trainee_id": PERSON})
    device.push(part(told(1, name="Budi")), part(place), part(erase(3)))
    note = change(1, device=2, table="mark", row=MARK, patch={"enrolment_id": PLACE, "note": PHONE})
    other.push(part(note))
    assert not holds(served, centre)
    assert served.states(centre)["mark", MARK].shown() == {"enrolment_id": PLACE, "note": None}


def test_others_keep_what_is_theirs(device: Caller, served: Served, centre: str) -> None:
    device.push(part(told(1, name="Budi")), part(erase(2)))
    device.push(part(change(3, row="4" * 32, patch={"name": "Sri", "phone": PHONE})))
    assert holds(served, centre)


def test_an_act_about_others_too_no_longer_says_who_it_was(
    device: Caller, served: Served, centre: str
) -> None:
    both = part(told(1, name="Budi", phone=PHONE), change(2, tx=1, row="4" * 32, patch={"name": "Sri"}))
    device.push(replace(both, act=replace(both.act, label="Impor Budi 0812-7777-0777, Sri.csv")))
    device.push(part(erase(3), told(4, name="–")))
    with served.database.read() as connection:
        labels = connection.scalars(select(act.c.label).where(act.c.centre == centre, act.c.n == 1)).all()
    assert labels == ["Impor …, Sri.csv"]


def test_a_later_erasure_takes_the_name_too(join: Join, device: Caller, served: Served, centre: str) -> None:
    other = join(centre)
    device.push(part(told(1, name="Budi")), part(erase(2)))
    assert served.states(centre)["trainee", PERSON].shown()["name"] == "Budi"
    other.push(part(told(1, 2, name="–", erased_on="2026-07-01")))
    lives = served.states(centre)["trainee", PERSON].fields["name"]
    assert {live.value for live in lives} == {"–"}
