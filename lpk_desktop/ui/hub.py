"""The few signals that concern the whole application."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Hub(QObject):
    """Passed to every page; pages neither know nor call each other."""

    changed = Signal(object)
    """Rows have changed, here or by sync: what changed, or None when that is not known."""

    sync_changed = Signal(object)
    """The state of sync: what the sidebar's corner shows."""

    told = Signal(object)
    """Something to tell as a toast: a `News`."""

    asked = Signal(str, object)
    """Another page is wanted: its key, and what to show there (an id, or None)."""

    undo_asked = Signal()
    """This person's latest act on this computer shall be taken back."""

    undo_of_asked = Signal(object)
    """One act of any day shall be taken back: its id."""

    review_asked = Signal(object)
    """What an undo will do, or has done, shall be looked at: a `Review`."""

    backed_up = Signal()
    """A backup was made, or the place for it is another."""

    restore_asked = Signal()
    """A backup shall be put in the place of the data."""

    sync_asked = Signal()
    """A round with the centre is wanted now."""
