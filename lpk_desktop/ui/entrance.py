"""What stands before the shell besides sign-in: first run, and waiting for the sample centre."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.messages import sentence
from lpk_desktop.services.sample_access import SAMPLE_ADMIN, SAMPLE_PASSWORD
from lpk_desktop.ui.entry import sign_in
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Area
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.empty_state import EmptyState
from lpk_desktop.ui.widgets.label import Label

if TYPE_CHECKING:
    from lpk_desktop.storage.store import Store
    from lpk_desktop.ui.application import Application


def waiting_page(theme: Theme, text: str) -> QWidget:
    """One quiet sentence in the middle of the window."""
    page = Area(theme)
    column = QVBoxLayout(page)
    column.addWidget(Label(theme, text, style="title", role="text2"), 0, Qt.AlignmentFlag.AlignCenter)
    return page


def trouble_page(theme: Theme, error: UserError, again: Callable[[], None]) -> QWidget:
    """Why nothing can be opened, what to do, and a button to try again."""
    page, retry = Area(theme), Button(theme, _("Coba lagi"), kind="primary")
    retry.clicked.connect(again)
    state = EmptyState(theme, "alert-triangle", _("Data belum bisa dibuka"), sentence(error))
    state.add_act(retry)
    QVBoxLayout(page).addWidget(state)
    return page


def show_trouble(application: Application, error: UserError, again: Callable[[], None]) -> None:
    """Show why nothing can be opened."""
    application.window.show_full(trouble_page(application.theme, error, again))


def offer_way_back(application: Application, error: UserError, *, back: Callable[[], None]) -> bool:
    """Where the list of who can sign in is damaged, show the backups; false where there are none."""
    from lpk_desktop.services.backups import backups  # noqa: PLC0415  brings the database
    from lpk_desktop.ui.way_back import offer_backups  # noqa: PLC0415  hopefully never needed

    if not backups(application.folder):
        return False
    offer_backups(application, back=back, trouble=error)
    return True


def first_run_page(application: Application) -> QWidget:
    """Questions for a new centre in the application's folder."""
    from lpk_desktop.services import access  # noqa: PLC0415
    from lpk_desktop.ui.application import device_name  # noqa: PLC0415
    from lpk_desktop.ui.pages.first_run.answers import FirstRunAnswers, Start  # noqa: PLC0415
    from lpk_desktop.ui.pages.first_run.page import FirstRun  # noqa: PLC0415

    made: list[Store] = []

    def found(answers: FirstRunAnswers) -> str:
        _put_aside(application, made)
        given = answers.centre
        founded = access.found_centre(
            application.folder,
            access.NewCentre(
                name=given.name,
                kind=given.kind,
                place=given.place,
                zone=given.zone,
                address=given.address,
                licence_number=given.licence_number,
                licence_issuer=given.licence_issuer,
                licence_until=given.licence_until,
            ),
            admin=answers.administrator.name,
            password=answers.administrator.password,
            device=device_name(),
        )
        made.append(founded.store)
        return founded.recovery_code

    def finished(answers: FirstRunAnswers) -> None:
        store = made.pop()
        if answers.start is Start.SAMPLE:
            store.close()
            application.open_sample()
        else:
            application.work_with(store, "import" if answers.start is Start.IMPORT else "today")

    def cancelled() -> None:
        _put_aside(application, made)
        application.open_sample()

    today = application.now().astimezone().date()
    page = FirstRun(application.theme, found, today=today, cancel=_("Kembali ke pusat contoh"))
    page.finished.connect(finished)
    page.cancelled.connect(cancelled)
    return page


def load_ahead() -> None:
    """Load what the first page needs while a person types a password."""
    from lpk_desktop.ui import frame, work  # noqa: F401, PLC0415
    from lpk_desktop.ui.pages.today import page  # noqa: F401, PLC0415


def open_if_sample(folder: Path) -> Store | None:
    """The sample centre's store; None where a person has to sign in."""
    from lpk_desktop.services.centre import centre  # noqa: PLC0415

    try:
        store = sign_in(folder, SAMPLE_ADMIN, SAMPLE_PASSWORD)
    except UserError as error:
        if error.code == "wrong-password":
            return None
        raise
    with store.read() as session:
        sample = centre(session).sample
    if not sample:
        store.close()
    return store if sample else None


def make_sample(folder: Path) -> Store:
    """A new sample centre that plays today."""
    from lpk_desktop.services.sample import build_sample  # noqa: PLC0415

    return build_sample(folder)


def _put_aside(application: Application, made: list[Store]) -> None:
    """Answers were changed after the folder was made: it is kept under another name, never removed."""
    if made:
        made.pop().close()
        folder = application.folder
        folder.rename(folder.with_name(f"{folder.name}-batal-{time.time_ns()}"))
