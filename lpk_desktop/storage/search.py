"""The index that people are found by: on this device alone, made of rows, inside the encryption.

`Store.write` brings it up to date in the transaction that touched the rows, so it is never behind.
Its row numbers are those of the table `trainee`, which nothing here ever compacts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from lpk_desktop.domain.searching import indexed, question
from lpk_desktop.storage.direct import driver_of
from lpk_desktop.storage.engine import Driver

_ROWS = "SELECT t.rowid, t.name, t.nik, t.kpj, t.phone FROM trainee t"
_THESE = f"{_ROWS} JOIN json_each(?) wanted ON t.id = unhex(wanted.value)"  # noqa: S608  our own words
_PUT = "INSERT OR REPLACE INTO person_search (rowid, words) VALUES (?, ?)"
_NUMBERS = "SELECT rowid FROM person_search WHERE person_search MATCH ?"
_IDS = (
    "SELECT t.id FROM person_search s JOIN trainee t ON t.rowid = s.rowid "
    "WHERE s.words MATCH ? AND NOT t.deleted LIMIT ?"
)


def index_people(driver: Driver, people: Iterable[str]) -> None:
    """Take in these trainees as they are now; in the open transaction."""
    _index(driver, driver.execute(_THESE, (msgspec.json.encode(list(people)).decode(),)))


def index_everybody(driver: Driver) -> None:
    """Make the index anew; in the open transaction."""
    driver.execute("DELETE FROM person_search")
    _index(driver, driver.execute(_ROWS))


def numbers_of(session: Session, text: str) -> frozenset[int]:
    """The row numbers of everybody whom `text` may mean, deleted ones too; quick for very many."""
    asked = question(text)
    found = driver_of(session).execute(_NUMBERS, (asked,)).fetchall() if asked else ()
    return frozenset(number for (number,) in found)


def ids_of(session: Session, text: str, *, limit: int) -> list[str]:
    """Some trainees whom `text` may mean, at most `limit`, in the order of their first coming."""
    asked = question(text)
    found = driver_of(session).execute(_IDS, (asked, limit)).fetchall() if asked else ()
    return [raw.hex() for (raw,) in found]


def _index(driver: Driver, rows: Iterable[tuple[Any, ...]]) -> None:
    driver.executemany(
        _PUT,
        [
            (number, indexed(name=name, nik=nik, kpj=kpj, phone=phone))
            for number, name, nik, kpj, phone in rows
        ],
    )
