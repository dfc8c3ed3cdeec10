import subprocess
import sys

import pytest

from lpk_desktop.cli import hoisted, main
from tests.cli.conftest import Run


def test_common_options_may_stand_anywhere() -> None:
    assert hoisted(["cohort", "show", "LAS-4/2026", "--json", "--data", "D"]) == [
        "--json", "--data", "D", "cohort", "show", "LAS-4/2026",
    ]  # fmt: skip


def test_words_after_two_dashes_stay_where_they_are() -> None:
    assert hoisted(["a", "--", "--json"]) == ["a", "--", "--json"]


def test_an_unknown_command_is_a_usage_error(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("tidak-ada")[0] == 2


def test_a_missing_centre_is_the_users_matter(run: Run) -> None:
    assert run("cohort", "list") == (1, None)


@pytest.mark.parametrize(("language", "word"), [("id", "Kelas"), ("en", "Cohort")])
def test_help_speaks_both_languages(language: str, word: str) -> None:
    # In a process of its own: help texts are translated once, when the commands are defined.
    command = [sys.executable, "-m", "lpk_desktop", "cohort", "--help", "--lang", language]
    assert word in subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_wrong_password_is_told_without_the_password(
    run: Run, centre: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LPK_PASSWORD", "sandi-yang-salah")
    with pytest.raises(SystemExit) as ended:
        main(["cohort", "list"])
    assert ended.value.code == 1
    told = capsys.readouterr().err
    assert centre in told
    assert "sandi-yang-salah" not in told


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["tidak-ada"], "bukan perintah"),
        (["cohort", "list", "--entah"], "--entah"),
        (["cohort", "list", "--data"], "--data"),
        (["cohort", "show"], "number"),
        (["cohort", "new", "--programme", "LAS", "--start", "2026-05-18", "--batch", "x"], "--batch"),
        (["cohort"], "show"),
    ],
)
def test_a_usage_error_is_told_in_the_persons_language(
    words: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    told = capsys.readouterr()
    assert (ended.value.code, told.out) == (2, "")
    assert named in told.err
    assert "Error" not in told.err
