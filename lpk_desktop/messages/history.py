"""History and undo in sentences, for screens and commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from lpk_desktop.domain import formatting
from lpk_desktop.language import C_, N_, _, counted, current_language
from lpk_desktop.messages.fields import field_words, value_words
from lpk_desktop.messages.privacy import way_words
from lpk_desktop.services.computers import Computer
from lpk_desktop.services.history import Event, PastEvent
from lpk_desktop.services.subjects import Subject
from lpk_desktop.services.undoing import Left, Line, Outcome, Undoing, Why

_MAIN = frozenset({("mark", "code"), ("assessment", "result")})
"""Fields that are what the row is about: "Kehadiran 26 Mei: hadir" names none."""
_TOLD = frozenset({"import", "undo"})
"""Sources whose act is named beside what it did."""


def event_words(event: PastEvent, *, whose: bool = False) -> str:
    """What one line of history tells; with `whose` it says first about whom, or which class."""
    subject = event.subject
    if event.kind is Event.ERASED:
        body = _("{field}: dihapus").format(field=_what(subject, event.field))
    elif event.kind is Event.CHANGED:
        body = _change(subject, event.field, event.before, event.after)
    else:
        words = _EVENTS.get(event.kind)
        body = _(words).format(cohort=subject.cohort) if words else _presence(subject, event.kind.value)
    return _prefixed(subject, body) if whose else body


def sentence(event: PastEvent) -> str:
    """Who did it, when and on which computer, in one sentence."""
    by = event.by or _("tanpa nama")
    if event.kind is Event.CHANGED and event.before is not None and event.after is not None:
        what = _("{by} mengubah {field} dari {before} menjadi {after}").format(
            by=by,
            field=_what(event.subject, event.field),
            before=value_words(event.field, event.before),
            after=value_words(event.field, event.after),
        )
    else:
        what = f"{by}: {event_words(event)}"
    return f"{what}, {moment_words(event.at)}, {place_words(event)}"


def place_words(event: PastEvent) -> str:
    """On which computer, and in which import or undo: "di Laptop Bengkel (Impor peserta.xlsx)"."""
    where = _("di {computer}").format(computer=computer_words(event.computer))
    return f"{where} ({event.label})" if event.source in _TOLD else where


def computer_words(computer: Computer) -> str:
    """A computer's name, or its letter where the name is not known here."""
    return computer.name or _("komputer {letter}").format(letter=computer.letter)


def moment_words(at: datetime) -> str:
    """9 Juni 2026 08.24, on the centre's wall clock."""
    language = current_language()
    day = formatting.date_long(at.date(), language=language)
    return f"{day} {formatting.clock(at.time(), language=language)}"


def line_words(line: Line) -> str:
    """One thing that undo does."""
    if line.outcome is Outcome.CHANGED:
        return _prefixed(line.subject, _change(line.subject, line.field, line.before, line.after))
    if line.subject.kind == "enrolment":
        words = _EVENTS[Event.WITHDREW if line.outcome is Outcome.REMOVED else Event.CAME_BACK]
        return _prefixed(line.subject, _(words).format(cohort=line.subject.cohort))
    return _prefixed(line.subject, _presence(line.subject, line.outcome.value))


def left_words(left: Left) -> str:
    """One thing that undo leaves, and why."""
    fields = ", ".join(dict.fromkeys(field_words(each) for each in left.fields))
    who = left.subject.name or left.subject.cohort
    return f"{who}: {_WHY[left.why](left, fields)}" if who else _WHY[left.why](left, fields)


def plain_label(label: str) -> str:
    """What was done, of an act that took it back."""
    return label.removeprefix(_("Urungkan: {label}").format(label=""))


def done_words(undoing: Undoing, *, again: bool = False) -> str:
    """What a toast says after an undo, or with `again` after a redo."""
    label = plain_label(undoing.label)
    if not undoing.rows and undoing.left:
        return counted(
            "Tidak ada yang diurungkan dari {label}; {count} dibiarkan.", len(undoing.left), label=label
        )
    text = (_("Diulangi: {label}") if again else _("Diurungkan: {label}")).format(label=label)
    return counted("{done}; {count} dibiarkan", len(undoing.left), done=text) if undoing.left else text


def _prefixed(subject: Subject, body: str) -> str:
    who = subject.name or subject.cohort
    return f"{who} · {body}" if who else body


def _noun(subject: Subject) -> str:
    """What kind of thing it is; empty where the name before it says enough."""
    day = formatting.date_short(subject.day, language=current_language()) if subject.day else ""
    if subject.kind == "cohort":
        return C_("one of them", "Kelas")
    words = _NOUNS.get(subject.kind)
    if words is None:
        return "" if subject.kind in ("trainee", "enrolment") else _("Data")
    return _(words).format(day=day, detail=subject.detail)


