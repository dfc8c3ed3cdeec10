"""What the list of certificates says: one line per trainee, who is ready and why the others are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt

from lpk_desktop.domain.competency import ReasonCode
from lpk_desktop.language import _, counted
from lpk_desktop.messages.reasons import held_words
from lpk_desktop.services.readiness import Candidate
from lpk_desktop.ui.dates import percent
from lpk_desktop.ui.rows_model import Column, Index, Look, RowsModel

ALL, READY, HELD = "all", "ready", "held"
_SEVERE = frozenset({ReasonCode.OUT_OF_REACH.value, ReasonCode.BELOW_MINIMUM.value, "nik-damaged"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One trainee; `number` is the certificate's own, or the one that issuing would give."""

    candidate: Candidate
    number: str

    @property
    def id(self) -> str:
        """The enrolment's id."""
        return self.candidate.enrolment

    @property
    def tickable(self) -> bool:
        """Whether something can be done with it: issue it, or save and print what was issued."""
        return self.candidate.ready or self.candidate.certificate is not None

    @property
    def group(self) -> str:
        """READY or HELD; empty for one that was issued already."""
        if self.candidate.certificate is not None:
            return ""
        return READY if self.candidate.ready else HELD


def lines(candidates: Iterable[Candidate], numbers: Sequence[str], ticked: frozenset[str]) -> list[Line]:
    """The lines of a cohort; the numbers to come go to the ticked people in the order of the list."""
    coming = iter(numbers)
    return [
        Line(
            candidate=each,
            number=each.certificate_number
            or (next(coming, "") if each.ready and each.enrolment in ticked else ""),
        )
        for each in candidates
    ]


def reasons(candidate: Candidate) -> str:
    """Why a person gets no certificate yet, all of it."""
    words = "; ".join(held_words(held) for held in candidate.held)
    return words[:1].upper() + words[1:]


def earned(candidate: Candidate) -> str:
    """5/5 unit, kehadiran 100%."""
    share = "–" if candidate.rate is None else percent(candidate.rate, 0)
    if not candidate.blocks:
        return _("kehadiran {rate}").format(rate=share)
    return counted(
        "{competent}/{count} unit, kehadiran {rate}",
        candidate.blocks,
        competent=candidate.competent,
        rate=share,
    )


class Lines(RowsModel[Line]):
    """The lines; only those that something can be done with can be ticked."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, identify=lambda line: line.id, checkable=True)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Others show an empty box that does not answer."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = super().flags(index)
        if not self.row_at(index.row()).tickable:
            flags &= ~Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Refuse a tick that would do nothing."""
        return self.row_at(index.row()).tickable and super().setData(index, value, role)

    def tick_shown(self, *, on: bool) -> None:
        """Tick every row shown that can be ticked."""
        shown = {line.id for line in self.rows if line.tickable}
        ticked = set(self.ticked)
        self.set_ticked(ticked | shown if on else ticked - shown)


def _name_look(line: Line) -> Look:
    return Look(weight=500) if line.tickable else Look(role="text2")


def _state_look(line: Line) -> Look:
    if line.candidate.certificate is not None:
        return Look(role="text2", icon="certificate", icon_role="text3")
    if line.candidate.ready:
        return Look(role="text2", icon="circle-check", icon_role="okSolid")
    severe = any(held.code in _SEVERE for held in line.candidate.held)
    return Look(role="dangerFg" if severe else "warnFg")


def _state(line: Line) -> str:
    """In the width of a column: the first reason, and how many more there are."""
    held = line.candidate.held
    if not held or line.candidate.certificate is not None:
        return earned(line.candidate)
    first = held_words(held[0])
    more = f" +{len(held) - 1}" if len(held) > 1 else ""
    return first[:1].upper() + first[1:] + more


def _state_tip(line: Line) -> str:
    return reasons(line.candidate) if line.candidate.held else ""


def _number_look(line: Line) -> Look:
    return Look() if line.candidate.certificate else Look(role="text3")


def _number_tip(line: Line) -> str:
    if not line.number or line.candidate.certificate:
        return ""
    return _("Nomor ini menjadi tetap saat diterbitkan.")


COLUMNS: tuple[Column[Line], ...] = (
    Column(
        key="name",
        title=_("Nama peserta"),
        text=lambda line: line.candidate.name,
        look=_name_look,
        tip=lambda line: line.candidate.name,
        width=184,
    ),
    Column(
        key="state", title=_("Syarat"), text=_state, look=_state_look, tip=_state_tip, width=170, stretch=True
    ),
    Column(
        key="number",
        title=_("Nomor"),
        text=lambda line: line.number,
        look=_number_look,
        tip=_number_tip,
        width=172,
    ),
)
