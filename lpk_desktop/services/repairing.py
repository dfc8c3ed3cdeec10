"""Mending the data folder: for whoever sets up the centre, and after a backup."""

from __future__ import annotations

from datetime import datetime

from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.roles import Right
from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.services.backups import back_up_before
from lpk_desktop.services.permissions import require
from lpk_desktop.storage import repairing
from lpk_desktop.storage.repairing import Repair
from lpk_desktop.storage.store import Store


def repair(store: Store, *, at: datetime) -> tuple[Repair, UserError | None]:
    """Back up, then mend what can be proved; gives what was done, and why there is no backup.

    Raises UserError as `require` and `storage.repairing.repair`.
    """
    with store.read() as session:
        require(session, Right.EDIT_CENTRE)
    trouble = back_up_before(store, reason=Reason.REPAIR, at=at)
    return repairing.repair(store, _("Perbaikan data dari riwayat")), trouble
