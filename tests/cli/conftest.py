from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lpk_desktop.cli import main
from lpk_desktop.language import set_language
from tests.factory import ADMIN, PASSWORD, make_centre

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on one data folder; gives its status and its JSON document."""
    monkeypatch.setenv("LPK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LPK_PASSWORD", PASSWORD)
    monkeypatch.setenv("LPK_LANG", "id")

    def call(*words: str) -> tuple[int, Any]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([*words, "--json"])
        set_language("id")
        out = capsys.readouterr().out
        status = ended.value.code
        return (status if isinstance(status, int) else 0), (json.loads(out) if out.strip() else None)

    return call


@pytest.fixture
def centre(tmp_path: Path) -> str:
    make_centre(tmp_path / "data").close()
    return ADMIN
