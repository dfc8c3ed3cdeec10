"""This computer: its number, its signing key, and where it stands with the central API."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from lpk_desktop.domain.changes import origin_of
from lpk_desktop.errors import UserError
from lpk_desktop.storage.capture import recording_of, rewriting_log, writing_rows
from lpk_desktop.storage.recording import chained, change_of, log_row
from lpk_desktop.storage.rowstate import table_of
from lpk_desktop.storage.tables import SYNCED, ActRow, ChangeRow, DeviceRow, RoundRow, SyncStateRow
from lpk_desktop.storage.types import from_milliseconds, to_milliseconds

_EPOCH = 1 << 48
"""One epoch back, in the column that holds the acknowledged place: no log is ever that long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """Who this computer is among the centre's computers."""

    number: int
    """Given by the centre at pairing; 0 before."""
    epoch: int
    letter: str
    """Stands in certificate numbers, so that two offline devices never give one number twice."""
    name: str
    public_key: bytes
    """Ed25519."""

    @property
    def origin(self) -> int:
        """Number and epoch as they stand in stamps."""
        return origin_of(self.number, self.epoch)

    @property
    def lineage(self) -> str:
        """Whose file this is, alike in all its copies, before and after pairing."""
        return lineage_of(self.public_key)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncState:
    """Where this device stands with its centre at the central API."""

    url: str
    server: str
    generation: int
    centre: str
    token: str
    central_key: bytes
    public_url: str
    device_certificate: str
    """JSON as the central gave it: its signature over this device's key."""
    cursor: int = 0
    acked_n: int = 0
    lag: int = 0
    """How many epochs before the present one `acked_n` counts in: after a restoration and until the
    next round, what the copy had not sent yet."""
    last_success: datetime | None = None
    last_problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRound:
    """One finished sync round."""

    at: datetime
    sent: int
    received: int
    set_aside: int
    problem: str | None


def lineage_of(public_key: bytes) -> str:
    """Whose file it is, from the device's key: 16 hex digits that say nothing else."""
    return hashlib.blake2b(public_key, digest_size=8).hexdigest()


def create_device(session: Session, *, name: str) -> None:
    """Make this computer's identity in a new file."""
    session.add(DeviceRow(name=name, private_key=Ed25519PrivateKey.generate().private_bytes_raw()))


def device(session: Session) -> Device:
    """Who this computer is."""
    row = _device_row(session)
    public = Ed25519PrivateKey.from_private_bytes(row.private_key).public_key().public_bytes_raw()
    return Device(number=row.number, epoch=row.epoch, letter=row.letter, name=row.name, public_key=public)


def sign(session: Session, message: bytes) -> bytes:
    """This device's Ed25519 signature over `message`."""
    return Ed25519PrivateKey.from_private_bytes(_device_row(session).private_key).sign(message)


def sync_state(session: Session) -> SyncState | None:
    """Where this device stands with its centre; None before pairing."""
    row = session.get(SyncStateRow, 1)
    if row is None:
        return None
    return SyncState(
        url=row.url, server=row.server, generation=row.generation, centre=row.centre, token=row.token,
        central_key=row.central_key, public_url=row.public_url, device_certificate=row.device_certificate,
        cursor=row.cursor, acked_n=row.acked_n % _EPOCH, lag=-(row.acked_n // _EPOCH),
        last_success=None if row.last_success is None else from_milliseconds(row.last_success),
        last_problem=row.last_problem,
    )  # fmt: skip


def save_sync_state(session: Session, state: SyncState) -> None:
    """Keep `state`; in the same transaction as the changes it speaks of."""
    session.merge(
        SyncStateRow(
            id=1, url=state.url, server=state.server, generation=state.generation, centre=state.centre,
            token=state.token, central_key=state.central_key, public_url=state.public_url,
            device_certificate=state.device_certificate, cursor=state.cursor,
            acked_n=state.acked_n - state.lag * _EPOCH,
            last_success=None if state.last_success is None else to_milliseconds(state.last_success),
            last_problem=state.last_problem,
        )
    )  # fmt: skip


def add_round(session: Session, past: PastRound) -> None:
    """Remember a finished round."""
    session.add(
        RoundRow(
            at=to_milliseconds(past.at),
            sent=past.sent,
            received=past.received,
            set_aside=past.set_aside,
            problem=past.problem,
        )
    )


def past_rounds(session: Session, *, limit: int = 20) -> list[PastRound]:
    """The latest rounds, newest first."""
    rows = session.scalars(select(RoundRow).order_by(RoundRow.id.desc()).limit(limit))
    return [
        PastRound(
            at=from_milliseconds(row.at),
            sent=row.sent,
            received=row.received,
            set_aside=row.set_aside,
            problem=row.problem,
        )
        for row in rows
    ]


def adopt(session: Session, *, number: int, letter: str) -> None:
    """Take the number and letter that the centre gave at pairing.

    Everything written before bears number 0; all of it is unsent, so it is re-tagged: stamps in
    rows, changes and their bases, and the chain of hashes. Raises UserError("already-paired").
    """
    row = _device_row(session)
    if row.number != 0:
        raise UserError("already-paired")
    before, after = origin_of(0, row.epoch), origin_of(number, row.epoch)
    with rewriting_log(session.connection()):
        _retag_log(session, before, after)
    _retag_rows(session, before, after)
    recording_of(session).rewritten = True
    row = _device_row(session)
    row.number, row.letter = number, letter
    session.flush()


def _device_row(session: Session) -> DeviceRow:
    row = session.get(DeviceRow, 1)
    if row is None:
        raise UserError("no-centre-here", folder="")
    return row


def _retag_log(session: Session, before: int, after: int) -> None:
    connection = session.connection()
    digest = b""
    rows = session.scalars(select(ChangeRow).where(ChangeRow.origin == before).order_by(ChangeRow.n)).all()
    fresh = []
    for row in rows:
        old = change_of(row, None)
        base = {
            name: tuple(stamp._replace(origin=after) if stamp.origin == before else stamp for stamp in stamps)
            for name, stamps in old.base.items()
        }
        change = replace(old, origin=after, base=base)
        digest = chained(digest, change)
        fresh.append(log_row(change, digest) | {"old": row.old})
    session.expunge_all()
    connection.execute(delete(ChangeRow).where(ChangeRow.origin == before))
    if fresh:
        connection.execute(insert(ChangeRow), fresh)
    connection.execute(update(ActRow).where(ActRow.origin == before).values(origin=after))
    connection.execute(update(ActRow).where(ActRow.undoes_origin == before).values(undoes_origin=after))


def _retag_rows(session: Session, before: int, after: int) -> None:
    connection = session.connection()
    with writing_rows(connection):
        for name in SYNCED:
            table = table_of(name)
            connection.execute(update(table).where(table.c.origin == before).values(origin=after))
            stamped = connection.execute(
                select(table.c.id, table.c.stamps).where(table.c.stamps.is_not(None))
            )
            for row_id, stamps in stamped.all():
                fresh = _retag_stamps(stamps, before, after)
                connection.execute(update(table).where(table.c.id == row_id).values(stamps=fresh))


def _retag_stamps(stamps: str, before: int, after: int) -> str:
    exceptions: Mapping[str, list[list[object]]] = msgspec.json.decode(stamps)
    fresh = {
        name: [[entry[0], after if entry[1] == before else entry[1], *entry[2:]] for entry in entries]
        for name, entries in exceptions.items()
    }
    return msgspec.json.encode(fresh).decode()
