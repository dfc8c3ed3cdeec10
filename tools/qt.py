"""What Qt needs from the system: try it, name what is missing, and bring it where that is allowed."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace

from tools import ROOT, Stop
from tools.apt import apt_command, apt_install, debian_package
from tools.environment import PYTHON, last_line, read_stamp, site_packages, write_stamp

PROBE = "from PySide6 import QtGui, QtSvg, QtWidgets; QtWidgets.QApplication([])"
FILES = ("QtGui*.so", "QtSvg*.so", "QtWidgets*.so", "Qt/plugins/platforms/libqoffscreen.so")
WINDOW_FILES = {
    "DISPLAY": "Qt/plugins/platforms/libqxcb.so",
    "WAYLAND_DISPLAY": "Qt/plugins/platforms/libqwayland*.so",
}


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a window can be shown: Linux says so by its variables, the others always can."""
    if environment.get("QT_QPA_PLATFORM", "").split(":")[0] in ("offscreen", "minimal"):
        return False
    if platform in ("win32", "darwin"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def qt_starts(*, window: bool) -> bool:
    """Whether Qt starts, offscreen or with a `window`, after libraries it lacks have been installed.

    False only where all libraries are there and yet no window can be opened. What was found is kept in
    the stamp. Raises Stop when libraries stay missing.
    """
    stamp = read_stamp()
    platform = "window" if window else "offscreen"
    if sys.platform != "linux" or stamp is None or platform in stamp.qt:
        return True
    print("Checking what Qt needs from this system", flush=True)
    tried: set[str] = set()
    while True:
        started, words = _probe(window=window)
        if started:
            write_stamp(replace(stamp, qt=(*stamp.qt, platform)))
            return True
        missing = missing_libraries(words, window=window)
        if not missing and window:
            return False
        if not missing:
            raise Stop(f"Qt does not start on this system: {last_line(words)}")
        if missing <= tried or not apt_install(_packages(missing)):
            raise Stop(_advice(missing))
        tried |= missing


def _probe(*, window: bool) -> tuple[bool, str]:
    """Whether a process of its own can start Qt, and what it said."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if not window:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    probe = subprocess.run(
        [str(PYTHON), "-c", PROBE], env=environment, capture_output=True, text=True, check=False
    )
    return probe.returncode == 0, probe.stderr


def missing_libraries(words: str, *, window: bool) -> set[str]:
    """The shared libraries that Qt lacks: the one its import named, and all that ldd does not find."""
    found = set(re.findall(r"(lib[\w.+-]+\.so[.\d]*): cannot open shared object", words))
    plugins = [file for name, file in WINDOW_FILES.items() if window and os.environ.get(name)]
    folders = [folder / "PySide6" for folder in site_packages()]
    files = [str(file) for folder in folders for name in (*FILES, *plugins) for file in folder.glob(name)]
    if files and shutil.which("ldd"):
        listed = subprocess.run(["ldd", *files], capture_output=True, text=True, check=False).stdout
        found |= set(re.findall(r"(\S+) => not found", listed))
    return found


def _advice(missing: set[str]) -> str:
    """Which libraries are missing, and the one command that brings them."""
    names = ", ".join(sorted(missing))
    if shutil.which("apt-get"):
        command = apt_command(_packages(missing))
        return f"Qt needs {names}: install with `{command}` and run the same command again."
    return f"Qt needs {names}: install the packages that hold them and run the same command again."


def _packages(missing: set[str]) -> list[str]:
    return sorted({debian_package(library) for library in missing})
