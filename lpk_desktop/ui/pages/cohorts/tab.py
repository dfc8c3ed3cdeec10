"""What the class page asks of its tabs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from lpk_desktop.ui.widgets.hint_bar import Hint, Status


class ClassTab(QWidget):
    """One tab of a class, built at its first visit with what it shows; refreshed while it is shown."""

    foot_changed = Signal()
    """Hints or status read differently now."""
    tab_asked = Signal(str)
    """Another tab is wanted: a `ClassTabKey`."""

    def hints(self) -> Sequence[Hint | QAction]:
        """The keys that work here."""
        return ()

    def keys(self) -> Sequence[Hint | QAction]:
        """Every key that works here, for F1."""
        return self.hints()

    def step_back(self) -> bool:
        """Close or undo what Esc ends here before it leaves the class; False when there is nothing."""
        return False

    def status(self) -> Status:
        """The words at the right end of the bar at the foot."""
        return Status()

    def refresh(self) -> None:
        """Read the rows again."""

    def focus_main(self) -> None:
        """Put the keyboard on the list or grid."""
        self.setFocus()
