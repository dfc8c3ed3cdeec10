"""Backups through the commands: what a person reads, and what a script gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from lpk_desktop.cli import main
from lpk_desktop.domain.roles import Role
from lpk_desktop.services import staff
from lpk_desktop.services.access import sign_in
from lpk_desktop.storage import slots
from lpk_desktop.storage.backup import folder_of, kept_in
from lpk_desktop.storage.device import adopt
from lpk_desktop.storage.door import FREE_TRIES
from lpk_desktop.storage.engine import FILE
from lpk_desktop.storage.history import KEYS
from lpk_desktop.storage.store import Store
from lpk_desktop.sync.pairing import Paired
from tests.cli.conftest import Run
from tests.cli.test_journey import NEW, ROSTER
from tests.factory import ADMIN, LIGHT, PASSWORD, make_centre
from tests.storage.backup.test_copying import files_up_to
from tests.storage.test_checking import tamper
from tests.storage.test_full_disk import SMALL


@pytest.fixture
def data(tmp_path: Path, centre: str) -> Path:
    return tmp_path / "data"


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Status and words of a command that a person gave."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(words)
    heard = capsys.readouterr()
    return (ended.value.code if isinstance(ended.value.code, int) else 0), heard.out + heard.err


def test_a_backup_goes_to_the_centres_own_place(run: Run, data: Path) -> None:
    status, made = run("backup")
    assert (status, made["sound"], made["reason"], made["second_place"]) == (0, True, "asked", None)
    assert Path(made["file"]).parent == folder_of(data)
    assert [each["file"] for each in run("backup", "--list")[1]] == [made["file"]]


def test_pairing_is_backed_up_before_and_after(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From none that is older could be carried on what is done under the new name."""
    monkeypatch.setattr("lpk_desktop.sync.replica.pair_device", adopted)
    assert run("pair", "http://127.0.0.1:9", "ABCD-EFGH")[0] == 0
    found = [each.manifest for each in kept_in(folder_of(data))]
    assert sorted((told.reason, told.number) for told in found if told) == [("pairing", 0), ("rewritten", 1)]


def adopted(store: Store, url: str, _code: str) -> Paired:
    """What a central would answer."""
    with store.write("Pasangkan") as session:
        adopt(session, number=1, letter="A")
    return Paired(
        url=url, server="pusat", centre="lpk", centre_name="LPK", device=1, letter="A", token="",
        central_key=b"", public_url="", device_certificate="{}",
    )  # fmt: skip


@pytest.mark.parametrize("named", [True, False], ids=["as a file", "into a folder"])
def test_a_backup_goes_where_the_person_says(run: Run, data: Path, tmp_path: Path, *, named: bool) -> None:
    stick = tmp_path / "stik"
    stick.mkdir()
    status, made = run("backup", str(stick / "pusat.lpkbackup" if named else stick))
    assert (status, Path(made["file"]).parent) == (0, stick)
    assert run("backup", "--list")[1] == []
    assert len(list(stick.iterdir())) == 1


def test_and_to_the_second_place(run: Run, data: Path, tmp_path: Path) -> None:
    (tmp_path / "stik").mkdir()
    carried = run("backup", "--second", str(tmp_path / "stik"))[1]["second_place"]
    assert Path(carried).is_relative_to(tmp_path / "stik")
    assert Path(run("backup")[1]["second_place"]).exists()


@pytest.mark.parametrize("named", [True, False], ids=["the one named", "the newest"])
def test_a_backup_is_checked_on_demand(run: Run, data: Path, *, named: bool) -> None:
    made = run("backup")[1]["file"]
    status, found = run("backup", "--verify", *([made] if named else []))
    assert (status, found["clean"], found["file"], found["findings"]) == (0, True, made, [])
    assert list(folder_of(data).glob(".sedang*")) == []


def test_a_check_tells_what_is_wrong_with_a_backup(run: Run, data: Path) -> None:
    store = sign_in(data, name=ADMIN, password=PASSWORD)
    tamper(store, "DELETE FROM change WHERE n = 5")
    store.close()
    made = run("backup")[1]["file"]
    with pytest.raises(SystemExit) as ended:
        main(["backup", "--verify", made])
    assert ended.value.code == 1


