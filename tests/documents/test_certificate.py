from __future__ import annotations

import io
from datetime import date
from typing import Any

import pypdfium2 as pdfium
import pytest
from PIL import Image
from pypdf import PdfReader

from lpk_desktop.documents.certificate import render
from lpk_desktop.documents.qr import read_codes
from lpk_desktop.domain.certificates import (
    CertificateContent,
    CertificateState,
    FrozenCertificate,
    digest,
    verification_code,
)
from lpk_desktop.domain.competency import Result
from lpk_desktop.errors import UserError
from tests.documents.reading import Line, bare, forms, lines, text_of, touching
from tests.papers import FORKLIFT, GENERAL, LONGEST_25, WELDING, content, frozen, signed, unit

FRONT_FRAME = 18.6
BACK_FRAME = 11.2
NAME_60 = "Muhammad Abdurrahman Wahyu Kusumaningrat Ar-Rasyid Al-Banjar"
LONG = {
    "name": NAME_60,
    "programme": "Pelatihan Berbasis Kompetensi Teknisi Sepeda Motor Konvensional dan Injeksi "
    "Tingkat Dasar bagi Pencari Kerja",
    "centre_name": "Unit Pelaksana Teknis Daerah Balai Latihan Kerja Kabupaten Pangkajene dan Kepulauan",
    "licence": "Tanda Daftar Dinas Penanaman Modal, Pelayanan Terpadu Satu Pintu dan Tenaga Kerja "
    "Kabupaten Pangkajene dan Kepulauan Nomor 503/0217/DPMPTSP-NAKER/TD/LPK/XII/2021",
    "number": "0147B/ST-LAS.UPTD-BLK.PANGKEP/ANGK-12/VII/2026",
    "birth_place": "Kabupaten Pangkajene dan Kepulauan",
    "decrees": ("SKKNI Nomor 98 Tahun 2018", "SKKNI Nomor 121 Tahun 2025", "SKKNI Nomor 147 Tahun 2019"),
    "cohort": "Teknisi Sepeda Motor Konvensional dan Injeksi, Angkatan 12/2026 Gelombang Kedua",
    "signatory": "Prof. Dr. Ir. H. Raden Mas Bambang Sudarsono Kusumadiningrat, M.T., M.Si.",
    "signatory_position": "Kepala Unit Pelaksana Teknis Daerah Balai Latihan Kerja Kabupaten Pangkajene",
    "signatory_nip": "19680312 199203 1 004",
    "head": "Dra. Hj. Endah Kusumastuti Wulandari Sastrowardoyo, S.Pd., M.M.",
    "head_position": "Kepala Seksi Penyelenggaraan Pelatihan dan Pemberdayaan Masyarakat Desa",
    "assessor": "Ir. H. Hesti Tri Prabowo Kusumaningrat Wicaksono, S.T., M.T.",
}
CASES = {
    "as in the design": content(),
    "everything long": content(**LONG, units=LONGEST_25),
    "long name in capitals": content(name=NAME_60.upper()),
    "one word": content(name="Sukarno"),
    "one word of 60 letters": content(name="Suparmanwulandarikusumaningratsastrowardoyohadiningratwidodo"),
    "two names of 30 letters": content(name="Kusumaningratsastrowardoyohadi Wulandarihadiningratwidodoning"),
    "25 units": content(units=LONGEST_25),
    "12 units": content(units=(*WELDING, GENERAL) * 2),
    "40 units on two backs": content(units=(*LONGEST_25, *WELDING, *WELDING, *WELDING)),
    "subjects without codes": content(units=FORKLIFT, decrees=()),
    "next to nothing": content(
        licence=None, vin=None, birth_place=None, born=None, trainee_number=None, decrees=(), cohort=None
    ),
    "signed by hand": content(place="", signatory="", signatory_position=""),
    "no back signatures": content(head=None, assessor=None, attended=None, sessions=None),
    "not all competent": content(units=(unit("C.24LAS01.003.1", "Menetapkan Proses", 8, Result.NOT_YET),)),
    "accents": content(name="Ömer D'Souza Nur‘aini ’Abdul Ḥakīm", place="Kota Baru–Sebrang"),
    "sample": content(sample=True),
}


@pytest.fixture(scope="module")
def rendered() -> dict[str, pdfium.PdfDocument]:
    return {name: pdfium.PdfDocument(render([frozen(paper)])) for name, paper in CASES.items()}


@pytest.mark.parametrize("case", CASES)
def test_every_text_of_the_content_stands_on_the_paper(
    rendered: dict[str, pdfium.PdfDocument], case: str
) -> None:
    paper, document = CASES[case], rendered[case]
    front, back = text_of(document[0]), "".join(text_of(page) for page in list(document)[1:])
    for text in front_texts(paper):
        assert bare(text) in front
    for text in back_texts(paper):
        assert bare(text) in back


@pytest.mark.parametrize("case", CASES)
def test_no_text_leaves_its_frame_or_touches_another(
    rendered: dict[str, pdfium.PdfDocument], case: str
) -> None:
    for index, page in enumerate(rendered[case]):
        found = lines(page)
        inset = BACK_FRAME if index else FRONT_FRAME
        assert [line for line in found if not line.box.inside(inset)] == []
        assert touching(found) == []
        drawn = forms(page)
        assert [line for line in found if any(line.box.touches(box) for box in drawn)] == []


