"""The keys of the file: one slot per person and one for the recovery code.

The database key is random. Argon2id of a password opens that person's X25519 key, which opens a
sealed copy of the database key. Person and password travel between computers as `Credential`
(docs/decisions/0018); the database key never leaves its computer.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lpk_desktop.errors import UserError
from lpk_desktop.storage.slots import FILE, RECOVERY, Cost, Slot, Slots, exists, load, save

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that looks like a digit."""
RECOVERY_LENGTH, ONCE_LENGTH = 24, 12
"""120 and 60 random bits: nobody guesses them, not even without waiting."""
TAKEN_AWAY = ""
"""In the place of a credential: the person shall not sign in, whatever slots a computer still has."""
MOST = Cost(passes=20, memory_kib=1 << 20, lanes=16)
"""What a credential from elsewhere may ask of this computer: one that asks more is not ours."""


_SIZES = (32, 16, 12 + 32 + 16)
"""Bytes of a credential's public key, salt, and sealed private key with nonce and tag."""


class Credential(msgspec.Struct, frozen=True):
    """A person's key pair: the public half, and the private half sealed by the password.

    It is the text in `staff.public_key`. Who has it can seal something for the person, and can
    guess passwords at the price of `cost`; it opens nothing without the password.
    """

    public: bytes
    private: bytes
    salt: bytes
    cost: Cost
    once: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocked:
    """The database key, and whose slot gave it."""

    key: bytes = field(repr=False)
    staff: str
    once: bool
    """Whether it was a code that serves to choose a password, and for nothing else."""


def new_key() -> bytes:
    """A random database key."""
    return os.urandom(32)


def new_credential(*, staff: str, password: str, cost: Cost | None = None, once: bool = False) -> Credential:
    """A new key pair for the person with the id `staff`; an older one of theirs opens nothing any more."""
    cost, salt, nonce = cost or Cost(), os.urandom(16), os.urandom(12)
    private = X25519PrivateKey.generate()
    wrapped = ChaCha20Poly1305(_stretch(password, salt, cost)).encrypt(
        nonce, private.private_bytes_raw(), staff.encode()
    )
    public = private.public_key().public_bytes_raw()
    return Credential(public=public, private=nonce + wrapped, salt=salt, cost=cost, once=once)


def to_text(credential: Credential) -> str:
    """The credential as it stands in the person's row."""
    return msgspec.json.encode(credential).decode()


def from_text(text: str | None) -> Credential | None:
    """The inverse of `to_text`; None for nothing, and for what no version of ours has written."""
    try:
        found = msgspec.json.decode(text or "", type=Credential)
    except msgspec.DecodeError:
        return None
    sizes = len(found.public), len(found.salt), len(found.private)
    usable = _is_affordable(found.cost) and sizes == _SIZES
    return found if usable and _can_be_sealed_for(found.public) else None


def _is_affordable(cost: Cost) -> bool:
    asks = ((cost.passes, MOST.passes), (cost.memory_kib, MOST.memory_kib), (cost.lanes, MOST.lanes))
    return all(1 <= wanted <= most for wanted, most in asks) and cost.memory_kib >= 8 * cost.lanes


def new_once_code() -> str:
    """A code to sign in with once, as it is told: "7KQ2-M4XD-09BT"."""
    return grouped(_random(ONCE_LENGTH))


def slot_of(credential: Credential, *, staff: str, name: str, role: str, sealed: bytes) -> Slot:
    """The slot of a person whose credential is known here; `sealed` is the key sealed for it."""
    return Slot(
        name=name,
        staff=staff,
        role=role,
        salt=credential.salt,
        cost=credential.cost,
        public=credential.public,
        private=credential.private,
        once=credential.once,
        sealed=sealed,
    )


def credential_of(slot: Slot) -> Credential:
    """The part of a slot that other computers may know."""
    return Credential(
        public=slot.public, private=slot.private, salt=slot.salt, cost=slot.cost, once=slot.once
    )


