"""A made-up centre of any size, in a folder that is copied for each measurement."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select
from xlsxwriter import Workbook

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.schedule import Length
from lpk_desktop.services import attendance, cohorts, trainees
from lpk_desktop.services.access import NewCentre, found_centre
from lpk_desktop.services.attendance import Cell, Entry
from lpk_desktop.services.centre import add_person
from lpk_desktop.services.planning import NewCohort
from lpk_desktop.storage.direct import add_rows
from lpk_desktop.storage.engine import FILE, Driver, held, open_engine
from lpk_desktop.storage.ids import new_id
from lpk_desktop.storage.slots import Cost
from lpk_desktop.storage.store import Store, open_store
from lpk_desktop.storage.tables import Cohort, Mark
from lpk_desktop.storage.vault import Unlocked, unlock

NOW = datetime(2026, 12, 31, 3, tzinfo=UTC)
ADMIN, PASSWORD = "Ratna", "sandi-untuk-diukur"  # invented, like everybody here
FIRST = (
    "Adi", "Agus", "Ahmad", "Ayu", "Bambang", "Budi", "Citra", "Dewi", "Dian", "Eka", "Fitri", "Hendra",
    "Indah", "Joko", "Kartika", "Lina", "Muhammad", "Nur", "Putri", "Rahmat", "Ratna", "Rini", "Rizki",
    "Sari", "Siti", "Slamet", "Sri", "Sulastri", "Umi", "Wahyu", "Yanti", "Yusuf",
)  # fmt: skip
SYLLABLES = (
    "ba", "di", "ku", "la", "mi", "na", "pa", "ri", "su", "ta", "wi", "yo", "nto", "rdi", "sto", "har", "lis",
    "mul", "pur", "set", "tri", "wul", "han", "nah",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who does not exist."""

    name: str
    nik: str
    kpj: str
    phone: str


def people(count: int) -> list[Person]:
    """Names as common and as rare as real ones; the region 99 of their NIK does not exist."""
    chance = random.Random(1)  # noqa: S311  the same people in every run
    families = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 3))).title() for _ in range(3000)]
    return [
        Person(
            name=" ".join([chance.choice(FIRST), *chance.choices(families, k=chance.randint(0, 2))]),
            nik=f"9901010101{number:06}",
            kpj=f"{chance.randrange(10**11):011}",
            phone=f"+628{chance.randrange(10**9, 10**10)}",
        )
        for number in range(count)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """A data folder that was made once."""

    folder: Path
    admin: Unlocked

    @contextmanager
    def open(self, place: Path) -> Iterator[Store]:
        """The app on a copy in `place`, on behalf of the administrator."""
        shutil.copytree(self.folder, place)
        store = open_store(place, key=self.admin.key, author=self.admin.staff)
        yield store
        store.close()

    @contextmanager
    def bare(self, place: Path) -> Iterator[Driver]:
        """The driver on a copy in `place`: the app's tables, indexes and pragmas, and nothing else of it."""
        shutil.copytree(self.folder, place)
        engine = open_engine(place / FILE, self.admin.key)
        with held(engine, place) as connection:
            yield connection.driver_connection
        engine.dispose()


def new_centre(folder: Path, fill: Callable[[Store], None] = lambda _store: None) -> Centre:
    """A centre with the bundled catalogue and what `fill` adds."""
    store = found_centre(
        folder, NewCentre(name="LPK Contoh"), admin=ADMIN, password=PASSWORD, device="Laptop",
        cost=Cost(passes=1, memory_kib=8, lanes=1),
    ).store  # fmt: skip
    fill(store)
    store.close()
    return Centre(folder=folder, admin=unlock(folder, name=ADMIN, password=PASSWORD))


def add_cohort(
    store: Store, *, size: int, sessions: int, marked: int | None = None, instructed: bool = False
) -> None:
    """A cohort with everybody marked in every session, or the first `marked`; one act a session.

    The administrator marks, or where it is `instructed` an instructor, as whom the store goes on.
    """
    with store.write("Kelas") as session:
        number = cohorts.new_cohort(
            session,
            NewCohort(
                programme="LAS", batch=1, pattern="Sen-Sab 08:00-15:30", starts=date(2026, 1, 5),
                length=Length(sessions=sessions),
            ),
        )  # fmt: skip
        cohort = cohorts.cohort_id(session, number)
        for person in people(size):
            row = trainees.add_trainee(session, {"name": person.name, "nik": person.nik})
            session.flush()
            trainees.enrol(session, trainee=row, cohort=cohort)
    if instructed:
        store.author = add_instructor(store, cohort)
    with store.read() as session:
        meetings = [item.id for item in cohorts.schedule(session, cohort)]
    for meeting in meetings[:marked]:
        with store.write("Sisanya hadir") as session:
            entry = Entry(code=Code.PRESENT, method="fill")
            attendance.fill_rest(session, meeting, entry, by=store.author, now=NOW)


def add_instructor(store: Store, cohort: str) -> str:
    """Somebody who leads a cohort of which every session is over; gives the person's id."""
    with store.write("Instruktur") as session:
        person = add_person(session, name="Hesti")
        session.flush()
        cohorts.set_instructor(session, cohort, person, today=NOW.date())
    return person


def write_roster(file: Path, count: int) -> None:
    """A workbook of people, as clean as they come."""
    workbook = Workbook(file)
    sheet = workbook.add_worksheet("Peserta")
    heads = ("No", "Nama", "NIK", "No. KPJ", "No. HP", "Tempat Lahir", "Tanggal Lahir", "Alamat")
    sheet.write_row(0, 0, heads)
    for number, person in enumerate(people(count), start=1):
        address = f"Jl. Melati No. {number}, RT 02 RW 05, Purwokerto Timur"
        row = (
            str(number),
            person.name,
            person.nik,
            person.kpj,
            person.phone,
            "Banyumas",
            "17-08-1994",
            address,
        )
        sheet.write_row(number, 0, row)
    workbook.close()


def add_people(store: Store, count: int) -> None:
    """People without a place in a cohort."""
    rows = [
        {"id": new_id(), "name": each.name, "nik": each.nik, "kpj": each.kpj, "phone": each.phone}
        for each in people(count)
    ]
    with store.write("Daftar lama", source="import") as session:
        add_rows(session, "trainee", rows)


def marker(store: Store) -> str:
    """Who marked the class."""
    with store.read() as session:
        return session.scalars(select(Mark.by).distinct()).one() or ""


def cells(store: Store) -> tuple[str, list[Cell]]:
    """The one cohort, and all cells of its grid in a made-up order."""
    with store.read() as session:
        (cohort,) = session.scalars(select(Cohort.id))
        enrolments = list(trainees.enrolment_numbers(session, cohort).values())
        meetings = [item.id for item in cohorts.schedule(session, cohort)]
    found = [(meeting, enrolment) for meeting in meetings for enrolment in enrolments]
    random.Random(2).shuffle(found)  # noqa: S311  the same order in every run
    return cohort, found
