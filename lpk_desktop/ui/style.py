"""What Fusion draws differently here: check boxes, choices, menus and the ring around the focused control."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionMenuItem,
    QWidget,
)

from lpk_desktop.ui import paint

if TYPE_CHECKING:
    from lpk_desktop.ui.theme import Theme

RING_MARGIN = 4
"""Room a focus ring takes around a control: a gap of two pixels and two of ring."""

_Primitive = QStyle.PrimitiveElement
_Control = QStyle.ControlElement
_Hint = QStyle.StyleHint
_State = QStyle.StateFlag

_HINTS = {
    _Hint.SH_ToolTip_WakeUpDelay: 400,
    _Hint.SH_EtchDisabledText: 0,
    _Hint.SH_Widget_Animation_Duration: 0,
    _Hint.SH_ItemView_ActivateItemOnSingleClick: 0,
    _Hint.SH_ComboBox_Popup: 0,
    _Hint.SH_Menu_SupportsSections: 1,
    _Hint.SH_LineEdit_PasswordCharacter: ord("•"),
    _Hint.SH_TabBar_ElideMode: Qt.TextElideMode.ElideNone.value,
}


class ProxyStyle(QProxyStyle):
    """Fusion with the drawings that a style sheet cannot express."""

    _metrics: ClassVar[dict[QStyle.PixelMetric, int]] = {
        QStyle.PixelMetric.PM_FocusFrameHMargin: RING_MARGIN,
        QStyle.PixelMetric.PM_FocusFrameVMargin: RING_MARGIN,
        QStyle.PixelMetric.PM_MenuPanelWidth: 1,
        QStyle.PixelMetric.PM_MenuHMargin: 4,
        QStyle.PixelMetric.PM_MenuVMargin: 4,
        QStyle.PixelMetric.PM_IndicatorWidth: 16,
        QStyle.PixelMetric.PM_IndicatorHeight: 16,
        QStyle.PixelMetric.PM_ExclusiveIndicatorWidth: 16,
        QStyle.PixelMetric.PM_ExclusiveIndicatorHeight: 16,
        QStyle.PixelMetric.PM_CheckBoxLabelSpacing: 8,
        QStyle.PixelMetric.PM_RadioButtonLabelSpacing: 8,
        QStyle.PixelMetric.PM_SmallIconSize: 16,
        QStyle.PixelMetric.PM_SplitterWidth: 8,
    }

    def __init__(self, theme: Theme) -> None:
        super().__init__("Fusion")
        self._theme = theme

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Fixed sizes of ui.md 2.4 at the chosen text size; the rest is Fusion's."""
        length = self._metrics.get(metric)
        if length is None:
            return super().pixelMetric(metric, option, widget)
        return self._theme.px(length)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        """No animation, tips after 400 ms, an act needs Enter or a double click."""
        value = _HINTS.get(hint)
        return super().styleHint(hint, option, widget, returnData) if value is None else value

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Check boxes, radio buttons and menu panels; the dotted focus frame goes."""
        if element == _Primitive.PE_IndicatorCheckBox:
            state = option.state
            check_box(
                painter,
                option.rect,
                self._theme,
                checked=_tick(state),
                enabled=_on(state, _State.State_Enabled),
            )
        elif element == _Primitive.PE_IndicatorRadioButton:
            _radio(painter, option, self._theme)
        elif element == _Primitive.PE_PanelMenu:
            paint.panel(painter, QRectF(option.rect), self._theme, fill="raised")
        elif element not in (_Primitive.PE_FrameMenu, _Primitive.PE_FrameFocusRect):
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Menu rows with key caps, and the focus ring."""
        if element == _Control.CE_MenuItem and isinstance(option, QStyleOptionMenuItem):
            _menu_item(painter, option, self._theme)
        elif element == _Control.CE_FocusFrame:
            paint.ring(painter, QRectF(option.rect), self._theme, radius=self._theme.px(9))
        elif element not in (_Control.CE_MenuEmptyArea, _Control.CE_MenuVMargin, _Control.CE_MenuHMargin):
            super().drawControl(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Combo boxes look like fields with a chevron."""
        if control == QStyle.ComplexControl.CC_ComboBox and isinstance(option, QStyleOptionComboBox):
            _combo_box(painter, option, self._theme)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """The words of a combo box start where those of a field start."""
        rect = super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]  # the stub forbids None
        if control == QStyle.ComplexControl.CC_ComboBox and part == QStyle.SubControl.SC_ComboBoxEditField:
            return option.rect.adjusted(self._theme.px(9), 0, -self._theme.px(30), 0)
        return rect

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        """Menu rows and combo boxes at the heights of ui.md 2.4."""
        if kind == QStyle.ContentsType.CT_MenuItem and isinstance(option, QStyleOptionMenuItem):
            return _menu_item_size(option, self._theme)
        result = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]  # the stub forbids None
        if kind == QStyle.ContentsType.CT_ComboBox:
            # Fusion leaves less beside the words than our chevron takes.
            result.setWidth(max(result.width(), size.width() + self._theme.px(9 + 30 + 2)))
            result.setHeight(self._theme.px(36 if widget and widget.property("measure") == "large" else 30))
        return result


def check_box(
    painter: QPainter, rect: QRect, theme: Theme, *, checked: bool | None, enabled: bool = True
) -> None:
    """A tick box of 16 px in `rect`; `checked` is None when only part of what it stands for is ticked."""
    box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    filled = checked is not False and enabled
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(_edge(filled=filled, enabled=enabled)), 1))
    painter.setBrush(theme.colour("accent" if filled else "surface" if enabled else "sunken"))
    painter.drawRoundedRect(box, theme.px(4), theme.px(4))
    if checked is not False:
        _tick_line(painter, box, theme.colour("onAccent" if enabled else "disabled"), partly=checked is None)
    painter.restore()


def _tick_line(painter: QPainter, box: QRectF, colour: QColor, *, partly: bool) -> None:
    points = ((0.27, 0.5), (0.73, 0.5)) if partly else ((0.25, 0.52), (0.43, 0.69), (0.75, 0.33))
    pen = QPen(colour, box.width() * 0.11)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    line = [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in points]
    painter.drawPolyline(QPolygonF(line))


def _radio(painter: QPainter, option: QStyleOption, theme: Theme) -> None:
    enabled = _on(option.state, _State.State_Enabled)
    chosen = _on(option.state, _State.State_On)
    box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(_edge(filled=chosen and enabled, enabled=enabled)), 1))
    painter.setBrush(theme.colour("accent" if chosen and enabled else "surface" if enabled else "sunken"))
    painter.drawEllipse(box)
    if chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("onAccent" if enabled else "disabled"))
        painter.drawEllipse(box.center(), theme.px(3), theme.px(3))
    painter.restore()


def _edge(*, filled: bool, enabled: bool) -> str:
    if not enabled:
        return "border"
    return "accent" if filled else "outline"


def _tick(state: QStyle.StateFlag) -> bool | None:
    return None if _on(state, _State.State_NoChange) else _on(state, _State.State_On)


def _on(state: QStyle.StateFlag, flag: QStyle.StateFlag) -> bool:
    return bool(state & flag)


def _combo_box(painter: QPainter, option: QStyleOptionComboBox, theme: Theme) -> None:
    enabled = _on(option.state, _State.State_Enabled)
    focused = _on(option.state, _State.State_HasFocus)
    edge = "ring" if focused else "borderStrong" if enabled else "border"
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = 2 if focused else 1
    painter.setPen(QPen(theme.colour(edge), width))
    painter.setBrush(theme.colour("surface" if enabled else "sunken"))
    inset = width / 2
    painter.drawRoundedRect(
        QRectF(option.rect).adjusted(inset, inset, -inset, -inset), theme.px(6), theme.px(6)
    )
    size = theme.px(16)
    ratio = painter.device().devicePixelRatio()
    chevron = theme.pixmap("chevron-down", "text3" if enabled else "disabled", size, ratio)
    right = option.rect.right() - theme.px(9) - size
    painter.drawPixmap(right, option.rect.center().y() - size // 2 + 1, chevron)
    painter.restore()


def _menu_item_size(option: QStyleOptionMenuItem, theme: Theme) -> QSize:
    if option.menuItemType == QStyleOptionMenuItem.MenuItemType.Separator:
        return QSize(theme.px(10), theme.px(9))
    label, _, keys = option.text.partition("\t")
    metrics = QFontMetrics(theme.font("body"))
    width = theme.px(10 + 24 + 24 + 10) + metrics.horizontalAdvance(label.replace("&", ""))
    width += round(paint.keycap_width(keys, theme)) if keys else 0
    return QSize(max(width, theme.px(160)), theme.px(30))


def _menu_item(painter: QPainter, option: QStyleOptionMenuItem, theme: Theme) -> None:
    rect = QRectF(option.rect)
    if option.menuItemType == QStyleOptionMenuItem.MenuItemType.Separator:
        paint.line(painter, rect.center().y(), rect.left() + 4, rect.right() - 4, theme)
        return
    enabled = _on(option.state, _State.State_Enabled)
    if enabled and _on(option.state, _State.State_Selected):
        paint.fill(painter, rect, "pressed", theme, radius=theme.px(5))
    label, _, keys = option.text.partition("\t")
    colour = option.palette.color(option.palette.ColorRole.Text)
    _menu_icon(painter, option, theme)
    painter.setFont(theme.font("body"))
    painter.setPen(colour if enabled else theme.colour("disabled"))
    text = rect.adjusted(theme.px(34), 0, -theme.px(10), 0)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic
    painter.drawText(text, int(flags), label)
    if keys:
        paint.keycap(painter, rect.adjusted(0, 0, -theme.px(8), 0), keys, theme, align_right=True)


def _menu_icon(painter: QPainter, option: QStyleOptionMenuItem, theme: Theme) -> None:
    size = theme.px(16)
    left, top = option.rect.left() + theme.px(10), option.rect.center().y() - size // 2 + 1
    if option.checked:
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(left, top, theme.pixmap("check", "accentText", size, ratio))
    elif not option.icon.isNull():
        option.icon.paint(painter, QRect(left, top, size, size))
