"""What an act did to each row, its several changes of a row taken together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lpk_desktop.domain.changes import JsonValue, Op, Stamp
from lpk_desktop.storage.recording import change_of, replaced_by
from lpk_desktop.storage.tables import ChangeRow


@dataclass(slots=True, kw_only=True)
class Effect:
    """What became of one row."""

    table: str
    row: str
    hlc: int
    """When the act came to it."""
    made: bool = False
    """The row came into being."""
    before: bool | None = None
    """Whether it was marked deleted before, where the act changed that."""
    after: bool = False
    old: dict[str, JsonValue] = field(default_factory=dict)
    """Per overwritten field the value before the act."""
    stamps: set[Stamp] = field(default_factory=set)
    """Those that the act's changes of this row bear."""
    unmarked: set[Stamp] = field(default_factory=set)
    """The deletions that the act took back."""

    @property
    def raised(self) -> bool:
        """Whether the row stands because of the act."""
        return not self.after and (self.made or self.before is True)

    @property
    def removed(self) -> bool:
        """Whether the act marked a standing row deleted."""
        return self.after and self.before is False and not self.made

    @property
    def passing(self) -> bool:
        """Whether the row came and went within the act."""
        return self.after and self.made


def effects(changes: Sequence[ChangeRow]) -> list[Effect]:
    """The effects of an act, the row it came to last first."""
    found: dict[tuple[str, str], Effect] = {}
    for row in changes:
        change = change_of(row, None)
        key = (change.table, change.row)
        effect = found.setdefault(key, Effect(table=change.table, row=change.row, hlc=change.hlc))
        effect.stamps.add(change.stamp)
        if change.op is not Op.PUT:
            _mark(effect, deleted=change.op is Op.DELETE)
            effect.unmarked.update(change.base.get("deleted", ()) if change.op is Op.UNDELETE else ())
        elif not change.base:
            effect.made = True
        else:
            old = replaced_by(row) or {}
            for name in change.patch:
                effect.old.setdefault(name, old.get(name))
    return list(reversed(found.values()))


def _mark(effect: Effect, *, deleted: bool) -> None:
    if effect.before is None:
        effect.before = not deleted
    effect.after = deleted
