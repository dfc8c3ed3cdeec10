"""Each key of the attendance grid does what ui.md sections 5 and 6 say."""

from __future__ import annotations

import pytest

from lpk_desktop.domain.attendance import Code
from tests.ui.pages.attendance.conftest import Board, Boards
from tests.ui.sheets import TODAY, attendance_sheet, letters, session

BEFORE = "HHHHTHHIH"
"""What stands today in the sheet of the design: nine of sixteen."""


def test_work_starts_on_todays_first_unmarked(board: Board) -> None:
    assert board.cell == (9, TODAY)


@pytest.mark.parametrize("letter", list("HTISA"))
def test_a_letter_marks_the_current_cell(board: Board, letter: str) -> None:
    board.press(letter)
    assert board.letters() == (BEFORE + letter).ljust(16)


def test_after_a_letter_the_ring_goes_down(board: Board) -> None:
    board.press("H")
    assert board.cell == (10, TODAY)


def test_with_shift_the_ring_goes_right(board: Board) -> None:
    board.go_to(9, 3)
    board.press("Shift+A")
    assert board.cell == (9, 4)


def test_at_the_end_of_the_list_the_ring_stays(board: Board) -> None:
    board.go_to(15)
    board.press("H")
    assert board.cell == (15, TODAY)


def test_space_marks_present_and_goes_down(board: Board) -> None:
    board.press("Space")
    assert (board.letters(), board.cell) == ((BEFORE + "H").ljust(16), (10, TODAY))


def test_the_same_letter_on_a_marked_cell_changes_it(board: Board) -> None:
    board.go_to(0)
    board.press("A")
    assert board.letters()[0] == "A"


def test_a_letter_that_stands_already_writes_nothing(board: Board) -> None:
    board.go_to(0)
    board.press("H")
    assert board.desk.calls == []


def test_a_letter_marks_the_whole_selection_in_one_act(board: Board) -> None:
    board.press("Shift+Down", "Shift+Down", "I")
    assert board.desk.calls == [("mark", 3, Code.EXCUSED, None)]


def test_after_a_selection_the_ring_goes_below_it(board: Board) -> None:
    board.press("Shift+Down", "Shift+Down", "I")
    assert board.cell == (12, TODAY)


def test_late_takes_the_minutes_from_the_clock(board: Board) -> None:
    board.press("T")
    assert board.minutes(9) == 19


def test_digits_right_after_late_correct_the_minutes(board: Board) -> None:
    board.press("T")
    board.type("45")
    assert board.minutes(9) == 45


def test_a_letter_after_the_minutes_marks_the_next_cell(board: Board) -> None:
    board.press("T")
    board.type("45h")
    assert (board.minutes(9), board.letters()) == (45, (BEFORE + "TH").ljust(16))


def test_long_after_late_a_digit_is_a_list_number(board: Board) -> None:
    board.press("T")
    board.wait(6)
    board.type("7a")
    assert (board.minutes(9), board.letters()[6]) == (19, "A")


def test_an_arrow_after_late_ends_the_minutes(board: Board) -> None:
    board.press("T", "Down")
    board.type("7a")
    assert (board.minutes(9), board.letters()[6]) == (19, "A")


def test_late_outside_the_session_has_no_minutes(board: Board) -> None:
    board.go_to(9, 3)
    board.press("T")
    assert board.minutes(9, 3) is None


def test_late_again_outside_the_session_keeps_known_minutes(boards: Boards) -> None:
    board = boards.make(attendance_sheet(marks=["T"]))
    board.go_to(0, 0)
    board.press("T")
    assert board.minutes(0, 0) == 19


def test_del_clears(board: Board) -> None:
    board.go_to(4)
    board.press("Del")
    assert (board.letters()[4], board.cell) == (" ", (4, TODAY))


def test_del_on_an_unmarked_cell_writes_nothing(board: Board) -> None:
    board.press("Del")
    assert board.desk.calls == []


@pytest.mark.parametrize(("keys", "row", "letter"), [("7a", 6, "A"), ("15s", 14, "S"), ("2 ", 1, "H")])
def test_a_list_number_and_a_letter_mark_that_trainee(board: Board, keys: str, row: int, letter: str) -> None:
    board.type(keys)
    assert board.letters()[row] == letter


def test_a_list_number_leaves_the_ring_where_it_was(board: Board) -> None:
    board.type("15s")
    assert board.cell == (9, TODAY)


