"""Which column fills which field: the heading first, the content as evidence, each field once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from lpk_desktop.domain.people import Sex, read_sex
from lpk_desktop.domain.privacy import without_numbers
from lpk_desktop.errors import UserError
from lpk_desktop.exchange.evidence import Evidence, weigh
from lpk_desktop.exchange.header import Header, HeadingText
from lpk_desktop.exchange.headings import Field, Heading, Meaning
from lpk_desktop.exchange.tables import Row, column_letter, is_blank

_SAMPLE_ROWS = 150
_STRICT = frozenset(
    {Meaning.NIK, Meaning.KPJ, Meaning.SEX, Meaning.BIRTH_DATE, Meaning.BIRTH, Meaning.PHONE, Meaning.EMAIL}
    | {Meaning.TERMINATED}
)
_BY_CONTENT = frozenset(
    {Meaning.NIK, Meaning.KPJ, Meaning.SEX, Meaning.BIRTH_DATE, Meaning.BIRTH, Meaning.PHONE, Meaning.EMAIL}
    | {Meaning.NAME}
)
_BY_CONTENT_UNNAMED = _BY_CONTENT | {Meaning.EMPLOYER, Meaning.ADDRESS, Meaning.EDUCATION}
_BIRTH_FAMILY = (Meaning.BIRTH, Meaning.BIRTH_DATE, Meaning.BIRTH_PLACE)
_CLEAR, _FAINT = 0.5, 0.3  # fits of a heading that stand alone, and with content to bear them out
_BEYOND_DOUBT = 0.9  # fit of a heading that content cannot refute: its cells are reported instead
_BY_CONTENT_FIT = 0.1
_MOST, _SOME = 0.8, 0.5  # shares of a column
_BOX_LABEL = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of the file: its heading as written ("" if it has none) and the fields it fills.

    `tick` is set where the column is one of a pair of boxes, L and P, under a heading for the sex.
    """

    index: int
    heading: str
    fields: tuple[Field, ...] = ()
    counter: bool = False
    tick: Sex | None = None

    @property
    def key(self) -> str:
        """The heading, or the column's letter where there is none."""
        return self.heading if self.heading.strip() else column_letter(self.index)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """All that speaks for one column."""

    index: int
    label: str
    heading: Heading
    evidence: Evidence
    fits: Mapping[Meaning, float]


def assign_columns(header: Header, *, today: date) -> tuple[Column, ...]:
    """Every column of the table with the fields it fills; no field comes from two columns."""
    cases = _cases(header, today=today)
    columns = {case.index: _plain(case) for case in cases}
    taken: set[Field] = set()
    for case, sex in _tick_pairs(cases):
        columns[case.index] = replace(columns[case.index], fields=(Field.SEX,), tick=sex)
        taken.add(Field.SEX)
    claims = [
        (score, case, meaning)
        for case in cases
        for meaning in Meaning
        if (score := _score(case, meaning)) > 0
    ]
    for _claim, case, meaning in sorted(claims, key=lambda claim: (-claim[0], claim[1].index)):
        column = columns[case.index]
        fields = _still_open(case, meaning, taken)
        if fields and not column.fields and not column.counter:
            columns[case.index] = replace(column, fields=fields)
            taken |= set(fields)
    return tuple(columns.values())


def _still_open(case: _Case, meaning: Meaning, taken: set[Field]) -> tuple[Field, ...]:
    """The fields a claim may fill: all or none; of place and date of birth also the one that is there."""
    if not taken & set(meaning.fields):
        return meaning.fields
    if meaning is Meaning.BIRTH:
        for half in (Meaning.BIRTH_PLACE, Meaning.BIRTH_DATE):
            if not taken & set(half.fields) and case.evidence.share(half) >= _SOME:
                return half.fields
    return ()


def override_columns(
    columns: Sequence[Column], chosen: Mapping[int | str, Field | Sequence[Field] | None]
) -> tuple[Column, ...]:
    """The columns with a person's choice in place of the guess, where there is one.

    Keys are headings or 0-based column numbers. Raises UserError roster-unknown-column, and
    roster-field-twice where two columns would then fill one field.
    """
    by_index = {_find(columns, key): _fields(value) for key, value in chosen.items()}
    claimed = {name for fields in by_index.values() for name in fields}
    changed = tuple(
        replace(column, fields=by_index[column.index], tick=None)
        if column.index in by_index
        else replace(column, fields=() if claimed & set(column.fields) else column.fields)
        for column in columns
    )
    filled = [name for column in changed if column.tick is None for name in column.fields]
    twice = next((name for name in filled if filled.count(name) > 1), None)
    if twice:
        raise UserError("roster-field-twice", field=twice.value)
    return changed


def columns_by_heading(columns: Sequence[Column]) -> dict[str, str | tuple[str, ...] | None]:
    """Headings with their fields, in the order of the file; equal headings share one entry."""
    found: dict[str, tuple[str, ...]] = {}
    for column in columns:
        if column.heading.strip() or column.fields:
            names = tuple(name.value for name in column.fields)
            found[column.key] = tuple(dict.fromkeys(found.get(column.key, ()) + names))
    return {
        key: None if not names else names[0] if len(names) == 1 else names for key, names in found.items()
    }


