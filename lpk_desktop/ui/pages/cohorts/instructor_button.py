"""Whose class it is: a button that names the instructor and lets an administrator choose another."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from lpk_desktop.domain.roles import Right
from lpk_desktop.language import _
from lpk_desktop.services import cohorts
from lpk_desktop.services.centre import Person, local_now, staff
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.menu import Menu


class InstructorButton(Button):
    """An instructor sees and marks the classes that bear the own name, so it can be changed here."""

    def __init__(self, desk: Desk, cohort: str) -> None:
        super().__init__(desk.theme, "", kind="quiet", icon="user")
        self._desk, self._cohort = desk, cohort
        self.menu_below = Menu(self)
        denial = desk.denial(Right.MAKE_COHORT, cohort=cohort)
        self.setEnabled(not denial)
        self.setToolTip(denial or _("Memilih instruktur kelas ini"))
        self.clicked.connect(self._open)
        self.refresh()

    def refresh(self) -> None:
        """Name who leads the class now."""
        with self._desk.store.read() as session:
            today = local_now(session, self._desk.now()).date()
            name = cohorts.head(session, self._cohort, today=today).instructor
        self.setText(name or _("Belum ada instruktur"))
        self.setAccessibleName(_("Instruktur: {name}").format(name=self.text()))
        self.updateGeometry()

    def _open(self) -> None:
        self.menu_below.clear()
        with self._desk.store.read() as session:
            people = staff(session)
        for person in people:
            action = self.menu_below.addAction(person.name)
            action.setCheckable(True)
            action.setChecked(person.name == self.text())
            action.triggered.connect(lambda _on=False, person=person: self._choose(person))
        self.menu_below.popup(self.mapToGlobal(QPoint(0, self.height() + self._theme.px(4))))

    def _choose(self, person: Person) -> None:
        with self._desk.store.read() as session:
            today = local_now(session, self._desk.now()).date()
        what = _("{name} menjadi instruktur kelas").format(name=person.name)
        self._desk.act(
            what,
            lambda session: cohorts.set_instructor(session, self._cohort, person.id, today=today),
            done=what,
        )
