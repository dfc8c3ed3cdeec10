"""`cohort list | new | show`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from lpk_desktop.cli import options
from lpk_desktop.cli.context import context, day, today
from lpk_desktop.domain.formatting import date_range
from lpk_desktop.domain.schedule import Length
from lpk_desktop.language import N_, _, counted, current_language
from lpk_desktop.services import cohorts, enrolments
from lpk_desktop.services.centre import known_person, person_named
from lpk_desktop.services.planning import NewCohort
from lpk_desktop.services.views import CohortHead
from lpk_desktop.terminal.helping import Program, group
from lpk_desktop.ui.dates import clock_time, full_date


def add_to(app: Program) -> None:
    """Register these commands."""
    commands = group(N_("Kelas."))
    commands.command("list", help=N_("Daftar kelas."))(list_cohorts)
    commands.command("new", help=N_("Membuat kelas dengan jadwalnya."))(new)
    commands.command("instructor", help=N_("Menetapkan instruktur kelas; ia melihat dan menandai kelasnya."))(
        instructor
    )
    commands.command("renumber", help=N_("Memberi kelas nomor angkatan lain."))(renumber)
    commands.command("show", help=N_("Kelas, sesi, dan pesertanya."))(show)
    app.add_typer(commands, name="cohort")


def list_cohorts(ctx: typer.Context) -> None:
    """All cohorts."""
    shared = context(ctx)
    with shared.store() as store:
        on = today(store)
        with store.read() as session:
            heads = cohorts.cohorts(session, today=on)
    shared.answer(
        [_document(head) for head in heads],
        *(_line(head) for head in heads),
        empty=_("Belum ada kelas. Buat dengan cohort new."),
    )


def new(  # noqa: PLR0913, PLR0917  one option per fact of a cohort
    ctx: typer.Context,
    programme: Annotated[str, typer.Option(help=N_("Kode program: LAS, HP, …"), metavar=N_("KODE"))],
    batch: Annotated[int, typer.Option(help=N_("Nomor angkatan."), metavar=N_("ANGKA"), min=1)],
    start: Annotated[str, typer.Option(help=N_("Hari pertama."), metavar=N_("TANGGAL"))],
    pattern: Annotated[str, typer.Option(help=N_("Jadwal mingguan."), metavar=N_("JADWAL"))] = N_(
        "Sen-Jum 08:00-15:30"
    ),
    sessions: Annotated[int | None, typer.Option(help=N_("Jumlah sesi."), metavar=N_("ANGKA"), min=1)] = None,
    jp: Annotated[
        int | None, typer.Option(help=N_("Jumlah jam pelajaran."), metavar=N_("ANGKA"), min=1)
    ] = None,
    until: Annotated[str | None, typer.Option(help=N_("Hari terakhir."), metavar=N_("TANGGAL"))] = None,
    capacity: Annotated[
        int | None, typer.Option(help=N_("Jumlah kursi."), metavar=N_("ANGKA"), min=1)
    ] = None,
    place: Annotated[str | None, typer.Option(help=N_("Tempat."), metavar=N_("TEMPAT"))] = None,
    instructor: Annotated[str | None, typer.Option(help=N_("Nama instruktur."), metavar=N_("NAMA"))] = None,
    work_joint_leave: Annotated[  # noqa: FBT002
        bool, typer.Option("--work-joint-leave", help=N_("Cuti bersama tetap masuk."))
    ] = False,
) -> None:
    """Make a cohort with its sessions."""
    shared = context(ctx)
    starts = day(start)
    length = Length(sessions=sessions, jp=jp, until=day(until) if until else None)
    with shared.store() as store:
        on = today(store)
        with store.write(
            _("Kelas baru: {code} {batch}").format(code=programme.upper(), batch=batch)
        ) as session:
            wanted = NewCohort(
                programme=programme,
                batch=batch,
                pattern=pattern,
                starts=starts,
                length=length,
                capacity=capacity,
                place=place,
                instructor=person_named(session, instructor).id if instructor else None,
                skip_joint_leave=not work_joint_leave,
            )
            number = cohorts.new_cohort(session, wanted)
        with store.read() as session:
            head = cohorts.head(session, cohorts.cohort_id(session, number), today=on)
    shared.answer(_document(head), _line(head))


def instructor(
    ctx: typer.Context,
    number: options.CohortArgument,
    name: Annotated[str, typer.Argument(help=N_("Nama instruktur."), metavar=N_("NAMA"))],
) -> None:
    """Say who leads a cohort from today on."""
    shared = context(ctx)
    with shared.store() as store:
        on = today(store)
        label = _("{name} menjadi instruktur kelas").format(name=name)
        with store.write(label) as session:
            cohort = cohorts.cohort_id(session, number)
            cohorts.set_instructor(session, cohort, known_person(session, name).id, today=on)
        with store.read() as session:
            head = cohorts.head(session, cohort, today=on)
    shared.answer(_document(head), _line(head))


def renumber(
    ctx: typer.Context,
    cohort: options.CohortArgument,
    batch: Annotated[int, typer.Argument(help=N_("Nomor angkatan baru."), metavar=N_("ANGKA"), min=1)],
) -> None:
    """Give a cohort another batch of its year; by id where two share a number."""
    shared = context(ctx)
    with shared.store() as store:
        on = today(store)
        with store.read() as session:
            row = cohorts.cohort_id(session, cohort)
            before = cohorts.head(session, row, today=on).number
        label = _("Nomor kelas {number} menjadi angkatan {batch}").format(number=before, batch=batch)
        with store.write(label) as session:
            cohorts.renumber(session, row, batch)
            head = cohorts.head(session, row, today=on)
    shared.answer(_document(head), _line(head))


def show(ctx: typer.Context, number: options.CohortArgument) -> None:
    """One cohort with its sessions and people."""
    shared = context(ctx)
    with shared.store() as store:
        on = today(store)
        with store.read() as session:
            cohort = cohorts.cohort_id(session, number)
            head = cohorts.head(session, cohort, today=on)
            schedule = cohorts.schedule(session, cohort)
            people = enrolments.class_list(session, cohort)
    document = _document(head) | {
        "schedule": [asdict(item) for item in schedule],
        "people": [
            {
                "enrolment": person.enrolment,
                "trainee": person.trainee,
                "number": person.number,
                "name": person.name,
                "status": person.status,
            }
            for person in people
        ],
    }
    shared.answer(
        document,
        _line(head),
        *(
            f"{item.number:>4}  {full_date(item.day)}  {clock_time(item.start)}–{clock_time(item.end)}"
            for item in schedule
        ),
        *(f"{person.number:>4}  {person.name}" for person in people),
    )


def _document(head: CohortHead) -> dict[str, Any]:
    return asdict(head)


def _line(head: CohortHead) -> str:
    days = date_range(head.starts, head.ends, language=current_language())
    sessions, people = counted("{count} sesi", head.sessions), counted("{count} peserta", head.trainees)
    return f"{head.number}  {head.title}  {days}  {sessions}, {people}"
