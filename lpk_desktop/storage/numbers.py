"""Serials of certificates that stand on paper although the file tells no more of them: never given again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lpk_desktop.domain import numbering
from lpk_desktop.storage.device import Device, device
from lpk_desktop.storage.ids import derived_id
from lpk_desktop.storage.recording import Logged
from lpk_desktop.storage.tables import Certificate, Setting

TABLES = (Certificate.__tablename__, Setting.__tablename__)
"""Where serials are told."""


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """A serial that was given, within its series, period and device letter."""

    series: str
    period: str
    letter: str
    serial: int


class _Note(msgspec.Struct, frozen=True):
    """What the change of a setting says."""

    value: str


def given_by(changes: Iterable[Logged]) -> Iterator[Given]:
    """What `changes` tell: certificates that they made, and notes that they left."""
    for change in changes:
        if change.table_name not in TABLES:
            continue
        given = None
        with suppress(msgspec.DecodeError):  # an edit, another setting, or a newer version's
            if change.table_name == Certificate.__tablename__:
                given = msgspec.json.decode(change.patch, type=Given)
            else:
                given = noted(msgspec.json.decode(change.patch, type=_Note).value)
        if given is not None:
            yield given


def noted(value: str) -> Given | None:
    """What the value of a setting tells; None where it is no note."""
    try:
        return msgspec.json.decode(value, type=Given)
    except msgspec.DecodeError:
        return None


def keep_numbers(session: Session, given: Iterable[Given]) -> None:
    """Note the serials of `given` that this computer would give again. Runs inside Store.write.

    Other computers' letters are theirs to count.
    """
    letter = letter_of(device(session))
    ours = sorted((each for each in given if each.letter == letter), key=lambda each: each.serial)
    for (series, period), last in {(each.series, each.period): each for each in ours}.items():
        if last.serial <= highest_given(session, series=series, period=period, letter=letter):
            continue
        key, value = _key(series, period, letter), msgspec.json.encode(last).decode()
        row = session.get(Setting, derived_id("setting", key))
        if row is None:
            session.add(Setting(id=derived_id("setting", key), key=key, value=value))
        else:
            row.value = value
        session.flush()


def highest_given(session: Session, *, series: str, period: str, letter: str) -> int:
    """The highest serial that a certificate bears or a note tells; 0 where there is none."""
    highest = select(func.max(Certificate.serial)).where(
        Certificate.series == series, Certificate.period == period, Certificate.letter == letter
    )
    row = session.get(Setting, derived_id("setting", _key(series, period, letter)))
    note = None if row is None else noted(row.value)
    return max(session.scalar(highest) or 0, 0 if note is None else note.serial)


def letter_of(own: Device) -> str:
    """The letter in the numbers that a computer gives."""
    return numbering.device_letter(numbering.position_of(own.number))


def _key(series: str, period: str, letter: str) -> str:
    return "/".join(("serial", letter, period, series))
