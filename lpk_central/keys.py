"""The central's own Ed25519 key: a file that only its owner reads."""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class CentralKey:
    """Signs device certificates and answers, and keeps pairing codes unguessable at rest."""

    private: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        """The raw public key, 32 bytes."""
        return self.private.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """The Ed25519 signature, 64 bytes."""
        return self.private.sign(message)

    def code_hash(self, code: str) -> bytes:
        """A pairing code as it is stored: useless to whoever has the database but not this key."""
        secret = sha256(b"lpk-pairing-codes\n" + self.private.private_bytes_raw()).digest()
        return hmac.digest(secret, code.encode(), "sha256")


def load_key(path: Path) -> CentralKey:
    """The key in `path` (32 raw bytes, mode 0600); made at the first call."""
    try:
        return CentralKey(Ed25519PrivateKey.from_private_bytes(path.read_bytes()))
    except FileNotFoundError:
        return _make(path)


def _make(path: Path) -> CentralKey:
    path.parent.mkdir(parents=True, exist_ok=True)
    key = Ed25519PrivateKey.generate()
    # Written beside and renamed: a crash leaves no half key.
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(key.private_bytes_raw())
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    return CentralKey(key)
