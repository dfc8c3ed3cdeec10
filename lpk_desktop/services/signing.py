"""Ed25519 keys and signatures over raw bytes, and signing a certificate with a device's key."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from lpk_desktop.domain import payload
from lpk_desktop.domain.certificates import CertificateContent
from lpk_desktop.domain.payload import Confirmation


def new_key() -> bytes:
    """A new private key, 32 raw bytes; keep it inside the encrypted database."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(key: bytes) -> bytes:
    """The public key, 32 raw bytes, of a private one."""
    return Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()


def sign(key: bytes, message: bytes) -> bytes:
    """The signature, 64 bytes, of a private key over a message; the same each time."""
    return Ed25519PrivateKey.from_private_bytes(key).sign(message)


def verify(key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether a signature over a message is by the holder of this public key; False for no key at all."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def sign_certificate(
    content: CertificateContent, *, key: bytes, confirmation: Confirmation | None, base: str | None
) -> str:
    """The text for a certificate's QR, signed with this device's private key.

    `confirmation` is the central's word for the key, None before pairing; `base` is the central's
    public address, None for a text without a link.
    """
    bare = payload.unsigned(content, device_key=public_key(key), confirmation=confirmation)
    return payload.to_text(payload.assemble(bare, sign(key, payload.message(bare))), base=base)
