"""The sample centre: invented from end to end, made by the ordinary services.

It is told from its beginning: each class, each session's marks and each assessment is an act of
its own, at the time and by the person that would have done it, so history reads as in real life.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lpk_desktop.domain.zones import to_local, to_utc
from lpk_desktop.language import _
from lpk_desktop.services import access
from lpk_desktop.services.centre import add_person, set_signer, staff, update_centre
from lpk_desktop.services.programmes import programme
from lpk_desktop.services.sample_access import SAMPLE_ADMIN, SAMPLE_PASSWORD
from lpk_desktop.services.sample_data import SampleData, sample_data
from lpk_desktop.services.sample_story import SampleClass, events, laid_out
from lpk_desktop.storage import slots
from lpk_desktop.storage.store import Store, wall_clock
from lpk_desktop.storage.tables import SYNCED, Block, Programme
from lpk_desktop.storage.types import from_milliseconds, to_milliseconds

OPEN = slots.Cost(passes=1, memory_kib=8, lanes=1)
"""Stretching a password that everybody knows would cost time for nothing."""

FOUNDED_BEFORE = timedelta(days=21)
"""How long before its first session the centre came into being."""


@dataclass(slots=True)
class _Clock:
    """The moment that is being told; the real clock once the story has arrived in the present."""

    real: Callable[[], int]
    told: datetime | None = None

    def __call__(self) -> int:
        """Milliseconds since 1970."""
        return self.real() if self.told is None else to_milliseconds(self.told)


def build_sample(
    folder: Path,
    *,
    today: date | None = None,
    password: str = SAMPLE_PASSWORD,
    cost: slots.Cost = OPEN,
    now: Callable[[], int] = wall_clock,
) -> Store:
    """Make the sample centre in `folder`, playing on `today`; gives it open, signed in as SAMPLE_ADMIN.

    Its classes stand on `today` (the centre's calendar day at `now`, if not given) where
    resources/samples says. The same day gives the same centre, except for random ids. Raises
    UserError as `found_centre` does.
    """
    data = sample_data()
    zone = data.centre.zone
    present = from_milliseconds(now())
    here = to_local(present, zone).date()
    today = today or here
    classes = [laid_out(cohort, today) for cohort in data.cohorts]
    first = min(each.sessions[0].day for each in classes)
    clock = _Clock(now, told=to_utc(first - FOUNDED_BEFORE, time(9), zone))
    new = access.NewCentre(
        name=data.centre.name,
        kind=data.centre.kind,
        place=data.centre.city,
        zone=zone,
        vin=data.centre.vin,
        sample=True,
    )
    device = _("Komputer contoh")
    store = access.found_centre(
        folder, new, admin=SAMPLE_ADMIN, password=password, device=device, cost=cost, now=clock
    ).store
    try:
        # What the present day still holds in store has not happened: nothing bears a later time.
        latest = present if today == here else datetime.max.replace(tzinfo=UTC)
        _tell(store, data, classes, today=today, latest=latest, clock=clock)
    except BaseException:
        store.close()
        raise
    clock.told = None
    return store


def counts(store: Store) -> dict[str, int]:
    """How many rows each table holds."""
    with store.read() as session:
        return {
            name: session.scalar(select(func.count()).select_from(kind).where(~kind.deleted)) or 0
            for name, kind in SYNCED.items()
        }


def _tell(
    store: Store,
    data: SampleData,
    classes: Sequence[SampleClass],
    *,
    today: date,
    latest: datetime,
    clock: _Clock,
) -> None:
    admin, store.author = store.author, None
    with store.write(_("Isi pusat contoh")) as session:
        _furnish(session, data, moved=today - data.as_of)
    with store.read() as session:
        ids = {person.name: person.id for person in staff(session)}
    for event in events(data, classes):
        clock.told = min(event.at, latest)
        store.author = ids[event.author] if event.author else None
        with store.write(event.label) as session:
            event.act(session, clock.told, store.author)
    store.author = admin


def _furnish(session: Session, data: SampleData, *, moved: timedelta) -> None:
    licence = data.centre.licence
    update_centre(
        session,
        {
            "address": data.centre.address,
            "licence_number": licence.number,
            "licence_issuer": licence.issuer,
            # The licence runs out soon after the day that the sample plays on.
            "licence_from": licence.valid_from + moved,
            "licence_until": licence.valid_until + moved,
        },
    )
    for member in data.staff:
        if member.name != SAMPLE_ADMIN:
            add_person(session, name=member.name, role=member.role, met=member.assessor)
    for signatory, back in zip(data.signatories, (False, True), strict=True):
        set_signer(session, name=signatory.name, position=signatory.position, back=back)
    for own in data.programmes:
        card = programme(session, own.code)
        blocks = [session.get_one(Block, block.id) for block in card.blocks]
        if own.jp is not None:
            session.get_one(Programme, card.id).jp_total = own.jp
        for block, jp in zip(blocks, own.block_jp, strict=False):
            block.jp = jp
        for number, title in own.titles.items():
            blocks[number - 1].title = title
