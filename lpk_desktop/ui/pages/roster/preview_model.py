"""The rows of a file as they would come in, one person per row, doubtful values editable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal

from lpk_desktop.domain.people import ProblemCode
from lpk_desktop.exchange.headings import Field
from lpk_desktop.exchange.matching import OF_THE_CENTRE
from lpk_desktop.exchange.reasons import describe, field_label
from lpk_desktop.exchange.values import Problem, RosterRow
from lpk_desktop.language import _
from lpk_desktop.ui.pages.roster.draft import Draft, State
from lpk_desktop.ui.pages.roster.words import SECRET, value_words
from lpk_desktop.ui.rows_model import Column, Index, Look, RowsModel

_WIDTHS = {
    Field.NAME: 176, Field.NIK: 108, Field.KPJ: 96, Field.SEX: 56, Field.BIRTH_DATE: 118,
    Field.BIRTH_PLACE: 120, Field.PHONE: 136, Field.ADDRESS: 190, Field.EMPLOYER: 170,
    Field.EDUCATION: 92, Field.TERMINATED: 112, Field.EMAIL: 170,
}  # fmt: skip
ORDER = (
    Field.NAME, Field.NIK, Field.KPJ, Field.BIRTH_DATE, Field.PHONE, Field.SEX, Field.BIRTH_PLACE,
    Field.EDUCATION, Field.ADDRESS, Field.EMPLOYER, Field.TERMINATED, Field.EMAIL,
)  # fmt: skip
SEVERE = frozenset(
    {ProblemCode.MISSING, ProblemCode.DUPLICATE_IN_FILE, ProblemCode.DIGITS_LOST, ProblemCode.NOT_A_NIK}
    | {ProblemCode.WRONG_LENGTH, ProblemCode.WRONG_KPJ}
    | OF_THE_CENTRE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person of the file, and what will become of the row."""

    row: RosterRow
    state: State
    name_kept: str = ""
    """The name that a known person keeps, where the file spells it otherwise."""

    def problems(self, name: Field) -> list[Problem]:
        """What is wrong with one value."""
        return [problem for problem in self.row.problems if problem.field is name]


class PreviewModel(RowsModel[Line]):
    """`typed` tells row number, field and text of a correction; the page judges it."""

    typed = Signal(int, object, str)

    def __init__(self, fields: Sequence[Field]) -> None:
        self.fields: tuple[Field | None, ...] = (None, None, *fields)
        columns = [_NUMBER, _STATE, *(_column(name) for name in fields)]
        super().__init__(columns, identify=lambda line: str(line.row.row))

    def show_draft(self, draft: Draft) -> None:
        """Show the rows of a draft; those still there keep their place."""
        kept = draft.kept_names()
        self.set_rows(
            Line(row=row, state=draft.state_of(row), name_kept=kept.get(row.row, ""))
            for row in draft.roster.rows
        )
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.columns) - 1))

    def field_at(self, column: int) -> Field | None:
        """The field of a column, None for the row's number and state."""
        return self.fields[column]

    def problems_at(self, index: Index) -> list[Problem]:
        """What is wrong with the value of a cell."""
        name = self.field_at(index.column())
        return self.row_at(index.row()).problems(name) if name else []

    def keeps_name(self, index: Index) -> bool:
        """Whether the cell is the name of a known person who is called otherwise here."""
        return self.field_at(index.column()) is Field.NAME and bool(self.row_at(index.row()).name_kept)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As any list, and the text to edit: what stands in the cell, a secret one only if it is doubtful."""
        name = self.field_at(index.column())
        if role == Qt.ItemDataRole.EditRole:
            return self._to_edit(self.row_at(index.row()).row, name) if name else None
        if role == Qt.ItemDataRole.AccessibleTextRole and name:
            said = _tip(self.row_at(index.row()), name)
            return ". ".join(filter(None, [super().data(index, role), said]))
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell what was typed, unless nothing was changed."""
        name = self.field_at(index.column())
        if role != Qt.ItemDataRole.EditRole or name is None or value == self.data(index, role):
            return False
        self.typed.emit(self.row_at(index.row()).row.row, name, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Values can be edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.field_at(index.column()) else flags

    def _to_edit(self, row: RosterRow, name: Field) -> str:
        value = row.values.get(name)
        if value is None:
            lost = any(each.field is name and each.code is ProblemCode.DIGITS_LOST for each in row.problems)
            return "" if lost else row.originals.get(name, "")
        return value if name in SECRET else value_words(row, name)


def fields_of(draft: Draft) -> tuple[Field, ...]:
    """The fields that the file fills, in the order of the preview."""
    found = {name for column in draft.roster.layout for name in column.fields}
    return tuple(name for name in ORDER if name in found or name is Field.NAME)


def _column(name: Field) -> Column[Line]:
    return Column(
        key=name.value,
        title=_("L/P") if name is Field.SEX else field_label(name),
        text=lambda line: value_words(line.row, name),
        look=lambda line: _look(line, name),
        tip=lambda line: _tip(line, name),
        width=_WIDTHS[name],
        stretch=name is Field.NAME,
    )


def _tip(line: Line, name: Field) -> str:
    if name is Field.NAME and line.name_kept:
        return _("Terdaftar sebagai {name}; nama itu tetap.").format(name=line.name_kept)
    return " ".join(describe(problem) for problem in line.problems(name))


def _look(line: Line, name: Field) -> Look:
    problems = line.problems(name)
    if problems:
        severe = any(problem.code in SEVERE for problem in problems)
        return Look(role="dangerFg" if severe else "warnFg", weight=500)
    if name in (Field.NAME, Field.NIK) and line.state is State.KNOWN:
        return Look(role="accentText", weight=500)
    return Look()


_STATES = {
    State.READY: ("check", "okSolid"),
    State.FIX: ("alert-circle", "dangerFg"),
    State.KNOWN: ("copy", "accentText"),
}


def state_words(state: State) -> str:
    """What will become of a row, in one word or two."""
    return {
        State.READY: _("Siap"),
        State.FIX: _("Perlu diperbaiki"),
        State.KNOWN: _("Sudah terdaftar"),
    }[state]


_NUMBER: Column[Line] = Column(
    key="row",
    title="",
    text=lambda line: str(line.row.row),
    sort=lambda line: line.row.row,
    look=lambda _line: Look(role="text3"),
    width=52,
)
_STATE: Column[Line] = Column(
    key="state",
    title="",
    text=lambda _line: "",
    sort=lambda line: line.state.value,
    look=lambda line: Look(icon=_STATES[line.state][0], icon_role=_STATES[line.state][1]),
    tip=lambda line: state_words(line.state),
    width=40,
)
