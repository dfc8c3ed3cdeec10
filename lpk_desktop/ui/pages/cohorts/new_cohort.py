"""The form for a new class, with its sessions laid out beside it while one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.services import cohorts, planning
from lpk_desktop.services.centre import local_now, staff
from lpk_desktop.services.cohort_list import next_batch
from lpk_desktop.services.planning import Layout
from lpk_desktop.services.programmes import programmes
from lpk_desktop.storage.store import Session
from lpk_desktop.ui.background import Work
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.keys import page_action
from lpk_desktop.ui.pages.cohorts.cohort_fields import CohortFields
from lpk_desktop.ui.pages.cohorts.preview import Preview
from lpk_desktop.ui.widgets.box import Area, Lines
from lpk_desktop.ui.widgets.button import ActionButton, Button
from lpk_desktop.ui.widgets.hint_bar import Hint, Status
from lpk_desktop.ui.widgets.page_header import PageHeader


class NewCohortForm(QWidget):
    """Nothing is stored before *Buat kelas*; what was typed stays when one goes away."""

    made = Signal(str)
    """The id of the new class."""
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked = 0
        self._begun = False
        self.fields = CohortFields(desk.theme)
        self.preview = Preview(desk.theme)
        self.make = page_action(self, _("Buat kelas"), "Ctrl+Return")
        self._lay_out()
        self.fields.edited.connect(self._on_edited)
        self.fields.programme_chosen.connect(self._on_programme_chosen)
        self.make.triggered.connect(self._make)

    def begin(self) -> None:
        """Offer programmes and people as they are now; a half-filled form stays as it was."""
        with self._desk.store.read() as session:
            self.fields.set_choices(programmes(session), staff(session))
            today = local_now(session, self._desk.now()).date()
        self.fields.set_today(today)
        if not self._begun:
            self._begun = True
            self._on_programme_chosen(self.fields.programme)
        self._on_edited()

    def hints(self) -> Sequence[Hint | QAction]:
        """The keys of the form."""
        return (
            self.make,
            Hint(keys=("Tab",), text=_("isian berikutnya")),
            Hint(keys=("Esc",), text=_("kembali")),
        )

    def status(self) -> Status:
        """Nothing is stored yet."""
        return Status(text=_("Belum disimpan"))

    def refresh(self) -> None:
        """Offer programmes and people as they are now."""
        self.begin()

    def focus_main(self) -> None:
        """Put the keyboard on the first field."""
        self.fields.programme_field.combo.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back; what was typed stays."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        theme = self._desk.theme
        header = PageHeader(theme, _("Kelas baru"), parent_title=_("Kelas"))
        header.went_up.connect(self.closed)
        cancel = Button(theme, _("Batal"), kind="quiet")
        cancel.clicked.connect(self.closed)
        header.add_action(cancel)
        header.add_action(ActionButton(theme, self.make, kind="primary", icon="plus"))
        left = QScrollArea()
        left.setWidgetResizable(True)
        left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left.setFixedWidth(theme.px(440))
        left.setWidget(self.fields)
        right = Area(theme, role="window", lines=Lines(left=True))
        inner = QVBoxLayout(right)
        inner.setContentsMargins(1, 0, 0, 0)
        inner.addWidget(self.preview)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addLayout(row, 1)

    def _on_programme_chosen(self, code: str) -> None:
        with self._desk.store.read() as session:
            self.fields.set_batch(next_batch(session, code))
        self.fields.offer_length()
        self._on_edited()

    def _on_edited(self) -> None:
        """Lay the sessions out on the worker: reading the holidays takes a moment the first time."""
        self._asked += 1
        asked, new = self._asked, self.fields.read()
        if new is None:
            self.preview.set_layout(None)
            return

        def lay_out(_work: Work) -> Layout:
            with self._desk.store.read() as session:
                return planning.lay_out(session, new)

        def show(layout: Layout) -> None:
            if asked == self._asked:
                self.fields.set_problem(None)
                self.preview.set_layout(layout)

        def fail(error: Exception) -> None:
            if asked != self._asked:
                return
            if not isinstance(error, UserError):
                raise error
            self.fields.set_problem(error)
            self.preview.set_layout(None)

        self._desk.background.run(lay_out, show, fail, owner=self)

    def _make(self) -> None:
        new = self.fields.checked()
        if new is None:
            return

        def make(session: Session) -> str:
            return cohorts.cohort_id(session, cohorts.new_cohort(session, new))

        label = _("Kelas baru: {programme} angkatan {batch}").format(
            programme=self.fields.programme_name, batch=new.batch
        )
        made = self._desk.act(label, make, done=_("Kelas dibuat"))
        if made is not None:
            self._begun = False
            self.made.emit(made)
