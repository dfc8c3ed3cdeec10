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
from datetime import date
from pathlib import Path

from benchmarks._centre import NOW, Centre, add_cohort, add_people, cells, new_centre, people
from benchmarks.common import Times, paired, report
from lpk_desktop.domain.attendance import Code
from lpk_desktop.exchange import roster
from lpk_desktop.exchange.importing import import_roster
from lpk_desktop.services import attendance
from lpk_desktop.services.attendance import Entry
from lpk_desktop.services.trainee_list import matching
from lpk_desktop.storage.ids import derived_id

SIZE, SESSIONS = 40, 120
IMPORTED, LISTED = 10_000, 100_000
TODAY = date(2026, 12, 31)
OURS = "LPK Desktop"
CODES = (Code.ABSENT, Code.PRESENT)


def seconds(act: Callable[[], object]) -> float:
    """How long `act` takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def a_class(folder: Path) -> Centre:
    """A centre with one long course, everybody marked."""
    return new_centre(folder / "class", lambda store: add_cohort(store, size=SIZE, sessions=SESSIONS))


def marks(folder: Path, pairs: int) -> str:
    """One mark, one transaction: checked, captured, indexed, on the disk."""
    centre = a_class(folder)
    with centre.open(folder / "ours") as store, centre.bare(folder / "floor") as driver:
        _cohort, places = cells(store)
        ids = [bytes.fromhex(derived_id("mark", *place)) for place in places]
        turn = {OURS: 0, "bare UPDATE and COMMIT": 0}

        def ours(place: int, code: Code) -> None:
            with store.write("Tandai") as session:
                attendance.mark(session, [places[place]], Entry(code=code), by=None, now=NOW)

        def floor(place: int, code: Code) -> None:
            driver.execute("BEGIN IMMEDIATE")
            driver.execute("UPDATE mark SET code = ? WHERE id = ?", (code.value, ids[place]))
            driver.execute("COMMIT")

        def measure(name: str) -> float:
            rounds, place = divmod(turn[name], len(ids))
            turn[name] += 1
            return seconds(lambda: (ours if name == OURS else floor)(place, CODES[rounds % 2]))

        return report(
            "A durable mark", *paired(measure, ours=OURS, floor=list(turn)[1], pairs=pairs, warm_ups=30),
            goal=3.0,
        )  # fmt: skip


def main() -> None:
    """Print every figure, or those that are named."""
    figures = {"marks": marks}
    parser = argparse.ArgumentParser(prog="dev.py bench store", description=__doc__)
    parser.add_argument("figure", nargs="*", choices=[*figures, []], help="which figures (default: all)")
    chosen = parser.parse_args().figure or list(figures)
    for name in chosen:
        with tempfile.TemporaryDirectory() as folder:
            print(figures[name](Path(folder), 300))


if __name__ == "__main__":
    main()
