import pytest

from lpk_desktop.cli import main
from lpk_desktop.terminal.arguments import hoisted
from tests.cli.conftest import Run


def test_common_options_may_stand_anywhere() -> None:
    typed = ["cohort", "show", "LAS-4/2026", "--json", "--data", "D"]
    assert hoisted(typed, with_value=("--data",), flags=("--json",)) == [
        "--json", "--data", "D", "cohort", "show", "LAS-4/2026",
    ]  # fmt: skip


def test_words_after_two_dashes_stay_where_they_are() -> None:
    assert hoisted(["a", "--", "--json"], with_value=(), flags=("--json",)) == ["a", "--", "--json"]


def test_an_unknown_command_is_a_usage_error(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("tidak-ada")[0] == 2


def test_a_missing_centre_is_the_users_matter(run: Run) -> None:
    assert run("cohort", "list") == (1, None)


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
