"""What needs attention as rows: icon, two lines, and the one act that deals with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lpk_desktop.domain import formatting
from lpk_desktop.domain.clashes import Clash, ClashKind
from lpk_desktop.language import _, counted, current_language
from lpk_desktop.messages.doubles import pair_words, shared_cohort_words, shared_number_words
from lpk_desktop.services.attention import (
    Attention,
    BelowMinimum,
    ClashingCertificates,
    DamagedNiks,
    DisputedRows,
    DoubleCohorts,
    DoubleNumbers,
    DoublePeople,
    IncompleteSessions,
    LicenceEnding,
    Unsent,
    Urgency,
)
from lpk_desktop.ui.dates import plain_date
from lpk_desktop.ui.pages.today.words import day_words, moment_words
from lpk_desktop.ui.targets import CertificateTarget, ClassTabKey, CohortTarget, TraineesTarget

_NAMED = 3
_ROLES = {Urgency.DANGER: "dangerFg", Urgency.WARNING: "warnFg", Urgency.REST: "text2"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One row; `key` and `target` say which page deals with it and what to show there."""

    icon: str
    role: str
    title: str
    detail: str
    act: str
    key: str
    target: object = None

    @property
    def spoken(self) -> str:
        """The row for those who listen."""
        return f"{self.title}. {self.detail}. {self.act}"


def matter(attention: Attention, now: datetime) -> Matter:
    """The row for one matter; `now` is the centre's wall clock."""
    match attention:
        case ClashingCertificates():
            made = _clashing(attention)
        case BelowMinimum():
            made = _below(attention)
        case LicenceEnding():
            made = _licence(attention)
        case DisputedRows():
            made = _disputed(attention)
        case DamagedNiks():
            made = _damaged(attention)
        case DoublePeople() | DoubleCohorts() | DoubleNumbers():
            made = _double(attention)
        case IncompleteSessions():
            made = _incomplete(attention, now)
        case Unsent():
            made = _unsent(attention, now)
    return made


def _below(found: BelowMinimum) -> Matter:
    shown = [
        f"{each.name} {formatting.percent(each.rate, minimum=found.minimum, language=current_language())}"
        for each in found.people
    ]
    reachable = sum(each.reachable for each in found.people)
    title = counted(
        "{count} peserta di bawah kehadiran minimum {minimum}%", len(found.people), minimum=found.minimum
    )
    return Matter(
        role=_ROLES[found.urgency],
        icon="alert-triangle",
        title=title,
        detail=f"{found.short}: {_listed(shown)}. {_outlook(reachable, len(found.people))}",
        act=_("Lihat peserta"),
        key="cohorts",
        target=CohortTarget(cohort=found.cohort, tab=ClassTabKey.ATTENDANCE, below=True),
    )


def _outlook(reachable: int, count: int) -> str:
    if reachable == 0:
        return _("Tidak bisa lagi mengejar")
    if count == 1:
        return _("Masih bisa mengejar")
    if reachable == count:
        return _("Semua masih bisa mengejar")
    return counted("{count} masih bisa mengejar", reachable)


def _licence(found: LicenceEnding) -> Matter:
    if found.days < 0:
        title = counted("Izin Disnaker sudah habis {count} hari", -found.days)
    elif found.days == 0:
        title = _("Izin Disnaker habis hari ini")
    else:
        title = counted("Izin Disnaker habis dalam {count} hari", found.days)
    until = _("berlaku sampai {day}").format(day=plain_date(found.until))
    number = _("No. {number}, ").format(number=found.number) if found.number else ""
    return Matter(
        role=_ROLES[found.urgency],
        icon="license",
        title=title,
        detail=number + until,
        act=_("Perbarui izin"),
        key="settings",
    )


def _disputed(found: DisputedRows) -> Matter:
    return Matter(
        role=_ROLES[found.urgency],
        icon="git-merge",
        title=counted("{count} konflik data menunggu keputusan", found.count),
        detail=_("Dua orang menulis isi yang berbeda di dua komputer"),
        act=_("Selesaikan"),
        key="sync",
    )


def _clashing(found: ClashingCertificates) -> Matter:
    count, first = len(found.clashes), found.clashes[0]
    if found.kind is ClashKind.PERSON:
        title = counted("{count} sertifikat terbit dua kali, cabut salah satu", count)
        shown = [f"{each.papers[0].name} {_numbers(each)}" for each in found.clashes]
    else:
        title = counted("{count} nomor sertifikat kembar, cabut lalu terbitkan ulang salah satu", count)
        shown = [f"{each.papers[0].number} {_names(each)}" for each in found.clashes]
    return Matter(
        role=_ROLES[found.urgency],
        icon="certificate",
        title=title,
        detail=_listed(shown),
        act=_("Lihat sertifikat"),
        key="certificates",
        target=CertificateTarget(cohort=first.papers[0].cohort, certificate=first.papers[0].id),
    )


