"""Commands start fast because heavy parts are imported where they are first used."""

from __future__ import annotations

import json
import subprocess
import sys

from tools import ROOT

HEAVY = ["PySide6", "reportlab", "requests", "python_calamine", "xlsxwriter", "zxingcpp", "pypdfium2"]


def test_no_module_at_the_top_of_the_package_loads_a_heavy_part() -> None:
    names = sorted(file.stem for file in (ROOT / "lpk_desktop").glob("[a-z]*.py"))
    code = (
        "import importlib, json, sys\n"
        f"for name in {names}: importlib.import_module('lpk_desktop.' + name)\n"
        f"print(json.dumps([name for name in {HEAVY} if name in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []
