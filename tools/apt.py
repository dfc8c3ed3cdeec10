"""Debian and Ubuntu packages: their names, and installing them where nobody has to be asked."""

import os
import re
import shutil
import subprocess
import sys


def debian_package(library: str) -> str:
    """The package of a shared library: its soname as Debian Policy 8.1 writes it, but for two old names."""
    if re.match(r"lib(glib|gthread|gobject|gio|gmodule)-2\.0\.so", library):
        return "libglib2.0-0"
    if library.startswith("libz.so"):
        return "zlib1g"
    name, _, version = library.partition(".so.")
    name = name.lower().replace("_", "-")
    return f"{name}-{version}" if name[-1].isdigit() else f"{name}{version}"


def apt_command(packages: list[str]) -> str:
    """The command a person can type."""
    return f"sudo apt-get install -y {' '.join(packages)}"


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages if this is root or sudo asks no password; whether that went well."""
    if sys.platform != "linux" or not shutil.which("apt-get"):
        return False
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and not (shutil.which("sudo") and _succeeds([*sudo, "true"])):
        return False
    print(f"  installing with apt-get: {' '.join(packages)}", flush=True)
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    _succeeds([*apt, "update"])
    return _succeeds([*apt, "install", "-y", "--no-install-recommends", *packages])


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
