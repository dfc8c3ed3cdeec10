"""What commands print for people, in both languages: the main job and bad input, without a mix."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lpk_desktop.cli import main
from lpk_desktop.language import set_language
from tests.factory import PASSWORD, make_centre
from tests.terminal.programs import FOREIGN

ROSTER = Path(__file__).parents[1] / "exchange" / "rosters" / "peserta-las-purwokerto.xlsx"
COHORT = "LAS-4/2026"
NEW = ["cohort", "new", "--programme", "LAS", "--batch", "4", "--start", "2026-05-18", "--sessions", "5"]
MARK = ["attendance", "mark", "--cohort", COHORT, "--date"]
RECORD = ["results", "record", "--cohort", COHORT, "--unit"]

Say = Callable[..., tuple[int, str]]


@pytest.fixture(params=["id", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def say(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Say:
    """Run a command on a centre of its own; gives its status and all it said."""
    monkeypatch.setenv("LPK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LPK_PASSWORD", PASSWORD)
    monkeypatch.setenv("LPK_LANG", language)
    set_language(language)  # the first acts of the log are labelled in it
    make_centre(tmp_path / "data").close()

    def call(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(words)
        set_language("id")
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out + err

    return call


@pytest.fixture
def cohort(say: Say, tmp_path: Path) -> str:
    """A class with people, marks and results, made by commands."""
    assert say(*NEW)[0] == 0
    left = str(tmp_path / "sisa.xlsx")
    assert say("roster", "import", str(ROSTER), "--cohort", COHORT, "--rejects", left)[0] == 0
    assert say(*MARK, "2026-05-18", "--rest", "H", "7=A", "15=T:19")[0] == 0
    assert say(*RECORD, "1", "--rest", "K", "5=BK:kurang")[0] == 0
    return COHORT


def mixed(said: str, language: str) -> list[str]:
    """Words of the other language; headings of the file, paths and options are in neither."""
    own = "\n".join(line for line in said.splitlines() if "→" not in line)
    plain = re.sub(r"[\w./-]*/[\w./ -]*|--[\w-]+", "", own)
    return [found.group() for found in FOREIGN[language].finditer(plain)]


@pytest.mark.parametrize(
    "words",
    [
        ["cohort", "list"],
        ["cohort", "show", COHORT],
        ["staff", "list"],
        [*MARK, "2026-05-19", "--rest", "H"],
        ["attendance", "show", "--cohort", COHORT],
        [*RECORD, "2", "--rest", "K"],
        ["results", "show", "--cohort", COHORT],
        ["certificates", "ready", "--cohort", COHORT],
        ["roster", "check", str(ROSTER)],
        ["history"],
        ["history", "--trainee", "Fitri Mega Utami"],
        ["undo", "--dry-run"],
        ["undo"],
        ["check"],
        ["sync", "status"],
    ],
    ids=" ".join,
)
def test_a_result_is_told_in_one_language(say: Say, cohort: str, language: str, words: list[str]) -> None:
    status, said = say(*words)
    assert status == 0
    assert said.strip()
    assert mixed(said, language) == []


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["cohort", "show", "LAS-9/2026"], 1),
        ([*NEW[:-2]], 1),
        ([*NEW, "--pattern", "omong"], 1),
        ([*NEW, "--pattern", ""], 1),
        ([*NEW, "--capacity", "-4"], 2),
        ([*NEW[:6], "--start", "zz"], 2),
        ([*MARK, "2026-05-17", "7=A"], 1),
        ([*MARK, "2026-05-18", "--start", "zz", "7=A"], 2),
        ([*MARK, "zz", "7=A"], 2),
        ([*NEW, "--until", "zz"], 2),
        (["certificates", "issue", "--cohort", COHORT, "--out", "keluar", "--date", "zz"], 2),
        ([*MARK, "2026-05-18", "--start", "09:00", "7=A"], 1),
        ([*MARK, "2026-05-18", "7=Q"], 1),
        ([*MARK, "2026-05-18", "99=A"], 1),
        ([*RECORD, "X", "--rest", "K"], 1),
        ([*RECORD, "1", "5=BK"], 1),
        (["roster", "check", "nihil.xlsx"], 1),
        (["certificates", "verify", "nihil.pdf"], 1),
        (["certificates", "verify", "omong"], 1),
        (["history", "--row", "x"], 1),
        (["history", "--trainee", "Entah Siapa"], 1),
        (["history", "--limit", "-1"], 2),
        (["undo", "9.9"], 1),
        (["sync"], 1),
        (["pair", "localhost:1", "ABCD"], 1),
        (["pair", "ftp://x", "ABCD-EFGH"], 1),
        (["cohort", "list", "--lang"], 2),
        (["entah"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_what_goes_wrong_is_told_in_one_language(
    say: Say, language: str, words: list[str], status: int
) -> None:
    ended, said = say(*words)
    assert ended == status
    assert "Traceback" not in said
    assert mixed(said, language) == []


def test_people_read_words_where_json_keeps_codes(say: Say, cohort: str, language: str) -> None:
    _status, said = say("results", "show", "--cohort", cohort)
    document = json.loads(say("results", "show", "--cohort", cohort, "--json")[1])
    assert {row["final"] for row in document["rows"]} == {"incomplete", "reassess"}
    assert {"id": "Belum selesai", "en": "Not complete"}[language] in said
    assert "incomplete" not in said
    problems = json.loads(say("roster", "check", str(ROSTER), "--json")[1])["rows"]
    assert {code for row in problems for _field, code in row["problems"]} >= {"digits-lost"}
    assert "digits-lost" not in say("roster", "check", str(ROSTER))[1]


def test_one_is_not_several(say: Say, cohort: str, language: str) -> None:
    assert {"id": "Diurungkan", "en": "Undone"}[language] in say("undo")[1]
    _status, said = say(
        "cohort", "new", *NEW[2:4], "--batch", "5", "--start", "2026-05-18", "--sessions", "1"
    )
    assert {"id": "1 sesi, 0 peserta", "en": "1 session, 0 trainees"}[language] in said
