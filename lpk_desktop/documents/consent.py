"""The text of consent with a line for each person to sign."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4

from lpk_desktop.documents.files import write_file
from lpk_desktop.documents.flow import HIGH, Flow
from lpk_desktop.documents.layout import Paper, new_canvas
from lpk_desktop.language import _
from lpk_desktop.services.consent import ConsentText, Signer
from lpk_desktop.services.privacy import Permit


def write_consent(
    text: ConsentText, people: Sequence[Signer], path: Path, permit: Permit, *, centre: str
) -> None:
    """Write the sheet as a PDF; raises UserError("file-not-writable")."""
    write_file(render(text, people, centre=centre), path, permit)


def render(text: ConsentText, people: Sequence[Signer], *, centre: str) -> bytes:
    """A PDF in A4 portrait: the text, its version on every page, and a line for each of these people."""
    out = io.BytesIO()
    canvas = new_canvas(out, title=text.title, author=centre, size=A4)
    version = _("Teks persetujuan versi {version}").format(version=text.version)
    flow = Flow(Paper(canvas, HIGH), foot=f"{centre} · {version}")
    flow.title(text.title, f"{centre} · {version}")
    for paragraph in text.paragraphs:
        flow.paragraph(paragraph)
    flow.columns(_("Nama"), _("Tanggal"), _("Tanda tangan"))
    for number, person in enumerate(people, start=1):
        flow.sign(number, person.name)
    flow.end_page()
    canvas.save()
    return out.getvalue()
