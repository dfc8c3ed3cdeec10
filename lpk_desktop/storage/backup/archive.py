"""The form of a backup: one file that a person can carry, a plain ZIP of three parts.

`backup.json` says what it is and holds the digests of the others, `slots.json` who can open it,
`lpk.db` is the encrypted file as it stood. Nothing is compressed, since encrypted bytes do not
shrink. The ZIP's comment is the digest of all that stands before it, so no changed bit stays
unnoticed.
"""

from __future__ import annotations

import hashlib
import os
import struct
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import msgspec

from lpk_desktop.domain.zones import to_local, zone_named
from lpk_desktop.errors import UserError
from lpk_desktop.storage import engine, names, slots
from lpk_desktop.storage.types import from_milliseconds

SUFFIX = names.BACKUP_SUFFIX
MANIFEST = "backup.json"
PARTS = (slots.FILE, engine.FILE)
VERSION = 1
CHUNK = 1 << 20
_SEAL = b"sha256:"
_SEALED = len(_SEAL) + 64
_LARGEST_MANIFEST, _LARGEST_SLOTS = 1 << 16, 1 << 22
_UNREADABLE = (
    BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error, struct.error, ValueError,
    LookupError, OverflowError, msgspec.MsgspecError,
)  # fmt: skip
"""What reading a ZIP raises that nobody of us has written."""

Step = Callable[[], None]
"""Called between pieces of work; what it raises stops the work and passes through."""


def go_on() -> None:
    """The step of work that nobody wants to stop."""


class _Form(msgspec.Struct, frozen=True):
    """What every version's manifest says first."""

    version: int


class Part(msgspec.Struct, frozen=True):
    """A file in the backup."""

    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself, readable without its key; nobody's data."""

    version: int = VERSION
    made_at: int
    """Milliseconds since 1970."""
    reason: str
    """A `Reason`, or one that a newer version has."""
    centre: str
    zone: str
    device: str
    lineage: str
    """Which computer's file this is a copy of: alike for all copies of one file, before and after pairing."""
    number: int
    epoch: int
    newest: int
    """The highest stamp in the log: of two copies of one file, the one with the higher is the later."""
    changes: int
    revision: str
    """Of the tables."""
    findings: int
    """What the check of the copy found; 0 in a sound one."""
    parts: dict[str, Part]

    @property
    def at(self) -> datetime:
        """When it was made, in UTC."""
        return from_milliseconds(self.made_at)

    @property
    def local(self) -> datetime:
        """When it was made, on the centre's wall clock."""
        return to_local(self.at, zone_named(self.zone))

    @property
    def reach(self) -> tuple[int, ...]:
        """How far the log goes: of two copies of one computer's file, the later one has the higher.

        No clock of the copying tells that. Under one name the log of a paired computer only grows, while
        a wrong clock's stamps are put right; a computer that no centre knows goes on under one name after
        it went back to an old copy, with later stamps.
        """
        grown = (self.changes, self.newest) if self.number else (self.newest, self.changes)
        return (self.number, self.epoch, *grown)

    @property
    def sound(self) -> bool:
        """Whether the check of the copy found nothing."""
        return self.findings == 0


