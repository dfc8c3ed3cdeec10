"""Every command and every reading, times every role, against the one table of permissions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.competency import Result
from lpk_desktop.domain.roles import PERMISSIONS, Reach, Right, Role, reach
from lpk_desktop.errors import UserError
from lpk_desktop.language import set_language
from lpk_desktop.messages import words
from lpk_desktop.messages.roles import RIGHTS, ROLES
from lpk_desktop.services import (
    attendance,
    certificates,
    cohorts,
    competency,
    finding,
    schedule,
    staff,
    trainees,
    undoing,
)
from lpk_desktop.services.attendance import Entry
from lpk_desktop.services.centre import add_person
from lpk_desktop.services.competency import Verdict
from lpk_desktop.services.permissions import may
from lpk_desktop.storage.history import FINAL, acts
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import SYNCED, Enrolment, Staff
from tests.factory import ADMIN, LATER, make_centre, make_cohort
from tests.services.commands import CALLS, LISTS, OPEN, Place, public_functions, rights_named

ASKED = {name: rights_named(node) for name, node in public_functions()}
REFUSALS = {"not-allowed", "not-own-cohort"}


class TriedError(Exception):
    """Ends what was only tried."""


@contextmanager
def tried(store: Store) -> Iterator[Session]:
    """A session that writes like any other, and leaves nothing behind."""
    with suppress(TriedError), store.write("Coba") as session:
        yield session
        session.flush()
        raise TriedError


@pytest.fixture(scope="module")
def centre_at_work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, dict[Role, str]]]:
    """A centre with one person of each role."""
    store = make_centre(tmp_path_factory.mktemp("peran") / "data")
    people = {Role.ADMIN: store.author or ""}
    with store.write("Orang") as session:
        for role in (Role.INSTRUCTOR, Role.CERTIFICATES, Role.VIEWER):
            people[role] = add_person(session, name=role.value, role=role)
    yield store, people
    store.close()


@pytest.fixture(scope="module")
def places(centre_at_work: tuple[Store, dict[Role, str]]) -> dict[str, Place]:
    """The instructor's own class, and another that somebody else leads."""
    store, people = centre_at_work
    own, other = _finished_class(store, batch=1), _finished_class(store, batch=2)
    with store.write("Instruktur") as session:
        cohorts.set_instructor(session, own.cohort, people[Role.INSTRUCTOR], today=date(2026, 5, 1))
        cohorts.set_instructor(session, other.cohort, people[Role.ADMIN], today=date(2026, 5, 1))
    return {"own": own, "other": other}


@pytest.fixture
def store(centre_at_work: tuple[Store, dict[Role, str]]) -> Iterator[Store]:
    store, people = centre_at_work
    yield store
    store.author = people[Role.ADMIN]


@pytest.fixture
def people(centre_at_work: tuple[Store, dict[Role, str]]) -> dict[Role, str]:
    return centre_at_work[1]


def _finished_class(store: Store, *, batch: int) -> Place:
    cohort = make_cohort(store, people=2, sessions=2, batch=batch)
    with store.read() as session:
        (first, ready) = trainees.enrolment_numbers(session, cohort).values()
        meetings = [each.id for each in cohorts.schedule(session, cohort)]
        blocks = [each.id for each in competency.sheet(session, cohort, now=LATER).blocks]
        trainee = session.get_one(Enrolment, first).trainee_id
    with store.write("Nama") as session:
        trainees.update_trainee(session, trainee, {"name": f"Dewi {batch} Lestari"})
    for meeting in meetings:
        with store.write("Kehadiran") as session:
            attendance.fill_rest(session, meeting, Entry(code=Code.PRESENT), by=None, now=LATER)
    with store.read() as session:
        act = acts(session, limit=1)[0].id
    with store.write("Hasil") as session:
        verdict = Verdict(result=Result.COMPETENT, assessor=None, day=date(2026, 5, 19))
        for block in blocks:
            competency.record(session, [first, ready], block, verdict, now=LATER)
    with store.write("Terbitkan", source=FINAL) as session:
        (certificate,) = certificates.issue(
            session, cohort, enrolments=[first], issued_on=date(2026, 7, 6), now=LATER
        )
    with store.write("Asesor") as session:
        person = add_person(session, name=f"Hesti {batch}")
    return Place(
        cohort=cohort, person=person, meeting=meetings[0], enrolment=first, ready=ready, trainee=trainee,
        name=f"Dewi {batch} Lestari", block=blocks[0], certificate=certificate, act=act,
    )  # fmt: skip


