"""What the QR of a certificate carries: signed content in about 300 bytes, written as digits.

A payload is, in this order: version (1), flags, the device's signature (64 bytes), its public key
(32), the central's word for that key where there is one, the digest of the whole paper (10), and the
content, packed and deflated. The signature covers every byte but itself, as they stand: nothing
in a payload can change without breaking it. docs/decisions/ says why digits: QR packs them best,
and no messenger, browser or keyboard changes them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlsplit

from lpk_desktop.domain import packing
from lpk_desktop.domain.certificates import (
    DIGEST_BYTES,
    CertificateContent,
    SignedContent,
    digest,
    signed_content,
)
from lpk_desktop.domain.packing import PackingError, Reader
from lpk_desktop.domain.trust import device_certificate_bytes

VERSION = 1
PREFIX = "LPK1:"
PATH = "/c/"
SIGNED = b"lpk-certificate-1\0"
"""Stands before what a device signs, so that no signature for another purpose can be shown as one."""
FULL_TITLES_BYTES = 400
"""Above this, titles of subjects without a code are left out; the digest still binds them."""
_MOST_DIGITS = 3000
_EPOCH = date(1970, 1, 1)
_CONFIRMED, _SAMPLE, _HEX_CENTRE, _OTHER_NAME = 1, 2, 4, 8
_KEY, _SIGNATURE, _KEY_ID = 32, 64, 8
_LINK = re.compile(rf"https?://[^\s/]+(?:/[^\s?#]*)?{PATH}(\d+)/?(?:[?#]\S*)?", re.IGNORECASE)
_HEX = re.compile(r"[0-9a-f]{32}")


class PayloadError(ValueError):
    """A text that is no payload: not one of ours, cut short, or mistyped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A central's word, given at pairing, that a key belongs to a device of a centre.

    `certificate` is its Ed25519 signature over `trust.device_certificate_bytes`; `central` is the
    `trust.key_id` of the central's key.
    """

    central: str
    centre: str
    centre_name: str
    device: int
    issued_at: int
    certificate: bytes

    def statement(self, device_key: bytes) -> bytes:
        """The bytes that the central signed for this device key."""
        return device_certificate_bytes(
            centre=self.centre,
            centre_name=self.centre_name,
            device=self.device,
            public_key=device_key,
            issued_at=self.issued_at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """A payload taken apart; nothing in it is believed yet (verification.py does that)."""

    content: SignedContent
    device_key: bytes
    confirmation: Confirmation | None
    signature: bytes
    message: bytes
    """The bytes that `signature` must be for."""


def digest_on_record(content: CertificateContent, text: str) -> bytes:
    """The digest of a register's certificate, whose QR says `text`; raises PayloadError.

    Where birth and salt are erased the content no longer gives it: the signed code still does.
    """
    return decode(from_text(text)).content.digest if content.is_erased else digest(content)


def unsigned(content: CertificateContent, *, device_key: bytes, confirmation: Confirmation | None) -> bytes:
    """A payload without its signature: give `message(…)` of it to the device's key, then `assemble`."""
    signed = signed_content(content)
    full = _unsigned(signed, device_key, confirmation, titles=True)
    if len(full) + _SIGNATURE <= FULL_TITLES_BYTES:
        return full
    return _unsigned(signed, device_key, confirmation, titles=False)


def message(bare: bytes) -> bytes:
    """What the device signs for an unsigned payload."""
    return SIGNED + bare


def assemble(bare: bytes, signature: bytes) -> bytes:
    """An unsigned payload and its 64 bytes of signature as one payload."""
    return bare[:2] + signature + bare[2:]


def to_text(payload: bytes, *, base: str | None) -> str:
    """The text for the QR: a link below `base` (a central's public address), or "LPK1:" and digits."""
    digits = str(int.from_bytes(payload, "big"))
    return f"{base.rstrip('/')}{PATH}{digits}" if base else PREFIX + digits


