"""People and their places in cohorts."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from lpk_desktop.storage.tables.base import Base, Synced, reference
from lpk_desktop.storage.types import EnumText


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

    name: Mapped[str] = mapped_column(index=True)
    nik: Mapped[str | None] = mapped_column(default=None, index=True)
    nik_state: Mapped[NikState] = mapped_column(EnumText(NikState), default=NikState.MISSING)
    kpj: Mapped[str | None] = mapped_column(default=None)
    sex: Mapped[str | None] = mapped_column(default=None)
    birth_place: Mapped[str | None] = mapped_column(default=None)
    birth_date: Mapped[date | None] = mapped_column(default=None)
    phone: Mapped[str | None] = mapped_column(default=None)
    email: Mapped[str | None] = mapped_column(default=None)
    address: Mapped[str | None] = mapped_column(default=None)
    education: Mapped[str | None] = mapped_column(default=None)
    employer: Mapped[str | None] = mapped_column(default=None)
    terminated: Mapped[date | None] = mapped_column(default=None)


class Enrolment(Synced, Base, kw_only=True):
    """One person in one cohort; the id is derived from the pair."""

    __tablename__ = "enrolment"

    trainee_id: Mapped[str] = reference("trainee", index=True)
    cohort_id: Mapped[str] = reference("cohort", index=True)
    list_number: Mapped[int]
    status: Mapped[EnrolmentStatus] = mapped_column(EnumText(EnrolmentStatus), default=EnrolmentStatus.ACTIVE)
    certificate_name: Mapped[str | None] = mapped_column(default=None)
