"""Everything the centre holds about one person, as a paper for that person, or as JSON."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from reportlab.lib.pagesizes import A4

from lpk_desktop.documents.files import write_file
from lpk_desktop.documents.flow import HIGH, Flow, Part
from lpk_desktop.documents.layout import Paper, new_canvas
from lpk_desktop.domain.privacy import without_numbers
from lpk_desktop.errors import UserError
from lpk_desktop.language import _, counted
from lpk_desktop.messages.fields import field_words, value_words
from lpk_desktop.messages.history import computer_words, event_words, moment_words
from lpk_desktop.messages.privacy import way_words
from lpk_desktop.services.own_data import OwnData, OwnPlace, Values, as_json
from lpk_desktop.services.privacy import Permit

SUFFIXES = (".pdf", ".json")
_SILENT = frozenset({"nik_state", "photo_id", "content", "payload", "blob_id", "letter", "serial", "series"})
"""What says nothing to people, or is for machines; the JSON has it."""


def check_name(path: Path) -> None:
    """Raise UserError("own-data-suffix", file) for a file that is neither .pdf nor .json."""
    if path.suffix.lower() not in SUFFIXES:
        raise UserError("own-data-suffix", file=without_numbers(path.name))


def write_own_data(data: OwnData, path: Path, permit: Permit) -> None:
    """Write one person's data, as its name says: .pdf to read, .json for another program.

    Raises UserError: "own-data-suffix" (file), "file-not-writable" (file).
    """
    check_name(path)
    content = as_json(data) if path.suffix.lower() == ".json" else render(data)
    write_file(content, path, permit)


def render(data: OwnData) -> bytes:
    """A PDF in A4 portrait, in the language of the screen, as many pages as it takes."""
    out = io.BytesIO()
    name = data.person["name"] or ""
    canvas = new_canvas(out, title=_("Data {name}").format(name=name), author=data.centre, size=A4)
    flow = Flow(Paper(canvas, HIGH), foot=_("{centre} · data {name}").format(centre=data.centre, name=name))
    flow.title(name, _("Seluruh data yang disimpan {centre}, per {moment}").format(
        centre=data.centre, moment=moment_words(data.made_at)
    ))  # fmt: skip
    for part in _parts(data):
        flow.part(part)
    flow.end_page()
    canvas.save()
    return out.getvalue()


def _parts(data: OwnData) -> Iterable[Part]:
    yield Part(title=_("Data diri"), lines=_facts(data.person))
    for document in data.documents:
        yield Part(title=_("Dokumen"), lines=_facts(document))
    for place in data.places:
        yield from _place(place)
    changes = [
        (f"{moment_words(each.at)}", f"{event_words(each)} ({each.by or '–'})") for each in data.events
    ]
    yield Part(title=_("Riwayat perubahan"), lines=changes)
    seen = [
        (
            moment_words(each.at),
            f"{way_words(each.way, each.detail)} ({each.by or '–'}, {computer_words(each.computer)})",
        )
        for each in data.accesses
    ]
    yield Part(title=_("Siapa melihat atau mengambil data ini"), lines=seen)


def _place(place: OwnPlace) -> Iterable[Part]:
    yield Part(title=f"{place.cohort} · {place.programme}", lines=_facts(place.values))
    days = [
        (
            _day(mark["day"], f"{mark['start']}"),
            _joined({**mark, "minutes_late": _minutes(mark["minutes_late"])}, "code", "minutes_late", "note"),
        )
        for mark in place.marks
    ]
    yield Part(title=_("Kehadiran: {cohort}").format(cohort=place.cohort), lines=days)
    told = ("result", "score", "assessor", "day", "note")
    results = [
        (each["unit"] or each["title"] or "–", _joined(each, *(["title"] if each["unit"] else []), *told))
        for each in place.results
    ]
    yield Part(title=_("Hasil: {cohort}").format(cohort=place.cohort), lines=results)
    for certificate in place.certificates:
        title = _("Sertifikat {number}").format(number=certificate["number"])
        yield Part(title=title, lines=_facts(certificate))
    for printing in place.printings:
        yield Part(title=_("Dicetak: {number}").format(number=printing["number"]), lines=_facts(printing))


def _minutes(text: str | None) -> str | None:
    return counted("{count} menit", int(text)) if text else None


def _day(day: str | None, start: str) -> str:
    return f"{value_words('day', day)} {start[:5].replace(':', '.')}"


def _joined(values: Values, *fields: str) -> str:
    found = ((each, values.get(each)) for each in fields)
    return ", ".join(value_words(name, text) for name, text in found if text) or "–"


def _facts(values: Values) -> list[tuple[str, str]]:
    return [
        (
            field_words(name),
            moment_words(datetime.fromisoformat(text)) if name == "at" else value_words(name, text),
        )
        for name, text in values.items()
        if text is not None and name not in _SILENT
    ]
