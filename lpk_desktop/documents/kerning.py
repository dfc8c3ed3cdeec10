"""Pair kerning from a font's GPOS table: reportlab sets letters at their bare widths.

At 36 points a name set without kerning falls apart ("T ri", "W ahyu"), so the pairs are read here.
Only what the shipped fonts use is understood: pair adjustments of the first advance, formats 1 and
2, behind extension lookups or not (OpenType specification, GPOS lookup types 2 and 9).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from struct import unpack_from

_PAIR, _EXTENSION = 2, 9
_ADVANCE_ONLY = (4, 0)


@dataclass(frozen=True, slots=True)
class _Glyphs:
    """Format 1: pairs glyph by glyph."""

    pairs: Mapping[int, Mapping[int, int]]

    def adjust(self, left: int, right: int) -> int | None:
        return self.pairs.get(left, {}).get(right)


@dataclass(frozen=True, slots=True)
class _Classes:
    """Format 2: pairs of classes of glyphs; a covered left glyph ends the search, even with 0."""

    covered: frozenset[int]
    left: Mapping[int, int]
    right: Mapping[int, int]
    matrix: tuple[tuple[int, ...], ...]

    def adjust(self, left: int, right: int) -> int | None:
        if left not in self.covered:
            return None
        return self.matrix[self.left.get(left, 0)][self.right.get(right, 0)]


Lookup = tuple[_Glyphs | _Classes, ...]


def read_lookups(table: bytes) -> tuple[Lookup, ...]:
    """The kerning lookups of a GPOS table, in the order in which they apply."""
    _, features, lookups = unpack_from(">HHH", table, 4)
    wanted: set[int] = set()
    for at in range(unpack_from(">H", table, features)[0]):
        tag, offset = unpack_from(">4sH", table, features + 2 + 6 * at)
        if tag == b"kern":
            wanted.update(_shorts(table, features + offset + 2))
    offsets = _shorts(table, lookups)
    return tuple(tuple(_subtables(table, lookups + offsets[index])) for index in sorted(wanted))


def adjustment(lookups: tuple[Lookup, ...], left: int, right: int) -> int:
    """How much nearer (below 0) two glyphs stand, in units of the font."""
    total = 0
    for lookup in lookups:
        total += next((value for each in lookup if (value := each.adjust(left, right)) is not None), 0)
    return total


def _subtables(table: bytes, lookup: int) -> Iterator[_Glyphs | _Classes]:
    kind = unpack_from(">H", table, lookup)[0]
    for offset in _shorts(table, lookup + 4):
        at, real = lookup + offset, kind
        if kind == _EXTENSION:
            _, real, far = unpack_from(">HHI", table, at)
            at += far
        shape, covered, *values = unpack_from(">HHHH", table, at)
        if real == _PAIR and tuple(values) == _ADVANCE_ONLY:
            yield (_glyphs if shape == 1 else _classes)(table, at, _coverage(table, at + covered))


def _glyphs(table: bytes, at: int, covered: list[int]) -> _Glyphs:
    pairs = {}
    for left, offset in zip(covered, _shorts(table, at + 8), strict=True):
        count = unpack_from(">H", table, at + offset)[0]
        flat = unpack_from(">" + "Hh" * count, table, at + offset + 2)
        pairs[left] = dict(zip(flat[::2], flat[1::2], strict=True))
    return _Glyphs(pairs)


def _classes(table: bytes, at: int, covered: list[int]) -> _Classes:
    left, right, rows, columns = unpack_from(">HHHH", table, at + 8)
    matrix = tuple(unpack_from(f">{columns}h", table, at + 16 + 2 * columns * row) for row in range(rows))
    return _Classes(frozenset(covered), _class_of(table, at + left), _class_of(table, at + right), matrix)


def _coverage(table: bytes, at: int) -> list[int]:
    shape, count = unpack_from(">HH", table, at)
    if shape == 1:
        return list(unpack_from(f">{count}H", table, at + 4))
    ranges = (unpack_from(">HHH", table, at + 4 + 6 * each) for each in range(count))
    return [glyph for first, last, _ in ranges for glyph in range(first, last + 1)]


def _class_of(table: bytes, at: int) -> dict[int, int]:
    shape, start = unpack_from(">HH", table, at)
    if shape == 1:
        return {start + index: each for index, each in enumerate(_shorts(table, at + 4))}
    ranges = (unpack_from(">HHH", table, at + 4 + 6 * each) for each in range(start))
    return {glyph: each for first, last, each in ranges for glyph in range(first, last + 1)}


def _shorts(table: bytes, at: int) -> tuple[int, ...]:
    """An array of 16-bit numbers behind its count."""
    count = unpack_from(">H", table, at)[0]
    return unpack_from(f">{count}H", table, at + 2)
