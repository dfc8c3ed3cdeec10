"""The competency grid in words: tips, what a screen reader says, reasons."""

from __future__ import annotations

from textwrap import wrap

from lpk_desktop.domain.competency import ReasonCode, Result
from lpk_desktop.language import _, counted
from lpk_desktop.services.views import AssessmentCell, BlockColumn, CompetencyRow, CompetencySheet
from lpk_desktop.ui.dates import short_date
from lpk_desktop.ui.widgets.info_tip import Tip

_TIP_LETTERS = 60


def result_word(result: Result | None) -> str:
    """kompeten, belum kompeten, belum dinilai: within a sentence."""
    words = {Result.COMPETENT: _("kompeten"), Result.NOT_YET: _("belum kompeten")}
    return _("belum dinilai") if result is None else words[result]


def block_name(block: BlockColumn) -> str:
    """The full code and the title, or the title alone."""
    return f"{block.code} · {block.title}" if block.code else block.title


def spoken_cell(row: CompetencyRow, block: BlockColumn, cell: AssessmentCell | None) -> str:
    """A cell as a screen reader says it, everything the picture shows (ui.md section 7)."""
    parts = [row.name, block.title, result_word(None if cell is None else cell.result)]
    if cell is not None:
        parts.append(short_date(cell.day))
        parts += [_("percobaan {number}").format(number=cell.attempt)] if cell.attempt > 1 else []
        parts += [_("ada catatan")] if cell.note else []
        parts += [_("dua penilai berbeda")] if cell.disputed else []
        parts += [_("menunggu sinkronisasi")] if cell.pending else []
    return ", ".join(parts)


def tip(block: BlockColumn, cell: AssessmentCell | None) -> Tip:
    """Everything known of a cell."""
    unit = wrap(block_name(block), _TIP_LETTERS)
    if cell is None:
        return Tip(lead=_("Belum dinilai"), lines=tuple(unit))
    day, lines = short_date(cell.day), [*unit]
    facts = [_("Asesor {name}").format(name=cell.assessor)] if cell.assessor else []
    facts += [cell.method] if cell.method else []
    facts += [_("percobaan {number}").format(number=cell.attempt)] if cell.attempt > 1 else []
    lines += [" · ".join(facts)] if facts else []
    if cell.note:
        lines += wrap(_("Catatan: {note}").format(note=cell.note), _TIP_LETTERS)
    if cell.disputed:
        lines.append(_("Dua penilai menulis hasil yang berbeda. Pilih di halaman Sinkronisasi."))
    note = _("Menunggu sinkronisasi") if cell.pending else ""
    lead = result_word(cell.result).capitalize()
    return Tip(lead=lead, text=day, lines=tuple(lines), note=note, note_role="ring")


def block_tip(block: BlockColumn) -> Tip:
    """A unit's whole title, which a narrow head cuts."""
    lines = wrap(block.title, _TIP_LETTERS)
    if block.jp is not None:
        lines.append(counted("{count} jam pelajaran", block.jp))
    lines += [block.decree] if block.decree else []
    lines += [_("Asesor {name}").format(name=block.assessor)] if block.assessor else []
    return Tip(lead=block.code or _("Tanpa kode unit"), lines=tuple(lines))


def reasons(sheet: CompetencySheet, row: CompetencyRow) -> list[str]:
    """Why a trainee has not passed, a sentence per reason, the deciding one first."""
    return [_reason(sheet, row, code) for code in row.reasons]


def _reason(sheet: CompetencySheet, row: CompetencyRow, code: str) -> str:
    plain = {
        ReasonCode.OUT_OF_REACH: _("Kehadiran minimum {minimum}% tidak bisa lagi dicapai"),
        ReasonCode.BELOW_MINIMUM: _("Kehadiran masih di bawah {minimum}%"),
        ReasonCode.UNMARKED: _("Kehadiran belum ditandai"),
        ReasonCode.NOTHING_ASSESSED: _("Belum ada unit yang dinilai"),
        ReasonCode.NO_BLOCKS: _("Program ini belum punya unit"),
    }
    if code == ReasonCode.UNIT_NOT_YET:
        return _("Belum kompeten: {units}").format(units=_units(sheet, row, Result.NOT_YET))
    if code == ReasonCode.UNIT_NOT_ASSESSED:
        return _("Belum dinilai: {units}").format(units=_units(sheet, row, None))
    known = next((words for key, words in plain.items() if key == code), code)
    return known.format(minimum=sheet.minimum)


def _units(sheet: CompetencySheet, row: CompetencyRow, result: Result | None) -> str:
    found = [
        block.code or block.title
        for block, cell in zip(sheet.blocks, row.cells, strict=True)
        if (None if cell is None else cell.result) is result
    ]
    return ", ".join(found)
