"""The main job: a messy roster becomes a class, marks, results and certificates, on two computers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from lpk_desktop.documents.files import write_papers
from lpk_desktop.documents.qr import read_codes
from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.competency import Result
from lpk_desktop.domain.formatting import date_short
from lpk_desktop.domain.privacy import Way
from lpk_desktop.domain.schedule import Length
from lpk_desktop.exchange.importing import Imported, import_roster
from lpk_desktop.exchange.reasons import describe
from lpk_desktop.exchange.rejects import write_rejects
from lpk_desktop.exchange.roster import check
from lpk_desktop.language import RESOURCES, _
from lpk_desktop.messages.reasons import verdict_words
from lpk_desktop.services import access, attendance, certificates, cohorts, competency
from lpk_desktop.services.attendance import Entry
from lpk_desktop.services.competency import Verdict
from lpk_desktop.services.planning import NewCohort
from lpk_desktop.services.privacy import record
from lpk_desktop.storage.checking import check as check_store
from lpk_desktop.storage.history import FINAL
from lpk_desktop.storage.rowstate import table_of
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import SYNCED
from lpk_desktop.sync.replica import pair_device, sync_now
from lpk_desktop.tour.central import Central

TODAY = date(2026, 6, 9)
NOW = datetime(2026, 6, 9, 1, 24, tzinfo=UTC)
"""08.24 WIB on the day in the sample centre's story."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterFile:
    """One sample roster, and the cohort that is made for it."""

    name: str
    programme: str
    batch: int


ROSTERS = (
    RosterFile(name="data-phk-banyumas-mei-2026.xlsx", programme="LAS", batch=5),
    RosterFile(name="minat-servis-hp.csv", programme="HP", batch=9),
)


def import_file(store: Store, file: RosterFile, out: Path) -> tuple[str, Imported, list[Path]]:
    """Read a roster into a new cohort; gives the cohort's id, what happened, and the workbook of rejects."""
    path = RESOURCES / "samples" / file.name
    roster = check(path, today=TODAY)
    with store.write(
        _("Kelas baru: {code} {batch}").format(code=file.programme, batch=file.batch)
    ) as session:
        number = cohorts.new_cohort(
            session,
            NewCohort(
                programme=file.programme,
                batch=file.batch,
                pattern="Sen-Jum 08:00-15:30",
                starts=date(2026, 4, 6),
                length=Length(sessions=10),
            ),
        )
    with store.write(
        _("Impor {file} ke {cohort}").format(file=file.name, cohort=number), source="import"
    ) as session:
        cohort = cohorts.cohort_id(session, number)
        outcome = import_roster(session, roster, cohort=cohort)
    files = []
    if outcome.left_out:
        files = [out / f"{path.stem} - belum masuk.xlsx"]
        reasons = {row.row: [describe(problem) for problem in row.problems] for row in outcome.left_out}
        permit = record(store, Way.REJECTS, outcome.known_out, where=files[0].name, at=NOW)
        write_rejects(roster, outcome.left_out, reasons, files[0], permit)
    return cohort, outcome, files


def mark_all(store: Store, cohort: str) -> int:
    """Mark every session: one absent, one late, the rest present; gives the marks written."""
    with store.read() as session:
        grid = attendance.sheet(session, cohort, now=NOW)
    count = 0
    for index, column in enumerate(grid.sessions):
        with store.write(_("Kehadiran {day}").format(day=date_short(column.day))) as session:
            absent, late = grid.rows[index % len(grid.rows)], grid.rows[(index + 3) % len(grid.rows)]
            for row, entry in (
                (absent, Entry(code=Code.ABSENT)),
                (late, Entry(code=Code.LATE, minutes_late=12)),
            ):
                attendance.mark(session, [(column.id, row.enrolment)], entry, by=store.author, now=NOW)
            session.flush()
            rest = Entry(code=Code.PRESENT, method="fill")
            count += 2 + attendance.fill_rest(session, column.id, rest, by=store.author, now=NOW)
    return count


def assess_all(store: Store, cohort: str) -> None:
    """Everybody competent in every block, but for one BK with its reason."""
    with store.read() as session:
        grid = competency.sheet(session, cohort, now=NOW)
    for index, block in enumerate(grid.blocks):
        with store.write(_("Hasil {unit}").format(unit=block.code or block.title)) as session:
            people = [row.enrolment for row in grid.rows]
            if index == 1:
                failing = people.pop(2)
                verdict = _verdict(Result.NOT_YET, note=_("Lebar sambungan belum sesuai WPS, perlu latihan."))
                competency.record(session, [failing], block.id, verdict, now=NOW)
            competency.record(session, people, block.id, _verdict(Result.COMPETENT), now=NOW)


def _verdict(result: Result, *, note: str | None = None) -> Verdict:
    return Verdict(
        result=result, assessor="Hesti Tri Prabowo", day=date(2026, 6, 5), method=_("Praktik"), note=note
    )


def issue(store: Store, cohort: str, out: Path, *, one_file: bool) -> tuple[list[str], list[Path]]:
    """Issue to everybody who is ready; gives the ids and the PDF files."""
    with store.write(_("Terbitkan sertifikat"), source=FINAL) as session:
        issued = certificates.issue(session, cohort, issued_on=TODAY, now=NOW)
    with store.read() as session:
        number = cohorts.head(session, cohort, today=TODAY).number
    out.mkdir(parents=True, exist_ok=True)
    papers, permit = certificates.take_papers(store, issued, Way.CERTIFICATES, where=out.name, at=NOW)
    return issued, list(dict.fromkeys(write_papers(papers, out, permit, one_file=one_file, name=number)))


def verify(store: Store, file: Path) -> str:
    """What a computer says about a PDF, without a network."""
    text = read_codes(file)[0]
    with store.read() as session:
        found = certificates.check_text(session, text)
    if not found.valid:
        raise RuntimeError(f"{file.name} does not verify: {found.verdict}")
    return verdict_words(found)[0]


def join(store: Store, central: Central, centre: str) -> None:
    """Pair with the centre and exchange everything."""
    pair_device(store, central.url, central.command("pair", centre).splitlines()[0])
    sync_now(store)


def second_computer(folder: Path, *, centre: str) -> Store:
    """A new computer of the same centre, before it knows anything."""
    return access.found_centre(
        folder,
        access.NewCentre(name=centre, sample=True),
        admin="Sutrisno, S.T.",
        password="dua-kata-sandi",  # noqa: S106  invented, like the centre
        device="Laptop Bengkel A",
    ).store


def same_everywhere(stores: Sequence[Store]) -> int:
    """How many rows all stores hold alike; raises RuntimeError if any differs."""
    views = []
    for store in stores:
        with store.read() as session:
            connection = session.connection()
            views.append(
                {
                    (name, row["id"]): {key: value for key, value in row.items() if key not in _STAMPS}
                    for name in SYNCED
                    for row in connection.execute(table_of(name).select()).mappings()
                }
            )
    if any(view != views[0] for view in views[1:]):
        raise RuntimeError("the computers do not hold the same")
    return len(views[0])


_STAMPS = frozenset({"hlc", "origin", "stamps"})
"""How a stamp is spread over these columns may differ; what it says may not, and values show it."""


def clean(store: Store) -> None:
    """Raise RuntimeError unless file, log and rows agree."""
    report = check_store(store)
    if not report.clean:
        raise RuntimeError(f"check: {report.findings}")