def outcome(store: Store, name: str, place: Place) -> str:
    """What became of a call: "done", or the code of the refusal."""
    try:
        with tried(store) as session:
            CALLS[name][1](session, place)
    except UserError as error:
        if error.code not in REFUSALS:
            raise
        return error.code
    return "done"


def expected(right: Right, role: Role, *, own: bool) -> str:
    """What the table says."""
    far = reach(role, right)
    if far is Reach.NONE:
        return "not-allowed"
    return "done" if own or far is Reach.ALL else "not-own-cohort"


def test_every_function_that_is_given_data_asks_for_a_right_or_says_why_it_need_not() -> None:
    assert set(ASKED) == CALLS.keys() | LISTS.keys() | OPEN.keys()
    unasked = {name for name in CALLS if not ASKED[name]} - {"trainee_profile.profile"}
    assert unasked == set()


def test_every_right_and_role_stands_in_the_table_with_words() -> None:
    assert set(PERMISSIONS) == set(Right) == set(RIGHTS)
    assert all(set(row) == set(Role) for row in PERMISSIONS.values())
    assert set(ROLES) == set(Role)


def test_every_right_is_asked_for_somewhere() -> None:
    assert set(Right) == {Right[each] for names in ASKED.values() for each in names}


def test_every_table_says_which_right_writing_it_takes() -> None:
    assert set(undoing.TO_WRITE) == set(SYNCED)


@pytest.mark.parametrize("where", ["own", "other"])
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", list(CALLS))
def test_a_command_does_what_the_table_says(
    store: Store, people: dict[Role, str], places: dict[str, Place], name: str, role: Role, where: str
) -> None:
    store.author = people[role]
    right = CALLS[name][0]
    assert outcome(store, name, places[where]) == expected(right, role, own=where == "own")


@pytest.mark.parametrize("name", list(LISTS))
def test_an_instructor_finds_nothing_of_other_classes_in_any_list(
    store: Store, people: dict[Role, str], places: dict[str, Place], name: str
) -> None:
    store.author = people[Role.INSTRUCTOR]
    with store.read() as session:
        found = repr(LISTS[name](session, places["own"]))
    other = places["other"]
    for foreign in (other.name, other.cohort, other.trainee, other.enrolment, "LAS-2/2026"):
        assert foreign not in found


def test_a_search_means_nobody_of_other_classes_to_an_instructor(
    store: Store, people: dict[Role, str]
) -> None:
    with store.read() as session:
        everybody = finding.matching(session, "dewi")
    store.author = people[Role.INSTRUCTOR]
    with store.read() as session:
        assert len(finding.matching(session, "dewi")) == 1 < len(everybody)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.CERTIFICATES, Role.VIEWER])
@pytest.mark.parametrize("name", ["finding.names_meant", "cohorts.cohorts", "certificates.register"])
def test_the_others_find_both_classes_in_the_lists(
    store: Store, people: dict[Role, str], places: dict[str, Place], name: str, role: Role
) -> None:
    store.author = people[role]
    with store.read() as session:
        assert len(LISTS[name](session, places["own"])) >= 2  # type: ignore[arg-type]


def test_whoever_teaches_one_session_of_a_class_may_mark_in_it(
    store: Store, people: dict[Role, str], places: dict[str, Place]
) -> None:
    with store.write("Sesi pengganti") as session:
        meeting = session.get_one(SYNCED["session"], places["other"].meeting)
        meeting.instructor_id = people[Role.INSTRUCTOR]  # type: ignore[attr-defined]
    store.author = people[Role.INSTRUCTOR]
    assert outcome(store, "attendance.mark", places["other"]) == "done"
    store.author = people[Role.ADMIN]
    with store.write("Kembali") as session:
        meeting = session.get_one(SYNCED["session"], places["other"].meeting)
        meeting.instructor_id = people[Role.ADMIN]  # type: ignore[attr-defined]


def test_marks_of_two_classes_in_one_call_need_both(
    store: Store, people: dict[Role, str], places: dict[str, Place]
) -> None:
    store.author = people[Role.INSTRUCTOR]
    cells = [(each.meeting, each.enrolment) for each in places.values()]
    with pytest.raises(UserError, match="not-own-cohort"), store.write("Coba") as session:
        attendance.mark(session, cells, Entry(code=Code.SICK), by=None, now=LATER)


def test_what_does_not_exist_is_nobodys_own(store: Store, people: dict[Role, str]) -> None:
    store.author = people[Role.INSTRUCTOR]
    with pytest.raises(UserError, match="not-own-cohort"), store.read() as session:
        attendance.sheet(session, "0" * 32, now=LATER)


