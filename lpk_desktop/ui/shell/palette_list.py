"""The hits of the palette, in groups, with the matched letters marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from lpk_desktop.language import _
from lpk_desktop.ui import paint
from lpk_desktop.ui.shell.matching import Found, segments
from lpk_desktop.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ROW, HEADING = 36, 30


class FoundModel(QAbstractListModel):
    """Hits with a heading (a plain text) before each group."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Found | str, ...] = ()
        self.query = ""

    def set_found(self, found: Sequence[Found], query: str) -> None:
        """Show these hits, in the order given; a new group gets its heading."""
        rows: list[Found | str] = []
        group = ""
        for hit in found:
            if hit.group != group:
                group = hit.group
                rows.append(group)
            rows.append(hit)
        self.beginResetModel()
        self.rows, self.query = tuple(rows), query
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """How many rows, headings included."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title, spoken with its detail."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title if isinstance(row, Found) else row
        if role == Qt.ItemDataRole.AccessibleTextRole and isinstance(row, Found):
            return f"{row.group}: {row.title}, {row.detail}" if row.detail else f"{row.group}: {row.title}"
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if index.isValid() and isinstance(self.rows[index.row()], Found):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


class PaletteList(QListView):
    """Shows the hits; the field above it keeps the keyboard and moves the choice here."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.hits = FoundModel()
        self.setModel(self.hits)
        self.setItemDelegate(_FoundDelegate(theme, self))
        self.setAccessibleName(_("Hasil pencarian"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.entered.connect(self.setCurrentIndex)

    @property
    def wanted_height(self) -> int:
        """Height of all hits and headings together."""
        return sum(self.sizeHintForRow(row) for row in range(len(self.hits.rows)))

    @property
    def chosen(self) -> Found | None:
        """The hit that Enter would open."""
        index = self.currentIndex()
        row = self.hits.rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Found) else None

    def set_found(self, found: Sequence[Found], query: str) -> None:
        """Show these hits and choose the first."""
        self.hits.set_found(found, query)
        self.step(1)

    def step(self, by: int) -> None:
        """Choose the next hit (1) or the one before (-1), around the ends."""
        places = [place for place, row in enumerate(self.hits.rows) if isinstance(row, Found)]
        if not places:
            return
        here = self.currentIndex().row()
        number = places.index(here) + by if here in places else 0
        self.setCurrentIndex(self.hits.index(places[number % len(places)], 0))
        if number % len(places) == 0:
            self.scrollToTop()


class _FoundDelegate(QStyledItemDelegate):
    """Icon, title with matched letters, detail or key at the right."""

    def __init__(self, theme: Theme, view: PaletteList) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """A row or a heading."""
        heading = isinstance(self._view.hits.rows[index.row()], str)
        return QSize(0, self._theme.px(HEADING if heading else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        theme, row = self._theme, self._view.hits.rows[index.row()]
        rect = QRectF(option.rect)
        inner = rect.adjusted(theme.px(16), 0, -theme.px(16), 0)
        if isinstance(row, str):
            words = inner.adjusted(0, theme.px(8), 0, 0)
            paint.elided(painter, words, row, theme, font=theme.font("micro"), role="text3")
            return
        chosen = self._view.currentIndex().row() == index.row()
        if chosen:
            box = rect.adjusted(theme.px(6), 0, -theme.px(6), 0)
            paint.fill(painter, box, "selected", theme, radius=theme.px(6))
        paint.glyph(painter, inner, row.icon, "accentText" if chosen else "text2", theme)
        inner.setRight(inner.right() - self._draw_right(painter, inner, row, chosen=chosen) - theme.px(12))
        inner.setLeft(inner.left() + theme.px(29))
        _draw_segments(painter, inner, row.title, self._view.hits.query, theme)

    def _draw_right(self, painter: QPainter, rect: QRectF, row: Found, *, chosen: bool) -> float:
        theme = self._theme
        keys = "Enter" if chosen and not row.detail else row.keys
        if keys:
            return paint.keycap(painter, rect, keys, theme, align_right=True)
        font, right = theme.font("small"), Qt.AlignmentFlag.AlignRight
        half = rect.adjusted(rect.width() / 2, 0, 0, 0)
        return paint.elided(painter, half, row.detail, theme, font=font, role="text3", align=right)


def _draw_segments(painter: QPainter, rect: QRectF, text: str, query: str, theme: Theme) -> None:
    rest = QRectF(rect)
    for piece, hit in segments(text, query):
        font = theme.font("body", 600 if hit else 400)
        role = "accentText" if hit else "text"
        rest.setLeft(rest.left() + paint.elided(painter, rest, piece, theme, font=font, role=role))
