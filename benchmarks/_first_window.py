"""A process that opens one window, prints "ready" once it is painted and waits for a person, and ends.

`empty` opens an empty main window with SQLAlchemy imported: the floor. `app ARGS` is `lpk-desktop ARGS`,
unchanged but for its event loop, which here reports its first rest.
"""

from __future__ import annotations

import os
import runpy
import sys

from PySide6.QtCore import QAbstractEventDispatcher
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow

_exec = QApplication.exec


def ready_when_shown() -> None:
    """End the process if a window is on the screen; called each time Qt has nothing left to do."""
    if any(window.isExposed() for window in QGuiApplication.topLevelWindows()):
        print("ready", flush=True)
        os._exit(0)


def exec_until_ready(*_application: QApplication) -> int:
    """Qt's event loop, up to its first rest with a window on the screen."""
    QAbstractEventDispatcher.instance().aboutToBlock.connect(ready_when_shown)
    return _exec()


def main() -> None:
    """Open the window that the first argument names."""
    if sys.argv[1] == "app":
        QApplication.exec = staticmethod(exec_until_ready)  # type: ignore[method-assign]
        sys.argv = ["lpk-desktop", *sys.argv[2:]]
        runpy.run_module("lpk_desktop", run_name="__main__", alter_sys=True)
        return
    import sqlalchemy  # noqa: F401, PLC0415  the floor pays for it as the app does

    application = QApplication([])
    window = QMainWindow()
    window.resize(1440, 900)
    window.show()
    exec_until_ready(application)


if __name__ == "__main__":
    main()
