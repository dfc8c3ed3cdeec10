"""Who asks: the one place where a token becomes a centre and a device."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, select

from lpk_central.errors import AnswerError
from lpk_central.tables import centre, device


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A device that has shown its token. Every statement names this centre and no other."""

    centre: str
    centre_name: str
    device: int
    public_key: bytes


def new_token(centre_id: str, number: int) -> tuple[str, bytes]:
    """A fresh token for a device, and its hash as stored. It names the centre, so a look-up does too."""
    token = f"{centre_id}.{number}.{secrets.token_urlsafe(32)}"
    return token, token_hash(token)


def token_hash(token: str) -> bytes:
    """A token as it is stored. It is 256 random bits, so a plain hash cannot be guessed back."""
    return sha256(token.encode()).digest()


def scope_of(connection: Connection, token: str) -> Scope:
    """The device a token belongs to; AnswerError token-unknown or device-revoked."""
    centre_id, _, rest = token.partition(".")
    number = rest.partition(".")[0]
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        raise AnswerError(401, "token-unknown")
    found = connection.execute(
        select(centre.c.name, device.c.token_hash, device.c.public_key, device.c.revoked_at)
        .join(centre, centre.c.centre == device.c.centre)
        .where(device.c.centre == centre_id, device.c.device == int(number))
    ).one_or_none()
    if found is None or not hmac.compare_digest(found.token_hash, token_hash(token)):
        raise AnswerError(401, "token-unknown")
    if found.revoked_at is not None:
        raise AnswerError(403, "device-revoked")
    return Scope(
        centre=centre_id, centre_name=found.name, device=int(number), public_key=bytes(found.public_key)
    )
