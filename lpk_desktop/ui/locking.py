"""Hiding a person's work behind the sign-in page, and bringing it back as it was.

The file stays open behind a lock: rounds of sync go on, so that colleagues who were added elsewhere
meanwhile can sign in. Signing out closes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog
from shiboken6 import isValid

from lpk_desktop.language import _
from lpk_desktop.storage import slots
from lpk_desktop.ui.idle import Idle
from lpk_desktop.ui.widgets.popover import Popover
from lpk_desktop.ui.widgets.toast import News

if TYPE_CHECKING:
    from lpk_desktop.ui.application import Application


class Lock(QObject):
    """Locks the window of `application` by its key, or when nobody has been there for a while."""

    def __init__(self, application: Application, idle: Idle | None = None) -> None:
        super().__init__(application)
        self._application = application
        self._dialogs: list[QDialog] = []
        self.locked = False
        self.idle = idle or Idle(self)
        self.idle.due.connect(self.lock)
        self.idle.asked.connect(self.lock)

    def begin(self) -> None:
        """A shift is in full view."""
        self.locked = False
        self._dialogs.clear()
        if not slots.is_sample(self._application.folder):
            self.idle.begin(minutes=slots.load(self._application.folder).lock_minutes)

    def end(self) -> None:
        """The shift is over: its dialogs go with it, whether hidden or in sight."""
        self.locked = False
        self.idle.stop()
        for dialog in (*self._hidden(), *_shown()):
            dialog.close()
        self._dialogs.clear()

    def lock(self) -> None:
        """Show the sign-in page in front of everything; what is typed in fields stays behind it."""
        application = self._application
        if application.shift is None or self.locked:
            return
        if slots.is_sample(application.folder):
            text = _("Pusat contoh tidak dikunci: isinya rekaan.")
            application.window.tell(News(text=text, icon="info-circle"))
            return
        self.locked = True
        self.idle.stop()
        self._hide_what_floats()
        self.show_door()

    def show_door(self) -> None:
        """Show who can sign in, as it is now."""
        from lpk_desktop.ui.entry import sign_in_page  # noqa: PLC0415  not needed before the first lock

        shift = self._application.shift
        current = shift.desk.store.author if shift else None
        self._application.window.show_full(sign_in_page(self._application, current=current or ""))

    def resume(self) -> None:
        """The person is back: everything as it was."""
        window, dialogs = self._application.window, self._hidden()
        self.begin()
        if self._application.follow_role():
            for dialog in dialogs:
                dialog.close()
            return
        window.show_shell()
        if window.page is not None:
            window.page.focus_main()
        for dialog in dialogs:
            dialog.show()

    def _hidden(self) -> list[QDialog]:
        """The dialogs that still wait: hiding one that somebody waits for (files, printers) ends it."""
        return [each for each in self._dialogs if isValid(each)]

    def _hide_what_floats(self) -> None:
        window = self._application.window
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for popover in window.findChildren(Popover):
            popover.close_and_keep()
        window.toasts.dismiss()
        self._dialogs = _shown()
        for dialog in self._dialogs:
            dialog.hide()


def _shown() -> list[QDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
