"""Which act undo and redo go to next."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.storage.device import device
from lpk_desktop.storage.history.reading import FINAL, SYSTEM, ActId
from lpk_desktop.storage.tables import ActRow

REACH = 1000
"""How many acts back undo and redo look for their next step."""


def next_undo(session: Session, author: str | None, *, passing: Collection[ActId] = ()) -> ActId | None:
    """The act that undo would take back: this person's latest on this computer that still stands.

    Acts in `passing` are gone by: nothing of them could be undone.
    """
    for act, cancelled in _own_acts(session, author):
        if act.source == FINAL:
            return None  # what came before is frozen in what has left the computer
        key = (act.origin, act.n)
        if not cancelled and act.source not in SYSTEM | {"undo"} and key not in passing:
            return key
    return None


def next_redo(session: Session, author: str | None) -> ActId | None:
    """The undo that redo would take back; none once something new was done."""
    for act, cancelled in _own_acts(session, author):
        if act.source in SYSTEM:
            continue
        if act.source != "undo":
            return None
        behind = session.get(ActRow, (act.undoes_origin, act.undoes_n))
        is_redo = behind is not None and behind.source == "undo"
        if not cancelled and not is_redo:
            return act.origin, act.n
    return None


def undone(session: Session) -> set[ActId]:
    """The acts that stand taken back: a later act undid them, and nothing undid that one."""
    query = select(ActRow).where(ActRow.undoes_n.is_not(None)).order_by(ActRow.hlc.desc())
    found: set[ActId] = set()
    for act in session.scalars(query):
        # Newest first, so what undid this one has been looked at before.
        if act.undoes_origin is not None and act.undoes_n is not None and (act.origin, act.n) not in found:
            found.add((act.undoes_origin, act.undoes_n))
    return found


def _own_acts(session: Session, author: str | None) -> Iterator[tuple[ActRow, bool]]:
    """This person's acts on this computer, newest first, and whether a later act took each back."""
    query = (
        select(ActRow)
        .where(ActRow.origin == device(session).origin, ActRow.author == author)
        .order_by(ActRow.n.desc())
        .limit(REACH)
    )
    cancelled: set[ActId] = set()
    for act in session.scalars(query):
        gone = (act.origin, act.n) in cancelled
        if act.undoes_origin is not None and act.undoes_n is not None and not gone:
            cancelled.add((act.undoes_origin, act.undoes_n))
        yield act, gone
