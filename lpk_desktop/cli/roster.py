"""`roster check | import`."""

from __future__ import annotations

from collections import Counter
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lpk_desktop.cli import options
from lpk_desktop.cli.context import back_up_first, context, now, say
from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.privacy import Way, place_name
from lpk_desktop.language import N_, _, counted
from lpk_desktop.services import cohorts
from lpk_desktop.services.centre import local_now
from lpk_desktop.services.privacy import Permit, record
from lpk_desktop.storage.capture import recording_of
from lpk_desktop.storage.store import Store
from lpk_desktop.terminal.helping import Program, group

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lpk_desktop.exchange.importing import Imported
    from lpk_desktop.exchange.matching import Match, Recognised
    from lpk_desktop.exchange.roster import Roster
    from lpk_desktop.exchange.values import RosterRow


def add_to(app: Program) -> None:
    """Register these commands."""
    commands = group(N_("Daftar peserta dari Excel atau CSV."))
    commands.command("check", help=N_("Membaca berkas tanpa mengubah apa pun."))(check)
    commands.command("import", help=N_("Memasukkan peserta ke kelas, sebagai satu tindakan."))(import_)
    app.add_typer(commands, name="roster")


def check(ctx: typer.Context, file: options.Roster) -> None:
    """Read a file and report every problem; nothing changes."""
    from lpk_desktop.exchange.roster import to_json  # noqa: PLC0415  readers of spreadsheets take their time

    shared = context(ctx)
    with shared.store_if_known() as store:
        roster = _read(file, store)
        known: Mapping[int, Match] = {}
        if store is not None:
            recognised = _recognise(store, roster)
            roster, known = recognised.roster, recognised.matches
    document = to_json(roster)
    for row in document["rows"]:
        match = known.get(row["row"])
        row["match"] = {"trainee": match.trainee, "why": match.why.value} if match else None
    shared.answer(document, *_summary(roster))


def import_(
    ctx: typer.Context,
    file: options.Roster,
    cohort: options.Cohort,
    skip_problem_rows: Annotated[  # noqa: FBT002
        bool, typer.Option("--skip-problem-rows", help=N_("Lewati semua baris yang bermasalah."))
    ] = False,
    rejects: Annotated[
        Path | None, typer.Option(help=N_("Berkas untuk baris yang tidak masuk."), metavar=N_("BERKAS"))
    ] = None,
) -> None:
    """Import people into a cohort; rows left out come back as a workbook with a reason column."""
    from lpk_desktop.exchange.importing import import_roster  # noqa: PLC0415

    shared = context(ctx)
    path = None
    with shared.store() as store:
        with store.read() as session:
            cohort_id = cohorts.cohort_id(session, cohort)
        roster = _read(file, store)
        back_up_first(store, Reason.IMPORT)
        target = _free(rejects or file.with_name(f"{file.stem} - belum masuk.xlsx"))
        permit = _record_rejects(store, roster, skip_problem_rows=skip_problem_rows, target=target)
        label = _("Impor {file} ke {cohort}").format(file=place_name(file.name), cohort=cohort)
        with store.write(label, source="import") as session:
            outcome = import_roster(session, roster, cohort=cohort_id, skip_problem_rows=skip_problem_rows)
            recording = recording_of(session)
            if outcome.left_out:
                if permit is None or not outcome.known_out <= permit.persons:
                    raise RuntimeError("whom the rows left out mean has changed while they were imported")
                # Before the commit: if the workbook cannot be written, nothing has been imported.
                path = _write_rejects(roster, outcome.left_out, target, permit)
    _tell(outcome, path)
    shared.answer(
        {
            "new": outcome.new,
            "changed": outcome.changed,
            "unchanged": outcome.unchanged,
            "left_out": len(outcome.left_out),
            "kept_names": len(outcome.kept_names),
            "transaction": f"{recording.origin}.{recording.tx}" if recording.tx is not None else None,
            "rejects_file": str(path) if path else None,
        },
        _("{new} baru, {changed} berubah, {left} tidak masuk.").format(
            new=outcome.new, changed=outcome.changed, left=len(outcome.left_out)
        ),
    )


def _tell(outcome: Imported, path: Path | None) -> None:
    if path:
        say(
            counted(
                "{count} baris belum masuk; perbaiki di {file}, lalu impor berkas itu.",
                len(outcome.left_out),
                file=path,
            )
        )
    words = _("{known} di berkas tertulis {written}; nama yang terdaftar tetap.")
    for kept in outcome.kept_names:
        say(words.format(known=kept.known, written=kept.written))


def _read(file: Path, store: Store | None) -> Roster:
    from lpk_desktop.exchange.roster import check as read_roster  # noqa: PLC0415

    if store is None:
        return read_roster(file, today=now().date())
    with store.read() as session:
        today = local_now(session, now()).date()
    return read_roster(file, today=today)


def _recognise(store: Store, roster: Roster) -> Recognised:
    from lpk_desktop.exchange.matching import recognise  # noqa: PLC0415

    with store.read() as session:
        return recognise(session, roster)


def _free(target: Path) -> Path:
    """`target`, or beside it the first name not taken: rows half mended there are somebody's work."""
    names = (target.with_stem(f"{target.stem} ({number})") for number in count(2))
    return target if not target.exists() else next(name for name in names if not name.exists())


def _record_rejects(store: Store, roster: Roster, *, skip_problem_rows: bool, target: Path) -> Permit | None:
    """Put on record that a workbook of rows left out will leave; None where there will be none.

    An act of its own, before the import: undoing the import does not take it back.
    """
    from lpk_desktop.exchange.importing import left_out  # noqa: PLC0415

    found = _recognise(store, roster)
    left = left_out(found.roster, skip_problem_rows=skip_problem_rows)
    if not left:
        return None
    return record(store, Way.REJECTS, found.persons(left), where=target.name, at=now())


def _write_rejects(roster: Roster, left: Sequence[RosterRow], path: Path, permit: Permit) -> Path:
    from lpk_desktop.exchange.reasons import describe  # noqa: PLC0415
    from lpk_desktop.exchange.rejects import write_rejects  # noqa: PLC0415

    reasons = {row.row: [describe(problem) for problem in row.problems] for row in left}
    write_rejects(roster, left, reasons, path, permit)
    return path


def _summary(roster: Roster) -> list[str]:
    from lpk_desktop.exchange.reasons import describe, field_label, problem_title  # noqa: PLC0415

    lines = [
        counted(
            "{file}: lembar {sheet}, judul di baris {row}, {count} orang",
            len(roster.rows),
            file=roster.file,
            sheet=roster.sheet or "–",
            row=roster.header_row or "–",
        )
    ]
    unused = _("Tidak diimpor")
    for column in roster.layout:
        lines.append(f"  {column.key} → {', '.join(map(field_label, column.fields)) or unused}")
    found = [(row.row, problem) for row in roster.rows for problem in row.problems]
    at = _("baris {row}: {problem}")
    lines += [f"  {at.format(row=row, problem=describe(problem))}" for row, problem in found]
    causes = Counter(problem_title(problem.field, problem.code) for _row, problem in found)
    return [*lines, *(f"  {cause}: {count}" for cause, count in causes.most_common())]
