"""`history`, `undo` and `check`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from lpk_desktop.cli.context import context, now, say, today
from lpk_desktop.cli.naming import row_id, trainee_named
from lpk_desktop.domain.privacy import without_numbers
from lpk_desktop.errors import UserError
from lpk_desktop.language import N_, _, counted
from lpk_desktop.messages import sentence as error_sentence
from lpk_desktop.messages.doubles import pair_words, shared_cohort_words, shared_number_words
from lpk_desktop.messages.findings import finding_advice, finding_words
from lpk_desktop.messages.history import computer_words, event_words, left_words, line_words, sentence
from lpk_desktop.services import doubles
from lpk_desktop.services.history import PastEvent, latest_acts, row_events, trainee_history
from lpk_desktop.services.undoing import Undoing, look_ahead, take_back
from lpk_desktop.storage import history
from lpk_desktop.storage.history import ActId, PastAct
from lpk_desktop.storage.store import Session, Store
from lpk_desktop.terminal.helping import Program

if TYPE_CHECKING:
    from lpk_desktop.storage.findings import Finding, Report


def add_to(app: Program) -> None:
    """Register these commands."""
    app.command("history", help=N_("Riwayat: apa yang dilakukan, siapa, kapan."))(show_history)
    app.command(help=N_("Mengurungkan satu tindakan."))(undo)
    app.command(help=N_("Memeriksa data, riwayat, isi berkas, dan kunci."))(check)


def show_history(
    ctx: typer.Context,
    table: Annotated[
        str | None, typer.Option(help=N_("Jenis baris, misalnya trainee."), metavar=N_("JENIS"))
    ] = None,
    row: Annotated[str | None, typer.Option(help=N_("Id baris."), metavar=N_("ID"))] = None,
    trainee: Annotated[
        str | None, typer.Option(help=N_("Nama atau id peserta."), metavar=N_("PESERTA"))
    ] = None,
    limit: Annotated[int, typer.Option(help=N_("Jumlah paling banyak."), metavar=N_("ANGKA"), min=1)] = 50,
) -> None:
    """The latest acts, or what happened to one row or person. Values of NIK and KPJ are masked."""
    shared = context(ctx)
    with shared.store() as store, store.read() as session:
        if row is None and trainee is None:
            acts = latest_acts(session, limit=limit)
            shared.answer([_act_facts(act) for act in acts], *(_act_line(act) for act in acts))
            return
        events = (
            trainee_history(session, trainee_named(session, trainee))
            if trainee is not None
            else row_events(session, row_id(row or ""))
        )
    if row is not None and any(event.subject.kind != (table or event.subject.kind) for event in events):
        raise UserError("no-such-row", row=without_numbers(f"{table} {row}")[:60])
    shared.answer([_facts(event) for event in events[:limit]], *(sentence(each) for each in events[:limit]))


def undo(
    ctx: typer.Context,
    transaction: Annotated[
        str | None,
        typer.Argument(help=N_("Nomor dari history; tanpa nomor: yang terakhir."), metavar=N_("NOMOR")),
    ] = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Hanya menunjukkan apa yang akan terjadi."))
    ] = False,
) -> None:
    """Take one act back; what has to stay is named with its reason."""
    shared = context(ctx)
    with shared.store() as store:
        with store.read() as session:
            act = _act(transaction) if transaction else history.next_undo(session, store.author)
            if act is None:
                raise UserError("nothing-to-undo")
            undoing = look_ahead(session, act)
        if not dry_run:
            label = _("Urungkan: {label}").format(label=undoing.label)
            with store.write(label, source="undo", undoes=act) as session:
                undoing = take_back(session, act)
    shared.answer(
        {
            "transaction": _name(act),
            "label": undoing.label,
            "done": not dry_run,
            "touched": undoing.rows,
            "changes": [line_words(line) for line in undoing.lines],
            "left": [
                {
                    "table": left.subject.kind,
                    "row": left.subject.row,
                    "why": left.why,
                    "words": left_words(left),
                }
                for left in undoing.left
            ],
        },
        _done(undoing, dry_run=dry_run),
        *(f"  {line_words(line)}" for line in undoing.lines),
        *([_("Dibiarkan:")] if undoing.left else []),
        *(f"  {left_words(left)}" for left in undoing.left),
    )


def _done(undoing: Undoing, *, dry_run: bool) -> str:
    if dry_run:
        return counted("Akan diurungkan: {label} ({count} perubahan)", undoing.rows, label=undoing.label)
    return counted("Diurungkan: {label} ({count} perubahan)", undoing.rows, label=undoing.label)


def check(
    ctx: typer.Context,
    repair: Annotated[  # noqa: FBT002
        bool, typer.Option("--repair", help=N_("Membetulkan yang dapat dibuktikan."))
    ] = False,
) -> None:
    """Check file, log, files and keys, and repair what can be proved; status 1 when something is wrong.

    What stands here twice since two computers worked apart is told too: it is for people to decide, and
    no fault of the file.
    """
    from lpk_desktop.storage.checking import check as check_store  # noqa: PLC0415

    shared = context(ctx)
    with shared.store() as store:
        mended, report = _repaired(store) if repair else ((), check_store(store))
        on = today(store)
        with store.read() as session:
            twice = list(_doubles(session, on))
    findings = [
        {"code": each.code, **each.facts, "advice": finding_advice(each.code.value)}
        for each in report.findings
    ]
    shared.answer(
        {
            "clean": report.clean,
            "counts": dict(report.counts),
            "findings": findings,
            "repaired": [{"code": each.code, **each.facts} for each in mended],
            "doubles": [document for document, _words in twice],
        },
        *(_("Dibetulkan: {what}").format(what=finding_words(each.code.value, each.facts)) for each in mended),
        *_finding_lines(report),
        *(words for _document, words in twice),
        _("Bersih.") if report.clean else _("Ada yang perlu diperiksa."),
    )
    if not report.clean:
        raise typer.Exit(1)


def _repaired(store: Store) -> tuple[tuple[Finding, ...], Report]:
    from lpk_desktop.services.repairing import repair  # noqa: PLC0415  needed only here

    done, trouble = repair(store, at=now())
    if trouble is not None:
        say(error_sentence(trouble))
    return done.mended, done.left


def _finding_lines(report: Report) -> Iterator[str]:
    """The findings, those of one kind together, and after them what is safe and what to do."""
    for code in dict.fromkeys(each.code for each in report.findings):
        yield from (finding_words(code, each.facts) for each in report.findings if each.code == code)
        yield f"  {finding_advice(code)}"
    if report.omitted:
        yield counted("Dan {count} lagi seperti itu.", report.omitted)


def _doubles(session: Session, on: date) -> Iterator[tuple[dict[str, object], str]]:
    """Each thing that stands here twice: as a document, and as a sentence that says how to settle it."""
    document: dict[str, object]
    for pair in doubles.people_twice(session):
        people = [{"trainee": each.trainee, "name": each.name} for each in (pair.first, pair.second)]
        document = {"code": "person-twice", "why": pair.why.value, "people": people}
        words = _(
            "Mungkin satu orang: {people}. Periksa di Peserta, lalu gabungkan di sana atau dengan "
            "trainees merge {ids}."
        )
        ids = " ".join(each["trainee"] for each in people)
        yield document, words.format(people=pair_words(pair), ids=ids)
    for shared in doubles.cohorts_twice(session, today=on):
        cohorts = [{"cohort": each.cohort, "title": each.title} for each in shared.cohorts]
        document = {"code": "cohort-number-shared", "number": shared.number, "cohorts": cohorts}
        yield (
            document,
            counted(
                "Nomor {number} dipakai {count} kelas: {which}. Beri salah satu nomor lain.",
                len(cohorts),
                number=shared.number,
                which=shared_cohort_words(shared),
            ),
        )
    for found in doubles.numbers_twice(session):
        names = list(found.names)
        document = {"code": "list-number-shared", "cohort": found.cohort, "number": found.number}
        words = _("Nomor urut ganda di {cohort}, {number}. Beri salah satu nomor baru di daftar kelas.")
        yield document | {"names": names}, words.format(cohort=found.short, number=shared_number_words(found))


def _act_facts(act: PastAct) -> dict[str, object]:
    return {
        "transaction": _name(act.id),
        "label": act.label,
        "author": act.author,
        "at": act.at.isoformat(),
        "source": act.source,
        "changes": act.changes,
    }


def _act_line(act: PastAct) -> str:
    return f"{_name(act.id):>10}  {act.at:%Y-%m-%d %H:%M}  {act.label}  ({act.changes})"


def _facts(event: PastEvent) -> dict[str, object]:
    return {
        "transaction": _name(event.act),
        "at": event.at.isoformat(),
        "author": event.by,
        "computer": computer_words(event.computer),
        "label": event.label,
        "source": event.source,
        "table": event.subject.kind,
        "row": event.subject.row,
        "kind": event.kind,
        "field": event.field or None,
        "before": event.before,
        "after": event.after,
        "words": event_words(event, whose=True),
    }


def _name(act: ActId) -> str:
    return f"{act[0]}.{act[1]}"


def _act(text: str) -> ActId:
    origin, _dot, number = text.partition(".")
    if not (origin.isdigit() and number.isdigit()):
        raise UserError("no-such-act")
    return int(origin), int(number)
