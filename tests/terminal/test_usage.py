"""What is typed wrongly is named, in the person's language, with status 2."""

from __future__ import annotations

import pytest

from lpk_central.cli import main as central
from lpk_desktop.cli import main as desktop


def told(
    capsys: pytest.CaptureFixture[str], words: list[str], program: str = "lpk-desktop"
) -> tuple[object, str]:
    with pytest.raises(SystemExit) as ended:
        (desktop if program == "lpk-desktop" else central)(words)
    out, err = capsys.readouterr()
    assert out == ""
    return ended.value.code, err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["tidak-ada"], "“tidak-ada” bukan perintah dari lpk-desktop. Yang ada: init, "),
        (
            ["cohort", "tampil"],
            "“tampil” bukan perintah dari lpk-desktop cohort. Yang ada: list, new, instructor, renumber, ",
        ),
        (
            ["cohort", "list", "LAS"],
            "Tidak jelas untuk apa “LAS” ditulis. Cara memakainya: lpk-desktop cohort list",
        ),
        (
            ["cohort", "list", "--entah"],
            "Pilihan --entah tidak ada. Cara memakainya: lpk-desktop cohort list --help",
        ),
        (
            ["cohort", "new", "--program", "LAS"],
            "Pilihan --program tidak ada. Mungkin maksudnya --programme.",
        ),
        (["cohort", "list", "--data"], "Pilihan --data belum diberi isi"),
        (["cohort", "show"], "KELAS belum diisi. Cara memakainya: lpk-desktop cohort show --help"),
        (["attendance", "mark"], "--cohort belum diisi."),
        (["history", "--limit", "-1"], "--limit harus bilangan bulat, paling sedikit 1."),
        (["history", "--limit", "x"], "--limit harus bilangan bulat, paling sedikit 1."),
        (["--lang", "xx"], "Isi --lang tidak dikenal. Yang ada: id, en."),
        (["cohort", "list", "--lang=xx"], "Isi --lang tidak dikenal. Yang ada: id, en."),
    ],
)
def test_a_usage_error_names_what_does_not_fit(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, err = told(capsys, words)
    assert status == 2
    assert err.startswith(sentence)


@pytest.mark.parametrize("option", ["--batch", "--sessions", "--jp", "--capacity"])
def test_a_cohort_has_no_number_below_one(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["cohort", "new", "--programme", "LAS", "--batch", "1", "--start", "2026-05-18", option, "-4"]
    status, err = told(capsys, words)
    assert (status, f"{option} harus bilangan bulat, paling sedikit 1." in err) == (2, True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["serve", "--port", "0"], "--port harus bilangan bulat dari 1 sampai 65535."),
        (["pair"], "LPK belum diisi. Cara memakainya: lpk-central pair --help"),
        (["entah"], "“entah” bukan perintah dari lpk-central. Yang ada: serve, "),
    ],
)
def test_the_server_program_has_the_same_manners(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, err = told(capsys, words, "lpk-central")
    assert status == 2
    assert err.startswith(sentence)


@pytest.mark.parametrize("program", ["lpk-desktop", "lpk-central"])
def test_the_language_may_stand_anywhere(program: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, err = told(capsys, ["entah", "--lang", "en"], program)
    assert status == 2
    assert err.startswith("“entah” is not a command of")


def test_a_language_of_the_environment_that_is_none_is_told_and_passed_over(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LPK_LANG", "fr")
    _status, err = told(capsys, ["entah"])
    assert err.startswith("LPK_LANG berisi “fr”, bukan id atau en; dipakai bahasa Indonesia.\n“entah”")


def test_a_group_alone_gets_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    status, err = told(capsys, ["cohort"])
    assert status == 2
    assert err.startswith("Cara pakai: lpk-desktop cohort PERINTAH ...")
