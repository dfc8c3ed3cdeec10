"""The centre's computers, as history calls them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from lpk_desktop.domain.changes import device_of
from lpk_desktop.domain.numbering import device_letter, position_of
from lpk_desktop.storage.device import device


@dataclass(frozen=True, slots=True, kw_only=True)
class Computer:
    """One of them: its name where this computer knows it, and its letter, as on certificates."""

    name: str
    letter: str
    here: bool
    """Whether it is this one."""


def computer(session: Session, origin: int) -> Computer:
    """The computer on which a change with this origin was made."""
    own, number = device(session), device_of(origin)[0]
    here = number == own.number
    return Computer(name=own.name if here else "", letter=device_letter(position_of(number)), here=here)
