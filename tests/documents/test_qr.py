from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageEnhance, ImageFilter

from lpk_desktop.documents import qr
from lpk_desktop.documents.certificate import render
from lpk_desktop.documents.qr import read_codes
from lpk_desktop.domain.certificates import FrozenCertificate
from lpk_desktop.domain.verification import Central, Verdict, check
from lpk_desktop.errors import UserError
from lpk_desktop.services.signing import verify
from tests.papers import CENTRAL_KEY, LONGEST_25, content, frozen, signed

USUAL = frozen()
LARGE = frozen(
    name="Muhammad Abdurrahman Wahyu Kusumaningrat Ar-Rasyid Al-Banjar",
    programme="Pelatihan Berbasis Kompetensi Teknisi Sepeda Motor Konvensional dan Injeksi",
    units=LONGEST_25,
)
ALONE = FrozenCertificate(content=content(), qr=signed(content()))


@cache
def front(certificate: FrozenCertificate, dots: int) -> Image.Image:
    page = pdfium.PdfDocument(render([certificate]))[0]
    image: Image.Image = page.render(scale=dots / 72).to_pil()
    return image.convert("L")


def encoded(image: Image.Image, kind: str = "PNG", **options: int) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo(image: Image.Image, *, angle: float = 7.0, blur: float = 0.8) -> bytes:
    """As a phone takes it: turned, from the side, blurred, in dim light, as JPEG."""
    turned = image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=96)
    width, height = turned.size
    seen = turned.transform(
        (width, height),
        Image.Transform.PERSPECTIVE,
        (1.02, 0.04, -30.0, 0.02, 1.05, -20.0, 0.05 / width, 0.04 / height),
        Image.Resampling.BICUBIC,
        fillcolor=96,
    )
    dim = ImageEnhance.Brightness(seen.filter(ImageFilter.GaussianBlur(blur))).enhance(0.7)
    lamp = Image.linear_gradient("L").resize(seen.size)
    return encoded(Image.blend(dim, lamp, 0.12), "JPEG", quality=70)


@pytest.mark.parametrize("certificate", [USUAL, LARGE, ALONE], ids=["usual", "large", "without a central"])
def test_the_code_is_read_from_the_pdf(certificate: FrozenCertificate) -> None:
    assert read_codes(render([certificate])) == [certificate.qr]


def test_the_codes_of_a_batch_are_read_in_order_each_once() -> None:
    papers = [frozen(number=f"{serial}/2026") for serial in (1, 2, 3)]
    assert read_codes(render(papers)) == [paper.qr for paper in papers]


@pytest.mark.parametrize("certificate", [USUAL, LARGE, ALONE], ids=["usual", "large", "without a central"])
@pytest.mark.parametrize("dots", [150, 200, 300])
def test_the_code_is_read_from_a_scan_of_the_page(certificate: FrozenCertificate, dots: int) -> None:
    assert read_codes(encoded(front(certificate, dots))) == [certificate.qr]


@pytest.mark.parametrize("certificate", [USUAL, LARGE, ALONE], ids=["usual", "large", "without a central"])
def test_the_code_is_read_from_a_photo_of_the_page(certificate: FrozenCertificate) -> None:
    assert read_codes(photo(front(certificate, 200))) == [certificate.qr]


@pytest.mark.parametrize("angle", [-25.0, 93.0, 180.0])
def test_a_photo_may_be_taken_from_any_side(angle: float) -> None:
    assert read_codes(photo(front(LARGE, 200), angle=angle)) == [LARGE.qr]


def test_a_blurred_photo_from_near_is_read() -> None:
    corner = front(LARGE, 300).crop((200, 1800, 1000, 2300))
    assert read_codes(photo(corner, blur=1.8)) == [LARGE.qr]


def test_a_photo_of_a_hundred_megapixels_is_read() -> None:
    large = front(USUAL, 300).resize((12_000, 8_485), Image.Resampling.NEAREST)
    assert read_codes(encoded(large, "JPEG", quality=60)) == [USUAL.qr]


def test_a_photo_verifies_without_a_network() -> None:
    (text,) = read_codes(photo(front(USUAL, 200)))
    central = Central(name="Pusat Contoh", public_key=CENTRAL_KEY)
    found = check(text, verify=verify, centrals=[central])
    assert found.verdict is Verdict.CONFIRMED
    assert found.content is not None
    assert found.content.name == "Agus Priyanto"


def test_a_scan_inside_a_pdf_is_read(tmp_path: Path) -> None:
    scan = tmp_path / "pindaian.pdf"
    front(USUAL, 200).save(scan, "PDF", resolution=200)
    assert read_codes(scan) == [USUAL.qr]


def test_the_smallest_code_of_a_certificate_has_modules_a_phone_can_see() -> None:
    for certificate, most in ((USUAL, 69), (LARGE, 77), (ALONE, 57)):
        assert qr.draw(certificate.qr)[0] <= most


def test_a_very_long_code_trades_correction_for_size() -> None:
    long, _ = qr.draw("LPK1:" + "7" * 1500)
    assert long == 85


def test_a_page_without_a_code_has_none() -> None:
    assert read_codes(encoded(Image.new("RGB", (400, 300), "white"))) == []


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        read_codes(tmp_path / "tidak ada.pdf")
    assert (caught.value.code, caught.value.facts) == ("code-file-missing", {"file": "tidak ada.pdf"})


@pytest.mark.parametrize("data", [b"", b"teks biasa", b"%PDF-1.7 rusak", b"\x89PNG\r\n\x1a\nrusak"])
def test_a_file_that_is_neither_pdf_nor_picture_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "berkas.pdf"
    path.write_bytes(data)
    with pytest.raises(UserError) as caught:
        read_codes(path)
    assert (caught.value.code, caught.value.facts) == ("code-file-unreadable", {"file": "berkas.pdf"})


def test_a_folder_is_no_file_to_read(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        read_codes(tmp_path)
    assert caught.value.code == "code-file-unreadable"


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(UserError) as caught:
        read_codes(encoded(Image.new("1", (12_000, 8_000))))
    assert caught.value.code == "code-file-unreadable"
