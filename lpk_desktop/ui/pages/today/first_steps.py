"""The first day: three steps from an empty centre to a marked session."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lpk_desktop.language import _
from lpk_desktop.services.today import Today
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Panel
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.label import Label


class FirstSteps(Panel):
    """`import_asked` and `cohort_asked` by the buttons of the first two steps."""

    import_asked = Signal()
    cohort_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self.import_button = Button(theme, _("Impor Excel"), icon="file-import")
        self.cohort_button = Button(theme, _("Buat kelas"), icon="plus")
        self.import_button.clicked.connect(self.import_asked)
        self.cohort_button.clicked.connect(self.cohort_asked)
        self._done = Glyph(theme, "circle-check", role="okFg", size=18)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(8))
        column.setSpacing(0)
        column.addWidget(
            self._step(
                "users",
                _("Masukkan peserta"),
                _("Dari daftar Excel yang sudah ada, atau satu per satu."),
                self.import_button,
                self._done,
            )
        )
        column.addWidget(
            self._step(
                "school",
                _("Buat kelas pertama"),
                _("Pilih program, hari dan jamnya. Sesi disusun sendiri, hari libur dilewati."),
                self.cohort_button,
            )
        )
        column.addWidget(
            self._step(
                "checks",
                _("Tandai kehadiran"),
                _("Pada hari pertama, sesi muncul di sini dan ditandai dengan satu tombol per orang."),
            )
        )

    def set_today(self, today: Today) -> None:
        """Show how far one is: the next step has the primary button."""
        self._done.setVisible(today.has_trainees)
        self.import_button.set_kind("plain" if today.has_trainees else "primary")
        self.cohort_button.set_kind("primary" if today.has_trainees else "plain")

    def focus_next(self) -> None:
        """Put the keyboard on the next step."""
        wanted = self.cohort_button if self._done.isVisibleTo(self) else self.import_button
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _step(self, icon: str, title: str, sentence: str, *acts: QWidget) -> QWidget:
        theme = self._theme
        step = QWidget()
        row = QHBoxLayout(step)
        row.setContentsMargins(0, theme.px(14), 0, theme.px(14))
        row.setSpacing(theme.px(16))
        row.addWidget(Glyph(theme, icon, role="text3", size=24))
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(Label(theme, title, style="section"))
        words.addWidget(Label(theme, sentence, style="small", role="text3", wrap=True))
        row.addLayout(words, 1)
        for act in reversed(acts):
            row.addWidget(act)
        return step
