"""The one question before numbers are given, because nothing takes them back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from lpk_desktop.language import _, counted
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.dialog import dialog_column, dialog_foot
from lpk_desktop.ui.widgets.label import Label


class Confirm(QDialog):
    """Says which numbers become final; `accepted` issues them."""

    def __init__(self, theme: Theme, parent: QWidget, *, cohort: str, numbers: Sequence[str]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Terbitkan sertifikat"))
        self.setModal(True)
        count = len(numbers)
        title = counted("Terbitkan {count} sertifikat {cohort}?", count, cohort=cohort)
        which = (
            numbers[0]
            if count == 1
            else _("{first} sampai {last}").format(first=numbers[0], last=numbers[-1])
        )
        words = _(
            "Nomor {numbers} menjadi tetap dan tidak bisa diurungkan. "
            "Yang salah nanti dicabut atau diganti, nomornya tetap tercatat."
        ).format(numbers=which)
        self.yes = Button(
            theme, counted("Terbitkan {count} sertifikat", count), kind="primary", icon="certificate"
        )
        self.no = Button(theme, _("Batal"))
        self.yes.setDefault(True)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        column = dialog_column(theme, self)
        column.addWidget(Label(theme, title, style="title", wrap=True))
        column.addWidget(Label(theme, words, role="text2", wrap=True))
        column.addSpacing(theme.px(8))
        column.addLayout(dialog_foot(theme, self.no, self.yes))
        self.setFixedWidth(theme.px(480))
        self.yes.setFocus()
