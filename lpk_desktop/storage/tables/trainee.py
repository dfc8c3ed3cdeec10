"""People and their places in cohorts."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import Connection, MetaData, event
from sqlalchemy.orm import Mapped, mapped_column

from lpk_desktop.storage.tables.base import (
    Base,
    Synced,
    json_list,
    later,
    newer_rule,
    one_of,
    reference,
    rule,
)
from lpk_desktop.storage.types import EnumText


@event.listens_for(Base.metadata, "after_create")
def _make_search(_tables: MetaData, connection: Connection, **_what: object) -> None:
    # Without the text, which the rows have, and without places: a word and whose it is are enough.
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE person_search USING fts5(words, content = '', contentless_delete = 1, "
        "detail = none, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 0')"
    )


class NikState(StrEnum):
    """What is known of a person's NIK; a damaged one is never guessed."""

    VALID = "valid"
    DAMAGED = "damaged"
    MISSING = "missing"


class EnrolmentStatus(StrEnum):
    """Where a person stands in a cohort."""

    APPLICANT = "applicant"
    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


class Trainee(Synced, Base, kw_only=True):
    """A person. NIK, KPJ and phone are text; the name is written as on the KTP."""

    __tablename__ = "trainee"
    __table_args__ = (
        newer_rule("nik_state", one_of("nik_state", NikState)),
        newer_rule("sex", one_of("sex", "L", "P")),
        rule("province_code", "province_code GLOB '[0-9][0-9]'"),
        rule("city_code", "city_code GLOB '[0-9][0-9][0-9][0-9]'"),
        rule("other_phones", json_list("other_phones")),
    )

    name: Mapped[str] = mapped_column(index=True)
    nik: Mapped[str | None] = mapped_column(default=None, index=True)
    nik_state: Mapped[NikState] = mapped_column(EnumText(NikState), default=NikState.MISSING)
    kpj: Mapped[str | None] = mapped_column(default=None)
    sex: Mapped[str | None] = mapped_column(default=None)
    birth_place: Mapped[str | None] = mapped_column(default=None)
    birth_date: Mapped[date | None] = mapped_column(default=None)
    phone: Mapped[str | None] = mapped_column(default=None)
    other_phones: Mapped[str | None] = later(2)
    """Further numbers, as a JSON list."""
    contact_name: Mapped[str | None] = later(2)
    """Somebody who can reach the person."""
    contact_phone: Mapped[str | None] = later(2)
    email: Mapped[str | None] = mapped_column(default=None)
    address: Mapped[str | None] = mapped_column(default=None)
    province_code: Mapped[str | None] = later(2)
    """Two digits."""
    city_code: Mapped[str | None] = later(2)
    """Four digits, of the city or regency."""
    education: Mapped[str | None] = mapped_column(default=None)
    employer: Mapped[str | None] = mapped_column(default=None)
    occupation: Mapped[str | None] = later(2)
    terminated: Mapped[date | None] = mapped_column(default=None)
    photo_id: Mapped[str | None] = reference("blob", default=None, since=2)
    consent_version: Mapped[str | None] = later(2)
    """Which text of consent the person agreed to."""
    consent_on: Mapped[date | None] = later(2)
    consent_withdrawn_on: Mapped[date | None] = later(2)
    erased_on: Mapped[date | None] = later(2)
    """When everything but the register of certificates was erased."""


class Enrolment(Synced, Base, kw_only=True):
    """One person in one cohort; the id is derived from the pair."""

    __tablename__ = "enrolment"
    __table_args__ = (
        newer_rule("list_number", "list_number >= 1"),
        newer_rule("status", one_of("status", EnrolmentStatus)),
    )

    trainee_id: Mapped[str] = reference("trainee", index=True)
    cohort_id: Mapped[str] = reference("cohort", index=True)
    list_number: Mapped[int]
    status: Mapped[EnrolmentStatus] = mapped_column(EnumText(EnrolmentStatus), default=EnrolmentStatus.ACTIVE)
    certificate_name: Mapped[str | None] = mapped_column(default=None)