def _find(columns: Sequence[Column], key: int | str) -> int:
    for column in columns:
        same = column.index == key if isinstance(key, int) else _squeezed(column.key) == _squeezed(key)
        if same:
            return column.index
    raise UserError("roster-unknown-column", column=without_numbers(str(key)))


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()


def _fields(value: Field | Sequence[Field] | None) -> tuple[Field, ...]:
    if value is None:
        return ()
    names = (value,) if isinstance(value, str) else tuple(value)
    try:
        return tuple(map(Field, names))
    except ValueError:
        raise UserError("roster-unknown-field", field=without_numbers(" ".join(names))) from None


def _cases(header: Header, *, today: date) -> list[_Case]:
    rows = _sample(header.data)
    evidence = [weigh([row[index] for row in rows], today=today) for index in range(len(header.headings))]
    cases = []
    for index, (label, heading) in enumerate(_labelled(header.headings, evidence)):
        meaning = heading.meaning
        fits = _fits(meaning, evidence[index])
        cases.append(_Case(index=index, label=label, heading=meaning, evidence=evidence[index], fits=fits))
    return cases


def _sample(data: Sequence[Row]) -> list[Row]:
    """Rows that are full enough to be people, not titles and signatures."""
    rows = data[: _SAMPLE_ROWS * 2]
    filled = [sum(not is_blank(cell) for cell in row) for row in rows]
    enough = max(filled, default=0) / 2
    return [row for row, count in zip(rows, filled, strict=True) if count and count >= enough][:_SAMPLE_ROWS]


def _labelled(
    headings: Sequence[HeadingText], evidence: Sequence[Evidence]
) -> Iterator[tuple[str, HeadingText]]:
    """Each heading as written and as it is to be read.

    They differ where one heading "Tempat, tanggal lahir" stands over a column of places and one of dates.
    """
    over_two = ""
    for index, heading in enumerate(headings):
        if over_two:
            yield over_two, HeadingText(text="tanggal", above=over_two)
            over_two = ""
        elif _covers_two(headings, evidence, index):
            over_two = heading.text
            yield over_two, HeadingText(text="tempat", above=over_two)
        else:
            yield heading.text, heading


def _covers_two(headings: Sequence[HeadingText], evidence: Sequence[Evidence], index: int) -> bool:
    if index + 1 == len(headings) or headings[index + 1].text.strip():
        return False
    dated = max(evidence[index].share(Meaning.BIRTH), evidence[index].share(Meaning.BIRTH_DATE)) >= _SOME
    means_both = headings[index].meaning.fits.get(Meaning.BIRTH, 0.0) >= _CLEAR
    return means_both and not dated and evidence[index + 1].share(Meaning.BIRTH_DATE) >= _SOME


def _fits(reading: Heading, evidence: Evidence) -> Mapping[Meaning, float]:
    fits = dict(reading.fits)
    born = max(fits.get(meaning, 0.0) for meaning in _BIRTH_FAMILY)
    if born >= _CLEAR and evidence.share(Meaning.BIRTH) >= _SOME:
        for meaning in _BIRTH_FAMILY:
            fits.pop(meaning, None)
        fits[Meaning.BIRTH] = born
    return fits


def _plain(case: _Case) -> Column:
    counter = case.evidence.counts_up and case.heading.vague
    if case.heading.counter:
        counter = counter or case.evidence.numbers >= _SOME or case.evidence.count == 0
    return Column(index=case.index, heading=case.label, counter=counter)


def _tick_pairs(cases: Sequence[_Case]) -> Iterator[tuple[_Case, Sex]]:
    for left, right in pairwise(cases):
        sexes = _box_sex(left), _box_sex(right)
        if sexes[0] and sexes[1] and sexes[0] is not sexes[1]:
            yield left, sexes[0]
            yield right, sexes[1]
            return


def _box_sex(case: _Case) -> Sex | None:
    """The sex that a column of boxes stands for, by its own heading: L and P, Pria and Wanita."""
    boxes = case.evidence.ticks + case.evidence.share(Meaning.SEX) >= _MOST or not case.evidence.count
    sex = read_sex(case.label).value if boxes and len(case.label) <= _BOX_LABEL else None
    return Sex(sex) if sex else None


def _score(case: _Case, meaning: Meaning) -> float:
    """How well a column claims a meaning; 0 where it has no claim."""
    fit, share, count = case.fits.get(meaning, 0.0), case.evidence.share(meaning), case.evidence.count
    refuted = meaning in _STRICT and count >= 3 and share == 0
    if fit >= _CLEAR:
        if refuted and fit < _BEYOND_DOUBT:
            return 0.0
    elif not (fit >= _FAINT and share >= _SOME):
        if not (share >= _MOST and count >= 2 and meaning in _open_to_content(case)):
            return 0.0
        fit = _BY_CONTENT_FIT if meaning is not Meaning.NAME else _BY_CONTENT_FIT / 2
    weight = 0.5 if meaning in _STRICT else 0.3
    return fit + weight * share + 0.05 * case.evidence.filled - (0.4 if refuted else 0.0)


def _open_to_content(case: _Case) -> frozenset[Meaning]:
    """The meanings that content alone can give to a column whose heading says little or nothing."""
    if not case.heading.vague:
        return frozenset()
    return _BY_CONTENT if case.label.strip() else _BY_CONTENT_UNNAMED
