"""Programmes, units of competency and the decrees behind them, read from plain data (domain.md section 4).

The catalogue holds what named sources show and nothing else: a training hour count, a decree or a
unit that no source gives is absent, and what only one unofficial source shows is not `verified`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from lpk_desktop.domain import attendance, competency
from lpk_desktop.errors import UserError

T = TypeVar("T")
Data = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decree:
    """A ministerial decree that sets a standard (SKKNI); `superseded_by` names its successors."""

    citation: str
    """As people cite it: "Kepmenaker 98/2018"; the key of the decree."""
    number: str
    year: int
    subject: str
    superseded_by: tuple[str, ...]
    verified: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit of competency in one edition; several editions of a unit stand side by side."""

    code: str
    """As printed, whatever its generation."""
    title: str
    decree: Decree | None
    verified: bool
    """Code and title stand together in an official text or on a certifying body's own page."""
    source: str

    @property
    def edition(self) -> str | None:
        """The year of the decree, None while the decree is not known."""
        return str(self.decree.year) if self.decree else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of a programme: a unit, or a subject without a code; `jp` None is not known."""

    title: str
    unit: Unit | None
    jp: int | None
    core: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceClass:
    """One class of a licence: what it covers and who may hold it, None where no source says."""

    name: str
    covers: str
    minimum_age: int | None
    education: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """A legal licence that the work needs besides the certificate (SIO, lisensi K3)."""

    kind: str
    basis: str | None
    classes: tuple[LicenceClass, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A programme of training as a centre takes it from the catalogue and then makes its own.

    `code` starts certificate and trainee numbers (LAS); `title` stands on certificates, `name` in
    cohort titles, `short` in the sidebar. `verified` says that a named source shows these very
    units together as one programme or scheme.
    """

    code: str
    version: str
    title: str
    name: str
    short: str
    field: str
    jp: int | None
    minutes_per_jp: int
    attendance: attendance.Policy
    all_blocks: bool
    licence: Licence | None
    verified: bool
    source: str
    blocks: tuple[Block, ...]

    @property
    def policy(self) -> competency.Policy:
        """What it takes to pass."""
        return competency.Policy(minimum_attendance=self.attendance.minimum, all_blocks=self.all_blocks)

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units of competency among the blocks, in order."""
        return tuple(block.unit for block in self.blocks if block.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything by its key: decrees by citation, units and programmes by code."""

    decrees: Mapping[str, Decree]
    units: Mapping[str, Unit]
    programmes: Mapping[str, Programme]


def parse_catalogue(
    *, decrees: Sequence[Data], units: Sequence[Data], programmes: Sequence[Data]
) -> Catalogue:
    """Read a catalogue from its three lists, in the layout that resources/catalogue/README.md gives.

    Raises `UserError("catalogue-invalid", where, problem)`: `where` is a place such as
    "programmes[2].blocks[0].jp", `problem` one of "missing", "wrong-type", "unknown-decree",
    "unknown-unit", "unknown-code", "duplicate", "no-blocks", "not-a-percentage", "not-positive",
    "jp-exceeds-total", "verified-from-unverified".
    """
    by_citation = _keyed("decrees", decrees, _decree, lambda decree: decree.citation)
    for place, decree in enumerate(by_citation.values()):
        for successor in decree.superseded_by:
            if successor not in by_citation:
                raise _invalid(f"decrees[{place}].superseded_by", "unknown-decree")
    by_code = _keyed(
        "units", units, lambda place, data: _unit(place, data, by_citation), lambda unit: unit.code
    )
    ready = _keyed(
        "programmes", programmes, lambda place, data: _programme(place, data, by_code), lambda each: each.code
    )
    return Catalogue(decrees=by_citation, units=by_code, programmes=ready)


def normalise_unit_code(text: str) -> str:
    """A unit code without the blanks, non-breaking spaces and lower case that copying brings in.

    Letters O and digits 0 stay as written: both occur in official codes.
    """
    return re.sub(r"\s+", "", text).upper().strip(".")


def _decree(place: str, data: Data) -> Decree:
    return Decree(
        citation=_get(place, data, "citation", str),
        number=_get(place, data, "number", str),
        year=_get(place, data, "year", int),
        subject=_get(place, data, "subject", str),
        superseded_by=tuple(_items(place, data, "superseded_by", str)),
        verified=_get(place, data, "verified", bool),
        source=_get(place, data, "source", str),
    )


def _unit(place: str, data: Data, decrees: Mapping[str, Decree]) -> Unit:
    citation = _optional(place, data, "decree", str)
    if citation is not None and citation not in decrees:
        raise _invalid(f"{place}.decree", "unknown-decree")
    return Unit(
        code=normalise_unit_code(_get(place, data, "code", str)),
        title=" ".join(_get(place, data, "title", str).split()),
        decree=decrees[citation] if citation is not None else None,
        verified=_get(place, data, "verified", bool),
        source=_get(place, data, "source", str),
    )


