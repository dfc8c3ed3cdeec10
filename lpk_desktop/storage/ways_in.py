"""The slots against the people of the file: who works here can sign in here, and nobody else.

A difference is a fault only where the rows have the last word: after a restoration the slots are the
newer until the file has met the central (`services.keys`), and slots of another life of the file follow
at the next sign-in.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import ColumnElement, case, func, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from lpk_desktop.errors import UserError
from lpk_desktop.storage import slots, vault
from lpk_desktop.storage.device import device
from lpk_desktop.storage.epochs import is_settled
from lpk_desktop.storage.findings import Checking, Problem
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Staff


def look(checking: Checking, store: Store) -> None:
    """Add people whose slot in the folder of `store` is not what their row says."""
    if Problem.DEVICE_MISSING in checking.named:
        return
    folder = store.path.parent
    wrong = _differing(store, folder)
    # Rows and slots are written one after the other: what stays wrong counts.
    for staff in sorted(wrong & _differing(store, folder) if wrong else ()):
        checking.found(Problem.SLOT_DIFFERS, staff=staff)


def _differing(store: Store, folder: Path) -> set[str]:
    with store.read() as session:
        try:
            kept = slots.load(folder)
        except (UserError, OSError):
            return set()
        if not is_settled(session) or kept.life != device(session).origin:
            return set()
        held = {slot.staff: slot for slot in kept.slots if slot.staff != slots.RECOVERY}
        people = _people(session)
    wrong = {
        staff for staff, (works, text) in people.items() if not _agree(held.get(staff), text, works=works)
    }
    return wrong | (held.keys() - people.keys())


def _agree(slot: slots.Slot | None, text: object, *, works: bool) -> bool:
    if not works or text == vault.TAKEN_AWAY:
        return slot is None
    credential = vault.from_text(text) if isinstance(text, str) else None
    # What no version wrote, or a newer one, decides nothing: a slot that is there stays good.
    if credential is None:
        return True
    return slot is not None and not slot.damaged and vault.credential_of(slot) == credential


def _people(session: Session) -> dict[str, tuple[bool, object]]:
    """By id whether somebody works here, and the text of the credential, unconverted."""
    raw = Staff.__table__.c
    row_id: ColumnElement[str] = func.lower(func.hex(type_coerce(raw.id, NullType())))
    works = case((raw.deleted | ~raw.active, 0), else_=1)
    query = select(row_id, works, type_coerce(raw.public_key, NullType()))
    return {row: (bool(works), text) for row, works, text in session.execute(query)}
