"""Erasing people, and remembering beside the file who was: an older copy erases them again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.erasing import KEPT, NAMELESS
from lpk_desktop.storage import names
from lpk_desktop.storage.capture import recording_of
from lpk_desktop.storage.dependents import references
from lpk_desktop.storage.durable import write_whole
from lpk_desktop.storage.engine import driver_of
from lpk_desktop.storage.erasing import Traces, erased_people, traces
from lpk_desktop.storage.rowstate import fields_of
from lpk_desktop.storage.tables import Blob, Document, NikState, Trainee

FILE = names.ERASED


class _Beside(msgspec.Struct, frozen=True, kw_only=True):
    """The content of erased.json: ids, which mean nothing without the file."""

    people: dict[str, bool] = {}
    """Whether without a name."""


def erase(session: Session, people: Mapping[str, bool], *, on: date) -> None:
    """Erase these trainees, with their name where True; in the open transaction of Store.write.

    The row says so at once, also to older versions; everything else goes when the act ends.
    """
    recording = recording_of(session)
    files = _only_theirs(session, people)
    for row, nameless in people.items():
        person = session.get_one(Trainee, row)
        gone = person.deleted
        if gone:  # an edit of a removed row would bring it back elsewhere
            person.deleted = False
            session.flush()
        for name in fields_of("trainee").keys() - KEPT["trainee"].keys() - {"nik_state"}:
            setattr(person, name, None)
        person.nik_state, person.erased_on = NikState.MISSING, on
        if nameless:
            person.name = NAMELESS
        recording.erasing.add(row)
        session.flush()
        if gone:
            person.deleted = True
            session.flush()
    for file in files:
        session.get_one(Blob, file).deleted = True
    session.flush()


def _only_theirs(session: Session, people: Collection[str]) -> list[str]:
    """Files that these people's rows name and nobody else's."""
    papers = select(Document.id, Document.blob_id).where(Document.trainee_id.in_(people))
    named = {row: file for row, file in session.execute(papers) if file}
    photos = select(Trainee.id, Trainee.photo_id).where(Trainee.id.in_(people))
    named |= {row: file for row, file in session.execute(photos) if file}
    others = references(session.connection(), {"blob": set(named.values())})
    shared = {each.parent[1] for each in others if each.child[1] not in named}
    return sorted(set(named.values()) - shared)


def remember(session: Session, folder: Path) -> None:
    """Write down beside the data who is erased in it; what stands there already stays. Raises OSError."""
    connection = session.connection()
    if traces(driver_of(connection)) is Traces.NEVER:
        return
    known = remembered(folder)
    now = _joined((known, erased_people(connection)))
    if now != known:
        write_whole(folder / FILE, msgspec.json.encode(_Beside(people=now)))


def remembered(folder: Path) -> dict[str, bool]:
    """Who was erased as far as the note beside the data says; nobody where it is missing or says nothing."""
    with suppress(OSError, ValueError):
        return msgspec.json.decode((folder / FILE).read_bytes(), type=_Beside).people
    return {}


def come_back(session: Session, folder: Path) -> dict[str, bool]:
    """Who was erased and stands in the file with data: it is an older copy."""
    known = remembered(folder)
    now = erased_people(session.connection()) if known else {}
    again = {row: nameless for row, nameless in known.items() if row not in now or nameless > now[row]}
    return {row: nameless for row, nameless in again.items() if session.get(Trainee, row) is not None}


def _joined(several: Iterable[Mapping[str, bool]]) -> dict[str, bool]:
    """With a name gone in one of them it is gone."""
    found: dict[str, bool] = {}
    for each in several:
        for row, nameless in each.items():
            found[row] = nameless or found.get(row, False)
    return dict(sorted(found.items()))
