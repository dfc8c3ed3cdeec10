"""Sentences for reasons and verdicts that screens and commands both show."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lpk_desktop.domain.certificates import CertificateState
from lpk_desktop.domain.clashes import ClashKind
from lpk_desktop.domain.competency import Final, ReasonCode
from lpk_desktop.domain.formatting import percent
from lpk_desktop.domain.verification import Check, Registered, Verdict
from lpk_desktop.language import _, counted, current_language
from lpk_desktop.services.readiness import Held


def held_words(held: Held) -> str:
    """Why one person gets no certificate yet, in one short clause."""
    say = _HELD.get(held.code)
    return say(held) if say else held.code


def final_word(final: Final) -> str:
    """Lulus, Asesmen ulang, Belum selesai, Tidak lulus."""
    return {
        Final.PASSED: _("Lulus"),
        Final.REASSESS: _("Asesmen ulang"),
        Final.INCOMPLETE: _("Belum selesai"),
        Final.FAILED: _("Tidak lulus"),
    }[final]


def clash_title(kind: ClashKind) -> str:
    """What is wrong and what to do, in the width of a column."""
    return {
        ClashKind.PERSON: _("Terbit dua kali, cabut satu"),
        ClashKind.NUMBER: _("Nomor kembar, cabut satu"),
    }[kind]


def clash_words(kind: ClashKind, others: Sequence[str]) -> str:
    """What a certificate clashes over with the `others` that `Clash.others` names, and the way out."""
    listed = ", ".join(others)
    if kind is ClashKind.PERSON:
        return _("terbit dua kali: juga nomor {numbers}; cabut salah satu").format(numbers=listed)
    return _("nomor kembar: juga pada sertifikat {names}; cabut lalu terbitkan ulang salah satu").format(
        names=listed
    )


def verdict_words(check: Check) -> list[str]:
    """What a check found, in sentences, the most important first."""
    register = _register_words(check)
    doubt = bool(check.content) and (not check.valid or check.contested)
    sentences = [register, _verdict(check)] if doubt else [_verdict(check)]
    if check.confirmed_as:
        sentences.append(
            _(
                "Hati-hati: perangkat itu disahkan untuk {name}, "
                "bukan untuk pusat pelatihan yang tertulis di kertas."
            ).format(name=check.confirmed_as)
        )
    if check.device:
        sentences.append(_("Ditandatangani komputer pusat pelatihan ini: {name}.").format(name=check.device))
    if register and not doubt:
        sentences.append(register)
    if check.content is not None and check.content.sample:
        sentences.append(_("Ini sertifikat contoh dengan data rekaan."))
    return sentences


def _register_words(check: Check) -> str:
    """What the register says, empty where there is nothing to look up."""
    registered = check.registered
    if registered is None:
        unknown = _("Tidak ada di register komputer ini; hanya tanda tangannya yang diperiksa.")
        return unknown if check.unaltered else ""
    if check.differs_from_register:
        return _("Register pusat pelatihan ini memuat isi lain untuk nomor itu: jangan percaya kertasnya.")
    if registered.state is CertificateState.REVOKED:
        return _("Sertifikat ini sudah dicabut: {reason}").format(reason=registered.reason or "–")
    if registered.state is CertificateState.REPLACED:
        words = _("Sertifikat ini sudah diganti dengan {number}.")
        return words.format(number=registered.replaced_by or "–")
    if check.contested:
        return _contested_words(registered)
    return _("Tercatat di register pusat pelatihan ini dan masih berlaku.")


def _contested_words(registered: Registered) -> str:
    if registered.also:
        words = _(
            "Tercatat di register pusat pelatihan ini, tetapi orang ini juga punya sertifikat {numbers}: "
            "belum diputuskan mana yang berlaku."
        )
        return words.format(numbers=", ".join(registered.also))
    return _(
        "Tercatat di register pusat pelatihan ini, tetapi nomornya juga ada pada sertifikat orang lain: "
        "belum diputuskan mana yang berlaku."
    )


def _verdict(check: Check) -> str:
    if check.verdict is Verdict.CONFIRMED:
        return _("Asli: ditandatangani perangkat yang disahkan {central}.").format(central=check.central)
    if check.verdict is Verdict.UNKNOWN_CENTRAL:
        return _(
            "Isi tidak diubah, "
            "tetapi server pusat yang mengesahkan perangkatnya tidak dikenal di komputer ini."
        )
    if check.verdict is Verdict.UNCONFIRMED:
        return _("Isi tidak diubah, tetapi perangkat penerbitnya belum disahkan oleh server pusat mana pun.")
    if check.verdict is Verdict.ALTERED:
        return _("Tidak asli: tanda tangannya tidak cocok dengan isinya.")
    return _("Ini bukan kode sertifikat LPK Desktop, atau kodenya terpotong.")


def _units(held: Held) -> str:
    """Unit 028.1, 1 materi, 3 unit: the end of a unit's code tells units of one programme apart."""
    count = len(held.blocks)
    if count > 1:
        return counted("{count} unit", count)
    parts = held.blocks[0].split(".") if held.blocks else []
    if len(parts) < 3:
        return counted("{count} materi", count)
    return _("unit {unit}").format(unit=".".join(parts[-2:]))


def _share(held: Held) -> str:
    if held.rate is None:
        return "–"
    return percent(held.rate, minimum=held.minimum, language=current_language())


_HELD: dict[str, Callable[[Held], str]] = {
    ReasonCode.OUT_OF_REACH.value: lambda held: _(
        "Kehadiran {rate}, minimum {minimum}% tidak tercapai"
    ).format(rate=_share(held), minimum=held.minimum),
    ReasonCode.UNIT_NOT_YET.value: lambda held: _("{units} belum kompeten").format(units=_units(held)),
    ReasonCode.UNIT_NOT_ASSESSED.value: lambda held: _("{units} belum dinilai").format(units=_units(held)),
    ReasonCode.NOTHING_ASSESSED.value: lambda _held: _("Belum ada hasil unit"),
    ReasonCode.NO_BLOCKS.value: lambda _held: _("Program ini belum punya materi"),
    ReasonCode.BELOW_MINIMUM.value: lambda held: _("Kehadiran {rate}, minimum {minimum}%").format(
        rate=_share(held), minimum=held.minimum
    ),
    ReasonCode.UNMARKED.value: lambda _held: _("Kehadiran belum ditandai"),
    ClashKind.PERSON.value: lambda held: clash_words(ClashKind.PERSON, held.others),
    ClashKind.NUMBER.value: lambda held: clash_words(ClashKind.NUMBER, held.others),
    "attendance-open": lambda held: counted(
        "Kehadiran minimum belum pasti, kurang {count} sesi", held.needed or 0
    ),
    "nik-damaged": lambda _held: _("NIK rusak, lengkapi dari KTP"),
    "result-disputed": lambda _held: _("Hasil unit berbeda di dua komputer"),
    "mark-disputed": lambda _held: _("Kehadiran berbeda di dua komputer"),
}
