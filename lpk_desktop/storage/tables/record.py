"""What is recorded about a trainee: marks, assessments, certificates."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.competency import Result
from lpk_desktop.storage.tables.base import Base, Synced, later, newer_rule, one_of, reference, rule
from lpk_desktop.storage.types import EnumText, UtcDateTime


class CertificateState(StrEnum):
    """A number once given stays given."""

    ISSUED = "issued"
    REVOKED = "revoked"
    REPLACED = "replaced"


class Method(StrEnum):
    """How a mark came about; what a person set is never replaced by what a machine did."""

    MANUAL = "manual"
    FILL = "fill"
    SCAN = "scan"
    IMPORT = "import"


class Mark(Synced, Base, kw_only=True):
    """One trainee in one session; the id is derived from the pair. A cleared mark has no code."""

    __tablename__ = "mark"
    __table_args__ = (
        newer_rule("code", one_of("code", Code)),
        newer_rule("minutes_late", "minutes_late >= 0"),
        newer_rule("method", one_of("method", Method)),
    )

    session_id: Mapped[str] = reference("session", index=True)
    enrolment_id: Mapped[str] = reference("enrolment", index=True)
    code: Mapped[Code | None] = mapped_column(EnumText(Code), default=None)
    minutes_late: Mapped[int | None] = mapped_column(default=None)
    note: Mapped[str | None] = mapped_column(default=None)
    method: Mapped[str] = mapped_column(default="manual")
    by: Mapped[str | None] = reference("staff", default=None)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Assessment(Synced, Base, kw_only=True):
    """One attempt at one block; the id is derived from enrolment, block and attempt."""

    __tablename__ = "assessment"
    __table_args__ = (
        newer_rule("attempt", "attempt >= 1"),
        newer_rule("result", one_of("result", Result)),
        rule("score", "score BETWEEN 0 AND 100"),
    )

    enrolment_id: Mapped[str] = reference("enrolment", index=True)
    block_id: Mapped[str] = reference("block")
    attempt: Mapped[int] = mapped_column(default=1)
    result: Mapped[Result | None] = mapped_column(EnumText(Result), default=None)
    score: Mapped[int | None] = later(2)
    """0 to 100, where a programme's owner asks for one."""
    assessor: Mapped[str | None] = mapped_column(default=None)
    """Name as it stands on the paper, with the registration when there is one."""
    day: Mapped[date | None] = mapped_column(default=None)
    method: Mapped[str | None] = mapped_column(default=None)
    note: Mapped[str | None] = mapped_column(default=None)


class Certificate(Synced, Base, kw_only=True):
    """An issued certificate: its number, its frozen content as JSON and its signed payload."""

    __tablename__ = "certificate"
    __table_args__ = (
        Index("ix_certificate_series", "series", "period", "letter", "serial"),
        newer_rule("serial", "serial >= 1"),
        newer_rule("state", one_of("state", CertificateState)),
    )

    enrolment_id: Mapped[str] = reference("enrolment", index=True)
    series: Mapped[str]
    period: Mapped[str]
    """The span within which serials count up: a year, mostly."""
    letter: Mapped[str]
    """The issuing device's letter, so that two offline devices never give one number twice."""
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(index=True)
    issued_on: Mapped[date]
    content: Mapped[str] = mapped_column(Text)
    payload: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(index=True)
    state: Mapped[CertificateState] = mapped_column(
        EnumText(CertificateState), default=CertificateState.ISSUED
    )
    reason: Mapped[str | None] = mapped_column(default=None)
    replaced_by: Mapped[str | None] = reference("certificate", default=None)
