"""The right side of the certificates page: the paper itself, where and by whom, and its code."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from lpk_desktop.language import C_, _
from lpk_desktop.services.certificates import Issued
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.pages.certificates.panels import CodePanel, FactsPanel
from lpk_desktop.ui.pages.certificates.paper_view import PaperView
from lpk_desktop.ui.pages.certificates.pictures import page_picture, qr_picture
from lpk_desktop.ui.pages.certificates.rows import Line, clash_advice, reasons
from lpk_desktop.ui.pages.certificates.work import Drawn, Sheet, Wanted, paper_of
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.banner import Banner
from lpk_desktop.ui.widgets.box import Area, Lines
from lpk_desktop.ui.widgets.button import IconButton
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.segmented import Choice, Segmented
from lpk_desktop.ui.widgets.visibility import show_if

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
    revoke_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, role="window", lines=Lines(left=True))
        self._desk = desk
        theme = desk.theme
        self._wanted: Wanted | None = None
        self._qr = QImage()
        self._asked: _Asked | None = None
        self.drawn: tuple[Wanted, Drawn] | None = None
        """The paper drawn last, and whose it is."""
        self.side = Segmented(theme, [Choice(FRONT, _("Muka")), Choice(BACK, _("Belakang"))], name=_("Sisi"))
        self.view = PaperView(theme, name=_("Pratinjau sertifikat"))
        self._place = Label(theme, style="small", role="text2")
        self.before = IconButton(theme, "chevron-left", C_("one in a row", "Sebelumnya"), keys="←")
        self.after = IconButton(theme, "chevron-right", C_("one in a row", "Berikutnya"), keys="→")
        self.banner = Banner(theme)
        self._facts = FactsPanel(theme)
        self._code = CodePanel(theme)
        self._held = EmptyState(theme, "certificate", _("Belum memenuhi syarat"))
        self._paper = QStackedWidget()
        self._lay_out()
        self.side.chosen.connect(lambda _side: self._draw())
        self.view.resized.connect(self._draw)
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.after.clicked.connect(lambda: self.stepped.emit(1))
        self._facts.change.clicked.connect(self.settings_asked)
        self._facts.revoke.clicked.connect(self.revoke_asked)
        self.banner.acted.connect(self.revoke_asked)
        self._code.check.clicked.connect(self.check_asked)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show where and by whom the certificates of a cohort are issued."""
        self._tell_facts(None, sheet)
        self.drawn = self._asked = None

    def show_line(self, line: Line | None, sheet: Sheet | None, *, place: int, count: int) -> None:
        """Show one person's paper, or why there is none."""
        self._place.setText(_("{part} dari {total}").format(part=place + 1, total=count) if line else "")
        self.before.setEnabled(place > 0)
        self.after.setEnabled(0 <= place < count - 1)
        paper = line.paper if line else None
        self._tell_clash(paper)
        self._code.fill(paper.code if paper else "")
        if line is None or sheet is None:
            self._tell(_("Belum ada yang dipilih"), _("Pilih satu peserta untuk melihat sertifikatnya."))
            return
        self._tell_facts(paper, sheet)
        if paper is None and not line.ready:
            title = _("{name} belum memenuhi syarat").format(name=line.name)
            self._tell(title, reasons(line.candidate) if line.candidate else "")
            return
        self._wanted = Wanted(
            enrolment=paper.enrolment if paper else line.id,
            certificate=paper.id if paper else None,
            number=line.number,
        )
        self._tell_code()
        self._paper.setCurrentWidget(self.view)
        self._draw()

    def _tell_facts(self, paper: Issued | None, sheet: Sheet) -> None:
        if paper is None:
            self._facts.fill(sheet.today, sheet.place, sheet.signatory)
        else:
            self._facts.fill(paper.issued_on, paper.place, paper.signatory)
        self._facts.offer(change=paper is None, revoke=paper is not None and paper.stands)

    def _tell_clash(self, paper: Issued | None) -> None:
        clash = paper.clashes[0] if paper and paper.clashes else None
        if paper is None or clash is None:
            show_if(self.banner, False)  # noqa: FBT003
            return
        lead, text = clash_advice(clash, paper.id)
        self.banner.tell(lead, text, kind="danger", icon="alert-triangle", act=_("Cabut yang ini"))

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
        desk, known = self._desk, self.drawn

        def draw(_work: object) -> tuple[Drawn, QImage, QImage]:
            drawn = known[1] if known and known[0] == asked.wanted else paper_of(desk, asked.wanted)
            return drawn, page_picture(drawn.pdf, asked.page, width=asked.dots), qr_picture(drawn.qr)

        desk.background.run(draw, lambda drawn: self._on_drawn(asked, *drawn), owner=self)

    def _on_drawn(self, asked: _Asked, drawn: Drawn, picture: QImage, qr: QImage) -> None:
        if asked != self._asked:
            return
        self.drawn, self._qr = (asked.wanted, drawn), qr
        self._tell_code()
        side = _("Muka") if asked.page == 0 else _("Belakang")
        self.view.set_picture(picture, f"{asked.wanted.number}, {side}")

    def _tell_code(self) -> None:
        """Say what the code proves, once the paper of the person shown has been drawn."""
        if self.drawn is not None and self.drawn[0] == self._wanted and self.drawn[1].check is not None:
            self._code.tell(self.drawn[1].check, self._qr)

    def _lay_out(self) -> None:
        theme = self._theme
        tools = QHBoxLayout()
        tools.setContentsMargins(theme.px(20), theme.px(9), theme.px(20), theme.px(9))
        tools.setSpacing(theme.px(6))
        tools.addWidget(self.side)
        tools.addStretch(1)
        for widget in (self._place, self.before, self.after):
            tools.addWidget(widget)
        self._paper.addWidget(self.view)
        self._paper.addWidget(self._held)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.px(20), theme.px(2), theme.px(20), theme.px(16))
        column.setSpacing(theme.px(12))
        column.addWidget(self.banner)
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
        # The scroll area paints a ground of its own behind what it is given.
        body.setAutoFillBackground(False)
        page = QVBoxLayout(self)
        page.setContentsMargins(1, 0, 0, 0)
        page.setSpacing(0)
        page.addLayout(tools)
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
