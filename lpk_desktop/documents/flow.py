"""Text that flows down pages in A4 portrait: headings, facts, paragraphs, lines to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lpk_desktop.documents.layout import Face, Paper, Style, fit, known, wrap
from lpk_desktop.domain import formatting
from lpk_desktop.language import _, current_language

HIGH = 297.0
"""A4 portrait, millimetres."""
_LEFT, _RIGHT, _TOP, _END = 18.0, 192.0, 20.0, 278.0
_INK, _QUIET, _LINE = "#15171A", "#55585E", "#C9CBD0"
_TITLE = Style(face=Face.SANS_SEMIBOLD, size=15, colour=_INK)
_HEADING = Style(face=Face.SANS_SEMIBOLD, size=10.5, colour=_INK)
_NAME = Style(face=Face.SANS, size=8.4, colour=_QUIET)
_TEXT = Style(face=Face.SANS, size=8.4, colour=_INK)
_LEADING = 4.3
_NAMES = 46.0
"""Room for the name of a fact, and for the day of a line of history."""
_BODY = Style(face=Face.SANS, size=9.4, colour=_INK)
_BODY_LEADING = 5.0
_SIGNED = 11.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading with lines of two columns under it."""

    title: str
    lines: Sequence[tuple[str, str]] = field(default_factory=tuple)


class Flow:
    """Lines under each other, from page to page."""

    def __init__(self, paper: Paper, *, foot: str) -> None:
        self._paper, self._foot = paper, foot
        self._y, self._page = _TOP, 1

    def title(self, name: str, line: str) -> None:
        """The head of the first page."""
        for row in wrap(known(name, _TITLE.face), _TITLE, _RIGHT - _LEFT):
            self._paper.text(_LEFT, self._y, row, _TITLE)
            self._y += 7
        self._write(_LEFT, line, _NAME, _RIGHT - _LEFT)
        self._y += 3

    def part(self, part: Part) -> None:
        """A heading and its lines; a heading without lines says that there is nothing."""
        self._need(4 * _LEADING)
        self._y += 3
        self._write(_LEFT, part.title, _HEADING, _RIGHT - _LEFT)
        self._paper.line((_LEFT, self._y - 2.2), (_RIGHT, self._y - 2.2), weight=0.15, ink=_LINE)
        self._y += 1.6
        for name, text in part.lines or ((_("Tidak ada"), ""),):
            self._line(name, text)

    def paragraph(self, text: str) -> None:
        """Running text."""
        for row in wrap(known(text, _BODY.face), _BODY, _RIGHT - _LEFT):
            self._need(_BODY_LEADING)
            self._paper.text(_LEFT, self._y, row, _BODY)
            self._y += _BODY_LEADING
        self._y += 2

    def sign(self, number: int, name: str) -> None:
        """A numbered name with a line for the day and one for the signature."""
        self._need(_SIGNED)
        self._y += _SIGNED - _LEADING
        self._paper.text(_LEFT, self._y, str(number), _NAME)
        shown = fit(known(name, _BODY.face), _BODY, 76)
        above = (len(shown.lines) - 1) * _LEADING
        self._paper.lines(_LEFT + 9, self._y - above, shown, _BODY, leading=_LEADING)
        for left, right in ((106.0, 138.0), (144.0, _RIGHT)):
            self._paper.line((left, self._y + 1), (right, self._y + 1), weight=0.15, ink=_QUIET)
        self._y += _LEADING

    def columns(self, *heads: str) -> None:
        """The heads over lines to sign: number and name, day, signature."""
        self._need(2 * _SIGNED)
        self._y += 3
        for x, head in zip((_LEFT, 106.0, 144.0), heads, strict=True):
            self._paper.text(x, self._y, head, _NAME)
        self._y += 2

    def end_page(self) -> None:
        """Number the page."""
        number = formatting.number(self._page, language=current_language())
        self._paper.text(_LEFT, 287, known(self._foot, _NAME.face), _NAME)
        self._paper.text(_RIGHT - 12, 287, _("hal. {number}").format(number=number), _NAME)
        self._paper.canvas.showPage()

    def _line(self, name: str, text: str) -> None:
        left = wrap(known(name, _NAME.face), _NAME, _NAMES - 3)
        right = wrap(known(text, _TEXT.face), _TEXT, _RIGHT - _LEFT - _NAMES)
        for at in range(max(len(left), len(right))):
            self._need(_LEADING)
            for x, lines, style in ((_LEFT, left, _NAME), (_LEFT + _NAMES, right, _TEXT)):
                if at < len(lines):
                    self._paper.text(x, self._y, lines[at], style)
            self._y += _LEADING

    def _write(self, x: float, text: str, style: Style, room: float) -> None:
        for row in wrap(known(text, style.face), style, room):
            self._need(_LEADING)
            self._paper.text(x, self._y, row, style)
            self._y += _LEADING + 0.6

    def _need(self, room: float) -> None:
        if self._y + room > _END:
            self.end_page()
            self._y, self._page = _TOP, self._page + 1
