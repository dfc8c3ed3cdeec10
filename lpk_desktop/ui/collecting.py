"""Python collects what holds itself in circles on the GUI thread only, between two events."""

from __future__ import annotations

import gc
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 1_000


class Collecting(QObject):
    """Takes Python's automatic collection over until `stop`; see docs/decisions/0022.

    Left to itself, Python collects in whichever thread allocates most, and in the midst of Qt's own work. A
    widget that goes then is deleted off its thread, or while Qt still speaks to it: the process dies.
    """

    _users: ClassVar[int] = 0
    _was_enabled: ClassVar[bool] = False

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if Collecting._users == 0:
            Collecting._was_enabled = gc.isenabled()
        Collecting._users += 1
        gc.disable()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due by Python's own thresholds."""
        due = [
            generation
            for generation, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > limit > 0
        ]
        if due:
            gc.collect(due[-1])

    def stop(self) -> None:
        """Leave collection to Python again, if it was and nobody else holds it."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        Collecting._users -= 1
        if Collecting._users == 0 and Collecting._was_enabled:
            gc.enable()
