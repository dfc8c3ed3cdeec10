"""Small things drawn the same way everywhere: tags, dots, bars, key caps, letter tiles (ui.md section 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

if TYPE_CHECKING:
    from lpk_desktop.ui.theme import Theme

KINDS = {
    "ok": ("okFg", "okBg"),
    "warn": ("warnFg", "warnBg"),
    "exc": ("excFg", "excBg"),
    "sick": ("sickFg", "sickBg"),
    "danger": ("dangerFg", "dangerBg"),
    "accent": ("accentText", "accentTint"),
    "neut": ("neutFg", "neutBg"),
}
"""Kind of a tag, banner or count: its text role and its fill role."""


class _Tile(NamedTuple):
    """Roles of a letter tile: text, fill."""

    text: str
    fill: str


_TILES = {
    "H": _Tile("okFg", "okBg"),
    "T": _Tile("warnFg", "warnBg"),
    "I": _Tile("excFg", "excBg"),
    "S": _Tile("sickFg", "sickBg"),
    "A": _Tile("onDanger", "dangerSolid"),
    "K": _Tile("okFg", "okBg"),
    "BK": _Tile("onDanger", "dangerSolid"),
}


def fill(painter: QPainter, rect: QRectF, role: str, theme: Theme, *, radius: float = 0) -> None:
    """A flat area in a role's colour, with round corners when `radius` is given."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, radius > 0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(role))
    if radius:
        painter.drawRoundedRect(rect, radius, radius)
    else:
        painter.drawRect(rect)
    painter.restore()


def panel(
    painter: QPainter,
    rect: QRectF,
    theme: Theme,
    *,
    fill: str = "surface",
    edge: str = "border",
    radius: float = 8,
) -> None:
    """A framed area: one line of one pixel, round corners."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(edge), 1))
    painter.setBrush(theme.colour(fill))
    corner = theme.px(radius)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
    painter.restore()


def shadow(painter: QPainter, rect: QRectF, *, blur: int, drop: int, strength: float) -> None:
    """A soft black shadow around and under `rect`, in pixels as drawn; paint it before what casts it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    colour = QColor(Qt.GlobalColor.black)
    # Nested areas add up: squares of the distance give the fall-off of a blur.
    for step in range(blur):
        colour.setAlphaF(strength * 2 * (step + 1) / (blur * (blur + 1)))
        spread = blur * 2 // 3 - step
        corner = max(spread, 0) + 10
        painter.setBrush(colour)
        painter.drawRoundedRect(rect.adjusted(-spread, drop - spread, spread, drop + spread), corner, corner)
    painter.restore()


def ring(painter: QPainter, rect: QRectF, theme: Theme, *, radius: float) -> None:
    """The focus ring, two pixels wide, just inside `rect`; `radius` in logical pixels as drawn."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("ring"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def line(
    painter: QPainter, y: float, left: float, right: float, theme: Theme, *, role: str = "borderSubtle"
) -> None:
    """A horizontal line of one device pixel at any scale."""
    painter.save()
    pen = QPen(theme.colour(role), 1)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.drawLine(QLineF(left, y, right, y))
    painter.restore()


def tag_width(text: str, theme: Theme, *, icon: str = "") -> float:
    """Width a tag needs for its text."""
    room = theme.px(18) if icon else 0
    return QFontMetricsF(theme.font("small", 500)).horizontalAdvance(text) + 2 * theme.px(7) + room


def tag(painter: QPainter, rect: QRectF, text: str, kind: str, theme: Theme, *, icon: str = "") -> float:
    """A tag at the left of `rect`, centred in its height; text elides to fit. Returns its width."""
    text_role, fill_role = KINDS[kind]
    width = min(tag_width(text, theme, icon=icon), rect.width())
    height = theme.px(20)
    box = QRectF(rect.left(), rect.center().y() - height / 2, width, height)
    fill(painter, box, fill_role, theme, radius=theme.px(4))
    inner = box.adjusted(theme.px(7), 0, -theme.px(7), 0)
    if icon:
        glyph(painter, inner, icon, text_role, theme, size=14)
        inner.setLeft(inner.left() + theme.px(18))
    elided(painter, inner, text, theme, font=theme.font("small", 500), role=text_role)
    return width


def glyph(painter: QPainter, rect: QRectF, icon: str, role: str, theme: Theme, *, size: int = 16) -> None:
    """An icon of `size` design pixels at the left of `rect`, centred in its height."""
    side = theme.px(size)
    pixmap = theme.pixmap(icon, role, side, painter.device().devicePixelRatio())
    painter.drawPixmap(QPointF(round(rect.left()), round(rect.center().y() - side / 2)), pixmap)


def count(painter: QPainter, rect: QRectF, text: str, kind: str, theme: Theme) -> float:
    """A round count at the right of `rect`, as beside Sinkronisasi. Returns its width."""
    text_role, fill_role = KINDS[kind]
    font = theme.font("micro", 600, tabular=True)
    height = theme.px(17)
    width = max(QFontMetricsF(font).horizontalAdvance(text) + theme.px(12), theme.px(19))
    box = QRectF(rect.right() - width, rect.center().y() - height / 2, width, height)
    fill(painter, box, fill_role, theme, radius=height / 2)
    painter.setFont(font)
    painter.setPen(theme.colour(text_role))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    return width


def dot(
    painter: QPainter, centre: QPointF, role: str, theme: Theme, *, diameter: float = 7, hollow: bool = False
) -> None:
    """A round mark of `diameter` design pixels, filled or as a circle line."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = theme.px(diameter) / 2
    if hollow:
        painter.setPen(QPen(theme.colour(role), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius -= 0.6
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(role))
    painter.drawEllipse(centre, radius, radius)
    painter.restore()


def bar(
    painter: QPainter,
    rect: QRectF,
    fraction: float | None,
    minimum: float | None,
    below: bool,  # noqa: FBT001  position fixed by the delegates that share it
    theme: Theme,
) -> None:
    """A bullet bar as wide as `rect`: `fraction` 0 to 1 filled, a tick at `minimum`, red when `below`."""
    height = theme.px(5)
    top = round(rect.center().y() - height / 2)
    track = QRectF(rect.left(), top, rect.width(), height)
    fill(painter, track, "neutBg", theme, radius=height / 2)
    if fraction:
        done = QRectF(track.left(), top, max(track.width() * min(fraction, 1), height), height)
        fill(painter, done, "dangerSolid" if below else "okSolid", theme, radius=height / 2)
    if minimum is not None:
        x = round(track.left() + track.width() * minimum) - 1
        fill(painter, QRectF(x, top - theme.px(3), 2, height + 2 * theme.px(3)), "text2", theme)


def keycap_width(keys: str, theme: Theme) -> float:
    """Width a key cap needs, for example for "Ctrl+K"."""
    advance = QFontMetricsF(theme.font("micro")).horizontalAdvance(_key_text(keys))
    return max(advance + 2 * theme.px(6), theme.px(20))


def keycap(
    painter: QPainter,
    rect: QRectF,
    keys: str,
    theme: Theme,
    *,
    align_right: bool = False,
    on_accent: bool = False,
) -> float:
    """A key cap at the left (or right) of `rect`, centred in its height. Returns its width."""
    width, height = keycap_width(keys, theme), theme.px(18)
    left = rect.right() - width if align_right else rect.left()
    box = QRectF(round(left), round(rect.center().y() - height / 2), round(width), height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = theme.colour("onAccent" if on_accent else "borderStrong")
    if on_accent:
        edge.setAlphaF(0.5)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush if on_accent else QBrush(theme.colour("raised")))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4))
    painter.setFont(theme.font("micro"))
    painter.setPen(theme.colour("onAccent" if on_accent else "text2"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), _key_text(keys))
    painter.restore()
    return width


