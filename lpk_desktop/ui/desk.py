"""What every page is given: the open store and the few objects that pages share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from lpk_desktop.domain.roles import Right
from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.messages import sentence
from lpk_desktop.services.permissions import require
from lpk_desktop.storage.store import Session, Store
from lpk_desktop.ui.background import Background
from lpk_desktop.ui.hub import Hub
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.toast import News, problem_news

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Built once per sign-in by `ui.application` and passed to every page."""

    theme: Theme
    store: Store
    hub: Hub
    background: Background
    now: Callable[[], datetime]
    """The moment, in UTC."""

    def act(
        self, label: str, work: Callable[[Session], T], *, done: str = "", source: str = "here"
    ) -> T | None:
        """Do `work` as one act; None when a person has to mend something, which a toast then says.

        `done` is told as a toast that offers to take the act back.
        """
        try:
            with self.store.write(label, source=source) as session:
                result = work(session)
        except UserError as error:
            self.tell_failure(error)
            return None
        if done:
            self.hub.told.emit(News(text=done, act=_("Urungkan"), on_act=self.undo))
        return result

    def denial(self, right: Right, *, cohort: str | None = None) -> str:
        """Why the person may not do that (in this cohort), and who may; empty for somebody who may."""
        try:
            with self.store.read() as session:
                require(session, right, cohort=cohort)
        except UserError as error:
            return sentence(error)
        return ""

    def undo(self) -> None:
        """Take back this person's latest act on this computer."""
        self.hub.undo_asked.emit()

    def failed(self, error: Exception) -> None:
        """Say what somebody can mend; what is our bug is raised, for the report."""
        if not isinstance(error, UserError):
            raise error
        self.tell_failure(error)

    def tell_failure(self, error: UserError) -> None:
        """Say what happened and what to do next."""
        self.hub.told.emit(problem_news(sentence(error)))
