"""What becomes of a password typed at the door: a shift begins, goes on, or the page says why not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from lpk_desktop.domain.roles import Role
from lpk_desktop.errors import UserError
from lpk_desktop.language import C_, _
from lpk_desktop.messages import sentence, words
from lpk_desktop.messages.roles import role_word
from lpk_desktop.storage import door, slots
from lpk_desktop.storage.door import Gate
from lpk_desktop.ui.background import Work
from lpk_desktop.ui.dates import clock_time, short_date
from lpk_desktop.ui.pages.sign_in import SignIn, SignInPerson

if TYPE_CHECKING:
    from lpk_desktop.storage.store import Store
    from lpk_desktop.ui.application import Application


_DAMAGED = frozenset(
    {"data-damaged", "database-damaged", "not-a-database", "data-file-missing", "disk-error"}
)
"""Of these only a backup is a way out: one that is known, or one that somebody has on a stick."""


def sign_in_page(application: Application, *, current: str = "") -> SignIn:
    """Names and password of the centre in the application's folder.

    `current` is the id of the person whose work waits behind the page; the own password brings it back.
    """
    found = slots.load(application.folder)
    page = SignIn(
        application.theme,
        _people(application.folder),
        centre=found.centre,
        place=found.place,
        lock_minutes=found.lock_minutes,
        other=C_("act", "Keluar") if current else _("Buka pusat contoh"),
    )
    name = next((slot.name for slot in found.slots if slot.staff == current), "")
    if current:
        page.show_locked(name)
    else:
        page.choose(_latest(application.folder))
    Entry(application, page, current=current if name else "", name=name)
    return page


class Entry(QObject):
    """Carries what is asked on `page` to the services and their answer back; lives as long as the page."""

    def __init__(self, application: Application, page: SignIn, *, current: str, name: str) -> None:
        super().__init__(page)
        self._application, self._page = application, page
        self._current, self._name = current, name
        self._given = "", ""
        page.submitted.connect(self._on_submitted)
        page.chosen.connect(self._on_chosen)
        page.recovered.connect(self._on_recovered)
        page.other_asked.connect(application.sign_out if current else application.open_sample)

    def _on_submitted(self, name: str, password: str) -> None:
        self._given = name, password
        folder, gate = self._application.folder, self._application.gate
        if self._current and name == self._name:
            self._run(name, lambda _work: _check(folder, name, password, self._current, gate))
        else:
            self._run(name, lambda _work: sign_in(folder, name, password, gate=gate))

    def _on_chosen(self, name: str, code: str, password: str) -> None:
        self._given = name, ""
        folder, gate = self._application.folder, self._application.gate
        self._run(name, lambda _work: sign_in(folder, name, code, gate=gate, new_password=password))

    def _on_recovered(self, name: str, code: str, password: str) -> None:
        self._given = name, code
        folder = self._application.folder

        def task(_work: Work) -> Store:
            from lpk_desktop.services.access import recover_access  # noqa: PLC0415  brings the database

            recover_access(folder, code=code, name=name, password=password)
            return sign_in(folder, name, password)

        self._run(name, task)

    def _run(self, name: str, task: Callable[[Work], Store | None]) -> None:
        self._page.set_busy(busy=True)
        self._application.background.run(
            task,
            self._on_opened,
            partial(self._on_refused, name),
            owner=self._page,
        )

    def _on_opened(self, store: Store | None) -> None:
        if store is None:
            self._application.lock.resume()
        else:
            self._application.work_with(store)

    def _on_refused(self, name: str, error: Exception) -> None:
        from lpk_desktop.services.passwords import seconds_to_wait  # noqa: PLC0415  loaded by the try itself

        if not isinstance(error, UserError):
            raise error
        if error.code == "password-to-choose":
            self._page.ask_new_password(name)
            return
        if error.code in _DAMAGED:
            self._offer_backups(error)
            return
        gate = self._application.gate
        wait = seconds_to_wait(self._application.folder, name=name, gate=gate)
        # What to do next stands right below the field: the way in with the recovery code.
        brief = error.code in {"wrong-password", "too-soon"}
        self._page.show_error(words(error)[0] if brief else sentence(error), ceil(wait))

    def _offer_backups(self, trouble: UserError) -> None:
        from lpk_desktop.ui.way_back import offer_backups  # noqa: PLC0415  hopefully never needed

        application, (name, secret) = self._application, self._given
        offer_backups(application, back=application.ask_who, name=name, secret=secret, trouble=trouble)


def sign_in(
    folder: Path, name: str, password: str, *, gate: Gate | None = None, new_password: str | None = None
) -> Store:
    """Open the folder for a person, as `services.access.sign_in` does."""
    from lpk_desktop.services import access  # noqa: PLC0415  brings the database

    return access.sign_in(folder, name=name, password=password, gate=gate, new_password=new_password)


def _check(folder: Path, name: str, password: str, staff: str, gate: Gate) -> None:
    from lpk_desktop.services.passwords import unlock  # noqa: PLC0415  brings the database

    unlock(folder, name=name, password=password, staff=staff, gate=gate)


def _people(folder: Path) -> list[SignInPerson]:
    """Who can sign in, with the last visit as this computer's clock had it."""
    seen = door.read(folder).seen
    return [
        SignInPerson(
            name=slot.name,
            role=role_word(Role(slot.role)) if slot.role in set(Role) else "",
            seen=_visit(seen[slot.staff]) if slot.staff in seen else "",
        )
        for slot in slots.doors(folder)
    ]


def _latest(folder: Path) -> str:
    """Who was here last, most likely the next one too."""
    seen = door.read(folder).seen
    here = [slot for slot in slots.doors(folder) if slot.staff in seen]
    return max(here, key=lambda slot: seen[slot.staff]).name if here else ""


def _visit(at: int) -> str:
    local = datetime.fromtimestamp(at / 1000, tz=UTC).astimezone()
    return _("terakhir {day}, {time}").format(day=short_date(local.date()), time=clock_time(local))
