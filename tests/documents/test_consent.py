"""The sheet that people sign."""

from __future__ import annotations

import pypdfium2 as pdfium

from lpk_desktop.documents.consent import render
from lpk_desktop.services.consent import Signer, consent_text

LONG = "Raden Mas Haryo Kusumowardhani Prawirodirdjo Adiningrat Suryaningrat Notonegoro"


def words(*names: str) -> list[str]:
    """The text of each page."""
    text = consent_text("LPK Serayu", language="id")
    signing = [Signer(trainee="", name=name) for name in names]
    pdf = pdfium.PdfDocument(render(text, signing, centre="LPK Serayu"))
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]
    finally:
        pdf.close()


def test_it_bears_the_text_its_version_and_a_line_for_each() -> None:
    pages = words(*(f"Peserta {number:02}" for number in range(1, 41)))
    told = " ".join(pages)
    assert all(f"Peserta {number:02}" in told for number in range(1, 41))
    assert "menarik persetujuan ini kapan saja" in told
    assert all("Teks persetujuan versi 1" in page for page in pages)


def test_one_person_signs_one_page() -> None:
    assert len(words("Dewi Lestari")) == 1


def test_a_long_name_stands_there_whole() -> None:
    assert LONG in words(LONG)[0]
