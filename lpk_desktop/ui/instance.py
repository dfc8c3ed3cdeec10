"""One window per data folder: a second start brings the first window to the front."""

from __future__ import annotations

import errno
import hashlib
from pathlib import Path
from typing import IO

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from lpk_desktop.errors import UserError
from lpk_desktop.storage.durable import as_writing_error
from lpk_desktop.storage.locking import claimed

LOCK = "window.lock"
_ANSWER_MS = 2000


class Instance(QObject):
    """A window's claim on a data folder, until `release` or the end of the process."""

    asked = Signal()
    """Somebody started the program once more on this folder."""

    def __init__(self, folder: Path, lock: IO[bytes]) -> None:
        super().__init__()
        self.folder = folder
        self._lock = lock
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_knock)
        # Who holds the lock is alone, so a name left behind by a crash is nobody's.
        QLocalServer.removeServer(_name(folder))
        self._server.listen(_name(folder))

    def release(self) -> None:
        """Let another window have the folder."""
        self._server.close()
        self._lock.close()

    def _on_knock(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
            self.asked.emit()


def claim(folder: Path) -> Instance:
    """Take `folder`, which exists, for this window.

    Raises UserError: "window-brought-forward" where another window has it and was asked to come to
    the front, "folder-open-elsewhere" where whoever has it does not answer, "data-read-only", "disk-full"
    or "data-not-reachable" where nothing can be written there.
    """
    try:
        return Instance(folder, claimed(folder / LOCK))
    except BlockingIOError:
        pass
    except OSError as error:
        read_only = error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}
        code = "data-read-only" if read_only else "data-not-reachable"
        raise as_writing_error(error, folder, code) from error
    if _knock(folder):
        raise UserError("window-brought-forward", folder=str(folder))
    raise UserError("folder-open-elsewhere", folder=str(folder))


def _knock(folder: Path) -> bool:
    """Whether a window answered."""
    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    if not socket.waitForConnected(_ANSWER_MS):
        return False
    connected = QLocalSocket.LocalSocketState.ConnectedState
    # The window hangs up when it has heard.
    return socket.state() is not connected or socket.waitForDisconnected(_ANSWER_MS)


def _name(folder: Path) -> str:
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()
    return f"lpk-desktop-{digest[:24]}"
