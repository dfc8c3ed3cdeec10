"""Asks for the day of a signed paper: of consent, with the text that was signed, or of its withdrawal."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from lpk_desktop.domain.dates import Kind, read_date
from lpk_desktop.language import _
from lpk_desktop.services.consent import ConsentText
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.dialog import dialog_column, dialog_foot, reading_area
from lpk_desktop.ui.widgets.field import Field
from lpk_desktop.ui.widgets.label import Label


class SignedDay(QDialog):
    """`accepted` only once there is a day that has come; none is proposed, the paper says it."""

    sheet_asked = Signal()
    """Somebody wants the sheet to sign."""

    def __init__(
        self, theme: Theme, parent: QWidget, *, title: str, yes: str, today: date, text: ConsentText | None
    ) -> None:
        """`text` is shown where consent is given; `yes` names the act."""
        super().__init__(parent)
        self._today = today
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setModal(True)
        of_what = _("Tanggal penarikan") if text is None else _("Tanggal di lembar yang ditandatangani")
        self.day = Field(theme, of_what, check=self._problem)
        self.yes = Button(theme, yes, kind="primary")
        self.no = Button(theme, _("Batal"))
        self.sheet = Button(theme, _("Simpan lembarnya…"), icon="file-type-pdf")
        self.yes.setDefault(True)
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self.reject)
        self.sheet.clicked.connect(self.sheet_asked)
        column = dialog_column(theme, self)
        column.addWidget(Label(theme, title, style="title", wrap=True))
        if text is not None:
            version = _("Teks persetujuan versi {version}").format(version=text.version)
            column.addWidget(Label(theme, version, style="small", role="text3"))
            column.addWidget(_reading(theme, text), 1)
        column.addWidget(self.day)
        column.addSpacing(theme.px(8))
        column.addLayout(dialog_foot(theme, self.no, self.yes, left=self.sheet if text else None))
        self.resize(theme.px(560), theme.px(560) if text is not None else self.minimumSizeHint().height())
        self.day.edit.setFocus()

    @property
    def chosen(self) -> date | None:
        """The day as typed; None while it does not read as one."""
        return read_date(self.day.text, kind=Kind.EVENT, today=self._today)

    def _on_yes(self) -> None:
        if self.day.validate():
            self.accept()

    def _problem(self, text: str) -> str:
        found = read_date(text, kind=Kind.EVENT, today=self._today)
        if found is None:
            return _("Tulis tanggalnya, misalnya 9/6/2026.")
        return _("Tanggal itu belum tiba.") if found > self._today else ""


def _reading(theme: Theme, text: ConsentText) -> QScrollArea:
    """The whole text to read."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, theme.px(10), 0)
    column.setSpacing(theme.px(8))
    column.addWidget(Label(theme, text.title, weight=600, wrap=True))
    for paragraph in text.paragraphs:
        column.addWidget(Label(theme, paragraph, role="text2", wrap=True))
    column.addStretch(1)
    return reading_area(inside)
