"""The main job from end to end: the promise of the README, on real files, processes and pictures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from tools import ROOT


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    out = tmp_path_factory.mktemp("tour") / "hasil tur"
    done = subprocess.run(
        [sys.executable, "-P", "-m", "lpk_desktop", "tour", "--out", str(out), "--json"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [Path(name) for name in json.loads(done.stdout)]


def test_everything_it_names_is_there(files: list[Path]) -> None:
    assert all(file.stat().st_size > 0 for file in files)
    assert {file.suffix for file in files} == {".pdf", ".xlsx", ".png"}


def test_there_is_a_picture_of_every_page(files: list[Path]) -> None:
    assert len([file for file in files if file.suffix == ".png"]) == 16


def test_each_certificate_has_a_front_and_a_back(files: list[Path]) -> None:
    papers = [file for file in files if file.suffix == ".pdf" and file.name[0].isdigit()]
    assert papers
    assert all(len(PdfReader(paper).pages) == 2 for paper in papers)
