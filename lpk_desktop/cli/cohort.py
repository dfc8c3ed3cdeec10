"""`cohort list | new | show`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from lpk_desktop.cli.context import context, day, today
from lpk_desktop.domain.formatting import date_long, date_range
from lpk_desktop.domain.schedule import Length
from lpk_desktop.language import _
from lpk_desktop.services import cohorts, enrolments
from lpk_desktop.services.centre import person_named
from lpk_desktop.services.planning import NewCohort
from lpk_desktop.services.views import CohortHead


def add_to(app: typer.Typer) -> None:
    """Register these commands."""
    group = typer.Typer(help=_("Kelas."), no_args_is_help=True)
    group.command("list", help=_("Daftar kelas."))(list_cohorts)
    group.command("new", help=_("Membuat kelas dengan jadwalnya."))(new)
    group.command("show", help=_("Kelas, sesi, dan pesertanya."))(show)
    app.add_typer(group, name="cohort")


def list_cohorts(ctx: typer.Context) -> None:
    """All cohorts."""
    shared = context(ctx)
    with shared.store() as store:
        on = today(store)
        with store.read() as session:
            heads = cohorts.cohorts(session, today=on)
    shared.answer([_document(head) for head in heads], *(_line(head) for head in heads))


def new(  # noqa: PLR0913, PLR0917  one option per fact of a cohort
    ctx: typer.Context,
    programme: Annotated[str, typer.Option(help=_("Kode program: LAS, HP, …"))],
    batch: Annotated[int, typer.Option(help=_("Nomor angkatan."))],
    start: Annotated[str, typer.Option(help=_("Hari pertama."))],
    pattern: Annotated[str, typer.Option(help=_("Jadwal mingguan."))] = "Sen-Jum 08:00-15:30",
    sessions: Annotated[int | None, typer.Option(help=_("Jumlah sesi."))] = None,
    jp: Annotated[int | None, typer.Option(help=_("Jumlah jam pelajaran."))] = None,
    until: Annotated[str | None, typer.Option(help=_("Hari terakhir."))] = None,
    capacity: Annotated[int | None, typer.Option(min=1, help=_("Jumlah kursi."))] = None,
    place: Annotated[str | None, typer.Option(help=_("Tempat."))] = None,
    instructor: Annotated[str | None, typer.Option(help=_("Nama instruktur."))] = None,
    work_joint_leave: Annotated[bool, typer.Option(help=_("Cuti bersama tetap masuk."))] = False,  # noqa: FBT002
) -> None:
    """Make a cohort with its sessions."""
    shared = context(ctx)
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
                starts=day(start),
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


def show(ctx: typer.Context, number: Annotated[str, typer.Argument(help=_("Nomor kelas."))]) -> None:
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
            f"{item.number:>4}  {date_long(item.day)}  {item.start:%H.%M}–{item.end:%H.%M}"
            for item in schedule
        ),
        *(f"{person.number:>4}  {person.name}" for person in people),
    )


def _document(head: CohortHead) -> dict[str, Any]:
    return asdict(head)


def _line(head: CohortHead) -> str:
    days = date_range(head.starts, head.ends)
    return _("{number}  {title}  {days}  {sessions} sesi, {trainees} peserta").format(
        number=head.number, title=head.title, days=days, sessions=head.sessions, trainees=head.trainees
    )
