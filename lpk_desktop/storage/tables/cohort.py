"""Cohorts and their sessions."""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from lpk_desktop.storage.tables.base import Base, Synced, later, newer_rule, one_of, reference, rule
from lpk_desktop.storage.types import EnumText, LocalTime


class SessionKind(StrEnum):
    """What a session is for."""

    TEACHING = "teaching"
    OPENING = "opening"
    CLOSING = "closing"
    EXAM = "exam"
    MAKE_UP = "make-up"


class Mode(StrEnum):
    """Where people meet, in the words of the forms."""

    ON_SITE = "luring"
    ONLINE = "daring"
    BLENDED = "blended"


class Cohort(Synced, Base, kw_only=True):
    """A group that goes through a programme together; the programme's version stays as it was."""

    __tablename__ = "cohort"
    __table_args__ = (
        newer_rule("batch", "batch >= 1"),
        newer_rule("capacity", "capacity >= 0"),
        newer_rule("mode", one_of("mode", Mode)),
    )

    programme_id: Mapped[str] = reference("programme")
    number: Mapped[str] = mapped_column(index=True)
    """What people type and say: "LAS-4/2026"."""
    batch: Mapped[int]
    """Angkatan."""
    year: Mapped[int]
    starts: Mapped[date]
    ends: Mapped[date]
    capacity: Mapped[int | None] = mapped_column(default=None)
    mode: Mapped[str] = mapped_column(default="luring")
    place: Mapped[str | None] = mapped_column(default=None)
    funding: Mapped[str | None] = mapped_column(default=None)
    instructor_id: Mapped[str | None] = reference("staff", default=None)
    pattern: Mapped[str | None] = mapped_column(default=None)
    """The weekly pattern its sessions were made from: "Sen-Jum 08:00-15:30"."""


class Session(Synced, Base, kw_only=True):
    """One meeting of a cohort; day and times are the centre's local ones."""

    __tablename__ = "session"
    __table_args__ = (
        Index("ix_session_cohort_id_day", "cohort_id", "day"),
        Index("ix_session_day", "day"),
        newer_rule("jp", "jp >= 0"),
        newer_rule("kind", one_of("kind", SessionKind)),
        rule("mode", one_of("mode", Mode)),
    )

    cohort_id: Mapped[str] = reference("cohort")
    day: Mapped[date]
    start: Mapped[time] = mapped_column(LocalTime)
    end: Mapped[time] = mapped_column(LocalTime)
    jp: Mapped[int] = mapped_column(default=0)
    kind: Mapped[SessionKind] = mapped_column(EnumText(SessionKind), default=SessionKind.TEACHING)
    block_id: Mapped[str | None] = reference("block", default=None)
    instructor_id: Mapped[str | None] = reference("staff", default=None)
    mode: Mapped[Mode | None] = later(2, EnumText(Mode))
    """Where it differs from the cohort's."""
    room: Mapped[str | None] = mapped_column(default=None)
    topic: Mapped[str | None] = mapped_column(default=None)
    cancelled: Mapped[bool] = mapped_column(default=False)
    locked: Mapped[bool] = mapped_column(default=False)
    make_up_of: Mapped[str | None] = reference("session", default=None, since=2)
    """The session that this one makes up for."""
