"""People in words: standing, changes, ages."""

from __future__ import annotations

from datetime import date

from lpk_desktop.domain.dates import age_on
from lpk_desktop.language import C_, _
from lpk_desktop.services.history import Event, PastEvent
from lpk_desktop.services.trainee_list import Standing
from lpk_desktop.ui.dates import dated, plain_date
from lpk_desktop.ui.identity import phone_words
from lpk_desktop.ui.rows_model import Look


def standing_words(standing: Standing) -> str:
    """Where a person stands."""
    return {
        Standing.APPLICANT: _("Calon"),
        Standing.ACTIVE: _("Aktif"),
        Standing.ENDED: C_("status", "Selesai"),
        Standing.CERTIFIED: _("Bersertifikat"),
        Standing.WITHDRAWN: C_("status", "Keluar"),
    }[standing]


def standing_look(standing: Standing) -> Look:
    """Its dot in lists."""
    return {
        Standing.APPLICANT: Look(role="text2", dot="outline", hollow=True),
        Standing.ACTIVE: Look(role="text2", dot="okSolid"),
        Standing.ENDED: Look(role="text2", dot="outline"),
        Standing.CERTIFIED: Look(role="text2", dot="accent"),
        Standing.WITHDRAWN: Look(role="text3", dot="borderStrong"),
    }[standing]


def standing_tag(standing: Standing) -> str:
    """The kind of its tag."""
    return {
        Standing.ACTIVE: "ok",
        Standing.CERTIFIED: "accent",
    }.get(standing, "neut")


def sex_words(sex: str | None) -> str:
    """Laki-laki or perempuan."""
    return {"L": _("Laki-laki"), "P": _("Perempuan")}.get(sex or "", "")


def birth_words(place: str | None, day: date | None, today: date) -> str:
    """Banyumas, 12 Februari 1990 (36 th)."""
    when = ""
    if day is not None:
        when = _("{day} ({age} th)").format(day=plain_date(day), age=age_on(day, today))
    return ", ".join(part for part in (place or "", when) if part)


def field_words(field: str) -> str:
    """What a field is called on screen."""
    return {
        "name": _("Nama"),
        "nik": "NIK",
        "kpj": _("No. KPJ"),
        "sex": _("Jenis kelamin"),
        "birth_place": _("Tempat lahir"),
        "birth_date": _("Tanggal lahir"),
        "phone": _("No. HP"),
        "email": _("Email"),
        "address": _("Alamat"),
        "education": _("Pendidikan"),
        "employer": _("Perusahaan terakhir"),
        "terminated": _("Berhenti bekerja"),
    }.get(field, field)


def event_words(event: PastEvent) -> str:
    """One line of history."""
    words = {
        Event.ADDED: _("Data peserta dibuat"),
        Event.REMOVED: _("Data peserta dihapus"),
        Event.RESTORED: _("Data peserta dipulihkan"),
        Event.ENROLLED: _("Didaftarkan ke {cohort}"),
        Event.WITHDREW: _("Keluar dari {cohort}"),
        Event.CAME_BACK: _("Masuk lagi ke {cohort}"),
    }
    if event.kind is not Event.CHANGED:
        return words[event.kind].format(cohort=event.cohort)
    name, before, after = field_words(event.field), _value(event.field, event.before), event.after
    if after is None:
        return _("{field} dikosongkan, sebelumnya {before}").format(field=name, before=before)
    if event.before is None:
        return _("{field} diisi: {after}").format(field=name, after=_value(event.field, after))
    return _("{field}: {before} → {after}").format(
        field=name, before=before, after=_value(event.field, after)
    )


def _value(field: str, text: str | None) -> str:
    if text is None:
        return ""
    if field in ("birth_date", "terminated"):
        return dated(date.fromisoformat(text))
    if field == "sex":
        return sex_words(text)
    return phone_words(text) if field == "phone" else text
