"""The catalogue that comes with the application, read from resources/catalogue."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from lpk_desktop.domain.catalogue import Catalogue, parse_catalogue
from lpk_desktop.language import RESOURCES


@lru_cache
def bundled_catalogue() -> Catalogue:
    """Every programme, unit and decree that ships with this version; read once."""
    return parse_catalogue(decrees=_read("decrees"), units=_read("units"), programmes=_read("programmes"))


def _read(name: str) -> list[dict[str, Any]]:
    text = (RESOURCES / "catalogue" / f"{name}.json").read_text(encoding="utf-8")
    items: list[dict[str, Any]] = json.loads(text)
    return items
