"""The keys of the file: one slot per person and one for the recovery code.

The database key is random. Argon2id of a password opens that person's X25519 key, which opens a
sealed copy of the database key. Changing a password rewrites one slot; the database stays.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lpk_desktop.errors import UserError
from lpk_desktop.storage.slots import RECOVERY, Cost, Slot, Slots, exists, load, save

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that looks like a digit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocked:
    """The database key, and whose slot gave it."""

    key: bytes
    staff: str


def new_key() -> bytes:
    """A random database key."""
    return os.urandom(32)


def create(
    folder: Path,
    *,
    key: bytes,
    name: str,
    staff: str,
    password: str,
    centre: str = "",
    sample: bool = False,
    cost: Cost | None = None,
) -> str:
    """Make the first person's slot and the recovery slot; gives the recovery code.

    The code is shown once and stored nowhere. Raises UserError("data-folder-in-use") if there
    are slots already.
    """
    if exists(folder):
        raise UserError("data-folder-in-use", folder=str(folder))
    cost = cost or Cost()
    code = "".join(secrets.choice(ALPHABET) for _ in range(24))
    slots = (_slot(key, name, staff, password, cost), _slot(key, RECOVERY, RECOVERY, code, cost))
    save(folder, Slots(version=1, slots=slots, centre=centre, sample=sample))
    return "-".join(code[i : i + 4] for i in range(0, 24, 4))


def unlock(folder: Path, *, name: str, password: str) -> Unlocked:
    """Open with a person's password; raises UserError("wrong-password") alike for a wrong name."""
    for slot in load(folder).slots:
        if slot.name == name and slot.staff != RECOVERY:
            return Unlocked(key=_open(slot, password), staff=slot.staff)
    raise UserError("wrong-password", name=name)


def recover(folder: Path, *, code: str) -> bytes:
    """Open with the recovery code, however it is spaced or cased; gives the database key."""
    cleaned = code.upper().replace("O", "0").replace("I", "1").replace("L", "1")
    cleaned = "".join(letter for letter in cleaned if letter in ALPHABET)
    slot = next(slot for slot in load(folder).slots if slot.staff == RECOVERY)
    try:
        return _open(slot, cleaned)
    except UserError:
        raise UserError("wrong-recovery-code") from None


def set_password(folder: Path, *, key: bytes, name: str, staff: str, password: str) -> None:
    """Write the slot of `staff` anew, or add one; `key` is the unlocked database key."""
    old = load(folder)
    others = tuple(slot for slot in old.slots if slot.staff != staff)
    cost = next((slot.cost for slot in old.slots if slot.staff == staff), Cost())
    fresh = (*others, _slot(key, name, staff, password, cost))
    save(folder, Slots(version=1, slots=fresh, centre=old.centre, sample=old.sample))


def _slot(key: bytes, name: str, staff: str, password: str, cost: Cost) -> Slot:
    salt = os.urandom(16)
    private = X25519PrivateKey.generate()
    nonce = os.urandom(12)
    wrapped = nonce + ChaCha20Poly1305(_stretch(password, salt, cost)).encrypt(
        nonce, private.private_bytes_raw(), staff.encode()
    )
    return Slot(
        name=name,
        staff=staff,
        salt=salt,
        cost=cost,
        public=private.public_key().public_bytes_raw(),
        private=wrapped,
        sealed=seal(private.public_key().public_bytes_raw(), key),
    )


def _open(slot: Slot, password: str) -> bytes:
    nonce, wrapped = slot.private[:12], slot.private[12:]
    try:
        private = ChaCha20Poly1305(_stretch(password, slot.salt, slot.cost)).decrypt(
            nonce, wrapped, slot.staff.encode()
        )
        return unseal(private, slot.sealed)
    except InvalidTag:
        raise UserError("wrong-password", name=slot.name) from None


def seal(public: bytes, secret: bytes) -> bytes:
    """Encrypt `secret` so that only the owner of the X25519 key `public` can read it."""
    ephemeral = X25519PrivateKey.generate()
    sender = ephemeral.public_key().public_bytes_raw()
    key = _agree(ephemeral, public, sender, public)
    return sender + ChaCha20Poly1305(key).encrypt(bytes(12), secret, None)


def unseal(private: bytes, sealed: bytes) -> bytes:
    """The inverse of `seal`; raises InvalidTag when the key is not the right one."""
    own = X25519PrivateKey.from_private_bytes(private)
    sender = sealed[:32]
    key = _agree(own, sender, sender, own.public_key().public_bytes_raw())
    return ChaCha20Poly1305(key).decrypt(bytes(12), sealed[32:], None)


def _agree(own: X25519PrivateKey, other: bytes, sender: bytes, receiver: bytes) -> bytes:
    shared = own.exchange(X25519PublicKey.from_public_bytes(other))
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"lpk-seal-1" + sender + receiver)
    return derive.derive(shared)


def _stretch(password: str, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(
        password.encode(), salt, cost.passes, cost.memory_kib, cost.lanes, hash_len=32, type=Type.ID
    )
