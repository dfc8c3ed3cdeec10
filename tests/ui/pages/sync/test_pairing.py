"""Pairing from the window."""

from __future__ import annotations

from lpk_desktop.domain.backups import Reason
from lpk_desktop.storage.backup import folder_of, kept_in
from lpk_desktop.ui.pages.sync import SyncPage
from tests.ui.pages.rooms import Room

NOBODY = "http://127.0.0.1:9"
"""Where nothing answers."""


def test_the_state_from_before_is_backed_up_first(room: Room) -> None:
    page = SyncPage(room.desk)
    room.show(page)
    page.form.submitted.emit(NOBODY, "ABCD-EFGH")
    room.settle()
    (backup,) = kept_in(folder_of(room.desk.store.path.parent))
    assert backup.manifest is not None
    assert backup.manifest.reason == Reason.PAIRING
    assert page.form.code.wrong


def test_pairing_goes_on_to_the_server_where_no_backup_can_be_made(room: Room) -> None:
    folder_of(room.desk.store.path.parent).write_text("bukan folder")
    page = SyncPage(room.desk)
    room.show(page)
    page.form.submitted.emit(NOBODY, "ABCD-EFGH")
    room.settle()
    assert page.form.code.wrong