def test_a_backup_with_a_changed_bit_is_not_taken_for_one(
    run: Run, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = Path(run("backup")[1]["file"])
    content = bytearray(made.read_bytes())
    content[len(content) // 2] ^= 1
    made.write_bytes(content)
    assert told(capsys, "backup", "--verify", str(made))[0] == 1
    assert "rusak" in told(capsys, "backup", "--verify", str(made))[1]


def test_where_there_is_no_backup_none_is_checked(
    run: Run, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, text = told(capsys, "backup", "--verify")
    assert status == 1
    assert "Belum ada cadangan" in text


def test_what_was_done_since_is_gone_and_kept_beside(run: Run, data: Path) -> None:
    made = run("backup")[1]["file"]
    run(*NEW)
    status, done = run("restore", made)
    assert (status, done["left_behind"] > 0) == (0, True)
    assert run("cohort", "list")[1] == []
    assert (Path(done["aside"]) / FILE).exists()
    assert run("check")[1]["clean"]


def test_a_backup_comes_back_on_another_computer(run: Run, data: Path, tmp_path: Path) -> None:
    run(*NEW)
    made = run("backup", str(tmp_path / "pusat.lpkbackup"))[1]["file"]
    elsewhere = ("--data", str(tmp_path / "laptop baru"))
    status, done = run("restore", made, *elsewhere)
    assert (status, done["aside"], done["centre"]) == (0, None, "LPK Contoh")
    assert len(run("cohort", "list", *elsewhere)[1]) == 1


def test_with_the_recovery_code_too(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = run("init", "--centre", "LPK", "--admin", ADMIN)[1]["recovery_code"]
    made = run("backup")[1]["file"]
    monkeypatch.setenv("LPK_PASSWORD", code)
    assert run("restore", made, "--recovery", "--data", str(tmp_path / "b"))[0] == 0


def test_what_happened_is_told_in_words(run: Run, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = run("backup")[1]["file"]
    status, text = told(capsys, "restore", made)
    assert status == 0
    assert "Dipulihkan: LPK Contoh" in text
    assert "sebelum pemulihan" in text


def test_a_wrong_password_changes_nothing(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = run("backup")[1]["file"]
    before = (data / FILE).read_bytes()
    monkeypatch.setenv("LPK_PASSWORD", "salah-sekali")
    status, text = told(capsys, "restore", made)
    assert status == 1
    assert ADMIN in text
    assert "salah-sekali" not in text
    assert (data / FILE).read_bytes() == before


def test_who_only_looks_replaces_no_sound_data(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = sign_in(data, name=ADMIN, password=PASSWORD)
    with store.write("Orang baru", source=KEYS) as session:
        code = staff.give_code(session, staff.add_member(session, name="Vivi", role=Role.VIEWER), cost=LIGHT)
    store.close()
    sign_in(data, name="Vivi", password=code, new_password="laut-pisang-teduh").close()
    made = run("backup", "--user", ADMIN)[1]["file"]
    monkeypatch.setenv("LPK_PASSWORD", "laut-pisang-teduh")
    status, text = told(capsys, "--user", "Vivi", "restore", made)
    assert (status, "Peran Anda (Hanya lihat) tidak boleh" in text) == (1, True)
    (data / FILE).write_bytes(b"rusak" * 9000)
    assert told(capsys, "--user", "Vivi", "restore", made)[0] == 0


def test_after_wrong_passwords_a_backup_waits_too(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = run("backup")[1]["file"]
    waited: list[float] = []
    monkeypatch.setattr("lpk_desktop.cli.context.sleep", waited.append)
    monkeypatch.setenv("LPK_PASSWORD", "salah-sekali")
    for _ in range(FREE_TRIES):
        assert run("backup", "--verify", made)[0] == 1
    for words in (("backup", "--verify", made), ("restore", made)):
        assert "Menunggu 10 detik" in told(capsys, *words)[1]
    assert len(waited) == 2


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("tidak ada.lpkbackup", None, "tidak bisa dibaca"),
        ("foto.jpg", b"\xff\xd8\xff", "bukan cadangan"),
        ("rusak.lpkbackup", b"PK\x03\x04" + b"\0" * 26 + b"backup.json", "rusak"),
    ],
)
def test_what_is_no_backup_is_told(
    data: Path, tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str],
    name: str, content: bytes | None, named: str,
) -> None:  # fmt: skip
    if content is not None:
        (tmp_path / name).write_bytes(content)
    status, text = told(capsys, "restore", str(tmp_path / name))
    assert status == 1
    assert named in text
    assert name in text


def test_another_centres_backup_is_told_with_whose_it_is(
    run: Run, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_centre(tmp_path / "lain", name="LPK Tetangga", device="Komputer gudang").close()
    made = run("backup", "--data", str(tmp_path / "lain"))[1]["file"]
    status, text = told(capsys, "restore", made)
    assert status == 1
    assert "LPK Tetangga" in text
    assert "Komputer gudang" in text


def test_a_file_that_is_there_is_not_replaced(run: Run, data: Path, tmp_path: Path) -> None:
    (tmp_path / "x.lpkbackup").write_text("milik orang")
    assert run("backup", str(tmp_path / "x.lpkbackup")) == (1, None)
    assert (tmp_path / "x.lpkbackup").read_text() == "milik orang"


def test_an_import_is_backed_up_before(run: Run, data: Path, tmp_path: Path) -> None:
    run(*NEW)
    run("roster", "import", str(ROSTER), "--cohort", "LAS-4/2026", "--rejects", str(tmp_path / "sisa.xlsx"))
    (backup,) = run("backup", "--list")[1]
    assert backup["reason"] == "import"
    run("restore", backup["file"])
    assert run("cohort", "show", "LAS-4/2026")[1]["people"] == []


def test_an_import_goes_on_where_no_backup_can_be_made(
    run: Run, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(*NEW)
    folder_of(data).write_text("bukan folder")
    words = (
        "roster",
        "import",
        str(ROSTER),
        "--cohort",
        "LAS-4/2026",
        "--rejects",
        str(tmp_path / "sisa.xlsx"),
    )
    status, text = told(capsys, *words)
    assert status == 0
    assert "Cadangan tidak bisa ditulis" in text
    assert "22 baru" in text


@pytest.mark.parametrize("content", [None, b"", b"rusak" * 9000], ids=["lost", "empty", "damaged"])
def test_a_damaged_file_names_the_newest_backup(
    run: Run, data: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    made = run("backup")[1]["file"]
    (data / FILE).unlink() if content is None else (data / FILE).write_bytes(content)
    status, text = told(capsys, "cohort", "list")
    assert status == 1
    assert made in text
    assert (data / FILE).exists() is (content is not None)
    assert run("restore", made)[0] == 0
    assert run("check")[1]["clean"]


def test_a_full_disk_names_no_backup(run: Run, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = run("backup")[1]["file"]
    with files_up_to(SMALL):
        status, text = told(capsys, "cohort", "list")
    assert (status, "Diska penuh" in text, made in text) == (1, True, False)


def test_without_a_backup_a_damaged_file_is_told_as_before(run: Run, data: Path) -> None:
    (data / FILE).write_bytes(b"rusak" * 9000)
    assert run("cohort", "list") == (1, None)
    assert slots.exists(data)


def test_of_several_people_one_has_to_be_named(
    run: Run, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = sign_in(data, name=ADMIN, password=PASSWORD)
    with store.write("Orang baru", source=KEYS) as session:
        staff.give_code(session, staff.add_member(session, name="Hesti", role=Role.VIEWER), cost=LIGHT)
    store.close()
    made = run("backup", "--user", ADMIN)[1]["file"]
    status, text = told(capsys, "restore", made)
    assert status == 1
    assert "Hesti" in text
    assert run("restore", made, "--user", ADMIN)[0] == 0
