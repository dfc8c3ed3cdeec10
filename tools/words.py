"""Words for people: finds every msgid in the code and keeps the English catalogue in step with them."""

from __future__ import annotations

import datetime as dt
import io
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from tools import ROOT

CATALOGUE = ROOT / "resources" / "locale" / "en.po"
PACKAGES = ("lpk_desktop", "lpk_central")
_METHODS = [("**.py", "python"), ("**.html", "jinja2")]
# C_(context, message); counted(message, n) has one form in Indonesian, which stands for both.
_KEYWORDS = {"_": None, "N_": None, "C_": ((1, "c"), 2), "counted": (1, 1)}
# One fixed date: a catalogue that is made twice is the same file, and two branches merge line by line.
_DATE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

English = tuple[str, ...]
"""One form, or two (one of it, several) for a counted message; empty texts where one is lacking."""


class Message(NamedTuple):
    """What the catalogue translates: Indonesian text, which of its meanings, and whether it counts."""

    text: str
    context: str = ""
    counted: bool = False


def messages() -> dict[Message, set[str]]:
    """Every message marked in the packages, with the files that use it."""
    places: dict[Message, set[str]] = defaultdict(set)
    for package in PACKAGES:
        for file, _line, found, _comments, context in extract_from_dir(
            ROOT / package, _METHODS, keywords=_KEYWORDS
        ):
            place = f"{package}/{Path(file).as_posix()}"
            places[_message(found, context)].add(place)
    return dict(places)


def translations() -> dict[Message, English]:
    """English per message, as the catalogue has it now."""
    with CATALOGUE.open("rb") as file:
        return {_message(each.id, each.context): _forms(each.string) for each in read_po(file) if each.id}


def catalogue(places: dict[Message, set[str]], english: dict[Message, English]) -> bytes:
    """The catalogue file for these messages, in an order that does not depend on where they stand."""
    made = Catalog(
        locale="en",
        project="LPK Desktop",
        version="1",
        header_comment="# English words of LPK Desktop: edit msgstr only, `dev.py format` keeps the rest.",
        msgid_bugs_address="-",
        last_translator="LPK Desktop",
        language_team="English",
        creation_date=_DATE,
        revision_date=_DATE,
        fuzzy=False,
    )
    for message, files in places.items():
        forms = english.get(message, ("", "") if message.counted else ("",))
        made.add(
            (message.text, message.text) if message.counted else message.text,
            forms if message.counted else forms[0],
            locations=[(file, 0) for file in sorted(files)],
            context=message.context or None,
        )
    written = io.BytesIO()
    write_po(written, made, width=110, include_lineno=False, sort_output=True)
    return written.getvalue()


def update() -> None:
    """Bring the catalogue in step: new messages wait for their English, those no longer used go."""
    english = translations() if CATALOGUE.exists() else {}
    CATALOGUE.write_bytes(catalogue(messages(), english))


def _forms(found: str | Sequence[str] | None) -> English:
    return (found,) if isinstance(found, str) else tuple(found or ())


def _message(found: str | tuple[str, ...] | list[str], context: str | None) -> Message:
    several = not isinstance(found, str)
    return Message(found[0] if several else str(found), context or "", several)


if __name__ == "__main__":
    update()
