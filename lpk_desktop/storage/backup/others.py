"""What other backups of the same file tell that the one which comes back may not know."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from lpk_desktop.domain.numbering import letter_of
from lpk_desktop.errors import UserError
from lpk_desktop.storage.backup import second
from lpk_desktop.storage.backup.archive import Manifest, Step, unpack
from lpk_desktop.storage.backup.keeping import folder_of, kept_in
from lpk_desktop.storage.backup.salvage import given_in
from lpk_desktop.storage.durable import FULL
from lpk_desktop.storage.engine import FILE, open_engine
from lpk_desktop.storage.numbers import Given

Others = Sequence[tuple[Path, Manifest]]
"""Backups of one computer's file."""


def others_of(data: Path, backup: Path, manifest: Manifest) -> Others:
    """Those of the file of `manifest` in the data folder, in its second place, and beside `backup`."""
    folders = {folder_of(data), second.found(data), backup.parent}
    found = [(each.path, each.manifest) for folder in folders if folder for each in kept_in(folder)]
    return [(path, told) for path, told in found if told and told.lineage == manifest.lineage]


def given_elsewhere(
    others: Others, manifest: Manifest, key: bytes, fresh: Path, step: Step
) -> frozenset[Given]:
    """The numbers given by this computer that sound ones of `others` tell, as far as `key` opens them.

    Only those are read, within the folder `fresh`, that have something which neither the backup of
    `manifest` has nor one read before; the furthest first. What cannot be read is passed over. Raises
    OSError where the disk is full.
    """
    found: set[Given] = set()
    read = [manifest]
    for path, told in sorted(others, key=lambda each: each[1].reach, reverse=True):
        if told.sound and not any(_holds(one, told) for one in read):
            with suppress(UserError):
                found.update(_given_in(path, key, fresh, step))
                read.append(told)
    letters = {letter_of(told.number) for told in read}
    return frozenset(each for each in found if each.letter in letters)


def _given_in(path: Path, key: bytes, fresh: Path, step: Step) -> list[Given]:
    with TemporaryDirectory(dir=fresh) as made:
        try:
            unpack(path, Path(made), step)
        except OSError as error:
            if error.errno in FULL:
                raise
            raise UserError("backup-not-readable", file=str(path)) from error
        open_engine(Path(made) / FILE, key).dispose()
        return list(given_in(Path(made), key))


def _holds(one: Manifest, other: Manifest) -> bool:
    """Whether all that is in the backup `other` is in `one` too."""
    lives = ((each.lineage, each.number, each.epoch) for each in (one, other))
    return len(set(lives)) == 1 and other.changes <= one.changes and other.newest <= one.newest
