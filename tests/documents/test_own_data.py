"""The paper of one person's data: everything stands on it, and a note cannot stop it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from lpk_desktop.documents.own_data import render, write_own_data
from lpk_desktop.domain.privacy import Way
from lpk_desktop.errors import UserError
from lpk_desktop.services.computers import Computer
from lpk_desktop.services.own_data import OwnAccess, OwnData, OwnPlace
from lpk_desktop.services.privacy import Permit

PERMIT = Permit(way=Way.OWN_DATA, persons=frozenset())
AT = datetime(2026, 7, 6, 10, 0)  # noqa: DTZ001  a wall clock


def data(*, marks: int = 1, note: str | None = None) -> OwnData:
    """Somebody with one place in a class."""
    mark = {"day": "2026-05-18", "start": "08:00:00", "code": "T", "minutes_late": "19", "note": note}
    result = {"unit": None, "title": "Materi umum", "result": "K", "score": None, "day": "2026-06-30"}
    place = OwnPlace(
        cohort="Las SMAW 4/2026", programme="Las SMAW 3G", values={"list_number": "7"},
        marks=(mark,) * marks, results=(result,),
        certificates=({"number": "0001/ST-LAS/VII/2026", "code": "N043-PEA3", "payload": "x" * 400},),
        printings=({"number": "0001", "at": "2026-07-06T10:00:00+07:00", "copy": "original"},),
    )  # fmt: skip
    seen = OwnAccess(
        at=AT, by="Ratna", computer=Computer(name="Laptop satu", letter="A", here=True), way="reveal",
        detail="nik",
    )  # fmt: skip
    return OwnData(
        centre="LPK Contoh", made_at=AT, person={"name": "Dewi Lestari", "nik": "9901010101900001"},
        documents=({"kind": "KTP", "note": None},), places=(place,), events=(), accesses=(seen,),
    )  # fmt: skip


def words(own: OwnData) -> str:
    pdf = pdfium.PdfDocument(render(own))
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf)
    finally:
        pdf.close()


def test_everything_stands_on_it() -> None:
    told = words(data(note="Hujan"))
    for part in (
        "Dewi Lestari", "9901010101900001", "Las SMAW 4/2026", "terlambat, 19 menit, Hujan", "kompeten",
        "N043-PEA3", "NIK dilihat lengkap (Ratna, Laptop satu)", "asli", "KTP",
    ):  # fmt: skip
        assert part in told
    assert "xxx" not in told


def test_a_long_record_goes_on_over_pages() -> None:
    told = words(data(marks=200))
    assert told.count("terlambat") == 200
    assert "hal. 4" in told


def test_a_character_that_the_font_lacks_does_not_stop_it() -> None:
    assert "Sakit ??" in words(data(note="Sakit 漢字"))


def test_the_name_of_the_file_says_in_which_form(tmp_path: Path) -> None:
    write_own_data(data(), tmp_path / "a.PDF", PERMIT)
    write_own_data(data(), tmp_path / "a.json", PERMIT)
    assert (tmp_path / "a.PDF").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "a.json").read_bytes().startswith(b"{")
    with pytest.raises(UserError, match="own-data-suffix"):
        write_own_data(data(), tmp_path / "a.xlsx", PERMIT)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="file-not-writable"):
        write_own_data(data(), tmp_path / "tidak ada" / "a.pdf", PERMIT)
