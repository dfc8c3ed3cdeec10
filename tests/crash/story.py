"""What a crash may interrupt: acts of a centre's day, and a picture of what its folder holds after each.

An act is one commit: a new one is a function in `ACTS` (or `ONCE`), nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.changes import Act as Received
from lpk_desktop.domain.changes import Change, Op, origin_of
from lpk_desktop.domain.competency import Result
from lpk_desktop.domain.roles import Role
from lpk_desktop.domain.schedule import Length
from lpk_desktop.errors import UserError
from lpk_desktop.services import (
    attendance,
    backups,
    certificates,
    cohorts,
    competency,
    merging,
    passwords,
    staff,
    trainees,
    ways_in,
)
from lpk_desktop.services.access import sign_in
from lpk_desktop.services.attendance import Entry
from lpk_desktop.services.centre import set_signer
from lpk_desktop.services.competency import Verdict
from lpk_desktop.services.planning import NewCohort
from lpk_desktop.storage import slots, vault
from lpk_desktop.storage.applying import load
from lpk_desktop.storage.device import sync_state
from lpk_desktop.storage.history import FINAL, KEYS, SEEN, next_redo, undo
from lpk_desktop.storage.repairing import repair
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import ChangeRow, Staff, Trainee
from lpk_desktop.sync.places import Tail
from lpk_desktop.sync.replica import StoreReplica
from tests import factory
from tests.factory import ADMIN, LATER, LIGHT, PAIRED, PASSWORD, make_centre, make_cohort, take_back

RUNNING, READY = "LAS-4/2026", "FKL-5/2026"
ROUNDS = 2
PASSWORDS = [PASSWORD, *(f"sandi-putaran-{number}" for number in range(ROUNDS))]
ELSEWHERE = origin_of(2, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An open folder, and which round of the story it is in."""

    store: Store
    folder: Path
    round: int

    def cohort(self, number: str) -> str:
        with self.store.read() as session:
            return cohorts.cohort_id(session, number)

    @property
    def people(self) -> list[str]:
        """Enrolments of the running cohort."""
        with self.store.read() as session:
            return list(trainees.enrolment_numbers(session, cohorts.cohort_id(session, RUNNING)).values())

    @property
    def meeting(self) -> str:
        with self.store.read() as session:
            return cohorts.schedule(session, cohorts.cohort_id(session, RUNNING))[self.round].id

    @property
    def block(self) -> str:
        with self.store.read() as session:
            sheet = competency.sheet(session, cohorts.cohort_id(session, RUNNING), now=LATER)
            return sheet.blocks[self.round].id

    def person(self, name: str) -> str:
        with self.store.read() as session:
            query = select(Trainee.id).where(Trainee.name == name, ~Trainee.deleted)
            return session.scalars(query).one()


def import_people(desk: Desk) -> None:
    cohort = desk.cohort(RUNNING)
    with desk.store.write("Impor", source="import") as session:
        for number in range(1, 4 + 30 * desk.round):
            values = {"name": f"Impor {desk.round} {number}", "nik": f"990101010190{desk.round}{number:03}"}
            person = trainees.add_trainee(session, values)
            session.flush()
            trainees.enrol(session, trainee=person, cohort=cohort)


def write_somebody_twice(desk: Desk) -> None:
    cohort = desk.cohort(RUNNING)
    with desk.store.write("Dua kali") as session:
        values = {"name": f"Impor {desk.round} 1", "nik": f"990101010190{desk.round}001"}
        person = trainees.add_trainee(session, values)
        session.flush()
        trainees.enrol(session, trainee=person, cohort=cohort)


def mark_the_rest(desk: Desk) -> None:
    meeting = desk.meeting
    with desk.store.write("Sisanya hadir") as session:
        entry = Entry(code=Code.PRESENT, method="fill")
        attendance.fill_rest(session, meeting, entry, by=desk.store.author, now=LATER)


def mark_two_absent(desk: Desk) -> None:
    cells = [(desk.meeting, person) for person in desk.people[:2]]
    with desk.store.write("Alpa") as session:
        attendance.mark(session, cells, Entry(code=Code.ABSENT), by=desk.store.author, now=LATER)


def make_them_one(desk: Desk) -> None:
    with desk.store.write("Satukan") as session:
        query = select(Trainee.id).where(Trainee.name == f"Impor {desk.round} 1", ~Trainee.deleted)
        one, other = session.scalars(query)
        merging.merge(session, one, other)


def write_a_note(desk: Desk) -> None:
    cell = (desk.meeting, desk.people[0])
    with desk.store.write("Catatan") as session:
        attendance.note(session, cell, f"surat {desk.round}", by=desk.store.author, now=LATER)


def record_competent(desk: Desk) -> None:
    people, block = desk.people, desk.block
    with desk.store.write("Kompeten") as session:
        verdict = Verdict(result=Result.COMPETENT, assessor="Hesti", day=date(2026, 6, 1))
        competency.record(session, people, block, verdict, now=LATER)