def front_texts(paper: CertificateContent) -> list[str]:
    texts = [
        paper.centre_name.upper(),
        paper.centre_kind,
        paper.licence or "",
        f"VIN {paper.vin}" if paper.vin else "",
        "SERTIFIKAT PELATIHAN",
        f"Nomor {paper.number}",
        "diberikan kepada",
        paper.name,
        paper.birth_place or "",
        "17 Agustus 1994" if paper.born else "",
        paper.trainee_number or "",
        paper.programme,
        "selama 240 jam pelajaran (JP), tanggal 18 Mei sampai dengan 2 Juli 2026, dan dinyatakan",
        "LULUS",
        *paper.decrees,
        verification_code(digest(paper)),
        f"{paper.place}, 6 Juli 2026" if paper.place else "6 Juli 2026",
        f"{paper.signatory_position}," if paper.signatory_position else "",
        paper.signatory,
        f"NIP {paper.signatory_nip}" if paper.signatory_nip else paper.centre_name,
    ]
    return [text for text in texts if text]


def back_texts(paper: CertificateContent) -> list[str]:
    texts = [
        "DAFTAR UNIT KOMPETENSI" if any(line.code for line in paper.units) else "DAFTAR MATERI PELATIHAN",
        f"Nama {paper.name}",
        f"Kelas {paper.cohort}" if paper.cohort else "",
        f"Nomor sertifikat {paper.number}",
        "Kehadiran 30 dari 30 sesi (100%)" if paper.attended else "",
        f"Kode {verification_code(digest(paper))}",
        "JP = jam pelajaran, 45 menit.",
        paper.assessor or "",
        f"No. reg. {paper.assessor_number}" if paper.assessor else "",
        f"{paper.head_position}," if paper.head else "",
        paper.head or "",
    ]
    coded = any(line.code for line in paper.units)
    for number, line in enumerate(paper.units, start=1):
        code = line.code or ("tanpa kode" if coded else "")
        done = ("Kompeten", "Belum kompeten") if line.code else ("Selesai", "Belum selesai")
        texts.append(f"{number}{code}{line.title}{line.jp}{done[line.result is Result.NOT_YET]}")
    return [text for text in texts if text]


def name_lines(name: str) -> list[Line]:
    page = pdfium.PdfDocument(render([frozen(name=name)]))[0]
    return [line for line in lines(page) if line.text and line.text in bare(name)]


def test_a_short_name_has_36_points() -> None:
    assert [round(line.size) for line in name_lines("Agus Priyanto")] == [36]


def test_a_longer_name_shrinks_down_to_24_points_and_then_takes_two_lines() -> None:
    (one,) = name_lines("Raden Ajeng Wulandari Kusumaningrat Hadiningrat")
    assert 24 <= one.size < 36
    assert [round(line.size) for line in name_lines(NAME_60.upper())] == [23, 23]


def test_25_of_the_longest_units_stand_on_one_back() -> None:
    assert len(pdfium.PdfDocument(render([frozen(units=LONGEST_25)]))) == 2


def test_a_list_too_long_for_one_back_goes_on_and_keeps_the_next_front_on_its_own_sheet() -> None:
    long = frozen(units=(*LONGEST_25, *WELDING, *WELDING, *WELDING))
    document = pdfium.PdfDocument(render([long, frozen()]))
    pages = [text_of(page) for page in document]
    assert len(pages) == 6
    assert "(LANJUTAN)" in pages[2]
    assert "Jumlah" not in pages[1]
    assert pages[3] == ""
    assert pages[4].startswith("LPKSERAYUTERAMPIL")


def test_many_certificates_are_one_document_in_their_order() -> None:
    papers = [frozen(number=f"{serial:04}/ST-LAS/VII/2026") for serial in (147, 148, 149)]
    document = pdfium.PdfDocument(render(papers))
    fronts = [text_of(document[index]) for index in (0, 2, 4)]
    assert [number in text for number, text in zip(("0147", "0148", "0149"), fronts, strict=True)] == [
        True
    ] * 3
    assert len(document) == 6


def test_a_cohort_shares_its_ornament_and_its_table() -> None:
    one = len(render([frozen(units=LONGEST_25)]))
    ten = len(render([frozen(units=LONGEST_25, number=f"{serial}") for serial in range(10)]))
    assert ten - one < 9 * 10_000


def test_another_list_of_units_is_another_table() -> None:
    pages = pdfium.PdfDocument(render([frozen(units=WELDING[:1]), frozen(units=WELDING[1:2])]))
    first = bare(WELDING[0].title)
    assert [first in text_of(pages[index]) for index in (1, 3)] == [True, False]


def test_the_same_records_give_the_same_bytes() -> None:
    first = render([frozen()])
    render([frozen(name="Sukarno", units=LONGEST_25)])
    assert render([frozen()]) == first


def test_another_letter_gives_other_bytes() -> None:
    assert render([frozen()]) != render([frozen(name="Agus Priyantoo")])


