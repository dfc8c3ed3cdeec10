"""Centres, one-time pairing codes, and the devices that used them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from lpk_central.errors import AnswerError
from lpk_central.keys import CentralKey
from lpk_central.scope import new_token
from lpk_central.tables import centre, device, pairing_code, pairing_try, server
from lpk_desktop.domain.trust import device_certificate_bytes
from lpk_desktop.sync.protocol import (
    CODE_LENGTH,
    CODE_LETTERS,
    CODE_LIFETIME,
    PairAnswer,
    PairRequest,
    pair_message,
    plain_code,
    signed_by,
)

TRIES = 5
"""Wrong codes one address may send within CODE_LIFETIME."""
TRIES_IN_ALL = 100
"""Wrong codes all addresses together may send: 100 of 2^40 codes in ten minutes."""


def add_centre(connection: Connection, *, name: str, now: int) -> str:
    """A new centre; its id."""
    identity = uuid4().hex
    connection.execute(insert(centre).values(centre=identity, name=name, created_at=now))
    return identity


def find_centre(connection: Connection, id_or_name: str) -> str:
    """The id of the one centre with this id or name; LookupError where none or several match."""
    found = connection.scalars(
        select(centre.c.centre).where(or_(centre.c.centre == id_or_name, centre.c.name == id_or_name))
    ).all()
    if len(found) != 1:
        raise LookupError(f"{len(found)} centres are called {id_or_name!r}")
    return str(found[0])


def new_code(connection: Connection, key: CentralKey, *, centre_id: str, now: int) -> str:
    """A one-time pairing code for `centre_id`, good for CODE_LIFETIME seconds from `now`."""
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    connection.execute(
        insert(pairing_code).values(
            centre=centre_id, code_hash=key.code_hash(code), expires_at=now + CODE_LIFETIME
        )
    )
    return code


def count_try(connection: Connection, *, address: str, now: int) -> None:
    """Record a try at pairing; AnswerError too-many-tries after TRIES that did not succeed.

    Committed before the code is looked at, so that tries at the same moment all count.
    """
    connection.execute(delete(pairing_try).where(pairing_try.c.at <= now - CODE_LIFETIME))
    here = func.count().filter(pairing_try.c.address == address)
    own, everybody, oldest = connection.execute(
        select(here, func.count(), func.min(pairing_try.c.at)).select_from(pairing_try)
    ).one()
    if own >= TRIES or everybody >= TRIES_IN_ALL:
        raise AnswerError(429, "too-many-tries", retry_after=max(1, oldest + CODE_LIFETIME - now))
    connection.execute(insert(pairing_try).values(address=address, at=now))


def forget_tries(connection: Connection, *, address: str) -> None:
    """A right code clears its address."""
    connection.execute(delete(pairing_try).where(pairing_try.c.address == address))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Joined:
    centre: str
    device: int
    token: str


def join(
    connection: Connection, key: CentralKey, request: PairRequest, *, now: int, public_url: str | None
) -> PairAnswer:
    """Take a device in; AnswerError proof-wrong, code-wrong, code-expired or device-revoked.

    The same device may repeat the call with the same code while it counts: an answer that got lost
    on the way costs nothing. A device known by its key keeps its number and gets a fresh token.
    """
    code = plain_code(request.code)
    if not signed_by(request.public_key, request.proof, pair_message(code, request.public_key)):
        raise AnswerError(400, "proof-wrong")
    joined = _enrol(connection, request, centre_id=_use_code(connection, key, code, request, now), now=now)
    name = connection.execute(select(centre.c.name).where(centre.c.centre == joined.centre)).scalar_one()
    signed = device_certificate_bytes(
        centre=joined.centre,
        centre_name=name,
        device=joined.device,
        public_key=request.public_key,
        issued_at=now,
    )
    return PairAnswer(
        server=connection.execute(select(server.c.server)).scalar_one(),
        centre=joined.centre,
        centre_name=name,
        device=joined.device,
        token=joined.token,
        central_key=key.public,
        issued_at=now,
        certificate=key.sign(signed),
        public_url=public_url,
    )


def _use_code(connection: Connection, key: CentralKey, code: str, request: PairRequest, now: int) -> str:
    # The one look-up that does not know its centre yet: eight letters are all a person types.
    found = connection.execute(
        select(pairing_code).where(pairing_code.c.code_hash == key.code_hash(code)).with_for_update()
    ).one_or_none()
    if found is None:
        raise AnswerError(403, "code-wrong")
    if found.expires_at <= now or found.used_by not in (None, request.public_key):
        raise AnswerError(403, "code-expired")
    connection.execute(
        update(pairing_code)
        .where(pairing_code.c.centre == found.centre, pairing_code.c.code_hash == found.code_hash)
        .values(used_by=request.public_key)
    )
    return str(found.centre)


def _enrol(connection: Connection, request: PairRequest, *, centre_id: str, now: int) -> _Joined:
    known = connection.execute(
        select(device.c.device, device.c.revoked_at).where(
            device.c.centre == centre_id, device.c.public_key == request.public_key
        )
    ).one_or_none()
    if known is not None and known.revoked_at is not None:
        raise AnswerError(403, "device-revoked")
    number = known.device if known is not None else _next_number(connection, centre_id)
    token, hashed = new_token(centre_id, number)
    values = {"name": request.name, "token_hash": hashed, "paired_at": now}
    if known is None:
        connection.execute(
            insert(device).values(centre=centre_id, device=number, public_key=request.public_key, **values)
        )
    else:
        connection.execute(
            update(device).where(device.c.centre == centre_id, device.c.device == number).values(values)
        )
    return _Joined(centre=centre_id, device=number, token=token)


def _next_number(connection: Connection, centre_id: str) -> int:
    statement = (
        update(centre)
        .where(centre.c.centre == centre_id)
        .values(devices=centre.c.devices + 1)
        .returning(centre.c.devices)
    )
    return int(connection.execute(statement).scalar_one())


def devices(connection: Connection, centre_id: str) -> Sequence[Row[tuple[object, ...]]]:
    """The devices of a centre in order of number, with what they last said of themselves."""
    return connection.execute(
        select(device).where(device.c.centre == centre_id).order_by(device.c.device)
    ).all()


def revoke(connection: Connection, *, centre_id: str, number: int, now: int) -> None:
    """Shut a device out from its next request on; LookupError where there is none."""
    changed = connection.execute(
        update(device)
        .where(device.c.centre == centre_id, device.c.device == number)
        .values(revoked_at=func.coalesce(device.c.revoked_at, now))
        .returning(device.c.device)
    ).all()
    if not changed:
        raise LookupError(f"no device {number}")
