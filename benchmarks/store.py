"""What the encrypted file costs: a durable mark, an import, a cohort's grid, a search, bytes.

Marks and imports take turns with their floor: the bare driver on a file with the same tables, indexes,
pragmas and rows, recording nothing. Files lie in the folder for temporary ones (TMPDIR), and every
commit waits for its disk.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks._centre import (
    NOW,
    Centre,
    add_cohort,
    add_people,
    cells,
    marker,
    new_centre,
    people,
    write_roster,
)
from benchmarks.common import Times, bounded, paired, report
from lpk_desktop.domain.attendance import Code
from lpk_desktop.exchange import roster
from lpk_desktop.exchange.importing import import_roster
from lpk_desktop.services import attendance
from lpk_desktop.services.attendance import Entry
from lpk_desktop.services.finding import find_people, matching
from lpk_desktop.storage.direct import driver_of
from lpk_desktop.storage.engine import FILE, Driver
from lpk_desktop.storage.ids import derived_id
from lpk_desktop.storage.store import Store

SIZE, SESSIONS = 40, 120
IMPORTED, LISTED = 10_000, 100_000
SHOWN = 8
TODAY = date(2026, 12, 31)
OURS = "LPK Desktop"
CODES = (Code.ABSENT, Code.PRESENT)


def seconds(act: Callable[[], object]) -> float:
    """How long `act` takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def a_class(folder: Path, *, instructed: bool = False) -> Centre:
    """A centre with one long course, everybody marked, by the administrator or by an instructor."""
    fill = partial(add_cohort, size=SIZE, sessions=SESSIONS, instructed=instructed)
    return new_centre(folder / "class", fill)


def marks(folder: Path, pairs: int) -> str:
    """One mark, one transaction: asked for its right, checked, captured, indexed, on the disk."""
    people = {"an administrator": False, "an instructor": True}
    return "\n".join(
        mark_by(person, a_class(folder / person, instructed=instructed), folder / person, pairs)
        for person, instructed in people.items()
    )


def mark_by(person: str, centre: Centre, folder: Path, pairs: int) -> str:
    """Whoever marked a class corrects it, a cell at a time."""
    bare = "bare UPDATE and COMMIT"
    with centre.open(folder / "ours") as store, centre.bare(folder / "floor") as driver:
        store.author = marker(store)
        _cohort, places = cells(store)
        ids = [bytes.fromhex(derived_id("mark", *place)) for place in places]
        turn = {OURS: 0, bare: 0}

        def ours(place: int, code: Code, now: datetime) -> None:
            with store.write("Tandai") as session:
                attendance.mark(session, [places[place]], Entry(code=code), by=store.author, now=now)

        def floor(place: int, code: Code, _now: datetime) -> None:
            driver.execute("BEGIN IMMEDIATE")
            driver.execute("UPDATE mark SET code = ? WHERE id = ?", (code.value, ids[place]))
            driver.execute("COMMIT")

        def measure(name: str) -> float:
            rounds, place = divmod(turn[name], len(ids))
            turn[name] += 1
            now = NOW + timedelta(seconds=turn[name])
            return seconds(lambda: (ours if name == OURS else floor)(place, CODES[rounds % 2], now))

        both = paired(measure, ours=OURS, floor=bare, pairs=30 * pairs, warm_ups=30)
    return report(f"A durable mark by {person}", *both, goal=3.0, milliseconds=True)