def test_fonts_are_embedded_and_hold_only_what_is_used() -> None:
    sizes = {}
    for page in PdfReader(io.BytesIO(render([frozen()]))).pages:
        resources: Any = page["/Resources"]
        for font in (each.get_object() for each in resources["/Font"].values()):
            if "+" in font["/BaseFont"]:
                name = font["/BaseFont"].split("+")[1]
                sizes[name] = len(font["/FontDescriptor"]["/FontFile2"].get_data())
    garamond = {f"EBGaramond-{face}" for face in ("Regular", "Medium", "SemiBold", "Italic")}
    assert sizes.keys() == garamond | {"Inter-Regular"}
    assert all(size < 60_000 for size in sizes.values())


def test_no_text_is_set_in_a_font_that_is_not_embedded() -> None:
    for page in pdfium.PdfDocument(render([frozen()])):
        for each in page.get_objects(max_depth=3):
            if isinstance(each, pdfium.PdfTextObj):
                assert each.get_font().is_embedded


def test_a_sample_says_so_across_both_pages() -> None:
    document = pdfium.PdfDocument(render([frozen(sample=True)]))
    assert ["CONTOH" in bare(page.get_textpage().get_text_bounded()) for page in document] == [True, True]
    assert "CONTOH" not in pdfium.PdfDocument(render([frozen()]))[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize(
    ("state", "word"), [(CertificateState.REVOKED, "DICABUT"), (CertificateState.REPLACED, "DIGANTI")]
)
def test_what_was_taken_back_says_so_and_has_no_code_to_scan(state: CertificateState, word: str) -> None:
    usual = frozen()
    taken_back = render([FrozenCertificate(content=usual.content, qr=usual.qr, state=state)])
    pages = list(pdfium.PdfDocument(taken_back))
    assert [word in bare(page.get_textpage().get_text_bounded()) for page in pages] == [True, True]
    assert read_codes(taken_back) == []


def test_a_preview_has_no_code_to_scan() -> None:
    preview = render([FrozenCertificate(content=content(), qr="")])
    assert read_codes(preview) == []
    assert "Pratinjau" in text_of(pdfium.PdfDocument(preview)[0])


def test_a_certificate_without_a_central_does_not_speak_of_a_camera() -> None:
    alone = FrozenCertificate(content=content(), qr=signed(content()))
    assert "Pindaiatauketikkode" in text_of(pdfium.PdfDocument(render([alone]))[0])


def picture(size: tuple[int, int], kind: str) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, kind)
    return out.getvalue()


def test_photo_and_logo_stand_where_their_places_are() -> None:
    certificate = frozen(photo="p", logo="l")
    page = pdfium.PdfDocument(
        render([certificate], {"p": picture((900, 900), "JPEG"), "l": picture((400, 100), "PNG")})
    )[0]
    images = [each for each in page.get_objects() if isinstance(each, pdfium.PdfImage)]
    shapes = sorted(
        (round((right - left) / 72 * 25.4, 1), round((top - bottom) / 72 * 25.4, 1))
        for left, bottom, right, top in (each.get_bounds() for each in images)
    )
    assert shapes == [(30, 40), (58, 14.5)]
    assert "Pasfoto" not in text_of(page)


def test_an_image_that_is_not_here_yet_is_asked_for() -> None:
    with pytest.raises(UserError) as caught:
        render([frozen(photo="p")])
    assert (caught.value.code, caught.value.facts) == (
        "certificate-image-missing",
        {"number": "0147/ST-LAS/VII/2026"},
    )


def test_an_image_that_is_none_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        render([frozen(photo="p")], {"p": b"bukan gambar"})
    assert caught.value.code == "certificate-image-unreadable"


def test_a_character_without_a_glyph_is_named_rather_than_printed_as_a_box() -> None:
    with pytest.raises(UserError) as caught:
        render([frozen(name="Agus 漢")])
    assert (caught.value.code, caught.value.facts) == ("paper-character-missing", {"character": "漢"})


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (date(2026, 6, 8), date(2026, 6, 12), "tanggal 8 sampai dengan 12 Juni 2026"),
        (date(2025, 12, 1), date(2026, 1, 9), "tanggal 1 Desember 2025 sampai dengan 9 Januari 2026"),
        (date(2026, 6, 8), date(2026, 6, 8), "tanggal 8 Juni 2026"),
    ],
)
def test_what_both_days_share_is_said_once(starts: date, ends: date, words: str) -> None:
    page = pdfium.PdfDocument(render([frozen(starts=starts, ends=ends)]))[0]
    assert bare(words, ", dan dinyatakan") in text_of(page)


def test_hours_that_are_known_only_as_a_whole_are_the_programmes() -> None:
    page = pdfium.PdfDocument(render([frozen(units=(unit("C.1", "Satu"), unit("C.2", "Dua", jp=None)))]))[1]
    assert "2C.2Dua–Kompeten" in text_of(page)
    assert "Jumlah240" in text_of(page)


def test_no_certificates_are_no_document() -> None:
    with pytest.raises(ValueError, match="no certificates"):
        render([])
