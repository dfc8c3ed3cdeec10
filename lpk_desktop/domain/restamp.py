"""Giving written values new stamps: after pairing (device 0 gets its number) and after a wrong clock.

A central never refuses a change for its clock. Stamps from the far future it sets back and tells
the device, which then renames them in its own rows and log; so one poisoned clock neither wins
every later comparison nor leaves two replicas with different stamps for one value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from lpk_desktop.domain.changes import Change, Stamp
from lpk_desktop.domain.merge import Live, RowState

Renames = Mapping[Stamp, Stamp]
"""Old stamp to new stamp."""


def restamp_state(state: RowState, renames: Renames) -> RowState:
    """The same live values and deletions under their new stamps, highest first."""
    return replace(
        state,
        fields={
            name: tuple(
                sorted(
                    (Live(renames.get(live.stamp, live.stamp), live.value) for live in lives),
                    key=lambda live: live.stamp,
                    reverse=True,
                )
            )
            for name, lives in state.fields.items()
        },
        deletions=tuple(sorted(restamped(state.deletions, renames), reverse=True)),
    )


def restamp_change(change: Change, renames: Renames) -> Change:
    """The same change under its new stamp, with the new stamps of what it replaces."""
    stamp = renames.get(change.stamp, change.stamp)
    base = {name: restamped(seen, renames) for name, seen in change.base.items()}
    return replace(change, hlc=stamp.hlc, origin=stamp.origin, base=base)


def restamped(stamps: Iterable[Stamp], renames: Renames) -> tuple[Stamp, ...]:
    """Each stamp, or its new name where it has one."""
    return tuple(renames.get(stamp, stamp) for stamp in stamps)
