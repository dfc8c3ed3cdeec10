import pytest

from lpk_desktop.domain.passwords import Weakness, weakness_of

NAME = "Ratna Puspitasari, S.Pd."


@pytest.mark.parametrize(
    ("password", "weakness"),
    [
        ("pendek1", Weakness.SHORT),
        ("abababababab", Weakness.PLAIN),
        ("Password123", Weakness.PLAIN),
        ("kata sandi 2026", Weakness.PLAIN),
        ("ratna-1990", Weakness.PLAIN),
        ("ratnapuspitasari", Weakness.PLAIN),
        ("sandi-yang-panjang", None),
        ("rahasia-bunga-matahari", None),
        ("8HkQ2-mx", None),
    ],
)
def test_a_password_is_what_others_would_not_guess(password: str, weakness: Weakness | None) -> None:
    assert weakness_of(password, name=NAME) is weakness


def test_one_s_own_name_alone_is_no_password() -> None:
    assert weakness_of("ratna-puspita-sari", name="Ratna Puspita Sari") is Weakness.PLAIN
    assert weakness_of("ratna-puspita-sari", name="Dian Kusumawati") is None
