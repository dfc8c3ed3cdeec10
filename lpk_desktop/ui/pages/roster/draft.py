"""An import under way: the file as read, a person's choices and corrections; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from pathlib import Path
from threading import Event

from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.people import ProblemCode
from lpk_desktop.domain.privacy import Way, place_name
from lpk_desktop.errors import UserError
from lpk_desktop.exchange.correcting import correct
from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.importing import Imported, import_roster, kept_names, left_out
from lpk_desktop.exchange.matching import OF_THE_CENTRE, Match, recognise
from lpk_desktop.exchange.reasons import describe
from lpk_desktop.exchange.rejects import write_rejects
from lpk_desktop.exchange.roster import Roster, check
from lpk_desktop.exchange.values import Problem, RosterRow
from lpk_desktop.language import _
from lpk_desktop.services.backups import back_up_before
from lpk_desktop.services.centre import local_now
from lpk_desktop.services.privacy import record
from lpk_desktop.ui.background import Cancelled, Work
from lpk_desktop.ui.desk import Desk

Choice = tuple[Field, ...]


class State(Enum):
    """What will become of a row."""

    READY = "ready"
    FIX = "fix"
    KNOWN = "known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a person chose about a file."""

    path: Path
    columns: Mapping[int | str, Choice] = field(default_factory=dict)
    sheet: str | None = None
    header_row: int | None = None

    def with_column(self, index: int, fields: Choice) -> Plan:
        """A column now fills these fields, and no column that was chosen before still does."""
        others = {
            key: () if set(value) & set(fields) else value
            for key, value in self.columns.items()
            if key != index
        }
        return replace(self, columns={**others, index: fields})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A file as read under a plan, with who is known already and what was corrected since."""

    plan: Plan
    roster: Roster
    known: Mapping[int, Match]
    today: date
    cohort: str | None = None
    skip: bool = True
    """Rows with problems stay out; otherwise they come in without their damaged values."""

    @property
    def out(self) -> tuple[RosterRow, ...]:
        """The rows that would not come in."""
        return left_out(self.roster, skip_problem_rows=self.skip)

    def state_of(self, row: RosterRow) -> State:
        """Problems first: they need a hand, whoever it is."""
        if row.problems:
            return State.FIX
        return State.KNOWN if row.row in self.known else State.READY

    def kept_names(self) -> dict[int, str]:
        """The names, by row, that known people keep though the file spells them otherwise."""
        known = (row for row in self.roster.rows if self.state_of(row) is State.KNOWN)
        return {row: kept.known for row, kept in kept_names(known, self.known).items()}

    def counts(self) -> dict[State, int]:
        """How many rows are in each state."""
        found = [self.state_of(row) for row in self.roster.rows]
        return {state: found.count(state) for state in State}

    def groups(self) -> dict[tuple[Field, ProblemCode], list[tuple[RosterRow, Problem]]]:
        """Problems by value and cause: first whom a row means, then the most frequent."""
        found: dict[tuple[Field, ProblemCode], list[tuple[RosterRow, Problem]]] = {}
        for row in self.roster.rows:
            for problem in row.problems:
                found.setdefault((problem.field, problem.code), []).append((row, problem))
        return dict(sorted(found.items(), key=lambda item: (item[0][1] not in OF_THE_CENTRE, -len(item[1]))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an import did, and where the rows left out lie."""

    imported: Imported
    rejects: Path | None = None
    problem: UserError | None = None
    """Why the workbook of rows left out could not be written; the import itself is done."""
    unsaved: UserError | None = None
    """Why the state from before could not be backed up; the import itself is done."""


def read(desk: Desk, plan: Plan, before: Draft | None = None) -> Draft:
    """Read the file; the choices of `before` that are not about reading stay.

    Raises UserError as exchange.roster.check does.
    """
    with desk.store.read() as session:
        today = local_now(session, desk.now()).date()
        roster = check(
            plan.path, today=today, columns=plan.columns, sheet=plan.sheet, header_row=plan.header_row
        )
        found = recognise(session, roster)
    draft = Draft(plan=plan, roster=found.roster, known=found.matches, today=today)
    return replace(draft, cohort=before.cohort, skip=before.skip) if before else draft


def corrected(desk: Desk, draft: Draft, row: int, name: Field, text: str) -> Draft:
    """The draft with one value typed anew."""
    roster = correct(draft.roster, row, name, text, today=draft.today)
    return looked_up(desk, replace(draft, roster=roster))


def looked_up(desk: Desk, draft: Draft) -> Draft:
    """The draft beside the people who are known now."""
    with desk.store.read() as session:
        found = recognise(session, draft.roster)
    return replace(draft, roster=found.roster, known=found.matches)


def carry_out(desk: Desk, draft: Draft, stop: Event, work: Work) -> Outcome | None:
    """Import as one act; None when it was stopped, and then nothing is stored."""

    def tick(done: int, total: int) -> None:
        work.progress(done, total)
        if stop.is_set():
            raise Cancelled

    label = _("Impor {file}").format(file=place_name(draft.plan.path.name))
    try:
        unsaved = back_up_before(
            desk.store, reason=Reason.IMPORT, at=desk.now(), step=lambda: tick(0, len(draft.roster.rows))
        )
        with desk.store.write(label, source="import") as session:
            imported = import_roster(
                session, draft.roster, cohort=draft.cohort, skip_problem_rows=draft.skip, tick=tick
            )
            tick(len(draft.roster.rows), len(draft.roster.rows))
    except Cancelled:
        return None
    if not imported.left_out:
        return Outcome(imported=imported, unsaved=unsaved)
    path = rejects_path(draft.plan.path)
    try:
        save_rejects(desk, draft, imported, path)
    except UserError as error:
        return Outcome(imported=imported, problem=error, unsaved=unsaved)
    return Outcome(imported=imported, rejects=path, unsaved=unsaved)


def rejects_path(path: Path) -> Path:
    """Beside the file it came from."""
    return path.with_name(_("{name} - belum masuk.xlsx").format(name=path.stem))


def save_rejects(desk: Desk, draft: Draft, imported: Imported, path: Path) -> None:
    """Write rows left out in the file's own layout, each with its reasons, once it is on record.

    Raises UserError as exchange.rejects.write_rejects and Store.write do.
    """
    rows = imported.left_out
    reasons = {row.row: [describe(problem) for problem in row.problems] for row in rows}
    permit = record(desk.store, Way.REJECTS, imported.known_out, where=path.name, at=desk.now())
    write_rejects(draft.roster, rows, reasons, path, permit)
