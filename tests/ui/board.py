"""Hands for the grids: press keys and drag the mouse as people do."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lpk_desktop.ui.grids.frame import GridFrame
from lpk_desktop.ui.grids.geometry import Cell


def press(widget: QWidget, *keys: str) -> None:
    """Press keys written as in a menu ("Ctrl+D"), one after the other, on whatever has the focus."""
    for key in keys:
        combination = QKeySequence(key)[0]  # type: ignore[index]  # the stub forgets it
        target = QApplication.focusWidget() or widget
        QTest.keyClick(target, combination.key(), combination.keyboardModifiers())


def type_text(text: str) -> None:
    """Type letters and digits into whatever has the focus."""
    for letter in text:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, letter)


def centre(grid: GridFrame, cell: Cell) -> QPoint:
    """The middle of a cell in the viewport."""
    return grid.view.cell_rect(cell).center()


def click(grid: GridFrame, cell: Cell) -> None:
    """Click a cell."""
    QTest.mouseClick(grid.view.viewport(), Qt.MouseButton.LeftButton, pos=centre(grid, cell))


def drag(grid: GridFrame, start: QPoint, end: QPoint) -> None:
    """Drag with the left button from one point of the viewport to another."""
    viewport = grid.view.viewport()
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    _send(viewport, QMouseEvent.Type.MouseButtonPress, start, button=left, held=left)
    for part in range(1, 6):
        point = start + (end - start) * part / 5
        _send(viewport, QMouseEvent.Type.MouseMove, point, button=none, held=left)
    _send(viewport, QMouseEvent.Type.MouseButtonRelease, end, button=left, held=none)


def hover(grid: GridFrame, cell: Cell) -> None:
    """Move the mouse over a cell without a button."""
    none = Qt.MouseButton.NoButton
    _send(grid.view.viewport(), QMouseEvent.Type.MouseMove, centre(grid, cell), button=none, held=none)


def _send(
    widget: QWidget,
    kind: QMouseEvent.Type,
    at: QPoint,
    *,
    button: Qt.MouseButton,
    held: Qt.MouseButton,
) -> None:
    place = widget.mapToGlobal(at)
    event = QMouseEvent(kind, QPointF(at), QPointF(place), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)
