"""Numbers of certificates that stand on paper although the file tells no more of them: never given again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lpk_desktop.storage.ids import derived_id
from lpk_desktop.storage.recording import Logged
from lpk_desktop.storage.tables import Certificate, Setting

TABLES = (Certificate.__tablename__, Setting.__tablename__)
"""Where numbers are told."""
_KEY = "number/"


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """A number that was given, and the serial in it within its series, period and device letter."""

    number: str
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
    """Note each number of `given` that no certificate bears. Runs inside Store.write.

    A note is written once and never changed, so that those of two computers do not compete.
    """
    lost = {each.number: each for each in given}
    if not lost:
        return
    borne = set(session.scalars(select(Certificate.number)))
    noted_before = set(session.scalars(select(Setting.key).where(Setting.key.startswith(_KEY))))
    for number, each in lost.items():
        key = _KEY + number
        if number in borne or key in noted_before:
            continue
        value = msgspec.json.encode(each).decode()
        session.add(Setting(id=derived_id("setting", key), key=key, value=value))
    session.flush()


def kept_numbers(session: Session) -> list[Given]:
    """What `keep_numbers` noted, on any computer of the centre."""
    values = session.scalars(select(Setting.value).where(Setting.key.startswith(_KEY)))
    return [note for note in map(noted, values) if note is not None]


def highest_given(session: Session, kept: Iterable[Given], *, series: str, period: str, letter: str) -> int:
    """The highest serial that a certificate bears or a note of `kept` tells; 0 where there is none."""
    borne = select(func.max(Certificate.serial)).where(
        Certificate.series == series, Certificate.period == period, Certificate.letter == letter
    )
    scope = (series, period, letter)
    noted_here = (each.serial for each in kept if (each.series, each.period, each.letter) == scope)
    return max([session.scalar(borne) or 0, *noted_here])
