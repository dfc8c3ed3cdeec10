from __future__ import annotations

from struct import pack

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from lpk_desktop.documents.kerning import adjustment, read_lookups
from lpk_desktop.language import RESOURCES


@pytest.mark.parametrize("name", sorted(path.stem for path in (RESOURCES / "fonts").glob("*.ttf")))
def test_every_shipped_font_brings_its_pairs(name: str) -> None:
    face = TTFont(name, str(RESOURCES / "fonts" / f"{name}.ttf")).face
    lookups = read_lookups(face.get_table("GPOS"))  # type: ignore[no-untyped-call]
    glyphs = face.charToGlyph
    assert adjustment(lookups, glyphs[ord("T")], glyphs[ord("o")]) < 0
    assert adjustment(lookups, glyphs[ord("H")], glyphs[ord("H")]) == 0


def shorts(*values: int) -> bytes:
    return pack(f">{len(values)}h", *values)


COVERAGE = shorts(1, 2, 5, 6)
"""Glyphs 5 and 6."""
BY_GLYPH = shorts(1, 20, 4, 0, 2, 14, 14) + shorts(1, 7, -30) + COVERAGE
BY_CLASS = shorts(2, 24, 4, 0, 32, 42, 2, 2) + shorts(0, -10, 0, -20) + COVERAGE + shorts(2, 1, 6, 6, 1)


def table(*subtables: bytes) -> bytes:
    """A GPOS table with one kern feature and one pair lookup."""
    offsets, at = [], 6 + 2 * len(subtables)
    for each in subtables:
        offsets.append(at)
        at += len(each)
    lookup = shorts(2, 0, len(subtables), *offsets) + b"".join(subtables)
    features = shorts(1) + b"kern" + shorts(8) + shorts(0, 1, 0)
    lookups = shorts(1, 4) + lookup
    return shorts(1, 0, 0, 10, 10 + len(features)) + features + lookups


def test_pairs_are_read_glyph_by_glyph() -> None:
    lookups = read_lookups(table(BY_GLYPH))
    assert [adjustment(lookups, left, right) for left, right in ((5, 7), (6, 7), (5, 8), (4, 7))] == [
        -30,
        -30,
        0,
        0,
    ]


def test_pairs_are_read_class_by_class_and_the_first_covering_table_decides() -> None:
    classes = BY_CLASS + shorts(2, 1, 7, 7, 1)
    lookups = read_lookups(table(BY_GLYPH, classes))
    assert adjustment(lookups, 5, 7) == -30
    assert adjustment(read_lookups(table(classes)), 6, 7) == -20
    assert adjustment(read_lookups(table(classes)), 5, 7) == -10
    assert adjustment(read_lookups(table(classes)), 4, 7) == 0


def test_other_features_are_left_alone() -> None:
    assert read_lookups(table(BY_GLYPH).replace(b"kern", b"mark")) == ()
