"""Where the table begins: the sheet, the rows of headings, the headings."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from lpk_desktop.domain.people import Sex, read_sex
from lpk_desktop.exchange.headings import Heading, Meaning, read_heading
from lpk_desktop.exchange.tables import Cell, Row, Table, is_blank, text_of

DEEPEST = 100  # rows in which the headings are sought
TALLEST = 3  # rows of headings
SURE = 0.5  # fit from which a heading counts
_EXTRA_ROW = 0.3  # what a further row of headings must bring
_BOUND_ROWS = 1.5  # what rows of headings gain from cells merged down through them
_LONGEST = 90  # characters; more is a sentence
_RECENT = re.compile(r"peserta|nominatif|roster|daftar|trainee|participant", re.IGNORECASE)
_STALE = re.compile(
    r"lama|old|contoh|template|arsip|backup|salinan|copy|referensi|master|sampul|cover", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingText:
    """A heading as written, and the group heading over it."""

    text: str
    above: str = ""

    @property
    def meaning(self) -> Heading:
        """What the two say together."""
        return read_heading(self.text, self.above)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The rows of headings of one table: 0-based, both ends inside; -1 and -1 where there are none."""

    table: Table
    top: int
    bottom: int
    headings: tuple[HeadingText, ...]
    score: float

    @property
    def data(self) -> Sequence[Row]:
        """The rows below the headings."""
        return self.table.rows[self.bottom + 1 :]

    @property
    def promise(self) -> float:
        """How much this table promises to be the roster: good headings, many rows, a telling name."""
        name = self.table.name or ""
        hint = 0.5 if _STALE.search(name) else 1.25 if _RECENT.search(name) else 1.0
        rows = sum(sum(not is_blank(cell) for cell in row) >= 2 for row in self.data)
        return self.score * math.log2(1 + rows) * hint


def find_header(table: Table) -> Header | None:
    """The rows of headings of a table, or None where no row names a person's data."""
    best: Header | None = None
    for header in _candidates(table):
        if best is None or header.score > best.score:
            best = header
    return best


def header_at(table: Table, bottom: int) -> Header:
    """The headings that end in row `bottom` (0-based), however little they say; one to three rows tall."""
    found = [header for height in range(1, TALLEST + 1) if (header := _header(table, bottom, height))]
    return max(found, key=lambda header: header.score)


def without_header(table: Table) -> Header:
    """A table whose first row is already data."""
    width = len(table.rows[0]) if table.rows else 0
    return Header(table=table, top=-1, bottom=-1, headings=(HeadingText(text=""),) * width, score=1.0)


def _candidates(table: Table) -> Iterator[Header]:
    for bottom in range(min(DEEPEST, len(table.rows))):
        if not _may_be_headings(table.rows[bottom]):
            continue
        for height in range(1, TALLEST + 1):
            header = _header(table, bottom, height)
            if header and _names_people(header):
                yield header


def _header(table: Table, bottom: int, height: int) -> Header | None:
    top = bottom - height + 1
    if top < 0 or not all(
        _may_head_groups(table.rows[row], table.rows[bottom]) for row in range(top, bottom)
    ):
        return None
    headings = tuple(_headings(table.rows[top : bottom + 1]))
    score = _score(headings) - _EXTRA_ROW * (height - 1)
    if height > 1 and _are_bound(table, top, bottom):
        score += _BOUND_ROWS
    return Header(table=table, top=top, bottom=bottom, headings=headings, score=score)


def _are_bound(table: Table, top: int, bottom: int) -> bool:
    """Whether the layout itself says that these rows are one: merged down, or boxes L and P below a group."""
    if any(merge.top >= top and merge.bottom == bottom and merge.top < bottom for merge in table.merges):
        return all(merge.bottom <= bottom for merge in table.merges if top <= merge.top <= bottom)
    labels = [text_of(cell) for cell in table.rows[bottom] if not is_blank(cell)]
    return len(labels) == 2 and {read_sex(label).value for label in labels} == {Sex.MALE, Sex.FEMALE}


