"""Where a person has been, for Alt+← and Alt+→."""

from __future__ import annotations

from typing import NamedTuple


class Visit(NamedTuple):
    """A page and what was shown there."""

    key: str
    target: object = None


class History:
    """Visits in order with a place among them; a new visit forgets what lay ahead."""

    def __init__(self) -> None:
        self._visits: list[Visit] = []
        self._place = -1

    @property
    def here(self) -> Visit | None:
        """The visit shown now."""
        return self._visits[self._place] if self._visits else None

    def visit(self, visit: Visit) -> None:
        """Go somewhere; going where one is already changes nothing."""
        if visit != self.here:
            self._visits[self._place + 1 :] = [visit]
            self._place += 1

    def step(self, by: int) -> Visit | None:
        """Go back (-1) or ahead (1); None at either end."""
        place = self._place + by
        if not 0 <= place < len(self._visits):
            return None
        self._place = place
        return self._visits[place]