def record_not_yet(desk: Desk) -> None:
    people, block = desk.people, desk.block
    with desk.store.write("Belum kompeten") as session:
        verdict = Verdict(result=Result.NOT_YET, assessor="Hesti", day=date(2026, 6, 1), note="undercut")
        competency.record(session, people[1:3], block, verdict, now=LATER)


def undo_it(desk: Desk) -> None:
    take_back(desk.store)


def redo_it(desk: Desk) -> None:
    with desk.store.read() as session:
        act = next_redo(session, desk.store.author)
    assert act
    with desk.store.write("Ulangi", source="undo", undoes=act) as session:
        undo(session, act)


def rename(desk: Desk) -> None:
    person = desk.person(f"Impor {desk.round} 1")
    with desk.store.write("Ganti nama") as session:
        trainees.update_trainee(session, person, {"name": f"Ganti {desk.round}", "phone": "+628120000001"})


def reveal(desk: Desk) -> None:
    person = desk.person(f"Ganti {desk.round}")
    with desk.store.write("Lihat NIK", source=SEEN) as session:
        assert trainees.identifier(session, person, "nik", now=LATER)


def delete(desk: Desk) -> None:
    person = desk.person(f"Impor {desk.round} 2")
    with desk.store.write("Hapus") as session:
        session.get_one(Trainee, person).deleted = True


def receive(desk: Desk) -> None:
    """A page of another device's changes, with the cursor: a new person, and another name for one of ours."""
    row = desk.person(f"Impor {desk.round} 3")
    with desk.store.read() as session:
        state = load(session.connection(), "trainee", row)
        count = session.scalar(select(func.count()).where(ChangeRow.origin == ELSEWHERE)) or 0
        newest = session.scalar(select(func.max(ChangeRow.hlc))) or 0
        cursor = (sync_state(session) or PAIRED).cursor
    assert state
    lives = state.fields["name"]
    first = Change(
        origin=ELSEWHERE, n=count + 1, hlc=newest + 1, tx=count + 1, table="trainee", row=row, op=Op.PUT,
        patch={"name": f"Jauh {desk.round}"}, base={"name": tuple(live.stamp for live in lives)},
    )  # fmt: skip
    values = {**state.shown(), "name": f"Tamu {desk.round}"}
    second = Change(
        origin=ELSEWHERE, n=count + 2, hlc=newest + 2, tx=count + 1, table="trainee",
        row=f"{desk.round:032x}", op=Op.PUT, patch=values,
    )  # fmt: skip
    act = Received(
        origin=ELSEWHERE, n=count + 1, label="Dari jauh", author=None, at=newest + 1, changes=(first, second)
    )
    StoreReplica(desk.store).received([act], cursor=cursor + 2, generation=1)


def acknowledge(desk: Desk) -> None:
    replica = StoreReplica(desk.store)
    standing = replica.standing()
    replica.acknowledged(Tail(standing.origin, standing.logs[standing.origin]), restamped=())


def change_password(desk: Desk) -> None:
    passwords.change_password(desk.store, old=password_of(desk.folder)[0], new=PASSWORDS[desk.round + 1])


def let_a_colleague_in(desk: Desk) -> None:
    with desk.store.write("Rekan baru", source=KEYS) as session:
        colleague = staff.add_member(session, name=f"Rekan {desk.round}", role=Role.INSTRUCTOR)
        staff.give_code(session, colleague, cost=LIGHT)


def take_the_way_in(desk: Desk) -> None:
    with desk.store.write("Rekan keluar", source=KEYS) as session:
        colleague = session.scalars(select(Staff.id).where(Staff.name == f"Rekan {desk.round}")).one()
        staff.deactivate(session, colleague)


def back_up(desk: Desk) -> None:
    backups.back_up(desk.store, reason=Reason.ASKED, at=LATER)


def restore(desk: Desk) -> None:
    """The newest backup in the place of the file, which is closed then as the window does."""
    password = password_of(desk.folder)[0]
    (kept,) = backups.backups(desk.folder)
    desk.store.close()
    way_in = ways_in.with_password(ADMIN, password)
    backups.restore(desk.folder, kept.path, way_in=way_in, at=LATER + timedelta(days=1))


def mend(desk: Desk) -> None:
    assert repair(desk.store, "Perbaikan").mended


def pair(desk: Desk) -> None:
    factory.pair(desk.store)


def open_a_class(desk: Desk) -> None:
    with desk.store.write("Kelas baru") as session:
        cohorts.new_cohort(
            session,
            NewCohort(
                programme="HP",
                batch=9,
                pattern="Sen-Jum 08:00-12:00",
                starts=date(2026, 8, 3),
                length=Length(sessions=20),
            ),
        )


