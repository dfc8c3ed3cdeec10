"""Where the table begins: the sheet, the rows of headings, the headings."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import Enum

from lpk_desktop.exchange.headings import Heading, Meaning, read_heading
from lpk_desktop.exchange.tables import Cell, Row, Table, is_blank, text_of

DEEPEST = 100  # rows in which the headings are sought
TALLEST = 3  # rows of headings
SURE = 0.5  # fit from which a heading counts
_EXTRA_ROW = 0.3  # what a further row of headings must bring
_BOUND_ROWS = 1.5  # what rows of headings gain from cells merged down through them
_SAME_TABLE = 0.7  # share of the best score from which earlier headings count as those of the same table
_REPEATED = 0.7  # share of a row's cells that must be headings
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
    found = list(_candidates(table))
    if not found:
        return None
    best = max(found, key=lambda header: header.score)
    # A later page may spell its headings better; the people above it still belong to the table.
    above = [header for header in found if _has_people_before(header, best)]
    return max(above, key=lambda header: header.score, default=best)


def _has_people_before(header: Header, best: Header) -> bool:
    between = header.table.rows[header.bottom + 1 : best.top]
    return header.score >= _SAME_TABLE * best.score and not all(all(map(is_blank, row)) for row in between)


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
    """Whether the layout itself says that these rows are one."""
    down = [merge for merge in table.merges if top <= merge.top <= bottom and merge.top < merge.bottom]
    if down:
        return all(merge.bottom <= bottom for merge in down) and any(merge.bottom == bottom for merge in down)
    return top == bottom - 1 and _stands_below_groups(table.rows[bottom], table.rows[top])


def _stands_below_groups(low: Row, high: Row) -> bool:
    """Whether a row has words only below groups: under a heading that leaves the cells at its right blank."""
    filled = [index for index, cell in enumerate(low) if not is_blank(cell)]
    if len(filled) < 2 or any(char.isdigit() for index in filled for char in text_of(low[index])):
        return False
    alone = [index for index in filled if not is_blank(high[index]) and not _goes_on(low, high, index)]
    return not alone and sum(not is_blank(cell) for cell in high) > 1


def _goes_on(low: Row, high: Row, index: int) -> bool:
    return index + 1 < len(low) and is_blank(high[index + 1]) and not is_blank(low[index + 1])


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
        reading = heading.meaning
        best = _best(reading) if heading.text.strip() else None
        if best:
            found[best] = max(found.get(best, 0.0), reading.fits[best])
    return found


def _score(headings: Sequence[HeadingText]) -> float:
    return sum(_best_meanings(headings).values())


def _names_people(header: Header) -> bool:
    meanings = _best_meanings(header.headings)
    texts = sum(bool(heading.text.strip()) for heading in header.headings)
    known = Meaning.NAME in meanings or Meaning.NIK in meanings
    return known and (len(meanings) >= 2 or texts == 1)


class Repeat(Enum):
    """What a row of headings below the headings stands for."""

    SAME = "same"  # the table goes on, as at the top of a further page
    OTHER = "other"  # another table begins: a committee, or the same people in another order of columns


def repeat_of(row: Row, header: Header) -> Repeat | None:
    """Whether a row below the headings is a row of headings itself, and of which table."""
    shown = {index: text_of(cell) for index, cell in enumerate(row) if not is_blank(cell)}
    if header.bottom < 0 or not shown:
        return None
    above = header.table.rows[header.top : header.bottom + 1]
    same = sum(any(_squeezed(line[at]) == _squeezed(text) for line in above) for at, text in shown.items())
    if same >= _REPEATED * len(shown):
        return Repeat.SAME
    if len(shown) < 2 or not _may_be_headings(row):
        return None
    readings = {at: read_heading(text) for at, text in shown.items()}
    known = sum(one.best >= SURE or one.counter or not one.vague for one in readings.values())
    meanings = {at: _best(one) for at, one in readings.items()}
    if Meaning.NAME not in meanings.values() or known < _REPEATED * len(shown):
        return None
    differ = [at for at, meaning in meanings.items() if _best(header.headings[at].meaning) is not meaning]
    moved = any(meanings[at] for at in differ)
    return Repeat.OTHER if moved or len(differ) > (1 - _REPEATED) * len(shown) else Repeat.SAME


def _best(heading: Heading) -> Meaning | None:
    best = max(heading.fits, key=lambda meaning: heading.fits[meaning], default=None)
    return best if best and heading.fits[best] >= SURE else None


def _squeezed(cell: Cell) -> str:
    return " ".join(text_of(cell).casefold().split())
