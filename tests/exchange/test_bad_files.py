"""Files that cannot be read get a sentence, never a traceback."""

import os
import random
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lpk_desktop.errors import UserError
from lpk_desktop.exchange import reading
from lpk_desktop.exchange.roster import check
from tests.exchange import books
from tests.exchange.books import HEADINGS, PEOPLE, TODAY, numbered

ROSTERS = Path(__file__).parent / "rosters"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def code_of(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        check(path, today=TODAY)
    return caught.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "roster-empty"),
        (b"\n \r\n\t\n", "roster-empty"),
        (b"\xef\xbb\xbf", "roster-empty"),
        (b"%PDF-1.7\n%...", "roster-not-a-table"),
        (b"\x89PNG\r\n\x1a\n...", "roster-not-a-table"),
        (b"\xff\xd8\xff\xe0 JFIF", "roster-not-a-table"),
        (bytes(range(256)) * 20, "roster-not-a-table"),
        (b"<html><p>Silakan masuk</p></html>", "roster-not-a-table"),
        (b"PK\x03\x04 and then nothing", "roster-damaged"),
        (OLE + bytes(600), "roster-damaged"),
        (b"Dear all,\nsee you tomorrow.\n", "roster-no-header"),
        (b"Nama;NIK\n", "roster-no-rows"),
        (b"Nama;NIK\n;\n-;-\nJumlah;0\n", "roster-no-rows"),
    ],
)
def test_wrong_content(tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "peserta.xlsx"
    file.write_bytes(content)
    assert code_of(file) == code


def test_facts_name_the_kind_of_file_and_nothing_of_its_content(tmp_path: Path) -> None:
    file = tmp_path / "peserta.xlsx"
    file.write_bytes(b"%PDF-1.7 9901010305900001")
    with pytest.raises(UserError) as caught:
        check(file, today=TODAY)
    assert caught.value.facts == {"file": "peserta.xlsx", "kind": "PDF"}


def test_missing_file(tmp_path: Path) -> None:
    assert code_of(tmp_path / "tidak-ada.xlsx") == "roster-missing"


def test_path_that_no_system_knows() -> None:
    assert code_of(Path("a\0b.xlsx")) == "roster-unreadable"


def test_folder(tmp_path: Path) -> None:
    assert code_of(tmp_path) == "roster-folder"


def test_lock_file_that_excel_leaves_beside_an_open_workbook(tmp_path: Path) -> None:
    file = tmp_path / "~$peserta.xlsx"
    file.write_bytes(b"\x05Ratna")
    assert code_of(file) == "roster-lock-file"


@contextmanager
def nobody() -> Iterator[None]:
    """Without the rights of root, for whom no file is closed."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_file_that_another_program_holds(tmp_path: Path) -> None:
    file = books.text(tmp_path / "a.csv", [["Nama"], ["A B"]])
    file.chmod(0)
    with nobody():
        assert code_of(file) == "roster-locked"


def test_workbook_with_a_password() -> None:
    assert code_of(ROSTERS / "berkata-sandi.xlsx") == "roster-password"


def test_old_workbook_with_a_password(tmp_path: Path) -> None:
    file = books.xls(tmp_path / "a.xls", {"S": [HEADINGS, *numbered(PEOPLE)]})
    write_access, file_pass = b"\x5c\x00\x70\x00", b"\x2f\x00\x70\x00"
    file.write_bytes(file.read_bytes().replace(write_access, file_pass, 1))
    assert code_of(file) == "roster-password"


def test_calc_sheet_with_a_password(tmp_path: Path) -> None:
    file = books.ods(tmp_path / "a.ods", {"S": [HEADINGS]})
    repack(
        file,
        "META-INF/manifest.xml",
        b"</manifest:manifest>",
        b"<manifest:encryption-data/></manifest:manifest>",
    )
    assert code_of(file) == "roster-password"


def repack(file: Path, part: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in (parts | {part: parts[part].replace(old, new)}).items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    ("part", "kind"), [("word/document.xml", "Word"), ("ppt/slides.xml", "PowerPoint"), ("a.txt", "ZIP")]
)
def test_archive_that_is_no_workbook(tmp_path: Path, part: str, kind: str) -> None:
    file = tmp_path / "a.xlsx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(part, "x")
    with pytest.raises(UserError) as caught:
        check(file, today=TODAY)
    assert (caught.value.code, caught.value.facts["kind"]) == ("roster-not-a-table", kind)


def test_one_cell_in_the_last_corner_of_a_sheet_does_not_fill_the_memory(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["XFD1048576"] = "Nama", "x"
    book.save(tmp_path / "a.xlsx")
    assert code_of(tmp_path / "a.xlsx") == "roster-too-large"


def test_one_cell_in_the_last_corner_of_a_binary_sheet(tmp_path: Path) -> None:
    rows: list[list[str]] = [["Nama", *[""] * 9000], *[[]] * 2000, ["x", *[""] * 8999, "x"]]
    assert code_of(books.xlsb(tmp_path / "a.xlsb", "S", rows)) == "roster-too-large"


def test_one_value_repeated_to_the_last_corner_of_a_calc_sheet(tmp_path: Path) -> None:
    file = books.ods(tmp_path / "a.ods", {"S": [HEADINGS]})
    filled = b'number-columns-repeated="16384" office:value-type="float" office:value="1"'
    repack(file, "content.xml", b'number-columns-repeated="16384"', filled)
    assert code_of(file) == "roster-too-large"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        # Row and column of a cell; and of first row, last row in what the sheet says of itself.
        (b"\x7e\x02\x0a\x00\x01\x00\x00\x00", b"\x7e\x02\x0a\x00\x01\x00\x00\x43"),
        (b"\x00\x02\x0e\x00\x00\x00\x00\x00", b"\x00\x02\x0e\x00\x00\x00\x61\x00"),
    ],
)
def test_broken_number_in_an_old_workbook_does_not_fill_the_memory(
    tmp_path: Path, right: bytes, wrong: bytes
) -> None:
    file = books.xls(tmp_path / "a.xls", {"S": [HEADINGS, [1.5, "Suparno"]]})
    content = file.read_bytes()
    assert right in content
    file.write_bytes(content.replace(right, wrong))
    assert code_of(file) == "roster-damaged"


def test_old_workbook_with_a_table_of_sectors_that_leads_in_a_circle(tmp_path: Path) -> None:
    file = books.xls(tmp_path / "a.xls", {"S": [HEADINGS, *numbered(PEOPLE)]})
    content = bytearray(file.read_bytes())
    fat = (int.from_bytes(content[76:80], "little") + 1) * 512
    content[fat : fat + 512] = bytes(512)
    file.write_bytes(content)
    assert code_of(file) == "roster-damaged"


def test_far_rows_without_values_are_harmless(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"] = "Nama", "A B"
    sheet["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    book.save(tmp_path / "a.xlsx")
    assert len(check(tmp_path / "a.xlsx", today=TODAY).rows) == 1


def test_huge_file(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    with file.open("wb") as sparse:
        sparse.truncate(reading.MAX_BYTES + 1)
    assert code_of(file) == "roster-too-large"


def test_choices_that_do_not_fit_the_file(tmp_path: Path) -> None:
    file = books.xlsx(tmp_path / "a.xlsx", {"S": [["Nama", "NIK"], ["A B", "1"]]})
    for choice, code in (
        ({"sheet": "T"}, "roster-no-sheet"),
        ({"header_row": 9}, "roster-no-such-row"),
        ({"columns": {"Alamat": "address"}}, "roster-unknown-column"),
        ({"columns": {"Nama": "alamat"}}, "roster-unknown-field"),
        ({"columns": {"Nama": "name", "NIK": "name"}}, "roster-field-twice"),
    ):
        with pytest.raises(UserError, match=code):
            check(file, today=TODAY, **choice)


def checked(path: Path) -> None:
    with suppress(UserError):
        check(path, today=date(2026, 11, 2))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_random_bytes_never_raise_anything_but_a_user_error(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    checked(file)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9), sample=st.sampled_from(["xlsx", "xls", "csv", "ods", "xlsb"]))
def test_broken_copies_never_raise_anything_but_a_user_error(tmp_path: Path, seed: int, sample: str) -> None:
    chance = random.Random(seed)
    file = tmp_path / f"a.{sample}"
    rows = [HEADINGS, *numbered([(name, nik, day.isoformat(), sex) for name, nik, day, sex in PEOPLE])]
    if sample in ("ods", "xlsb"):
        (books.ods(file, {"S": rows}) if sample == "ods" else books.xlsb(file, "S", rows))
    else:
        file.write_bytes(next(ROSTERS.glob(f"peserta-*.{sample}")).read_bytes())
    content = bytearray(file.read_bytes())
    for _change in range(chance.choice([1, 3, 30])):
        content[chance.randrange(len(content))] = chance.randrange(256)
    file.write_bytes(content[: chance.choice([len(content), chance.randrange(len(content))])])
    checked(file)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_workbook_with_broken_parts_never_raises_anything_but_a_user_error(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    file = tmp_path / "a.xlsx"
    with zipfile.ZipFile(ROSTERS / "peserta-las-purwokerto.xlsx") as archive:
        parts = {name: bytearray(archive.read(name)) for name in archive.namelist()}
    broken = parts[chance.choice(sorted(parts))]
    for _change in range(chance.choice([1, 3, 10])):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, bytes(content))
    checked(file)


def test_device_without_an_end_is_no_roster() -> None:
    assert code_of(Path("/dev/zero")) == "roster-not-a-table"
