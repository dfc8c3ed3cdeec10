"""What the list of the sync page says: acts that wait, and past rounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lpk_desktop.domain.zones import Zone, to_local
from lpk_desktop.errors import UserError
from lpk_desktop.language import _, counted
from lpk_desktop.messages import words
from lpk_desktop.services.overview import SyncStanding, WaitingAct
from lpk_desktop.storage.device import PastRound
from lpk_desktop.ui import dates
from lpk_desktop.ui.rows_model import QUIET, Column, Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the list."""

    id: str
    text: str
    count: str
    when: str
    icon: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StateWords:
    """How the page's head answers the question."""

    title: str
    detail: str
    icon: str
    kind: str


def state_words(standing: SyncStanding, zone: Zone) -> StateWords:
    """Say first what is safe, then where it is."""
    last = _("Belum pernah tersinkron")
    if standing.last_success:
        last = _("Terakhir tersinkron {when}").format(when=moment(standing.last_success, zone))
    if not standing.paired:
        return StateWords(
            title=_("Semua tersimpan di laptop ini"),
            detail=_("Belum dipasangkan dengan server pusat. Bekerja tanpa server tidak membatasi apa pun."),
            icon="device-laptop",
            kind="neut",
        )
    if standing.last_problem:
        problem = _what(standing.last_problem)
        return StateWords(
            title=_("Luring, data aman di laptop ini"),
            detail=f"{problem} {last}.",
            icon="cloud-off",
            kind="warn",
        )
    if standing.waiting:
        return StateWords(
            title=_("Menunggu dikirim, data aman di laptop ini"), detail=last, icon="cloud", kind="warn"
        )
    return StateWords(title=_("Tersinkron"), detail=last, icon="circle-check", kind="ok")


def lines(waiting: Iterable[WaitingAct], rounds: Iterable[PastRound], zone: Zone) -> list[Line]:
    """What waits first, then the past."""
    found = [
        Line(
            id=f"w{number}",
            text=act.label,
            count=counted("{count} perubahan", act.changes),
            when=moment(act.at, zone),
            icon="arrow-up",
            role="text2",
        )
        for number, act in enumerate(waiting)
    ]
    return found + [_round(number, past, zone) for number, past in enumerate(rounds)]


def _what(problem: str) -> str:
    """A kept problem in words; which address it was is not kept with it."""
    return words(UserError(problem, url=_("alamat server pusat")))[0]


def _round(number: int, past: PastRound, zone: Zone) -> Line:
    text = _("Terkirim {sent}, diterima {received}").format(sent=past.sent, received=past.received)
    if past.problem:
        text = _what(past.problem)
    set_aside = counted("{count} disisihkan", past.set_aside) if past.set_aside else ""
    return Line(
        id=f"r{number}",
        text=text,
        count=set_aside,
        when=moment(past.at, zone),
        icon="alert-triangle" if past.problem else "check",
        role="warnFg" if past.problem else "okFg",
    )


def moment(at: datetime, zone: Zone) -> str:
    """Sel, 9 Jun 08.24 on the centre's clock."""
    return dates.moment(to_local(at, zone))


COLUMNS: tuple[Column[Line], ...] = (
    Column(
        key="text",
        title=_("Menunggu dikirim, lalu riwayat"),
        text=lambda line: line.text,
        look=lambda line: Look(icon=line.icon, icon_role=line.role),
        stretch=True,
    ),
    Column(
        key="count", title="", text=lambda line: line.count, look=lambda _line: QUIET, width=120, right=True
    ),
    Column(
        key="when",
        title=_("Waktu"),
        text=lambda line: line.when,
        look=lambda _line: QUIET,
        width=140,
        right=True,
    ),
)
