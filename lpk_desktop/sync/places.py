"""Where a round goes on: what is still to be sent, epoch by epoch, and whether the server agrees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lpk_desktop.domain.changes import device_of, origin_of


class Tail(NamedTuple):
    """What is to be sent of one epoch of this device: its changes above `after_n`."""

    origin: int
    after_n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a device stands as a round begins."""

    device: int
    epoch: int
    server: str
    generation: int
    cursor: int
    acked: Tail
    """What the server has acknowledged; of an earlier epoch after a restoration."""
    logs: Mapping[int, int]
    """Newest n by origin of all this device has written, epoch by epoch; the present one last."""

    @property
    def origin(self) -> int:
        """The present epoch's."""
        return origin_of(self.device, self.epoch)


def surprising(standing: Standing, held: Mapping[int, int]) -> bool:
    """Whether the server has more under this device's names than it has acknowledged.

    Mostly an answer got lost. But it may be that this file, or the folder, is an old copy, and that
    another has gone on from there: under the same epoch, or under one that we do not know.
    """
    newer = any(device_of(origin)[1] > standing.epoch for origin in held)
    return newer or any(held.get(origin, 0) > n for origin, n in _acknowledged(standing).items())


def tails(standing: Standing, held: Mapping[int, int]) -> list[Tail]:
    """What is to be sent, in order; of the present epoch at the end, even if it is nothing.

    A server that was restored from a backup has forgotten changes: ours are offered again.
    """
    known = {**standing.logs, **_acknowledged(standing)}
    found = [Tail(origin, min(known[origin], held.get(origin, 0))) for origin in standing.logs]
    return [
        tail for tail in found if tail.origin == standing.origin or tail.after_n < standing.logs[tail.origin]
    ]


def _acknowledged(standing: Standing) -> dict[int, int]:
    """By origin, from the one on in which something may be unacknowledged."""
    origin, n = standing.acked
    return {each: n if each == origin else 0 for each in standing.logs if each >= origin}
