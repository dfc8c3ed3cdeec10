"""A central API of the tour's own, as a process on this computer."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_S = 30


class Central:
    """A running server with one centre, and codes to pair with it."""

    def __init__(self, data: Path, url: str) -> None:
        self.url = url
        self._data = data

    def command(self, *words: str) -> str:
        """Run one `lpk-central` command on the server's data; gives what it prints."""
        done = subprocess.run(  # noqa: S603  our own module
            [sys.executable, "-m", "lpk_central", *words, "--data", str(self._data)],
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=_environment() | {"PYTHONIOENCODING": "utf-8"},
        )
        return done.stdout.strip()


@contextmanager
def running_central(data: Path, *, centre: str) -> Iterator[Central]:
    """Serve a centre named `centre` until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    central = Central(data, url)
    central.command("centre", "add", centre)
    process = subprocess.Popen(  # noqa: S603  our own module
        [
            sys.executable,
            "-m",
            "lpk_central",
            "serve",
            "--data",
            str(data),
            "--port",
            str(port),
            "--public-url",
            url,
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    )
    try:
        _wait(url, process)
        yield central
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_S)


def _environment() -> dict[str, str]:
    """This process's surroundings without the passwords that a person may have put there."""
    return {name: value for name, value in os.environ.items() if not name.endswith("_PASSWORD")}


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/v1/", timeout=1):  # noqa: S310  an address made above
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the central did not start")
