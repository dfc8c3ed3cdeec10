"""The checkout's own .venv: made once, filled from a hash-locked file, and healed when that was cut short."""

import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from tools import ROOT, Stop
from tools.apt import apt_command, apt_install

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "stamp.json"
LOG = VENV / "pip.log"
RUN_LOCK = "requirements.txt"
TEST_LOCK = "requirements-dev.txt"
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


@dataclass(frozen=True)
class Stamp:
    """What .venv holds: its Python, the digest of each lock installed, the Qt platforms that started."""

    python: str
    locks: Mapping[str, str] = field(default_factory=dict)
    qt: tuple[str, ...] = ()
    installing: bool = False


def read_stamp() -> Stamp | None:
    """The stamp of a .venv that can be used or completed; None if it has to be made (again)."""
    try:
        stamp = Stamp(**json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    sound = PYTHON.exists() and stamp.python == VERSION and not stamp.installing
    return replace(stamp, qt=tuple(stamp.qt)) if sound else None


def write_stamp(stamp: Stamp) -> None:
    """Replace the stamp in one step, so that no half of it is ever read."""
    draft = STAMP.with_suffix(".new")
    draft.write_text(json.dumps(asdict(stamp)), encoding="utf-8")
    draft.replace(STAMP)


def site_packages() -> list[Path]:
    """Where .venv keeps its packages: one folder once it is made."""
    return [*VENV.glob("lib/python*/site-packages"), *VENV.glob("Lib/site-packages")]


def digest(lock: str) -> str:
    """SHA-256 of a lock file, line ends apart (git may write them the Windows way)."""
    return hashlib.sha256((ROOT / lock).read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def is_installed(lock: str) -> bool:
    """Whether .venv holds exactly what `lock` says."""
    stamp = read_stamp()
    return stamp is not None and stamp.locks.get(lock) == digest(lock)


def prepare(lock: str) -> None:
    """Make .venv and install `lock` into it, unless that has been done."""
    if is_installed(lock):
        return
    with alone():
        if not is_installed(lock):
            install(lock)


@contextmanager
def alone() -> Iterator[None]:
    """Let one dev.py at a time change .venv; the system lets go when the process ends, however it ends."""
    with (ROOT / ".venv.lock").open("a+", encoding="utf-8") as file:
        if sys.platform == "win32":
            while True:
                try:
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError:
                    print("Another dev.py is setting up .venv; waiting for it ...", flush=True)
        else:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                print("Another dev.py is setting up .venv; waiting for it ...", flush=True)
                fcntl.flock(file, fcntl.LOCK_EX)
        yield


def install(lock: str) -> None:
    """Bring .venv to `lock`; a .venv that is missing, half made or of another Python is made anew."""
    stamp = read_stamp()
    if stamp is None:
        print("Setting up .venv (once; downloads up to 150 MB)", flush=True)
        make_venv()
        stamp = Stamp(VERSION)
        write_stamp(stamp)
    write_stamp(replace(stamp, installing=True))
    output, code = pip_install(lock)
    if code:
        if "Installing collected packages" not in output:
            write_stamp(stamp)
        raise Stop(f"{pip_advice(output)} (pip's log: {LOG.relative_to(ROOT)})")
    # The test lock contains the other one, pin for pin; a test holds them to it.
    held = {RUN_LOCK, TEST_LOCK} if lock == TEST_LOCK else {lock}
    write_stamp(Stamp(VERSION, {name: digest(name) for name in held}))


def make_venv() -> None:
    """Make an empty .venv. Debian keeps ensurepip in a package of its own; its pip does as well."""
    print(f"  making .venv with Python {VERSION}", flush=True)
    without_pip = []
    if importlib.util.find_spec("ensurepip") is None:
        if importlib.util.find_spec("pip"):
            without_pip = ["--without-pip"]
        elif not apt_install(["python3-venv"]):
            raise Stop(
                "Python's venv is incomplete on this system: install it with "
                f"`{apt_command(['python3-venv'])}` and run the same command again."
            )
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", *without_pip, str(VENV)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise Stop(f"Python could not make {VENV}: {last_line(made.stdout + made.stderr)}")


def pip_install(lock: str) -> tuple[str, int]:
    """Run pip on `lock`, showing which package it is at; its whole output and exit status."""
    has_pip = any((folder / "pip").is_dir() for folder in site_packages())
    pip = [str(PYTHON), "-m", "pip"] if has_pip else [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    options = "install --require-hashes --no-deps --no-user --no-input --disable-pip-version-check"
    command = [*pip, *options.split(), "--progress-bar", "off", "-r", str(ROOT / lock)]
    total = len(re.findall(r"^\S+==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
    print(f"  installing {total} packages from {lock}", flush=True)
    lines = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            show_progress(lines, total)
    show("")
    LOG.write_text("".join(lines), encoding="utf-8")
    return "".join(lines), process.returncode


def show_progress(lines: list[str], total: int) -> None:
    """On a terminal, one line that says what pip is doing now."""
    now = lines[-1].strip()
    download = re.match(r"(?:Downloading|Using cached) (?:\S*/)?(\w+)-\S+(.*)", now)
    if download:
        done = sum(line.startswith(("Collecting", "Requirement already", "Ignoring")) for line in lines)
        show(f"    {done}/{total} {''.join(download.groups())}")
    elif now.startswith("Installing collected"):
        show("    unpacking")
    elif now.startswith("WARNING: Retrying"):
        show("    the package index does not answer, trying again")


def show(text: str) -> None:
    """Overwrite the terminal's current line; nothing where the output is no terminal."""
    if sys.stdout.isatty():
        print(f"\r{text[:78]:<78}\r", end="", flush=True)


def pip_advice(output: str) -> str:
    """What pip's failure means, and what to do: one sentence."""
    network = r"NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|name resolution|getaddrinfo"
    if "DO NOT MATCH THE HASHES" in output:
        return (
            "A downloaded package is not the one that was locked and was refused: run the same command again."
        )
    if re.search(r"No space left|Errno 28|not enough space", output):
        return "The disk is full: make about 1 GB of room and run the same command again."
    if re.search(network, output):
        return (
            "The packages could not be downloaded: connect to the internet and run the same command again; "
            "behind a proxy set HTTPS_PROXY=http://host:port first."
        )
    if "No matching distribution" in output:
        return (
            "A package has no ready-made file for this system: use 64-bit Python 3.11 to 3.14 on Windows 10, "
            "macOS 13 (Apple silicon) or Linux as new as Debian 12 and Ubuntu 22.04."
        )
    return f"pip stopped: {last_line(output)}"


def last_line(text: str) -> str:
    """The last line that says something."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "no reason given")
