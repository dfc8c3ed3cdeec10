"""The two panels under the paper: when, where and by whom, and what its code proves."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lpk_desktop.domain.formatting import date_long
from lpk_desktop.domain.verification import Check, Verdict
from lpk_desktop.language import C_, _, current_language
from lpk_desktop.messages.reasons import verdict_words
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Panel
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.label import ElidedLabel, Label
from lpk_desktop.ui.widgets.visibility import show_if


class QrView(QWidget):
    """A QR on white with its quiet zone, whatever the theme."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture = QImage()
        self.setAccessibleName(_("Kode QR"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square that a phone reads from the screen."""
        return QSize(self._theme.px(74), self._theme.px(74))

    def set_picture(self, picture: QImage) -> None:
        """Show a QR of one pixel per module; a null one hides the view."""
        self._picture = picture
        show_if(self, not picture.isNull())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Whole device pixels per module keep its edges sharp."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        painter.setPen(self._theme.colour("border"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        modules, ratio = max(self._picture.width(), 1), self.devicePixelRatioF()
        side = int(self.width() * ratio / modules) * modules / ratio
        edge = (self.width() - side) / 2
        painter.drawImage(QRectF(edge, edge, side, side), self._picture)
        painter.end()


class FactsPanel(Panel):
    """Day, place and signatory."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self.change = Button(theme, C_("go to the settings", "Ubah"), kind="link")
        self.change.setAccessibleName(_("Ubah penanda tangan di Pengaturan"))
        self.revoke = Button(theme, _("Cabut"), kind="alarm")
        self.revoke.setAccessibleName(_("Cabut sertifikat ini"))
        self.revoke.setToolTip(_("Cabut sertifikat ini (Del)"))
        head = QHBoxLayout()
        head.addWidget(Label(theme, _("Terbitan"), style="section"), 1)
        head.addWidget(self.change)
        head.addWidget(self.revoke)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnMinimumWidth(0, theme.px(62))
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(3, 3)
        self._values = []
        places = ((0, 0, _("Tanggal")), (1, 0, _("Tempat")), (0, 2, _("Penanda tangan")))
        for row, column, name in places:
            grid.addWidget(Label(theme, name, style="dense", role="text2"), row, column)
            value = ElidedLabel(theme, style="dense")
            self._values.append(value)
            grid.addWidget(value, row, column + 1)
        grid.addWidget(Label(theme, _("Templat"), style="dense", role="text2"), 1, 2)
        grid.addWidget(ElidedLabel(theme, _("Resmi, A4 mendatar, dua sisi"), style="dense"), 1, 3)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(theme.px(14), theme.px(11), theme.px(14), theme.px(13))
        column_layout.setSpacing(theme.px(8))
        column_layout.addLayout(head)
        column_layout.addLayout(grid)

    def offer(self, *, change: bool, revoke: bool) -> None:
        """Offer what can be done: say who signs before issuing, revoke a paper that stands."""
        show_if(self.change, change)
        show_if(self.revoke, revoke)

    def fill(self, day: date, place: str, signatory: str) -> None:
        """Show the values; a missing one says so."""
        text = date_long(day, language=current_language())
        for label, value in zip(self._values, (text, place, signatory), strict=True):
            label.setText(value or _("Belum diisi"))
            label.set_role("text" if value else "warnFg")


class CodePanel(Panel):
    """The verification code and what it is good for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._qr = QrView(theme)
        self._icon = Glyph(theme, "shield-check", role="okSolid", size=18)
        self._title = Label(theme, style="body", weight=500)
        self._code = Label(theme, style="dense", weight=500)
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words = Label(theme, style="small", role="text2", wrap=True)
        self.check = Button(theme, _("Periksa sertifikat"), icon="scan", size="small")
        words = QVBoxLayout()
        words.setSpacing(theme.px(3))
        head = QHBoxLayout()
        head.setSpacing(theme.px(7))
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        words.addStretch(1)
        words.addLayout(head)
        words.addWidget(self._code)
        words.addWidget(self._words)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(12), theme.px(14), theme.px(13))
        row.setSpacing(theme.px(12))
        row.addWidget(self._qr)
        row.addLayout(words, 1)
        row.addWidget(self.check, 0, Qt.AlignmentFlag.AlignVCenter)

        self.fill("")

    def fill(self, code: str) -> None:
        """Show the code of a certificate; an empty one, that there is none yet."""
        self._qr.set_picture(QImage())
        self._icon.set_icon("shield-check", "text3")
        self._title.set_role("text")
        self._code.setText(_("Kode verifikasi {code}").format(code=code))
        show_if(self._code, bool(code))
        if code:
            self._title.setText(_("Memeriksa tanda tangan"))
            self._words.setText(_("Bisa diperiksa tanpa internet."))
        else:
            self._title.setText(_("Belum ditandatangani"))
            self._words.setText(_("Kode verifikasi dan QR dibuat saat nomor diterbitkan."))

    def tell(self, check: Check, picture: QImage) -> None:
        """Show the QR and what its signature proves."""
        self._qr.set_picture(picture)
        if not check.valid:
            icon, role, title = "alert-triangle", "dangerFg", _("Tidak berlaku")
        elif check.contested:
            icon, role, title = "alert-triangle", "warnFg", _("Belum pasti berlaku")
        elif check.verdict in (Verdict.CONFIRMED, Verdict.UNCONFIRMED):
            icon, role, title = "shield-check", "okFg", _("Tanda tangan digital sah")
        else:
            icon, role, title = "info-circle", "text", _("Isi tidak diubah")
        self._icon.set_icon(icon, role)
        self._title.set_role(role)
        self._title.setText(title)
        confirmed = check.verdict is Verdict.CONFIRMED and check.valid and not check.contested
        words = _("Bisa diperiksa tanpa internet.") if confirmed else verdict_words(check)[0]
        self._words.setText(words)
