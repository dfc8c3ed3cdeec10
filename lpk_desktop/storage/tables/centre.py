"""The centre and its people."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from lpk_desktop.domain.roles import Role
from lpk_desktop.storage.ids import derived_id
from lpk_desktop.storage.tables.base import Base, Synced
from lpk_desktop.storage.types import EnumText

CENTRE_ID = derived_id("centre")
"""A file holds exactly one centre, so its row is the same on every device."""


class Centre(Synced, Base, kw_only=True):
    """The training centre."""

    __tablename__ = "centre"

    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="LPKS")
    place: Mapped[str | None] = mapped_column(default=None)
    address: Mapped[str | None] = mapped_column(default=None)
    zone: Mapped[str] = mapped_column(default="WIB")
    licence_number: Mapped[str | None] = mapped_column(default=None)
    licence_issuer: Mapped[str | None] = mapped_column(default=None)
    licence_from: Mapped[date | None] = mapped_column(default=None)
    licence_until: Mapped[date | None] = mapped_column(default=None)
    nib: Mapped[str | None] = mapped_column(default=None)
    vin: Mapped[str | None] = mapped_column(default=None)
    accreditation: Mapped[str | None] = mapped_column(default=None)
    number_template: Mapped[str] = mapped_column(default="{serial:04}/{series}/{roman}/{year}")
    sample: Mapped[bool] = mapped_column(default=False)


class Signatory(Synced, Base, kw_only=True):
    """Who signs certificates, and from when until when."""

    __tablename__ = "signatory"

    name: Mapped[str]
    position: Mapped[str]
    nip: Mapped[str | None] = mapped_column(default=None)
    back: Mapped[bool] = mapped_column(default=False)
    """Signs the list of units on the back instead of the front."""
    term_from: Mapped[date | None] = mapped_column(default=None)
    term_until: Mapped[date | None] = mapped_column(default=None)


class Staff(Synced, Base, kw_only=True):
    """A person who works at the centre: administrator, instructor, assessor."""

    __tablename__ = "staff"

    name: Mapped[str]
    role: Mapped[Role] = mapped_column(EnumText(Role), default=Role.INSTRUCTOR)
    active: Mapped[bool] = mapped_column(default=True)
    public_key: Mapped[str | None] = mapped_column(default=None)
    """The person's `vault.Credential` as text: what it takes to sign in on every computer; None for
    somebody who does not sign in."""
    met: Mapped[str | None] = mapped_column(default=None)
    """Assessor registration, as printed ("MET.000.004182 2019")."""
