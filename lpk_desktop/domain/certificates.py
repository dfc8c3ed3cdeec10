"""What a certificate says: frozen when it is issued, the same on every reprint (domain.md section 3.4)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

from lpk_desktop.domain.changes import JsonValue
from lpk_desktop.domain.competency import Result
from lpk_desktop.domain.formatting import date_long

CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Letters of verification codes: no I, L, O, U, which read as 1, 0 and V."""
DIGEST_BYTES = 10


class CertificateState(StrEnum):
    """What the register says about a certificate."""

    ISSUED = "issued"
    REVOKED = "revoked"
    REPLACED = "replaced"


class ContentProblem(StrEnum):
    """Why a content must not be issued."""

    EMPTY = "certificate-text-missing"
    TOO_LONG = "certificate-text-too-long"
    UNPRINTABLE = "certificate-text-unprintable"
    PRIVATE = "certificate-private-number"
    """A run of 16 or 11 digits where a NIK or KPJ could stand."""
    TOO_MANY_UNITS = "certificate-too-many-units"
    DATES = "certificate-dates"


class UnknownContentError(ValueError):
    """A frozen content with fields this version does not know: a newer version wrote it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """One row of the back: a unit of competency, or a subject without a code."""

    title: str
    jp: int | None
    """None where the programme gives hours only as a whole."""
    result: Result
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateContent:
    """Everything that stands on the paper, and nothing that may not: there is no NIK and no KPJ.

    Only new fields with a default may ever be added: a field at its default is left out of the
    canonical bytes, so digests and codes of older certificates stay what they are.
    """

    number: str
    name: str
    """Exactly as it shall stand there; never changed by rules."""
    programme: str
    jp: int
    minutes_per_jp: int
    starts: date
    ends: date
    result: str
    """The word under "dan dinyatakan": LULUS, or the centre's own."""
    units: tuple[UnitLine, ...]
    centre_name: str
    centre_kind: str
    """"Lembaga Pelatihan Kerja"."""
    place: str
    issued_on: date
    signatory: str
    signatory_position: str
    salt: str
    """Random: without it a short search over birth dates would find the one behind the digest; empty
    once the birth date is erased."""
    licence: str | None = None
    """"Izin Dinas Tenaga Kerja Kab. Banyumas No. 563/0217/LPK/2021"."""
    vin: str | None = None
    birth_place: str | None = None
    born: date | None = None
    trainee_number: str | None = None
    decrees: tuple[str, ...] = ()
    """As cited: "SKKNI Nomor 98 Tahun 2018"."""
    cohort: str | None = None
    """"Las SMAW 3G, Angkatan 4/2026"."""
    attended: int | None = None
    sessions: int | None = None
    rate: int | None = None
    """Percent, rounded down by the programme's own way of counting."""
    signatory_nip: str | None = None
    head: str | None = None
    """Head of training, who signs the back."""
    head_position: str | None = None
    assessor: str | None = None
    assessor_number: str | None = None
    """The assessor's registration as written: "MET.000.004182 2019"."""
    logo: str | None = None
    """Name of the image among the blobs, None for the drawn emblem."""
    photo: str | None = None
    sample: bool = False
    """Of the sample centre: the paper carries CONTOH."""

    @property
    def is_erased(self) -> bool:
        """Whether what the register does not need was erased: this is no longer the whole paper."""
        return not self.salt

    @property
    def issued_at(self) -> str:
        """Place and day as the paper says them; the day alone where no place is known."""
        day = date_long(self.issued_on)
        return f"{self.place}, {day}" if self.place.strip() else day


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenCertificate:
    """A certificate as it is printed: the content, the text in its QR, and its state today."""

    content: CertificateContent
    qr: str
    """Empty for a preview of what is not issued yet."""
    state: CertificateState = CertificateState.ISSUED


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedUnit:
    """One unit in a QR: its code, or the title of a subject without one; None where room was short."""

    code: str | None
    title: str | None
    result: Result


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedContent:
    """What a QR says by itself; what it leaves out (birth, photo, titles) its digest binds."""

    number: str
    name: str
    programme: str
    centre_name: str
    result: str
    jp: int
    minutes_per_jp: int
    starts: date
    ends: date
    issued_on: date
    units: tuple[SignedUnit, ...]
    sample: bool
    digest: bytes

    @property
    def code(self) -> str:
        """The verification code on the paper."""
        return verification_code(self.digest)


_DATES = frozenset({"starts", "ends", "issued_on", "born"})
_LIMITS = {
    "number": 60,
    "name": 120,
    "programme": 160,
    "result": 24,
    "centre_name": 120,
    "centre_kind": 80,
    "licence": 160,
    "place": 60,
    "signatory": 80,
    "signatory_position": 100,
    "cohort": 120,
    "birth_place": 60,
    "trainee_number": 30,
    "vin": 30,
    "signatory_nip": 40,
    "head": 80,
    "head_position": 100,
    "assessor": 80,
    "assessor_number": 40,
}
_REQUIRED = ("number", "name", "programme", "result", "centre_name")
"""A place or a signatory that nobody has given stays blank on the paper, to be written by hand."""
_TITLE_LIMIT = 240
_UNIT_LIMIT = 60
_PRIVATE = re.compile(r"(?<!\d)(?:\d[ .]?){15}\d(?!\d)|(?<!\d)\d{11}(?!\d)")
_OPEN = frozenset({"number", "vin", "licence", "signatory_nip", "assessor_number"})
"""Numbers of offices, not of trainees: a licence may well have 11 digits."""


