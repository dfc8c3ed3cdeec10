"""The index that people are found by: on this device alone, made of rows, inside the encryption.

`Store.write` brings it up to date in the transaction that touched the rows, so it is never behind.
It knows people by their row numbers in the table `trainee`, which nothing here ever compacts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Integer, Select, column, literal_column, select, table, text
from sqlalchemy.orm import Session

from lpk_desktop.domain.searching import indexed, question
from lpk_desktop.storage.direct import driver_of
from lpk_desktop.storage.engine import Driver
from lpk_desktop.storage.tables import Trainee

NUMBER = literal_column("trainee.rowid", Integer)
"""A person's row number: smaller than an id, and good on this device alone."""

_INDEX = table("person_search", column("rowid", Integer))
_ROWS = "SELECT t.rowid, t.name, t.nik, t.kpj, t.phone FROM trainee t"
_THESE = f"{_ROWS} JOIN json_each(?) wanted ON t.id = unhex(wanted.value)"
_PUT = "INSERT OR REPLACE INTO person_search (rowid, words) VALUES (?, ?)"
_NUMBERS = "SELECT rowid FROM person_search WHERE person_search MATCH ?"


def index_people(driver: Driver, people: Iterable[str]) -> None:
    """Take in these trainees as they are now; in the open transaction."""
    _index(driver, driver.execute(_THESE, (msgspec.json.encode(list(people)).decode(),)))


def empty_index(driver: Driver) -> None:
    """Let the index forget everything, also words of entries that were replaced; in the open transaction."""
    driver.execute("INSERT INTO person_search (person_search) VALUES ('delete-all')")


def index_everybody(driver: Driver) -> None:
    """Make the index anew; in the open transaction."""
    driver.execute("DELETE FROM person_search")
    _index(driver, driver.execute(_ROWS))


def numbers_meant(session: Session, words: str, *, most: int | None = None) -> frozenset[int]:
    """The row numbers of everybody whom `words` may mean, deleted ones too; quick for very many.

    `most` is how many digits may end a NIK or KPJ, as in `question`.
    """
    asked = question(words, most=most)
    found = driver_of(session).execute(_NUMBERS, (asked,)).fetchall() if asked else ()
    return frozenset(number for (number,) in found)


def people_meant(words: str, *, most: int | None = None) -> Select[str, str] | None:
    """A query for id and name of everybody whom `words` may mean, the latest to come first.

    `most` as in `numbers_meant`. None for words that say nothing. It may be narrowed and limited further.
    """
    asked = question(words, most=most)
    if asked is None:
        return None
    return (
        select(Trainee.id, Trainee.name)
        .select_from(_INDEX)
        .join(Trainee, _INDEX.c.rowid == NUMBER)
        .where(text("person_search MATCH :asked").bindparams(asked=asked), ~Trainee.deleted)
        .where(Trainee.erased_on.is_(None))
        .order_by(_INDEX.c.rowid.desc())
    )


def _index(driver: Driver, rows: Iterable[tuple[Any, ...]]) -> None:
    driver.executemany(
        _PUT,
        [
            (number, indexed(name=name, nik=nik, kpj=kpj, phone=phone))
            for number, name, nik, kpj, phone in rows
        ],
    )
