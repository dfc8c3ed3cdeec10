"""A field for an identifier that is masked until somebody asks to see it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from lpk_desktop.language import _
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.field import Check, Field


class SecretField(Field):
    """What is kept stands masked behind the empty field; only what is typed or shown replaces it."""

    def __init__(self, theme: Theme, label: str, *, check: Check) -> None:
        self._eye = QAction()
        self._reveal: Callable[[], str | None] | None = None
        self._seen = False
        super().__init__(theme, label, check=check)
        self._eye.setParent(self)
        self._eye.setText(_("Tampilkan dan ubah {name}").format(name=label))
        self._eye.triggered.connect(self._on_reveal)
        self.edit.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._restyle()

    def set_kept(self, masked: str, reveal: Callable[[], str | None] | None) -> None:
        """Begin with an identifier that is kept already; None for `reveal` where there is none."""
        self._reveal, self._seen = reveal, reveal is None
        self.edit.clear()
        self.edit.setPlaceholderText(masked if reveal else "")
        self._eye.setVisible(reveal is not None)
        self.set_error("")

    @property
    def replaces(self) -> bool:
        """Whether what stands in the field takes the place of what is kept."""
        return self._seen or bool(self.text)

    def _on_reveal(self) -> None:
        whole = self._reveal() if self._reveal is not None else None
        # Where it could not be shown the field keeps what is kept: an empty one would replace it.
        if whole is not None:
            self._seen = True
            self.edit.setText(whole)
            self._eye.setVisible(False)
            self.edit.setFocus()

    def _restyle(self) -> None:
        super()._restyle()
        self._eye.setIcon(self._theme.icon("eye", "text2", self._theme.px(16)))
