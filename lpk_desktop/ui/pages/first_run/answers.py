"""What first run asks for, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from lpk_desktop.domain.zones import Zone


class Start(StrEnum):
    """Where to begin once everything is ready."""

    OPEN = "open"
    IMPORT = "import"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreAnswers:
    """The centre; only name and place are needed."""

    name: str
    kind: str
    place: str
    zone: Zone
    address: str | None = None
    licence_number: str | None = None
    licence_issuer: str | None = None
    licence_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministratorAnswers:
    """The first person. The password is kept out of what a log would print."""

    name: str
    position: str | None
    password: str = field(repr=False)
    lock_minutes: int
    """Idle minutes until the window locks itself, 0 for never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRunAnswers:
    """All answers; `start` is OPEN until the last step."""

    centre: CentreAnswers
    administrator: AdministratorAnswers
    start: Start = Start.OPEN
