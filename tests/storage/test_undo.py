"""Undoing an act days later: what goes, what stays and why, and that nothing half-done remains."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.competency import Result
from lpk_desktop.domain.roles import Role
from lpk_desktop.errors import UserError
from lpk_desktop.services import attendance, certificates, cohorts, competency, trainees
from lpk_desktop.services.attendance import Entry
from lpk_desktop.services.centre import set_signer
from lpk_desktop.services.competency import Verdict
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.dependents import Reference, references
from lpk_desktop.storage.history import (
    FINAL,
    ActId,
    Outcome,
    Undone,
    Why,
    acts,
    next_undo,
    plan_undo,
    undo,
)
from lpk_desktop.storage.rowstate import table_of
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import SYNCED, Cohort, Enrolment, Mark, Staff, Trainee
from lpk_desktop.storage.tables import Session as Meeting
from tests.factory import LATER, make_centre, make_cohort

PRESENT = Entry(code=Code.PRESENT)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = make_centre(tmp_path / "data")
    yield opened
    assert check(opened).findings == ()
    assert loose_ends(opened) == []
    opened.close()


@pytest.fixture
def cohort(store: Store) -> str:
    return make_cohort(store, people=0, sessions=2)


@pytest.fixture
def imported(store: Store, cohort: str) -> ActId:
    """Three people come into a class."""
    with store.write("Impor peserta.xlsx", source="import") as session:
        for name in ("Andi", "Budi", "Citra"):
            person = trainees.add_trainee(session, {"name": name})
            session.flush()
            trainees.enrol(session, trainee=person, cohort=cohort)
    return latest(store)


def loose_ends(store: Store) -> list[Reference]:
    """What stands and names a row that does not."""
    with store.read() as session:
        gone = {
            name: list(session.scalars(select(table_of(name).c.id).where(table_of(name).c.deleted)))
            for name in SYNCED
        }
        return list(references(session.connection(), gone))


def latest(store: Store) -> ActId:
    with store.read() as session:
        return acts(session, limit=1)[0].id


def people(store: Store) -> list[str]:
    """Names of those who stand, in the class or not."""
    with store.read() as session:
        return list(session.scalars(select(Trainee.name).where(~Trainee.deleted).order_by(Trainee.name)))


def names_in_class(store: Store) -> list[str]:
    with store.read() as session:
        query = select(Trainee.name).join(Enrolment, Enrolment.trainee_id == Trainee.id)
        return list(session.scalars(query.where(~Enrolment.deleted).order_by(Trainee.name)))


def row_of(store: Store, name: str) -> str:
    with store.read() as session:
        return session.scalars(select(Trainee.id).where(Trainee.name == name)).one()


def edit(store: Store, who: str, **values: object) -> ActId:
    person = row_of(store, who)
    with store.write(f"Data {who} diubah") as session:
        trainees.update_trainee(session, person, values)
    return latest(store)


def mark(store: Store, name: str, code: Code | None = Code.PRESENT) -> ActId:
    with store.write(f"{name} ditandai") as session:
        meeting = session.scalars(select(Meeting.id).order_by(Meeting.day).limit(1)).one()
        query = select(Enrolment.id).join(Trainee, Trainee.id == Enrolment.trainee_id)
        person = session.scalars(query.where(Trainee.name == name)).one()
        attendance.mark(session, [(meeting, person)], Entry(code=code), by=store.author, now=LATER)
    return latest(store)


def take_back(store: Store, act: ActId) -> Undone:
    """Undo an act after looking at what that would do, which must be what it does."""
    with store.read() as session:
        planned = plan_undo(session, act)
    with store.write("Urungkan", source="undo", undoes=act) as session:
        done = undo(session, act)
    assert planned == done
    return done


def kept(store: Store, undone: Undone) -> list[tuple[str, str, Why, tuple[str, ...]]]:
    """(table, person or row, why, fields) of what was left."""
    with store.read() as session:
        names = {row.id: row.name for row in session.scalars(select(Trainee))}
        names |= {row.id: names[row.trainee_id] for row in session.scalars(select(Enrolment))}
        names |= {row.id: names[row.enrolment_id] for row in session.scalars(select(Mark))}
    return [(each.table, names.get(each.row, each.row), each.why, each.fields) for each in undone.left]


@pytest.fixture
def somebody_else(store: Store) -> Iterator[Callable[[], None]]:
    """Let another person work at this computer from now on."""
    with store.write("Orang baru: Siti") as session:
        session.add(person := Staff(name="Siti Aminah", role=Role.ADMIN))
    before = store.author

    def sit_down() -> None:
        store.author = person.id

    yield sit_down
    store.author = before


def test_an_import_nobody_has_touched_since_goes_whole(store: Store, imported: ActId) -> None:
    done = take_back(store, imported)
    assert (people(store), names_in_class(store), done.left) == ([], [], ())
    assert [each.outcome for each in done.touched] == [Outcome.REMOVED] * 6
    assert [each.table for each in done.touched] == ["trainee", "enrolment"] * 3


def test_people_with_marks_stay_in_their_class_and_the_others_go(store: Store, imported: ActId) -> None:
    mark(store, "Budi")
    done = take_back(store, imported)
    assert (people(store), names_in_class(store)) == (["Budi"], ["Budi"])
    assert kept(store, done) == [
        ("trainee", "Budi", Why.NEEDED, ()),
        ("enrolment", "Budi", Why.NEEDED, ()),
    ]
    assert [table for each in done.left for table, _row in each.needed_by] == ["enrolment", "mark"]


def test_a_mark_that_was_cleared_holds_nobody(store: Store, imported: ActId) -> None:
    mark(store, "Budi")
    mark(store, "Budi", None)
    assert take_back(store, imported).left == ()


def test_who_was_corrected_since_stays_with_the_name_of_who_did_it(
    store: Store, imported: ActId, somebody_else: Callable[[], None]
) -> None:
    somebody_else()
    edit(store, "Citra", phone="+628120000001")
    done = take_back(store, imported)
    assert (people(store), names_in_class(store)) == (["Citra"], [])
    (left,) = done.left
    assert (left.why, left.fields, left.by) == (Why.CHANGED, ("phone",), "Siti Aminah")
    assert left.at is not None


def test_values_that_an_import_changed_come_back_where_they_still_stand(
    store: Store, imported: ActId, somebody_else: Callable[[], None]
) -> None:
    edit(store, "Andi", phone="+628110000001", education="SMA")
    with store.write("Impor lagi", source="import") as session:
        for name in ("Andi", "Budi"):
            person = session.scalars(select(Trainee).where(Trainee.name == name)).one()
            person.phone, person.education = "+628110000002", "S1"
    again = latest(store)
    somebody_else()
    edit(store, "Budi", phone="+628110000003")
    done = take_back(store, again)
    with store.read() as session:
        found = {row.name: (row.phone, row.education) for row in session.scalars(select(Trainee))}
    assert found["Andi"] == ("+628110000001", "SMA")
    assert found["Budi"] == ("+628110000003", None)
    assert kept(store, done) == [("trainee", "Budi", Why.CHANGED, ("phone",))]


def test_a_class_with_people_in_it_is_not_removed_from_under_them(store: Store) -> None:
    make_cohort(store, people=0, sessions=2)
    made = latest(store)
    with store.write("Daftarkan") as session:
        cohort = session.scalars(select(Cohort.id)).one()
        person = trainees.add_trainee(session, {"name": "Dewi"})
        session.flush()
        trainees.enrol(session, trainee=person, cohort=cohort)
    done = take_back(store, made)
    assert [(each.table, each.why) for each in done.left] == [("cohort", Why.NEEDED)]
    assert [each.table for each in done.touched] == ["session", "session"]
    assert names_in_class(store) == ["Dewi"]


def test_what_somebody_brought_back_on_purpose_is_theirs(store: Store, imported: ActId, cohort: str) -> None:
    take_back(store, imported)
    andi = row_of(store, "Andi")
    with store.write("Kembalikan") as session:
        session.get_one(Trainee, andi).deleted = False
    done = take_back(store, imported)
    assert kept(store, done) == [("trainee", "Andi", Why.CHANGED, ())]
    assert people(store) == ["Andi"]


def test_one_persons_mark_never_gets_anothers_name(
    store: Store, imported: ActId, somebody_else: Callable[[], None]
) -> None:
    first = mark(store, "Andi", Code.PRESENT)
    somebody_else()
    later = mark(store, "Andi", Code.SICK)
    mark(store, "Andi", Code.ABSENT)
    done = take_back(store, later)
    assert kept(store, done) == [("mark", "Andi", Why.CHANGED, ("code", "by"))]
    assert done.touched == ()
    assert first


def test_marks_of_a_session_that_is_locked_by_now_stay(store: Store, imported: ActId) -> None:
    marked = mark(store, "Andi")
    with store.write("Sesi dikunci") as session:
        meeting = session.scalars(select(Meeting).order_by(Meeting.day).limit(1)).one()
        meeting.locked = True
    done = take_back(store, marked)
    assert kept(store, done) == [("mark", "Andi", Why.LOCKED, ())]
    assert [each.needed_by for each in done.left] == [(("session", meeting.id),)]
    assert done.touched == ()
    with store.write("Sesi dibuka") as session:
        session.get_one(Meeting, meeting.id).locked = False
    assert take_back(store, marked).left == ()


def test_where_everything_stays_no_act_is_written(store: Store, imported: ActId) -> None:
    renamed = edit(store, "Andi", name="Andika")
    edit(store, "Andika", name="Andi S.")
    newest = latest(store)
    assert take_back(store, renamed).touched == ()
    assert latest(store) == newest
    with store.read() as session:
        mine = next_undo(session, store.author)
        assert mine == newest
        assert next_undo(session, store.author, passing=[newest]) == renamed


def test_a_row_that_comes_back_needs_what_it_names(store: Store, imported: ActId, cohort: str) -> None:
    take_back(store, imported)
    undone = latest(store)
    with store.write("Hapus kelas") as session:
        session.get_one(Cohort, cohort).deleted = True
        for meeting in session.scalars(select(Meeting)):
            meeting.deleted = True
    done = take_back(store, undone)
    assert people(store) == ["Andi", "Budi", "Citra"]
    assert names_in_class(store) == []
    assert {(each.table, each.why, each.needed_by) for each in done.left} == {
        ("enrolment", Why.ORPHANED, (("cohort", cohort),))
    }


def test_a_row_does_not_come_back_beside_one_with_its_number(store: Store) -> None:
    make_cohort(store, people=0, sessions=2)
    take_back(store, latest(store))
    undone = latest(store)
    second = make_cohort(store, people=0, sessions=2)
    done = take_back(store, undone)
    assert {each.why for each in done.left} == {Why.TAKEN, Why.ORPHANED}
    assert done.touched == ()
    with store.read() as session:
        assert session.scalars(select(Cohort.id).where(~Cohort.deleted)).all() == [second]


@pytest.fixture
def certified(store: Store, cohort: str, imported: ActId) -> ActId:
    """Everybody passed; Andi and Budi have their certificates. Gives the act that marked them."""
    edit(store, "Andi", name="Andi Saputra", nik="9901010101900001")
    edit(store, "Budi", nik="9901010101900002")
    with store.write("Penanda tangan") as session:
        set_signer(session, name="Bambang", position="Direktur")
    with store.write("Hadir semua") as session:
        for item in cohorts.schedule(session, cohort):
            attendance.fill_rest(session, item.id, PRESENT, by=store.author, now=LATER)
    marked = latest(store)
    with store.write("Kompeten") as session:
        enrolled = list(trainees.enrolment_numbers(session, cohort).values())
        for block in competency.sheet(session, cohort, now=LATER).blocks:
            verdict = Verdict(result=Result.COMPETENT, assessor="Hesti", day=date(2026, 6, 1))
            competency.record(session, enrolled, block.id, verdict, now=LATER)
    with store.write("Terbitkan", source=FINAL) as session:
        certificates.issue(session, cohort, enrolments=enrolled[:2], issued_on=LATER.date(), now=LATER)
    return marked


def test_what_a_certificate_rests_on_stays(store: Store, certified: ActId) -> None:
    done = take_back(store, certified)
    assert {(name, why) for _table, name, why, _fields in kept(store, done)} == {
        ("Andi Saputra", Why.CERTIFIED),
        ("Budi", Why.CERTIFIED),
    }
    assert len(done.left) == 4
    assert len(done.touched) == 2


def test_what_a_certificate_prints_stays_and_the_rest_may_be_undone(store: Store, certified: ActId) -> None:
    with store.read() as session:
        (renamed,) = [act.id for act in acts(session, limit=100) if act.label == "Data Andi diubah"]
    done = take_back(store, renamed)
    assert kept(store, done) == [("trainee", "Andi Saputra", Why.CERTIFIED, ("name", "nik", "nik_state"))]


def test_an_import_leaves_its_people_with_certificates(
    store: Store, certified: ActId, imported: ActId
) -> None:
    done = take_back(store, imported)
    assert done.touched == ()
    needed = {table for each in done.left for table, _row in each.needed_by}
    assert needed == {"enrolment", "mark", "assessment", "certificate"}


def test_what_was_done_after_the_certificate_can_be_undone(store: Store, certified: ActId) -> None:
    changed = mark(store, "Andi Saputra", Code.SICK)
    assert take_back(store, changed).left == ()


def test_issued_numbers_and_the_founding_are_final(store: Store, certified: ActId) -> None:
    with store.read() as session:
        final = [act.id for act in acts(session, limit=100) if act.source in {FINAL, "founding"}]
        assert len(final) >= 2
        for act in final:
            with pytest.raises(UserError, match="cannot-be-undone"):
                plan_undo(session, act)


def test_a_revoked_certificate_stays_so_once_another_took_its_place(
    store: Store, certified: ActId, cohort: str
) -> None:
    with store.write("Cabut") as session:
        (paper,) = [each for each in certificates.register(session) if each.name == "Andi Saputra"]
        certificates.revoke(session, paper.id, reason="salah nama")
    revoked = latest(store)
    with store.read() as session:
        assert [each.outcome for each in plan_undo(session, revoked).touched] == [Outcome.CHANGED]
    with store.write("Terbitkan", source=FINAL) as session:
        enrolment = trainees.enrolment_numbers(session, cohort)[1]
        certificates.issue(session, cohort, enrolments=[enrolment], issued_on=LATER.date(), now=LATER)
    done = take_back(store, revoked)
    assert (done.touched, {each.why for each in done.left}) == ((), {Why.CERTIFIED})
