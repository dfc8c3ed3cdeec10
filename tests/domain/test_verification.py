from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from lpk_desktop.domain.certificates import CertificateState, digest
from lpk_desktop.domain.payload import assemble, decode, from_text, message, to_text, unsigned
from lpk_desktop.domain.trust import key_id
from lpk_desktop.domain.verification import Central, Check, Registered, Verdict, check
from lpk_desktop.services.signing import verify
from tests.papers import BASE, CENTRAL_KEY, DEVICE, DEVICE_KEY, confirmation, content, signed

KNOWN = Central(name="Pusat Contoh", public_key=CENTRAL_KEY)
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(32))
STRANGER_KEY = STRANGER.public_key().public_bytes_raw()
LINK = signed(content(), given=confirmation(), base=BASE)


def checked(text: str, *centrals: Central, register: Registered | None = None) -> Check:
    return check(text, verify=verify, centrals=centrals, register=lambda _number: register)


def test_a_certificate_of_a_confirmed_device_is_confirmed_by_name() -> None:
    found = checked(LINK, KNOWN)
    assert (found.verdict, found.central) == (Verdict.CONFIRMED, "Pusat Contoh")
    assert found.content is not None
    assert found.content.name == "Agus Priyanto"
    assert found.valid


def test_a_central_nobody_here_knows_confirms_nothing() -> None:
    other = Central(name="Lain", public_key=STRANGER_KEY)
    found = checked(LINK, other)
    assert (found.verdict, found.central) == (Verdict.UNKNOWN_CENTRAL, None)
    assert found.unaltered


def test_a_device_that_no_central_confirmed_verifies_as_just_that() -> None:
    found = checked(signed(content()), KNOWN)
    assert found.verdict is Verdict.UNCONFIRMED
    assert found.unaltered


def test_the_centres_own_device_is_named() -> None:
    found = check(signed(content()), verify=verify, devices={DEVICE_KEY: "Laptop kantor"})
    assert found.device == "Laptop kantor"


def test_a_changed_name_is_altered_and_shows_no_content() -> None:
    payload = from_text(LINK)
    forged = from_text(signed(content(name="Orang Lain"), given=confirmation(), base=BASE))
    found = checked(to_text(forged[:2] + payload[2:66] + forged[66:], base=BASE), KNOWN)
    assert (found.verdict, found.content, found.valid) == (Verdict.ALTERED, None, False)


def test_another_devices_confirmation_does_not_help_a_forger() -> None:
    key = STRANGER_KEY
    bare = unsigned(content(), device_key=key, confirmation=confirmation())
    text = to_text(assemble(bare, STRANGER.sign(message(bare))), base=BASE)
    assert checked(text, KNOWN).verdict is Verdict.ALTERED


def test_a_confirmation_by_somebody_who_only_names_the_central_is_altered() -> None:
    fake = confirmation()
    fake = replace(fake, certificate=STRANGER.sign(fake.statement(DEVICE_KEY)))
    assert checked(signed(content(), given=fake, base=BASE), KNOWN).verdict is Verdict.ALTERED


def test_a_confirmed_device_cannot_print_another_centres_name_unseen() -> None:
    paper = content(centre_name="Balai Latihan Kerja Negara")
    found = checked(signed(paper, given=confirmation(), base=BASE), KNOWN)
    assert (found.verdict, found.confirmed_as) == (Verdict.CONFIRMED, "LPK Serayu Terampil")


def test_a_centre_under_its_own_name_has_no_other_one() -> None:
    assert checked(LINK, KNOWN).confirmed_as is None


@pytest.mark.parametrize("state", [CertificateState.REVOKED, CertificateState.REPLACED])
def test_what_the_register_took_back_is_not_valid_though_genuine(state: CertificateState) -> None:
    entry = Registered(state=state, digest=digest(content()), reason="salah nama", replaced_by="0148")
    found = checked(LINK, KNOWN, register=entry)
    assert (found.verdict, found.valid, found.registered) == (Verdict.CONFIRMED, False, entry)


def test_a_number_that_the_register_has_with_another_content_is_not_valid() -> None:
    entry = Registered(state=CertificateState.ISSUED, digest=digest(content(jp=480)))
    found = checked(LINK, KNOWN, register=entry)
    assert found.differs_from_register
    assert not found.valid


def test_what_the_register_knows_as_issued_is_valid() -> None:
    entry = Registered(state=CertificateState.ISSUED, digest=digest(content()))
    assert checked(LINK, KNOWN, register=entry).valid


@pytest.mark.parametrize("text", ["", "Agus Priyanto", "https://pusat.example/c/1234", LINK[:-40]])
def test_what_is_no_code_is_unreadable(text: str) -> None:
    found = checked(text, KNOWN)
    assert (found.verdict, found.valid) == (Verdict.UNREADABLE, False)


@given(st.integers(0, len(from_text(LINK)) * 8 - 1))
def test_a_flipped_bit_anywhere_never_verifies(bit: int) -> None:
    payload = bytearray(from_text(LINK))
    payload[bit // 8] ^= 1 << bit % 8
    found = checked(to_text(bytes(payload), base=BASE), KNOWN)
    assert found.verdict in (Verdict.ALTERED, Verdict.UNREADABLE)
    assert found.content is None


def test_every_bit_of_the_signature_matters() -> None:
    payload = from_text(LINK)
    for bit in range(16, 16 + 64 * 8):
        broken = bytearray(payload)
        broken[bit // 8] ^= 1 << bit % 8
        assert checked(to_text(bytes(broken), base=BASE), KNOWN).verdict is Verdict.ALTERED


@given(st.text(max_size=80) | st.text("0123456789", max_size=900).map("LPK1:{}".format))
def test_no_text_makes_a_check_fail(text: str) -> None:
    assert checked(text, KNOWN).verdict is Verdict.UNREADABLE


def test_a_signature_made_for_something_else_is_none() -> None:
    bare = unsigned(content(), device_key=DEVICE_KEY, confirmation=None)
    assert checked(to_text(assemble(bare, DEVICE.sign(bare)), base=None)).verdict is Verdict.ALTERED


def test_a_sample_is_told_from_the_code_alone() -> None:
    found = checked(signed(content(sample=True)))
    assert found.content is not None
    assert found.content.sample


def test_the_confirmation_names_the_centrals_key() -> None:
    given_ = decode(from_text(LINK)).confirmation
    assert given_ is not None
    assert given_.central == key_id(CENTRAL_KEY)
