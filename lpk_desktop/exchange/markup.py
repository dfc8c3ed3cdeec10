"""Web tables and Excel 2003 XML: what web applications often save under the name .xls."""

from __future__ import annotations

from html.parser import HTMLParser

from lpk_desktop.errors import UserError
from lpk_desktop.exchange.delimited import decode
from lpk_desktop.exchange.tables import Cell, Row, Table, make_table

_STARTS = ("<!doctype html", "<html", "<table", "<?xml", "<meta", "<head", "<style", "<body", "<workbook")
_MAX_SPAN = 1000
_CELL_TAGS = ("td", "th", "cell")
_ROW_TAGS = ("tr", "row")
_TABLE_TAGS = ("table", "worksheet")


def looks_like_markup(content: bytes) -> bool:
    """Whether a text begins as a web page or an XML document does."""
    text = decode(content[:400])
    return text is not None and text.lstrip("\ufeff \t\r\n").casefold().startswith(_STARTS)


def read_markup(content: bytes, *, file: str) -> tuple[Table, ...]:
    """The tables of a web page, or the sheets of Excel 2003 XML.

    Raises UserError roster-not-a-table where there is none.
    """
    parser = _Tables()
    parser.feed(decode(content) or "")
    parser.close()
    tables = tuple(make_table(name, rows) for name, rows in parser.tables if rows)
    if not tables:
        raise UserError("roster-not-a-table", file=file, kind="HTML")
    return tables


class _Tables(HTMLParser):
    """Collects rows; the tags of Excel's XML differ in name only."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[str | None, list[Row]]] = []
        self._row: list[Cell] | None = None
        self._text: list[str] | None = None
        self._attributes: dict[str, str] = {}
        self._number = False
        self._below: dict[int, int] = {}  # column -> rows that a cell above still covers

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "worksheet":
            self.tables.append((attributes.get("ss:name"), []))
        elif tag == "table" and not (self.tables and self.tables[-1][0] is not None):
            self.tables.append((None, []))
            self._below = {}
        elif tag in _ROW_TAGS and self.tables:
            self._end_row()
            self._start_row(attributes)
        elif tag in _CELL_TAGS and self._row is not None:
            self._end_cell()
            self._text, self._attributes, self._number = [], attributes, False
        elif tag == "data":
            self._number = attributes.get("ss:type") == "Number"
        elif tag in ("br", "p", "div") and self._text:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _CELL_TAGS:
            self._end_cell()
        elif tag in _ROW_TAGS or tag in _TABLE_TAGS:
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def close(self) -> None:
        super().close()
        self._end_row()

    def _start_row(self, attributes: dict[str, str]) -> None:
        rows = self.tables[-1][1]
        skipped_to = _count(attributes.get("ss:index"), default=0)
        rows.extend(() for _ in range(min(skipped_to - 1 - len(rows), _MAX_SPAN)))
        self._row = []

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is not None and self.tables:
            self._fill_from_above()
            self.tables[-1][1].append(tuple(self._row))
        self._row = None

    def _end_cell(self) -> None:
        if self._text is None or self._row is None:
            return
        self._fill_from_above()
        at = _count(self._attributes.get("ss:index"), default=0)
        self._row.extend([""] * min(at - 1 - len(self._row), _MAX_SPAN))
        value = _value("".join(self._text), number=self._number)
        across = _span(self._attributes, "colspan", "ss:mergeacross")
        down = _span(self._attributes, "rowspan", "ss:mergedown")
        for column in range(len(self._row), len(self._row) + across):
            if down > 1:
                self._below[column] = down - 1
        self._row += [value, *[""] * (across - 1)]
        self._text = None

    def _fill_from_above(self) -> None:
        while self._row is not None and (covered := self._below.pop(len(self._row), None)):
            if covered > 1:
                self._below[len(self._row)] = covered - 1
            self._row.append("")


def _value(text: str, *, number: bool) -> Cell:
    text = text.strip()
    if number:
        try:
            return float(text)
        except ValueError:
            return text
    return text


def _span(attributes: dict[str, str], web: str, excel: str) -> int:
    span = max(_count(attributes.get(web), default=1), 1 + _count(attributes.get(excel), default=0))
    return max(1, min(span, _MAX_SPAN))


def _count(text: str | None, *, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default