def from_text(text: str) -> bytes:
    """The payload in a QR's text, a pasted link or a typed line; blanks and line breaks do not matter.

    Raises PayloadError when there is none.
    """
    flat = re.sub(r"\s+", "", text)
    if flat[: len(PREFIX)].upper() == PREFIX:
        digits = flat[len(PREFIX) :]
    else:
        found = _LINK.fullmatch(flat)
        digits = found[1] if found else ""
    if not re.fullmatch(r"[1-9][0-9]*", digits) or len(digits) > _MOST_DIGITS:
        raise PayloadError("no payload in the text")
    number = int(digits)
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def link_host(text: str) -> str | None:
    """The host a link points to, None for a payload that stands as text."""
    return urlsplit(text.strip()).hostname


def decode(payload: bytes) -> Payload:
    """Take a payload apart; raises PayloadError for anything that is not one."""
    try:
        return _decode(payload)
    except (PackingError, OverflowError, UnicodeDecodeError) as problem:
        raise PayloadError(str(problem)) from problem


def _unsigned(
    signed: SignedContent, device_key: bytes, confirmation: Confirmation | None, *, titles: bool
) -> bytes:
    flags = _SAMPLE if signed.sample else 0
    strings = [signed.name, signed.number, signed.programme, signed.centre_name, signed.result]
    crypto = device_key
    if confirmation:
        flags |= _CONFIRMED | (_HEX_CENTRE if _HEX.fullmatch(confirmation.centre) else 0)
        crypto += _packed_confirmation(confirmation)
        if confirmation.centre_name != signed.centre_name:
            flags |= _OTHER_NAME
            strings.append(confirmation.centre_name)
    numbers = (
        signed.jp,
        signed.minutes_per_jp,
        (signed.starts - _EPOCH).days,
        packing.zigzag((signed.ends - signed.starts).days),
        packing.zigzag((signed.issued_on - signed.ends).days),
    )
    body = b"".join(packing.varint(number) for number in numbers)
    body += packing.pack_units(signed.units, titles=titles)
    body += b"".join(packing.pack_text(text) for text in strings)
    return bytes((VERSION, flags)) + crypto + signed.digest + packing.squeeze(body)


def _packed_confirmation(confirmation: Confirmation) -> bytes:
    centre = confirmation.centre
    return (
        bytes.fromhex(confirmation.central)
        + confirmation.certificate
        + packing.varint(confirmation.device)
        + packing.varint(confirmation.issued_at)
        + (bytes.fromhex(centre) if _HEX.fullmatch(centre) else packing.pack_text(centre))
    )


def _decode(payload: bytes) -> Payload:
    reader = Reader(payload)
    if reader.byte() != VERSION:
        raise PackingError("another version")
    flags = reader.byte()
    signature = reader.take(_SIGNATURE)
    device_key = reader.take(_KEY)
    confirmation = _confirmation(reader, flags) if flags & _CONFIRMED else None
    content_digest = reader.take(DIGEST_BYTES)
    body = Reader(packing.unsqueeze(reader.rest()))
    content = _content(body, content_digest, sample=bool(flags & _SAMPLE))
    if confirmation:
        name = body.text() if flags & _OTHER_NAME else content.centre_name
        confirmation = replace(confirmation, centre_name=name)
    body.finish()
    return Payload(
        content=content,
        device_key=device_key,
        confirmation=confirmation,
        signature=signature,
        message=message(payload[:2] + payload[2 + _SIGNATURE :]),
    )


def _confirmation(reader: Reader, flags: int) -> Confirmation:
    return Confirmation(
        central=reader.take(_KEY_ID).hex(),
        certificate=reader.take(_SIGNATURE),
        device=reader.varint(),
        issued_at=reader.varint(),
        centre=reader.take(16).hex() if flags & _HEX_CENTRE else reader.text(),
        centre_name="",
    )


def _content(body: Reader, content_digest: bytes, *, sample: bool) -> SignedContent:
    jp, minutes, start, length, delay = (body.varint() for _ in range(5))
    starts = _EPOCH + timedelta(days=start)
    ends = starts + timedelta(days=packing.unzigzag(length))
    units = packing.unpack_units(body)
    name, number, programme, centre_name, result = (body.text() for _ in range(5))
    return SignedContent(
        number=number,
        name=name,
        programme=programme,
        centre_name=centre_name,
        result=result,
        jp=jp,
        minutes_per_jp=minutes,
        starts=starts,
        ends=ends,
        issued_on=ends + timedelta(days=packing.unzigzag(delay)),
        units=units,
        sample=sample,
        digest=content_digest,
    )
