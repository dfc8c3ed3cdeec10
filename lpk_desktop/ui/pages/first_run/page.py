"""First run: four steps in one box, kept until the last; nothing is needed from a network."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.messages import words
from lpk_desktop.ui import paint
from lpk_desktop.ui.pages.first_run.administrator_step import AdministratorStep
from lpk_desktop.ui.pages.first_run.answers import FirstRunAnswers, Start
from lpk_desktop.ui.pages.first_run.centre_step import CentreStep
from lpk_desktop.ui.pages.first_run.ready_step import ReadyStep
from lpk_desktop.ui.pages.first_run.recovery_step import Act, RecoveryStep
from lpk_desktop.ui.pages.first_run.step import Step
from lpk_desktop.ui.pages.first_run.steps_panel import StepList
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.badge import CentreBadge
from lpk_desktop.ui.widgets.banner import Banner
from lpk_desktop.ui.widgets.box import Area, Panel
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.full_page import FullPage
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.label import Label

Found = Callable[[FirstRunAnswers], str]
"""Makes the centre of these answers and gives its recovery code; raises UserError."""

BOX_WIDTH, BOX_HEIGHT, LIST_WIDTH = 920, 588, 272
_GROUPS = 6


class FirstRun(FullPage):
    """`finished` carries `FirstRunAnswers` once a person has chosen where to begin.

    `found` is called on the way from the administrator to the recovery code, again when a person
    went back and changed an answer. `cancelled` when a person wants back to the sample centre,
    offered only with `cancel` as its words. `ask` fixes which two groups are typed back.
    """

    finished = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        theme: Theme,
        found: Found,
        *,
        today: date,
        version: str = "",
        cancel: str = "",
        ask: tuple[int, int] | None = None,
        print_code: Act | None = None,
        save_code: Act | None = None,
    ) -> None:
        super().__init__(theme, version=version)
        self._found = found
        self._founded: FirstRunAnswers | None = None
        first, second = ask or sorted(random.sample(range(1, _GROUPS + 1), 2))
        self.centre = CentreStep(theme, today=today)
        self.administrator = AdministratorStep(theme)
        self.recovery = RecoveryStep(theme, ask=(first, second), print_code=print_code, save_code=save_code)
        self.ready = ReadyStep(theme)
        self._steps: tuple[Step, ...] = (self.centre, self.administrator, self.recovery, self.ready)
        self._stack = QStackedWidget()
        titles = (_("Pusat pelatihan"), _("Administrator pertama"), _("Kode pemulihan"), _("Mulai bekerja"))
        self.list = StepList(theme, titles)
        self.problem = Banner(theme)
        self._note_icon = Glyph(theme, "info-circle", role="text3")
        self._note = Label(theme, style="small", role="text3")
        self.back = Button(theme, _("Kembali"))
        self.forward = Button(theme, _("Lanjut"), kind="primary")
        self.back.clicked.connect(self._on_back)
        self.forward.clicked.connect(self._on_forward)
        self.ready.chosen.connect(self._on_chosen)
        self._lay_out()
        if cancel:
            self.add_foot_link(cancel).clicked.connect(self.cancelled)
        self._show(0)

    @property
    def step(self) -> int:
        """The place of the step shown, from 0."""
        return self._stack.currentIndex()

    @property
    def answers(self) -> FirstRunAnswers:
        """The answers so far."""
        return FirstRunAnswers(centre=self.centre.answers(), administrator=self.administrator.answers())

    def show_error(self, happened: str, advice: str) -> None:
        """Say on the last step that beginning did not work."""
        self.ready.show_error(happened, advice)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to the step."""
        super().focusInEvent(event)
        self._steps[self.step].start.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Esc back; nothing typed is lost either way."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_forward()
        elif event.key() == Qt.Key.Key_Escape:
            self._on_back()
        else:
            super().keyPressEvent(event)

    def _on_forward(self) -> None:
        step = self._steps[self.step]
        if step is self.ready or not step.complete():
            return
        if step is self.administrator and not self._make():
            return
        self._show(self.step + 1)

    def _on_back(self) -> None:
        # Once the code is proven the centre exists for good: from the last step nothing leads back.
        if 0 < self.step < len(self._steps) - 1:
            self._show(self.step - 1)

    def _make(self) -> bool:
        """Make the centre unless these answers have made it already."""
        answers = self.answers
        if answers == self._founded:
            return True
        try:
            code = self._found(answers)
        except UserError as error:
            self.problem.tell(*words(error), kind="danger", icon="alert-circle")
            return False
        self.problem.hide()
        self._founded = answers
        self.recovery.show_code(code)
        self.state.tell(_("Basis data lokal terenkripsi dibuat"), "okSolid")
        return True

    def _on_chosen(self, start: str) -> None:
        answers = self.answers
        self.finished.emit(
            FirstRunAnswers(centre=answers.centre, administrator=answers.administrator, start=Start(start))
        )

    def _show(self, number: int) -> None:
        step = self._steps[number]
        self._stack.setCurrentIndex(number)
        self.list.set_current(number, [before.summary() for before in self._steps[:number]])
        self._note.setText(step.note)
        self._note_icon.setVisible(bool(step.note_icon))
        last = number == len(self._steps) - 1
        self.back.setVisible(number > 0 and not last)
        self.forward.setVisible(not last)
        self._on_readiness()
        step.start.setFocus()

    def _on_readiness(self) -> None:
        self.forward.setEnabled(self._steps[self.step].ready)

    def _lay_out(self) -> None:
        theme = self.theme
        for step in self._steps:
            self._stack.addWidget(_scrolling(step))
            step.readiness_changed.connect(self._on_readiness)
        box = Panel(theme, radius=12)
        box.setMaximumSize(theme.px(BOX_WIDTH), theme.px(BOX_HEIGHT))
        row = QHBoxLayout(box)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        row.addWidget(self._left())
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        problem = QHBoxLayout()
        problem.setContentsMargins(theme.px(40), 0, theme.px(40), theme.px(12))
        problem.addWidget(self.problem)
        right.addLayout(problem)
        right.addWidget(self._foot_of_box())
        row.addLayout(right, 1)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(box, 1000)
        across.addStretch(1)
        self.middle.addStretch(1)
        self.middle.addLayout(across, 1000)
        self.middle.addStretch(1)

    def _left(self) -> QWidget:
        theme = self.theme
        left = _LeftGround(theme)
        left.setFixedWidth(theme.px(LIST_WIDTH))
        name = QHBoxLayout()
        name.setSpacing(theme.px(10))
        name.addWidget(CentreBadge(theme, 28))
        name.addWidget(Label(theme, "LPK Desktop", style="section"))
        name.addStretch(1)
        promise = _("Penyiapan berjalan tanpa internet. Sambungan ke server bisa diatur nanti.")
        column = QVBoxLayout(left)
        column.setContentsMargins(theme.px(24), theme.px(28), theme.px(24), theme.px(26))
        column.addLayout(name)
        column.addSpacing(theme.px(26))
        column.addWidget(self.list)
        column.addStretch(1)
        column.addWidget(Label(theme, promise, style="small", role="text3", wrap=True))
        return left

    def _foot_of_box(self) -> QWidget:
        theme = self.theme
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.px(40), theme.px(16), theme.px(40), theme.px(24))
        row.setSpacing(theme.px(8))
        row.addWidget(self._note_icon)
        row.addWidget(self._note)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.forward)
        line = Area(theme, role="borderSubtle")
        line.setFixedHeight(1)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        column.addWidget(foot)
        return holder


class _LeftGround(QWidget):
    """The ground of the list of steps: round at the left, a line at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A round area, squared at the right, and the line."""
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint.fill(painter, rect, "sunken", theme, radius=theme.px(11))
        paint.fill(painter, rect.adjusted(theme.px(20), 0, 0, 0), "sunken", theme)
        paint.fill(painter, rect.adjusted(rect.width() - 1, 0, 0, 0), "border", theme)
        painter.end()


def _scrolling(step: QWidget) -> QScrollArea:
    """Room for a step in a low window."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(step)
    step.setAutoFillBackground(False)
    return area
