"""The generated style sheet: the template of resources/styles/ filled from the theme."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

from lpk_desktop.language import RESOURCES

if TYPE_CHECKING:
    from lpk_desktop.ui.theme import Theme

_PLACE = re.compile(r"@(\d+)px|@(\w+)")


def style_sheet(theme: Theme) -> str:
    """The application's QSS: `@accent` becomes the role's colour, `@12px` a scaled length."""

    def fill(place: re.Match[str]) -> str:
        length, role = place.groups()
        return f"{theme.px(int(length))}px" if length else theme.colour(role).name(QColor.NameFormat.HexArgb)

    return _PLACE.sub(fill, _template())


@lru_cache
def _template() -> str:
    return (RESOURCES / "styles" / "window.qss").read_text("utf-8")