def imports(folder: Path, pairs: int) -> str:
    """A workbook of people: read, judged, matched, recorded, indexed, against the same rows written bare."""
    file, bare = folder / "daftar.xlsx", "the same reading, and a bare executemany"
    write_roster(file, IMPORTED)
    centre = new_centre(folder / "empty")
    parts: dict[str, list[float]] = {OURS: [], bare: []}
    rows: list[tuple[Any, ...]] = []
    places = count()

    def ours(store: Store) -> None:
        found = roster.check(file, today=TODAY)
        begun = time.perf_counter()
        with store.write("Impor", source="import") as session:
            import_roster(session, found, cohort=None)
        parts[OURS].append(time.perf_counter() - begun)

    def floor(driver: Driver) -> None:
        roster.check(file, today=TODAY)
        begun = time.perf_counter()
        driver.execute("BEGIN IMMEDIATE")
        driver.executemany(f"INSERT INTO trainee VALUES ({', '.join('?' * len(rows[0]))})", rows)  # noqa: S608
        driver.execute("COMMIT")
        parts[bare].append(time.perf_counter() - begun)

    def measure(name: str) -> float:
        place = folder / f"import{next(places)}"
        if name == bare:
            with centre.bare(place) as driver:
                return seconds(partial(floor, driver))
        with centre.open(place) as store:
            taken = seconds(partial(ours, store))
            with store.read() as session:
                rows[:] = driver_of(session).execute("SELECT * FROM trainee").fetchall()
        return taken

    both = paired(measure, ours=OURS, floor=bare, pairs=max(1, pairs // 2))
    alone = [Times(name=f"{name}: writing alone", seconds=tuple(found[1:])) for name, found in parts.items()]
    title = f"An import of {IMPORTED:,} people"
    return "\n".join([report(title, *both, goal=4.0), report(f"{title}, writing alone", *alone, goal=4.0)])


def grid(folder: Path, pairs: int) -> str:
    """Everything that the attendance page shows of a long course."""
    with a_class(folder).open(folder / "ours") as store:
        cohort, _places = cells(store)

        def look() -> None:
            with store.read() as session:
                attendance.sheet(session, cohort, now=NOW)

        look()
        times = Times(name=OURS, seconds=tuple(seconds(look) for _ in range(4 * pairs)))
    return bounded(f"Opening a cohort of {SIZE} people and {SESSIONS} sessions", times, median=50)


def search(folder: Path, pairs: int) -> str:
    """A name typed letter by letter, its words in any order, among very many people."""
    centre = new_centre(folder / "many", partial(add_people, count=LISTED))
    chance = random.Random(3)  # noqa: S311  the same questions in every run
    names = [chance.choice(people(LISTED)).name.lower().split() for _ in range(4 * pairs)]
    asked = [" ".join(chance.sample(name, k=len(name))) for name in names]
    keys = [text[:end] for text in asked for end in range(1, min(len(text), 12) + 1)]
    with centre.open(folder / "ours") as store, store.read() as session:
        sides: dict[str, Callable[[str], object]] = {
            "the first few, as in Ctrl+K": lambda words: find_people(session, words, limit=SHOWN),
            "everybody meant, as in the list": lambda words: matching(session, words),
        }
        for ask in sides.values():
            ask(keys[0])
        return "\n".join(
            bounded(
                f"A key among {LISTED:,} people: {name}",
                Times(name=OURS, seconds=tuple(seconds(partial(ask, key)) for key in keys)),
                median=30,
                most=60,
            )
            for name, ask in sides.items()
        )


def size(folder: Path, _pairs: int) -> str:
    """How much the file grows for each mark of a class that is marked session by session."""
    empty = new_centre(folder / "unmarked", partial(add_cohort, size=SIZE, sessions=SESSIONS, marked=0))
    full = a_class(folder)
    before, after = ((each.folder / FILE).stat().st_size for each in (empty, full))
    each = (after - before) / (SIZE * SESSIONS)
    return f"{each:.0f} bytes of file for a mark with its history ({SIZE * SESSIONS:,} marks)"


FIGURES = {"marks": marks, "imports": imports, "grid": grid, "search": search, "size": size}


def main() -> None:
    """Print every figure, or those that are named."""
    parser = argparse.ArgumentParser(prog="dev.py bench store", description=__doc__)
    parser.add_argument("figures", nargs="*", help=f"of {', '.join(FIGURES)} (default: all)")
    parser.add_argument("--pairs", type=int, default=10, help="how many turns, more for what is quick")
    asked = parser.parse_args()
    unknown = set(asked.figures) - FIGURES.keys()
    if unknown:
        parser.error(f"no such figure: {', '.join(sorted(unknown))}")
    for name in asked.figures or FIGURES:
        with tempfile.TemporaryDirectory() as folder:
            print(FIGURES[name](Path(folder), asked.pairs), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
