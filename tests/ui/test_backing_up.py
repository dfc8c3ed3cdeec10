"""Backups that nobody asks for, while a person works."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from lpk_desktop.domain.erasing import Reason as Erased
from lpk_desktop.services.erasing import erase_people
from lpk_desktop.services.sample import build_sample
from lpk_desktop.storage.backup import folder_of, kept_in
from lpk_desktop.storage.backup.copying import SCRATCH
from lpk_desktop.storage.backup.second import NAME, choose
from lpk_desktop.storage.device import adopt, device
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import ChangeRow
from lpk_desktop.ui.background import Background
from lpk_desktop.ui.backing_up import AutomaticBackups
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.hub import Hub
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.toast import News
from tests.factory import LATER, make_centre
from tests.storage.test_capture import add


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = make_centre(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def told() -> list[News]:
    return []


@pytest.fixture
def desk(theme: Theme, store: Store, told: list[News]) -> Iterator[Desk]:
    errors: list[Exception] = []
    with Background(errors.append) as background:
        hub = Hub()
        hub.told.connect(told.append)
        yield Desk(theme=theme, store=store, hub=hub, background=background, now=lambda: LATER)
    assert errors == []


@pytest.fixture
def automatic(desk: Desk) -> Iterator[AutomaticBackups]:
    made = AutomaticBackups(desk)
    yield made
    made.close()


def reasons(store: Store) -> list[str]:
    """Why there are backups, the oldest first."""
    found = [each.manifest for each in kept_in(folder_of(store.path.parent))]
    # Made at one and the same moment of the desk's clock: by what they hold.
    return [str(told.reason) for told in sorted((each for each in found if each), key=lambda m: m.changes)]


def let_pass(automatic: AutomaticBackups, desk: Desk, qtbot: QtBot) -> None:
    automatic.begin()
    qtbot.waitUntil(lambda: not desk.background.busy)


def test_the_first_sign_in_of_a_day_makes_one_and_only_work_another(
    automatic: AutomaticBackups, desk: Desk, store: Store, qtbot: QtBot
) -> None:
    let_pass(automatic, desk, qtbot)
    let_pass(automatic, desk, qtbot)
    assert reasons(store) == ["day"]
    add(store, "Siti")
    let_pass(automatic, desk, qtbot)
    assert reasons(store) == ["day", "hour"]


def test_what_no_older_one_could_be_carried_on_to_is_backed_up_at_once(
    automatic: AutomaticBackups, desk: Desk, store: Store, qtbot: QtBot
) -> None:
    def is_over() -> bool:
        with store.read() as session:
            now = (session.scalar(select(func.count()).select_from(ChangeRow)), device(session).number)
        found = [each.manifest for each in kept_in(folder_of(store.path.parent))]
        # Not the newest of them: the desk's clock stands still.
        return not desk.background.busy and now in {(each.changes, each.number) for each in found if each}

    store.committed.append(desk.hub.changed.emit)
    let_pass(automatic, desk, qtbot)
    person = add(store, "Siti")
    automatic.begin()
    # While that one is still being made, or before it has begun.
    with store.write("Hapus", source="final") as session:
        erase_people(session, [person], reason=Erased.REQUESTED, now=LATER)
    qtbot.waitUntil(is_over)
    before = reasons(store)
    with store.write("Pasangkan") as session:
        adopt(session, number=1, letter="A")
    qtbot.waitUntil(is_over)
    assert sorted(reasons(store)) == sorted([*before, "rewritten"])


def test_the_page_that_shows_them_hears_of_each(
    automatic: AutomaticBackups, desk: Desk, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(desk.hub.backed_up):
        automatic.begin()


def test_a_stick_that_comes_later_gets_the_newest(
    automatic: AutomaticBackups, desk: Desk, store: Store, qtbot: QtBot, tmp_path: Path
) -> None:
    let_pass(automatic, desk, qtbot)
    (tmp_path / "stik").mkdir()
    choose(store.path.parent, tmp_path / "stik")
    let_pass(automatic, desk, qtbot)
    assert len(list((tmp_path / "stik" / NAME).glob("*.lpkbackup"))) == 1


def test_what_goes_wrong_is_told_once(
    automatic: AutomaticBackups, desk: Desk, store: Store, qtbot: QtBot, told: list[News]
) -> None:
    folder_of(store.path.parent).write_text("bukan folder")
    let_pass(automatic, desk, qtbot)
    let_pass(automatic, desk, qtbot)
    assert [("Cadangan tidak bisa ditulis" in news.text, news.problem) for news in told] == [(True, True)]


def test_one_that_is_being_made_is_not_begun_again(
    automatic: AutomaticBackups, desk: Desk, store: Store, qtbot: QtBot
) -> None:
    automatic.begin()
    let_pass(automatic, desk, qtbot)
    assert reasons(store) == ["day"]


def test_signing_out_stops_it_and_leaves_nothing_half_made(
    automatic: AutomaticBackups, desk: Desk, store: Store, qtbot: QtBot
) -> None:
    automatic.begin()
    automatic.close()
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert list(folder_of(store.path.parent).glob(f"{SCRATCH}*")) == []


def test_the_sample_centre_is_left_alone(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    sample = build_sample(tmp_path / "contoh")
    errors: list[Exception] = []
    with Background(errors.append) as background:
        desk = Desk(theme=theme, store=sample, hub=Hub(), background=background, now=lambda: LATER)
        automatic = AutomaticBackups(desk)
        let_pass(automatic, desk, qtbot)
        automatic.close()
    assert reasons(sample) == []
    sample.close()
    assert errors == []
