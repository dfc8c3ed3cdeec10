"""Sentences about what stands here twice; screens and commands share them, and none says a NIK."""

from __future__ import annotations

from lpk_desktop.domain.formatting import date_long
from lpk_desktop.language import _, counted, current_language
from lpk_desktop.services.doubles import (
    Likeness,
    Namesake,
    SamePerson,
    SharedCohortNumber,
    SharedListNumber,
)


def likeness_words(why: Likeness) -> str:
    """What two rows have in common."""
    return {
        Likeness.NIK: _("NIK sama"),
        Likeness.BIRTH_DATE: _("nama dan tanggal lahir sama"),
        Likeness.PHONE: _("nama dan no. HP sama"),
        Likeness.COHORT: _("nama dan kelas sama"),
    }[why]


def pair_words(pair: SamePerson) -> str:
    """Both names and why they may be one person: Budi Santoso dan B. Santoso (NIK sama)."""
    words = _("{first} dan {second} ({why})")
    return words.format(first=pair.first.name, second=pair.second.name, why=likeness_words(pair.why))


def shared_cohort_words(shared: SharedCohortNumber) -> str:
    """What tells the cohorts of one number apart."""
    return "; ".join(map(_namesake, shared.cohorts))


def shared_number_words(shared: SharedListNumber) -> str:
    """Nomor 3: Budi Santoso dan Sri Wahyuni."""
    return _("nomor {number}: {names}").format(number=shared.number, names=_(" dan ").join(shared.names))


def _namesake(cohort: Namesake) -> str:
    day = date_long(cohort.starts, language=current_language())
    if cohort.noted_here:
        return counted("mulai {day}, {count} peserta, dibuat di komputer ini", cohort.trainees, day=day)
    return counted("mulai {day}, {count} peserta, dibuat di komputer lain", cohort.trainees, day=day)
