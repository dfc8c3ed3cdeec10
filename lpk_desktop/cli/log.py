"""`history`, `undo` and `check`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated

import typer

from lpk_desktop.cli.context import context, say, today
from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.messages.doubles import pair_words, shared_cohort_words, shared_number_words
from lpk_desktop.services import doubles
from lpk_desktop.storage import history
from lpk_desktop.storage.history import ActId
from lpk_desktop.storage.store import Session


def add_to(app: typer.Typer) -> None:
    """Register these commands."""
    app.command("history", help=_("Riwayat: apa yang dilakukan, siapa, kapan."))(show_history)
    app.command(help=_("Mengurungkan satu tindakan."))(undo)
    app.command(help=_("Memeriksa berkas, riwayat, dan kunci."))(check)


def show_history(
    ctx: typer.Context,
    row: Annotated[str | None, typer.Option(help=_("Id baris."))] = None,
    limit: Annotated[int, typer.Option(help=_("Jumlah paling banyak."))] = 50,
) -> None:
    """The latest acts, or every change of one row. Values of NIK and KPJ are masked."""
    shared = context(ctx)
    with shared.store() as store, store.read() as session:
        if row is None:
            acts = history.acts(session, limit=limit)
            shared.answer(
                [
                    {
                        "transaction": _name(act.id),
                        "label": act.label,
                        "author": act.author,
                        "at": act.at.isoformat(),
                        "source": act.source,
                        "changes": act.changes,
                    }
                    for act in acts
                ],
                *(
                    f"{_name(act.id):>10}  {act.at:%Y-%m-%d %H:%M}  {act.label}  ({act.changes})"
                    for act in acts
                ),
            )
            return
        lines = history.row_history(session, row=_row_id(row))[:limit]
    shared.answer(
        [
            {
                "transaction": _name(line.act),
                "at": line.at.isoformat(),
                "author": line.author,
                "label": line.label,
                "table": line.table,
                "op": line.op.value,
                "field": line.field,
                "before": _masked(line.field, line.before),
                "after": _masked(line.field, line.after),
            }
            for line in lines
        ],
        *(
            f"{line.at:%Y-%m-%d %H:%M}  {line.author or '–'}  {line.field or line.op.value}: "
            f"{_masked(line.field, line.before)} → {_masked(line.field, line.after)}"
            for line in lines
        ),
    )


def undo(
    ctx: typer.Context,
    transaction: Annotated[
        str | None, typer.Argument(help=_("Nomor dari history; tanpa nomor: yang terakhir."))
    ] = None,
) -> None:
    """Take one act back; what somebody changed since stays and is named."""
    shared = context(ctx)
    with shared.store() as store:
        with store.read() as session:
            act = _act(transaction) if transaction else history.next_undo(session, store.author)
            if act is None:
                raise UserError("nothing-to-undo")
            label = history.label_of(session, act)
        with store.write(_("Urungkan: {label}").format(label=label), source="undo", undoes=act) as session:
            undone = history.undo(session, act)
    for table, row in undone.left:
        say(_("Dibiarkan, karena sudah diubah lagi: {table} {row}").format(table=table, row=row))
    shared.answer(
        {
            "transaction": _name(act),
            "label": undone.label,
            "touched": undone.touched,
            "left": list(undone.left),
        },
        _("Diurungkan: {label} ({count} perubahan)").format(label=undone.label, count=undone.touched),
    )


def check(ctx: typer.Context) -> None:
    """Check file, log and stamps; status 1 when something is wrong.

    What stands here twice since two computers worked apart is told too: it is for people to decide, and
    no fault of the file.
    """
    from lpk_desktop.storage.checking import check as check_store  # noqa: PLC0415

    shared = context(ctx)
    with shared.store() as store:
        report = check_store(store)
        on = today(store)
        with store.read() as session:
            twice = list(_doubles(session, on))
    findings = [{"code": each.code, **each.facts} for each in report.findings]
    shared.answer(
        {
            "clean": report.clean,
            "counts": dict(report.counts),
            "findings": findings,
            "doubles": [document for document, _words in twice],
        },
        *(str(finding) for finding in findings),
        *(words for _document, words in twice),
        _("Bersih.") if report.clean else _("Ada yang perlu diperiksa."),
    )
    if not report.clean:
        raise typer.Exit(1)


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
        words = _("Nomor {number} dipakai {count} kelas: {which}. Beri salah satu nomor lain.")
        yield (
            document,
            words.format(number=shared.number, count=len(cohorts), which=shared_cohort_words(shared)),
        )
    for found in doubles.numbers_twice(session):
        names = list(found.names)
        document = {"code": "list-number-shared", "cohort": found.cohort, "number": found.number}
        words = _("Nomor urut ganda di {cohort}, {number}. Beri salah satu nomor baru di daftar kelas.")
        yield document | {"names": names}, words.format(cohort=found.short, number=shared_number_words(found))


def _row_id(text: str) -> str:
    found = text.replace("-", "").lower()
    if not re.fullmatch(r"[0-9a-f]{32}", found):
        raise UserError("no-such-row", row=text[:40])
    return found


def _masked(field: str | None, value: object) -> object:
    if field in {"nik", "kpj"} and isinstance(value, str):
        return f"•••• {value[-4:]}"
    return value


def _name(act: ActId) -> str:
    return f"{act[0]}.{act[1]}"


def _act(text: str) -> ActId:
    origin, _dot, number = text.partition(".")
    if not (origin.isdigit() and number.isdigit()):
        raise UserError("no-such-act")
    return int(origin), int(number)
