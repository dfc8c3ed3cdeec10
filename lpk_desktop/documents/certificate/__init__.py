"""Certificates as PDF: front and back for each, one document for many (ui.md section 11).

The words on this paper are Indonesian whatever the language of the screen: it is a document for
Indonesian offices, and the same frozen record must give the same bytes on every machine.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from lpk_desktop.documents import ornament
from lpk_desktop.documents.certificate.back import draw_back
from lpk_desktop.documents.certificate.front import draw_front
from lpk_desktop.documents.certificate.parts import Sheet, define_qr
from lpk_desktop.documents.layout import Paper, new_canvas
from lpk_desktop.documents.ornament import HIGH
from lpk_desktop.domain.certificates import FrozenCertificate


def render(certificates: Sequence[FrozenCertificate], images: Mapping[str, bytes] | None = None) -> bytes:
    """One PDF of A4 landscape pages: for each certificate its front and back, for printing on both sides.

    The same records give the same bytes. `images` holds the photos and logos that the contents
    name. A list of units too long for one back goes on behind it, and an empty page then keeps the
    next front on a sheet of its own. Revoked and replaced certificates carry that word across the
    page and no QR, previews no QR, and those of a sample centre CONTOH.
    Raises UserError: "certificate-image-missing" and "certificate-image-unreadable" with (number),
    "paper-character-missing" with (character). Raises ValueError for no certificates at all.
    """
    if not certificates:
        raise ValueError("no certificates to render")
    out = io.BytesIO()
    first = certificates[0].content
    title = f"Sertifikat {first.number}" if len(certificates) == 1 else "Sertifikat pelatihan"
    canvas = new_canvas(out, title=title, author=first.centre_name)
    canvas.setViewerPreference("Duplex", "DuplexFlipShortEdge")
    ornament.define(canvas)
    tables: dict[object, str] = {}
    for index, certificate in enumerate(certificates):
        sheet = Sheet(
            paper=Paper(canvas, HIGH),
            certificate=certificate,
            images=images or {},
            qr_form=f"qr{index}",
            tables=tables,
        )
        define_qr(sheet)
        draw_front(sheet)
        canvas.showPage()
        backs = draw_back(sheet)
        canvas.showPage()
        if backs % 2 == 0:
            canvas.showPage()
    canvas.save()
    return out.getvalue()
