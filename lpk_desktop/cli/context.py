"""What every command shares: where the data is, who asks, and how answers are printed."""

from __future__ import annotations

import getpass
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from math import ceil
from pathlib import Path
from time import sleep
from typing import Any

import typer

from lpk_desktop.domain.backups import Reason
from lpk_desktop.domain.dates import Kind, read_date
from lpk_desktop.domain.formatting import clock, date_long, echo, percent
from lpk_desktop.domain.privacy import without_numbers
from lpk_desktop.domain.zones import Zone, to_local
from lpk_desktop.errors import UserError
from lpk_desktop.language import _, current_language
from lpk_desktop.messages import sentence
from lpk_desktop.services import access
from lpk_desktop.services.centre import local_now
from lpk_desktop.services.passwords import seconds_to_wait
from lpk_desktop.services.sample_access import SAMPLE_PASSWORD
from lpk_desktop.storage import slots
from lpk_desktop.storage.door import Gate
from lpk_desktop.storage.store import Changes, Store
from lpk_desktop.terminal.running import say

__all__ = (
    "Context", "back_up_first", "context", "day", "listed", "moment", "no_people", "now", "say",
    "share_words", "time_of_day", "today", "wait",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The common options of one call."""

    data: Path
    user: str | None
    password_file: Path | None
    json: bool
    new_password_file: Path | None = None

    def password(self, *, ask: bool = True) -> str | None:
        """The password from the file, the environment or the terminal; None when nobody gave one.

        The sample centre has a password that everybody may know, and opens with it by itself: one
        that is set for a real centre is not tried on it.
        """
        if self.password_file is None and slots.exists(self.data) and slots.is_sample(self.data):
            return SAMPLE_PASSWORD
        return _secret(self.password_file, "LPK_PASSWORD", _("Kata sandi: ") if ask else "")

    def new_password(self) -> str:
        """The new password, given like the old one; raises UserError("new-password-missing")."""
        found = _secret(self.new_password_file, "LPK_NEW_PASSWORD", _("Kata sandi baru: "))
        if found is None:
            raise UserError("new-password-missing")
        return found

    def open(self, *, new_password: str | None = None) -> Store:
        """Sign in, after the wait that wrong passwords have cost; with a new password from then on.

        Raises UserError when name or password are missing or wrong.
        """
        name = self.person_of(access.people(self.data))
        password = self.password()
        if password is None:
            raise UserError("password-missing")
        gate = Gate(self.data)
        wait(seconds_to_wait(self.data, name=name, gate=gate))
        return access.sign_in(self.data, name=name, password=password, new_password=new_password, gate=gate)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The open store for one command, closed at its end; a log that was written anew is backed up."""
        with closing(self.open()) as opened:
            done: list[Changes] = []
            opened.committed.append(done.append)
            try:
                yield opened
            finally:
                if any(changes.rewritten for changes in done):
                    _back_up(opened)

    @contextmanager
    def store_if_known(self) -> Iterator[Store | None]:
        """The open store if there is a centre and a password at hand, else None; nobody is asked."""
        if not access.has_centre(self.data) or self.password(ask=False) is None:
            yield None
            return
        with self.store() as opened:
            yield opened

    def person_of(self, people: Sequence[str]) -> str:
        """Who asks; raises UserError("user-missing") where nobody said so and several can be meant."""
        if self.user is not None:
            return self.user
        if len(people) != 1:
            raise UserError("user-missing", people=", ".join(people))
        return people[0]

    def answer(self, document: Any, *lines: str, empty: str = "") -> None:
        """Print the result: one JSON document with --json, else the lines for people.

        Where there is no line, `empty` says so and what would fill it, on standard error.
        """
        if self.json:
            typer.echo(json.dumps(document, ensure_ascii=False, indent=1, default=str))
            return
        for line in lines:
            typer.echo(line)
        if empty and not lines:
            say(empty)


def _secret(file: Path | None, variable: str, question: str) -> str | None:
    """What a file or the environment holds, or somebody answers; never from the command line.

    Raises UserError: "password-file-unreadable", "password-not-text".
    """
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise UserError("password-file-unreadable", file=str(file)) from error
    found = os.environ.get(variable)
    if found is None and question and sys.stdin.isatty():
        found = getpass.getpass(question, stream=sys.stderr)
    try:
        (found or "").encode()
    except UnicodeEncodeError:
        # Not as the cause: that names the password.
        raise UserError("password-not-text", variable=variable) from None
    return found


def wait(seconds: float) -> None:
    """Say and wait out what wrong passwords have cost."""
    if seconds > 0:
        text = _("Menunggu {seconds} detik, karena kata sandi beberapa kali salah.")
        say(text.format(seconds=ceil(seconds)))
        sleep(seconds)


def context(ctx: typer.Context) -> Context:
    """The common options of the running command."""
    found = ctx.find_object(Context)
    if found is None:
        raise RuntimeError("the command runs outside the application")
    return found


def back_up_first(store: Store, reason: Reason) -> None:
    """See that the present state is backed up; where it cannot be, say so and go on."""
    from lpk_desktop.services.backups import back_up_before  # noqa: PLC0415  needed by few commands

    trouble = back_up_before(store, reason=reason, at=now())
    if trouble is not None:
        say(sentence(trouble))


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def today(store: Store) -> date:
    """The centre's calendar day."""
    with store.read() as session:
        return local_now(session, now()).date()


def time_of_day(text: str) -> time:
    """A time as people type it: 8, 08:00, 08.00; raises UserError("not-a-time")."""
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?", text.strip(), re.ASCII)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise UserError("not-a-time", text=echo(text)[:20])
    return time(hour, minute)


def moment(at: datetime, zone: Zone) -> str:
    """A moment on the centre's wall clock: 9 Juni 2026 08.24 WIB."""
    local, language = to_local(at, zone), current_language()
    return f"{date_long(local.date(), language=language)} {clock(local.time(), zone, language=language)}"


def share_words(share: float | None, *, minimum: int | None = None) -> str:
    """A share of 1 in percent, or a dash while there is none; never rounded up to a minimum it misses."""
    return "–" if share is None else percent(share, minimum=minimum, language=current_language())


def no_people() -> str:
    """What is said of a class that has nobody in it."""
    return _("Kelas ini belum punya peserta. Masukkan dengan roster import.")


def listed(counts: Mapping[str, int], words: Mapping[str, str]) -> str:
    """Counts in one line: "H 22  A 2  belum ditandai 0"; letters stand for themselves."""
    return "  ".join(f"{words.get(code, code)} {count}" for code, count in counts.items())


def day(text: str) -> date:
    """A day as people type it: 2026-06-09, 9/6/2026, 9 Juni 2026; raises UserError("not-a-day")."""
    found = read_date(text, kind=Kind.EVENT, today=now().date())
    if found is None:
        raise UserError("not-a-day", text=without_numbers(text)[:40])
    return found


def _back_up(store: Store) -> None:
    """Back up what could not be carried on from an older backup; where that fails, say so."""
    from lpk_desktop.services.backups import back_up_when_due  # noqa: PLC0415  needed by few commands

    try:
        made = back_up_when_due(store, at=now(), reason=Reason.REWRITTEN)
    except UserError as error:
        say(sentence(error))
    else:
        if made is not None and made.trouble is not None:
            say(sentence(made.trouble))
