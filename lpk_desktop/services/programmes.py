"""Programmes, their blocks and the units they are made of."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain import catalogue
from lpk_desktop.domain.privacy import without_numbers
from lpk_desktop.domain.roles import Right
from lpk_desktop.errors import UserError
from lpk_desktop.services.catalogue import bundled_catalogue
from lpk_desktop.services.permissions import require
from lpk_desktop.storage.ids import derived_id
from lpk_desktop.storage.tables import Block, Programme, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeBlock:
    """One block as a list shows it."""

    id: str
    position: int
    title: str
    code: str | None
    decree: str | None
    jp: int | None
    elective: bool
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeCard:
    """A programme with its blocks in order."""

    id: str
    code: str
    title: str
    name: str
    short: str
    field: str | None
    jp_total: int | None
    minutes_per_jp: int
    minimum_attendance: int
    counted: str
    licence_kind: str | None
    verified: bool
    source: str | None
    blocks: tuple[ProgrammeBlock, ...]


def load_bundled(session: Session) -> int:
    """Add the programmes and units that ship with this version and are not here yet; gives their count.

    Their ids are derived from code and edition, so two computers of a centre hold the same rows.
    """
    require(session, Right.EDIT_CENTRE)
    added = 0
    bundled = bundled_catalogue()
    for unit in bundled.units.values():
        added += _add_unit(session, unit)
    for programme in bundled.programmes.values():
        added += _add_programme(session, programme)
    return added


def programmes(session: Session) -> list[ProgrammeCard]:
    """All programmes by title."""
    rows = session.scalars(select(Programme).where(~Programme.deleted).order_by(Programme.title))
    return [_card(session, row) for row in rows]


def programme(session: Session, code: str) -> ProgrammeCard:
    """The newest version of the programme with a short code; raises UserError("unknown-programme")."""
    query = select(Programme).where(Programme.code == code.upper(), ~Programme.deleted)
    row = session.scalars(query.order_by(Programme.version.desc()).limit(1)).first()
    if row is None:
        known = session.scalars(select(Programme.code).order_by(Programme.code).distinct())
        raise UserError("unknown-programme", code=without_numbers(code), known=", ".join(known))
    return _card(session, row)


def blocks_of(session: Session, programme_id: str) -> tuple[ProgrammeBlock, ...]:
    """The blocks of a programme in order."""
    query = (
        select(Block, Unit)
        .outerjoin(Unit, Unit.id == Block.unit_id)
        .where(Block.programme_id == programme_id, ~Block.deleted)
        .order_by(Block.position)
    )
    return tuple(
        ProgrammeBlock(
            id=block.id,
            position=block.position,
            title=block.title,
            code=unit.code if unit else None,
            decree=unit.decree if unit else None,
            jp=block.jp,
            elective=block.elective,
            verified=unit.verified if unit else True,
        )
        for block, unit in session.execute(query)
    )


def _card(session: Session, row: Programme) -> ProgrammeCard:
    return ProgrammeCard(
        id=row.id,
        code=row.code,
        title=row.title,
        name=row.name,
        short=row.short,
        field=row.field,
        jp_total=row.jp_total,
        minutes_per_jp=row.minutes_per_jp,
        minimum_attendance=row.minimum_attendance,
        counted=row.counted,
        licence_kind=row.licence_kind,
        verified=row.verified,
        source=row.source,
        blocks=blocks_of(session, row.id),
    )


def _unit_id(unit: catalogue.Unit) -> str:
    return derived_id("unit", unit.code, unit.decree.citation if unit.decree else "")


def _add_unit(session: Session, unit: catalogue.Unit) -> int:
    if session.get(Unit, _unit_id(unit)) is not None:
        return 0
    session.add(
        Unit(
            id=_unit_id(unit),
            code=unit.code,
            title=unit.title,
            decree=unit.decree.citation if unit.decree else None,
            edition=str(unit.decree.year) if unit.decree else None,
            verified=unit.verified,
        )
    )
    return 1


def _add_programme(session: Session, programme: catalogue.Programme) -> int:
    row_id = derived_id("programme", programme.code, programme.version)
    if session.get(Programme, row_id) is not None:
        return 0
    decrees = dict.fromkeys(
        block.unit.decree.citation for block in programme.blocks if block.unit and block.unit.decree
    )
    session.add(
        Programme(
            id=row_id,
            code=programme.code,
            version=programme.version,
            title=programme.title,
            name=programme.name,
            short=programme.short,
            field=programme.field,
            jp_total=programme.jp,
            minutes_per_jp=programme.minutes_per_jp,
            minimum_attendance=programme.attendance.minimum,
            counted="".join(sorted(programme.attendance.counted)),
            all_blocks=programme.all_blocks,
            decree="; ".join(decrees) or None,
            licence_kind=programme.licence.kind if programme.licence else None,
            source=programme.source,
            verified=programme.verified,
        )
    )
    for position, block in enumerate(programme.blocks, start=1):
        session.add(
            Block(
                id=derived_id("block", row_id, str(position)),
                programme_id=row_id,
                position=position,
                unit_id=_unit_id(block.unit) if block.unit else None,
                title=block.title,
                jp=block.jp,
                elective=not block.core,
            )
        )
    return 1 + len(programme.blocks)