def _may_be_headings(row: Row) -> bool:
    texts = [text_of(cell) for cell in row if not is_blank(cell)]
    return bool(texts) and not any(map(_is_data, row)) and all(len(text) <= _LONGEST for text in texts)


def _is_data(cell: Cell) -> bool:
    if isinstance(cell, date | time | float):
        return not (isinstance(cell, float) and cell < 1000)
    return sum(map(str.isdigit, text_of(cell))) >= 8 or "@" in text_of(cell)


def _may_head_groups(row: Row, lowest: Row) -> bool:
    """Whether a row above the last one belongs to the headings, and is no title over the whole table."""
    filled = [index for index, cell in enumerate(row) if not is_blank(cell)]
    if not filled or not _may_be_headings(row):
        return False
    below = sum(not is_blank(cell) for cell in lowest[filled[0] :])
    return len(filled) > 1 or below <= max(3, len(row) // 2)


def _headings(rows: Sequence[Row]) -> Iterator[HeadingText]:
    groups = [_spread(row, rows[depth + 1 :]) for depth, row in enumerate(rows[:-1])]
    for index, cell in enumerate(rows[-1]):
        texts = [group[index] for group in groups] + [text_of(cell)]
        while len(texts) > 1 and not texts[-1].strip():
            texts.pop()
        above = " ".join(dict.fromkeys(text for text in texts[:-1] if text.strip() and text != texts[-1]))
        yield HeadingText(text=texts[-1], above=above)


def _spread(row: Row, below: Sequence[Row]) -> list[str]:
    """A row of group headings with each text written over all columns of its group.

    A merged cell shows its text in its first column only, so a blank takes the text at its left as long
    as there are headings below both.
    """
    spread: list[str] = []
    for index, cell in enumerate(row):
        if (
            is_blank(cell)
            and spread
            and _is_filled_below(below, index)
            and _is_filled_below(below, index - 1)
        ):
            spread.append(spread[-1])
        else:
            spread.append(text_of(cell))
    return spread


def _is_filled_below(below: Sequence[Row], index: int) -> bool:
    """Whether any lower row of headings has a text in this column."""
    return any(not is_blank(lower[index]) for lower in below)


def _best_meanings(headings: Sequence[HeadingText]) -> dict[Meaning, float]:
    found: dict[Meaning, float] = {}
    for heading in headings:
        fits = heading.meaning.fits if heading.text.strip() else {}
        if fits:
            meaning = max(fits, key=lambda one: fits[one])
            found[meaning] = max(found.get(meaning, 0.0), fits[meaning])
    return {meaning: fit for meaning, fit in found.items() if fit >= SURE}


def _score(headings: Sequence[HeadingText]) -> float:
    return sum(_best_meanings(headings).values())


def _names_people(header: Header) -> bool:
    meanings = _best_meanings(header.headings)
    texts = sum(bool(heading.text.strip()) for heading in header.headings)
    known = Meaning.NAME in meanings or Meaning.NIK in meanings
    return known and (len(meanings) >= 2 or texts == 1)


def repeats_headings(row: Row, header: Header) -> bool:
    """Whether a row below the headings says them once more, as at the top of a further page."""
    shown = [(index, _squeezed(cell)) for index, cell in enumerate(row) if not is_blank(cell)]
    rows = header.table.rows[header.top : header.bottom + 1] if header.bottom >= 0 else ()
    same = sum(any(_squeezed(above[index]) == text for above in rows) for index, text in shown)
    if not shown or same >= 0.7 * len(shown):
        return bool(shown and rows)
    if len(shown) < 3 or not _may_be_headings(row):
        return False
    return _score([HeadingText(text=text_of(cell)) for cell in row]) >= max(2.0, 0.6 * header.score)


def _squeezed(cell: Cell) -> str:
    return " ".join(text_of(cell).casefold().split())
