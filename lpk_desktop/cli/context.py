"""What every command shares: where the data is, who asks, and how answers are printed."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import ceil
from pathlib import Path
from time import sleep
from typing import Any

import typer

from lpk_desktop.domain.dates import Kind, read_date
from lpk_desktop.errors import UserError
from lpk_desktop.language import _
from lpk_desktop.services import access
from lpk_desktop.services.centre import local_now
from lpk_desktop.services.passwords import seconds_to_wait
from lpk_desktop.storage.door import Gate
from lpk_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The common options of one call."""

    data: Path
    user: str | None
    password_file: Path | None
    json: bool
    new_password_file: Path | None = None

    def password(self, *, ask: bool = True) -> str | None:
        """The password from the file, the environment or the terminal; None when nobody gave one."""
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
        name = self._name()
        password = self.password()
        if password is None:
            raise UserError("password-missing")
        gate = Gate(self.data)
        left = seconds_to_wait(self.data, name=name, gate=gate)
        if left > 0:
            say(
                _("Menunggu {seconds} detik, karena kata sandi beberapa kali salah.").format(
                    seconds=ceil(left)
                )
            )
            sleep(left)
        return access.sign_in(self.data, name=name, password=password, new_password=new_password, gate=gate)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The open store for one command, closed at its end."""
        opened = self.open()
        try:
            yield opened
        finally:
            opened.close()

    @contextmanager
    def store_if_known(self) -> Iterator[Store | None]:
        """The open store if there is a centre and a password at hand, else None; nobody is asked."""
        if not access.has_centre(self.data) or self.password(ask=False) is None:
            yield None
            return
        with self.store() as opened:
            yield opened

    def _name(self) -> str:
        people = access.people(self.data)
        if self.user is not None:
            return self.user
        if len(people) != 1:
            raise UserError("user-missing", people=", ".join(people))
        return people[0]

    def answer(self, document: Any, *lines: str) -> None:
        """Print the result: one JSON document with --json, else the lines for people."""
        if self.json:
            typer.echo(json.dumps(document, ensure_ascii=False, indent=1, default=str))
        else:
            for line in lines:
                typer.echo(line)


def _secret(file: Path | None, variable: str, question: str) -> str | None:
    """What a file or the environment holds, or somebody answers; never from the command line."""
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise UserError("password-file-unreadable", file=str(file)) from error
    if variable in os.environ:
        return os.environ[variable]
    if question and sys.stdin.isatty():
        return getpass.getpass(question, stream=sys.stderr)
    return None


def context(ctx: typer.Context) -> Context:
    """The common options of the running command."""
    found = ctx.find_object(Context)
    if found is None:
        raise RuntimeError("the command runs outside the application")
    return found


def say(line: str) -> None:
    """Words for people, on standard error."""
    typer.echo(line, err=True)


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def today(store: Store) -> date:
    """The centre's calendar day."""
    with store.read() as session:
        return local_now(session, now()).date()


def day(text: str) -> date:
    """A day as people type it: 2026-06-09, 9/6/2026, 9 Juni 2026; raises UserError("not-a-day")."""
    found = read_date(text, kind=Kind.EVENT, today=now().date())
    if found is None:
        raise UserError("not-a-day", text=text[:40])
    return found
