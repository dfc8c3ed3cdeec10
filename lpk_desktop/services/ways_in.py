"""What people type to open a backup: a password, tried as often as the door allows, or the recovery code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path

from lpk_desktop.domain.privacy import without_numbers
from lpk_desktop.errors import UserError
from lpk_desktop.storage import backup as files
from lpk_desktop.storage import slots, vault
from lpk_desktop.storage.door import Gate
from lpk_desktop.storage.slots import RECOVERY, Slot
from lpk_desktop.storage.store import wall_clock


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn:
    """What somebody typed; what is empty is not tried."""

    name: str = ""
    password: str = field(default="", repr=False)
    code: str = field(default="", repr=False)
    """The recovery code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The key of the file, and who got it."""

    key: bytes = field(repr=False)
    staff: str | None
    """None for the recovery code, which is nobody's."""


def with_password(name: str, password: str) -> WayIn:
    """The way in with somebody's password; a one-time code is none (UserError "password-to-choose")."""
    return WayIn(name=name, password=password)


def with_code(code: str) -> WayIn:
    """The way in with the recovery code."""
    return WayIn(code=code)


def with_either(name: str, secret: str) -> WayIn:
    """The way in with what a person typed where both are taken: their password, or the recovery code."""
    return WayIn(name=name, password=secret, code=secret)


def seconds_to_wait(data: Path, backup: Path, *, name: str, gate: Gate) -> float:
    """How long `gate`, that of the data folder, keeps somebody from trying a password on a backup.

    Raises UserError as `manifest_of` does.
    """
    here = slots.load(data).slots if slots.is_readable(data) else ()
    who = _named(here, name) or _named(files.slots_in(backup).slots, name)
    return 0.0 if who is None else gate.left(who)


class Tries:
    """One secret for one backup: one try at the door of `data`, on however many slots it is tried."""

    def __init__(self, data: Path, way_in: WayIn, gate: Gate | None = None) -> None:
        self._data, self._way_in = data, way_in
        self._gate = gate or Gate(data)
        self._counted: str | None = None
        self._wrong_here = False

    def key(self, folder: Path) -> bytes:
        """The key by the slots in `folder`; raises as `open`."""
        return self.open(folder).key

    def open(self, folder: Path) -> Opened:
        """What the slots in `folder` give, those of the data folder or of the backup.

        Raises UserError: "wrong-password", "wrong-recovery-code", "too-soon" (seconds),
        "password-to-choose", and as `slots.load`.
        """
        # Nobody guesses a code, so it is not counted: nor is one that is tried where passwords are too.
        if self._way_in.code:
            try:
                return Opened(key=vault.recover(folder, code=self._way_in.code), staff=None)
            except UserError:
                if not self._way_in.password:
                    raise
        return self._open_with_password(folder)

    def _open_with_password(self, folder: Path) -> Opened:
        name = self._way_in.name
        who = _named(slots.load(folder).slots, name)
        if who is None:
            raise UserError("wrong-password", name=without_numbers(name))
        if self._counted is None:
            left = self._gate.trying(who)
            if left:
                raise UserError("too-soon", name=name, seconds=ceil(left))
            self._counted = who
        try:
            unlocked = vault.unlock(folder, name=name, password=self._way_in.password)
        except UserError:
            self._wrong_here = self._wrong_here or folder == self._data
            raise
        # Whoever makes a backup says what opens it: that it does makes no guess at the door good.
        if not self._wrong_here:
            self._gate.came_in(self._counted, at=wall_clock())
        if unlocked.once:
            raise UserError("password-to-choose", name=name)
        return Opened(key=unlocked.key, staff=unlocked.staff)


def _named(found: Iterable[Slot], name: str) -> str | None:
    """The id of the person with this name, always the same of two."""
    return min((slot.staff for slot in found if slot.name == name and slot.staff != RECOVERY), default=None)
