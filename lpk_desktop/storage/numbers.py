"""Serials of certificates that stand on paper although the file tells no more of them: never given again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.changes import Op
from lpk_desktop.storage.ids import derived_id
from lpk_desktop.storage.retelling import Logged
from lpk_desktop.storage.tables import Certificate, Setting

_TABLE = Certificate.__tablename__


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A number, and the serial in it within its series, period and device letter."""

    number: str
    series: str
    period: str
    letter: str
    serial: int


class _New(msgspec.Struct, frozen=True, kw_only=True):
    """What a new certificate's change says of its number."""

    number: str
    series: str
    period: str
    letter: str
    serial: int


def given_by(changes: Iterable[Logged]) -> Iterator[tuple[str, Given]]:
    """The certificates that `changes` made: id and number."""
    for change in changes:
        if change.table_name == _TABLE and change.op == Op.PUT:
            try:
                new = msgspec.json.decode(change.patch, type=_New)
            except msgspec.DecodeError:  # an edit, or a newer version's
                continue
            yield change.row_id, Given(**msgspec.structs.asdict(new))


def keep_numbers(session: Session, given: Iterable[Given]) -> None:
    """Go on after the serials of `given` that no certificate bears. Runs inside Store.write."""
    for each in given:
        if session.scalar(select(Certificate.id).where(Certificate.number == each.number)) is not None:
            continue
        key = _key(each.series, each.period, each.letter)
        row = session.get(Setting, derived_id("setting", key))
        if row is None:
            session.add(Setting(id=derived_id("setting", key), key=key, value=str(each.serial)))
            session.flush()
        elif int(row.value) < each.serial:
            row.value = str(each.serial)
    session.flush()


def highest_kept(session: Session, *, series: str, period: str, letter: str) -> int:
    """The highest serial of a series, period and device letter that `keep_numbers` was told of; else 0."""
    row = session.get(Setting, derived_id("setting", _key(series, period, letter)))
    return 0 if row is None else int(row.value)


def _key(series: str, period: str, letter: str) -> str:
    return "/".join(("serial", letter, period, series))
