"""The right side of the certificates page: the paper itself, where and by whom, and its code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from lpk_desktop.domain.formatting import date_long
from lpk_desktop.language import _, current_language
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.pages.certificates.paper_view import PaperView
from lpk_desktop.ui.pages.certificates.pictures import page_picture
from lpk_desktop.ui.pages.certificates.rows import Line, reasons
from lpk_desktop.ui.pages.certificates.work import Sheet, Wanted, paper_of
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Area, Lines, Panel
from lpk_desktop.ui.widgets.button import Button, IconButton
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.label import ElidedLabel, Label
from lpk_desktop.ui.widgets.segmented import Choice, Segmented
from lpk_desktop.ui.widgets.tool_row import ToolRow

FRONT, BACK = "front", "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What a picture was drawn for."""

    wanted: Wanted
    page: int
    dots: int


class PaperPane(Area):
    """Draws on the worker; while a page is on its way the one before stays in sight."""

    stepped = Signal(int)
    settings_asked = Signal()
    check_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, role="window", lines=Lines(left=True))
        self._desk = desk
        theme = desk.theme
        self._wanted: Wanted | None = None
        self._asked: _Asked | None = None
        self.pdf: tuple[Wanted, bytes] | None = None
        """The paper drawn last, and whose it is."""
        self.side = Segmented(theme, [Choice(FRONT, _("Muka")), Choice(BACK, _("Belakang"))], name=_("Sisi"))
        self.view = PaperView(theme, name=_("Pratinjau sertifikat"))
        self._place = Label(theme, style="small", role="text2")
        self.before = IconButton(theme, "chevron-left", _("Sebelumnya"), keys="←")
        self.after = IconButton(theme, "chevron-right", _("Berikutnya"), keys="→")
        self._facts = _Facts(theme)
        self._code = _Code(theme)
        self._held = EmptyState(theme, "certificate", _("Belum memenuhi syarat"))
        self._paper = QStackedWidget()
        self._lay_out()
        self.side.chosen.connect(lambda _side: self._draw())
        self.view.resized.connect(self._draw)
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.after.clicked.connect(lambda: self.stepped.emit(1))
        self._facts.change.clicked.connect(self.settings_asked)
        self._code.check.clicked.connect(self.check_asked)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show where and by whom the certificates of a cohort are issued."""
        self._facts.fill(sheet.today, sheet.place, sheet.signatory)
        self.pdf = None

    def show_line(self, line: Line | None, sheet: Sheet | None, *, place: int, count: int) -> None:
        """Show one person's paper, or why there is none."""
        self._place.setText(_("{place} dari {count}").format(place=place + 1, count=count) if line else "")
        self.before.setEnabled(place > 0)
        self.after.setEnabled(0 <= place < count - 1)
        if line is None or sheet is None:
            self._tell(_("Belum ada yang dipilih"), _("Pilih satu peserta untuk melihat sertifikatnya."))
            self._code.fill("", issued=False)
            return
        held = line.candidate.held and line.candidate.certificate is None
        certificate = line.candidate.certificate
        self._code.fill(sheet.codes.get(certificate or "", ""), issued=certificate is not None)
        day = sheet.days.get(certificate or "", sheet.today)
        self._facts.fill(day, sheet.place, sheet.signatory)
        if held:
            self._tell(
                _("{name} belum memenuhi syarat").format(name=line.candidate.name), reasons(line.candidate)
            )
            return
        self._wanted = Wanted(enrolment=line.id, certificate=certificate, number=line.number)
        self._paper.setCurrentWidget(self.view)
        self._draw()

    def _tell(self, title: str, sentence: str) -> None:
        self._wanted = None
        self._held.set_words("certificate", title, sentence)
        self._paper.setCurrentWidget(self._held)

    def _draw(self) -> None:
        if self._wanted is None or not self.view.isVisible():
            return
        page = 0 if self.side.current == FRONT else 1
        asked = _Asked(wanted=self._wanted, page=page, dots=self.view.dots)
        if asked == self._asked:
            return
        self._asked = asked
        desk, known = self._desk, self.pdf

        def draw(_work: object) -> tuple[bytes, QImage]:
            pdf = known[1] if known and known[0] == asked.wanted else paper_of(desk, asked.wanted)
            return pdf, page_picture(pdf, asked.page, width=asked.dots)

        desk.background.run(draw, lambda drawn: self._on_drawn(asked, *drawn), owner=self)

    def _on_drawn(self, asked: _Asked, pdf: bytes, picture: QImage) -> None:
        if asked != self._asked:
            return
        self.pdf = asked.wanted, pdf
        side = _("Muka") if asked.page == 0 else _("Belakang")
        self.view.set_picture(picture, f"{asked.wanted.number}, {side}")

    def _lay_out(self) -> None:
        theme = self._theme
        tools = ToolRow(theme, line=False)
        tools.add(self.side)
        tools.add_right(self._place, self.before, self.after)
        self._paper.addWidget(self.view)
        self._paper.addWidget(self._held)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.px(20), theme.px(2), theme.px(20), theme.px(16))
        column.setSpacing(theme.px(12))
        column.addWidget(self._paper)
        column.addWidget(self._facts)
        column.addWidget(self._code)
        column.addWidget(_note(theme))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        page = QVBoxLayout(self)
        page.setContentsMargins(1, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(tools)
        page.addWidget(area, 1)


def _note(theme: Theme) -> QWidget:
    note = QWidget()
    row = QHBoxLayout(note)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    row.addWidget(Glyph(theme, "info-circle", role="text3"), 0, Qt.AlignmentFlag.AlignTop)
    words = _("Nomor menjadi tetap saat diterbitkan. Cetak ulang memakai nomor dan isi yang sama.")
    row.addWidget(Label(theme, words, style="small", role="text2", wrap=True), 1)
    return note


class _Facts(Panel):
    """Day, place and signatory."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self.change = Button(theme, _("Ubah"), kind="link")
        self.change.setAccessibleName(_("Ubah penanda tangan di Pengaturan"))
        head = QHBoxLayout()
        head.addWidget(Label(theme, _("Terbitan"), style="section"), 1)
        head.addWidget(self.change)
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

    def fill(self, day: date, place: str, signatory: str) -> None:
        """Show the values; a missing one says so."""
        text = date_long(day, language=current_language())
        for label, value in zip(self._values, (text, place, signatory), strict=True):
            label.setText(value or _("Belum diisi"))
            label.set_role("text" if value else "warnFg")


class _Code(Panel):
    """The verification code and what it is good for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._icon = Glyph(theme, "shield-check", role="okSolid", size=20)
        self._title = Label(theme, style="body", weight=500)
        self._words = Label(theme, style="small", role="text2", wrap=True)
        self.check = Button(theme, _("Periksa sertifikat"), icon="scan", size="small")
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(self._title)
        words.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(12), theme.px(14), theme.px(13))
        row.setSpacing(theme.px(12))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.check, 0, Qt.AlignmentFlag.AlignVCenter)

    def fill(self, code: str, *, issued: bool) -> None:
        """Show the code of a certificate, or that there is none yet."""
        self._icon.set_icon("shield-check", "okSolid" if issued else "text3")
        if issued:
            self._title.setText(_("Kode verifikasi {code}").format(code=code))
            self._words.setText(_("Ditandatangani perangkat ini. Bisa diperiksa tanpa internet."))
        else:
            self._title.setText(_("Belum ditandatangani"))
            self._words.setText(_("Kode verifikasi dan QR dibuat saat nomor diterbitkan."))
