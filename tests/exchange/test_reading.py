"""Files of every kind and encoding: each test is one oddity."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lpk_desktop.exchange.roster import check
from tests.exchange import books
from tests.exchange.books import (
    HEADINGS,
    SUPARNO,
    TODAY,
    TRI,
    column,
    names,
    nik,
    numbered,
    problems,
)


def test_utf_16_text_with_tabs(tmp_path: Path) -> None:
    file = books.text(
        tmp_path / "a.txt", [HEADINGS, *numbered([("Renée", *TRI[1:])])], separator="\t", encoding="utf-16"
    )
    assert names(check(file, today=TODAY)) == ["Renée"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16-le"])
def test_name_survives_every_encoding(tmp_path: Path, encoding: str) -> None:
    file = books.text(tmp_path / "a.csv", [["Nama", "NIK"], ["Renée D’Souza", SUPARNO[1]]], encoding=encoding)
    roster = check(file, today=TODAY)
    assert (names(roster), list(roster.columns)) == (["Renée D’Souza"], ["Nama", "NIK"])


def test_commas_with_a_title_line_and_a_cell_of_two_lines(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Daftar peserta, angkatan 4", "", ""], ["Nama", "Tempat, tgl lahir", "Alamat"]]
    rows += [["Suparno", "Banyumas, 3 Mei 1990", "Jl. A\nRT 1, RW 2"], ["Tri", "Cilacap, 25-12-95", "Jl. B"]]
    roster = check(books.text(tmp_path / "a.csv", rows, separator=","), today=TODAY)
    assert [row.row for row in roster.rows] == [3, 5]
    assert column(roster, "address") == ["Jl. A RT 1, RW 2", "Jl. B"]
    assert column(roster, "birth_place") == ["Banyumas", "Cilacap"]


def test_separator_line_and_formulas_that_protect_digits(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f'sep=,\nNama,NIK,HP\nSuparno,="{SUPARNO[1]}",="081234567890"\n', encoding="utf-8")
    roster = check(file, today=TODAY)
    assert (column(roster, "nik"), column(roster, "phone")) == ([SUPARNO[1]], ["+6281234567890"])
    assert (roster.header_row, roster.rows[0].row) == (2, 3)


def test_commas_in_names_do_not_cut_a_list_of_names(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Nama Peserta\nDimas, S.T.\nBudi\nSari\nJoko\n", encoding="utf-8")
    assert names(check(file, today=TODAY)) == ["Dimas, S.T.", "Budi", "Sari", "Joko"]


def test_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    lines = [f"{at};Orang {at};{nik(date(1990, 1, at), serial=at)};Jl. {at}" for at in range(1, 31)]
    lines[3] = lines[3].replace("Jl. 4", '"Jl. 4')
    file = tmp_path / "a.csv"
    file.write_text("\n".join(["No;Nama;NIK;Alamat", *lines]), encoding="utf-8")
    assert len(check(file, today=TODAY).rows) == 30


def test_binary_workbook(tmp_path: Path) -> None:
    book = books.xlsb(
        tmp_path / "a.xlsb", "Peserta", [["Nama", "NIK", "Tanggal Lahir"], ["Suparno", SUPARNO[1], 32996.0]]
    )
    roster = check(book, today=TODAY)
    assert (roster.sheet, column(roster, "nik"), column(roster, "birth_date")) == (
        "Peserta",
        [SUPARNO[1]],
        ["1990-05-03"],
    )


def test_web_table_that_calls_itself_xls(tmp_path: Path) -> None:
    file = tmp_path / "export.xls"
    file.write_text(
        "<html><meta charset=utf-8><table><tr><th colspan=4>DAFTAR</th></tr>"
        "<tr><th>No<th>Nama<th>NIK<th>TTL</tr>"
        f"<tr><td>1<td>A &amp; B<td>{SUPARNO[1]}<td>Solo,<br>3 Mei 1990</tr>"
        f"<tr><td>2</td><td>C</td><td>{TRI[1]}</td><td>Solo, 25-12-95</td></tr></table></html>",
        encoding="utf-8",
    )
    roster = check(file, today=TODAY)
    assert (roster.header_row, names(roster)) == (2, ["A & B", "C"])
    assert column(roster, "birth_date") == ["1990-05-03", "1995-12-25"]


def test_web_table_with_headings_over_two_rows(tmp_path: Path) -> None:
    file = tmp_path / "export.xls"
    file.write_text(
        "<table><tr><td rowspan=2>Nama</td><td colspan=2>Identitas</td><td rowspan=2>HP</td></tr>"
        "<tr><td>NIK</td><td>KPJ</td></tr>"
        f"<tr><td>A B</td><td>{SUPARNO[1]}</td><td>16914788758</td><td>081234567890</td></tr></table>",
        encoding="utf-8",
    )
    roster = check(file, today=TODAY)
    assert roster.columns == {"Nama": "name", "NIK": "nik", "KPJ": "kpj", "HP": "phone"}


def test_excel_2003_xml(tmp_path: Path) -> None:
    def cell(kind: str, text: str, at: str = "") -> str:
        return f'<Cell{at}><Data ss:Type="{kind}">{text}</Data></Cell>'

    jump = ' ss:Index="4"'
    head = cell("String", "Nama") + cell("String", "NIK") + cell("String", "Tgl Lahir", jump)
    data = (
        cell("String", "Suparno")
        + cell("Number", SUPARNO[1])
        + cell("DateTime", "1990-05-03T00:00:00.000", jump)
    )
    file = tmp_path / "a.xml"
    file.write_text(
        '<?xml version="1.0"?><Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="Peserta"><Table><Row ss:Index="3">{head}</Row><Row>{data}</Row></Table>'
        "</Worksheet></Workbook>",
        encoding="utf-8",
    )
    roster = check(file, today=TODAY)
    assert (roster.sheet, roster.header_row, column(roster, "birth_date")) == ("Peserta", 3, ["1990-05-03"])
    assert problems(roster) == [[("nik", "digits-lost")]]


def test_content_decides_and_not_the_name_of_the_file(tmp_path: Path) -> None:
    book = books.xlsx(tmp_path / "a.xlsx", {"S": [["Nama", "NIK"], ["A B", SUPARNO[1]]]})
    assert names(check(book.rename(tmp_path / "a.csv"), today=TODAY)) == ["A B"]
