"""Phone numbers as people write them, to E.164 (domain.md section 5.3)."""

from __future__ import annotations

import re

from lpk_desktop.domain.people import NOTHING, ProblemCode, Reading, is_missing, is_scientific, tidy

_BETWEEN = re.compile(r"[/;,|&\n]|\s(?:atau|dan|or|and)\s|\s[-–—]\s", re.IGNORECASE)
_EXTENSION = re.compile(r"\b(?:ext|eks|pes|pesawat)\b.*", re.IGNORECASE | re.DOTALL)
_DECIMALS = re.compile(r"(?<=\d{9})[.,]0{1,2}\s*$")  # a number cell written out: 81234567890.0
_LABEL = re.compile(r"(?<![^\W_])[^\W\d_]+(?![^\W_])[.:]?")
_SIGNS = re.compile(r"[\s().\-‐‑–—_/:'’‘`\"*\[\]]+")
_NEXT_NUMBER = re.compile(r"\s+(?=\+|0|62)")
_MOBILE = re.compile(r"8[1-9]\d{7,10}")
_LANDLINE = re.compile(r"(?:2[1-9]|31|61|[2-79]\d{2})\d{5,8}")


def read_phone(cell: object) -> Reading:
    """The first phone number in a cell, as E.164: 08…, 628…, +62 8…, 8… (its zero lost), 021…, +60….

    Where a cell holds several numbers, the first that is one. Lengths are those of the numbering plan:
    mobile 9 to 12 digits after the country code, land line 7 to 11 with its area code.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _read_number(cell)
    if not isinstance(cell, str):
        return Reading(None, ProblemCode.NOT_A_PHONE)
    if cell.isascii() and cell.isdigit() and (number := _number(cell)):
        return Reading(number)
    if is_missing(cell) or cell.strip() == "0":
        return NOTHING
    if is_scientific(cell):
        return Reading(None, ProblemCode.DIGITS_LOST)
    number = next(filter(None, map(_number, _candidates(cell))), None)
    return Reading(number) if number else Reading(None, ProblemCode.NOT_A_PHONE)


def is_foreign(phone: str) -> bool:
    """Whether an E.164 number lies outside Indonesia."""
    return not phone.startswith("+62")


def _read_number(cell: float) -> Reading:
    if cell == 0:
        return NOTHING
    whole = 0 < cell < 1e15 and cell == int(cell)
    digits = str(int(cell)) if whole else ""
    # A number cell cannot hold the first zero, so a land line has lost it too.
    number = _number(digits) or (_number("0" + digits) if len(digits) >= 9 else None)
    return Reading(number) if number else Reading(None, ProblemCode.NOT_A_PHONE)


def _candidates(text: str) -> list[str]:
    text = _EXTENSION.sub("", _DECIMALS.sub("", text.replace("\r", "\n")))
    if not _BETWEEN.search(text):
        return [text, *_NEXT_NUMBER.split(text.strip())[:1]]
    parts = [part for part in _BETWEEN.split(text) if any(map(str.isdigit, part))]
    pieces = [piece for part in parts for piece in (part, *_NEXT_NUMBER.split(part.strip())[:1])]
    # "0281/636363" is one number, so the whole comes last.
    return [*pieces, text]


def _number(text: str) -> str | None:
    digits = text if text.isdigit() else _SIGNS.sub("", _LABEL.sub(" ", tidy(text)))
    plus = digits.startswith("+")
    digits = digits.removeprefix("+")
    if not digits.isascii() or not digits.isdigit():
        return None
    if digits.startswith("00"):
        plus, digits = True, digits[2:]
    if digits.startswith("62"):
        return _indonesian(digits[2:].removeprefix("0"))
    if plus:
        return f"+{digits}" if 8 <= len(digits) <= 15 and digits[0] != "0" else None
    if digits.startswith("0"):
        return _indonesian(digits[1:])
    return _indonesian(digits) if digits.startswith("8") else None


def _indonesian(national: str) -> str | None:
    fits = _MOBILE.fullmatch(national) or _LANDLINE.fullmatch(national)
    return f"+62{national}" if fits and len(national) <= 12 else None