def _what(subject: Subject, field: str) -> str:
    noun = _noun(subject)
    if (subject.kind, field) in _MAIN:
        return noun
    return f"{noun}, {field_words(field)}" if noun else field_words(field)


def _change(subject: Subject, field: str, before: str | None, after: str | None) -> str:
    what, was, now = _what(subject, field), value_words(field, before), value_words(field, after)
    if after is None:
        return _("{field} dikosongkan, sebelumnya {before}").format(field=what, before=was)
    if before is None and (subject.kind, field) in _MAIN:
        return f"{what}: {now}"
    if before is None:
        return _("{field} diisi: {after}").format(field=what, after=now)
    return _("{field}: {before} → {after}").format(field=what, before=was, after=now)


def _presence(subject: Subject, kind: str) -> str:
    if subject.kind == "certificate" and kind == Event.ADDED.value:
        return _("Sertifikat {number} diterbitkan").format(number=subject.detail)
    if subject.kind == "access":
        return way_words(subject.way, subject.detail)
    words: dict[str, str] = {
        Event.ADDED.value: N_("{what} dibuat"),
        Event.REMOVED.value: N_("{what} dihapus"),
        Event.RESTORED.value: N_("{what} dipulihkan"),
    }
    noun = _("Data peserta") if subject.kind == "trainee" else _noun(subject)
    return _(words[kind]).format(what=noun)


_EVENTS: dict[Event, str] = {
    Event.ENROLLED: N_("Didaftarkan ke {cohort}"),
    Event.WITHDREW: N_("Keluar dari {cohort}"),
    Event.CAME_BACK: N_("Masuk lagi ke {cohort}"),
}
_NOUNS: dict[str, str] = {
    "mark": N_("Kehadiran {day}"),
    "assessment": N_("Hasil {detail}"),
    "certificate": N_("Sertifikat {detail}"),
    "session": N_("Sesi {day}"),
    "programme": N_("Program"),
    "block": N_("Materi"),
    "unit": N_("Unit"),
    "staff": N_("Petugas"),
    "signatory": N_("Penanda tangan"),
    "centre": N_("Pusat pelatihan"),
}
_COUNTED: dict[str, Callable[[int], str]] = {
    "mark": lambda count: counted("{count} kehadiran", count),
    "assessment": lambda count: counted("{count} hasil", count),
    "enrolment": lambda count: counted("{count} pendaftaran", count),
    "session": lambda count: counted("{count} sesi", count),
    "cohort": lambda count: counted("{count} kelas", count),
    "block": lambda count: counted("{count} materi", count),
}


def _other(count: int) -> str:
    return counted("{count} data lain", count)


def _changed(left: Left, fields: str) -> str:
    by, when = left.by or _("orang lain"), "" if left.at is None else moment_words(left.at)
    if not fields:
        return _("dipakai lagi oleh {by}, {when}").format(by=by, when=when)
    where = computer_words(left.computer) if left.computer else "–"
    return _("{fields} sudah diubah oleh {by}, {when}, di {computer}").format(
        fields=fields, by=by, when=when, computer=where
    )


def _removed(left: Left, _fields: str) -> str:
    when = "" if left.at is None else moment_words(left.at)
    return _("sudah dihapus oleh {by}, {when}").format(by=left.by or _("orang lain"), when=when)


def _needed(left: Left, _fields: str) -> str:
    numbers = [_noun(each) for each in left.other]
    counts = [_COUNTED.get(table, _other)(count) for table, count in left.needed if table != "certificate"]
    return _("masih dipakai {what}").format(what=", ".join([*counts, *numbers]) or "–")


def _certified(left: Left, fields: str) -> str:
    words = _("{fields} dasar sertifikat {number}") if fields else _("dasar sertifikat {number}")
    return words.format(fields=fields, number=_names(left.other, "detail"))


def _orphaned(left: Left, _fields: str) -> str:
    return _("{what} sudah tidak ada").format(what=_names(left.other, "name"))


def _taken(left: Left, _fields: str) -> str:
    return _("nomornya sekarang dipakai {what}").format(what=_names(left.other, "name"))


def _locked(left: Left, _fields: str) -> str:
    return _("{what} sudah dikunci").format(what=", ".join(dict.fromkeys(map(_noun, left.other))) or "–")


def _erased(_left: Left, _fields: str) -> str:
    return _("data pribadinya sudah dihapus untuk selamanya")


def _names(subjects: Sequence[Subject], part: str) -> str:
    return ", ".join(dict.fromkeys(getattr(each, part) or each.cohort or "–" for each in subjects)) or "–"


_WHY: dict[Why, Callable[[Left, str], str]] = {
    Why.CHANGED: _changed,
    Why.REMOVED: _removed,
    Why.NEEDED: _needed,
    Why.CERTIFIED: _certified,
    Why.ORPHANED: _orphaned,
    Why.TAKEN: _taken,
    Why.LOCKED: _locked,
    Why.ERASED: _erased,
}
