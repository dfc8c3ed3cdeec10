"""Colours, type and icons of the window: the one place every painter and widget asks (ui.md section 2)."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from lpk_desktop.language import RESOURCES
from lpk_desktop.ui.focus_ring import FocusRing
from lpk_desktop.ui.style import ProxyStyle
from lpk_desktop.ui.style_sheet import style_sheet

CHOICES = ("system", "light", "dark")


class TextStyle(NamedTuple):
    """One style of ui.md 2.3: size and line height in unscaled pixels, weight 400 to 600."""

    size: float
    line: int
    weight: int


TEXT_STYLES = {
    "display": TextStyle(22, 28, 600),
    "title": TextStyle(16, 22, 600),
    "section": TextStyle(13, 18, 600),
    "body": TextStyle(13, 18, 400),
    "dense": TextStyle(12.5, 18, 400),
    "small": TextStyle(12, 16, 400),
    "micro": TextStyle(11, 14, 500),
    "cell": TextStyle(11, 14, 600),
    "scan": TextStyle(46, 54, 600),
}

_FAMILY = "Inter"
_WEIGHTS = ("Regular", "Medium", "SemiBold")
_PALETTE = {
    QPalette.ColorRole.Window: "surface",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "onAccent",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "onAccent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accentText",
    QPalette.ColorRole.LinkVisited: "accentText",
    QPalette.ColorRole.ToolTipBase: "tooltipBg",
    QPalette.ColorRole.ToolTipText: "tooltipText",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "borderSubtle",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "borderStrong",
    QPalette.ColorRole.Shadow: "outline",
}
_DIMMED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


class Theme(QObject):
    """The chosen colours and text size; built once after QApplication and passed to constructors."""

    changed = Signal()

    def __init__(self, choice: str = "system", scale: float = 1.0) -> None:
        super().__init__()
        _check(choice)
        _load_fonts()
        self._choice = choice
        self._scale = scale
        self._dark = False
        self._colours: dict[str, QColor] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._icons: dict[tuple[str, str, int], QIcon] = {}
        self._fonts: dict[tuple[str, int | None, bool], QFont] = {}
        self._app: QApplication | None = None
        self._ring: FocusRing | None = None
        self._read_tokens()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def dark(self) -> bool:
        """Whether the dark colours are in use, by choice or because the system asks for them."""
        return self._dark

    @property
    def choice(self) -> str:
        """What the person chose: "system", "light" or "dark"."""
        return self._choice

    @property
    def scale(self) -> float:
        """The person's text size: 1.0, 1.12 or 1.25."""
        return self._scale

    @property
    def ring_target(self) -> QWidget | None:
        """The button that wears the focus ring now."""
        return self._ring.target if self._ring is not None else None

    def colour(self, role: str) -> QColor:
        """The colour of a role of tokens.json; KeyError for a role it does not have."""
        return QColor(self._colours[role])

    def font(self, style: str, weight: int | None = None, tabular: bool = False) -> QFont:  # noqa: FBT001, FBT002  read at a hundred places as font("body", 500)
        """Inter in a style of ui.md 2.3; `weight` replaces the style's own, `tabular` aligns figures."""
        key = (style, weight, tabular)
        if key not in self._fonts:
            self._fonts[key] = self._build_font(TEXT_STYLES[style], weight, tabular=tabular)
        return QFont(self._fonts[key])

    def line(self, style: str) -> int:
        """Height of one line of text in a style, scaled."""
        return self.px(TEXT_STYLES[style].line)

    def px(self, n: float) -> int:
        """A length of the design in logical pixels at the chosen text size."""
        return round(n * self._scale)

    def icon(self, name: str, role: str = "text2", size: int = 16) -> QIcon:
        """The icon `name` in a role's colour; `size` in logical pixels as drawn (pass `px(16)`)."""
        key = (name, role, size)
        if key not in self._icons:
            icon = QIcon()
            for ratio in {1.0, QGuiApplication.instance().devicePixelRatio()}:  # type: ignore[union-attr]
                icon.addPixmap(self.pixmap(name, role, size, ratio))
                icon.addPixmap(self.pixmap(name, "disabled", size, ratio), QIcon.Mode.Disabled)
            self._icons[key] = icon
        return self._icons[key]

    def pixmap(self, name: str, role: str, size: int, ratio: float) -> QPixmap:
        """The icon as pixels: `size` logical pixels square at a device pixel ratio."""
        key = (name, role, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = _render(name, self.colour(role), size, ratio)
        return self._pixmaps[key]

    def set_choice(self, choice: str) -> None:
        """Use "light", "dark" or the "system" colours from now on."""
        _check(choice)
        self._choice = choice
        self._refresh()

    def set_scale(self, scale: float) -> None:
        """Use another text size from now on."""
        self._scale = scale
        self._refresh()

    def apply(self, app: QApplication) -> None:
        """Dress the application once: style, palette, style sheet, font, and the ring around the focus."""
        self._app = app
        self._ring = FocusRing(app, self)
        app.setStyle(ProxyStyle(self))
        self._dress(app)

    def _refresh(self) -> None:
        self._read_tokens()
        if self._app is not None:
            self._dress(self._app)
        self.changed.emit()

    def _dress(self, app: QApplication) -> None:
        _ask_system(self._choice)
        app.setFont(self.font("body"))
        app.setPalette(self._palette())
        app.setStyleSheet(style_sheet(self))

    def _palette(self) -> QPalette:
        palette = QPalette()
        for group_role, role in _PALETTE.items():
            palette.setColor(group_role, self.colour(role))
        for group_role in _DIMMED:
            palette.setColor(QPalette.ColorGroup.Disabled, group_role, self.colour("disabled"))
        return palette

    def _read_tokens(self) -> None:
        scheme = QGuiApplication.styleHints().colorScheme()
        follows = self._choice == "system" and scheme == Qt.ColorScheme.Dark
        self._dark = self._choice == "dark" or follows
        self._colours = {role: QColor(value) for role, value in _tokens()[self._dark].items()}
        for cache in (self._pixmaps, self._icons, self._fonts):
            cache.clear()

    def _build_font(self, style: TextStyle, weight: int | None, *, tabular: bool) -> QFont:
        font = QFont(_FAMILY)
        font.setPixelSize(round(style.size * self._scale))
        font.setWeight(QFont.Weight(weight or style.weight))
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _on_system_changed(self) -> None:
        if self._choice == "system":
            self._refresh()


def _check(choice: str) -> None:
    if choice not in CHOICES:
        raise ValueError(choice)


def _ask_system(choice: str) -> None:
    """Let the system draw its window frame to match, where it can."""
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    QGuiApplication.styleHints().setColorScheme(schemes.get(choice, Qt.ColorScheme.Unknown))


@lru_cache
def _tokens() -> tuple[dict[str, str], dict[str, str]]:
    """The light and the dark colours by role, in this order."""
    tokens = json.loads((RESOURCES / "styles" / "tokens.json").read_text("utf-8"))
    return tokens["light"], tokens["dark"]


@lru_cache
def _load_fonts() -> None:
    for weight in _WEIGHTS:
        QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / f"Inter-{weight}.ttf"))


@lru_cache
def _svg(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8")


def _render(name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
    # Thinner strokes as icons grow (ui.md 2.5), measured in the 24-unit box of the drawing.
    stroke = "1.6" if size >= 20 else "1.75"
    source = (
        _svg(name)
        .replace("currentColor", colour.name())
        .replace('stroke-width="2"', f'stroke-width="{stroke}"')
    )
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