def to_json(content: CertificateContent) -> dict[str, JsonValue]:
    """The content as JSON values; fields at their default are left out."""
    values: dict[str, JsonValue] = {}
    for each in fields(content):
        value = getattr(content, each.name)
        if value != each.default:
            values[each.name] = _plain(value)
    return values


def from_json(values: Mapping[str, JsonValue]) -> CertificateContent:
    """The content that `to_json` wrote; raises UnknownContentError for fields of a newer version."""
    known = {each.name for each in fields(CertificateContent)}
    if unknown := sorted(set(values) - known):
        raise UnknownContentError(", ".join(unknown))
    given: dict[str, Any] = dict(values)
    for name in _DATES & set(given):
        given[name] = date.fromisoformat(given[name])
    given["units"] = tuple(
        UnitLine(title=line["title"], jp=line["jp"], result=Result(line["result"]), code=line.get("code"))
        for line in given["units"]
    )
    given["decrees"] = tuple(given.get("decrees", ()))
    return CertificateContent(**given)


def canonical(content: CertificateContent) -> bytes:
    """The one spelling of a content, on any machine and in any later version."""
    text = json.dumps(to_json(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def digest(content: CertificateContent) -> bytes:
    """The first ten bytes of the SHA-256 of the canonical bytes: binds the whole paper to its QR."""
    return sha256(canonical(content)).digest()[:DIGEST_BYTES]


def verification_code(content_digest: bytes) -> str:
    """The short code people can type, "7K4M-Q9TD": the first 40 bits of the digest."""
    bits = int.from_bytes(content_digest[:5], "big")
    letters = "".join(CODE_LETTERS[bits >> shift & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


def normalise_code(text: str) -> str | None:
    """A typed verification code as it is printed, None when it cannot be one.

    Case, blanks and dashes do not matter; I and L are read as 1, O as 0.
    """
    letters = re.sub(r"[\s–—-]", "", text).upper().translate(str.maketrans("ILO", "110"))
    if len(letters) != 8 or not set(letters) <= set(CODE_LETTERS):
        return None
    return f"{letters[:4]}-{letters[4:]}"


def signed_content(content: CertificateContent) -> SignedContent:
    """The part of a content that goes into its QR."""
    return SignedContent(
        number=content.number,
        name=content.name,
        programme=content.programme,
        centre_name=content.centre_name,
        result=content.result,
        jp=content.jp,
        minutes_per_jp=content.minutes_per_jp,
        starts=content.starts,
        ends=content.ends,
        issued_on=content.issued_on,
        units=tuple(
            SignedUnit(code=line.code, title=None if line.code else line.title, result=line.result)
            for line in content.units
        ),
        sample=content.sample,
        digest=digest(content),
    )


def problems(content: CertificateContent) -> tuple[tuple[ContentProblem, str], ...]:
    """Why this content must not be issued, each with the field it is about; empty when it may."""
    return tuple(_problems(content))


def holds_private_number(text: str) -> bool:
    """Whether a text has a run of 16 or 11 digits where a NIK or KPJ could stand."""
    return _PRIVATE.search(text) is not None


def _problems(content: CertificateContent) -> Iterator[tuple[ContentProblem, str]]:
    for name in _REQUIRED:
        if not getattr(content, name).strip():
            yield ContentProblem.EMPTY, name
    for name, limit, text in _texts(content):
        if len(text) > limit:
            yield ContentProblem.TOO_LONG, name
        if not text.isprintable():
            yield ContentProblem.UNPRINTABLE, name
        if name not in _OPEN and holds_private_number(text):
            yield ContentProblem.PRIVATE, name
    if not content.units:
        yield ContentProblem.EMPTY, "units"
    if len(content.units) > _UNIT_LIMIT:
        yield ContentProblem.TOO_MANY_UNITS, "units"
    if not content.starts <= content.ends:
        yield ContentProblem.DATES, "ends"


def _texts(content: CertificateContent) -> Iterator[tuple[str, int, str]]:
    for name, limit in _LIMITS.items():
        yield name, limit, getattr(content, name) or ""
    for line in content.units:
        yield "units", _TITLE_LIMIT, line.title
        yield "units", 40, line.code or ""
    for decree in content.decrees:
        yield "decrees", 80, decree


def _plain(value: Any) -> JsonValue:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, UnitLine):
        line: dict[str, JsonValue] = {"title": value.title, "jp": value.jp, "result": value.result.value}
        return line | {"code": value.code} if value.code else line
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value  # type: ignore[no-any-return]  # the fields hold nothing but text, numbers and None
