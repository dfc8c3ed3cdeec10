"""Which life of a device's log this is: an old copy that comes back goes on under a new one.

The epoch stands in the file, in `device.json` beside it, and at the central. Whoever finds the file
older than one of the others begins a new epoch (sync.md section 5), so what was written since under
the old name comes back by pull and is never written over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import msgspec
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.changes import origin_of
from lpk_desktop.storage import names
from lpk_desktop.storage.device import device, save_sync_state, sync_state
from lpk_desktop.storage.durable import write_whole
from lpk_desktop.storage.tables import ChangeRow, DeviceRow

FILE = names.DEVICE
LAST_EPOCH = 0xFFFF


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """What the file beside the data remembers of it."""

    lineage: str
    number: int
    epoch: int
    n: int
    """The last change of that epoch that was surely there."""


def beside(folder: Path) -> Beside | None:
    """What `device.json` says; None where it is missing or says nothing."""
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Beside)
    except (OSError, ValueError):
        return None


def note_beside(session: Session, folder: Path) -> None:
    """Write down beside the data how far it is; raises OSError."""
    seen = beside(folder)
    if session.get(DeviceRow, 1) is None or precedes_pairing(session, seen):
        return
    own = device(session)
    now = Beside(lineage=own.lineage, number=own.number, epoch=own.epoch, n=newest(session, own.origin))
    if now != seen:
        write_whole(folder / FILE, msgspec.json.encode(now))


def is_stale(session: Session, seen: Beside | None) -> bool:
    """Whether the data is older than what was `seen` beside it before: somebody has put back an old file.

    A computer that no centre knows has nobody to be mistaken by, and so no epochs.
    """
    if seen is None or session.get(DeviceRow, 1) is None:
        return False
    own = device(session)
    if own.number == 0 or (own.lineage, own.number) != (seen.lineage, seen.number):
        return False
    return (own.epoch, newest(session, own.origin)) < (seen.epoch, seen.n)


def precedes_pairing(session: Session, seen: Beside | None) -> bool:
    """The same for data from before this computer was paired."""
    if seen is None or not seen.number or session.get(DeviceRow, 1) is None:
        return False
    own = device(session)
    return own.number == 0 and own.lineage == seen.lineage


def newest(session: Session, origin: int) -> int:
    """The highest n of an origin, 0 where there is none."""
    return session.scalar(select(func.max(ChangeRow.n)).where(ChangeRow.origin == origin)) or 0


def own_logs(session: Session) -> dict[int, int]:
    """Newest n by origin of all that this device has written, epoch by epoch; the present one last."""
    own = device(session)
    origins = [origin_of(own.number, epoch) for epoch in range(1, own.epoch + 1)]
    found = {origin: newest(session, origin) for origin in origins}
    return {origin: n for origin, n in found.items() if n or origin == own.origin}


def unsent_changes(session: Session) -> ColumnElement[bool]:
    """Which changes the central has not acknowledged; all of this device's before pairing."""
    own, state = device(session), sync_state(session)
    if state is None:
        return ChangeRow.origin == own.origin
    first = own.origin - state.lag
    later = and_(ChangeRow.origin > first, ChangeRow.origin <= own.origin)
    return or_(and_(ChangeRow.origin == first, ChangeRow.n > state.acked_n), later)


def is_settled(session: Session) -> bool:
    """Whether this life of the file has met the central: until then it may not know its own last acts."""
    state = sync_state(session)
    return device(session).epoch == 1 or state is None or state.last_success is not None


def begin_epoch(session: Session, folder: Path, *, held: Mapping[int, int] | None = None) -> int:
    """Go on in an epoch that nobody has used; gives it. `held` is what the central has of this device.

    What was not acknowledged is still to be sent, under the name it has. Runs inside Store.write;
    raises OSError when `device.json` cannot be written.
    """
    own, seen = device(session), beside(folder)
    used = [own.epoch, *(origin & LAST_EPOCH for origin in held or {})]
    if seen is not None and (seen.lineage, seen.number) == (own.lineage, own.number):
        used.append(seen.epoch)
    epoch = max(used) + 1
    if epoch > LAST_EPOCH:
        raise OverflowError("a device has 65,535 epochs")
    # First beside, then in the file: a crash between the two costs an epoch and nothing else.
    fresh = Beside(lineage=own.lineage, number=own.number, epoch=epoch, n=0)
    write_whole(folder / FILE, msgspec.json.encode(fresh))
    go_on_in(session, epoch)
    return epoch


def go_on_in(session: Session, epoch: int) -> None:
    """Write under another epoch from now on; what was not acknowledged is still to be sent."""
    own, state = device(session), sync_state(session)
    session.get_one(DeviceRow, 1).epoch = epoch
    if state is not None:
        everything = state.lag == 0 and state.acked_n == newest(session, own.origin)
        place = (0, 0) if everything else (state.acked_n, state.lag + epoch - own.epoch)
        save_sync_state(session, replace(state, acked_n=place[0], lag=place[1], last_success=None))
    session.flush()
