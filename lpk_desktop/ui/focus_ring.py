"""The ring around the control that has the keyboard (ui.md section 7)."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QApplication, QFocusFrame, QWidget
from shiboken6 import isValid


class FocusRing(QObject):
    """Draws the ring outside the focused button; fields, lists and grids draw their own."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._frame: QFocusFrame | None = None
        app.focusChanged.connect(self._on_focus_changed)

    @property
    def target(self) -> QWidget | None:
        """The control that wears the ring now."""
        frame = self._frame
        return frame.widget() if frame is not None and isValid(frame) else None

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        wanted = new if isinstance(new, QAbstractButton) and not new.property("ownRing") else None
        if wanted is None and self.target is None:
            return
        frame = self._usable_frame()
        frame.setWidget(wanted)  # type: ignore[arg-type]  # None takes the ring away, says Qt's manual

    def _usable_frame(self) -> QFocusFrame:
        # The frame lives beside the control it surrounds, and dies with that page.
        if self._frame is None or not isValid(self._frame):
            self._frame = QFocusFrame()
        return self._frame
