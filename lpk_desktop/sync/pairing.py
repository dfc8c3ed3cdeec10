"""Joining a centre at its central: the address and the code as people type them, and who we become."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

import msgspec
import requests

from lpk_desktop.domain.numbering import device_letter, position_of
from lpk_desktop.domain.trust import device_certificate_bytes
from lpk_desktop.errors import UserError
from lpk_desktop.sync import client
from lpk_desktop.sync.protocol import (
    CODE_LENGTH,
    CODE_LETTERS,
    PREFIX,
    PairAnswer,
    PairRequest,
    pair_message,
    plain_code,
    signed_by,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """What pairing gave this device."""

    url: str
    server: str
    centre: str
    centre_name: str
    device: int
    letter: str
    token: str
    central_key: bytes
    public_url: str
    device_certificate: str
    """JSON: centre, centre_name, device, public_key, issued_at, signature, central_key; bytes in hex."""


def pair(
    url: str,
    code: str,
    *,
    name: str,
    public_key: bytes,
    sign: Callable[[bytes], bytes],
    http: requests.Session | None = None,
) -> Paired:
    """Join by a one-time code; `name` is this computer's, `public_key` its raw Ed25519 key.

    Raises UserError: bad-central-url, central-not-secure, and before anything is sent
    pairing-code-length or pairing-code-letter; pairing-no-answer, pairing-no-such-name,
    pairing-no-way, pairing-busy, central-not-trusted, central-without-tls, not-a-central on the way;
    pairing-code-wrong, pairing-code-expired, pairing-too-many-tries, device-revoked from the central.
    """
    address = central_url(url)
    plain = _checked(plain_code(code))
    request = PairRequest(
        code=plain, name=name[:200], public_key=public_key, proof=sign(pair_message(plain, public_key))
    )
    try:
        answer = client.pair(address, request, http)
    except client.TransportError as error:
        # Nothing is paired yet: that work is safe and goes out later would not be true.
        raise UserError(_UNPAIRED[error.code], url=address, host=urlsplit(address).hostname) from error
    certificate = device_certificate_bytes(
        centre=answer.centre,
        centre_name=answer.centre_name,
        device=answer.device,
        public_key=public_key,
        issued_at=answer.issued_at,
    )
    if not signed_by(answer.central_key, answer.certificate, certificate):
        raise UserError("not-a-central", url=address)
    return _paired(address, answer, public_key)


_UNPAIRED = {
    "central-unreachable": "pairing-no-answer",
    "central-name-unknown": "pairing-no-such-name",
    "no-network": "pairing-no-way",
    "central-busy": "pairing-busy",
}


def _checked(code: str) -> str:
    if len(code) != CODE_LENGTH:
        raise UserError("pairing-code-length", wanted=CODE_LENGTH, length=len(code))
    strange = [letter for letter in code if letter not in CODE_LETTERS]
    if strange:
        raise UserError("pairing-code-letter", letter=strange[0])
    return code


def _paired(address: str, answer: PairAnswer, public_key: bytes) -> Paired:
    return Paired(
        url=address,
        server=answer.server,
        centre=answer.centre,
        centre_name=answer.centre_name,
        device=answer.device,
        letter=device_letter(position_of(answer.device)),
        token=answer.token,
        central_key=answer.central_key,
        public_url=answer.public_url or address,
        device_certificate=msgspec.json.encode(
            {
                "centre": answer.centre,
                "centre_name": answer.centre_name,
                "device": answer.device,
                "public_key": public_key.hex(),
                "issued_at": answer.issued_at,
                "signature": answer.certificate.hex(),
                "central_key": answer.central_key.hex(),
            }
        ).decode(),
    )


def central_url(typed: str) -> str:
    """The address of a central as people type it, made whole: https unless it is this computer.

    Plain http is taken only for this computer and private networks, where a centre runs its own
    server. Raises UserError("bad-central-url") and UserError("central-not-secure").
    """
    text = typed.strip()
    try:
        parts = urlsplit(text if "://" in text else f"//{text}")
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise UserError("bad-central-url", url=text) from error
    odd = parts.username is not None or parts.query or parts.fragment
    if not host or odd or any(character.isspace() for character in text):
        raise UserError("bad-central-url", url=text)
    scheme = parts.scheme.lower() or ("http" if _is_this_computer(host) else "https")
    if scheme not in ("http", "https"):
        raise UserError("bad-central-url", url=text)
    if scheme == "http" and not _is_near(host):
        raise UserError("central-not-secure", url=text)
    path = parts.path.rstrip("/").removesuffix(PREFIX).rstrip("/")
    name = f"[{host}]" if ":" in host else host
    return SplitResult(scheme, name if port is None else f"{name}:{port}", path, "", "").geturl()


def _is_this_computer(host: str) -> bool:
    address = _address(host)
    return host == "localhost" or (address is not None and address.is_loopback)


def _is_near(host: str) -> bool:
    address = _address(host)
    if address is not None:
        return address.is_private or address.is_loopback
    return "." not in host or host.endswith((".local", ".lan", ".home.arpa", ".internal"))


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
