"""Stories that went wrong when the machine of undo told them, told again step by step."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lpk_desktop.domain.changes import device_of
from lpk_desktop.storage.history import Why, plan_undo
from tests.storage.test_undo_machine import Act, Story
from tests.storage.undo_stage import AUTHORS

ANDI = AUTHORS[0]


@pytest.fixture
def story() -> Iterator[Story]:
    told = Story()
    told.begin(author=ANDI)
    yield told
    told.file_and_model_agree()
    told.replaying_the_log_gives_the_file()
    told.nothing_names_what_is_gone()
    told.teardown()


@pytest.fixture
def redone_meanwhile(story: Story) -> Story:
    """An import is undone; a result elsewhere brings a place of it back, and here it is redone meanwhile."""
    story.work_elsewhere(what="result", which=0, value=2)
    story.take_back(author=ANDI, step="undo", which=0)
    story.meet(how="send")
    story.take_back(author=ANDI, step="redo", which=0)
    story.meet(how="receive")
    return story


def why_left(story: Story, act: Act) -> dict[str, tuple[Why, int]]:
    """Per row that would be left: why, and changed on which computer."""
    with story.first.read() as session:
        left = plan_undo(session, act.id).left
    return {each.row: (each.why, device_of(each.origin or 0)[0]) for each in left}


@pytest.mark.parametrize("which", [0, -1], ids=["the import", "its redo"])
def test_a_place_brought_back_elsewhere_was_changed_there(redone_meanwhile: Story, which: int) -> None:
    story = redone_meanwhile
    place = next(op.key[1] for op in story.acts[0].ops if op.key[0] == "enrolment")

    assert why_left(story, story.acts[which])[place] == (Why.CHANGED, 2)


@pytest.mark.parametrize("back", [2, 0], ids=["the import", "its redo"])
def test_file_and_model_leave_the_same_after_such_a_story(redone_meanwhile: Story, back: int) -> None:
    redone_meanwhile.take_back(author=ANDI, step="any", which=back)


def test_a_person_whom_nobody_brought_back_elsewhere_still_goes(redone_meanwhile: Story) -> None:
    story = redone_meanwhile

    story.take_back(author=ANDI, step="undo", which=0)

    gone = [key for key in story.model.rows if not story.model.stands(key)]
    assert sorted(table for table, _row in gone) == ["enrolment", "trainee"]


def test_who_undid_and_redid_by_old_acts_still_owns_what_was_made(story: Story) -> None:
    """An import goes and comes by undoing old acts again, out of their order: it stands because of itself."""
    for back in (0, 0, 2, 2):
        story.take_back(author=ANDI, step="any", which=back)
    assert all(story.model.stands(op.key) for op in story.acts[0].ops)

    story.take_back(author=ANDI, step="any", which=4)

    assert not any(story.model.stands(op.key) for op in story.acts[0].ops)