def _programme(place: str, data: Data, units: Mapping[str, Unit]) -> Programme:
    blocks = tuple(
        _block(f"{place}.blocks[{n}]", block, units)
        for n, block in enumerate(_items(place, data, "blocks", dict))
    )
    licence = _optional(place, data, "licence", dict)
    programme = Programme(
        code=_get(place, data, "code", str),
        version=_get(place, data, "version", str),
        title=_get(place, data, "title", str),
        name=_get(place, data, "name", str),
        short=_get(place, data, "short", str),
        field=_get(place, data, "field", str),
        jp=_positive(place, data, "jp"),
        minutes_per_jp=_minutes_per_jp(place, data),
        attendance=_attendance(place, data),
        all_blocks=_get(place, data, "all_blocks", bool),
        licence=_licence(f"{place}.licence", licence) if licence is not None else None,
        verified=_get(place, data, "verified", bool),
        source=_get(place, data, "source", str),
        blocks=blocks,
    )
    _check_programme(place, programme)
    return programme


def _check_programme(place: str, programme: Programme) -> None:
    if not programme.blocks:
        raise _invalid(f"{place}.blocks", "no-blocks")
    codes = [unit.code for unit in programme.units]
    if len(set(codes)) < len(codes):
        raise _invalid(f"{place}.blocks", "duplicate")
    if programme.jp is not None and sum(block.jp or 0 for block in programme.blocks) > programme.jp:
        raise _invalid(f"{place}.jp", "jp-exceeds-total")
    if programme.verified and not (programme.units and all(unit.verified for unit in programme.units)):
        raise _invalid(f"{place}.verified", "verified-from-unverified")


def _block(place: str, data: Data, units: Mapping[str, Unit]) -> Block:
    code = _optional(place, data, "unit", str)
    unit = units.get(normalise_unit_code(code)) if code is not None else None
    if code is not None and unit is None:
        raise _invalid(f"{place}.unit", "unknown-unit")
    return Block(
        title=unit.title if unit else _get(place, data, "title", str),
        unit=unit,
        jp=_positive(place, data, "jp"),
        core=_get(place, data, "core", bool),
    )


def _attendance(place: str, data: Data) -> attendance.Policy:
    minimum = _get(place, data, "minimum_attendance", int)
    if not 0 <= minimum <= 100:
        raise _invalid(f"{place}.minimum_attendance", "not-a-percentage")
    try:
        counted = frozenset(attendance.Code(letter) for letter in _items(place, data, "counted", str))
    except ValueError:
        raise _invalid(f"{place}.counted", "unknown-code") from None
    return attendance.Policy(counted=counted, minimum=minimum)


def _minutes_per_jp(place: str, data: Data) -> int:
    minutes = _positive(place, data, "minutes_per_jp")
    if minutes is None:
        raise _invalid(f"{place}.minutes_per_jp", "missing")
    return minutes


def _licence(place: str, data: Data) -> Licence:
    classes = enumerate(_items(place, data, "classes", dict))
    return Licence(
        kind=_get(place, data, "kind", str),
        basis=_optional(place, data, "basis", str),
        classes=tuple(_licence_class(f"{place}.classes[{n}]", each) for n, each in classes),
    )


def _licence_class(place: str, data: Data) -> LicenceClass:
    return LicenceClass(
        name=_get(place, data, "name", str),
        covers=_get(place, data, "covers", str),
        minimum_age=_positive(place, data, "minimum_age"),
        education=_optional(place, data, "education", str),
    )


def _keyed(
    what: str, items: Sequence[Data], read: Callable[[str, Data], T], key: Callable[[T], str]
) -> dict[str, T]:
    found: dict[str, T] = {}
    for n, data in enumerate(items):
        place = f"{what}[{n}]"
        if not isinstance(data, dict):
            raise _invalid(place, "wrong-type")
        item = read(place, data)
        if key(item) in found:
            raise _invalid(place, "duplicate")
        found[key(item)] = item
    return found


def _get(place: str, data: Data, name: str, kind: type[T]) -> T:
    value = _optional(place, data, name, kind)
    if value is None or value == "":
        raise _invalid(f"{place}.{name}", "missing")
    return value


def _optional(place: str, data: Data, name: str, kind: type[T]) -> T | None:
    value = data.get(name)
    if value is None:
        return None
    # bool is an int in Python, but `true` is no year.
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise _invalid(f"{place}.{name}", "wrong-type")
    return value


def _positive(place: str, data: Data, name: str) -> int | None:
    value = _optional(place, data, name, int)
    if value is not None and value < 1:
        raise _invalid(f"{place}.{name}", "not-positive")
    return value


def _items(place: str, data: Data, name: str, kind: type[T]) -> list[T]:
    values = _get(place, data, name, list)
    if not all(isinstance(value, kind) for value in values):
        raise _invalid(f"{place}.{name}", "wrong-type")
    return values


def _invalid(where: str, problem: str) -> UserError:
    return UserError("catalogue-invalid", where=where, problem=problem)
