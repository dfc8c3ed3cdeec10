"""Sheets, headings and rows that are laid out oddly: each test is one oddity."""

from pathlib import Path
from typing import Any

from lpk_desktop.exchange.people_rows import Skipped
from lpk_desktop.exchange.roster import check
from tests.exchange import books
from tests.exchange.books import HEADINGS, PEOPLE, SLAMET, SUPARNO, TODAY, TRI, WIWIT, column, names, numbered


def test_calc_sheet_with_letterhead_totals_and_two_signatures(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["LPK SERAYU"],
        ["Daftar Peserta"],
        [""],
        HEADINGS,
        *numbered(PEOPLE),
        ["", "JUMLAH", 4.0],
        [""],
    ]
    rows += [
        ["", "Mengetahui,", "", "Purwokerto, 2 November 2026"],
        ["", "Kepala LPK", "", "Instruktur"],
        [""],
    ]
    rows += [["", "Ir. H. Sutrisno, M.T.", "", "Budi"], ["", "NIP. 19700101 199503 1 001"]]
    roster = check(books.ods(tmp_path / "a.ods", {"Data": rows}), today=TODAY)
    assert names(roster) == [person[0] for person in PEOPLE]
    assert column(roster, "birth_date") == [person[2].isoformat() for person in PEOPLE]
    assert roster.header_row == 4


def test_cover_template_and_hidden_older_roster_are_passed_over(tmp_path: Path) -> None:
    old = [HEADINGS, *numbered([SLAMET, WIWIT, SUPARNO])]
    sheets = {"Tahun 2025": old, "Sampul": [["LAPORAN"]], "Contoh": [HEADINGS, *numbered([WIWIT])]}
    book = books.xlsx(
        tmp_path / "a.xlsx",
        sheets | {"Angkatan 4": [HEADINGS, *numbered([SUPARNO, TRI])]},
        hidden=["Tahun 2025"],
    )
    roster = check(book, today=TODAY)
    assert (roster.sheet, names(roster)) == ("Angkatan 4", ["Suparno", "Tri Wahyuni"])
    assert roster.other_sheets == ("Contoh",)


def test_hidden_sheet_of_calc_is_passed_over(tmp_path: Path) -> None:
    sheets = {"Lama": [HEADINGS, *numbered(PEOPLE)], "Baru": [HEADINGS, *numbered([SUPARNO])]}
    assert check(books.ods(tmp_path / "a.ods", sheets, hidden=["Lama"]), today=TODAY).sheet == "Baru"


def test_only_roster_counts_even_if_hidden(tmp_path: Path) -> None:
    sheets = {"Sampul": [["LAPORAN"]], "Data": [HEADINGS, *numbered(PEOPLE)]}
    assert check(books.xlsx(tmp_path / "a.xlsx", sheets, hidden=["Data"]), today=TODAY).sheet == "Data"


def test_groups_of_headings_over_two_rows(tmp_path: Path) -> None:
    top = ["No", "Data Pribadi", "", "Lahir", "", "Kontak", "", "Perusahaan", ""]
    low = ["", "Nama", "NIK", "Tempat", "Tanggal", "HP", "Email", "Nama PT", "Tgl PHK"]
    data = [1, "Suparno", SUPARNO[1], "Banyumas", "3/5/90", "081234567890", "a@b.id", "PT X", "1/2/26"]
    merges = ["A2:A3", "B2:C2", "D2:E2", "F2:G2", "H2:I2"]
    book = books.xlsx(
        tmp_path / "a.xlsx", {"S": [["TENAGA KERJA PT MAJU"], top, low, data]}, merges={"S": merges}
    )
    roster = check(book, today=TODAY)
    assert roster.columns == {
        "No": None,
        "Nama": "name",
        "NIK": "nik",
        "Tempat": "birth_place",
        "Tanggal": "birth_date",
        "HP": "phone",
        "Email": "email",
        "Nama PT": "employer",
        "Tgl PHK": "terminated",
    }
    assert column(roster, "email") == ["a@b.id"]


