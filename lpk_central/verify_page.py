"""The page behind the link in a certificate's QR: what was signed, by whom, and whether it still counts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

import jinja2
from sqlalchemy import Connection, select

from lpk_central import register
from lpk_central.tables import device
from lpk_desktop.domain.certificates import CertificateState, SignedContent
from lpk_desktop.domain.competency import Result
from lpk_desktop.domain.formatting import date_long, date_range
from lpk_desktop.domain.payload import PREFIX, Payload, PayloadError, decode, from_text
from lpk_desktop.domain.trust import key_id
from lpk_desktop.domain.verification import Central, Check, Registered, Verdict, check
from lpk_desktop.language import RESOURCES, _, counted, current_language
from lpk_desktop.sync.protocol import signed_by

HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}
"""A person's name stands on the page: it is not framed, indexed, kept or passed on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page ready to be sent."""

    status: int
    html: str


def page(connection: Connection, digits: str, *, central_key: bytes, central_name: str) -> Page:
    """The page for a payload; 404 for what is no payload. Reads nothing but the register."""
    text = PREFIX + digits
    try:
        payload = decode(from_text(text))
    except PayloadError:
        payload = None

    def look_up(content: SignedContent) -> Registered | None:
        given = payload.confirmation if payload else None
        # The register of a centre speaks only where this central vouches for the centre.
        if given is None or given.central != key_id(central_key):
            return None
        return register.look_up(connection, given.centre, content)

    found = check(
        text,
        verify=signed_by,
        centrals=[Central(name=central_name, public_key=central_key)],
        register=look_up,
    )
    lost = payload is not None and found.registered is None and _revoked(connection, payload)
    doubtful = lost or found.contested
    html = _template().render(
        language=current_language(),
        mood=_mood(found, doubtful=doubtful),
        title=_title(found, doubtful=doubtful),
        sentences=_sentences(found, lost=lost),
        content=found.content,
        facts=_facts(found),
        units=_units(found),
    )
    return Page(status=404 if found.verdict is Verdict.UNREADABLE else 200, html=html)


def _revoked(connection: Connection, payload: Payload) -> bool:
    # Whoever has a lost computer has its key; what it issued before is in the register.
    given = payload.confirmation
    if given is None:
        return False
    chosen = select(device.c.revoked_at).where(
        device.c.centre == given.centre, device.c.public_key == payload.device_key
    )
    return connection.execute(chosen).scalar() is not None


def _mood(found: Check, *, doubtful: bool) -> str:
    if not found.valid:
        return "danger"
    return "ok" if found.verdict is Verdict.CONFIRMED and not doubtful else "warn"


def _title(found: Check, *, doubtful: bool) -> str:
    if found.verdict is Verdict.UNREADABLE:
        return _("Kode tidak terbaca")
    if found.verdict is Verdict.ALTERED:
        return _("Tidak asli")
    if found.differs_from_register:
        return _("Berbeda dari register")
    state = found.registered.state if found.registered else None
    if state is CertificateState.REVOKED:
        return _("Sudah dicabut")
    if state is CertificateState.REPLACED:
        return _("Sudah diganti")
    certain = found.verdict is Verdict.CONFIRMED and not doubtful
    return _("Asli") if certain else _("Belum bisa dipastikan")


def _sentences(found: Check, *, lost: bool) -> list[str]:
    sentences = [_proof(found)]
    if found.confirmed_as:
        sentences.append(
            _("Server pusat mengenal pusat pelatihan ini sebagai {name}.").format(name=found.confirmed_as)
        )
    if found.unaltered:
        sentences.append(_standing(found))
    if lost and found.unaltered:
        sentences.append(_("Perangkat penerbitnya sudah dicabut: tanyakan kepada pusat pelatihannya."))
    if found.content is not None and found.content.sample:
        sentences.append(_("Ini sertifikat contoh dengan data rekaan."))
    return sentences


def _proof(found: Check) -> str:
    return {
        Verdict.CONFIRMED: _(
            "Isinya tidak diubah, dan ditandatangani perangkat yang disahkan server pusat ini."
        ),
        Verdict.UNKNOWN_CENTRAL: _(
            "Isinya tidak diubah, tetapi disahkan server pusat lain yang tidak dikenal di sini."
        ),
        Verdict.UNCONFIRMED: _(
            "Isinya tidak diubah, tetapi perangkat penerbitnya tidak disahkan server pusat mana pun."
        ),
        Verdict.ALTERED: _("Tanda tangannya tidak cocok dengan isinya: jangan percaya kertasnya."),
        Verdict.UNREADABLE: _("Ini bukan kode sertifikat, atau kodenya terpotong. Pindai lagi kode QR-nya."),
    }[found.verdict]


def _standing(found: Check) -> str:
    known = found.registered
    if known is None:
        return _("Belum tercatat di register server pusat; hanya tanda tangannya yang diperiksa.")
    if found.differs_from_register:
        return _("Register memuat isi lain untuk nomor ini: jangan percaya kertasnya.")
    if known.state is CertificateState.REVOKED:
        return _("Pusat pelatihan sudah mencabutnya: {reason}").format(reason=known.reason or "–")
    if known.state is CertificateState.REPLACED:
        return _("Yang berlaku sekarang adalah {number}.").format(number=known.replaced_by or "–")
    if found.contested:
        return _(
            "Tercatat di register server pusat, tetapi nomornya ada pada dua sertifikat dan pusat pelatihan "
            "belum memutuskan mana yang berlaku: tanyakan kepada pusat pelatihannya."
        )
    return _("Tercatat di register server pusat dan masih berlaku.")


def _facts(found: Check) -> list[tuple[str, str]]:
    content = found.content
    if content is None:
        return []
    language = current_language()
    hours = counted("{count} JP (1 JP = {minutes} menit)", content.jp, minutes=content.minutes_per_jp)
    return [
        (_("Nomor"), content.number),
        (_("Program"), content.programme),
        (_("Pusat pelatihan"), content.centre_name),
        (_("Pelatihan"), date_range(content.starts, content.ends, language=language)),
        (_("Lama"), hours),
        (_("Hasil"), content.result),
        (_("Terbit"), date_long(content.issued_on, language=language)),
        (_("Kode verifikasi"), content.code),
    ]


def _units(found: Check) -> list[tuple[str, str]]:
    if found.content is None:
        return []
    words = {Result.COMPETENT: _("Kompeten"), Result.NOT_YET: _("Belum kompeten")}
    return [
        (each.code or each.title or _("Materi"), words.get(each.result, each.result.value))
        for each in found.content.units
    ]


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("lpk_central"), autoescape=True, undefined=jinja2.StrictUndefined
    )
    colours = json.loads((RESOURCES / "styles" / "tokens.json").read_text("utf-8"))
    environment.globals.update(_=_, light=colours["light"], dark=colours["dark"])
    return environment.get_template("certificate.html")
