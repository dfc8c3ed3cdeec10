"""Commands start fast because heavy parts are imported where they are first used."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tools import ROOT

HEAVY = ["PySide6", "reportlab", "requests", "python_calamine", "xlsxwriter", "zxingcpp", "pypdfium2"]


def test_neither_commands_nor_the_top_of_the_package_load_a_heavy_part() -> None:
    package = ROOT / "lpk_desktop"
    files = [*package.glob("[a-z]*.py"), *package.glob("cli/*.py"), *package.glob("messages/*.py")]
    names = sorted({str(file.relative_to(ROOT).with_suffix("")).replace(os.sep, ".") for file in files})
    code = (
        "import importlib, json, sys\n"
        f"for name in {names}: importlib.import_module(name.removesuffix('.__init__'))\n"
        f"print(json.dumps([name for name in {HEAVY} if name in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []
