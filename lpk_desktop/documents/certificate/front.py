"""The front of a certificate: who, what, how long, with which result (ui.md section 11)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from reportlab.lib.units import mm

from lpk_desktop.documents import images
from lpk_desktop.documents.certificate.parts import (
    QUIET,
    TEXT,
    Sheet,
    centred,
    draw_mark,
    draw_qr,
    draw_signature,
    units_passed,
)
from lpk_desktop.documents.layout import Align, Face, Paper, Style, fit
from lpk_desktop.documents.ornament import GOLD, HIGH, INK, WIDE, draw_emblem
from lpk_desktop.domain.certificates import CertificateContent, CertificateState
from lpk_desktop.domain.formatting import date_long, month_name
from lpk_desktop.domain.payload import link_host
from lpk_desktop.errors import UserError

_CENTRE = Style(face=Face.SEMIBOLD, size=12.5, colour=INK, tracking=0.95, least=9.5)
_LICENCE = Style(face=Face.REGULAR, size=8.15, colour=QUIET, least=7.6)
_TITLE = Style(face=Face.MEDIUM, size=33, colour=INK, tracking=2.1)
_NUMBER = Style(face=Face.REGULAR, size=12, colour=TEXT, tracking=0.06)
_PHRASE = Style(face=Face.ITALIC, size=12.5, colour=QUIET)
_NAME = Style(face=Face.MEDIUM, size=36, colour=TEXT, least=24)
_BIRTH = Style(face=Face.REGULAR, size=11, colour=TEXT)
_PROGRAMME = Style(face=Face.SEMIBOLD, size=22, colour=INK, least=16.5)
_HOURS = Style(face=Face.REGULAR, size=12, colour=TEXT)
_RESULT = Style(face=Face.SEMIBOLD, size=19, colour=INK, tracking=2.1, least=12)
_UNITS = Style(face=Face.REGULAR, size=10, colour=QUIET, least=8.8)
_SIGN = Style(face=Face.REGULAR, size=11.5, colour=TEXT)
_SMALL = Style(face=Face.REGULAR, size=9.4, colour=QUIET)
_CHECK = Style(face=Face.SEMIBOLD, size=9.5, colour=INK)
_HOW = Style(face=Face.REGULAR, size=8.5, colour=QUIET)
_PLACEHOLDER = Style(face=Face.REGULAR, size=8.7, colour="#6D747E")

_PHOTO = (133.5, 145.0, 30.0, 40.0)
_LOGO_HEIGHT = 14.5
_SIGNER_X = 228.0


def draw_front(sheet: Sheet) -> None:
    """Draw the whole front of one certificate on the current page."""
    paper, content = sheet.paper, sheet.content
    paper.canvas.doForm("front")
    draw_mark(sheet)
    _letterhead(sheet)
    centred(paper, "SERTIFIKAT PELATIHAN", _TITLE, at=(62,))
    _rule(paper)
    centred(paper, f"Nomor {content.number}", _NUMBER, at=(72.8,), room=200)
    _holder(paper, content)
    _training(paper, content)
    _check(sheet)
    _photo(sheet)
    _signature(paper, content)


def _letterhead(sheet: Sheet) -> None:
    paper, content = sheet.paper, sheet.content
    if content.logo is None:
        draw_emblem(paper.canvas, WIDE / 2 * mm, (HIGH - 27.8) * mm, 13.5)
    else:
        with _named(content):
            image, wide, high = images.logo(_image(sheet, content.logo), height=_LOGO_HEIGHT, widest=60)
        paper.canvas.drawImage(
            image, (WIDE - wide) / 2 * mm, (HIGH - 27.8 - high / 2) * mm, wide * mm, high * mm, mask="auto"
        )
    vin = f"VIN {content.vin}" if content.vin else None
    licence = " · ".join(part for part in (content.centre_kind, content.licence, vin) if part)
    lines = centred(paper, content.centre_name.upper(), _CENTRE, at=(41.6,), broken=(39.6, 44.4), size=11)
    first = 46.5 if lines == 1 else 49
    centred(paper, licence, _LICENCE, at=(first,), broken=(first - 0.6, first + 2.8), room=225)


def _rule(paper: Paper) -> None:
    """A gold rule with a lozenge in the middle, under the title."""
    middle = WIDE / 2
    paper.line((middle - 34, 67), (middle - 3.5, 67), weight=0.2, ink="#AF976A")
    paper.line((middle + 3.5, 67), (middle + 34, 67), weight=0.2, ink="#AF976A")
    corners = ((0.0, -1.4), (1.4, 0.0), (0.0, 1.4), (-1.4, 0.0), (0.0, -1.4))
    for (x, y), (to_x, to_y) in pairwise(corners):
        paper.line((middle + x, 67 + y), (middle + to_x, 67 + to_y), weight=0.2, ink=GOLD)


def _holder(paper: Paper, content: CertificateContent) -> None:
    fitted = fit(content.name, _NAME, 236, broken=23)
    lines = len(fitted.lines)
    # A shrunk name moves up a little, so that it stays in the middle of its place.
    top = 93.8 - 0.09 * (_NAME.size - fitted.size) if lines == 1 else 87.6
    paper.lines(WIDE / 2, top, fitted, _NAME, leading=8.5, align=Align.CENTRE)
    centred(paper, "diberikan kepada", _PHRASE, at=(81.0 if lines == 1 else 79.5,))
    born = ", ".join(part for part in (content.birth_place, _day(content)) if part)
    number = f"Nomor peserta {content.trainee_number}" if content.trainee_number else None
    facts = " · ".join(part for part in (f"lahir di {born}" if content.birth_place else born, number) if part)
    centred(paper, facts, _BIRTH, at=(101.0 if lines == 1 else 101.7,), room=220)


def _day(content: CertificateContent) -> str | None:
    if content.born is None:
        return None
    return date_long(content.born) if content.birth_place else f"lahir {date_long(content.born)}"


def _training(paper: Paper, content: CertificateContent) -> None:
    kind = " berbasis kompetensi" if any(line.code for line in content.units) else ""
    lines = centred(paper, content.programme, _PROGRAMME, at=(118.8,), broken=(115, 121.1), room=236, size=17)
    centred(paper, f"telah menyelesaikan pelatihan{kind}", _PHRASE, at=(109.4 if lines == 1 else 108.9,))
    hours = f"selama {content.jp} jam pelajaran (JP), {_period(content)}, dan dinyatakan"
    centred(paper, hours, _HOURS, at=(126.2,))
    centred(paper, content.result.upper(), _RESULT, at=(134.9,), room=200)
    centred(paper, _units(content), _UNITS, at=(140.7,), broken=(139.5, 143.2), room=220, size=9.2)


def _period(content: CertificateContent) -> str:
    """As "tanggal 18 Mei sampai dengan 2 Juli 2026": what both days share is said once."""
    starts, ends = content.starts, content.ends
    if starts == ends:
        return f"tanggal {date_long(ends)}"
    first = f"{starts.day}"
    if (starts.year, starts.month) != (ends.year, ends.month):
        first += f" {month_name(starts.month)}"
    if starts.year != ends.year:
        first += f" {starts.year}"
    return f"tanggal {first} sampai dengan {date_long(ends)}"


def _units(content: CertificateContent) -> str:
    passed, of, word = units_passed(content)
    if word == "materi":
        return f"menyelesaikan {passed} dari {of} materi pelatihan, tercantum di halaman belakang"
    standard = f" {_listed(content.decrees)}" if content.decrees else ""
    return f"kompeten pada {passed} dari {of} unit kompetensi{standard}, tercantum di halaman belakang"


def _listed(texts: tuple[str, ...]) -> str:
    """As "a, b dan c"."""
    return " dan ".join(part for part in (", ".join(texts[:-1]), texts[-1]) if part)


def _check(sheet: Sheet) -> None:
    paper = sheet.paper
    draw_qr(sheet, 27, 160, 23)
    heading, *lines = _how(sheet)
    paper.text(53.7, 168.5, heading, _CHECK)
    for index, line in enumerate(lines):
        paper.text(53.7, 173.1 + index * 3.87, line, _HOW)


def _how(sheet: Sheet) -> tuple[str, ...]:
    if sheet.void:
        revoked = sheet.certificate.state is CertificateState.REVOKED
        return (
            "Tidak berlaku",
            f"Sertifikat ini telah {'dicabut' if revoked else 'diganti'}.",
            f"Kode {sheet.code}",
        )
    if not sheet.signed:
        return "Pratinjau", "Nomor dan kode menjadi", "tetap saat diterbitkan."
    if link_host(sheet.certificate.qr):
        return "Periksa keaslian", "Pindai kode, atau ketik", f"kode {sheet.code}", "di aplikasi LPK Desktop"
    return "Periksa keaslian", "Pindai atau ketik kode", sheet.code, "di aplikasi LPK Desktop"


def _photo(sheet: Sheet) -> None:
    paper, (x, y, wide, high) = sheet.paper, _PHOTO
    if sheet.content.photo is None:
        paper.box((x, y), (wide, high), weight=0.2, ink=INK, fill="#FBFBFA")
        paper.text(x + wide / 2, 164.3, "Pasfoto", _PLACEHOLDER, align=Align.CENTRE)
        paper.text(x + wide / 2, 168.4, "3 × 4 cm", _PLACEHOLDER, align=Align.CENTRE)
        return
    with _named(sheet.content):
        image = images.photo(_image(sheet, sheet.content.photo), width=wide, height=high)
    paper.canvas.drawImage(image, x * mm, (HIGH - y - high) * mm, wide * mm, high * mm)
    paper.box((x, y), (wide, high), weight=0.2, ink=INK)


@contextmanager
def _named(content: CertificateContent) -> Iterator[None]:
    """Say which certificate has a picture that cannot be read."""
    try:
        yield
    except images.PictureError as problem:
        raise UserError("certificate-image-unreadable", number=content.number) from problem


def _image(sheet: Sheet, name: str) -> bytes:
    if name not in sheet.images:
        raise UserError("certificate-image-missing", number=sheet.content.number)
    return sheet.images[name]


def _signature(paper: Paper, content: CertificateContent) -> None:
    room = 90.0
    centred(paper, content.issued_at, _SIGN, at=(151,), x=_SIGNER_X, room=room)
    position = content.signatory_position
    if position:
        centred(
            paper, f"{position},", _SIGN, at=(156.2,), broken=(156, 160.3), x=_SIGNER_X, room=room, size=10
        )
    draw_signature(paper, _SIGNER_X, 178.6, content.signatory, room=room, rule=64)
    below = f"NIP {content.signatory_nip}" if content.signatory_nip else content.centre_name
    centred(paper, below, _SMALL, at=(184.5,), broken=(184.2, 187.6), x=_SIGNER_X, room=room, size=8.6)