def test_groups_of_headings_without_merged_cells(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["No", "Nama", "Kelahiran", "", "Identitas", ""],
        ["", "", "Tempat", "Tgl", "Nomor KTP", "KPJ"],
    ]
    rows += [["1", "Suparno", "Solo", "3 Mei 1990", SUPARNO[1], "16914788758"]]
    roster = check(books.text(tmp_path / "a.csv", rows), today=TODAY)
    assert list(roster.columns.values()) == [None, "name", "birth_place", "birth_date", "nik", "kpj"]


def test_one_heading_over_place_and_date(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Nama", "Tempat/Tgl Lahir", "", "NIK"],
        ["Suparno", "Solo", SUPARNO[2], SUPARNO[1]],
    ]
    rows += [["Tri", "Solo", "25/12/95", TRI[1]]]
    roster = check(books.xlsx(tmp_path / "a.xlsx", {"S": rows}, merges={"S": ["B1:C1"]}), today=TODAY)
    assert roster.columns["Tempat/Tgl Lahir"] == ("birth_place", "birth_date")
    assert column(roster, "birth_date") == ["1990-05-03", "1995-12-25"]


def test_second_page_with_title_headings_numbering_and_totals(tmp_path: Path) -> None:
    marks = ["(1)", "(2)", "(3)", "(4)", "(5)"]
    rows: list[list[Any]] = [["KELAS LAS"], HEADINGS, marks, ["I", "Kelas A"], *numbered(PEOPLE[:2])]
    rows += [["", "Sub Total", "2 orang"], [], ["DAFTAR PESERTA (lanjutan)"], HEADINGS, marks]
    rows += [[3, *SLAMET], [4, "Hanya Nama"], [5], [6, *WIWIT], ["", "TOTAL", 4]]
    roster = check(books.xls(tmp_path / "a.xls", {"S": rows}), today=TODAY)
    assert names(roster) == ["Suparno", "Tri Wahyuni", "Slamet Mujiono", "Hanya Nama", "Wiwit Handayani"]
    assert [row.row for row in roster.rows] == [5, 6, 12, 13, 15]
    reasons = {skipped.row: skipped.why for skipped in roster.skipped}
    assert (reasons[10], reasons[11], reasons[14]) == (
        Skipped.HEADINGS_AGAIN,
        Skipped.NUMBERING,
        Skipped.ONLY_COUNTER,
    )


def test_recap_and_committee_below_are_no_people(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        HEADINGS,
        *numbered(PEOPLE[:2]),
        [],
        ["Rekap:"],
        ["", "Laki-laki", 1],
        ["", "Perempuan", 1],
        [],
    ]
    rows += [["Nama", "Jabatan", "", "", ""], ["Budi", "Ketua Panitia"], ["CP: Ani", "0812222222"]]
    assert names(check(books.xlsx(tmp_path / "a.xlsx", {"S": rows}), today=TODAY)) == [
        "Suparno",
        "Tri Wahyuni",
    ]


def test_english_headings_and_words(tmp_path: Path) -> None:
    headings = [
        "#",
        "Participant Name",
        "National ID",
        "BPJS Employment No",
        "Place of Birth",
        "Date of Birth",
        "Gender",
    ]
    headings += ["Mobile", "Last Education", "Home Address", "Former Employer", "Termination Date", "E-mail"]
    data = [
        1,
        "A B",
        SUPARNO[1],
        "12345678901",
        "Solo",
        "May 3, 1990",
        "Male",
        "+62 812-3456-7890",
        "SMK",
        "Jl. X",
    ]
    roster = check(
        books.xlsx(tmp_path / "a.xlsx", {"S": [headings, [*data, "PT Y", "July 1st, 2026", "a@b.id"]]}),
        today=TODAY,
    )
    fields = "name nik kpj birth_place birth_date sex phone education address employer terminated email"
    assert list(roster.columns.values()) == [None, *fields.split()]
    assert column(roster, "terminated") == ["2026-07-01"]


