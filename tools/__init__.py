"""What dev.py is made of (standard library only), and what it runs inside .venv (words)."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Stop(Exception):  # noqa: N818  no error of ours: the sentence that ends a command
    """A sentence for the person: what happened, and what to do."""
