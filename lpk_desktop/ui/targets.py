"""What one page asks another to show: the second argument of `hub.asked`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum


class ClassTabKey(StrEnum):
    """The tabs of a class."""

    PEOPLE = "people"
    SCHEDULE = "schedule"
    ATTENDANCE = "attendance"
    COMPETENCY = "competency"
    CERTIFICATES = "certificates"


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortTarget:
    """One class on the page "cohorts"; a plain id means the same with the tab used last.

    `session` is chosen in the attendance grid; `below` shows there only those under the minimum.
    """

    cohort: str
    tab: ClassTabKey | None = None
    session: str = ""
    below: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TraineesTarget:
    """The page "trainees" narrowed to people with a damaged NIK, or to those who may be there twice.

    A plain id shows one person.
    """

    damaged: bool = False
    doubled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryTarget:
    """The page "history" narrowed to what touched one class or one person, by id.

    `access` shows there who saw or took away data, instead of what was done.
    """

    cohort: str = ""
    trainee: str = ""
    access: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateTarget:
    """One issued certificate on the page "certificates"; a plain id there means a whole class."""

    cohort: str
    certificate: str


class SettingsPart(StrEnum):
    """A part of the page "settings" to bring into sight."""

    PASSWORD = "password"  # noqa: S105  the name of a section


class Wanted(Enum):
    """A form for something new, on the page "cohorts" or "trainees"."""

    NEW = "new"