def digest_of(path: Path, step: Step = go_on) -> Part:
    """Size and digest of a file."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        for piece in _pieces(file):
            step()
            digest.update(piece)
            size += len(piece)
    return Part(size=size, sha256=digest.hexdigest())


def pack(folder: Path, manifest: Manifest, target: Path, step: Step = go_on) -> None:
    """Put the parts in `folder` into the file `target`; raises OSError."""
    with ZipFile(target, "w", ZIP_STORED) as archive:
        archive.comment = _SEAL + b"0" * 64
        archive.writestr(ZipInfo(MANIFEST), msgspec.json.format(msgspec.json.encode(manifest), indent=1))
        for name in PARTS:
            info = ZipInfo(name)
            info.file_size = manifest.parts[name].size
            with (folder / name).open("rb") as source, archive.open(info, "w") as sink:
                for piece in _pieces(source):
                    step()
                    sink.write(piece)
    with target.open("rb+") as file:
        digest = _body_digest(file, step)
        file.seek(-64, os.SEEK_END)
        file.write(digest.encode())


def manifest_of(path: Path) -> Manifest:
    """What a backup says of itself; the rest of it is not looked at.

    Raises UserError: "not-a-backup", "backup-damaged", "backup-too-new", "backup-not-readable".
    """
    try:
        with ZipFile(path) as archive:
            info = archive.getinfo(MANIFEST)
            if info.file_size > _LARGEST_MANIFEST or info.compress_type != ZIP_STORED:
                raise BadZipFile
            text = archive.read(info)
        if msgspec.json.decode(text, type=_Form).version > VERSION:
            raise UserError("backup-too-new", file=str(path))
        return msgspec.json.decode(text, type=Manifest)
    except OSError as error:
        raise UserError("backup-not-readable", file=str(path)) from error
    except _UNREADABLE:
        raise UserError("backup-damaged" if _is_ours(path) else "not-a-backup", file=str(path)) from None


def slots_in(path: Path) -> slots.Slots:
    """Who can open a backup; raises UserError as `manifest_of` does."""
    manifest_of(path)
    try:
        with ZipFile(path) as archive:
            info = archive.getinfo(slots.FILE)
            if info.file_size > _LARGEST_SLOTS or info.compress_type != ZIP_STORED:
                raise BadZipFile
            return msgspec.json.decode(archive.read(info), type=slots.Slots)
    except OSError as error:
        raise UserError("backup-not-readable", file=str(path)) from error
    except _UNREADABLE:
        raise UserError("backup-damaged", file=str(path)) from None


def prove(path: Path, step: Step = go_on) -> Manifest:
    """Read a backup through, so that every bit is known to be as written; raises as `manifest_of`."""
    manifest = manifest_of(path)
    try:
        with path.open("rb") as file:
            digest = _body_digest(file, step)
            file.seek(-_SEALED, os.SEEK_END)
            whole = file.read() == _SEAL + digest.encode()
    except OSError as error:
        raise UserError("backup-not-readable", file=str(path)) from error
    if not whole:
        raise UserError("backup-damaged", file=str(path))
    return manifest


def unpack(path: Path, folder: Path, step: Step = go_on) -> Manifest:
    """Put the parts of a backup into `folder`, each proved; raises as `manifest_of`, and OSError."""
    manifest = prove(path, step)
    try:
        with ZipFile(path) as archive:
            for name in PARTS:
                _unpack_part(archive, name, folder / name, step)
    except _UNREADABLE:
        raise UserError("backup-damaged", file=str(path)) from None
    if any(digest_of(folder / name, step) != manifest.parts.get(name) for name in PARTS):
        raise UserError("backup-damaged", file=str(path))
    return manifest


def _unpack_part(archive: ZipFile, name: str, target: Path, step: Step) -> None:
    info = archive.getinfo(name)
    if info.compress_type != ZIP_STORED:
        raise BadZipFile
    with archive.open(info) as source, target.open("wb") as sink:
        for piece in _pieces(source):
            step()
            sink.write(piece)
        sink.flush()
        os.fsync(sink.fileno())


def _body_digest(file: IO[bytes], step: Step) -> str:
    """The digest of all but the seal."""
    left = file.seek(0, os.SEEK_END) - 64
    file.seek(0)
    digest = hashlib.sha256()
    while left > 0:
        step()
        piece = file.read(min(CHUNK, left))
        if not piece:
            break
        digest.update(piece)
        left -= len(piece)
    return digest.hexdigest()


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(CHUNK):
        yield piece


def _is_ours(path: Path) -> bool:
    """Whether a file begins as a backup does: then it is one that was cut or changed."""
    with path.open("rb") as file:
        return MANIFEST.encode() in file.read(64)
