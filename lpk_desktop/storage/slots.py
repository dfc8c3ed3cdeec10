"""slots.json: who can open the file, readable before anybody has signed in.

Apart from `storage.vault`, so that the sign-in page needs no cryptography and no database.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from lpk_desktop.errors import UserError

FILE = "slots.json"
RECOVERY = "recovery"
LOCK_MINUTES = 10
"""After how long without a key press the window locks, unless the centre's administrator set another time."""


class Cost(msgspec.Struct, frozen=True):
    """What a guess costs; stored with the slot, so it can rise later."""

    passes: int = 3
    memory_kib: int = 65536
    lanes: int = 4


class Slot(msgspec.Struct, frozen=True):
    """One way to open the file; all bytes in base 64."""

    name: str
    staff: str
    salt: bytes
    cost: Cost
    public: bytes
    private: bytes
    sealed: bytes
    role: str = ""
    once: bool = False
    """Whether the password is a code that somebody else has seen: it opens nothing but a new password."""


class Slots(msgspec.Struct, frozen=True):
    """The content of slots.json."""

    version: int
    slots: tuple[Slot, ...]
    centre: str = ""
    """Whose data this is, for the sign-in page; no secret."""
    sample: bool = False
    """Whether it is the sample centre, which opens without asking."""
    place: str = ""
    """Where it is, and what this computer is called."""
    lock_minutes: int = LOCK_MINUTES
    life: int = 0
    """The origin of the life of the file that these slots are in step with; an older file follows them."""


def exists(folder: Path) -> bool:
    """Whether there are slots in `folder`, so a centre that somebody can open."""
    return (folder / FILE).exists()


def is_readable(folder: Path) -> bool:
    """Whether the slots in `folder` say who can open the centre."""
    try:
        load(folder)
    except UserError:
        return False
    return True


def doors(folder: Path) -> list[Slot]:
    """The people who can sign in here, in alphabetical order; never the recovery code."""
    people = (slot for slot in load(folder).slots if slot.staff != RECOVERY)
    return sorted(people, key=lambda slot: (slot.name.casefold(), slot.staff))


def people(folder: Path) -> list[str]:
    """The names that can sign in here, in alphabetical order."""
    return [slot.name for slot in doors(folder)]


def name_of(folder: Path, staff: str | None) -> str:
    """The name that a person signs in with here, empty for one who has no slot."""
    return next((slot.name for slot in load(folder).slots if slot.staff == staff), "")


def has_recovery(folder: Path) -> bool:
    """Whether the recovery code has a slot."""
    return any(slot.staff == RECOVERY for slot in load(folder).slots)


def is_sample(folder: Path) -> bool:
    """Whether the sample centre lies here, as its slots say; the centre's own row has the last word."""
    return load(folder).sample


def load(folder: Path) -> Slots:
    """Read the slots; raises UserError: "no-centre-here", "slots-damaged"."""
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Slots)
    except FileNotFoundError:
        raise UserError("no-centre-here", folder=str(folder)) from None
    except msgspec.DecodeError:
        raise UserError("slots-damaged", file=str(folder / FILE)) from None


def save(folder: Path, slots: Slots) -> None:
    """Write the slots so that a crash leaves the old file or the new one."""
    fresh = folder / f"{FILE}.new"
    with fresh.open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(slots), indent=1))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / FILE)
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
