"""The import page: four steps, nothing is stored before the last, back keeps everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from lpk_desktop.errors import UserError
from lpk_desktop.exchange.headings import Field
from lpk_desktop.language import C_, _
from lpk_desktop.messages import words
from lpk_desktop.services.centre import local_now
from lpk_desktop.services.cohorts import cohorts
from lpk_desktop.services.views import CohortHead
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.keys import page_action
from lpk_desktop.ui.page import Page
from lpk_desktop.ui.pages.roster.done_step import DoneStep
from lpk_desktop.ui.pages.roster.draft import (
    Choice,
    Draft,
    Outcome,
    Plan,
    carry_out,
    corrected,
    looked_up,
    read,
    rejects_path,
    save_rejects,
)
from lpk_desktop.ui.pages.roster.file_step import FileStep
from lpk_desktop.ui.pages.roster.mapping_step import MappingStep
from lpk_desktop.ui.pages.roster.preview_step import PreviewStep
from lpk_desktop.ui.pages.roster.trail import StepTrail
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.hint_bar import Hint, Status
from lpk_desktop.ui.widgets.page_header import PageHeader
from lpk_desktop.ui.widgets.toast import News
from lpk_desktop.ui.widgets.visibility import show_if

FILE, MAPPING, PREVIEW, DONE = range(4)


def ask_place(parent: QWidget, suggested: Path) -> Path | None:
    """Let a person choose where the workbook of rows left out goes."""
    chosen, _kind = QFileDialog.getSaveFileName(
        parent, _("Simpan berkas perbaikan"), str(suggested), "Excel (*.xlsx)"
    )
    return Path(chosen) if chosen else None


class RosterPage(Page):
    """Leads from a file to people of this centre."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, _("Impor peserta"))
        self._desk = desk
        self.draft: Draft | None = None
        """The file as read, from step 2 on."""
        self._reading = 0
        self._stop = Event()
        self._cohorts: list[CohortHead] = []
        self.ask_place: Callable[[QWidget, Path], Path | None] = ask_place
        theme = desk.theme
        self.header = PageHeader(theme, self.title)
        self._file_icon = Glyph(theme, "file-spreadsheet", role="text3")
        self.header.add_choice(self._file_icon)
        self.trail = StepTrail(
            theme, (_("Pilih berkas"), _("Cocokkan kolom"), _("Periksa"), C_("last step", "Selesai"))
        )
        self.file = FileStep(theme)
        self.mapping = MappingStep(theme)
        self.preview = PreviewStep(theme)
        self.done = DoneStep(theme)
        self._steps = QStackedWidget()
        self._lay_out()
        self._connect()
        self._name_file("")
        self.refresh()

    @property
    def step(self) -> int:
        """FILE, MAPPING, PREVIEW or DONE."""
        return self._steps.currentIndex()

    def refresh(self, changes: object | None = None) -> None:  # noqa: ARG002  few rows: all are read again
        """Read the cohorts that people can be put into."""
        with self._desk.store.read() as session:
            self._cohorts = cohorts(session, today=local_now(session, self._desk.now()).date())
        if self.draft is not None and self.step in (MAPPING, PREVIEW):
            # Who is known may have changed on another page, or by sync.
            again = looked_up(self._desk, self.draft)
            if again != self.draft or self.step == MAPPING:
                self._show_draft(again)

    def show_target(self, target: object) -> None:
        """Read the file at this path and go on to the preview."""
        if isinstance(target, str):
            self.read_file(Path(target), then=PREVIEW)

    def hints(self) -> Sequence[Hint | QAction]:
        """The keys that work in this step."""
        if self.step == PREVIEW:
            edit = Hint(keys=("F2",), text=_("ubah sel"))
            return (edit, Hint(keys=("Enter",), text=_("simpan perubahan")), self.back_action, self.on_action)
        if self.step == MAPPING:
            return (Hint(keys=("Tab",), text=_("kolom berikutnya")), self.back_action, self.on_action)
        return ()

    def status(self) -> Status:
        """Where the file is read."""
        return Status(text=_("Berkas dibaca di laptop ini, tidak diunggah"))

    def focus_main(self) -> None:
        """What the step asks for."""
        if self.step == FILE:
            self.file.button.setFocus()
        elif self.step == MAPPING:
            self.mapping.focus_first()
        elif self.step == PREVIEW:
            self.preview.focus_first()

    def read_file(self, path: Path, *, then: int = MAPPING) -> None:
        """Read another file from the start."""
        self.file.set_reading(path.name)
        self._read(Plan(path=path), then=then, before=None)

    def _read(self, plan: Plan, *, then: int, before: Draft | None) -> None:
        # Only the latest reading counts: a slow one must not come after a later choice.
        self._reading += 1
        number = self._reading

        def shown(draft: Draft) -> None:
            if number == self._reading:
                self.file.set_reading("")
                self._show_draft(draft, then=then)

        def refused(error: Exception) -> None:
            if number == self._reading:
                self._on_refused(error)

        self._desk.background.run(lambda _work: read(self._desk, plan, before), shown, refused, owner=self)

    def _show_draft(self, draft: Draft, *, then: int | None = None) -> None:
        self.draft = draft
        self._name_file(draft.plan.path.name)
        self.mapping.show_draft(draft, self._cohorts)
        self.preview.show_draft(draft)
        if then is not None and then != self.step:
            self._go(then)

    def _name_file(self, name: str) -> None:
        self.header.set_meta(name)
        show_if(self._file_icon, bool(name))

    def _on_refused(self, error: Exception) -> None:
        self.file.set_reading("")
        if not isinstance(error, UserError):
            raise error
        if self.draft is not None and self.step == MAPPING:
            # A choice that does not fit is told and taken back; the file as read before stays.
            self._desk.tell_failure(error)
            self.mapping.show_draft(self.draft, self._cohorts)
            return
        self._go(FILE)
        self.file.tell_problem(*words(error))

    def _go(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        self.trail.set_here(step)
        for action in (self.back_action, self.on_action):
            action.setEnabled(step in (MAPPING, PREVIEW))
        if self.isVisible():
            self.focus_main()
        self.foot_changed.emit()

    def _on_column(self, index: int, fields: Choice) -> None:
        if self.draft is not None:
            plan = self.draft.plan.with_column(index, fields)
            self._read(plan, then=MAPPING, before=self.draft)

    def _on_place(self, *, sheet: str | None = None, header_row: int | None = None) -> None:
        """Another sheet or row of headings: what was chosen about columns no longer fits."""
        if self.draft is None:
            return
        plan = replace(self.draft.plan, columns={})
        plan = replace(plan, sheet=sheet, header_row=None) if sheet else replace(plan, header_row=header_row)
        self._read(plan, then=MAPPING, before=self.draft)

    def _on_cohort(self, cohort: object) -> None:
        if self.draft is not None:
            self.draft = replace(self.draft, cohort=cohort if isinstance(cohort, str) else None)

    def _on_skip(self, skip: bool) -> None:  # noqa: FBT001  Qt gives it so
        if self.draft is not None:
            self._show_draft(replace(self.draft, skip=skip))

    def _on_typed(self, row: int, field: Field, text: str) -> None:
        if self.draft is not None:
            self._show_draft(corrected(self._desk, self.draft, row, field, text))

    def _on_back(self) -> None:
        if self.step in (MAPPING, PREVIEW):
            self._go(self.step - 1)

    def _on_next(self) -> None:
        if self.step == MAPPING:
            self._go(PREVIEW)
        elif self.step == PREVIEW and self.preview.foot.on.isEnabled():
            self._import()

    def start_again(self) -> None:
        """Leave this file; nothing of it has been stored, or all of it is done."""
        self._reading += 1
        self.draft = None
        self._name_file("")
        self.file.banner.hide()
        self.file.set_reading("")
        self._go(FILE)

    def _import(self) -> None:
        draft = self.draft
        if draft is None:
            return
        stop = self._stop = Event()
        self.done.start(draft.plan.path.name, len(draft.roster.rows))
        self._go(DONE)
        self._desk.background.run(
            lambda work: carry_out(self._desk, draft, stop, work),
            self._on_imported,
            self._on_import_failed,
            progress=self.done.set_progress,
            owner=self,
        )

    def _on_cancel_import(self) -> None:
        self.done.cancel.setEnabled(False)
        self._stop.set()

    def _on_imported(self, outcome: Outcome | None) -> None:
        if outcome is None:
            self._go(PREVIEW)
            text = _("Impor dibatalkan. Tidak ada yang disimpan.")
            self._desk.hub.told.emit(News(text=text, icon="info-circle"))
            return
        self._outcome = outcome
        if outcome.unsaved is not None:
            self._desk.tell_failure(outcome.unsaved)
        self.done.finish(outcome, cohort=self._cohort_title())

    def _on_import_failed(self, error: Exception) -> None:
        self._go(PREVIEW)
        if not isinstance(error, UserError):
            raise error
        self._desk.tell_failure(error)

    def _cohort_title(self) -> str:
        wanted = self.draft.cohort if self.draft else None
        return next((head.title for head in self._cohorts if head.id == wanted), "")

    def _on_show_people(self) -> None:
        cohort = self.draft.cohort if self.draft else None
        self._desk.hub.asked.emit("cohorts" if cohort else "trainees", cohort)

    def _on_undo(self) -> None:
        self._desk.undo()
        if self.draft is not None:
            self._read(self.draft.plan, then=PREVIEW, before=self.draft)

    def _on_save_elsewhere(self) -> None:
        draft = self.draft
        path = self.ask_place(self, rejects_path(draft.plan.path)) if draft else None
        if draft is None or path is None:
            return
        outcome = self._outcome
        try:
            save_rejects(self._desk, draft, outcome.imported, path)
        except UserError as error:
            outcome = replace(outcome, problem=error, unsaved=None)
        else:
            outcome = replace(outcome, rejects=path, problem=None, unsaved=None)
        self._on_imported(outcome)

    def _lay_out(self) -> None:
        self.header.add_action(self.trail)
        for step in (self.file, self.mapping, self.preview, self.done):
            self._steps.addWidget(step)
        self.back_action = page_action(self, _("kembali"), "Alt+PgUp")
        self.on_action = page_action(self, _("lanjut"), "Ctrl+Return")
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.header)
        page.addWidget(self._steps, 1)
        for action in (self.back_action, self.on_action):
            action.setEnabled(False)

    def _connect(self) -> None:
        self.file.chosen.connect(self.read_file)
        self.mapping.column_chosen.connect(self._on_column)
        self.mapping.sheet_chosen.connect(lambda name: self._on_place(sheet=name))
        self.mapping.header_chosen.connect(lambda row: self._on_place(header_row=row))
        self.mapping.cohort_chosen.connect(self._on_cohort)
        self.preview.typed.connect(self._on_typed)
        self.preview.skip_chosen.connect(self._on_skip)
        self.preview.people_asked.connect(lambda target: self._desk.hub.asked.emit("trainees", target))
        for foot in (self.mapping.foot, self.preview.foot):
            foot.cancel.clicked.connect(self.start_again)
            foot.back.clicked.connect(self._on_back)
            foot.on.clicked.connect(self._on_next)
        self.back_action.triggered.connect(self._on_back)
        self.on_action.triggered.connect(self._on_next)
        self.done.cancelled.connect(self._on_cancel_import)
        self.done.show_people.clicked.connect(self._on_show_people)
        self.done.undo.clicked.connect(self._on_undo)
        self.done.again.clicked.connect(self.start_again)
        self.done.banner.acted.connect(self._on_save_elsewhere)
