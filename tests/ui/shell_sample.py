"""A window with invented pages and an invented centre, as the pictures of the design show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout

from lpk_desktop.ui.keys import page_action
from lpk_desktop.ui.main_window import MainWindow
from lpk_desktop.ui.page import Page, PageSpec
from lpk_desktop.ui.shell.matching import Found, matches
from lpk_desktop.ui.shell.state import RunningCohort, ShellState, SyncLook
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.button import ActionButton
from lpk_desktop.ui.widgets.hint_bar import Hint, Status
from lpk_desktop.ui.widgets.page_header import PageHeader
from tests.ui.gallery import person_table

STATE = ShellState(
    centre="LPK Serayu Terampil",
    place="Purwokerto",
    counts={"today": 5, "trainees": 148},
    alerts={"sync": 2},
    cohorts=(
        RunningCohort(id="c1", short="Las SMAW 4/2026", trailing="0/16"),
        RunningCohort(id="c2", short="Servis HP 7/2026", trailing="18/18"),
        RunningCohort(id="c3", short="Servis Motor 2/2026", trailing="12/16"),
        RunningCohort(id="c4", short="Forklift 3/2026", trailing="13.00"),
    ),
    sync_look=SyncLook.WAITING,
    sync_words="Luring",
    sync_detail="37 perubahan menunggu",
    user="Ratna Puspitasari",
    role="Administrator",
)


class SamplePage(Page):
    """A page of one table that notes what the shell does with it."""

    def __init__(self, theme: Theme, title: str, log: list[str]) -> None:
        super().__init__(theme, title)
        self._log = log
        self._target = ""
        self.broken = False
        self.table = person_table(theme)
        header = PageHeader(theme, title)
        header.set_meta("148 terdaftar tahun 2026")
        self.new = page_action(self, "Peserta baru", "Ctrl+N")
        header.add_action(ActionButton(theme, self.new, kind="primary", icon="plus"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self.table, 1)
        log.append(f"build {title}")

    @property
    def place(self) -> str:
        return self._target

    def hints(self) -> Sequence[Hint | QAction]:
        return (Hint(keys=("Enter",), text="buka rincian"), self.new, Hint(keys=("Ctrl+K",), text="cari"))

    def status(self) -> Status:
        return Status(text="Data tersimpan di laptop ini, 08.24")

    def refresh(self, changes: object | None = None) -> None:
        if self.broken:
            raise RuntimeError
        self._log.append(f"refresh {self.title} {changes}")

    def show_target(self, target: object) -> None:
        self._target = str(target or "")
        self._log.append(f"target {self.title} {target}")

    def focus_main(self) -> None:
        self.table.focus_first()


@dataclass
class Sample:
    """The window, and what happened to its pages."""

    window: MainWindow
    log: list[str] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def page(self) -> SamplePage:
        page = self.window.page
        assert isinstance(page, SamplePage)
        return page


def sample_window(theme: Theme) -> Sample:
    """A window with the pages of the issue, one of which cannot be built."""
    log: list[str] = []
    errors: list[Exception] = []
    opened: list[str] = []

    def spec(key: str, title: str, icon: str, shortcut: str, group: str = "main") -> PageSpec:
        def build() -> Page:
            return SamplePage(theme, title, log)

        return PageSpec(key=key, title=title, icon=icon, shortcut=shortcut, build=build, group=group)

    def broken() -> Page:
        raise RuntimeError

    def find(query: str) -> Sequence[Found]:
        names = ("Agus Priyanto", "Fitri Sulastri Hadiningsih", "Hadi Prasetyo")
        return [
            Found(
                group="Peserta",
                title=name,
                detail="Las SMAW 4/2026",
                icon="user",
                open=partial(opened.append, name),
            )
            for name in names
            if matches(name, query.lstrip("@"))
        ]

    pages = [
        spec("today", "Hari ini", "home", "Ctrl+1"),
        spec("cohorts", "Kelas", "school", "Ctrl+2"),
        spec("trainees", "Peserta", "users", "Ctrl+3"),
        spec("certificates", "Sertifikat", "certificate", "Ctrl+4"),
        spec("import", "Impor", "file-import", "", "data"),
        spec("sync", "Sinkronisasi", "refresh", "Ctrl+7", "data"),
        PageSpec(key="settings", title="Pengaturan", icon="settings", build=broken, group="data"),
    ]
    window = MainWindow(theme, pages, find=find, broke=errors.append)
    window.set_state(STATE)
    return Sample(window, log, errors, opened)
