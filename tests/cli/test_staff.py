"""The people of a centre by command; no password ever stands on a command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from lpk_desktop.cli import context
from lpk_desktop.domain.roles import Role
from lpk_desktop.services.access import sign_in
from lpk_desktop.storage.door import FREE_TRIES, Gate
from lpk_desktop.storage.tables import Staff
from tests.cli.conftest import Run
from tests.factory import ADMIN, PASSWORD

DIAN = "Dian Kusumawati"
OWN = "kuda-makan-pisang"


@pytest.fixture
def invited(run: Run, centre: str) -> str:
    """The one-time code of a new instructor."""
    status, document = run("staff", "add", DIAN, "--role", "instructor", "--code", "--user", ADMIN)
    assert status == 0
    return str(document["code"])


@pytest.fixture
def as_dian(run: Run, invited: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dian has chosen a password, and is the one who asks from now on."""
    monkeypatch.setenv("LPK_PASSWORD", invited)
    monkeypatch.setenv("LPK_NEW_PASSWORD", OWN)
    assert run("staff", "password", "--user", DIAN) == (0, {"changed": True})
    monkeypatch.setenv("LPK_PASSWORD", OWN)
    monkeypatch.delenv("LPK_NEW_PASSWORD")


def test_the_list_says_who_may_what_and_who_can_sign_in(run: Run, invited: str) -> None:
    run("staff", "add", "Hesti Tri Prabowo", "--met", "MET.000.004182 2019", "--user", ADMIN)
    _status, people = run("staff", "list", "--user", ADMIN)
    assert [(each["name"], each["role"], each["access"]) for each in people] == [
        (DIAN, "instructor", "code"),
        ("Hesti Tri Prabowo", "instructor", "none"),
        (ADMIN, "admin", "password"),
    ]


def test_a_one_time_code_opens_no_other_command(
    run: Run, invited: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LPK_PASSWORD", invited)
    assert run("cohort", "list", "--user", DIAN) == (1, None)


@pytest.mark.usefixtures("as_dian")
def test_an_instructor_may_not_manage_people_and_reads_why(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("cohort", "list", "--user", DIAN) == (0, [])
    from lpk_desktop.cli import main  # noqa: PLC0415  beside `run`, to hear what people read

    with pytest.raises(SystemExit) as ended:
        main(["staff", "add", "Siapa", "--user", DIAN])
    assert ended.value.code == 1
    assert "tidak boleh mengatur orang dan peran" in capsys.readouterr().err


@pytest.mark.usefixtures("as_dian")
def test_somebody_deactivated_cannot_sign_in(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LPK_PASSWORD", PASSWORD)
    assert run("staff", "deactivate", DIAN, "--user", ADMIN)[1]["access"] == "gone"
    monkeypatch.setenv("LPK_PASSWORD", OWN)
    assert run("cohort", "list", "--user", DIAN) == (1, None)


def test_a_role_changes_by_command(run: Run, invited: str) -> None:
    assert run("staff", "role", DIAN, "viewer", "--user", ADMIN)[1]["role"] == "viewer"
    assert run("staff", "role", DIAN, "raja", "--user", ADMIN)[0] == 2


def test_the_last_administrator_stays(run: Run, centre: str) -> None:
    assert run("staff", "deactivate", ADMIN) == (1, None)


def test_a_new_password_may_stand_in_a_file(
    run: Run, centre: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "baru.txt"
    file.write_text(f"{OWN}\n", encoding="utf-8")
    assert run("staff", "password", "--new-password-file", str(file))[0] == 0
    monkeypatch.setenv("LPK_PASSWORD", OWN)
    assert run("cohort", "list") == (0, [])


def test_a_new_recovery_code_is_printed_once(run: Run, centre: str) -> None:
    status, document = run("staff", "recovery")
    assert status == 0
    assert len(document["recovery_code"].replace("-", "")) == 24


def test_a_command_waits_where_wrong_passwords_have_cost_time(
    run: Run, centre: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(context, "sleep", waited.append)
    monkeypatch.setattr(context, "Gate", lambda folder: Gate(folder, tick=lambda: sum(waited)))
    monkeypatch.setenv("LPK_PASSWORD", "bukan-sandi-ini")
    for _ in range(FREE_TRIES + 1):
        assert run("cohort", "list") == (1, None)
    monkeypatch.setenv("LPK_PASSWORD", PASSWORD)
    assert run("cohort", "list") == (0, [])
    assert waited == [10, 20]


def test_of_two_people_with_one_name_none_is_picked_but_each_by_id(
    run: Run, invited: str, tmp_path: Path
) -> None:
    store = sign_in(tmp_path / "data", name=ADMIN, password=PASSWORD)
    with store.write("Datang dari komputer lain") as session:
        session.add(Staff(name=DIAN, role=Role.VIEWER))
    store.close()
    assert run("staff", "deactivate", DIAN, "--user", ADMIN) == (1, None)
    _status, people = run("staff", "list", "--user", ADMIN)
    viewer = next(each["id"] for each in people if each["role"] == "viewer")
    status, document = run("staff", "deactivate", viewer, "--user", ADMIN)
    assert (status, document["access"]) == (0, "gone")
    # The other one is the only one of that name who works here now.
    assert run("staff", "deactivate", DIAN, "--user", ADMIN)[0] == 0