def _numbers(clash: Clash) -> str:
    return " + ".join(paper.number for paper in clash.papers)


def _names(clash: Clash) -> str:
    return " + ".join(paper.name for paper in clash.papers)


def _damaged(found: DamagedNiks) -> Matter:
    return Matter(
        role=_ROLES[found.urgency],
        icon="id-badge-2",
        title=counted("{count} NIK rusak, lengkapi dari KTP", len(found.names)),
        detail=_listed(list(found.names)),
        act=_("Lihat peserta"),
        key="trainees",
        target=TraineesTarget(damaged=True),
    )


def _double(found: DoublePeople | DoubleCohorts | DoubleNumbers) -> Matter:
    match found:
        case DoublePeople():
            return _people_twice(found)
        case DoubleCohorts():
            return _cohorts_twice(found)
        case DoubleNumbers():
            return _numbers_twice(found)


def _people_twice(found: DoublePeople) -> Matter:
    return Matter(
        role=_ROLES[found.urgency],
        icon="copy",
        title=counted("{count} orang mungkin tercatat dua kali", len(found.pairs)),
        detail=_listed([pair_words(pair) for pair in found.pairs]),
        act=_("Periksa"),
        key="trainees",
        target=TraineesTarget(doubled=True),
    )


def _cohorts_twice(found: DoubleCohorts) -> Matter:
    shared = found.shared
    return Matter(
        role=_ROLES[found.urgency],
        icon="copy",
        title=counted("Nomor {number} dipakai {count} kelas", len(shared.cohorts), number=shared.number),
        detail=shared_cohort_words(shared),
        act=_("Ubah nomor"),
        key="cohorts",
        target=CohortTarget(cohort=shared.cohorts[-1].cohort, tab=ClassTabKey.PEOPLE),
    )


def _numbers_twice(found: DoubleNumbers) -> Matter:
    return Matter(
        role=_ROLES[found.urgency],
        icon="copy",
        title=counted("{count} nomor urut ganda di {cohort}", len(found.numbers), cohort=found.short),
        detail=_listed([shared_number_words(each) for each in found.numbers]),
        act=_("Lihat daftar"),
        key="cohorts",
        target=CohortTarget(cohort=found.cohort, tab=ClassTabKey.PEOPLE),
    )


def _incomplete(found: IncompleteSessions, now: datetime) -> Matter:
    count = len(found.sessions)
    if found.yesterday:
        title = counted("{count} kehadiran sesi kemarin belum lengkap", count)
    else:
        title = counted("{count} kehadiran sesi lalu belum lengkap", count)
    first = found.sessions[0]
    shown = [_one_session(each.short, each.number, each.day, now.date()) for each in found.sessions]
    return Matter(
        role=_ROLES[found.urgency],
        icon="calendar-due",
        title=title,
        detail=_listed(shown),
        act=_("Lengkapi"),
        key="cohorts",
        target=CohortTarget(cohort=first.cohort, tab=ClassTabKey.ATTENDANCE, session=first.session),
    )


def _one_session(short: str, number: int, day: date, today: date) -> str:
    return _("{cohort} sesi {number} ({day})").format(cohort=short, number=number, day=day_words(day, today))


def _unsent(found: Unsent, now: datetime) -> Matter:
    safe = _("Tersimpan aman di komputer ini.")
    last = found.last_success
    if last is None:
        when = _("Belum pernah tersinkron")
    else:
        local = last.astimezone(now.tzinfo)
        when = _("Terakhir tersinkron {when}").format(when=moment_words(local, now.date()))
    return Matter(
        role=_ROLES[found.urgency],
        icon="cloud-off",
        title=counted("{count} perubahan belum tersinkron", found.count),
        detail=f"{safe} {when}",
        act=_("Lihat antrean"),
        key="sync",
    )


def _listed(parts: list[str]) -> str:
    """The first few and how many more there are."""
    if len(parts) <= _NAMED:
        return ", ".join(parts)
    more = counted("dan {count} lagi", len(parts) - _NAMED)
    return f"{', '.join(parts[:_NAMED])}, {more}"