def test_misspelt_headings_in_odd_order_among_lookalikes(tmp_path: Path) -> None:
    headings = ["No KK", "Nama Ibu", "NIK", "No. KTP", "Nama Lengakp", "Tgll Lahir", "Jns Klamin", "No Hape"]
    headings += ["Pendidkan", "Perusahan", "Alamt KTP", "Alamat Domisili", "No. HP Orang Tua", "Ket"]
    mother = ["9901012345670001", "Ibu A", "12345"]
    data = [
        *mother,
        SUPARNO[1],
        "A B",
        "3-Mei-90",
        "Lk",
        "81234567890",
        "SMA",
        "PT Z",
        "Jl. K",
        "Jl. D",
        "0811111111",
        "ok",
    ]
    rows: list[list[Any]] = [headings, data, [*mother[:2], "12346", TRI[1], *data[4:]]]
    roster = check(books.xlsx(tmp_path / "a.xlsx", {"S": rows}), today=TODAY)
    known = {heading: field for heading, field in roster.columns.items() if field}
    assert known == {
        "No. KTP": "nik",
        "Nama Lengakp": "name",
        "Tgll Lahir": "birth_date",
        "Jns Klamin": "sex",
        "No Hape": "phone",
        "Pendidkan": "education",
        "Perusahan": "employer",
        "Alamt KTP": "address",
    }


def test_vague_headings_are_settled_by_what_stands_below(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Nama", "Identitas", "Lahir", "Jenis", "Kolom 5"],
        ["A B", SUPARNO[1], "Solo, 3/5/90", "L", "0812345678"],
    ]
    rows += [["C D", TRI[1], "Solo, 25/12/95", "P", "0812345679"]]
    roster = check(books.xlsx(tmp_path / "a.xlsx", {"S": rows}), today=TODAY)
    assert roster.columns == {
        "Nama": "name",
        "Identitas": "nik",
        "Lahir": ("birth_place", "birth_date"),
        "Jenis": "sex",
        "Kolom 5": "phone",
    }


def test_of_two_phone_columns_the_fuller_one_counts(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Nama", "HP 1", "HP 2"],
        ["A B", "", "081234567890"],
        ["C D", "0812", "081234567891"],
        ["E", "", "081234567892"],
    ]
    roster = check(books.xlsx(tmp_path / "a.xlsx", {"S": rows}), today=TODAY)
    assert roster.columns == {"Nama": "name", "HP 1": None, "HP 2": "phone"}


def test_table_without_headings_is_known_by_its_content(tmp_path: Path) -> None:
    rows: list[list[Any]] = [[1, "Suparno", SUPARNO[1], "Banyumas, 3 Mei 1990", "L", "081234567890", "SMA"]]
    rows += [[2, "Tri Wahyuni", TRI[1], "Cilacap, 25 Des 1995", "P", "081234567891", "SMK"]]
    roster = check(books.xlsx(tmp_path / "a.xlsx", {"S": rows}), today=TODAY)
    assert roster.header_row is None
    assert roster.columns["D"] == ("birth_place", "birth_date")
    assert names(roster) == ["Suparno", "Tri Wahyuni"]


def test_value_merged_over_several_people_belongs_to_each(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Nama", "Perusahaan", "NIK"],
        ["A B", "PT X", SUPARNO[1]],
        ["C D", "", TRI[1]],
        ["E F", "PT Z", SLAMET[1]],
    ]
    roster = check(books.xlsx(tmp_path / "a.xlsx", {"S": rows}, merges={"S": ["B2:B3"]}), today=TODAY)
    assert column(roster, "employer") == ["PT X", "PT X", "PT Z"]


def test_list_of_names_ends_above_the_signature(tmp_path: Path) -> None:
    lines = ["Nama Peserta", "A B", "C D", "", "Purwokerto, 2 November 2026", "Kepala LPK", "Ir. Sutrisno"]
    file = tmp_path / "a.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert names(check(file, today=TODAY)) == ["A B", "C D"]


def test_heading_key_is_as_written(tmp_path: Path) -> None:
    book = books.xlsx(tmp_path / "a.xlsx", {"S": [["Nama\nLengkap *", "No.\nKTP"], ["A B", SUPARNO[1]]]})
    assert check(book, today=TODAY).columns == {"Nama\nLengkap *": "name", "No.\nKTP": "nik"}


def test_person_chooses_sheet_row_and_columns(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Daftar"],
        ["Alias", "Nama", "Nomor"],
        ["Ano", "A B", "081234567890"],
        ["Cedi", "C D", "081234567891"],
    ]
    book = books.xlsx(tmp_path / "a.xlsx", {"Satu": [HEADINGS, *numbered(PEOPLE)], "Dua": rows})
    chosen: dict[int | str, Any] = {"alias": "name", 2: "kpj"}
    roster = check(book, today=TODAY, sheet="Dua", header_row=2, columns=chosen)
    assert roster.columns == {"Alias": "name", "Nama": None, "Nomor": "kpj"}
    assert names(roster) == ["Ano", "Cedi"]


