import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import text

from lpk_central.cli import main
from lpk_central.database import open_file
from lpk_central.keys import load_key
from tests.central.served import serving
from tests.sync.memory import joined


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pusat"


class Told(NamedTuple):
    """What one command left behind."""

    exit_code: int
    stdout: str
    stderr: str


Run = Callable[..., Told]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on a server's folder."""
    monkeypatch.setenv("LPK_LANG", "id")

    def call(folder: Path, *words: str) -> Told:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([*words, "--data", str(folder)])
        out, err = capsys.readouterr()
        return Told(int(ended.value.code or 0), out, err)

    return call


def test_a_centre_gets_a_code_to_pair_with(run: Run, folder: Path) -> None:
    centre = run(folder, "centre", "add", "LPK Maju").stdout.strip()
    assert re.fullmatch(r"[0-9a-f]{32}", centre)
    code = run(folder, "pair", "LPK Maju")
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\n", code.stdout)
    assert "10 menit" in code.stderr


def test_a_code_does_not_stand_in_the_database(run: Run, folder: Path) -> None:
    run(folder, "centre", "add", "LPK Maju")
    code = run(folder, "pair", "LPK Maju").stdout.strip().replace("-", "")
    content = b"".join(path.read_bytes() for path in folder.glob("central.sqlite*"))
    assert code.encode() not in content


def test_the_key_is_for_its_owner_alone(run: Run, folder: Path) -> None:
    run(folder, "centre", "add", "LPK Maju")
    assert (folder / "central.key").stat().st_mode & 0o777 == 0o600
    assert load_key(folder / "central.key").public == load_key(folder / "central.key").public


def test_an_unknown_centre_is_said_to_be_unknown(run: Run, folder: Path) -> None:
    found = run(folder, "pair", "LPK Mundur")
    assert (found.exit_code, "LPK Mundur" in found.stderr) == (1, True)


def test_two_centres_of_one_name_are_told_apart_by_number(run: Run, folder: Path) -> None:
    ids = [run(folder, "centre", "add", "LPK Maju").stdout.strip() for _ in range(2)]
    assert run(folder, "pair", "LPK Maju").exit_code == 1
    assert run(folder, "pair", ids[1]).exit_code == 0


def test_devices_are_listed_and_revoked(run: Run, tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        joined(served, served.centre(), "Kantor")
    assert run(tmp_path, "device", "list", "LPK Maju").stdout == "1\tKantor\taktif\tbelum pernah\n"
    assert run(tmp_path, "device", "revoke", "LPK Maju", "1").exit_code == 0
    assert "dicabut" in run(tmp_path, "device", "list", "LPK Maju").stdout
    assert run(tmp_path, "device", "revoke", "LPK Maju", "2").exit_code == 1


def test_check_counts_and_finds(run: Run, tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        device = joined(served, served.centre())
        device.put(1, name="Sri")
        device.sync()
    sound = run(tmp_path, "check")
    assert (sound.exit_code, sound.stdout) == (0, "LPK Maju: 1 perubahan, 1 baris, 0 menunggu, 0 ditolak\n")
    database = open_file(tmp_path / "central.sqlite")
    with database.write() as connection:
        connection.execute(text("update centre set seq = 2"))
    database.close()
    broken = run(tmp_path, "check")
    assert (broken.exit_code, "seharusnya 2" in broken.stderr) == (1, True)
