"""The stage of the stories of undo: two computers of one class, and how a row is written and read there."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.competency import Result
from lpk_desktop.storage import tables as t
from lpk_desktop.storage.applying import apply_remote
from lpk_desktop.storage.device import adopt, create_device
from lpk_desktop.storage.history import FOUNDING
from lpk_desktop.storage.ids import derived_id
from lpk_desktop.storage.outbox import unsent
from lpk_desktop.storage.reviving import bring_back_needed
from lpk_desktop.storage.rowstate import table_of
from lpk_desktop.storage.store import Store, open_store
from lpk_desktop.storage.tables import SYNCED, EnrolmentStatus, Synced
from tests.storage.undo_model import Key, Model, Value

KEY = bytes(range(32))
AUTHORS = ("a" * 32, "b" * 32)
START = 1_780_000_000_000
COHORT, BLOCK = "c" * 32, "d" * 32
MEETINGS = ("e1" * 16, "e2" * 16)
TRACKED = {
    "trainee": ("name", "phone"),
    "enrolment": ("trainee_id", "status"),
    "mark": ("enrolment_id", "code", "note", "by"),
    "assessment": ("enrolment_id", "result", "assessor"),
}
FIXED: dict[str, dict[str, object]] = {
    "enrolment": {"cohort_id": COHORT, "list_number": 1},
    "mark": {"at": datetime(2026, 5, 18, tzinfo=UTC)},
    "assessment": {"block_id": BLOCK},
}
"""What rows need besides what the stories tell of."""
Intent = tuple[Key, dict[str, Value] | None]
"""A row and what it shall say; None removes it."""

PHONES = (None, "+628110000001", "+628110000002")
CODES = (None, "H", "S", "A")
RESULTS = (None, "K", "BK")


@cache
def stage() -> Path:
    """Two computers of one class, not yet anybody in it; made once."""
    folder = Path(tempfile.mkdtemp(prefix="lpk-stage-"))
    first = opened(folder / "first", 0, AUTHORS[0])
    with first.write("Pusat", source=FOUNDING) as session:
        create_device(session, name="satu")
        session.add_all(t.Staff(id=author, name=f"Orang {author[0]}") for author in AUTHORS)
        session.add(t.Programme(id="f" * 32, code="LAS", title="Las", name="Las", short="Las"))
        session.add(t.Block(id=BLOCK, programme_id="f" * 32, position=1, title="Las"))
        cohort = t.Cohort(
            id=COHORT, programme_id="f" * 32, number="LAS-4/2026", batch=4, year=2026,
            starts=date(2026, 5, 18), ends=date(2026, 5, 19),
        )  # fmt: skip
        session.add(cohort)
        for day, meeting in enumerate(MEETINGS, start=18):
            at = date(2026, 5, day)
            session.add(t.Session(id=meeting, cohort_id=COHORT, day=at, start=time(8), end=time(15)))
    second = opened(folder / "second", 0, AUTHORS[0])
    with second.write("Siapkan") as session:
        create_device(session, name="dua")
    for number, store in enumerate((first, second), start=1):
        with store.write("Pasangkan") as session:
            adopt(session, number=number, letter="AB"[number - 1])
    carry(first, second)
    first.close()
    second.close()
    return folder


def opened(folder: Path, milliseconds: int, author: str) -> Store:
    folder.mkdir(exist_ok=True)
    return open_store(folder, key=KEY, author=author, now=lambda: START + milliseconds)


def carry(source: Store, target: Store) -> int:
    """All changes of `source`'s own computer to `target`; how many rows came back for them."""
    with source.read() as session:
        acts = unsent(session, after_n=0, limit=100_000)
    with target.write("Sinkronisasi", source="central") as session:
        apply_remote(session, acts)
        return bring_back_needed(session)


def place(trainee: str) -> Intent:
    key = ("enrolment", derived_id("enrolment", trainee, COHORT))
    return key, {"trainee_id": trainee, "status": "active"}


def mark(model: Model, enrolment: str, meeting: str, code: str | None, by: str) -> Intent:
    key = ("mark", derived_id("mark", meeting, enrolment))
    values: dict[str, Value] = {"enrolment_id": enrolment, "code": code, "by": by}
    return key, values if key in model.rows else values | {"session_id": meeting}


def result(enrolment: str, result: str | None, assessor: str) -> Intent:
    key = ("assessment", derived_id("assessment", enrolment, BLOCK, "1"))
    return key, {"enrolment_id": enrolment, "result": result, "assessor": assessor if result else None}


def whole(key: Key, values: dict[str, Value]) -> dict[str, Value]:
    """All tracked fields of a new row."""
    return dict.fromkeys(TRACKED[key[0]]) | {k: v for k, v in values.items() if k in TRACKED[key[0]]}


def store_row(session: Session, key: Key, values: dict[str, Value] | None) -> None:
    kind = SYNCED[key[0]]
    row = session.get(kind, key[1])
    if values is None:
        assert row is not None
        row.deleted = True
        return
    wanted = {name: typed(name, value) for name, value in values.items()}
    if row is None:
        make: Callable[..., Synced] = kind
        session.add(make(id=key[1], **wanted, **FIXED.get(key[0], {})))
    else:
        for name, value in wanted.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
        row.deleted = False
    session.flush()


def typed(name: str, value: Value) -> object:
    kinds: dict[str, Callable[[str], object]] = {"status": EnrolmentStatus, "code": Code, "result": Result}
    return kinds[name](str(value)) if name in kinds and value is not None else value


def shown(store: Store) -> dict[Key, dict[str, Value]]:
    found: dict[Key, dict[str, Value]] = {}
    with store.read() as session:
        for table, fields in TRACKED.items():
            for row in session.execute(select(table_of(table))).mappings():
                values: dict[str, Value] = {"deleted": int(row["deleted"])}
                found[table, row["id"]] = values | {name: plain(row[name]) for name in fields}
    return found


def plain(value: object) -> Value:
    assert value is None or isinstance(value, str | int)
    return str(value) if isinstance(value, str) else value
