"""Certificates as PDF files in a folder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from lpk_desktop.documents.certificate import render
from lpk_desktop.domain.certificates import FrozenCertificate
from lpk_desktop.domain.privacy import without_numbers
from lpk_desktop.errors import UserError
from lpk_desktop.services.privacy import Permit, hand_over


def write_papers(
    papers: Sequence[FrozenCertificate], out: Path, permit: Permit, *, one_file: bool, name: str
) -> list[Path]:
    """Write certificates into the folder `out`: one file each, or one called `name`; gives each paper's file.

    Raises UserError("file-not-writable").
    """
    if one_file:
        path = out / f"{safe(name)}.pdf"
        write_file(render(papers), path, permit)
        return [path] * len(papers)
    files = []
    for paper in papers:
        path = out / f"{safe(paper.content.number)} {safe(paper.content.name)}.pdf"
        write_file(render([paper]), path, permit)
        files.append(path)
    return files


def safe(text: str) -> str:
    """A text as part of a file name on every system."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "-", text).strip(" .")[:120]


def write_file(content: bytes, path: Path, permit: Permit) -> None:
    """Hand one document over; raises UserError("file-not-writable")."""
    try:
        hand_over(content, path, permit)
    except OSError as error:
        raise UserError("file-not-writable", file=without_numbers(str(path))) from error
