"""Every error a person can meet has words: what happened, and what to do next."""

from __future__ import annotations

import re

from lpk_desktop.messages import TABLE, findings
from lpk_desktop.storage.findings import Problem
from tests.architecture.sources import assert_none
from tools import ROOT

_RAISED = re.compile(r"""(?:UserError|TransportError)\(\s*"([a-z0-9-]+)\"""")
_IN_CODE = {"lpk_desktop", "lpk_central"}


def raised() -> set[str]:
    return {
        code
        for package in _IN_CODE
        for file in (ROOT / package).rglob("*.py")
        for code in _RAISED.findall(file.read_text(encoding="utf-8"))
    }


def test_every_code_that_is_raised_has_words() -> None:
    assert_none(raised() - TABLE.keys())


def test_every_error_says_what_to_do_next() -> None:
    assert_none(code for code, (what, advice) in TABLE.items() if not what.strip() or not advice.strip())


def test_every_finding_of_check_has_words() -> None:
    assert set(Problem) == findings.WORDS.keys()


def test_every_finding_says_what_is_safe_or_what_to_do_next() -> None:
    assert_none(code for code, (what, advice) in findings.WORDS.items() if not what or not advice)
