"""Whatever keys are pressed, the grid marks what a few lines of plain Python would."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lpk_desktop.services.views import AttendanceSheet
from tests.ui.pages.attendance.conftest import Board, Boards
from tests.ui.sheets import DAYS, TODAY, attendance_sheet, letters, session

PEOPLE, SESSIONS, NOW_AT = 5, 4, 2
OPEN = (1, 2)
"""Of the sessions the first is locked and the last is to come."""

MOVES = {"Down": (1, 0), "Up": (-1, 0), "Right": (0, 1), "Left": (0, -1)}
KEYS = st.sampled_from(
    [
        *("H", "T", "I", "S", "A", "Space", "Shift+H", "Shift+A", "Del"),
        *MOVES,
        *(f"Shift+{move}" for move in MOVES),
        *("Alt+Left", "Alt+Right", "Ctrl+D", "Ctrl+Return", "Ctrl+Home", "Q", "Backspace"),
        *("1", "3", "7"),
    ]
)


def small_sheet() -> AttendanceSheet:
    days = DAYS[TODAY - 2 : TODAY + 2]
    columns = [session(at + 1, day, locked=at == 0) for at, day in enumerate(days)]
    names = ["Agus", "Budi", "Citra", "Dedi", "Eko"]
    return attendance_sheet(
        names=names, sessions=columns, marks=["HH", "HA", "H", "SHI", "H"], current=NOW_AT
    )


@dataclass
class Reference:
    """What the keys mean, without Qt: marks by (row, column), the ring, where a selection began."""

    marks: dict[tuple[int, int], str]
    at: tuple[int, int] = (0, NOW_AT)
    began: tuple[int, int] = (0, NOW_AT)
    number: str = ""
    minutes: bool = False
    """Whether digits are minutes, because T was just pressed."""
    log: list[str] = field(default_factory=list)

    def press(self, key: str) -> None:
        if key.isdigit():
            self.number += "" if self.minutes else key
            return
        number, self.number = self.number, ""
        self.minutes = False
        shift, _plus, name = key.rpartition("+")
        if name in MOVES and shift in ("", "Shift", "Alt"):
            self._move(MOVES[name], extend=shift == "Shift")
        elif name in ("H", "T", "I", "S", "A", "Space", "Del"):
            self._mark(name, number, right=shift == "Shift")
        elif key == "Ctrl+D":
            self._fill_down()
        elif key == "Ctrl+Return":
            self._fill_rest()
        elif key == "Ctrl+Home":
            rows = [row for row in range(PEOPLE) if (row, NOW_AT) not in self.marks]
            self._go((rows[0] if rows else 0, NOW_AT))

    def selected(self) -> list[tuple[int, int]]:
        (top, bottom), (left, right) = (sorted(pair) for pair in zip(self.began, self.at, strict=True))
        return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]

    def _move(self, step: tuple[int, int], *, extend: bool) -> None:
        row = min(max(self.at[0] + step[0], 0), PEOPLE - 1)
        column = min(max(self.at[1] + step[1], 0), SESSIONS - 1)
        moved = (row, column) != self.at
        self.at = (row, column)
        if moved and not extend:
            self.began = self.at

    def _go(self, cell: tuple[int, int]) -> None:
        self.at = self.began = cell

    def _put(self, cell: tuple[int, int], letter: str) -> None:
        if cell[1] in OPEN:
            self.marks.pop(cell, None) if letter == "Del" else self.marks.__setitem__(cell, letter)

    def _mark(self, name: str, number: str, *, right: bool) -> None:
        letter = "H" if name == "Space" else name
        if number:
            if 1 <= int(number) <= PEOPLE:
                self._put((int(number) - 1, self.at[1]), letter)
            return
        cells = self.selected()
        for cell in cells:
            self._put(cell, letter)
        if not any(column in OPEN for _row, column in cells):
            return
        self.minutes = letter == "T"
        if letter == "Del":
            return
        if right:
            self._go((self.at[0], min(max(column for _row, column in cells) + 1, SESSIONS - 1)))
        else:
            self._go((min(max(row for row, _column in cells) + 1, PEOPLE - 1), self.at[1]))

    def _fill_down(self) -> None:
        cells = self.selected()
        rows = sorted({row for row, _column in cells})
        top, rest = (rows[0], rows[1:]) if len(rows) > 1 else (rows[0] - 1, rows)
        for column in {column for _row, column in cells}:
            letter = self.marks.get((top, column))
            for row in rest if letter else []:
                self._put((row, column), letter or "")

    def _fill_rest(self) -> None:
        for row in range(PEOPLE):
            if (row, self.at[1]) not in self.marks:
                self._put((row, self.at[1]), "H")

    def letters(self) -> list[str]:
        return [
            "".join(self.marks.get((row, column), " ") for row in range(PEOPLE)) for column in range(SESSIONS)
        ]


def reference_of(sheet: AttendanceSheet, at: tuple[int, int]) -> Reference:
    marks = {
        (row, column): cell.code.value
        for row, each in enumerate(sheet.rows)
        for column, cell in enumerate(each.cells)
        if cell is not None
    }
    return Reference(marks, at=at, began=at)


def reset(board: Board) -> None:
    board.desk.sheet = small_sheet()
    board.page.set_sheet(board.desk.sheet)
    board.page.grid.forget_typing()
    board.go_to(0, NOW_AT)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(keys=st.lists(KEYS, max_size=25))
def test_any_keys_mark_what_the_reference_marks(boards: Boards, keys: list[str]) -> None:
    # One window serves all examples.
    board = boards.made[0] if boards.made else boards.make(small_sheet())
    reset(board)
    reference = reference_of(board.desk.sheet, (0, NOW_AT))
    for key in keys:
        board.press(key)
        reference.press(key)
    marks = [letters(board.desk.sheet, column) for column in range(SESSIONS)]
    assert (marks, board.cell) == (reference.letters(), reference.at)
