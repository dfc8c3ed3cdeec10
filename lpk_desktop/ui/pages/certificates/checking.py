"""Checking one certificate: a PDF, a picture of it, or its code; no network is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from lpk_desktop.domain.formatting import date_long
from lpk_desktop.domain.verification import Check, Verdict
from lpk_desktop.errors import UserError
from lpk_desktop.language import _, current_language
from lpk_desktop.messages import sentence
from lpk_desktop.messages.reasons import verdict_words
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.pages.certificates.work import check_code, check_file
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.field import Field, needed
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.label import Label


def ask_paper(parent: QWidget) -> Path | None:
    """Let a person choose a PDF or a picture."""
    kinds = _("Sertifikat ({patterns})").format(patterns="*.pdf *.png *.jpg *.jpeg *.webp *.bmp *.tif *.tiff")
    chosen, _kind = QFileDialog.getOpenFileName(parent, _("Pilih PDF atau foto sertifikat"), "", kinds)
    return Path(chosen) if chosen else None


class Checking(QDialog):
    """Ask for a code or a file, then say what the signature and the register say."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        theme = desk.theme
        self.ask_file: Callable[[QWidget], Path | None] = ask_paper
        self.setWindowTitle(_("Periksa sertifikat"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.code = Field(
            theme,
            _("Kode verifikasi, tautan, atau isi QR"),
            check=needed(_("Tulis kode pada sertifikat, misalnya 7K4M-Q9TD.")),
            hint=_("Diperiksa di laptop ini, tanpa internet."),
        )
        self.go = Button(theme, _("Periksa"), kind="primary", size="large")
        self.file = Button(theme, _("Pilih PDF atau foto"), icon="file-type-pdf", size="large")
        self.outcome = _Outcome(theme)
        self.done_button = Button(theme, _("Tutup"))
        self._lay_out()
        self.go.setDefault(True)
        self.go.clicked.connect(self._on_code)
        self.file.clicked.connect(self._on_file)
        self.done_button.clicked.connect(self.reject)
        self.code.edit.setFocus()

    def look_at(self, path: Path) -> None:
        """Check a file."""
        self._busy(busy=True)
        self._desk.background.run(
            lambda _work: check_file(self._desk, path), self._on_checked, self._on_failed, owner=self
        )

    def _on_code(self) -> None:
        if self.code.validate():
            self._on_checked([check_code(self._desk, self.code.text)])

    def _on_file(self) -> None:
        path = self.ask_file(self)
        if path is not None:
            self.look_at(path)

    def _on_checked(self, checks: Sequence[Check]) -> None:
        self._busy(busy=False)
        self.outcome.show_checks(checks)
        self.adjustSize()

    def _on_failed(self, error: Exception) -> None:
        self._busy(busy=False)
        if not isinstance(error, UserError):
            raise error
        self.outcome.show_problem(sentence(error))
        self.adjustSize()

    def _busy(self, *, busy: bool) -> None:
        self.go.setEnabled(not busy)
        self.file.setEnabled(not busy)

    def _lay_out(self) -> None:
        theme = self._desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(20))
        column.setSpacing(theme.px(14))
        column.addWidget(Label(theme, _("Periksa sertifikat"), style="title"))
        column.addWidget(self.code)
        acts = QHBoxLayout()
        acts.setSpacing(theme.px(8))
        acts.addWidget(self.go)
        acts.addWidget(self.file)
        acts.addStretch(1)
        column.addLayout(acts)
        column.addWidget(self.outcome)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.done_button)
        column.addLayout(foot)
        self.setFixedWidth(theme.px(520))


class _Outcome(QWidget):
    """What was found, the most important sentence first; nothing before the first check."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._icon = Glyph(theme, "shield-check", size=20)
        self._title = Label(theme, style="section", wrap=True)
        self._words = Label(theme, style="small", role="text2", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(theme.px(3))
        column.addWidget(self._title)
        column.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(4), 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self.hide()

    @property
    def text(self) -> str:
        """All that is said."""
        return f"{self._title.text()} {self._words.text()}".strip()

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Say what each code proves; the worst decides the icon."""
        worst = min(checks, key=lambda check: (check.valid, not check.contested))
        sure = worst.valid and worst.verdict is Verdict.CONFIRMED
        icon, role = ("shield-check", "okSolid") if sure else ("info-circle", "text2")
        if not worst.valid or worst.contested:
            icon, role = "alert-triangle", "warnFg" if worst.valid else "dangerFg"
        first, *rest = verdict_words(worst)
        facts = [_facts(check) for check in checks if check.content is not None]
        self._say(icon, role, first, "\n".join([*facts, *rest]))

    def show_problem(self, sentence: str) -> None:
        """Say why nothing could be checked."""
        self._say("alert-circle", "warnFg", sentence, "")

    def _say(self, icon: str, role: str, title: str, text: str) -> None:
        self._icon.set_icon(icon, role)
        self._title.setText(title)
        self._words.setText(text)
        self._words.setVisible(bool(text))
        self.show()


def _facts(check: Check) -> str:
    content = check.content
    if content is None:
        return ""
    return _("{name}, {programme}, nomor {number}, terbit {day}, {centre}.").format(
        name=content.name,
        programme=content.programme,
        number=content.number,
        day=date_long(content.issued_on, language=current_language()),
        centre=content.centre_name,
    )
