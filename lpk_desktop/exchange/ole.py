"""The one stream of an OLE file that holds an old xls workbook ([MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

_LAST_SECTOR = 0xFFFFFFFA  # this and higher numbers are marks, not sectors
_ENTRY, _SMALL_STREAM = 128, 4096
_HEADER_FATS = 109


class BrokenOleError(ValueError):
    """The file's own tables contradict each other."""


def workbook_stream(content: bytes) -> bytes:
    """The bytes of the stream "Workbook" (or "Book", before 1997).

    Streams below 4096 bytes lie elsewhere, and no office writes a workbook so small: nothing is returned
    for them. Raises BrokenOleError where there is no such stream or the file's tables cannot be followed.
    """
    try:
        return _workbook_stream(content)
    except struct.error as error:
        raise BrokenOleError from error


def _workbook_stream(content: bytes) -> bytes:
    size = 1 << min(struct.unpack_from("<H", content, 30)[0], 12)

    def sector(number: int) -> bytes:
        return content[(number + 1) * size : (number + 2) * size]

    fat = _words(b"".join(map(sector, _fat_sectors(content, sector))))
    directory = b"".join(map(sector, _chain(fat, _word(content, 48))))
    start, length = _find(directory)
    return b"".join(map(sector, _chain(fat, start)))[:length] if length >= _SMALL_STREAM else b""


def _fat_sectors(content: bytes, sector: Callable[[int], bytes]) -> Iterator[int]:
    listed = list(_words(content[76 : 76 + 4 * _HEADER_FATS]))
    following = _word(content, 68)
    for _step in range(len(content) // 512):
        if following >= _LAST_SECTOR:
            break
        *more, following = _words(sector(following)) or (_LAST_SECTOR,)
        listed += more
    return (number for number in listed if number < _LAST_SECTOR)


def _chain(fat: tuple[int, ...], number: int) -> Iterator[int]:
    for _step in range(len(fat) + 1):
        if number >= _LAST_SECTOR:
            return
        if number >= len(fat):
            break
        yield number
        number = fat[number]
    raise BrokenOleError


def _find(directory: bytes) -> tuple[int, int]:
    names = [f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book")]
    for at in range(0, len(directory), _ENTRY):
        if any(directory.startswith(name, at) for name in names):
            return _word(directory, at + 116), _word(directory, at + 120)
    raise BrokenOleError


def _word(content: bytes, at: int) -> int:
    return int(struct.unpack_from("<I", content, at)[0])


def _words(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])
