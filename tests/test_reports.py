from pathlib import Path

import pytest

from lpk_desktop.reports import write_report


def test_a_report_masks_long_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LPK_DATA", str(tmp_path))
    path = write_report(ValueError("NIK 9901010101900001 salah"))
    assert path is not None
    assert "9901010101900001" not in path.read_text(encoding="utf-8")


def test_a_report_that_the_data_folder_does_not_take_lies_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "berkas"
    closed.write_text("", encoding="utf-8")
    monkeypatch.setenv("LPK_DATA", str(closed))
    path = write_report(ValueError("salah"))
    assert path is not None
    assert path.exists()
    path.unlink()
