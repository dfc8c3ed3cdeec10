"""The sample centre through commands."""

from pathlib import Path

import pytest

from lpk_desktop.services.access import NewCentre, found_centre
from lpk_desktop.services.sample_access import SAMPLE_ADMIN, SAMPLE_PASSWORD
from tests.cli.conftest import Run
from tests.factory import LIGHT


@pytest.fixture
def sample(tmp_path: Path) -> None:
    centre = NewCentre(name="LPK Contoh", sample=True)
    found_centre(
        tmp_path / "data", centre, admin=SAMPLE_ADMIN, password=SAMPLE_PASSWORD, device="Contoh", cost=LIGHT
    ).store.close()


def test_it_opens_by_itself_whatever_password_is_set_for_another(run: Run, sample: None) -> None:
    assert run("cohort", "list") == (0, [])


def test_a_password_file_is_still_tried(run: Run, sample: None, tmp_path: Path) -> None:
    (tmp_path / "sandi.txt").write_text("bukan sandinya", encoding="utf-8")
    assert run("cohort", "list", "--password-file", str(tmp_path / "sandi.txt")) == (1, None)