def issue(desk: Desk) -> None:
    cohort = desk.cohort(READY)
    with desk.store.write("Terbitkan", source=FINAL) as session:
        certificates.issue(session, cohort, issued_on=LATER.date(), now=LATER)


ONCE: tuple[Callable[[Desk], None], ...] = (issue, open_a_class, pair)
"""Done in the first round only, before the others."""
ACTS: tuple[Callable[[Desk], None], ...] = (
    import_people,
    write_somebody_twice,
    mark_the_rest,
    mark_two_absent,
    make_them_one,
    write_a_note,
    record_competent,
    record_not_yet,
    undo_it,
    redo_it,
    rename,
    reveal,
    delete,
    receive,
    acknowledge,
    change_password,
    let_a_colleague_in,
    take_the_way_in,
)
STORY = [(act, 0) for act in ONCE] + [(act, number) for number in range(ROUNDS) for act in ACTS]
"""Each act with its round."""
SAFEKEEPING: tuple[Callable[[Desk], None], ...] = (back_up, restore, mend)
"""What is done with the whole file, each on a stage of its own."""
STEPS = STORY + [(act, 0) for act in SAFEKEEPING]


def set_the_stage(folder: Path) -> None:
    """A centre with a class that runs, and one whose certificates can be issued."""
    store = make_centre(folder)
    make_cohort(store, people=3, sessions=5)
    ready = make_cohort(store, people=2, sessions=2, programme="FKL", batch=5)
    with store.write("Selesaikan") as session:
        set_signer(session, name="Bambang", position="Direktur")
        people = list(trainees.enrolment_numbers(session, ready).values())
        for item in cohorts.schedule(session, ready):
            attendance.fill_rest(session, item.id, Entry(code=Code.PRESENT), by=None, now=LATER)
        for block in competency.sheet(session, ready, now=LATER).blocks:
            verdict = Verdict(result=Result.COMPETENT, assessor="Hesti", day=date(2026, 6, 1))
            competency.record(session, people, block.id, verdict, now=LATER)
    store.close()


def open_folder(folder: Path) -> Store:
    """Sign in with whichever password the story has come to."""
    store = sign_in(folder, name=ADMIN, password=password_of(folder)[0])
    # Hundreds of folders are opened with the same statements: compiled once, they take half the time.
    store._engine.dialect = COMPILED.setdefault("dialect", store._engine.dialect)
    store._engine.update_execution_options(compiled_cache=COMPILED)
    return store


COMPILED: dict[Any, Any] = {}


def play(store: Store, step: int) -> None:
    """Do one step of the story."""
    act, number = STEPS[step]
    act(Desk(store=store, folder=store.path.parent, round=number))


def picture(store: Store) -> list[object]:
    """Everything the folder holds, in words that are the same in every run: names instead of ids."""
    with store.read() as session:
        tables = [[tuple(row) for row in session.execute(text(query))] for query in QUERIES]
    folder = store.path.parent
    ways_in = [(slot.name, slot.once) for slot in slots.load(folder).slots]
    return [*tables, password_of(folder)[0], ways_in]


QUERIES = (
    "SELECT label, source, count(*) FROM act JOIN change ON change.origin = act.origin AND tx = act.n "
    "GROUP BY act.origin, act.n ORDER BY act.origin, act.n",
    "SELECT name, nik, phone, deleted FROM trainee ORDER BY 1, 2, 4",
    "SELECT number, count(*) FROM cohort JOIN session ON cohort_id = cohort.id GROUP BY number",
    "SELECT number, list_number, name, status, enrolment.deleted FROM enrolment "
    "JOIN cohort ON cohort.id = cohort_id JOIN trainee ON trainee.id = trainee_id ORDER BY 1, 2",
    "SELECT enrolment.cohort_id, day, list_number, code, minutes_late, note, method, mark.deleted "
    "FROM mark JOIN session ON session.id = session_id JOIN enrolment ON enrolment.id = enrolment_id "
    "ORDER BY 1, 2, 3",
    "SELECT cohort_id, position, list_number, attempt, result, note, assessment.deleted FROM assessment "
    "JOIN block ON block.id = block_id JOIN enrolment ON enrolment.id = enrolment_id ORDER BY 1, 2, 3, 4",
    "SELECT certificate.number, list_number, state FROM certificate "
    "JOIN enrolment ON enrolment.id = enrolment_id ORDER BY 1",
    "SELECT kind, detail, count(*) FROM access GROUP BY kind, detail",
    "SELECT name, role, active FROM staff ORDER BY name",
    "SELECT number, letter FROM device",
    "SELECT cursor, acked_n FROM sync_state",
)


def password_of(folder: Path) -> tuple[str, vault.Unlocked]:
    """Which password of the story opens the folder now, and what it gives."""
    for password in PASSWORDS:
        try:
            return password, vault.unlock(folder, name=ADMIN, password=password)
        except UserError as error:
            if error.code != "wrong-password":
                raise
    raise AssertionError("no password of the story opens")
