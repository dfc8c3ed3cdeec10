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
_DIFFERING = """SELECT count(DISTINCT doc) FROM (
    SELECT * FROM (SELECT doc, term FROM temp.there EXCEPT SELECT doc, term FROM temp.wanted)
    UNION ALL SELECT * FROM (SELECT doc, term FROM temp.wanted EXCEPT SELECT doc, term FROM temp.there)
)"""
_NUMBERS = "SELECT rowid FROM person_search WHERE person_search MATCH ?"


def index_people(driver: Driver, people: Iterable[str]) -> None:
    """Take in these trainees as they are now; in the open transaction."""
    _index(driver, driver.execute(_THESE, (msgspec.json.encode(list(people)).decode(),)))


def empty_index(driver: Driver) -> None:
    """Let the index forget everything, also words of entries that were replaced; in the open transaction."""
    driver.execute("INSERT INTO person_search (person_search) VALUES ('delete-all')")


def index_everybody(driver: Driver) -> None:
    """Make the index anew, also one that cannot be read; in the open transaction."""
    empty_index(driver)
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


def differing(driver: Driver) -> int:
    """How many entries are missing, too many, or not what their person's row gives.

    On a connection of its own that nobody guards: it gets tables in memory. Raises the driver's errors,
    also for an index that cannot be read.
    """
    shape = driver.execute("SELECT sql FROM sqlite_master WHERE name = 'person_search'").fetchone()[0]
    driver.execute(shape.replace("person_search", "temp.person_wanted", 1))
    for name, of in (("there", "main, person_search"), ("wanted", "temp, person_wanted")):
        driver.execute(f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab({of}, instance)")
    driver.execute("BEGIN")  # rows and index as they are at one moment
    _index(driver, driver.execute(_ROWS), into="temp.person_wanted")
    found: int = driver.execute(_DIFFERING).fetchone()[0]
    driver.execute("ROLLBACK")
    return found


def _index(driver: Driver, rows: Iterable[tuple[Any, ...]], *, into: str = "person_search") -> None:
    driver.executemany(
        f"INSERT OR REPLACE INTO {into} (rowid, words) VALUES (?, ?)",  # noqa: S608  our own names
        [(number, _words(*values)) for number, *values in rows],
    )


def _words(name: object, *numbers: object) -> str:
    """What a person is found by; a damaged value that is no text finds nobody."""
    nik, kpj, phone = (each if isinstance(each, str) else None for each in numbers)
    return indexed(name=name if isinstance(name, str) else "", nik=nik, kpj=kpj, phone=phone)