def _key_text(keys: str) -> str:
    """As people read keys: "Ctrl K", not "Ctrl+K"."""
    return " ".join(part for part in keys.split("+") if part) or keys


def letter_tile(
    painter: QPainter,
    rect: QRectF,
    code: str,
    theme: Theme,
    *,
    locked: bool = False,
    disputed: bool = False,
    note: bool = False,
) -> None:
    """The tile of a code (H T I S A K BK) filling `rect`; locked is only an outline, a note a corner."""
    roles = _TILES[code]
    radius = theme.px(5)
    text_role = "text2" if locked else roles.text
    if locked:
        panel(painter, rect, theme, radius=5)
    else:
        fill(painter, rect, roles.fill, theme, radius=radius)
    if note:
        corner(painter, rect, text_role, theme, radius=5)
    if disputed:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("warnSolid"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
        painter.restore()
    painter.setFont(theme.font("cell"))
    painter.setPen(theme.colour(text_role))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), code)


def corner(painter: QPainter, rect: QRectF, role: str, theme: Theme, *, radius: float = 0) -> None:
    """A small triangle in the upper right corner: a note, or a value that was not taken as written."""
    size = theme.px(8)
    shape = QPainterPath()
    shape.addRoundedRect(rect, theme.px(radius), theme.px(radius))
    right, top = rect.right() + 1, rect.top()
    triangle = QPainterPath()
    triangle.addPolygon(
        QPolygonF([QPointF(right - size, top), QPointF(right, top), QPointF(right, top + size)])
    )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(shape.intersected(triangle), theme.colour(role))
    painter.restore()


def empty_tile(painter: QPainter, rect: QRectF, theme: Theme, *, text: str = "") -> None:
    """The dashed tile of a cell still to fill; `text` is "–" for a block not yet assessed."""
    pen = QPen(theme.colour("outline"), 1)
    pen.setDashPattern([3, 2])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(5), theme.px(5))
    if text:
        painter.setFont(theme.font("cell"))
        painter.setPen(theme.colour("text3"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()


def hatched(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """The slanted lines of a day without training."""
    shape = QPainterPath()
    shape.addRoundedRect(rect, theme.px(5), theme.px(5))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(shape)
    painter.setPen(QPen(theme.colour("neutBg"), theme.px(3)))
    step, reach = theme.px(6), int(rect.width() + rect.height())
    for offset in range(0, reach + step, step):
        bottom = QPointF(rect.left() + offset - rect.height(), rect.bottom())
        painter.drawLine(bottom, QPointF(rect.left() + offset, rect.top()))
    painter.restore()


def elided(
    painter: QPainter,
    rect: QRectF,
    text: str,
    theme: Theme,
    *,
    font: QFont | None = None,
    role: str = "text",
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> float:
    """One line of text, centred in the height of `rect` and elided to its width. Returns the width used."""
    font = font or theme.font("body")
    metrics = QFontMetricsF(font)
    # Half a pixel of grace: a text measured to fit must not lose its last letter to rounding.
    shown = metrics.elidedText(text, mode, rect.width() + 0.5)
    painter.setFont(font)
    painter.setPen(theme.colour(role))
    flags = align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
    painter.drawText(rect, int(flags), shown)
    return metrics.horizontalAdvance(shown)
