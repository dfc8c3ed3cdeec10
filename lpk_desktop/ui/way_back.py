"""The way back to a backup: from the settings, or from the door where the data does not open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.messages import sentence, words
from lpk_desktop.messages.backup import left_behind_words, salvaged_words, untold_words
from lpk_desktop.services import backups
from lpk_desktop.services.ways_in import WayIn, with_either
from lpk_desktop.ui.background import Pool, Work
from lpk_desktop.ui.dates import moment
from lpk_desktop.ui.pages.restore import RestorePage
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.box import Area
from lpk_desktop.ui.widgets.button import Button
from lpk_desktop.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from lpk_desktop.storage.backup import Restored
    from lpk_desktop.ui.application import Application


def offer_backups(
    application: Application,
    *,
    back: Callable[[], None],
    name: str = "",
    secret: str = "",
    trouble: UserError | None = None,
) -> None:
    """Show the backups of the application's folder; one that is chosen takes the data's place.

    `trouble` says why somebody is here: then what was done since the backup comes along. `name` and
    `secret` are what they have given already, `back` shows what was there before while somebody is signed
    in or the door opens.
    """
    data = application.folder
    best = backups.newest_backup(data, now=application.now())
    page = RestorePage(
        application.theme,
        backups.backups(data),
        look_at=backups.look_at,
        best=best.path if best else None,
        name=name,
        secret=secret,
        trouble=_told(trouble) if trouble else "",
    )

    start = partial(application.open, data)

    def restored(done: Restored) -> None:
        application.window.show_full(done_page(application.theme, done, start))

    def refused(error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        page.show_error(sentence(error))

    def submitted(backup: Path, person: str, given: str) -> None:
        # The file is put aside, so nobody may have it open.
        application.end_shift()
        page.set_busy(busy=True)
        task = _restoring(application, backup, with_either(person, given), with_later=trouble is not None)
        application.background.run(task, restored, refused, pool=Pool.BACKUP, owner=page)

    page.submitted.connect(submitted)
    page.cancelled.connect(lambda: back() if application.shift is not None or trouble else start())
    application.window.show_full(page)


def _restoring(
    application: Application, backup: Path, way_in: WayIn, *, with_later: bool
) -> Callable[[Work], Restored]:
    data, at, gate = application.folder, application.now(), application.gate
    restore = partial(backups.restore, data, backup, way_in=way_in, at=at, gate=gate, with_later=with_later)
    return lambda work: restore(step=work.check)


def done_page(theme: Theme, done: Restored, go_on: Callable[[], None]) -> QWidget:
    """What was restored, and where the files from before are."""
    page, button = Area(theme), Button(theme, _("Masuk"), kind="primary")
    button.clicked.connect(go_on)
    state = EmptyState(theme, "circle-check", _("Data sudah dipulihkan"), "\n".join(done_words(done)))
    state.add_act(button)
    QVBoxLayout(page).addWidget(state)
    page.setFocusProxy(button)
    return page


def done_words(done: Restored) -> list[str]:
    """What a person should know of a restoration."""
    told = [_("Keadaannya seperti {when}.").format(when=moment(done.manifest.local))]
    if done.aside is not None:
        told.append(_("Berkas dari sebelumnya disimpan di {folder}.").format(folder=done.aside))
    if done.salvaged:
        told.append(salvaged_words(done.salvaged))
    if done.untold:
        told.append(untold_words())
    if done.left_behind:
        told.append(left_behind_words(done.left_behind))
    if done.manifest.number:
        told.append(_("Sinkronkan sekali, supaya yang sudah terkirim kembali."))
    return told


def _told(trouble: UserError) -> str:
    """Its advice is this page; but a cable is quicker looked at than a backup."""
    return sentence(trouble) if trouble.code == "disk-error" else words(trouble)[0]
