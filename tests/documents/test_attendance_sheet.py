from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pypdfium2 as pdfium
import pytest
from pypdfium2 import PdfDocument

from lpk_desktop.documents.attendance_sheet import Attendee, SheetFacts, render
from lpk_desktop.documents.qr import read_codes
from lpk_desktop.domain.zones import Zone
from lpk_desktop.errors import UserError
from lpk_desktop.services.views import (
    AttendanceRow,
    AttendanceSheet,
    CohortHead,
    CohortStatus,
    SessionColumn,
)
from tests.documents.reading import bare, forms, lines, text_of, touching

MONDAY = date(2026, 6, 8)
NAME_60 = "Muhammad Abdurrahman Wahyu Kusumaningrat Ar-Rasyid Al-Banjar"
FACTS = SheetFacts(
    centre_name="LPK Serayu Terampil",
    programme="Teknik Las SMAW 3G",
    zone=Zone.WIB,
    printed_at=datetime(2026, 6, 8, 7, 40),  # noqa: DTZ001  the centre's local time, as the paper shows it
    address="Jl. Gerilya Timur No. 118, Purwokerto Selatan, Kab. Banyumas 53143",
    licence="Izin Disnaker No. 563/0217/LPK/2021",
    room="Bengkel Las A",
    place="Purwokerto",
    head="Dra. Endah Kusumastuti",
    attendees={f"e{n}": Attendee(number=f"LAS-4-{n:02}", sex="L") for n in range(1, 61)},
)


def meeting(number: int, day: date, *, end: time = time(15, 30)) -> SessionColumn:
    return SessionColumn(
        id=f"s{number}", number=number, day=day, start=time(8), end=end, jp=8, locked=False, future=False
    )


WEEK = tuple(meeting(13 + offset, MONDAY + timedelta(days=offset)) for offset in range(5))


def attendee(number: int, name: str) -> AttendanceRow:
    return AttendanceRow(
        enrolment=f"e{number}",
        number=number,
        name=name,
        cells=(),
        counts=(0, 0, 0, 0, 0),
        rate=None,
        below=False,
        needed=None,
        left=5,
    )


def sheet(
    people: int = 16, *, sessions: tuple[SessionColumn, ...] = WEEK, name: str = "Nur Aini Rahmawati"
) -> AttendanceSheet:
    head = CohortHead(
        id="c",
        number="LAS-4/2026",
        title="Las SMAW 3G – Angkatan 4/2026",
        short="Las SMAW 4/2026",
        status=CohortStatus.RUNNING,
        starts=MONDAY,
        ends=MONDAY,
        sessions=30,
        jp=240,
        instructor="Sutrisno, S.T.",
        trainees=people,
    )
    return AttendanceSheet(
        cohort=head,
        sessions=sessions,
        rows=tuple(attendee(number, name) for number in range(1, people + 1)),
        minimum=80,
        current=None,
        present=(),
        rate=None,
        waiting=0,
    )


def pages(data: bytes) -> list[pdfium.PdfPage]:
    return list(PdfDocument(data))


def test_a_week_is_a_page_with_its_days_people_and_signatures() -> None:
    (page,) = pages(render(sheet(), FACTS))
    text = text_of(page)
    for words in (
        "LPK SERAYU TERAMPIL",
        "DAFTAR HADIR PESERTA",
        "Minggu 1 · 8–12 Juni 2026",
        "Teknik Las SMAW 3G, 240 jam pelajaran",
        "Las SMAW 3G – Angkatan 4/2026, sesi 13 sampai 17",
        "Bengkel Las A, 08.00–15.30 WIB",
        "dicetak 8 Jun 2026, 07.40",
        "Senin 8 Juni Masuk Pulang",
        "Jumat 12 Juni Masuk Pulang",
        "Kehadiran minimum program ini 80%.",
        "Kepala Bidang Pelatihan",
        "Dra. Endah Kusumastuti",
        "Sutrisno, S.T.",
    ):
        assert bare(words) in text
    assert text.count("NurAiniRahmawati") == 16
    assert "LAS-4-16" in text


@pytest.mark.parametrize("people", [0, 1, 16, 24])
@pytest.mark.parametrize("name", ["Nur Aini Rahmawati", NAME_60, NAME_60.upper()])
def test_no_text_leaves_the_page_or_touches_another(people: int, name: str) -> None:
    (page,) = pages(render(sheet(people, name=name), FACTS))
    found = lines(page)
    assert touching(found) == []
    assert all(line.box.inside(8) for line in found)
    assert [line for line in found if any(line.box.touches(box) for box in forms(page))] == []


def test_rows_are_as_high_as_there_is_room_for() -> None:
    def height(people: int) -> float:
        (page,) = pages(render(sheet(people), FACTS))
        first, second = [line.box.top for line in lines(page) if line.text == "NurAiniRahmawati"][:2]
        return second - first

    assert height(16) == pytest.approx(6.7, abs=0.01)
    assert height(24) == pytest.approx(4.64, abs=0.01)


def test_more_people_than_a_page_holds_are_spread_evenly() -> None:
    found = [text_of(page) for page in pages(render(sheet(30), FACTS))]
    assert [text.count("NurAiniRahmawati") for text in found] == [15, 15]
    assert "halaman2dari2" in found[1]


def test_a_week_can_be_chosen() -> None:
    two_weeks = (*WEEK, meeting(18, MONDAY + timedelta(days=7)))
    (page,) = pages(render(sheet(sessions=two_weeks), FACTS, numbers=[2]))
    assert "sesi18" in text_of(page)
    assert "Minggu2·15Juni2026" in text_of(page)
    assert len(pages(render(sheet(sessions=two_weeks), FACTS))) == 2


def test_times_that_differ_stand_under_their_days() -> None:
    (page,) = pages(render(sheet(sessions=(*WEEK[:4], meeting(17, WEEK[4].day, end=time(11, 30)))), FACTS))
    assert "12Juni,08.00–11.30" in text_of(page)
    assert "8Juni,08.00–15.30" in text_of(page)


def test_two_sessions_on_one_day_share_its_column() -> None:
    evening = replace(meeting(14, MONDAY, end=time(21)), start=time(19))
    (page,) = pages(render(sheet(sessions=(WEEK[0], evening)), FACTS))
    assert text_of(page).count("Masuk") == 1
    assert "08.00–21.00WIB" in text_of(page)


def test_the_code_names_the_sheet_and_nobody() -> None:
    assert read_codes(render(sheet(), FACTS)) == ["DH-LAS-4/2026-M01"]


def test_blanks_stand_where_a_signer_is_not_known() -> None:
    bare = replace(sheet(), cohort=replace(sheet().cohort, instructor=None))
    (page,) = pages(render(bare, replace(FACTS, head=None, place=None, room=None)))
    assert text_of(page).count("." * 40) == 2
    assert touching(lines(page)) == []


def test_a_cohort_without_sessions_has_nothing_to_sign() -> None:
    with pytest.raises(UserError) as caught:
        render(sheet(sessions=()), FACTS)
    assert (caught.value.code, caught.value.facts) == ("cohort-without-sessions", {"number": "LAS-4/2026"})


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert render(sheet(), FACTS) == render(sheet(), FACTS)
