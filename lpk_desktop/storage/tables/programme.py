"""Units of competency, programmes and their blocks."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from lpk_desktop.storage.tables.base import Base, Synced, later, newer_rule, one_of, reference, rule
from lpk_desktop.storage.types import EnumText


class Classification(StrEnum):
    """What a programme does for the skills a person has."""

    SKILLING = "skilling"
    UPSKILLING = "upskilling"
    RESKILLING = "reskilling"


class Unit(Synced, Base, kw_only=True):
    """A unit of competency in one edition; its code is kept as printed, of any generation."""

    __tablename__ = "unit"

    code: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    title_en: Mapped[str | None] = mapped_column(default=None)
    decree: Mapped[str | None] = mapped_column(default=None)
    edition: Mapped[str | None] = mapped_column(default=None)
    verified: Mapped[bool] = mapped_column(default=False)


class Programme(Synced, Base, kw_only=True):
    """A training programme in one version, with its policies."""

    __tablename__ = "programme"
    __table_args__ = (
        newer_rule("jp_total", "jp_total >= 0"),
        newer_rule("minutes_per_jp", "minutes_per_jp > 0"),
        newer_rule("minimum_attendance", "minimum_attendance BETWEEN 0 AND 100"),
        rule("kkni_level", "kkni_level BETWEEN 1 AND 9"),
        rule("classification", one_of("classification", Classification)),
    )

    code: Mapped[str]
    """Short code that numbers use: LAS, HP."""
    version: Mapped[str] = mapped_column(default="1")
    title: Mapped[str]
    """As on the certificate."""
    name: Mapped[str]
    """As in the title of a cohort: "Las SMAW 3G"."""
    short: Mapped[str]
    field: Mapped[str | None] = mapped_column(default=None)
    """Kejuruan."""
    subfield: Mapped[str | None] = later(2)
    """Sub-kejuruan."""
    kkni_level: Mapped[int | None] = later(2)
    classification: Mapped[Classification | None] = later(2, EnumText(Classification))
    jp_total: Mapped[int | None] = mapped_column(default=None)
    minutes_per_jp: Mapped[int] = mapped_column(default=45)
    minimum_attendance: Mapped[int] = mapped_column(default=80)
    counted: Mapped[str] = mapped_column(default="HT")
    """The attendance codes that count as attended."""
    all_blocks: Mapped[bool] = mapped_column(default=True)
    """Whether electives must be competent too."""
    decree: Mapped[str | None] = mapped_column(default=None)
    licence_kind: Mapped[str | None] = mapped_column(default=None)
    external_id: Mapped[str | None] = mapped_column(default=None)
    source: Mapped[str | None] = mapped_column(default=None)
    verified: Mapped[bool] = mapped_column(default=False)


class Block(Synced, Base, kw_only=True):
    """One part of a programme, in order: a unit, or a subject without a unit code."""

    __tablename__ = "block"
    __table_args__ = (newer_rule("position", "position >= 0"), newer_rule("jp", "jp >= 0"))

    programme_id: Mapped[str] = reference("programme", index=True)
    position: Mapped[int]
    unit_id: Mapped[str | None] = reference("unit", default=None)
    title: Mapped[str]
    jp: Mapped[int | None] = mapped_column(default=None)
    elective: Mapped[bool] = mapped_column(default=False)