def create(folder: Path, *, key: bytes, person: Slot, fresh: Slots) -> str:
    """Make slots.json with the first person's slot and the recovery slot; gives the recovery code.

    `fresh` holds the rest of the file. The code is shown once and stored nowhere. Raises
    UserError("data-folder-in-use") if there are slots already.
    """
    if exists(folder):
        raise UserError("data-folder-in-use", folder=str(folder))
    code = _random(RECOVERY_LENGTH)
    both = (person, _recovery_slot(key, code, person.cost))
    save(folder, msgspec.structs.replace(fresh, slots=both))
    return grouped(code)


def renew_recovery(folder: Path, *, key: bytes) -> str:
    """Put a new recovery code in the place of the one before, which opens nothing from then on."""
    old = load(folder)
    people = tuple(slot for slot in old.slots if slot.staff != RECOVERY)
    cost = next((slot.cost for slot in old.slots if slot.staff == RECOVERY), Cost())
    code = _random(RECOVERY_LENGTH)
    save(folder, msgspec.structs.replace(old, slots=(*people, _recovery_slot(key, code, cost))))
    return grouped(code)


def unlock(folder: Path, *, name: str, password: str, staff: str | None = None) -> Unlocked:
    """Open with a person's password.

    Raises UserError: "wrong-password" alike for a wrong name, "slot-damaged" where no password can be right.
    Two people may have one name (both founded a computer before these were paired): each own password
    opens, unless the id `staff` says whose it must be.
    """
    own = [
        slot for slot in load(folder).slots
        if slot.name == name and slot.staff != RECOVERY and staff in (None, slot.staff)
    ]  # fmt: skip
    for slot in own:
        key = _open(slot, plain(password) if slot.once else password)
        if key is not None:
            return Unlocked(key=key, staff=slot.staff, once=slot.once)
    if any(slot.damaged for slot in own):
        raise UserError("slot-damaged", name=name, file=str(folder / FILE))
    raise UserError("wrong-password", name=name)


def recover(folder: Path, *, code: str) -> bytes:
    """Open with the recovery code, however it is spaced or cased; gives the database key.

    Raises UserError: "wrong-recovery-code", "slots-damaged" where no code can be right.
    """
    for slot in load(folder).slots:
        if slot.staff == RECOVERY:
            key = _open(slot, plain(code))
            if key is not None:
                return key
            if slot.damaged:
                raise UserError("slots-damaged", file=str(folder / FILE))
    raise UserError("wrong-recovery-code")


def plain(code: str) -> str:
    """A code as it was made, from one as people type it."""
    cleaned = code.upper().replace("O", "0").replace("I", "1").replace("L", "1")
    return "".join(letter for letter in cleaned if letter in ALPHABET)


def grouped(code: str) -> str:
    """A code in groups of four, as it is shown."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def _recovery_slot(key: bytes, code: str, cost: Cost) -> Slot:
    made = new_credential(staff=RECOVERY, password=code, cost=cost)
    return slot_of(made, staff=RECOVERY, name=RECOVERY, role="", sealed=seal(made.public, key))


def _open(slot: Slot, password: str) -> bytes | None:
    if slot.damaged and not _is_affordable(slot.cost):
        return None
    nonce, wrapped = slot.private[:12], slot.private[12:]
    try:
        private = ChaCha20Poly1305(_stretch(password, slot.salt, slot.cost)).decrypt(
            nonce, wrapped, slot.staff.encode()
        )
        return unseal(private, slot.sealed)
    except InvalidTag:
        return None
    except (ValueError, HashingError):
        if not slot.damaged:
            raise
        return None


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


def _can_be_sealed_for(public: bytes) -> bool:
    """False for the few points of the curve that agree with every key on nothing."""
    try:
        X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:
        return False
    return True


def _agree(own: X25519PrivateKey, other: bytes, sender: bytes, receiver: bytes) -> bytes:
    shared = own.exchange(X25519PublicKey.from_public_bytes(other))
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"lpk-seal-1" + sender + receiver)
    return derive.derive(shared)


def _stretch(password: str, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(
        password.encode(), salt, cost.passes, cost.memory_kib, cost.lanes, hash_len=32, type=Type.ID
    )
