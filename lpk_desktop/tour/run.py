"""The steps of the tour, told as they happen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lpk_desktop.domain.attendance import Code
from lpk_desktop.language import _, counted
from lpk_desktop.services import attendance, cohorts
from lpk_desktop.services.attendance import Entry
from lpk_desktop.services.centre import centre
from lpk_desktop.services.sample import build_sample
from lpk_desktop.storage.store import Store
from lpk_desktop.sync.replica import sync_now
from lpk_desktop.tour import job
from lpk_desktop.tour.central import running_central

Say = Callable[[str], None]


def run_tour(folder: Path, out: Path, *, say: Say) -> list[Path]:
    """Do the main job in the fresh `folder`; gives the files left in `out`.

    Raises RuntimeError when a step does not end as it must.
    """
    say(_("Pusat contoh di folder baru, terenkripsi"))
    first = build_sample(folder / "satu", today=job.TODAY)
    try:
        files = _work(first, out, say)
        with first.read() as session:
            name = centre(session).name
        second = job.second_computer(folder / "dua", centre=name)
        try:
            with running_central(folder / "central", centre=name) as central:
                say(_("Server pusat berjalan di {url}; dua komputer dipasangkan").format(url=central.url))
                job.join(first, central, name)
                files += _issue_confirmed(first, out, say)
                job.join(second, central, name)
                _apart_and_together(first, second, say)
                say(_("Periksa {file} di komputer kedua, tanpa jaringan: {verdict}").format(
                    file=files[-1].name, verdict=job.verify(second, files[-1])
                ))  # fmt: skip
                say(_("lpk-central check: {answer}").format(answer=central.command("check")))
            job.clean(first)
            job.clean(second)
            say(_("lpk-desktop check bersih di kedua komputer"))
        finally:
            second.close()
        files += _photograph(first, out, say)
    finally:
        first.close()
    return files


def _work(store: Store, out: Path, say: Say) -> list[Path]:
    files: list[Path] = []
    for roster in job.ROSTERS:
        cohort, outcome, rejected = job.import_file(store, roster, out)
        say(_("{file}: {new} baru, {changed} berubah, {left} kembali sebagai berkas perbaikan").format(
            file=roster.name, new=outcome.new, changed=outcome.changed, left=len(outcome.left_out)
        ))  # fmt: skip
        files += rejected
        say(counted("  {count} tanda kehadiran, lalu hasil K dan BK", job.mark_all(store, cohort)))
        job.assess_all(store, cohort)
        issued, papers = job.issue(store, cohort, out / "sertifikat", one_file=False)
        say(
            counted(
                "  {count} sertifikat terbit; {verdict}", len(issued), verdict=job.verify(store, papers[0])
            )
        )
        files += papers
    return files


def _issue_confirmed(store: Store, out: Path, say: Say) -> list[Path]:
    with store.read() as session:
        cohort = cohorts.cohort_id(session, "LAS-3/2026")
    issued, papers = job.issue(store, cohort, out / "sertifikat", one_file=True)
    say(counted("{count} sertifikat dengan kode yang disahkan server pusat", len(issued)))
    return papers


def _apart_and_together(first: Store, second: Store, say: Say) -> None:
    """Both computers mark the running class without a network, then meet."""
    with first.read() as session:
        grid = attendance.sheet(session, cohorts.cohort_id(session, "LAS-4/2026"), now=job.NOW)
    column = grid.sessions[grid.current or 0]
    unmarked = [row.enrolment for row in grid.rows if row.cells[grid.current or 0] is None]
    for store, people in ((first, unmarked[::2]), (second, unmarked[1::2])):
        with store.write(_("Kehadiran luring")) as session:
            cells = [(column.id, person) for person in people]
            attendance.mark(session, cells, Entry(code=Code.PRESENT), by=store.author, now=job.NOW)
    for store in (first, second, first):
        sync_now(store)
    rows = job.same_everywhere([first, second])
    say(counted("Kedua komputer memegang {count} baris yang sama", rows))


def _photograph(store: Store, out: Path, say: Say) -> list[Path]:
    from lpk_desktop.tour import screens  # noqa: PLC0415  Qt only for the pictures

    with store.read() as session:
        running = cohorts.cohort_id(session, "LAS-4/2026")
        finished = cohorts.cohort_id(session, "LAS-3/2026")
    files = screens.take(store, screens.shots(running=running, finished=finished), out / "layar")
    say(counted("{count} gambar layar", len(files)))
    return files
