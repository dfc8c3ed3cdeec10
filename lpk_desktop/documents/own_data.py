"""Everything the centre holds about one person, as a paper for that person, or as JSON."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from reportlab.lib.pagesizes import A4

from lpk_desktop.documents.layout import Face, Paper, Style, known, new_canvas, wrap
from lpk_desktop.domain import formatting
from lpk_desktop.errors import UserError
from lpk_desktop.language import _, counted, current_language
from lpk_desktop.messages.fields import field_words, value_words
from lpk_desktop.messages.history import computer_words, event_words, moment_words
from lpk_desktop.messages.privacy import way_words
from lpk_desktop.services.own_data import OwnData, OwnPlace, Values, as_json
from lpk_desktop.services.privacy import Permit, hand_over

SUFFIXES = (".pdf", ".json")
_WIDE, _HIGH = 210.0, 297.0
_LEFT, _RIGHT, _TOP, _END = 18.0, 192.0, 20.0, 278.0
_INK, _QUIET, _LINE = "#15171A", "#55585E", "#C9CBD0"
_TITLE = Style(face=Face.SANS_SEMIBOLD, size=15, colour=_INK)
_HEADING = Style(face=Face.SANS_SEMIBOLD, size=10.5, colour=_INK)
_NAME = Style(face=Face.SANS, size=8.4, colour=_QUIET)
_TEXT = Style(face=Face.SANS, size=8.4, colour=_INK)
_LEADING = 4.3
_NAMES = 46.0
"""Room for the name of a fact, and for the day of a line of history."""
_SILENT = frozenset({"nik_state", "photo_id", "content", "payload", "blob_id", "letter", "serial", "series"})
"""What says nothing to people, or is for machines; the JSON has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A heading with lines of two columns under it."""

    title: str
    lines: Sequence[tuple[str, str]] = field(default_factory=tuple)


def check_name(path: Path) -> None:
    """Raise UserError("own-data-suffix", file) for a file that is neither .pdf nor .json."""
    if path.suffix.lower() not in SUFFIXES:
        raise UserError("own-data-suffix", file=path.name)


def write_own_data(data: OwnData, path: Path, permit: Permit) -> None:
    """Write one person's data, as its name says: .pdf to read, .json for another program.

    Raises UserError: "own-data-suffix" (file), "file-not-writable" (file).
    """
    check_name(path)
    content = as_json(data) if path.suffix.lower() == ".json" else render(data)
    try:
        hand_over(content, path, permit)
    except OSError as error:
        raise UserError("file-not-writable", file=str(path)) from error


def render(data: OwnData) -> bytes:
    """A PDF in A4 portrait, in the language of the screen, as many pages as it takes."""
    out = io.BytesIO()
    name = data.person["name"] or ""
    canvas = new_canvas(out, title=_("Data {name}").format(name=name), author=data.centre, size=A4)
    flow = _Flow(Paper(canvas, _HIGH), foot=_("{centre} · data {name}").format(centre=data.centre, name=name))
    flow.title(name, _("Seluruh data yang disimpan {centre}, per {moment}").format(
        centre=data.centre, moment=moment_words(data.made_at)
    ))  # fmt: skip
    for part in _parts(data):
        flow.part(part)
    flow.end_page()
    canvas.save()
    return out.getvalue()


def _parts(data: OwnData) -> Iterable[_Part]:
    yield _Part(title=_("Data diri"), lines=_facts(data.person))
    for document in data.documents:
        yield _Part(title=_("Dokumen"), lines=_facts(document))
    for place in data.places:
        yield from _place(place)
    changes = [
        (f"{moment_words(each.at)}", f"{event_words(each)} ({each.by or '–'})") for each in data.events
    ]
    yield _Part(title=_("Riwayat perubahan"), lines=changes)
    seen = [
        (
            moment_words(each.at),
            f"{way_words(each.way, each.detail)} ({each.by or '–'}, {computer_words(each.computer)})",
        )
        for each in data.accesses
    ]
    yield _Part(title=_("Siapa melihat atau mengambil data ini"), lines=seen)


def _place(place: OwnPlace) -> Iterable[_Part]:
    yield _Part(title=f"{place.cohort} · {place.programme}", lines=_facts(place.values))
    days = [
        (
            _day(mark["day"], f"{mark['start']}"),
            _joined({**mark, "minutes_late": _minutes(mark["minutes_late"])}, "code", "minutes_late", "note"),
        )
        for mark in place.marks
    ]
    yield _Part(title=_("Kehadiran: {cohort}").format(cohort=place.cohort), lines=days)
    told = ("result", "score", "assessor", "day", "note")
    results = [
        (each["unit"] or each["title"] or "–", _joined(each, *(["title"] if each["unit"] else []), *told))
        for each in place.results
    ]
    yield _Part(title=_("Hasil: {cohort}").format(cohort=place.cohort), lines=results)
    for certificate in place.certificates:
        title = _("Sertifikat {number}").format(number=certificate["number"])
        yield _Part(title=title, lines=_facts(certificate))
    for printing in place.printings:
        yield _Part(title=_("Dicetak: {number}").format(number=printing["number"]), lines=_facts(printing))


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


class _Flow:
    """Lines under each other, from page to page."""

    def __init__(self, paper: Paper, *, foot: str) -> None:
        self._paper, self._foot = paper, foot
        self._y, self._page = _TOP, 1

    def title(self, name: str, line: str) -> None:
        """The head of the first page."""
        for row in wrap(known(name, _TITLE.face), _TITLE, _RIGHT - _LEFT):
            self._paper.text(_LEFT, self._y, row, _TITLE)
            self._y += 7
        self._write(_LEFT, line, _NAME, _RIGHT - _LEFT)
        self._y += 3

    def part(self, part: _Part) -> None:
        """A heading and its lines; a heading without lines says that there is nothing."""
        self._need(4 * _LEADING)
        self._y += 3
        self._write(_LEFT, part.title, _HEADING, _RIGHT - _LEFT)
        self._paper.line((_LEFT, self._y - 2.2), (_RIGHT, self._y - 2.2), weight=0.15, ink=_LINE)
        self._y += 1.6
        for name, text in part.lines or ((_("Tidak ada"), ""),):
            self._line(name, text)

    def end_page(self) -> None:
        """Number the page."""
        number = formatting.number(self._page, language=current_language())
        self._paper.text(_LEFT, 287, known(self._foot, _NAME.face), _NAME)
        self._paper.text(_RIGHT - 12, 287, _("hal. {number}").format(number=number), _NAME)
        self._paper.canvas.showPage()

    def _line(self, name: str, text: str) -> None:
        left = wrap(known(name, _NAME.face), _NAME, _NAMES - 3)
        right = wrap(known(text, _TEXT.face), _TEXT, _RIGHT - _LEFT - _NAMES)
        for at in range(max(len(left), len(right))):
            self._need(_LEADING)
            for x, lines, style in ((_LEFT, left, _NAME), (_LEFT + _NAMES, right, _TEXT)):
                if at < len(lines):
                    self._paper.text(x, self._y, lines[at], style)
            self._y += _LEADING

    def _write(self, x: float, text: str, style: Style, room: float) -> None:
        for row in wrap(known(text, style.face), style, room):
            self._need(_LEADING)
            self._paper.text(x, self._y, row, style)
            self._y += _LEADING + 0.6

    def _need(self, room: float) -> None:
        if self._y + room > _END:
            self.end_page()
            self._y, self._page = _TOP, self._page + 1
