"""What a certificate's code proves, by signatures alone and without a network (sync.md, pairing).

Trust is a chain: a central signs the keys of a centre's devices, devices sign certificates. Which
centrals are believed, and what the register knows, is given by the caller; so is the signature
check itself, because cryptography stays outside this package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lpk_desktop.domain.certificates import CertificateState, SignedContent
from lpk_desktop.domain.payload import Payload, PayloadError, decode, from_text
from lpk_desktop.domain.trust import key_id

Verify = Callable[[bytes, bytes, bytes], bool]
"""(public key, signature, message) -> whether the Ed25519 signature is right; never raises."""


class Verdict(StrEnum):
    """What the signatures prove."""

    CONFIRMED = "confirmed"
    """Genuine: a device signed it that a central known here has confirmed for this centre."""
    UNKNOWN_CENTRAL = "unknown-central"
    """Unaltered, but the central that is said to have confirmed the device is not known here."""
    UNCONFIRMED = "unconfirmed"
    """Unaltered, but no central has confirmed the device: anybody can make such a code."""
    ALTERED = "altered"
    """A signature is wrong: the content was changed, or the confirmation belongs to another key."""
    UNREADABLE = "unreadable"
    """Not a code of this kind, or cut short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Central:
    """A central whose word is believed here: one this desktop paired with, or was told to trust."""

    name: str
    public_key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What the register at hand knows about the certificate: of two that bear its number, the very one."""

    state: CertificateState
    digest: bytes
    reason: str | None = None
    replaced_by: str | None = None
    """The number that counts instead."""
    also: tuple[str, ...] = ()
    """Other certificates of the same person for the same training that stand as well."""
    number_shared: bool = False
    """Whether somebody else's certificate that stands bears the same number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The outcome of a check: facts for words, the signed content where the signature is right."""

    verdict: Verdict
    content: SignedContent | None = None
    central: str | None = None
    """Name of the central that confirmed the device."""
    confirmed_as: str | None = None
    """The centre's name as the central knows it, where that is another than on the paper."""
    device: str | None = None
    """This centre's own name for the device, where the signing key is one of its own."""
    registered: Registered | None = None
    """None where no register at hand knows the number: the signature then stands alone."""

    @property
    def unaltered(self) -> bool:
        """Whether the content is as it was signed, whoever signed it."""
        return self.content is not None

    @property
    def valid(self) -> bool:
        """Unaltered, and neither revoked, replaced nor different in a register that knows it."""
        return self.unaltered and (
            self.registered is None
            or (self.registered.state is CertificateState.ISSUED and not self.differs_from_register)
        )

    @property
    def contested(self) -> bool:
        """Valid, but the register knows another that cannot stand beside it; nobody has decided yet."""
        known = self.registered
        return bool(self.valid and known and (known.also or known.number_shared))

    @property
    def differs_from_register(self) -> bool:
        """The register has this number with another content."""
        return bool(self.registered and self.content and self.registered.digest != self.content.digest)


def check(
    text: str,
    *,
    verify: Verify,
    centrals: Iterable[Central] = (),
    devices: Mapping[bytes, str] | None = None,
    register: Callable[[SignedContent], Registered | None] = lambda _content: None,
) -> Check:
    """Check the text of a QR, or a link or payload that was pasted; never raises for any text.

    `devices` names the public keys of the centre's own devices; `register` looks up what was signed,
    by its number and where several bear it by its digest.
    """
    try:
        payload = decode(from_text(text))
    except PayloadError:
        return Check(verdict=Verdict.UNREADABLE)
    if not verify(payload.device_key, payload.signature, payload.message):
        return Check(verdict=Verdict.ALTERED)
    verdict, central = _chain(payload, verify, centrals)
    if verdict is Verdict.ALTERED:
        return Check(verdict=verdict)
    given = payload.confirmation
    other = given and verdict is Verdict.CONFIRMED and given.centre_name != payload.content.centre_name
    return Check(
        verdict=verdict,
        content=payload.content,
        central=central,
        confirmed_as=given.centre_name if given and other else None,
        device=(devices or {}).get(payload.device_key),
        registered=register(payload.content),
    )


def _chain(payload: Payload, verify: Verify, centrals: Iterable[Central]) -> tuple[Verdict, str | None]:
    given = payload.confirmation
    if given is None:
        return Verdict.UNCONFIRMED, None
    for central in centrals:
        if key_id(central.public_key) == given.central:
            if verify(central.public_key, given.certificate, given.statement(payload.device_key)):
                return Verdict.CONFIRMED, central.name
            return Verdict.ALTERED, None
    return Verdict.UNKNOWN_CENTRAL, None
