"""Keeping slots.json in step with the people of the file: who works here can open it, on every computer.

The rows are the truth, the slots follow: after every act that touches a person, also one that came by
sync, and at every sign-in, so that an interruption in between mends itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain.roles import Role
from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.storage import slots, vault
from lpk_desktop.storage.applying import load
from lpk_desktop.storage.device import device, sync_state
from lpk_desktop.storage.epochs import is_settled
from lpk_desktop.storage.history import KEYS
from lpk_desktop.storage.slots import RECOVERY, Slot, Slots
from lpk_desktop.storage.store import Changes, Store
from lpk_desktop.storage.tables import CENTRE_ID, Centre, Staff
from lpk_desktop.storage.vault import TAKEN_AWAY


def keep_in_step(store: Store) -> None:
    """Settle now, and whenever people or the centre change while the store is open.

    Raises UserError("slots-not-written") where the slots differ and cannot be written.
    """
    store.committed.append(partial(_on_committed, store))
    publish(store)
    follow_newer_slots(store)
    settle(store)


def settle(store: Store) -> None:
    """Give everybody who may sign in a slot, and take it from everybody else; the recovery code stays.

    Raises UserError("slots-not-written"): the rows hold, and the next sign-in tries again.
    """
    folder = store.path.parent
    with store.read() as session:
        if _fresh(store, session, slots.load(folder)) is None:
            return
    # Under the lock of writers: of two programs on one folder none writes what the other has overtaken.
    with store.write(_("Kunci")) as session:
        fresh = _fresh(store, session, slots.load(folder))
        if fresh is None:
            return
        try:
            slots.save(folder, fresh)
        except OSError as error:
            raise _not_written(store) from error


def publish(store: Store) -> None:
    """Put the credentials of slots from before they travelled into the rows of their people."""
    older = [slot for slot in slots.doors(store.path.parent) if not slot.once and not slot.damaged]
    with store.read() as session:
        settled = is_settled(session)
        lacking = [slot for slot in older if settled and _lacks(session.get(Staff, slot.staff))]
    if not lacking:
        return
    with store.write(_("Kunci masuk untuk komputer lain"), source=KEYS) as session:
        for slot in lacking:
            session.get_one(Staff, slot.staff).public_key = vault.to_text(vault.credential_of(slot))


def follow_newer_slots(store: Store) -> None:
    """Follow the slots where the file is older (put back by hand?) and has not met the central since."""
    with store.read() as session:
        settled = is_settled(session)
    if not settled:
        follow_slots(store)


def follow_slots(store: Store) -> None:
    """Make the rows of people say what the slots say, for a file that is older than they are.

    Once in each life of the file: from then on what the rows say is newer than any slot. Who lost the way
    in since stays out, and who is no administrator any more is none. What gives somebody more counts only
    where no central knows better: a new person, a newer password, a role.
    """
    with store.write(_("Kunci masuk seperti sebelum dipulihkan"), source=KEYS) as session:
        folder = store.path.parent
        if slots.load(folder).life == device(session).origin:
            return
        there = {slot.staff: slot for slot in slots.doors(folder)}
        alone = sync_state(session) is None
        people = session.scalars(select(Staff).where(~Staff.deleted).order_by(Staff.id)).all()
        for person in people:
            slot = there.pop(person.id, None)
            if slot is None:
                if person.active and vault.from_text(person.public_key) is not None:
                    person.active, person.public_key = False, TAKEN_AWAY
            elif slot.damaged:
                continue
            elif alone:
                person.active, person.role = True, Role(slot.role or person.role)
                person.public_key = vault.to_text(vault.credential_of(slot))
            elif person.role is Role.ADMIN and slot.role:
                person.role = Role(slot.role)
        for slot in [each for each in there.values() if alone and not each.damaged]:
            key = vault.to_text(vault.credential_of(slot))
            row = Staff(id=slot.staff, name=slot.name, public_key=key)
            row.role = Role(slot.role) if slot.role else row.role
            session.add(row)


def _lacks(person: Staff | None) -> bool:
    return person is not None and person.active and not person.deleted and person.public_key is None


def _on_committed(store: Store, changes: Changes) -> None:
    if not {"staff", "centre"} & changes.rows.keys():
        return
    try:
        settle(store)
    except UserError as error:
        # The act is on disk: whatever the reason, nobody may be told that it is not.
        raise _not_written(store) from error


def _not_written(store: Store) -> UserError:
    return UserError("slots-not-written", file=str(store.path.parent / slots.FILE))


def _fresh(store: Store, session: Session, old: Slots) -> Slots | None:
    """The slots as they should be; None when they are so."""
    people = session.scalars(select(Staff).where(Staff.active, ~Staff.deleted).order_by(Staff.id)).all()
    held = _held(session, people)
    made = (*_of_people(store, people, old, held), *(slot for slot in old.slots if slot.staff == RECOVERY))
    centre = session.get_one(Centre, CENTRE_ID)
    place = ", ".join(part for part in (centre.place, device(session).name) if part)
    fresh = msgspec.structs.replace(
        old, version=slots.VERSION, slots=made, centre=centre.name, place=place, sample=centre.sample,
        life=device(session).origin,
    )  # fmt: skip
    return None if fresh == old else fresh


def _held(session: Session, people: Sequence[Staff]) -> frozenset[str]:
    """Whose row is older than the slot: after a restoration all that nobody has changed here since.

    Once the file has met the central again the rows have the last word.
    """
    if is_settled(session):
        return frozenset()
    life = device(session).origin
    states = [load(session.connection(), Staff.__tablename__, person.id) for person in people]
    return frozenset(
        state.row
        for state in states
        if state and all(live.stamp.origin != life for live in state.fields.get("public_key", ()))
    )


def _of_people(store: Store, people: Sequence[Staff], old: Slots, held: frozenset[str]) -> list[Slot]:
    here = {slot.staff: slot for slot in old.slots}
    made = []
    for person in people:
        slot, credential = here.get(person.id), vault.from_text(person.public_key)
        if person.public_key == TAKEN_AWAY:
            continue
        known = credential is None or person.id in held
        right = slot is not None and not slot.damaged and credential == vault.credential_of(slot)
        if slot is not None and (known or right):
            # What a newer version wrote and this one cannot read locks nobody out.
            made.append(msgspec.structs.replace(slot, name=person.name, role=person.role.value))
        elif credential is not None:
            sealed = store.sealed_for(credential.public)
            made.append(
                vault.slot_of(
                    credential, staff=person.id, name=person.name, role=person.role.value, sealed=sealed
                )
            )
    return made
