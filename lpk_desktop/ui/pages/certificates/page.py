"""The certificates page: who gets one, is it right, and the numbers that become final."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from lpk_desktop.domain.roles import Right
from lpk_desktop.language import C_, _, counted
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.keys import page_action
from lpk_desktop.ui.page import Page
from lpk_desktop.ui.pages.certificates import work
from lpk_desktop.ui.pages.certificates.checking import Checking
from lpk_desktop.ui.pages.certificates.confirm import Confirm
from lpk_desktop.ui.pages.certificates.output import Output
from lpk_desktop.ui.pages.certificates.paper_pane import PaperPane
from lpk_desktop.ui.pages.certificates.revoking import Revoking
from lpk_desktop.ui.pages.certificates.rows import ALL, HELD, READY, Line, Lines, lines
from lpk_desktop.ui.pages.certificates.table import CandidateTable
from lpk_desktop.ui.pages.row_menu import offer_menu
from lpk_desktop.ui.rights import read_only_strip
from lpk_desktop.ui.targets import CertificateTarget
from lpk_desktop.ui.widgets.box import Area
from lpk_desktop.ui.widgets.box import Lines as BoxLines
from lpk_desktop.ui.widgets.button import ActionButton, Button
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.hint_bar import Hint, Status
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.menu import Menu
from lpk_desktop.ui.widgets.page_header import PageHeader
from lpk_desktop.ui.widgets.segmented import Choice, Segmented
from lpk_desktop.ui.widgets.toast import News
from lpk_desktop.ui.widgets.tool_row import ToolRow
from lpk_desktop.ui.widgets.visibility import show_if


class CertificatesPage(Page):
    """Certificates of one cohort; with `cohort` it is a tab of that class, without its own chooser."""

    def __init__(self, desk: Desk, *, cohort: str | None = None) -> None:
        super().__init__(desk.theme, _("Sertifikat"))
        self._desk, self._fixed = desk, cohort
        self._cohort = cohort or ""
        self._sheet: work.Sheet | None = None
        self._ready: frozenset[str] = frozenset()
        self.output = Output(desk, self)
        self._denial = desk.denial(Right.ISSUE)
        theme = desk.theme
        self.chooser = QComboBox()
        self.chooser.setAccessibleName(C_("one of them", "Kelas"))
        self.lines = Lines()
        self.table = CandidateTable(theme, self.lines)
        self.filter = Segmented(
            theme,
            [Choice(ALL, _("Kelas ini")), Choice(READY, _("Siap terbit")), Choice(HELD, _("Belum memenuhi"))],
            name=_("Tampilkan"),
        )
        self._ticked = Label(theme, style="small", role="text3")
        self.paper = PaperPane(desk)
        self._next_number = Label(theme, style="small", weight=500)
        self._empty = EmptyState(theme, "certificate", _("Belum ada kelas"))
        self._add_actions()
        self._lay_out()
        self._connect()
        self.refresh()

    @property
    def place(self) -> str:
        """The cohort shown."""
        return self._cohort

    def refresh(self, changes: object | None = None) -> None:  # noqa: ARG002  readiness follows nearly any change
        """Read the cohort again; ticks and the current row stay."""
        if self._fixed is None:
            self._fill_chooser()
        if not self._cohort:
            self._sheet = None
            self.lines.set_rows(())
            self._show_state()
            return
        self._sheet = work.sheet(self._desk, self._cohort)
        ready = frozenset(each.enrolment for each in self._sheet.candidates if each.ready)
        ticked = set(self.lines.ticked) | (ready - self._ready)
        self._ready = ready
        self.paper.show_sheet(self._sheet)
        self._set_lines(ticked)
        self.lines.set_ticked(ticked)
        self._show_state()

    def show_target(self, target: object) -> None:
        """Show the certificates of the cohort with this id, or one of them."""
        if isinstance(target, str) and self._fixed is None:
            self._choose(target)
        if isinstance(target, CertificateTarget) and self._fixed is None:
            self._choose(target.cohort)
            self.filter.choose(ALL)
            papers = {line.paper.id: line.id for line in self.lines.rows if line.paper}
            self.table.select_id(papers.get(target.certificate, ""))

    def hints(self) -> Sequence[Hint | QAction]:
        """The keys that work here."""
        more = (("Ctrl+P", _("cetak")), ("Ctrl+E", _("simpan PDF")))
        return (
            Hint(keys=(_("Spasi"),), text=_("centang")),
            Hint(keys=("Ctrl+A",), text=_("centang semua yang siap")),
            Hint(keys=("←", "→"), text=_("pratinjau berikutnya")),
            *(Hint(keys=(key,), text=text) for key, text in more if self.chosen_issued),
            *((Hint(keys=("Del",), text=_("cabut")),) if self.revoke_action.isEnabled() else ()),
        )

    def status(self) -> Status:
        """What issuing needs."""
        return Status(text=_("Menerbitkan dan memeriksa tidak memerlukan internet"))

    def focus_main(self) -> None:
        """The list."""
        self.table.focus_first()

    @property
    def chosen_ready(self) -> tuple[str, ...]:
        """Enrolments that are ticked and ready, in the order of the list."""
        if self._sheet is None:
            return ()
        ticked = set(self.lines.ticked)
        return tuple(
            each.enrolment for each in self._sheet.candidates if each.ready and each.enrolment in ticked
        )

    @property
    def chosen_issued(self) -> tuple[str, ...]:
        """Certificates to save or print: the ticked ones, or all of the class where none is ticked.

        Of those that clash nobody has decided which counts, so they go out only when ticked.
        """
        ticked = set(self.lines.ticked)
        standing = [line for line in self.lines.every if line.stands]
        chosen = [line for line in standing if line.id in ticked]
        chosen = chosen or [line for line in standing if not line.contested]
        return tuple(line.paper.id for line in chosen if line.paper)

    def _choose(self, cohort: str) -> None:
        if cohort != self._cohort:
            self._cohort, self._ready = cohort, frozenset()
            self.lines.set_rows(())
            self.refresh()
            self._select_first()
        self.chooser.setCurrentIndex(max(self.chooser.findData(cohort), 0))

    def _select_first(self) -> None:
        if self.lines.rows:
            self.table.select_id(self.lines.rows[0].id)

    def _fill_chooser(self) -> None:
        found = work.heads(self._desk)
        if self._cohort not in {head.id for head in found}:
            self._cohort = work.first_choice(found)
        self.chooser.blockSignals(True)  # noqa: FBT003
        self.chooser.clear()
        for head in found:
            self.chooser.addItem(head.title, head.id)
        self.chooser.setCurrentIndex(self.chooser.findData(self._cohort))
        self.chooser.blockSignals(False)  # noqa: FBT003
        show_if(self.chooser, bool(found))

    def _set_lines(self, ticked: set[str]) -> None:
        if self._sheet is not None:
            sheet = self._sheet
            self.lines.set_rows(lines(sheet.candidates, sheet.papers, sheet.numbers, frozenset(ticked)))

    def _on_ticked(self) -> None:
        self._set_lines(set(self.lines.ticked))
        self._show_state()

    def _show_state(self) -> None:
        candidates = self._sheet.candidates if self._sheet else ()
        ready = sum(each.ready for each in candidates)
        held = sum(bool(each.held) and each.certificate is None for each in candidates)
        self.filter.set_counts({ALL: len(candidates), READY: ready, HELD: held})
        chosen = len(self.chosen_ready)
        papers = len(self.chosen_issued)
        self._ticked.setText(self._ticked_words())
        self.issue_action.setText(counted("Terbitkan {count}", chosen) if chosen else _("Terbitkan"))
        self.issue_action.setEnabled(bool(chosen))
        self.save_action.setEnabled(bool(papers))
        self.print_action.setEnabled(bool(papers))
        self.save_button.set_note(str(papers) if papers else "")
        self.save_button.set_kind("primary" if papers and not chosen else "plain")
        self.issue_button.set_kind("plain" if papers and not chosen else "primary")
        self._next_number.setText(self._sheet.numbers[0] if self._sheet else "–")
        self._say_empty()
        if self._sheet is not None and not self.table.currentIndex().isValid():
            self._select_first()
        self._show_paper()

    def _ticked_words(self) -> str:
        """How many are ticked; without ticks, how many papers stay behind because nobody has decided."""
        if self.lines.ticked:
            return counted("{count} dicentang", len(self.lines.ticked))
        undecided = sum(line.contested for line in self.lines.every)
        return counted("{count} belum diputuskan, tidak ikut", undecided) if undecided else ""

    def _say_empty(self) -> None:
        if not self._cohort:
            self._empty.set_words(
                "school", _("Belum ada kelas"), _("Sertifikat diterbitkan untuk peserta satu kelas.")
            )
        elif self._sheet is not None and not self._sheet.candidates:
            self._empty.set_words(
                "users",
                _("Belum ada peserta di kelas ini"),
                _("Impor dari Excel, atau pilih dari calon peserta."),
            )
        else:
            self._empty.set_words(
                "filter", _("Tidak ada yang cocok dengan saringan"), _("Pilih Kelas ini untuk melihat semua.")
            )

    @property
    def _current(self) -> Line | None:
        place, rows = self.table.currentIndex().row(), self.lines.rows
        return rows[place] if 0 <= place < len(rows) else None

    def _show_paper(self) -> None:
        place, line = self.table.currentIndex().row(), self._current
        self.paper.show_line(line, self._sheet, place=place, count=self.lines.rowCount())
        self.revoke_action.setEnabled(line is not None and line.stands)
        self.foot_changed.emit()

    def _step(self, by: int) -> None:
        place = self.table.currentIndex().row() + by
        if 0 <= place < self.lines.rowCount():
            self.table.select_id(self.lines.id_at(place))

    def _on_filter(self, key: str) -> None:
        keep: Callable[[Line], bool] = lambda line: line.group == key  # noqa: E731
        self.lines.set_filter(None if key == ALL else keep)
        self._show_state()

    def _on_issue(self) -> None:
        if self._sheet is None or not self.chosen_ready:
            return
        numbers = self._sheet.numbers[: len(self.chosen_ready)]
        confirm = Confirm(self.theme, self, cohort=self._sheet.head.short, numbers=numbers)
        confirm.accepted.connect(self._issue)
        confirm.open()

    def _issue(self) -> None:
        if self._sheet is None:
            return
        head, chosen = self._sheet.head, self.chosen_ready
        self.issue_action.setEnabled(False)
        self._desk.background.run(
            lambda _work: work.issue(self._desk, head, chosen), self._on_issued, self._on_failed, owner=self
        )

    def _on_issued(self, issued: list[str]) -> None:
        self.refresh()
        text = counted("{count} sertifikat terbit dan tercatat.", len(issued))
        self._desk.hub.told.emit(
            News(text=text, icon="certificate", act=_("Simpan PDF"), on_act=self._ask_save)
        )

    def ask_revoke(self) -> None:
        """Ask why the certificate shown is to be revoked, then do it."""
        line = self._current
        if line is None or line.paper is None or not line.stands:
            return
        paper, asked = line.paper, Revoking(self.theme, self, line.paper)
        asked.accepted.connect(lambda: work.revoke(self._desk, paper, asked.reason.text))
        asked.open()

    def _on_failed(self, error: Exception) -> None:
        self._show_state()
        self._desk.failed(error)

    def _ask_save(self) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        one = menu.addAction(_("Satu berkas untuk semua"))
        each = menu.addAction(_("Satu berkas per orang"))
        one.triggered.connect(lambda: self._save(one_file=True))
        each.triggered.connect(lambda: self._save(one_file=False))
        menu.popup(self.save_button.mapToGlobal(self.save_button.rect().bottomLeft()))

    def _save(self, *, one_file: bool) -> None:
        if self._sheet is not None:
            self.output.save(self.chosen_issued, self._sheet.head, one_file=one_file)

    def _on_printing(self, words: str) -> None:
        self._show_state()
        if words:
            self.print_action.setEnabled(False)
            self._ticked.setText(words)

    def open_checking(self) -> Checking:
        """Open the check of one certificate."""
        checking = Checking(self._desk, self)
        checking.open()
        return checking

    def _add_actions(self) -> None:
        self.issue_action = page_action(self, _("Terbitkan"), "Ctrl+Return")
        self.issue_action.setVisible(not self._denial)
        self.print_action = page_action(self, _("Cetak"), "Ctrl+P")
        self.save_action = page_action(self, _("Simpan PDF"), "Ctrl+E")
        self.revoke_action = page_action(self.table, _("Cabut sertifikat"), "Del")
        self.revoke_action.setVisible(not self._desk.denial(Right.REVOKE))
        offer_menu(self.table, [self.revoke_action])

    def _connect(self) -> None:
        self.issue_action.triggered.connect(self._on_issue)
        self.print_action.triggered.connect(lambda: self.output.send_to_printer(self.chosen_issued))
        self.output.working.connect(self._on_printing)
        self.output.save_asked.connect(self._ask_save)
        self.save_action.triggered.connect(self._ask_save)
        self.chooser.activated.connect(lambda index: self._choose(self.chooser.itemData(index)))
        self.filter.chosen.connect(self._on_filter)
        self.lines.ticks_changed.connect(self._on_ticked)
        self.table.current_changed.connect(lambda _id: self._show_paper())
        self.table.stepped.connect(self._step)
        self.paper.stepped.connect(self._step)
        self.revoke_action.triggered.connect(self.ask_revoke)
        self.paper.revoke_asked.connect(self.ask_revoke)
        self.paper.check_asked.connect(self.open_checking)
        self.paper.settings_asked.connect(lambda: self._desk.hub.asked.emit("settings", None))

    def _lay_out(self) -> None:
        theme = self.theme
        self.save_button = Button(theme, _("Simpan PDF"), icon="file-type-pdf")
        self.save_button.clicked.connect(self.save_action.trigger)
        self.save_action.changed.connect(lambda: self.save_button.setEnabled(self.save_action.isEnabled()))
        self.issue_button = ActionButton(theme, self.issue_action, kind="primary", icon="certificate")
        print_button = ActionButton(theme, self.print_action, icon="printer")
        acts = (self.save_button, print_button, self.issue_button)
        tools = ToolRow(theme)
        tools.add(self.filter)
        tools.add_right(self._ticked)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self._fixed is None:
            column.addWidget(tools)
        column.addWidget(self._series())
        column.addWidget(self.table, 1)
        self.table.set_empty(self._empty)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.addWidget(left)
        panes.addWidget(self.paper)
        panes.setSizes([theme.px(624), theme.px(592)])
        panes.setChildrenCollapsible(False)
        panes.setHandleWidth(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        if self._fixed is None:
            header = PageHeader(theme, self.title)
            header.add_choice(self.chooser)
            for act in acts:
                header.add_action(act)
            page.addWidget(header)
        else:
            # A tab has no head of its own: the acts stand beside the filter, across both panes.
            tools.add_right(*acts)
            page.addWidget(tools)
        page.addWidget(read_only_strip(theme, self._denial))
        page.addWidget(panes, 1)

    def _series(self) -> QWidget:
        """The number that the next certificate will get, and where its pattern is set."""
        theme = self.theme
        strip = Area(theme, role="sunken", lines=BoxLines(bottom=True))
        row = QHBoxLayout(strip)
        row.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        row.setSpacing(theme.px(8))
        row.addWidget(Label(theme, _("Nomor berikutnya"), style="small", role="text2"))
        row.addWidget(self._next_number, 1)
        change = Button(theme, _("Atur"), kind="link")
        change.setAccessibleName(_("Atur pola nomor di Pengaturan"))
        change.clicked.connect(self.paper.settings_asked)
        row.addWidget(change)
        return strip
