"""Taking acts back: one's own with the right to do them, other people's with a right of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.roles import Right
from lpk_desktop.errors import UserError
from lpk_desktop.services.permissions import require
from lpk_desktop.storage import history
from lpk_desktop.storage.history import ActId, Undone
from lpk_desktop.storage.tables import ActRow, Assessment, ChangeRow, Mark

TO_WRITE: Mapping[str, Right] = {
    "centre": Right.EDIT_CENTRE,
    "signatory": Right.EDIT_CENTRE,
    "staff": Right.MANAGE_STAFF,
    "unit": Right.EDIT_CENTRE,
    "programme": Right.EDIT_CENTRE,
    "block": Right.EDIT_CENTRE,
    "cohort": Right.MAKE_COHORT,
    "trainee": Right.EDIT_TRAINEE,
    "enrolment": Right.ENROL,
    "session": Right.EDIT_SESSION,
    "mark": Right.MARK,
    "assessment": Right.ASSESS,
    "certificate": Right.REVOKE,
}
"""The right that writing rows of a table takes; whoever has lost it takes nothing back there."""


def take_back(session: Session, act: ActId) -> Undone:
    """Write the inverse of `act` into the open transaction of Store.write; of an undo, that is redo.

    Raises UserError as `require` does, for the act and for each table it touched, and as
    `storage.history.undo` does, and "keys-not-undone" for what says who can sign in.
    """
    found = session.get(ActRow, act)
    if found is not None and found.author != session.info["author"]:
        require(session, Right.UNDO_OTHERS)
    for table, rows in _touched(session, act).items():
        _require_rows(session, table, rows)
    if found is not None and _touches_keys(session, act):
        raise UserError("keys-not-undone", label=found.label)
    return history.undo(session, act)


def _touched(session: Session, act: ActId) -> Mapping[str, set[str]]:
    query = select(ChangeRow.table_name, ChangeRow.row_id).where(
        ChangeRow.origin == act[0], ChangeRow.tx == act[1]
    )
    rows: dict[str, set[str]] = defaultdict(set)
    for table, row in session.execute(query):
        rows[table].add(row)
    return rows


def _touches_keys(session: Session, act: ActId) -> bool:
    """Whether the act gave or took somebody a role or a way in; naming a person is no such thing."""
    query = select(ChangeRow.patch, ChangeRow.base).where(
        ChangeRow.origin == act[0], ChangeRow.tx == act[1], ChangeRow.table_name == "staff"
    )
    for text, base in session.execute(query):
        patch = msgspec.json.decode(text)
        if patch.get("public_key") or (base and {"public_key", "role", "active"} & patch.keys()):
            return True
    return False


def _require_rows(session: Session, table: str, rows: set[str]) -> None:
    right = TO_WRITE[table]
    if table == "session":
        require(session, right, meetings=rows)
    elif table == "mark":
        meetings = session.scalars(select(Mark.session_id).where(Mark.id.in_(rows)))
        require(session, right, meetings=set(meetings))
    elif table == "assessment":
        enrolments = session.scalars(select(Assessment.enrolment_id).where(Assessment.id.in_(rows)))
        require(session, right, enrolments=set(enrolments))
    else:
        require(session, right)
