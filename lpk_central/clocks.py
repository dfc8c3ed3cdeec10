"""Wrong clocks: stamps that cannot be, and what they become (sync.md section 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from lpk_central.database import insert_all, parts
from lpk_central.tables import restamp
from lpk_desktop.domain.changes import Change, Stamp, device_of
from lpk_desktop.domain.clock import TOLERANCE_MS, hlc_at
from lpk_desktop.domain.restamp import Renames, restamped


def corrected(changes: Sequence[Change], *, last: int, now_ms: int) -> list[Change]:
    """Changes of one origin in order of n, with an hlc that rises from `last` and is not ahead of time.

    A stamp more than TOLERANCE_MS ahead of the central's clock becomes the central's now; one that
    does not rise becomes the one after its predecessor. All others stay as they are.
    """
    done = []
    for change in changes:
        claimed = change.hlc if change.hlc <= hlc_at(now_ms + TOLERANCE_MS) else hlc_at(now_ms)
        last = max(claimed, last + 1)
        done.append(change if last == change.hlc else replace(change, hlc=last))
    return done


def settle(
    connection: Connection, centre_id: str, changes: Sequence[Change], *, last: int, now_ms: int
) -> tuple[list[Change], list[tuple[int, int]]]:
    """`changes` with possible stamps, also where they name what they replace; and the new ones [n, hlc].

    What a device claimed is kept in `restamp`: until it has heard of the new stamp, its later
    changes go on naming the old one.
    """
    fresh = corrected(changes, last=last, now_ms=now_ms)
    moved = [(old, new) for old, new in zip(changes, fresh, strict=True) if old.hlc != new.hlc]
    insert_all(
        connection,
        restamp,
        [
            {"centre": centre_id, "origin": new.origin, "n": new.n, "claimed": old.hlc, "hlc": new.hlc}
            for old, new in moved
        ],
    )
    renames = _renames(connection, centre_id, fresh)
    if renames:
        fresh = [
            replace(each, base={name: restamped(seen, renames) for name, seen in each.base.items()})
            for each in fresh
        ]
    return fresh, [(new.n, new.hlc) for _, new in moved]


def told(
    connection: Connection, centre_id: str, *, origin: int, from_n: int, to_n: int
) -> list[tuple[int, int]]:
    """Stamps given to from_n … to_n earlier, [n, hlc]: the answer that said so may have been lost."""
    chosen = (
        select(restamp.c.n, restamp.c.hlc)
        .where(restamp.c.centre == centre_id, restamp.c.origin == origin)
        .where(restamp.c.n.between(from_n, to_n))
        .order_by(restamp.c.n)
    )
    return [(row.n, row.hlc) for row in connection.execute(chosen)]


def _renames(connection: Connection, centre_id: str, changes: Sequence[Change]) -> Renames:
    # Everybody else has only ever seen the new stamps.
    device = device_of(changes[0].origin)[0]
    named = {
        stamp
        for change in changes
        for seen in change.base.values()
        for stamp in seen
        if device_of(stamp.origin)[0] == device
    }
    found: dict[Stamp, Stamp] = {}
    for origin in {stamp.origin for stamp in named}:
        claims = sorted(stamp.hlc for stamp in named if stamp.origin == origin)
        for part in parts(claims):
            chosen = select(restamp.c.claimed, restamp.c.hlc).where(
                restamp.c.centre == centre_id,
                restamp.c.origin == origin,
                restamp.c.claimed.in_(part),
            )
            for row in connection.execute(chosen):
                found[Stamp(row.claimed, origin)] = Stamp(row.hlc, origin)
    return found
