"""The chain of trust: what a central signs for a device, so that the device's papers can be believed."""

from __future__ import annotations

from hashlib import sha256

DEVICE_CERTIFICATE = b"lpk-device-certificate-1"


def device_certificate_bytes(
    *, centre: str, centre_name: str, device: int, public_key: bytes, issued_at: int
) -> bytes:
    """The one spelling of "this key belongs to device N of this centre" that a central signs.

    `centre` is the central's id of the centre, `public_key` the device's raw Ed25519 key (32
    bytes), `issued_at` seconds since 1970. Every part stands behind its length in four bytes, so no
    two different certificates have the same bytes.
    """
    parts = (
        DEVICE_CERTIFICATE,
        centre.encode(),
        centre_name.encode(),
        str(device).encode(),
        public_key,
        str(issued_at).encode(),
    )
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def key_id(public_key: bytes) -> str:
    """A short name for a public key: the first 16 hex digits of its SHA-256."""
    return sha256(public_key).hexdigest()[:16]
