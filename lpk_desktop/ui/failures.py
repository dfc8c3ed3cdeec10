"""Whose fault is it: words and advice for what a person can mend, a report for what is our bug."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from lpk_desktop.errors import UserError
from lpk_desktop.messages import sentence
from lpk_desktop.reports import report_of

_log = logging.getLogger("lpk_desktop")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Failures(QObject):
    """The one place where errors end that nobody else takes.

    `mendable` tells what happened and what to do; `bug_met` a `Report`, once per place in the code.
    """

    mendable = Signal(str)
    bug_met = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: set[tuple[str, ...]] = set()

    def handle(self, error: BaseException) -> None:
        """Tell a person what to do, or write the bug down and tell it."""
        if isinstance(error, UserError):
            _log.info("user error %s", error.code)
            self.mendable.emit(sentence(error))
            return
        report = report_of(error)
        _log.error("bug\n%s", report.text)
        if report.frames not in self._known:
            self._known.add(report.frames)
            self.bug_met.emit(report)

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Hear of every exception that nobody takes, on all threads, and of what Qt has to say."""
        before = sys.excepthook, threading.excepthook
        handler = qInstallMessageHandler(_on_qt_message)
        sys.excepthook = self._on_uncaught
        threading.excepthook = lambda args: self._on_uncaught(
            args.exc_type, args.exc_value, args.exc_traceback
        )
        try:
            yield
        finally:
            sys.excepthook, threading.excepthook = before
            qInstallMessageHandler(handler)

    def _on_uncaught(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None or issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
        else:
            self.handle(error)


@contextmanager
def logging_to(path: Path) -> Iterator[None]:
    """Write the log to `path`, a megabyte at most, the one before kept beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    before = _log.level
    _log.setLevel(logging.INFO)
    _log.addHandler(handler)
    try:
        yield
    finally:
        _log.setLevel(before)
        _log.removeHandler(handler)
        handler.close()


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    _log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)
