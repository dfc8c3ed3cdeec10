"""The centre's overview as the frame of the window shows it, and what the palette finds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from lpk_desktop.domain.roles import Right
from lpk_desktop.domain.zones import Zone, to_local
from lpk_desktop.language import _, counted
from lpk_desktop.messages.roles import role_word
from lpk_desktop.services import cohorts
from lpk_desktop.services.centre import centre, local_now
from lpk_desktop.services.finding import find_people
from lpk_desktop.services.overview import Running, SyncStanding, overview
from lpk_desktop.ui.dates import clock_time, moment
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.shell.matching import Found, matches
from lpk_desktop.ui.shell.state import RunningCohort, ShellState, SyncLook

Open = Callable[[str, object], None]
FOUND = 12
"""How many people the palette shows at most."""


def shell_state(desk: Desk, *, working: bool) -> ShellState:
    """Read what sidebar and corner show."""
    with desk.store.read() as session:
        seen = overview(session, author=desk.store.author, now=desk.now())
        zone = centre(session).zone
    look, words, detail = _sync(seen.sync, zone, working=working)
    return ShellState(
        centre=seen.centre,
        place=seen.place or "",
        counts={"trainees": seen.trainees},
        alerts={"certificates": seen.clashes} if seen.clashes else {},
        cohorts=tuple(_running(each) for each in seen.running),
        sync_look=look,
        sync_words=words,
        sync_detail=detail,
        user=seen.person,
        role=role_word(seen.role) if seen.role else "",
        hidden=frozenset({"import"}) if desk.denial(Right.IMPORT) else frozenset(),
        sample=seen.sample,
    )


def find(desk: Desk, query: str, open_page: Open) -> list[Found]:
    """People and cohorts that match; `@` keeps to people, `#` to cohorts."""
    words = query.lstrip("@#").strip()
    if not words:
        return []
    found: list[Found] = []
    with desk.store.read() as session:
        if not query.startswith("@"):
            heads = cohorts.cohorts(session, today=local_now(session, desk.now()).date())
            found += [
                Found(
                    group=_("Kelas"),
                    title=head.title,
                    detail=head.number,
                    icon="school",
                    open=partial(open_page, "cohorts", head.id),
                )
                for head in heads
                if matches(f"{head.title} {head.number}", words)
            ]
        if not query.startswith("#"):
            found += [
                Found(
                    group=_("Peserta"),
                    title=person.name,
                    detail=person.cohort or "",
                    icon="user",
                    open=partial(open_page, "trainees", person.id),
                )
                for person in find_people(session, words, limit=FOUND)
            ]
    return found


def _running(each: Running) -> RunningCohort:
    trailing = ""
    if each.marked is not None:
        trailing = f"{each.marked}/{each.trainees}"
    elif each.starts is not None:
        trailing = clock_time(each.starts)
    return RunningCohort(id=each.id, short=each.short, trailing=trailing)


def _sync(standing: SyncStanding, zone: Zone, *, working: bool) -> tuple[SyncLook, str, str]:
    count = counted("{count} perubahan menunggu", standing.waiting) if standing.waiting else ""
    if not standing.paired:
        return SyncLook.ALONE, _("Tersimpan di laptop ini"), _("Tanpa server pusat")
    if working:
        return SyncLook.WORKING, _("Menyinkronkan"), count
    if standing.last_problem:
        return SyncLook.WAITING, _("Luring"), count or _last(standing.last_success, zone)
    if standing.waiting:
        return SyncLook.WAITING, _("Menunggu dikirim"), count
    return SyncLook.IN_SYNC, _("Tersinkron"), _last(standing.last_success, zone)


def _last(at: datetime | None, zone: Zone) -> str:
    return "" if at is None else moment(to_local(at, zone))
