"""Pengaturan, Orang dan peran: who works here, what they may do, and their way in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lpk_desktop.domain.roles import Access, Right, Role
from lpk_desktop.language import _
from lpk_desktop.messages.roles import access_word, role_word
from lpk_desktop.services import staff
from lpk_desktop.services.staff import Member
from lpk_desktop.storage.history import KEYS
from lpk_desktop.storage.store import Session
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.keys import page_action
from lpk_desktop.ui.pages.row_menu import offer_menu
from lpk_desktop.ui.pages.settings.code_box import CodeBox
from lpk_desktop.ui.pages.settings.new_person import NewPersonForm
from lpk_desktop.ui.rows_model import QUIET, STRONG, Column, Look, RowsModel
from lpk_desktop.ui.widgets.button import ActionButton, Button
from lpk_desktop.ui.widgets.menu import Menu
from lpk_desktop.ui.widgets.table_view import TableView
from lpk_desktop.ui.widgets.toast import News

_MOST_ROWS = 8


class PeopleSection(QWidget):
    """The list with its acts under it; a code that was made stands below until it is noted down."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self._allowed = not desk.denial(Right.MANAGE_STAFF)
        self.rows = RowsModel(_columns(), lambda member: member.id, parent=self)
        self.table = TableView(theme, self.rows, name=_("Orang dan peran"))
        self.form = NewPersonForm(theme)
        self.code_box = CodeBox(theme)
        self.roles = Menu(self)
        self._add_actions()
        self._lay_out()
        self.table.current_changed.connect(lambda _id: self._allow())
        self.form.submitted.connect(self._on_submitted)
        self.form.closed.connect(self._on_form_closed)
        self.refresh()

    def refresh(self) -> None:
        """Read the people again."""
        with self._desk.store.read() as session:
            found = staff.members(session)
        self.rows.set_rows(found)
        shown = min(len(found), _MOST_ROWS)
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + shown * self.table.row_height + self._desk.theme.px(4))
        self._allow()

    def _add_actions(self) -> None:
        self.add = page_action(self, _("Tambah orang"))
        self.code = page_action(self, _("Beri kode masuk"))
        self.deactivate = page_action(self, _("Cabut akses"))
        self.add.triggered.connect(self.form.begin)
        self.code.triggered.connect(self._give_code)
        self.deactivate.triggered.connect(self._deactivate)
        for role in Role:
            action = self.roles.addAction(role_word(role))
            action.setCheckable(True)
            action.setData(role.value)
            action.triggered.connect(lambda _on=False, role=role: self._set_role(role))
        for action in (self.add, self.code, self.deactivate):
            action.setVisible(self._allowed)
        offer_menu(self.table, [self.code, self.deactivate, self.add])

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self.role_button = Button(theme, _("Ubah peran"), kind="quiet", icon="chevron-down")
        self.role_button.clicked.connect(self._open_roles)
        self.role_button.setVisible(self._allowed)
        acts = QHBoxLayout()
        acts.setSpacing(theme.px(8))
        acts.addWidget(ActionButton(theme, self.add, icon="plus"))
        acts.addStretch(1)
        acts.addWidget(self.role_button)
        acts.addWidget(ActionButton(theme, self.code, kind="quiet", icon="id-badge-2"))
        acts.addWidget(ActionButton(theme, self.deactivate, kind="quiet", icon="x"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(self.table)
        column.addLayout(acts)
        column.addWidget(self.form)
        column.addWidget(self.code_box)

    def _current(self) -> Member | None:
        index = self.table.currentIndex()
        return self.rows.row_at(index.row()) if index.isValid() else None

    def _allow(self) -> None:
        member = self._current()
        here = member is not None and member.access is not Access.GONE
        own = member is not None and member.id == self._desk.store.author
        self.role_button.setEnabled(here)
        self.code.setEnabled(member is not None and not own)
        self.code.setText(_("Beri akses lagi") if member and not here else _("Beri kode masuk"))
        self.deactivate.setEnabled(here)

    def _open_roles(self) -> None:
        member = self._current()
        if member is not None:
            for action in self.roles.actions():
                action.setChecked(action.data() == member.role.value)
            below = QPoint(0, self.role_button.height() + self._desk.theme.px(4))
            self.roles.popup(self.role_button.mapToGlobal(below))

    def _set_role(self, role: Role) -> None:
        member = self._current()
        if member is not None:
            what = _("Peran {name}: {role}").format(name=member.name, role=role_word(role))
            self._act(what, lambda session: staff.change_member(session, member.id, role=role))

    def _deactivate(self) -> None:
        member = self._current()
        if member is not None:
            what = _("Akses dicabut: {name}").format(name=member.name)
            self._act(what, lambda session: staff.deactivate(session, member.id))

    def _act(self, what: str, work: Callable[[Session], None]) -> None:
        def done(session: Session) -> bool:
            work(session)
            return True

        if self._desk.act(what, done, source=KEYS):
            self._desk.hub.told.emit(News(text=what))

    def _give_code(self) -> None:
        member = self._current()
        if member is not None:
            what = _("Kode masuk: {name}").format(name=member.name)
            self._make_code(what, member.name, lambda session: staff.give_code(session, member.id))

    def _on_submitted(self, name: str, role: str, met: str, signs_in: bool) -> None:  # noqa: FBT001  a signal
        def add(session: Session) -> str:
            added = staff.add_member(session, name=name, role=Role(role), met=met or None)
            return staff.give_code(session, added) if signs_in else ""

        self._make_code(_("Orang baru: {name}").format(name=name), name, add)

    def _make_code(self, what: str, name: str, work: Callable[[Session], str]) -> None:
        """A code's key takes its time to make on purpose, so a worker does it."""
        desk = self._desk

        def task(_work: object) -> str:
            with desk.store.write(what, source=KEYS) as session:
                return work(session)

        self.setEnabled(False)
        desk.background.run(task, lambda code: self._on_made(name, code), self._on_failed, owner=self)

    def _on_made(self, name: str, code: str) -> None:
        self.setEnabled(True)
        self.form.hide()
        if code:
            title = _("Kode masuk untuk {name}").format(name=name)
            sentence = _(
                "Sampaikan langsung kepada orangnya; kode tidak ditampilkan lagi. Saat masuk ia memilih kata "
                "sandi sendiri. Di komputer lain kode berlaku setelah komputer itu tersinkron."
            )
            self.code_box.show_code(code, title=title, sentence=sentence)
        else:
            self._desk.hub.told.emit(News(text=_("{name} ditambahkan").format(name=name)))

    def _on_failed(self, error: Exception) -> None:
        self.setEnabled(True)
        self._desk.failed(error)

    def _on_form_closed(self) -> None:
        self.form.hide()
        self.table.setFocus()


def _columns() -> list[Column[Member]]:
    return [
        Column(key="name", title=_("Nama"), text=lambda each: each.name, look=_name_look, stretch=True),
        Column(key="role", title=_("Peran"), text=lambda each: role_word(each.role), width=150),
        Column(
            key="met", title=_("Registrasi asesor"), text=lambda each: each.met or "", width=160,
            look=lambda _each: QUIET, leaves=1,
        ),
        Column(
            key="access", title=_("Masuk"), text=lambda each: access_word(each.access), width=170,
            look=_access_look,
        ),
    ]  # fmt: skip


def _name_look(member: Member) -> Look:
    return QUIET if member.access is Access.GONE else STRONG


def _access_look(member: Member) -> Look:
    dot = {Access.PASSWORD: "okSolid", Access.CODE: "warnSolid"}.get(member.access, "")
    return Look(dot=dot) if dot else QUIET
