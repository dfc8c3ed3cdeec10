import errno
import socket
from typing import Any

import msgspec
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from requests.adapters import BaseAdapter

from lpk_desktop.domain.trust import device_certificate_bytes
from lpk_desktop.errors import UserError
from lpk_desktop.messages import sentence
from lpk_desktop.sync.pairing import Paired, central_url, pair
from lpk_desktop.sync.protocol import CODE_LIFETIME, signed_by, spoken_code
from tests.central.served import Served
from tests.sync.lossy import KilledError, Lossy

KEY = Ed25519PrivateKey.generate()


def ask(served: Served, code: str, key: Ed25519PrivateKey = KEY, **options: Any) -> Paired:
    public = key.public_key().public_bytes_raw()
    return pair(served.url, code, name="Kantor", public_key=public, sign=key.sign, **options)


def refused(served: Served, code: str, key: Ed25519PrivateKey = KEY) -> str:
    with pytest.raises(UserError) as caught:
        ask(served, code, key)
    return caught.value.code


@pytest.fixture(autouse=True)
def fresh_tries(served: Served) -> None:
    """Wrong codes of one test do not count against the next."""
    served.time.pass_by(seconds=CODE_LIFETIME)


def test_a_code_gives_a_number_and_a_token(served: Served, centre: str) -> None:
    paired = ask(served, served.code(centre))
    assert (paired.centre, paired.centre_name, paired.device, paired.letter) == (centre, "LPK Maju", 1, "A")
    assert paired.token


def test_each_device_gets_a_number_of_its_own(served: Served, centre: str) -> None:
    numbers = [ask(served, served.code(centre), Ed25519PrivateKey.generate()).device for _ in range(3)]
    assert numbers == [1, 2, 3]


def test_the_central_certifies_the_key_of_the_device(served: Served, centre: str) -> None:
    paired = ask(served, served.code(centre))
    public = KEY.public_key().public_bytes_raw()
    kept = msgspec.json.decode(paired.device_certificate)
    signed = device_certificate_bytes(
        centre=centre, centre_name="LPK Maju", device=1, public_key=public, issued_at=kept["issued_at"]
    )
    assert signed_by(paired.central_key, bytes.fromhex(kept["signature"]), signed)
    assert (kept["public_key"], kept["central_key"]) == (public.hex(), paired.central_key.hex())


def test_a_code_may_be_typed_carelessly(served: Served, centre: str) -> None:
    code = spoken_code(served.code(centre)).lower().replace("0", "o").replace("1", "l")
    assert ask(served, f"  {code} ").device == 1


def test_a_wrong_code_is_said_to_be_wrong(served: Served) -> None:
    assert refused(served, "00000000") == "pairing-code-wrong"


@pytest.mark.parametrize(
    ("typed", "code", "told"),
    [
        ("123", "pairing-code-length", "terdiri dari 8 huruf dan angka, yang ditulis 3."),
        ("ABCD-EFGH2", "pairing-code-length", "yang ditulis 9."),
        ("ABCD-EFGU", "pairing-code-letter", "tidak pernah memuat “U”."),
    ],
)
def test_a_code_that_cannot_be_one_is_not_even_sent(served: Served, typed: str, code: str, told: str) -> None:
    with Lossy() as line:
        with pytest.raises(UserError, match=code) as refusal:
            ask(served, typed, http=line)
        assert not line.calls
    assert told in sentence(refusal.value)


