"""Indonesia's three time zones: fixed offsets, no summer time, so no zone database is needed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum


class Zone(StrEnum):
    """A centre's zone as people write it: WIB is UTC+7, WITA UTC+8, WIT UTC+9."""

    WIB = "WIB"
    WITA = "WITA"
    WIT = "WIT"


_OFFSETS = {
    zone: timezone(timedelta(hours=hours), zone.value)
    for zone, hours in ((Zone.WIB, 7), (Zone.WITA, 8), (Zone.WIT, 9))
}


def zone_named(name: str | None) -> Zone:
    """A zone by its name; the westernmost where none is told, or one that a newer version has."""
    return Zone(name) if name in set(Zone) else Zone.WIB


def to_utc(day: date, at: time, zone: Zone) -> datetime:
    """The UTC instant of a local day and wall-clock time."""
    return datetime.combine(day, at, tzinfo=_OFFSETS[zone]).astimezone(UTC)


def to_local(instant: datetime, zone: Zone) -> datetime:
    """`instant` on the zone's wall clock. Raises ValueError for a datetime without a zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return instant.astimezone(_OFFSETS[zone])
