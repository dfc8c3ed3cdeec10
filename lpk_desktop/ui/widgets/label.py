"""Text on a page in one of the theme's styles and colours."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lpk_desktop.ui import paint
from lpk_desktop.ui.theme import Theme


class Label(QLabel):
    """Plain text in a style of ui.md 2.3; never read as markup, since names come from people."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        style: str = "body",
        role: str = "text",
        weight: int | None = None,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme, self._style, self._role, self._weight = theme, style, role, weight
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        # Inside a list a label would take over the list's own role, and with it the list's colour.
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_role(self, role: str) -> None:
        """Show the text in another colour role."""
        self._role = role
        self._restyle()

    def set_weight(self, weight: int | None) -> None:
        """Show the text lighter or heavier than its style says."""
        self._weight = weight
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self._theme.font(self._style, self._weight))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.colour(self._role))
        self.setPalette(palette)
        self.updateGeometry()


class ElidedLabel(Label):
    """One line that gives way: cut with an ellipsis, whole in the tooltip."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        style: str = "body",
        role: str = "text",
        weight: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, style=style, role=role, weight=weight, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Replace the text and the tooltip that shows it whole."""
        super().setText(text)
        self._tell_whole()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the tooltip only while the text is cut."""
        super().resizeEvent(event)
        self._tell_whole()

    def minimumSizeHint(self) -> QSize:
        """Nothing but the height is needed."""
        return QSize(self._theme.px(24), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the text cut to the width at hand."""
        painter = QPainter(self)
        role = self._role if self.isEnabled() else "disabled"
        paint.elided(painter, QRectF(self.rect()), self.text(), self._theme, font=self.font(), role=role)
        painter.end()

    def _tell_whole(self) -> None:
        cut = QFontMetricsF(self.font()).horizontalAdvance(self.text()) > self.width() + 0.5
        self.setToolTip(self.text() if cut else "")
