"""Whatever people write, within the lengths a certificate may have, fits the paper."""

from __future__ import annotations

from typing import Any

import pypdfium2 as pdfium
from hypothesis import given, settings
from hypothesis import strategies as st

from lpk_desktop.documents.certificate import render
from tests.documents.reading import bare, forms, lines, text_of, touching
from tests.papers import frozen, unit

PLAIN = "abdefghijklmnoprstuwyzABDHJKMPQRSTWY'.-,"
ACCENTED = PLAIN + "ÖÄé()"


def texts(longest: int, letters: str = ACCENTED) -> st.SearchStrategy[str]:
    words = st.lists(st.text(letters, min_size=1, max_size=18), min_size=1, max_size=30)
    return words.map(lambda parts: " ".join(parts)[:longest].strip())


everything = st.fixed_dictionaries(
    {
        "name": texts(120, PLAIN),
        "programme": texts(160, PLAIN),
        "centre_name": texts(120),
        "licence": texts(160),
        "birth_place": texts(60),
        "cohort": texts(120),
        "signatory": texts(80),
        "signatory_position": texts(100),
        "head": texts(80),
        "head_position": texts(100),
        "assessor": texts(80),
        "number": texts(60),
        "place": texts(60),
        "result": texts(24),
        "decrees": st.lists(texts(80), max_size=3).map(tuple),
        "units": st.lists(st.builds(unit, st.none() | texts(40), texts(240)), min_size=1, max_size=30).map(
            tuple
        ),
    }
)


@settings(max_examples=15)
@given(name=texts(60, PLAIN))
def test_any_name_of_up_to_60_letters_fits(name: str) -> None:
    page = pdfium.PdfDocument(render([frozen(name=name)]))[0]
    found = lines(page)
    assert bare(name) in text_of(page)
    assert touching(found) == []
    assert all(line.box.inside(18.6) for line in found)


@settings(max_examples=8)
@given(everything)
def test_any_content_stays_in_its_frame_and_touches_nothing(fields: dict[str, Any]) -> None:
    for index, page in enumerate(pdfium.PdfDocument(render([frozen(**fields)]))):
        found = lines(page)
        assert touching(found) == []
        assert all(line.box.inside(11.2 if index else 18.6) for line in found)
        drawn = forms(page)
        assert [line for line in found if any(line.box.touches(box) for box in drawn)] == []
