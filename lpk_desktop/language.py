"""Words for people: message ids are Indonesian, the English catalogue translates them."""

from __future__ import annotations

import gettext
import io
from functools import lru_cache
from pathlib import Path

from lpk_desktop.domain.formatting import number

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
LANGUAGES = ("id", "en")

_current: gettext.NullTranslations = gettext.NullTranslations()


def set_language(code: str) -> None:
    """Choose the language of all words from here on: "id" or "en"; anything else means "id"."""
    global _current  # noqa: PLW0603  one language per process, as gettext itself has it
    _current = _catalogue(code) if code == "en" else gettext.NullTranslations()


def current_language() -> str:
    """The chosen language: "id" or "en"."""
    return "en" if isinstance(_current, gettext.GNUTranslations) else "id"


def _(message: str) -> str:
    """The words for `message` in the chosen language."""
    return _current.gettext(message)


def C_(context: str, message: str) -> str:  # noqa: N802  of the family of N_
    """The words for `message` where Indonesian says two things with it: "Keluar" signs out, or left a class.

    `context` is a few English words for translators; nobody else reads them.
    """
    return _current.pgettext(context, message)


def counted(message: str, count: int, /, **facts: object) -> str:
    """The words for `count` of something, {count} filled in: "1 trainee", "2.664 peserta".

    `message` is the one form that Indonesian has; English has two. `facts` fill its other
    placeholders. A sentence with two numbers is put together from two calls.
    """
    shown = number(count, language=current_language())
    return _current.ngettext(message, message, count).format(count=shown, **facts)


@lru_cache
def _catalogue(code: str) -> gettext.NullTranslations:
    # Babel compiles at first use, so no binary catalogue is kept in the repository.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with (RESOURCES / "locale" / f"{code}.po").open("rb") as source:
        catalogue = read_po(source)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def N_(message: str) -> str:  # noqa: N802  gettext's own name for it
    """Mark `message` for translation where it stands; `_` translates it when it is shown."""
    return message
