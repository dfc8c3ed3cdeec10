"""Libraries that Qt needs from the system: named, and installed where nobody has to be asked."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.tools.checkouts import Checkout
from tools.apt import debian_package

# apt-get's place: writes down what it was asked and, if told to work, brings the library.
APT = """#!{python}
import os, pathlib, sys
pathlib.Path(os.environ["APT_LOG"]).open("a").write(" ".join(sys.argv[1:]) + "\\n")
if sys.argv[1] == "install" and os.environ["APT_WORKS"] == "yes":
    pathlib.Path(os.environ["QT_LIBRARY"]).touch()
sys.exit(os.environ["APT_WORKS"] != "yes")
"""


@pytest.fixture
def debian(ready: Checkout, tmp_path: Path) -> dict[str, str]:
    """The environment of a Debian whose Qt lacks libEGL."""
    programs = tmp_path / "bin"
    programs.mkdir()
    stand_ins = {"apt-get": APT.format(python=sys.executable), "sudo": '#!/bin/sh\nshift\nexec "$@"\n'}
    for name, text in stand_ins.items():
        (programs / name).write_text(text, encoding="utf-8")
        (programs / name).chmod(0o755)
    return {
        "PATH": f"{programs}:{ready.environment()['PATH']}",
        "QT_LIBRARY": str(tmp_path / "libEGL.so.1"),
        "APT_LOG": str(tmp_path / "apt.log"),
        "APT_WORKS": "yes",
    }


def test_a_missing_library_is_installed_and_the_command_goes_on(
    ready: Checkout, debian: dict[str, str], tmp_path: Path
) -> None:
    shown = ready.dev("tour", settings=debian)
    assert shown.started["arguments"] == ["tour", "--out", "out/tour"]
    asked = (tmp_path / "apt.log").read_text(encoding="utf-8")
    assert asked == "update\ninstall -y --no-install-recommends libegl1\n"


def test_where_it_cannot_be_installed_the_library_and_the_command_are_named(
    ready: Checkout, debian: dict[str, str]
) -> None:
    stopped = ready.dev("tour", settings={**debian, "APT_WORKS": "no"})
    assert stopped.code == 1
    assert stopped.errors == (
        "Qt needs libEGL.so.1: install with `sudo apt-get install -y libegl1` "
        "and run the same command again.\n"
    )


def test_what_was_found_once_is_not_looked_for_again(ready: Checkout, debian: dict[str, str]) -> None:
    assert "Checking what Qt needs" in ready.dev("tour", settings=debian).words
    assert "Checking what Qt needs" not in ready.dev("tour", settings=debian).words


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libGL.so.1", "libgl1"),
        ("libxkbcommon.so.0", "libxkbcommon0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libfontconfig.so.1", "libfontconfig1"),
        ("libfreetype.so.6", "libfreetype6"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libgthread-2.0.so.0", "libglib2.0-0"),
        ("libX11.so.6", "libx11-6"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxcb-icccm.so.4", "libxcb-icccm4"),
        ("libxcb-render-util.so.0", "libxcb-render-util0"),
        ("libwayland-client.so.0", "libwayland-client0"),
        ("libz.so.1", "zlib1g"),
    ],
)
def test_a_library_is_found_in_debians_package(library: str, package: str) -> None:
    assert debian_package(library) == package
