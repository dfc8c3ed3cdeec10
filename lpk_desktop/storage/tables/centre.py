"""The centre, its people, what it has set and the days it is closed."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from lpk_desktop.domain.zones import Zone
from lpk_desktop.storage.ids import derived_id
from lpk_desktop.storage.tables.base import Base, Synced, later, newer_rule, one_of, reference, rule
from lpk_desktop.storage.types import EnumText

CENTRE_ID = derived_id("centre")
"""A file holds exactly one centre, so its row is the same on every device."""


class Role(StrEnum):
    """What a person may do."""

    ADMIN = "admin"
    INSTRUCTOR = "instructor"
    CERTIFICATES = "certificates"
    VIEWER = "viewer"


class LicenceKind(StrEnum):
    """What allows a centre to train: private ones need an izin, public ones a tanda daftar."""

    LICENCE = "izin"
    REGISTRATION = "tanda-daftar"


class Centre(Synced, Base, kw_only=True):
    """The training centre."""

    __tablename__ = "centre"
    __table_args__ = (
        newer_rule("zone", one_of("zone", Zone)),
        rule("licence_kind", one_of("licence_kind", LicenceKind)),
        rule("province_code", "province_code GLOB '[0-9][0-9]'"),
        rule("city_code", "city_code GLOB '[0-9][0-9][0-9][0-9]'"),
        rule("minutes_per_jp", "minutes_per_jp > 0"),
        rule("retention_years", "retention_years >= 0"),
    )

    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="LPKS")
    place: Mapped[str | None] = mapped_column(default=None)
    address: Mapped[str | None] = mapped_column(default=None)
    province_code: Mapped[str | None] = later(2)
    """Two digits."""
    city_code: Mapped[str | None] = later(2)
    """Four digits, of the city or regency."""
    zone: Mapped[str] = mapped_column(default="WIB")
    licence_kind: Mapped[LicenceKind | None] = later(2, EnumText(LicenceKind))
    licence_number: Mapped[str | None] = mapped_column(default=None)
    licence_issuer: Mapped[str | None] = mapped_column(default=None)
    licence_from: Mapped[date | None] = mapped_column(default=None)
    licence_until: Mapped[date | None] = mapped_column(default=None)
    nib: Mapped[str | None] = mapped_column(default=None)
    vin: Mapped[str | None] = mapped_column(default=None)
    accreditation: Mapped[str | None] = mapped_column(default=None)
    agreement_number: Mapped[str | None] = later(2)
    """Of the agreement with BPJAMSOSTEK."""
    agreement_from: Mapped[date | None] = later(2)
    agreement_until: Mapped[date | None] = later(2)
    number_template: Mapped[str] = mapped_column(default="{serial:04}/{series}/{roman}/{year}")
    minutes_per_jp: Mapped[int | None] = later(2)
    """For programmes of its own; a programme's own figure counts first."""
    retention_years: Mapped[int | None] = later(2)
    """How long personal data is kept after the last cohort; None until the centre has decided."""
    logo_id: Mapped[str | None] = reference("blob", default=None, since=2)
    sample: Mapped[bool] = mapped_column(default=False)


class Signatory(Synced, Base, kw_only=True):
    """Who signs certificates, and from when until when."""

    __tablename__ = "signatory"

    name: Mapped[str]
    position: Mapped[str]
    nip: Mapped[str | None] = mapped_column(default=None)
    rank: Mapped[str | None] = later(2)
    """Pangkat of a civil servant, as printed under the name."""
    back: Mapped[bool] = mapped_column(default=False)
    """Signs the list of units on the back instead of the front."""
    term_from: Mapped[date | None] = mapped_column(default=None)
    term_until: Mapped[date | None] = mapped_column(default=None)
    signature_id: Mapped[str | None] = reference("blob", default=None, since=2)


class Staff(Synced, Base, kw_only=True):
    """A person who works at the centre: administrator, instructor, assessor."""

    __tablename__ = "staff"
    __table_args__ = (newer_rule("role", one_of("role", Role)),)

    name: Mapped[str]
    role: Mapped[Role] = mapped_column(EnumText(Role), default=Role.INSTRUCTOR)
    active: Mapped[bool] = mapped_column(default=True)
    public_key: Mapped[str | None] = mapped_column(default=None)
    met: Mapped[str | None] = mapped_column(default=None)
    """Assessor registration, as printed ("MET.000.004182 2019")."""


class Holiday(Synced, Base, kw_only=True):
    """A day on which this centre is closed, besides the public holidays; the id is derived from the day."""

    __tablename__ = "holiday"
    __table_args__ = (rule("name", "name <> ''"),)

    day: Mapped[date] = mapped_column(index=True)
    name: Mapped[str]


class Setting(Synced, Base, kw_only=True):
    """One thing the whole centre has decided; the id is derived from the key."""

    __tablename__ = "setting"
    __table_args__ = (rule("key", "key <> ''"), rule("value", "json_valid(value)"))

    key: Mapped[str]
    value: Mapped[str] = mapped_column(Text)
    """JSON."""
