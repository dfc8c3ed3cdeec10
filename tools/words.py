"""Words for people: finds every msgid in the code and keeps the English catalogue in step with them."""

from __future__ import annotations

import datetime as dt
import io
from collections import defaultdict
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from tools import ROOT

CATALOGUE = ROOT / "resources" / "locale" / "en.po"
PACKAGES = ("lpk_desktop", "lpk_central")
_METHODS = [("**.py", "python"), ("**.html", "jinja2")]
# One fixed date: a catalogue that is made twice is the same file, and two branches merge line by line.
_DATE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def msgids() -> dict[str, set[str]]:
    """Every msgid marked by `_()` or `N_()` in the packages, with the files that use it."""
    places: dict[str, set[str]] = defaultdict(set)
    for package in PACKAGES:
        for found in extract_from_dir(ROOT / package, _METHODS, keywords={"_": None, "N_": None}):
            places[str(found[2])].add(f"{package}/{Path(found[0]).as_posix()}")
    return dict(places)


def translations() -> dict[str, str]:
    """English per msgid, as the catalogue has it now; empty where it still lacks one."""
    with CATALOGUE.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def catalogue(places: dict[str, set[str]], english: dict[str, str]) -> bytes:
    """The catalogue file for these msgids, in an order that does not depend on where they stand."""
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
    for msgid, files in places.items():
        made.add(msgid, english.get(msgid, ""), locations=[(file, 0) for file in sorted(files)])
    written = io.BytesIO()
    write_po(written, made, width=110, include_lineno=False, sort_output=True)
    return written.getvalue()


def update() -> None:
    """Bring the catalogue in step: new msgids wait for their English, those no longer used go."""
    english = translations() if CATALOGUE.exists() else {}
    CATALOGUE.write_bytes(catalogue(msgids(), english))


if __name__ == "__main__":
    update()
