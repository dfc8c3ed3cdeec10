"""What the list of certificates says: a line per paper, and per trainee without one: ready, or why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt

from lpk_desktop.domain.certificates import CertificateState
from lpk_desktop.domain.clashes import Clash, ClashKind
from lpk_desktop.domain.competency import ReasonCode
from lpk_desktop.language import _, counted
from lpk_desktop.messages.reasons import clash_title, clash_words, held_words
from lpk_desktop.services.certificates import Issued
from lpk_desktop.services.readiness import Candidate, Held
from lpk_desktop.ui.dates import percent
from lpk_desktop.ui.rows_model import Column, Index, Look, RowsModel

ALL, READY, HELD = "all", "ready", "held"
_SEVERE = frozenset({ReasonCode.OUT_OF_REACH.value, ReasonCode.BELOW_MINIMUM.value, "nik-damaged"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paper, or one trainee who has none yet.

    `candidate` is None for the paper of somebody who has left the class. `number` is the paper's, or
    the one that issuing would give.
    """

    id: str
    """The enrolment's id; for papers beside a person's first, the certificate's."""
    name: str
    number: str
    candidate: Candidate | None = None
    paper: Issued | None = None

    @property
    def stands(self) -> bool:
        """Whether it is a paper that is neither revoked nor replaced."""
        return self.paper is not None and self.paper.stands

    @property
    def contested(self) -> bool:
        """Whether another paper stands that cannot stand beside it."""
        return self.paper is not None and bool(self.paper.clashes)

    @property
    def ready(self) -> bool:
        """Whether it can be issued now."""
        return self.paper is None and self.candidate is not None and self.candidate.ready

    @property
    def tickable(self) -> bool:
        """Whether something can be done with it: issue it, or save and print what was issued."""
        return self.ready or self.stands

    @property
    def group(self) -> str:
        """READY or HELD; empty for a paper."""
        if self.paper is not None:
            return ""
        return READY if self.ready else HELD


def lines(
    candidates: Iterable[Candidate],
    papers: Iterable[Issued],
    numbers: Sequence[str],
    ticked: frozenset[str],
) -> list[Line]:
    """The lines of a cohort; the numbers to come go to the ticked people in the order of the list.

    Each person's papers stand together, those that count first; papers of people who left come last.
    """
    issued: dict[str, list[Issued]] = {}
    for paper in sorted(papers, key=lambda paper: (not paper.stands, paper.id)):
        issued.setdefault(paper.enrolment, []).append(paper)
    coming = iter(numbers)
    found: list[Line] = []
    for each in candidates:
        own = issued.pop(each.enrolment, [])
        if not own or not own[0].stands:
            number = next(coming, "") if each.ready and each.enrolment in ticked else ""
            found.append(Line(id=each.enrolment, name=each.name, number=number, candidate=each))
        first = own[0].id if own and own[0].stands else ""
        found += [
            Line(
                id=each.enrolment if paper.id == first else paper.id,
                name=each.name,
                number=paper.number,
                candidate=each,
                paper=paper,
            )
            for paper in own
        ]
    left = [paper for own in issued.values() for paper in own]
    return found + [Line(id=paper.id, name=paper.name, number=paper.number, paper=paper) for paper in left]


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


def state(line: Line) -> str:
    """Where a line stands, in the width of a column: one reason, and how many more there are."""
    if line.paper is not None:
        return _paper_state(line.paper, line.candidate)
    if line.candidate is None or not line.candidate.held:
        return earned(line.candidate) if line.candidate else ""
    first, *more = line.candidate.held
    words = _SHORT[first.code](first) if first.code in _SHORT else held_words(first)
    return words[:1].upper() + words[1:] + (f" +{len(more)}" if more else "")


def _paper_state(paper: Issued, candidate: Candidate | None) -> str:
    if paper.state is CertificateState.REVOKED:
        return _("Dicabut: {reason}").format(reason=paper.reason or "–")
    if paper.state is CertificateState.REPLACED:
        return _("Sudah diganti")
    if paper.clashes:
        return clash_title(paper.clashes[0].kind)
    return earned(candidate) if candidate else _("Sudah keluar dari kelas")


def state_tip(line: Line) -> str:
    """All of it."""
    if line.paper is not None:
        clashing = clashes_told(line.paper)
        return clashing or ("" if line.stands else _paper_state(line.paper, line.candidate))
    return reasons(line.candidate) if line.candidate else ""


def clashes_told(paper: Issued) -> str:
    """What a paper clashes over, a sentence for each; empty for nearly all."""
    told = [clash_words(clash.kind, clash.others(paper.id)) for clash in paper.clashes]
    return " ".join(f"{words[:1].upper()}{words[1:]}." for words in told)


def clash_advice(clash: Clash, certificate: str) -> tuple[str, str]:
    """What is wrong with a paper, and how to decide about it."""
    others = ", ".join(clash.others(certificate))
    if clash.kind is ClashKind.PERSON:
        advice = _("Juga nomor {numbers}. Lihat kertas mana yang dipegang peserta, lalu cabut yang lain.")
        return _("Terbit dua kali."), advice.format(numbers=others)
    advice = _("Juga pada sertifikat {names}. Cabut salah satu, lalu terbitkan ulang dengan nomor baru.")
    return _("Nomor kembar."), advice.format(names=others)


def _name_look(line: Line) -> Look:
    return Look(weight=500) if line.tickable else Look(role="text2")


def _state_look(line: Line) -> Look:
    if line.contested:
        return Look(role="dangerFg", weight=500)
    if line.stands:
        return Look(role="text2", icon="certificate", icon_role="text3")
    if line.paper is not None:
        return Look(role="text3")
    if line.ready:
        return Look(role="text2", icon="circle-check", icon_role="okSolid")
    held = line.candidate.held if line.candidate else ()
    severe = any(each.code in _SEVERE for each in held)
    return Look(role="dangerFg" if severe else "warnFg")


def _number_look(line: Line) -> Look:
    return Look() if line.stands else Look(role="text3")


def _number_tip(line: Line) -> str:
    if not line.number or line.paper is not None:
        return ""
    return _("Nomor ini menjadi tetap saat diterbitkan.")


def _short_rate(held: Held) -> str:
    share = "–" if held.rate is None else percent(held.rate, held.minimum or 0)
    return _("Kehadiran {rate}, min. {minimum}%").format(rate=share, minimum=held.minimum)


_SHORT: dict[str, Callable[[Held], str]] = {
    ReasonCode.OUT_OF_REACH.value: _short_rate,
    ReasonCode.BELOW_MINIMUM.value: _short_rate,
    ReasonCode.NO_BLOCKS.value: lambda _held: _("Program tanpa materi"),
    "nik-damaged": lambda _held: _("NIK rusak, lihat KTP"),
    "attendance-open": lambda held: counted("Kehadiran kurang {count} sesi", held.needed or 0),
    "result-disputed": lambda _held: _("Hasil unit berbeda"),
    "mark-disputed": lambda _held: _("Tanda kehadiran berbeda"),
}
"""Shorter words where those of `held_words` do not fit the column; the tip says it in full."""


COLUMNS: tuple[Column[Line], ...] = (
    Column(
        key="name",
        title=_("Nama peserta"),
        text=lambda line: line.name,
        look=_name_look,
        tip=lambda line: line.name,
        width=148,
        stretch=True,
    ),
    Column(key="state", title=_("Syarat"), text=state, look=_state_look, tip=state_tip, width=208),
    Column(
        key="number",
        title=_("Nomor"),
        text=lambda line: line.number,
        look=_number_look,
        tip=_number_tip,
        width=176,
    ),
)
