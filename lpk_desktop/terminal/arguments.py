"""What stands on a command line, before anything reads it; loads nothing, for the window waits behind it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from enum import StrEnum

from lpk_desktop.language import LANGUAGES, _, set_language


class Language(StrEnum):
    """What `--lang` takes."""

    ID = "id"
    EN = "en"


def choose_language(arguments: Sequence[str]) -> bool:
    """Set the language from `--lang`, else LPK_LANG, else Indonesian; False if `--lang` is none we have.

    It comes before the arguments are read: what is wrong with them is said in it.
    """
    asked = _asked(arguments)
    wished = os.environ.get("LPK_LANG") or "id"
    set_language(asked or wished)
    if asked is None and wished not in LANGUAGES:
        told = _("LPK_LANG berisi “{language}”, bukan id atau en; dipakai bahasa Indonesia.")
        sys.stderr.write(told.format(language=wished[:20]) + "\n")
    return asked is None or asked in LANGUAGES


def hoisted(arguments: Sequence[str], *, with_value: Sequence[str], flags: Sequence[str] = ()) -> list[str]:
    """The arguments with these common options in front, wherever they were typed.

    One that is typed last without its value is all that is left, so that nothing else is taken for it.
    """
    front: list[str] = []
    rest: list[str] = []
    index = 0
    while index < len(arguments):
        word = arguments[index]
        if word == "--":
            rest.extend(arguments[index:])
            break
        if word in with_value:
            if index + 1 == len(arguments):
                return [*front, word]
            front.extend(arguments[index : index + 2])
            index += 1
        elif word in flags or word.startswith(tuple(f"{name}=" for name in with_value)):
            front.append(word)
        else:
            rest.append(word)
        index += 1
    return front + rest


def _asked(arguments: Sequence[str]) -> str | None:
    for index, word in enumerate(arguments):
        if word == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return None