def test_later_page_with_better_headings_does_not_cut_off_the_first(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["No", "Nama", "NIK"], [1, "Suparno", SUPARNO[1]]]
    rows += [["No", "Nama Lengkap", "NIK"], [2, "Tri Wahyuni", TRI[1]]]
    roster = check(books.xlsx(tmp_path / "a.xlsx", {"S": rows}), today=TODAY)
    assert (roster.header_row, names(roster)) == (1, ["Suparno", "Tri Wahyuni"])


def test_place_alone_below_a_heading_for_place_and_date(tmp_path: Path) -> None:
    rows = [
        ["Nama", "Tempat, Tanggal Lahir", "Tgl Lahir"],
        ["A B", "Solo", "3/5/1990"],
        ["C D", "Kebumen", "4/5/1990"],
    ]
    roster = check(books.text(tmp_path / "a.csv", [*rows, ["E F", "Tegal", "5/5/1990"]]), today=TODAY)
    assert list(roster.columns.values()) == ["name", "birth_place", "birth_date"]


def test_preamble_of_facts_about_the_course_is_no_header(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Nama LPK", ":", "LPK X", "", "Alamat", "Jl. ABC 12"],
        ["Telp", ":", "0281-636363"],
        [],
    ]
    rows += [["Program", ":", "Las", "", "Tanggal", "3 Mei 2026"], [], HEADINGS, *numbered(PEOPLE)]
    roster = check(books.xlsx(tmp_path / "a.xlsx", {"S": rows}), today=TODAY)
    assert (roster.header_row, len(roster.rows)) == (6, 4)


def test_lower_headings_that_only_divide_a_group(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["No", "Nama", "Alamat", "", "", "NIK"], ["", "", "Jalan", "RT", "RW", ""]]
    rows += [["1", "Suparno", "Jl. Melati 3", "01", "02", SUPARNO[1]]]
    roster = check(books.ods(tmp_path / "a.ods", {"S": rows}), today=TODAY)
    assert (roster.header_row, names(roster)) == (2, ["Suparno"])
    assert roster.columns["Jalan"] == "address"


def test_numbered_committee_below_is_another_table(tmp_path: Path) -> None:
    rows: list[list[Any]] = [HEADINGS, *numbered(PEOPLE), [], ["No", "Nama", "Jabatan"], [1, "Budi", "Ketua"]]
    roster = check(books.xlsx(tmp_path / "a.xlsx", {"S": rows}), today=TODAY)
    assert names(roster) == [person[0] for person in PEOPLE]
    assert [skipped.why for skipped in roster.skipped] == [Skipped.OTHER_TABLE] * 2


def test_page_in_another_order_of_columns_is_left_out_and_reported(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Nama", "NIK", "KPJ"], ["Suparno", SUPARNO[1], "16914788758"]]
    rows += [
        ["KPJ", "Nama", "NIK"],
        ["16914788759", "Tri", TRI[1]],
        ["Nama", "NIK", "KPJ"],
        ["Slamet", SLAMET[1], ""],
    ]
    roster = check(books.xlsx(tmp_path / "a.xlsx", {"S": rows}), today=TODAY)
    assert names(roster) == ["Suparno", "Slamet"]
    assert [skipped.row for skipped in roster.skipped] == [3, 4, 5]


def test_template_with_more_rows_than_the_roster_is_passed_over(tmp_path: Path) -> None:
    sheets = {"Template": [HEADINGS, *numbered(PEOPLE[:3])], "Lembar1": [HEADINGS, *numbered(PEOPLE[:2])]}
    assert check(books.xlsx(tmp_path / "a.xlsx", sheets), today=TODAY).sheet == "Lembar1"


def test_heading_that_its_own_content_refutes(tmp_path: Path) -> None:
    rows = [["Nama", "PHK"], ["A B", "ya"], ["C D", "ya"], ["E F", "belum"]]
    assert check(books.text(tmp_path / "a.csv", rows), today=TODAY).columns == {"Nama": "name", "PHK": None}
