"""slots.json: who can open the file, readable before anybody has signed in.

Apart from `storage.vault`, so that the sign-in page needs no cryptography and no database.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec

from lpk_desktop.errors import UserError

FILE = "slots.json"
VERSION = 2
"""With a digest in each slot; of version 1 they are written anew by the next who signs in."""
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
    digest: bytes = b""
    """Of the rest: in the file, and here of a slot that is not what was written; older versions had none."""

    @property
    def damaged(self) -> bool:
        """Whether it is not what was written, so that no password may open it."""
        return bool(self.digest)


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
    """Whether the recovery code has a slot that it can open."""
    return any(slot.staff == RECOVERY and not slot.damaged for slot in load(folder).slots)


def is_sample(folder: Path) -> bool:
    """Whether the sample centre lies here, as its slots say; the centre's own row has the last word."""
    return load(folder).sample


def load(folder: Path) -> Slots:
    """Read the slots; raises UserError: "no-centre-here", "slots-damaged", "data-not-reachable"."""
    try:
        found = msgspec.json.decode((folder / FILE).read_bytes(), type=Slots)
    except FileNotFoundError:
        raise UserError("no-centre-here", folder=str(folder)) from None
    except OSError as error:
        raise UserError("data-not-reachable", file=str(folder / FILE)) from error
    except ValueError:
        raise UserError("slots-damaged", file=str(folder / FILE)) from None
    return msgspec.structs.replace(found, slots=tuple(map(_looked_at, found.slots)))


def save(folder: Path, slots: Slots) -> None:
    """Write the slots so that a crash leaves the old file or the new one."""
    fresh = folder / f"{FILE}.new"
    # One that is damaged stays so until it is made anew.
    each = (
        slot if slot.damaged else msgspec.structs.replace(slot, digest=_digest(slot)) for slot in slots.slots
    )
    content = msgspec.structs.replace(slots, slots=tuple(each))
    with fresh.open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(content), indent=1))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / FILE)
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _looked_at(slot: Slot) -> Slot:
    return msgspec.structs.replace(slot, digest=b"") if slot.digest == _digest(slot) else slot


def _digest(slot: Slot) -> bytes:
    told = msgspec.json.encode(msgspec.structs.replace(slot, digest=b""))
    return hashlib.blake2b(told, digest_size=8).digest()
