"""Mending what can be proved: rows that are not what their changes give, indexes, bytes by their digest.

What cannot be proved is left as it is and told: a row that no change has made, a change that is
lost or was altered, and every row that such a change may have written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Integer, Row, Select, select, text, type_coerce
from sqlalchemy.orm import Session

from lpk_desktop.domain.changes import device_of
from lpk_desktop.domain.merge import RowState, replay
from lpk_desktop.storage.applying import UNFIT, save
from lpk_desktop.storage.capture import recording_of, writing_rows
from lpk_desktop.storage.chains import UNREADABLE
from lpk_desktop.storage.checking import INDEX, check
from lpk_desktop.storage.contents import put_in_place
from lpk_desktop.storage.device import device
from lpk_desktop.storage.direct import driver_of
from lpk_desktop.storage.findings import Finding, Problem, Progress, Report
from lpk_desktop.storage.recording import chained, change_of
from lpk_desktop.storage.rowstate import exceptions_of, table_of
from lpk_desktop.storage.search import index_everybody
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import ChangeRow

LOG_BROKEN = frozenset(
    {
        Problem.DEVICE_MISSING, Problem.CHANGES_MISSING, Problem.CHAIN_BROKEN, Problem.CHANGE_SET_ASIDE,
        Problem.ROW_UNRECORDED,
    }
)  # fmt: skip
"""With one of these the log does not tell everything: a row that differs may be the one that is right."""
BYTES = frozenset({Problem.BLOB_ALTERED, Problem.BLOB_MISPLACED, Problem.BLOB_UNNAMED})
"""What bytes under a wrong digest show as, while the row of the right one is there or still to be mended."""
ROWS = frozenset({Problem.ROW_MISSING, Problem.ROW_DIFFERS})
EVERY = 1_000_000
"""As good as all findings."""
_INDEX = re.compile(r"row \d+ missing from index \S+|wrong # of entries in index \S+")
_PEOPLE = re.compile(rf"{INDEX}: .*(malformed|corrupt).*|.*FTS5 table main\.{INDEX}\b.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What a repair did: `mended` findings are gone, `left` is what a check finds now."""

    mended: tuple[Finding, ...]
    left: Report


def repair(store: Store, label: str, *, progress: Progress = lambda _done, _total: None) -> Repair:
    """Mend what can be proved, in one transaction named `label` that writes no change; gives what it did.

    A row is put anew from its log when the log is whole and what this computer wrote is unaltered, every
    change of the row can be read and is the one that was written, and the row names no change that the
    log has not: then the end of the log is lost, and the row is the newer of the two. One that is missing
    names nothing, so it is put only when nothing at all is wrong with the log. Indexes are made anew from
    their tables. Bytes of a file go where their digest says. Raises UserError when nothing can be
    written; then nothing has changed.
    """
    before = check(store, progress=progress, most=EVERY)
    with store.read() as session:
        rows = _provable(session, before)
    if not rows and not any(_mendable(finding) for finding in before.findings):
        return Repair(mended=(), left=before)
    with store.write(label) as session:
        if any(_is_index(finding) for finding in before.findings):
            session.execute(text("REINDEX"))
        _put_rows(session, rows)
        put_in_place(
            session.connection(),
            {str(each.facts["file"]) for each in before.findings if each.code in BYTES},
        )
        index_everybody(driver_of(session))
    after = check(store, progress=progress, most=EVERY)
    gone = tuple(finding for finding in before.findings if finding not in after.findings)
    return Repair(mended=gone, left=after)


def _mendable(finding: Finding) -> bool:
    detail = str(finding.facts.get("detail", ""))
    of_people = finding.code is Problem.FILE_DAMAGED and _PEOPLE.fullmatch(detail) is not None
    return of_people or _is_index(finding) or finding.code in (Problem.BLOB_MISPLACED, Problem.INDEX_DIFFERS)


def _is_index(finding: Finding) -> bool:
    detail = str(finding.facts.get("detail", ""))
    return finding.code is Problem.FILE_DAMAGED and _INDEX.fullmatch(detail) is not None


def _provable(session: Session, report: Report) -> list[Finding]:
    """The rows that their log may prove."""
    wrong = [each for each in report.findings if each.code in LOG_BROKEN]
    if any(not _is_elsewhere(session, each) for each in wrong):
        return []
    unread = any(each.code is Problem.CHANGE_UNREADABLE for each in report.findings)
    codes = ROWS - {Problem.ROW_MISSING} if wrong or unread else ROWS
    return [each for each in report.findings if each.code in codes]


def _is_elsewhere(session: Session, finding: Finding) -> bool:
    """Whether it is a change of another computer that was altered: a row of which it is none holds."""
    altered = finding.code is Problem.CHAIN_BROKEN
    return altered and device_of(int(finding.facts["origin"]))[0] != device(session).number


def _put_rows(session: Session, rows: Iterable[Finding]) -> None:
    connection, touched = session.connection(), recording_of(session).touched
    with writing_rows(connection):
        for finding in rows:
            table, row = str(finding.facts["table"]), str(finding.facts["row"])
            if _put_row(connection, table, row):
                touched[table].add(row)
    session.expire_all()


def _put_row(connection: Connection, table: str, row: str) -> bool:
    """Put a row anew from its log; False when the log does not prove it."""
    place = (ChangeRow.table_name == table, ChangeRow.row_id == row)
    query = select(*ChangeRow.__table__.columns).where(*place, ChangeRow.parked.is_(None))
    kept = connection.execute(_raw(table).where(table_of(table).c.id == row)).first()
    try:
        log = connection.execute(query).all()
        told = replay(change_of(each, None) for each in log)
        if told is None or not all(_is_genuine(connection, each) for each in log):
            return False
        if kept is not None and _is_newer(kept, told, {(each.hlc, each.origin) for each in log}):
            return False
        save(connection, told, fresh=kept is None)
    except (*UNREADABLE, *UNFIT):
        return False
    return True


def _is_genuine(connection: Connection, row: Row[*tuple[Any, ...]]) -> bool:
    """Whether a change is the one that was written, as far as the chain of its device is here."""
    before = (ChangeRow.origin == row.origin, ChangeRow.n == row.n - 1)
    digest = connection.execute(select(ChangeRow.hash).where(*before)).scalar()
    return bool(chained(digest or b"", change_of(row, None)) == row.hash)


def _raw(table: str) -> Select[Any, Any, Any, Any]:
    """What a row says of its changes, unconverted: its values may be what is damaged."""
    columns = table_of(table).c
    return select(columns.hlc, columns.origin, columns.stamps, type_coerce(columns.deleted, Integer))


def _is_newer(kept: Row[Any, Any, Any, Any], told: RowState, known: set[tuple[int, int]]) -> bool:
    """Whether a row may hold what its log has lost: it names an unknown change, or was brought back."""
    hlc, origin, stamps, deleted = kept
    named = {(entry[0], entry[1]) for entries in exceptions_of(stamps).values() for entry in entries}
    # Bringing a row back leaves no stamp on it.
    return not {(hlc, origin), *named} <= known or (told.deleted and not deleted)