def test_list_numbers_follow_each_other_without_a_break(board: Board) -> None:
    board.type("11t12a15s")
    assert board.letters() == (BEFORE + " TA  S ")


def test_a_list_number_nobody_has_is_refused(board: Board) -> None:
    board.type("44a")
    assert (board.refusals, board.desk.calls) == (["Tidak ada peserta nomor 44 di kelas ini."], [])


def test_an_arrow_forgets_a_half_typed_list_number(board: Board) -> None:
    board.type("7")
    board.press("Down", "A")
    assert board.letters()[6] + board.letters()[10] == "HA"


def test_ctrl_enter_marks_the_rest_present(board: Board) -> None:
    board.press("Ctrl+Return")
    assert board.letters() == BEFORE + "H" * 7


def test_the_rest_never_overwrites(board: Board) -> None:
    board.type("11a")
    board.press("Ctrl+Return")
    assert board.letters() == BEFORE + "HAHHHHH"


def test_the_rest_of_a_complete_session_is_refused(board: Board) -> None:
    board.go_to(0, 2)
    board.press("Ctrl+Return")
    assert board.refusals == ["Semua peserta sudah ditandai di sesi 3."]


def test_sixteen_people_need_seventeen_keys_at_most(blank: Board) -> None:
    keys = ["Ctrl+Home", *"HHHHTHHAHHHHHSHH"]
    blank.press(*keys)
    assert (blank.letters(), len(keys)) == ("HHHHTHHAHHHHHSHH", 17)


def test_everyone_present_but_one_takes_three_keys(blank: Board) -> None:
    blank.type("8a")
    blank.press("Ctrl+Return")
    assert blank.letters() == "HHHHHHHAHHHHHHHH"


def test_ctrl_home_goes_to_todays_first_unmarked(board: Board) -> None:
    board.go_to(2, 3)
    board.press("Ctrl+Home")
    assert board.cell == (9, TODAY)


def test_ctrl_a_selects_the_session(board: Board) -> None:
    board.press("Ctrl+A")
    assert board.page.grid.view.selected == {(row, TODAY) for row in range(16)}


def test_ctrl_d_copies_the_top_cell_down(board: Board) -> None:
    board.go_to(8)
    board.press("Shift+Down", "Shift+Down", "Ctrl+D")
    assert board.letters() == (BEFORE + "HH").ljust(16)


def test_ctrl_d_on_one_cell_copies_the_one_above(board: Board) -> None:
    board.press("Ctrl+D")
    assert board.letters() == (BEFORE + "H").ljust(16)


def test_ctrl_d_copies_minutes_too(board: Board) -> None:
    board.press("T")
    board.type("45")
    board.press("Ctrl+D")
    assert board.minutes(10) == 45


@pytest.mark.parametrize(("key", "column"), [("Alt+Left", TODAY - 1), ("Alt+Right", TODAY + 1)])
def test_alt_and_an_arrow_choose_another_session(board: Board, key: str, column: int) -> None:
    board.press(key)
    assert board.cell == (9, column)


def test_ctrl_z_takes_back(board: Board) -> None:
    board.press("A", "Ctrl+Z")
    assert board.letters() == BEFORE.ljust(16)


def test_letters_never_jump_to_names(board: Board) -> None:
    board.press("Q")
    assert board.cell == (9, TODAY)


def test_a_session_to_come_refuses_with_its_day(board: Board) -> None:
    board.go_to(9, TODAY + 1)
    board.press("H")
    assert board.refusals == ["Sesi 15 baru pada 10 Jun. Tandai setelah sesi dimulai."]


def test_a_refused_letter_leaves_the_ring(board: Board) -> None:
    board.go_to(9, TODAY + 1)
    board.press("H")
    assert (board.cell, board.desk.calls) == ((9, TODAY + 1), [])


def test_a_locked_session_refuses_and_says_what_to_do(boards: Boards) -> None:
    days = attendance_sheet().sessions
    locked = [session(1, days[0].day, locked=True), *days[1:]]
    board = boards.make(attendance_sheet(sessions=locked))
    board.go_to(0, 0)
    board.press("A")
    words = "Sesi 1 dikunci, tandanya tidak berubah. Buka kuncinya dulu untuk memperbaiki."
    assert (board.refusals, letters(board.desk.sheet, 0)[0]) == ([words], "H")


def test_a_selection_into_a_session_to_come_marks_the_open_part(board: Board) -> None:
    board.press("Shift+Right", "S")
    assert (board.letters()[9], board.letters(TODAY + 1), len(board.refusals)) == ("S", " " * 16, 1)
