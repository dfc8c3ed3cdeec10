"""A backup says what it is without its key, and no changed bit of it passes."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lpk_desktop.domain.backups import Reason
from lpk_desktop.errors import UserError
from lpk_desktop.storage.backup.archive import (
    MANIFEST,
    PARTS,
    Manifest,
    digest_of,
    manifest_of,
    pack,
    prove,
    unpack,
)

REFUSED = {"not-a-backup", "backup-damaged", "backup-too-new", "backup-not-readable"}


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small one: what is in its parts does not matter here."""
    folder = tmp_path_factory.mktemp("arsip")
    for name, size in zip(PARTS, (700, 9000), strict=True):
        (folder / name).write_bytes(random.Random(size).randbytes(size))
    manifest = Manifest(
        made_at=1_780_000_000_000, reason=Reason.DAY, centre="LPK Contoh", zone="WIB", device="Laptop",
        lineage="0" * 16, number=1, epoch=1, newest=7, changes=3, revision="0001", findings=0,
        parts={name: digest_of(folder / name) for name in PARTS},
    )  # fmt: skip
    pack(folder, manifest, folder / "utuh.lpkbackup")
    return folder / "utuh.lpkbackup"


Spoil = Callable[[bytes], Path]


@pytest.fixture
def spoilt(backup: Path, tmp_path: Path) -> Spoil:
    def write(content: bytes) -> Path:
        path = tmp_path / "rusak.lpkbackup"
        path.write_bytes(content)
        return path

    return write


def refusal(path: Path, to: Path) -> str:
    to.mkdir(exist_ok=True)
    with pytest.raises(UserError) as told:
        unpack(path, to)
    assert told.value.facts["file"] == str(path)
    return told.value.code


def test_what_was_packed_comes_out(backup: Path, tmp_path: Path) -> None:
    assert unpack(backup, tmp_path) == manifest_of(backup) == prove(backup)
    for name in PARTS:
        assert (tmp_path / name).read_bytes() == (backup.parent / name).read_bytes()


def test_any_program_that_knows_zip_opens_it(backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        assert archive.namelist() == [MANIFEST, *PARTS]
        assert archive.testzip() is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_anywhere_is_refused(
    backup: Path, spoilt: Spoil, tmp_path: Path, place: float, bit: int
) -> None:
    content = bytearray(backup.read_bytes())
    content[int(place * len(content))] ^= 1 << bit
    assert refusal(spoilt(bytes(content)), tmp_path / "ke") in REFUSED


def test_each_bit_around_the_parts_is_refused(backup: Path, spoilt: Spoil, tmp_path: Path) -> None:
    content = backup.read_bytes()
    end = content.index(b"PK\x01\x02")
    for place in [*range(60), *range(end, len(content))]:
        flipped = bytearray(content)
        flipped[place] ^= 1 << place % 8
        assert refusal(spoilt(bytes(flipped)), tmp_path / "ke") in REFUSED


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0, 1, exclude_max=True))
def test_one_that_was_cut_is_refused(backup: Path, spoilt: Spoil, tmp_path: Path, share: float) -> None:
    content = backup.read_bytes()
    assert refusal(spoilt(content[: int(share * len(content))]), tmp_path / "ke") in REFUSED


def test_one_with_something_behind_it_is_refused(backup: Path, spoilt: Spoil, tmp_path: Path) -> None:
    assert refusal(spoilt(backup.read_bytes() + b"\0"), tmp_path / "ke") in REFUSED


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", b"SQLite format 3\0" * 100])
def test_another_file_is_no_backup(spoilt: Spoil, tmp_path: Path, content: bytes) -> None:
    assert refusal(spoilt(content), tmp_path / "ke") == "not-a-backup"


def test_another_zip_is_no_backup(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "tugas.zip", "w") as archive:
        archive.writestr("tugas.docx", "x")
    assert refusal(tmp_path / "tugas.zip", tmp_path / "ke") == "not-a-backup"


def test_a_cut_backup_is_told_apart_from_another_file(backup: Path, spoilt: Spoil, tmp_path: Path) -> None:
    assert refusal(spoilt(backup.read_bytes()[:5000]), tmp_path / "ke") == "backup-damaged"


def test_one_of_a_newer_version_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "baru.lpkbackup", "w") as archive:
        archive.writestr(MANIFEST, msgspec.json.encode({"version": 2, "parts": "in another form"}))
    assert refusal(tmp_path / "baru.lpkbackup", tmp_path / "ke") == "backup-too-new"


@pytest.mark.parametrize("text", ["", "null", "[]", "7", '{"version": "satu"}', '{"version": 1}', "{" * 60])
def test_a_manifest_without_sense_is_refused(tmp_path: Path, text: str) -> None:
    with zipfile.ZipFile(tmp_path / "aneh.lpkbackup", "w") as archive:
        archive.writestr(MANIFEST, text)
    assert refusal(tmp_path / "aneh.lpkbackup", tmp_path / "ke") == "backup-damaged"


def test_packed_content_is_not_unpacked(backup: Path, tmp_path: Path) -> None:
    bomb = tmp_path / "bom.lpkbackup"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, b" " * 10_000_000)
    assert refusal(bomb, tmp_path / "ke") == "backup-damaged"


def test_a_backup_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / "tidak ada.lpkbackup", tmp_path / "ke") == "backup-not-readable"


def test_a_folder_is_no_backup(tmp_path: Path) -> None:
    assert refusal(tmp_path, tmp_path / "ke") == "backup-not-readable"