def test_an_instructor_takes_back_an_own_mark_but_not_one_that_is_no_longer_in_an_own_class(
    store: Store, people: dict[Role, str], places: dict[str, Place]
) -> None:
    own = places["own"]
    store.author = people[Role.INSTRUCTOR]
    with store.write("Sakit") as session:
        cell = (own.meeting, own.enrolment)
        attendance.mark(session, [cell], Entry(code=Code.SICK), by=None, now=LATER)
    with store.read() as session:
        act = acts(session, limit=1)[0].id
    store.author = people[Role.ADMIN]
    with store.write("Ganti") as session:
        cohorts.set_instructor(session, own.cohort, people[Role.ADMIN], today=date(2026, 5, 1))
    store.author = people[Role.INSTRUCTOR]
    with pytest.raises(UserError, match="not-own-cohort"), store.write("Urungkan", source="undo") as session:
        undoing.take_back(session, act)
    store.author = people[Role.ADMIN]
    with store.write("Ganti lagi") as session:
        cohorts.set_instructor(session, own.cohort, people[Role.INSTRUCTOR], today=date(2026, 5, 1))
    store.author = people[Role.INSTRUCTOR]
    with store.write("Urungkan", source="undo", undoes=act) as session:
        assert undoing.take_back(session, act).left == ()


def test_who_may_not_lock_any_more_opens_nothing_by_undo(
    store: Store, people: dict[Role, str], places: dict[str, Place]
) -> None:
    own, person = places["own"], people[Role.INSTRUCTOR]
    with store.write("Peran") as session:
        staff.change_member(session, person, role=Role.ADMIN)
    store.author = person
    with store.write("Kunci sesi") as session:
        schedule.lock(session, [own.meeting], locked=True)
    with store.read() as session:
        act = acts(session, limit=1)[0].id
    store.author = people[Role.ADMIN]
    with store.write("Peran lagi") as session:
        staff.change_member(session, person, role=Role.INSTRUCTOR)
    store.author = person
    with pytest.raises(UserError, match="not-allowed"), store.write("Urungkan", source="undo") as session:
        undoing.take_back(session, act)
    store.author = people[Role.ADMIN]
    with store.write("Buka sesi") as session:
        schedule.lock(session, [own.meeting], locked=False)


def test_somebody_who_was_deactivated_may_nothing_from_that_moment(
    store: Store, people: dict[Role, str], places: dict[str, Place]
) -> None:
    with tried(store) as session:
        session.get_one(Staff, people[Role.ADMIN]).active = False
        session.flush()
        with pytest.raises(UserError, match="person-inactive"):
            attendance.sheet(session, places["own"].cohort, now=LATER)
        assert may(session, Right.MARK) is Reach.NONE


@pytest.mark.parametrize("field", ["active", "deleted"])
@pytest.mark.parametrize("role", [Role.ADMIN, Role.INSTRUCTOR])
def test_who_is_here_no_more_marks_nothing(
    store: Store, people: dict[Role, str], places: dict[str, Place], role: Role, field: str
) -> None:
    own = places["own"]
    entry = Entry(code=Code.PRESENT)
    with tried(store) as session:
        setattr(session.get_one(Staff, people[role]), field, field == "deleted")
        session.flush()
        session.info["author"] = people[role]
        with pytest.raises(UserError, match="person-inactive"):
            attendance.mark(session, [(own.meeting, own.enrolment)], entry, by=people[role], now=LATER)


def test_somebody_whom_the_file_does_not_know_may_nothing(store: Store, places: dict[str, Place]) -> None:
    store.author = "f" * 32
    with pytest.raises(UserError, match="person-inactive"), store.read() as session:
        attendance.sheet(session, places["own"].cohort, now=LATER)


def test_a_refusal_names_the_act_and_who_may_do_it(store: Store, people: dict[Role, str]) -> None:
    store.author = people[Role.VIEWER]
    with pytest.raises(UserError) as refused, store.write("Coba") as session:
        add_person(session, name="Baru")
    set_language("id")
    assert words(refused.value) == (
        "Peran Anda (Hanya lihat) tidak boleh mengatur orang dan peran.",
        "Yang boleh: Administrator. Minta salah satunya, atau minta administrator mengubah peran Anda.",
    )


def test_the_founder_is_an_administrator(store: Store) -> None:
    with store.read() as session:
        founder = session.scalar(select(Staff.role).where(Staff.name == ADMIN))
    assert founder is Role.ADMIN
