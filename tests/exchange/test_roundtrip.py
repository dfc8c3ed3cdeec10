"""Whatever way a person is written down, the same person is read."""

from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.roster import check
from tests.exchange import books
from tests.exchange.books import TODAY, nik

MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
SHORT = "Jan Peb Mar Apr Mei Jun Jul Agt Sept Okt Nop Des"
HEADINGS = {
    Field.NAME: ["Nama", "NAMA PESERTA", "Nama Lengkap", "Nama Tenaga Kerja", "Nama Lengkap (sesuai KTP)"],
    Field.NIK: ["NIK", "No. KTP", "N I K", "Nomor Induk Kependudukan"],
    Field.KPJ: ["KPJ", "No. KPJ", "No Kartu BPJS TK", "Nomor BPJAMSOSTEK"],
    Field.SEX: ["L/P", "JK", "Jenis Kelamin", "Gender"],
    Field.BIRTH_PLACE: ["Tempat Lahir", "Tmp Lahir", "Kota Lahir"],
    Field.BIRTH_DATE: ["Tanggal Lahir", "Tgl. Lahir", "TGL LHR", "DOB"],
    Field.PHONE: ["No. HP", "Telp", "No WA", "Handphone"],
    Field.EDUCATION: ["Pendidikan", "Pend. Terakhir"],
    Field.EMPLOYER: ["Perusahaan", "Eks Perusahaan", "Nama PT"],
}


def date_spellings(day: date) -> list[str]:
    month, short = MONTHS.split()[day.month - 1], SHORT.split()[day.month - 1]
    return [
        f"{day:%d/%m/%Y}",
        f"{day.day}-{day.month}-{day:%y}",
        f"{day:%d.%m.%Y}",
        f"{day.day} {month} {day.year}",
        f"{day.day} {month.upper()} {day.year}",
        f"{day.day}-{short}-{day:%y}",
        day.isoformat(),
        f"{day.isoformat()} 00:00:00",
        f"Senin, {day.day} {month} {day.year}",
    ]


def nik_spellings(digits: str) -> list[str]:
    return [
        digits,
        f"'{digits}",
        f"{digits[:6]}.{digits[6:12]}.{digits[12:]}",
        f" {digits[:4]} {digits[4:]}",
        f"{digits}\xa0",
    ]


def phone_spellings(national: str) -> list[str]:
    dashed = f"{national[:3]}-{national[3:7]}-{national[7:]}"
    return [
        f"0{national}",
        f"62{national}",
        f"+62 {dashed}",
        national,
        f"0{dashed}",
        f"0{national} / 08111111111",
    ]


SEX_SPELLINGS = {
    "L": ["L", "l", "Laki-laki", "LAKI - LAKI", "Pria"],
    "P": ["P", "p", "Perempuan", "Wanita", "Pr"],
}
words = st.sampled_from("Andi Budi Citra Dewi Eko Fitri Nur'aini Slamet S.T. Wahyuni".split())  # noqa: SIM905


@st.composite
def people(draw: st.DrawFn) -> tuple[dict[Field, str], dict[Field, str]]:
    """A person's values, and the same as somebody might type them."""
    born = draw(st.dates(date(1952, 1, 1), date(2010, 12, 31)))
    sex = draw(st.sampled_from("LP"))
    number = nik(born, woman=sex == "P", serial=draw(st.integers(1, 9999)))
    national = f"8{draw(st.integers(11, 99))}{draw(st.integers(1_000_000, 99_999_999))}"
    name = " ".join(draw(st.lists(words, min_size=1, max_size=4)))
    kpj = f"{draw(st.integers(10**10, 10**11 - 1))}"
    values = {
        Field.NAME: name,
        Field.NIK: number,
        Field.KPJ: kpj,
        Field.SEX: sex,
        Field.BIRTH_PLACE: draw(st.sampled_from(["Solo", "Jakarta Selatan", "Kab. Semarang"])),
        Field.BIRTH_DATE: born.isoformat(),
        Field.PHONE: f"+62{national}",
        Field.EDUCATION: draw(st.sampled_from(["SMA", "S1", "SMK Negeri 2"])),
        Field.EMPLOYER: draw(st.sampled_from(["PT Maju Jaya", "CV Logam"])),
    }
    typed = values | {
        Field.NAME: draw(st.sampled_from([name, f"  {name} ", name.replace(" ", "  ")])),
        Field.NIK: draw(st.sampled_from(nik_spellings(number))),
        Field.KPJ: draw(st.sampled_from([kpj, f"{kpj[:5]} {kpj[5:]}"])),
        Field.SEX: draw(st.sampled_from(SEX_SPELLINGS[sex])),
        Field.BIRTH_DATE: draw(st.sampled_from(date_spellings(born))),
        Field.PHONE: draw(st.sampled_from(phone_spellings(national))),
    }
    return values, typed


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_values_come_back_from_every_spelling_order_and_kind_of_file(
    tmp_path: Path, data: st.DataObject
) -> None:
    group = data.draw(st.lists(people(), min_size=2, max_size=6, unique_by=lambda one: one[0][Field.NIK]))
    order = data.draw(st.permutations(list(HEADINGS)))
    rows: list[list[Any]] = [[data.draw(st.sampled_from(HEADINGS[field])) for field in order]]
    rows += [[typed[field] for field in order] for _values, typed in group]
    if data.draw(st.booleans()):
        rows = [["No", *rows[0]], *([at, *row] for at, row in enumerate(rows[1:], 1))]
    above = data.draw(st.sampled_from([[], [["DAFTAR PESERTA"], []], [["LPK"], ["Angkatan 4"], []]]))
    kind = data.draw(st.sampled_from(["xlsx", "xls", "ods", "xlsb", "csv", "tsv"]))
    file = save(tmp_path / f"a.{kind}", [*above, *rows])
    roster = check(file, today=TODAY)
    read = [{field: row.values[field] for field in HEADINGS} for row in roster.rows]
    assert read == [values for values, _typed in group]
    assert not any(
        row.problems for row in roster.rows if row.problems and row.problems[0].field is not Field.NAME
    )


def save(path: Path, rows: list[list[Any]]) -> Path:
    width = max(map(len, rows))
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    match path.suffix:
        case ".xlsx":
            return books.xlsx(path, {"Peserta": rows})
        case ".xls":
            return books.xls(path, {"Peserta": rows})
        case ".ods":
            return books.ods(path, {"Peserta": rows})
        case ".xlsb":
            return books.xlsb(path, "Peserta", rows)
        case ".tsv":
            return books.text(path, rows, separator="\t", encoding="utf-16")
        case _:
            return books.text(path, rows, separator=",")
