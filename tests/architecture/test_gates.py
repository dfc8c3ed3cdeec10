"""The tools that guard the house run with the tests, so "the tests pass" covers them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tools import ROOT

IMPORT_CONTRACTS = (
    "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
)


@pytest.mark.parametrize(
    "gate",
    [
        pytest.param(["-m", "mypy"], id="types"),
        pytest.param(["-m", "ruff", "check"], id="lint"),
        pytest.param(["-m", "ruff", "format", "--check"], id="form"),
        pytest.param(["-c", IMPORT_CONTRACTS], id="import contracts"),
    ],
)
def test_gate_is_clean(gate: list[str]) -> None:
    done = subprocess.run([sys.executable, *gate], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"\n{done.stdout}{done.stderr}"
