"""Back and ahead through the pages visited."""

from __future__ import annotations

from lpk_desktop.ui.shell.history import History, Visit


def history_of(*keys: str) -> History:
    history = History()
    for key in keys:
        history.visit(Visit(key))
    return history


def test_back_and_ahead() -> None:
    history = history_of("a", "b", "c")
    assert [history.step(-1), history.step(-1), history.step(1)] == [Visit("b"), Visit("a"), Visit("b")]


def test_both_ends_hold() -> None:
    history = history_of("a")
    assert history.step(-1) is None
    assert history.step(1) is None
    assert history.here == Visit("a")


def test_a_new_visit_forgets_what_lay_ahead() -> None:
    history = history_of("a", "b")
    history.step(-1)
    history.visit(Visit("c"))
    assert history.step(1) is None
    assert history.step(-1) == Visit("a")


def test_going_where_one_is_changes_nothing() -> None:
    history = history_of("a", "b", "b")
    assert history.step(-1) == Visit("a")


def test_two_things_on_one_page_are_two_visits() -> None:
    history = History()
    history.visit(Visit("cohorts", "c1"))
    history.visit(Visit("cohorts", "c2"))
    assert history.step(-1) == Visit("cohorts", "c1")
