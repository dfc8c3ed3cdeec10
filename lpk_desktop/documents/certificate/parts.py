"""What both sides of a certificate share: styles, the QR, signatures, and marks across the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reportlab.lib.units import mm

from lpk_desktop.documents import qr
from lpk_desktop.documents.layout import POINT, Align, Face, Paper, Style, colour, fit, width
from lpk_desktop.documents.ornament import HIGH, WIDE
from lpk_desktop.domain.certificates import (
    CertificateContent,
    CertificateState,
    FrozenCertificate,
    digest,
    verification_code,
)

TEXT = "#1B2430"
QUIET = "#4A5563"
RULE = "#5B626C"

_MARKS = {CertificateState.REVOKED: "DICABUT", CertificateState.REPLACED: "DIGANTI"}
_SAMPLE = ("CONTOH", "#F2E7D3")
_VOID = "#F6DCD8"
_MARK = Style(face=Face.SANS_SEMIBOLD, size=128, colour=_VOID, tracking=3)
_NOTE = Style(face=Face.REGULAR, size=8.6, colour=QUIET)
_SIGNER = Style(face=Face.SEMIBOLD, size=12.4, colour=TEXT, least=9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One certificate on its way to paper."""

    paper: Paper
    certificate: FrozenCertificate
    images: Mapping[str, bytes]
    qr_form: str
    """The name of the form with its QR."""
    tables: dict[object, str]
    """Forms with tables of units that the document has already."""

    @property
    def content(self) -> CertificateContent:
        """What the certificate says."""
        return self.certificate.content

    @property
    def code(self) -> str:
        """The verification code for people."""
        return verification_code(digest(self.content))

    @property
    def void(self) -> bool:
        """Revoked or replaced: such a paper carries a mark instead of a QR."""
        return self.certificate.state is not CertificateState.ISSUED

    @property
    def signed(self) -> bool:
        """Whether there is a QR to draw: neither void nor a preview."""
        return bool(self.certificate.qr) and not self.void


def define_qr(sheet: Sheet) -> None:
    """Put the QR of a certificate into the document as a form one point wide, for both of its pages."""
    if not sheet.signed:
        return
    modules, operators = qr.draw(sheet.certificate.qr)
    canvas = sheet.paper.canvas
    canvas.beginForm(sheet.qr_form, 0, 0, 1, 1)
    canvas.setFillColor(colour(TEXT))
    canvas.addLiteral(f"{1 / modules:.8f} 0 0 {-1 / modules:.8f} 0 1 cm")
    canvas.addLiteral(operators)
    canvas.endForm()


def draw_qr(sheet: Sheet, x: float, y: float, size: float) -> None:
    """The QR with its top left corner at (x, y); a paper that proves nothing shows a frame instead."""
    if not sheet.signed:
        sheet.paper.box((x, y), (size, size), weight=0.2, ink=RULE)
        for line, word in enumerate(("tidak", "berlaku") if sheet.void else ("belum", "terbit")):
            sheet.paper.text(x + size / 2, y + size / 2 - 0.7 + 3.4 * line, word, _NOTE, align=Align.CENTRE)
        return
    canvas = sheet.paper.canvas
    canvas.saveState()
    canvas.transform(size * mm, 0, 0, size * mm, x * mm, (HIGH - y - size) * mm)
    canvas.doForm(sheet.qr_form)
    canvas.restoreState()


def draw_mark(sheet: Sheet) -> None:
    """CONTOH, DICABUT or DIGANTI across the page, under everything else."""
    word, ink = _MARKS.get(sheet.certificate.state, ""), _VOID
    if not word and sheet.content.sample:
        word, ink = _SAMPLE
    if not word:
        return
    canvas = sheet.paper.canvas
    canvas.saveState()
    canvas.translate(WIDE / 2 * mm, HIGH / 2 * mm)
    canvas.rotate(30)
    around = Paper(canvas, 0)
    around.text(0, _MARK.size * 0.36 * POINT, word, replace(_MARK, colour=ink), align=Align.CENTRE)
    canvas.restoreState()


def draw_signature(
    paper: Paper, x: float, y: float, name: str, *, room: float, rule: float, style: Style = _SIGNER
) -> None:
    """A name centred above a rule: `rule` wide, or as wide as the name needs up to `room`."""
    fitted = fit(name, style, room, broken=10.5)
    paper.lines(x, y - 4.4 * (len(fitted.lines) - 1), fitted, style, leading=4.4, align=Align.CENTRE)
    widest = max((width(line, style, fitted.size) for line in fitted.lines), default=0.0)
    half = max(rule, min(widest + 3, room)) / 2
    paper.line((x - half, y + 1.8), (x + half, y + 1.8), weight=0.12, ink=RULE)


def centred(
    paper: Paper,
    text: str,
    style: Style,
    *,
    at: tuple[float, ...],
    broken: tuple[float, ...] = (),
    x: float = WIDE / 2,
    room: float = 250.0,
    size: float | None = None,
) -> int:
    """A text around x: on the baseline `at`, or on those of `broken` where it takes two lines.

    `size` is the largest for the broken lines. Returns how many lines it took.
    """
    fitted = fit(text, style, room, lines=max(1, len(broken)), broken=size)
    for line, y in zip(fitted.lines, at if len(fitted.lines) == 1 else broken, strict=True):
        paper.text(x, y, line, style, align=Align.CENTRE, size=fitted.size)
    return len(fitted.lines)


def units_passed(content: CertificateContent) -> tuple[int, int, str]:
    """How many units (or, where none has a code, subjects) are competent, of how many, and their word."""
    coded = [line for line in content.units if line.code]
    counted = coded or list(content.units)
    passed = sum(line.result == "K" for line in counted)
    return passed, len(counted), "unit" if coded else "materi"
