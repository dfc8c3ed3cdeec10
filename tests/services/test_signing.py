from __future__ import annotations

from lpk_desktop.services.signing import verify
from tests.papers import CENTRAL_KEY, DEVICE, DEVICE_KEY


def test_a_signature_is_right_for_its_key_and_message_only() -> None:
    signature = DEVICE.sign(b"sertifikat")
    assert verify(DEVICE_KEY, signature, b"sertifikat")
    assert not verify(DEVICE_KEY, signature, b"Sertifikat")
    assert not verify(CENTRAL_KEY, signature, b"sertifikat")


def test_what_is_no_key_or_no_signature_is_simply_not_right() -> None:
    assert not verify(b"pendek", bytes(64), b"x")
    assert not verify(DEVICE_KEY, b"pendek", b"x")
