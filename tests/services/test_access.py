from pathlib import Path

import pytest

from lpk_desktop.errors import UserError
from lpk_desktop.services.access import NewCentre, found_centre, people, recover_access, sign_in
from lpk_desktop.services.centre import centre
from lpk_desktop.services.programmes import programmes
from lpk_desktop.storage.device import device
from lpk_desktop.storage.engine import FILE
from lpk_desktop.storage.history import next_undo, undo
from tests.factory import ADMIN, LIGHT, PASSWORD, make_centre, make_cohort


def test_a_new_centre_can_be_signed_in_to(tmp_path: Path) -> None:
    make_centre(tmp_path, name="LPK Serayu").close()
    assert people(tmp_path) == [ADMIN]
    store = sign_in(tmp_path, name=ADMIN, password=PASSWORD)
    with store.read() as session:
        assert centre(session).name == "LPK Serayu"
        assert {"LAS", "HP", "FKL"} <= {each.code for each in programmes(session)}
    store.close()


def test_forklift_and_crane_ship_without_unit_codes(tmp_path: Path) -> None:
    store = make_centre(tmp_path)
    with store.read() as session:
        for each in programmes(session):
            if each.code in {"FKL", "CRN"}:
                assert all(block.code is None for block in each.blocks)
    store.close()


def test_a_centre_is_never_made_over_another(tmp_path: Path) -> None:
    make_centre(tmp_path).close()
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(UserError, match="data-folder-in-use"):
        make_centre(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


def test_a_short_password_is_refused_before_anything_is_stored(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="password-too-short"):
        found_centre(
            tmp_path / "baru", NewCentre(name="X"), admin="Y", password="pendek", device="Z", cost=LIGHT
        )
    assert not (tmp_path / "baru").exists()


def test_an_interrupted_founding_can_be_repeated(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"setengah jadi")
    make_centre(tmp_path).close()
    assert [path.read_bytes() for path in tmp_path.glob(f"{FILE}.*.old")] == [b"setengah jadi"]


def test_the_recovery_code_gives_a_new_password(tmp_path: Path) -> None:
    founded = found_centre(
        tmp_path, NewCentre(name="X"), admin=ADMIN, password=PASSWORD, device="Z", cost=LIGHT
    )
    founded.store.close()
    recover_access(tmp_path, code=founded.recovery_code, name=ADMIN, password="sandi-baru-sekali")
    sign_in(tmp_path, name=ADMIN, password="sandi-baru-sekali").close()


def test_undo_cannot_reach_back_to_the_founding(tmp_path: Path) -> None:
    store = make_centre(tmp_path)
    with store.read() as session:
        assert next_undo(session, store.author) is None
    with store.write("Urungkan") as session, pytest.raises(UserError, match="cannot-be-undone"):
        undo(session, (device(session).origin, 1))
    make_cohort(store)
    with store.read() as session:
        assert next_undo(session, store.author) is not None
    store.close()


def test_a_lost_data_file_is_told_and_not_replaced_by_an_empty_one(tmp_path: Path) -> None:
    make_centre(tmp_path).close()
    (tmp_path / FILE).unlink()
    with pytest.raises(UserError, match="data-file-missing"):
        sign_in(tmp_path, name=ADMIN, password=PASSWORD)
    assert not (tmp_path / FILE).exists()


def test_a_centre_in_an_unknown_time_zone_is_refused_before_anything_is_stored(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="unknown-zone"):
        found_centre(
            tmp_path / "baru", NewCentre(name="X", zone="UTC"), admin="Y", password=PASSWORD, device="Z"
        )
    assert not (tmp_path / "baru").exists()
