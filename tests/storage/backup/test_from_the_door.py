"""A restoration that begins because the data did not open: nobody chose to leave what was done since."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from lpk_desktop.domain.backups import Reason
from lpk_desktop.errors import UserError
from lpk_desktop.services import trainees
from lpk_desktop.storage.backup import Restored, make, restore, restoring
from lpk_desktop.storage.engine import FILE
from lpk_desktop.storage.history import acts
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.swapping import ASIDE
from lpk_desktop.storage.tables import Certificate
from tests.factory import pair
from tests.storage.backup.conftest import AT
from tests.storage.backup.test_numbers import issue
from tests.storage.backup.test_salvage import Desk, key_for, without_journal

LABELS = [f"Sesudah {number}" for number in range(3)]


@pytest.fixture(params=[False, True], ids=["alone", "paired"])
def desk(store: Store, request: pytest.FixtureRequest) -> Desk:
    if request.param:
        pair(store)
    made = make(store.path.parent, key=store.key, reason=Reason.ASKED, at=AT)
    for label in LABELS:
        with store.write(label) as session:
            trainees.add_trainee(session, {"name": label})
    store.close()
    return Desk(store.path.parent, made.path, LABELS)


def restored(desk: Desk) -> Restored:
    return restore(desk.folder, desk.backup, key_for=key_for, at=AT, with_later=True)


@pytest.fixture
def passing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trouble that is over by the time the files are copied, but not sooner."""
    monkeypatch.setattr(restoring, "_opens", lambda *_args: False)


@pytest.mark.usefixtures("passing")
@pytest.mark.parametrize("told_by", ["file", "journal", "both"])
def test_a_file_that_can_be_read_by_then_gives_what_came_since(desk: Desk, told_by: str) -> None:
    if told_by == "file":
        without_journal(desk)
    elif told_by == "journal":
        (desk.folder / FILE).unlink()
    done = restored(desk)
    assert (done.salvaged, done.left_behind, done.untold) == (len(LABELS), 0, False)
    assert told_in(desk) == LABELS


@pytest.mark.usefixtures("passing")
def test_with_its_certificates(desk: Desk) -> None:
    store = desk.open()
    number = issue(store)
    store.close()
    restored(desk)
    store = desk.open()
    with store.read() as session:
        assert session.scalars(select(Certificate.number)).all() == [number]
    store.close()


def test_data_that_opens_again_is_left_as_it_is(desk: Desk) -> None:
    with pytest.raises(UserError, match="data-opens-again"):
        restored(desk)
    assert list(desk.folder.glob(f"{ASIDE}*")) == []
    assert told_in(desk) == LABELS


@pytest.mark.parametrize("content", [None, b"", b"rusak" * 5000], ids=["lost", "empty", "other"])
def test_what_does_not_open_is_restored(desk: Desk, content: bytes | None) -> None:
    (desk.folder / FILE).unlink() if content is None else (desk.folder / FILE).write_bytes(content)
    assert restored(desk).salvaged == len(LABELS)
    assert told_in(desk) == LABELS


def test_a_file_that_opens_but_is_damaged_is_restored(desk: Desk) -> None:
    spoilt = next(page for page in range(desk.pages, 1, -1) if opens_without(desk, page))
    desk.spoil(spoilt)
    assert restored(desk).salvaged == len(LABELS)


def opens_without(desk: Desk, page: int) -> bool:
    """Whether it opens with a page spoilt; leaves it as it is."""
    desk.spoil(page)
    try:
        desk.open().close()
    except UserError:
        return False
    finally:
        desk.spoil(page)
    return True


def told_in(desk: Desk) -> list[str]:
    """The labels that the data tells of, in order."""
    store = desk.open()
    with store.read() as session:
        told = [act.label for act in reversed(acts(session, limit=50))]
    store.close()
    return [label for label in told if label in LABELS]