class Blocked(BaseAdapter):
    """A way to the central that ends in an error."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    def send(self, *_args: Any, **_options: Any) -> Any:
        raise self._error

    def close(self) -> None:
        """Nothing to let go of."""


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (requests.ConnectTimeout(), "pairing-no-answer", "Di http://10.1.2.3:8460 tidak ada yang menjawab."),
        (
            socket.gaierror(-2, "unknown"),
            "pairing-no-such-name",
            "Alamat 10.1.2.3 tidak ditemukan di jaringan.",
        ),
        (OSError(errno.EHOSTUNREACH, "no route"), "pairing-no-way", "tidak ada jalan ke 10.1.2.3."),
    ],
)
def test_pairing_that_does_not_get_through_says_what_to_look_at(
    error: Exception, code: str, told: str
) -> None:
    line = requests.Session()
    line.mount("http://", Blocked(requests.ConnectionError(error)))
    with pytest.raises(UserError, match=code) as refusal:
        pair("http://10.1.2.3:8460", "ABCD-EFGH", name="x", public_key=bytes(32), sign=KEY.sign, http=line)
    assert told in sentence(refusal.value)
    assert "Tidak perlu berbuat apa-apa" not in sentence(refusal.value)


def test_nobody_at_an_address_is_said_so() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        with pytest.raises(UserError, match="pairing-no-answer"):
            pair(url, "ABCD-EFGH", name="x", public_key=bytes(32), sign=KEY.sign)


def test_a_code_counts_for_ten_minutes(served: Served, centre: str) -> None:
    code = served.code(centre)
    served.time.pass_by(seconds=CODE_LIFETIME)
    assert refused(served, code) == "pairing-code-expired"


def test_a_code_counts_once(served: Served, centre: str) -> None:
    code = served.code(centre)
    ask(served, code)
    assert refused(served, code, Ed25519PrivateKey.generate()) == "pairing-code-expired"


def test_a_lost_answer_costs_nothing(served: Served, centre: str) -> None:
    code = served.code(centre)
    with Lossy() as line:
        line.kill(0, "after")
        with pytest.raises(KilledError):
            ask(served, code, http=line)
    assert ask(served, code).device == 1


def test_pairing_again_keeps_the_number_and_changes_the_token(served: Served, centre: str) -> None:
    before, after = ask(served, served.code(centre)), ask(served, served.code(centre))
    assert before.device == after.device
    assert before.token != after.token


def test_guessing_is_stopped(served: Served, centre: str) -> None:
    assert [refused(served, "00000000") for _ in range(6)] == ["pairing-code-wrong"] * 5 + [
        "pairing-too-many-tries"
    ]
    assert refused(served, served.code(centre)) == "pairing-too-many-tries"
    served.time.pass_by(seconds=CODE_LIFETIME)
    assert ask(served, served.code(centre)).device == 1


def test_a_revoked_device_does_not_come_back_by_a_new_code(served: Served, centre: str) -> None:
    ask(served, served.code(centre))
    served.revoke(centre, 1)
    assert refused(served, served.code(centre)) == "device-revoked"


def test_nobody_pairs_with_the_key_of_another(served: Served, centre: str) -> None:
    with pytest.raises(UserError, match="central-answer"):
        pair(
            served.url,
            served.code(centre),
            name="Penyusup",
            public_key=KEY.public_key().public_bytes_raw(),
            sign=Ed25519PrivateKey.generate().sign,
        )


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("pusat.example.go.id", "https://pusat.example.go.id"),
        (" HTTPS://Pusat.Example.go.id/ ", "https://pusat.example.go.id"),
        ("pusat.example.go.id:8443/lpk/v1/", "https://pusat.example.go.id:8443/lpk"),
        ("localhost:8460", "http://localhost:8460"),
        ("127.0.0.1:8460", "http://127.0.0.1:8460"),
        ("http://192.168.1.5:8460", "http://192.168.1.5:8460"),
        ("http://server.local", "http://server.local"),
        ("http://[::1]:8460", "http://[::1]:8460"),
        ("192.168.1.5", "https://192.168.1.5"),
    ],
)
def test_an_address_is_made_whole(typed: str, whole: str) -> None:
    assert central_url(typed) == whole


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "bad-central-url"),
        ("pusat kita", "bad-central-url"),
        ("ftp://pusat.example", "bad-central-url"),
        ("https://nama:rahasia@pusat.example", "bad-central-url"),
        ("https://pusat.example:abc", "bad-central-url"),
        ("https://pusat.example/?x=1", "bad-central-url"),
        ("http://pusat.example.go.id", "central-not-secure"),
        ("http://8.8.8.8", "central-not-secure"),
    ],
)
def test_an_address_that_cannot_be_is_refused(typed: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        central_url(typed)
    assert caught.value.code == code
