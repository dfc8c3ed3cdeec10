"""What resources/samples/centre.json holds; its README says how to read each part."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import msgspec

from lpk_desktop.domain.roles import Role
from lpk_desktop.domain.schedule import Length
from lpk_desktop.domain.zones import Zone
from lpk_desktop.language import RESOURCES

NOTHING = "-"
"""An unmarked session, or a block that was not assessed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """The licence of the centre."""

    number: str
    issuer: str
    valid_from: date
    valid_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCentre:
    """The centre itself."""

    name: str
    kind: str
    city: str
    address: str
    zone: Zone
    licence: Licence
    vin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signs: the first one the front, the second one the back."""

    name: str
    position: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """Somebody who works there."""

    name: str
    role: Role
    initials: str | None = None
    assessor: str | None = None
    """Registration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnProgramme:
    """What the centre fills in where the catalogue leaves it open."""

    code: str
    jp: int | None = None
    block_jp: tuple[int, ...] = ()
    titles: dict[int, str] = field(default_factory=dict)
    """By number of block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Session number `session` lies `days_before` days before the day that the sample plays on."""

    session: int
    days_before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedIn:
    """In which session a block is assessed, by whom (initials), and in which one a second attempt is."""

    session: int
    assessor: str
    again: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleEnrolment:
    """One place in a cohort, in the order of list numbers."""

    name: str
    marks: str
    results: str
    notes: dict[int, str]
    """Why not yet competent, by number of block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCohort:
    """One cohort."""

    programme: str
    batch: str
    pattern: str
    length: Length
    skip_joint_leave: bool
    anchor: Anchor
    place: str
    mode: str
    funding: str
    capacity: int
    instructor: str
    assessments: tuple[AssessedIn, ...]
    enrolments: tuple[SampleEnrolment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePerson:
    """One person, with the fields that `services.trainees` knows."""

    name: str
    nik: str
    kpj: str
    sex: str
    birth_place: str
    birth_date: date
    phone: str
    education: str
    address: str
    employer: str | None = None
    terminated: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleData:
    """Everything, as of `as_of`; all of it is invented."""

    as_of: date
    centre: SampleCentre
    signatories: tuple[Signatory, Signatory]
    staff: tuple[StaffMember, ...]
    programmes: tuple[OwnProgramme, ...]
    cohorts: tuple[SampleCohort, ...]
    trainees: tuple[SamplePerson, ...]


@lru_cache
def sample_data() -> SampleData:
    """The sample as it ships with this version; read once."""
    raw = (RESOURCES / "samples" / "centre.json").read_bytes()
    return msgspec.json.decode(raw, type=SampleData)
