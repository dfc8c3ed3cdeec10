"""Small checkouts for dev.py to work in: the real dev.py and tools, stand-ins only for what they start."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tools import ROOT

# A module that says how it was started, in place of the app, the central and pytest.
ECHO = """
import json, os, sys
try:
    import part
    version = part.VERSION
except ImportError:
    version = None
started = {"module": __spec__.parent, "arguments": sys.argv[1:], "folder": os.getcwd(), "part": version}
print(json.dumps(started))
sys.exit(int(os.environ.get("ECHO_EXIT", "0")))
"""

# Qt's place: it starts once the file named by QT_LIBRARY is there, as real Qt does.
QT = """
import os
library = os.environ.get("QT_LIBRARY")
if library and not os.path.exists(library):
    raise ImportError(os.path.basename(library) + ": cannot open shared object file")
"""
QT_WIDGETS = """
import os, sys
class QApplication:
    def __init__(self, arguments):
        if os.environ.get("QT_QPA_PLATFORM") != "offscreen" and os.environ.get("DISPLAY") == ":unreachable":
            sys.exit("qt.qpa.xcb: could not connect to display :unreachable")
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one call of dev.py printed and how it ended."""

    code: int
    words: str
    errors: str

    @property
    def started(self) -> dict[str, object]:
        """What the started module says of itself."""
        answer: dict[str, object] = json.loads(self.words.strip().splitlines()[-1])
        return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """A checkout in a folder with a space in its name, and a shelf of wheels that pip may use."""

    folder: Path
    shelf: Path

    @property
    def venv(self) -> Path:
        return self.folder / ".venv"

    @property
    def stamp(self) -> Path:
        return self.venv / "stamp.json"

    def lock(self, version: str, digest: str | None = None) -> None:
        """Lock the package "part" at `version`, whose wheel is put on the shelf."""
        wheel = self.shelf / f"part-{version}-py3-none-any.whl"
        info = f"part-{version}.dist-info"
        parts = {
            "part.py": f"VERSION = {version!r}\n",
            f"{info}/METADATA": f"Metadata-Version: 2.1\nName: part\nVersion: {version}\n",
            f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            f"{info}/RECORD": "",
        }
        with zipfile.ZipFile(wheel, "w") as file:
            for name, text in parts.items():
                file.writestr(zipfile.ZipInfo(name), text)  # without a time of day: one version, one hash
        digest = digest or hashlib.sha256(wheel.read_bytes()).hexdigest()
        for name in ("requirements.txt", "requirements-dev.txt"):
            (self.folder / name).write_text(
                f"part=={version} \\\n    --hash=sha256:{digest}\n", encoding="utf-8"
            )

    def environment(self) -> dict[str, str]:
        """A clean environment whose only packages are those on the shelf, and without a display."""
        kept = {
            name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ
        }
        pip = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.shelf)}
        return {**kept, **pip, "HOME": str(self.folder.parent)}

    def dev(
        self, *arguments: str, folder: Path | None = None, settings: Mapping[str, str] | None = None
    ) -> Outcome:
        """Call dev.py as a person would, standing in `folder` (default: the checkout)."""
        done = subprocess.run(
            [sys.executable, str(self.folder / "dev.py"), *arguments],
            cwd=folder or self.folder,
            env={**self.environment(), **(settings or {})},
            capture_output=True,
            text=True,
            check=False,
        )
        return Outcome(code=done.returncode, words=done.stdout, errors=done.stderr)

    def copy(self, place: Path) -> Checkout:
        """The same checkout elsewhere; a .venv can be moved because nothing in it names the checkout."""
        shutil.copytree(self.folder.parent, place, symlinks=True)
        return Checkout(folder=place / self.folder.name, shelf=place / self.shelf.name)


def new_checkout(place: Path) -> Checkout:
    """A checkout as git leaves it: nothing made, nothing installed."""
    checkout = Checkout(folder=place / "pusat contoh", shelf=place / "shelf")
    checkout.shelf.mkdir(parents=True)
    shutil.copytree(ROOT / "tools", checkout.folder / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "dev.py", checkout.folder)
    files = {
        "lpk_desktop/__main__.py": ECHO,
        "lpk_central/__main__.py": ECHO,
        "pytest/__main__.py": ECHO,
        "benchmarks/start.py": ECHO,
        "benchmarks/common.py": "",
        "PySide6/__init__.py": QT,
        "PySide6/QtGui.py": "",
        "PySide6/QtSvg.py": "",
        "PySide6/QtWidgets.py": QT_WIDGETS,
    }
    for name, text in files.items():
        file = checkout.folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    checkout.lock("1.0")
    return checkout
