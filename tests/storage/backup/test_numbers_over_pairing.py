"""Numbers given under another name than the file has now, and what other computers say of numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.changes import Act, Change, Op, origin_of
from lpk_desktop.errors import UserError
from lpk_desktop.services import disputes
from lpk_desktop.storage import journal, numbers
from lpk_desktop.storage.applying import apply_remote
from lpk_desktop.storage.backup import make, restore
from lpk_desktop.storage.device import adopt, device, save_sync_state, sync_state
from lpk_desktop.storage.engine import FILE, connect
from lpk_desktop.storage.epochs import FILE as BESIDE
from lpk_desktop.storage.epochs import newest
from lpk_desktop.storage.ids import new_id
from lpk_desktop.storage.recording import change_of
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Certificate, ChangeRow, Setting
from tests.factory import PAIRED, pair
from tests.storage.backup.conftest import AT
from tests.storage.backup.pages import root_of, spoil
from tests.storage.backup.test_numbers import coming, issue, opened, without_wal, work
from tests.storage.backup.test_salvage import key_for


def settle(store: Store) -> None:
    """As after a round in which the central took everything."""
    with store.write("Sinkronisasi", source="central") as session:
        state = sync_state(session)
        assert state is not None
        sent = newest(session, device(session).origin)
        save_sync_state(session, replace(state, acked_n=sent, lag=0, last_success=AT))


def pair_second(store: Store) -> None:
    with store.write("Pasangkan") as session:
        adopt(session, number=2, letter="B")
        save_sync_state(session, PAIRED)


def receive(store: Store, change: Change) -> None:
    """Take over what another computer wrote."""
    act = Act(origin=change.origin, n=1, label="Di sana", author=None, at=change.hlc, changes=(change,))
    with store.write("Sinkronisasi", source="central") as session:
        apply_remote(session, [act])


def test_a_sound_file_gives_way_to_one_from_before_pairing(store: Store) -> None:
    folder = store.path.parent
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    pair(store)
    issue(store)
    settle(store)
    store.close()
    restore(folder, made.path, key_for=key_for, at=AT)
    again = opened(folder)
    assert coming(again)[2] == 2
    again.close()


@pytest.mark.parametrize("sent", [False, True], ids=["unsent", "sent"])
def test_a_file_from_before_pairing_is_put_back_by_hand(store: Store, *, sent: bool) -> None:
    folder = store.path.parent
    driver = connect(store.path, store.key)
    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    driver.close()
    before = store.path.read_bytes()
    pair(store)
    issue(store)
    if sent:
        settle(store)
    store.close()
    (folder / FILE).write_bytes(before)
    for _ in range(2):
        again = opened(folder)
        assert coming(again)[2] == 2
        again.close()


def test_what_was_done_since_is_not_forgotten_by_a_look_at_such_a_file(store: Store) -> None:
    folder = store.path.parent
    driver = connect(store.path, store.key)
    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    driver.close()
    before = store.path.read_bytes()
    pair(store)
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    issue(store)
    store.close()
    (folder / FILE).write_bytes(before)
    opened(folder).close()
    assert restore(folder, made.path, key_for=key_for, at=AT).salvaged == 1


def test_other_computers_letters_are_theirs_to_count(store: Store) -> None:
    pair(store)
    folder = store.path.parent
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    issue(store, letter="B")
    store.close()
    for each in journal.segments(folder):
        each.unlink()
    spoil(folder, root_of(store, "act"))
    restore(folder, made.path, key_for=key_for, at=AT)
    again = opened(folder)
    with again.read() as session:
        assert session.scalars(select(Certificate.number)).all() == []
        assert numbers.kept_numbers(session) == []
    again.close()


@pytest.mark.parametrize("told_by", ["journal", "file", "what lies beside"])
def test_another_letter_of_ours_is_kept(store: Store, told_by: str) -> None:
    """The central gives the computer the number back that it had."""
    folder = store.path.parent
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    pair_second(store)
    issue(store, letter="B")
    store.close()
    spoil(folder, root_of(store, "trainee" if told_by == "file" else "device"))
    if told_by != "journal":
        for each in journal.segments(folder):
            each.unlink()
    if told_by != "what lies beside":
        (folder / BESIDE).unlink()
    restore(folder, made.path, key_for=key_for, at=AT)
    again = opened(folder)
    pair_second(again)
    settle(again)
    assert coming(again)[2] == 2
    again.close()


def test_a_note_of_another_computer_does_not_touch_ours(store: Store) -> None:
    again = opened(without_wal(store, work, issue, issue, issue))
    pair(again)
    with again.read() as session:
        first = min(numbers.kept_numbers(session), key=lambda each: each.serial)
        row, key, value = session.execute(
            select(Setting.id, Setting.key, Setting.value).where(Setting.key == f"number/{first.number}")
        ).one()
    origin, hlc = origin_of(2, 1), again.clock.tick()
    receive(
        again,
        Change(
            origin=origin, n=1, hlc=hlc, tx=1, table="setting", row=row, op=Op.PUT,
            patch={"key": key, "value": value}, base={}, author=None,
        ),
    )  # fmt: skip
    assert coming(again)[2] == 4
    with again.read() as session:
        assert disputes.disputes(session) == []
    again.close()


def test_a_certificate_that_waits_for_its_place_is_one(store: Store) -> None:
    """Another computer's enrolment went with the write-ahead log; ours rests on it, and waits."""
    pair(store)
    folder = store.path.parent
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    row = new_id()

    def enrol(store: Store) -> None:
        with store.read() as session:
            old = session.scalars(select(ChangeRow).where(ChangeRow.table_name == "enrolment")).first()
            assert old is not None
            patch = change_of(old, None).patch
        receive(
            store,
            Change(
                origin=origin_of(2, 1), n=1, hlc=store.clock.tick(), tx=1, table="enrolment", row=row,
                op=Op.PUT, patch=patch, base={}, author=None,
            ),
        )  # fmt: skip

    folder = without_wal(store, enrol, lambda store: issue(store, enrolment=row))
    again = opened(folder)
    with again.read() as session:
        assert session.scalars(select(Certificate.number)).all() == []
    assert coming(again)[2] == 2
    later = make(folder, key=again.key, reason=Reason.ASKED, at=AT + timedelta(minutes=1))
    again.close()
    with pytest.raises(UserError, match="certificates-since"):
        restore(folder, made.path, key_for=key_for, at=AT)
    restore(folder, later.path, key_for=key_for, at=AT)
    again = opened(folder)
    assert coming(again)[2] == 2
    again.close()
