"""The certificates page: who gets one, is it right, and the numbers that become final."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QComboBox, QFileDialog, QSplitter, QVBoxLayout, QWidget

from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.keys import page_action
from lpk_desktop.ui.page import Page
from lpk_desktop.ui.pages.certificates import work
from lpk_desktop.ui.pages.certificates.checking import Checking
from lpk_desktop.ui.pages.certificates.confirm import Confirm
from lpk_desktop.ui.pages.certificates.paper_pane import PaperPane
from lpk_desktop.ui.pages.certificates.printing import Printing, ask_printer
from lpk_desktop.ui.pages.certificates.rows import ALL, HELD, READY, Line, Lines, lines
from lpk_desktop.ui.pages.certificates.table import CandidateTable
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


def ask_folder(parent: QWidget) -> Path | None:
    """Let a person choose where the PDF files go."""
    chosen = QFileDialog.getExistingDirectory(parent, _("Simpan PDF ke folder"))
    return Path(chosen) if chosen else None


class CertificatesPage(Page):
    """Certificates of one cohort; with `cohort` it is a tab of that class, without its own chooser."""

    def __init__(self, desk: Desk, *, cohort: str | None = None) -> None:
        super().__init__(desk.theme, _("Sertifikat"))
        self._desk, self._fixed = desk, cohort
        self._cohort = cohort or ""
        self._sheet: work.Sheet | None = None
        self._ready: frozenset[str] = frozenset()
        self.ask_folder: Callable[[QWidget], Path | None] = ask_folder
        self.ask_printer: Callable[[QWidget], QPrinter | None] = ask_printer
        theme = desk.theme
        self.chooser = QComboBox()
        self.chooser.setAccessibleName(_("Kelas"))
        self.lines = Lines()
        self.table = CandidateTable(theme, self.lines)
        self.filter = Segmented(
            theme,
            [Choice(ALL, _("Kelas ini")), Choice(READY, _("Siap terbit")), Choice(HELD, _("Belum memenuhi"))],
            name=_("Tampilkan"),
        )
        self._ticked = Label(theme, style="small", role="text3")
        self.paper = PaperPane(desk)
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
        """Show the certificates of the cohort with this id."""
        if isinstance(target, str) and self._fixed is None:
            self._choose(target)

    def hints(self) -> Sequence[Hint | QAction]:
        """The keys that work here."""
        return (
            Hint(keys=(_("Spasi"),), text=_("centang")),
            Hint(keys=("Ctrl+A",), text=_("centang semua yang siap")),
            Hint(keys=("←", "→"), text=_("pratinjau berikutnya")),
            self.print_action,
            self.save_action,
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
        """Certificates to save or print: the ticked ones, or all of the class where none is ticked."""
        if self._sheet is None:
            return ()
        issued = [each for each in self._sheet.candidates if each.certificate is not None]
        ticked = [each for each in issued if each.enrolment in self.lines.ticked]
        return tuple(each.certificate for each in ticked or issued if each.certificate)

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
            self.lines.set_rows(lines(self._sheet.candidates, self._sheet.numbers, frozenset(ticked)))

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
        count = len(self.lines.ticked)
        self._ticked.setText(_("{count} dicentang").format(count=count) if count else "")
        self.issue_action.setText(_("Terbitkan {count}").format(count=chosen) if chosen else _("Terbitkan"))
        self.issue_action.setEnabled(bool(chosen))
        self.save_action.setEnabled(bool(papers))
        self.print_action.setEnabled(bool(papers))
        self.save_button.set_note(str(papers) if papers else "")
        self._say_empty()
        if self._sheet is not None and not self.table.currentIndex().isValid():
            self._select_first()
        self._show_paper()
        self.foot_changed.emit()

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

    def _show_paper(self) -> None:
        place = self.table.currentIndex().row()
        rows = self.lines.rows
        line = rows[place] if 0 <= place < len(rows) else None
        self.paper.show_line(line, self._sheet, place=place, count=len(rows))

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
        text = _("{count} sertifikat terbit dan tercatat.").format(count=len(issued))
        self._desk.hub.told.emit(
            News(text=text, icon="certificate", act=_("Simpan PDF"), on_act=self._ask_save)
        )

    def _on_failed(self, error: Exception) -> None:
        self._show_state()
        if not isinstance(error, UserError):
            raise error
        self._desk.tell_failure(error)

    def _ask_save(self) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        one = menu.addAction(_("Satu berkas untuk semua"))
        each = menu.addAction(_("Satu berkas per orang"))
        one.triggered.connect(lambda: self.save_papers(one_file=True))
        each.triggered.connect(lambda: self.save_papers(one_file=False))
        menu.popup(self.save_button.mapToGlobal(self.save_button.rect().bottomLeft()))

    def save_papers(self, *, one_file: bool) -> None:
        """Ask for a folder and write the chosen certificates there."""
        issued, sheet = self.chosen_issued, self._sheet
        folder = self.ask_folder(self) if issued else None
        if folder is None or sheet is None:
            return
        name = _("Sertifikat {cohort}").format(cohort=sheet.head.number)
        self._desk.background.run(
            lambda _work: work.save(self._desk, issued, folder, one_file=one_file, name=name),
            self._on_saved,
            self._on_failed,
            owner=self,
        )

    def _on_saved(self, files: list[Path]) -> None:
        text = _("{count} PDF disimpan di {folder}").format(count=len(files), folder=files[0].parent.name)
        if len(files) == 1:
            text = _("{file} disimpan").format(file=files[0].name)
        self._desk.hub.told.emit(News(text=text, icon="file-type-pdf"))

    def _on_print(self) -> None:
        issued = self.chosen_issued
        printer = self.ask_printer(self) if issued else None
        if printer is None:
            return
        from lpk_desktop.documents.certificate import render  # noqa: PLC0415  reportlab takes its time

        desk = self._desk
        job = Printing(
            desk.background,
            printer,
            progress=self._on_printing,
            done=self._on_printed,
            failed=self._on_print_failed,
            parent=self,
        )
        job.start(lambda: render(work.papers_of(desk, issued)))

    def _on_printing(self, done: int, total: int) -> None:
        self.print_action.setEnabled(False)
        self._ticked.setText(_("Mencetak halaman {done} dari {total}").format(done=done, total=total))

    def _on_printed(self, pages: int) -> None:
        self._show_state()
        text = _("{count} halaman dikirim ke printer.").format(count=pages)
        self._desk.hub.told.emit(News(text=text, icon="printer"))

    def _on_print_failed(self, error: Exception) -> None:
        self._show_state()
        if not isinstance(error, OSError):
            self._on_failed(error)
            return
        text = _("Printer tidak menjawab. Nomor dan isi sertifikat aman; simpan sebagai PDF.")
        self._desk.hub.told.emit(
            News(text=text, icon="printer", problem=True, act=_("Simpan PDF"), on_act=self._ask_save)
        )

    def open_checking(self) -> Checking:
        """Open the check of one certificate."""
        checking = Checking(self._desk, self)
        checking.open()
        return checking

    def _add_actions(self) -> None:
        self.issue_action = page_action(self, _("Terbitkan"), "Ctrl+Return")
        self.print_action = page_action(self, _("Cetak"), "Ctrl+P")
        self.save_action = page_action(self, _("Simpan PDF"), "Ctrl+E")

    def _connect(self) -> None:
        self.issue_action.triggered.connect(self._on_issue)
        self.print_action.triggered.connect(self._on_print)
        self.save_action.triggered.connect(self._ask_save)
        self.chooser.activated.connect(lambda index: self._choose(self.chooser.itemData(index)))
        self.filter.chosen.connect(self._on_filter)
        self.lines.ticks_changed.connect(self._on_ticked)
        self.table.current_changed.connect(lambda _id: self._show_paper())
        self.table.stepped.connect(self._step)
        self.paper.stepped.connect(self._step)
        self.paper.check_asked.connect(self.open_checking)
        self.paper.settings_asked.connect(lambda: self._desk.hub.asked.emit("settings", None))

    def _lay_out(self) -> None:
        theme = self.theme
        self.save_button = Button(theme, _("Simpan PDF"), icon="file-type-pdf")
        self.save_button.clicked.connect(self.save_action.trigger)
        self.save_action.changed.connect(lambda: self.save_button.setEnabled(self.save_action.isEnabled()))
        acts = (
            self.save_button,
            ActionButton(theme, self.print_action, icon="printer"),
            ActionButton(theme, self.issue_action, kind="primary", icon="certificate"),
        )
        tools = ToolRow(theme)
        tools.add(self.filter)
        tools.add_right(self._ticked)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(tools)
        column.addWidget(self.table, 1)
        self.table.set_empty(self._empty)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.addWidget(left)
        panes.addWidget(self.paper)
        panes.setSizes([theme.px(600), theme.px(616)])
        panes.setChildrenCollapsible(False)
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
            tools.add_right(*acts)
        page.addWidget(panes, 1)
