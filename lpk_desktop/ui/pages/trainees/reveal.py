"""Showing one identifier for half a minute."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from lpk_desktop.language import _
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.label import Label

SHOWN_MS = 30_000

Reveal = Callable[[str, str], str | None]
"""(id of the person, "nik" or "kpj"): the whole identifier."""


class RevealButton(Button):
    """*Tampilkan* beside a masked identifier; shows it for 30 seconds or until it is pressed again."""

    def __init__(self, theme: Theme, name: str, trainee: str, field: str, reveal: Reveal) -> None:
        super().__init__(theme, _("Tampilkan"), kind="muted", icon="eye")
        self._name, self._trainee, self._field, self._reveal = name, trainee, field, reveal
        self._fact: Label | None = None
        self._masked = ""
        self._clock = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._clock.timeout.connect(self._hide)
        self.clicked.connect(self._toggle)
        self._say(shown=False)

    @property
    def showing(self) -> bool:
        """Whether the identifier stands in full."""
        return self._clock.isActive()

    def shows_in(self, fact: Label) -> None:
        """Put the identifier into this label."""
        self._fact, self._masked = fact, fact.text()

    def _toggle(self) -> None:
        if self.showing:
            self._hide()
            return
        whole = self._reveal(self._trainee, self._field)
        if self._fact is not None and whole:
            self._fact.setText(grouped(whole))
            self._clock.start()
            self._say(shown=True)

    def _hide(self) -> None:
        self._clock.stop()
        if self._fact is not None:
            self._fact.setText(self._masked)
        self._say(shown=False)

    def _say(self, *, shown: bool) -> None:
        self.setText(_("Sembunyikan") if shown else _("Tampilkan"))
        self.set_icon_name("eye-off" if shown else "eye")
        verb = _("Sembunyikan {name}") if shown else _("Tampilkan {name}")
        self.setAccessibleName(verb.format(name=self._name))


def grouped(digits: str) -> str:
    """Digits in groups of four, as they are read aloud."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
