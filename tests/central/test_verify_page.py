"""The page behind a certificate's QR."""

import html
import json
import re
from dataclasses import dataclass, replace
from typing import Any

import pytest
import requests

from lpk_desktop.domain import payload
from lpk_desktop.domain.certificates import CertificateContent, to_json
from lpk_desktop.domain.changes import JsonValue
from lpk_desktop.domain.payload import Confirmation
from lpk_desktop.domain.trust import key_id
from tests.central.caller import Caller, change, part
from tests.central.served import Served
from tests.papers import confirmation, content, signed

ROW = "c" * 32


@dataclass
class Office:
    """A paired device that issues certificates."""

    device: Caller
    n: int = 0

    @property
    def confirmation(self) -> Confirmation:
        paired = self.device.pairing
        assert paired
        return Confirmation(
            central=key_id(paired.central_key),
            centre=paired.centre,
            centre_name=paired.centre_name,
            device=paired.device,
            issued_at=paired.issued_at,
            certificate=paired.certificate,
        )

    def digits(self, paper: CertificateContent, given: Confirmation | None = None) -> str:
        key = self.device.key
        bare = payload.unsigned(
            paper,
            device_key=key.public_key().public_bytes_raw(),
            confirmation=given or self.confirmation,
        )
        text = payload.to_text(payload.assemble(bare, key.sign(payload.message(bare))), base=None)
        return text.removeprefix(payload.PREFIX)

    def register(self, paper: CertificateContent, *, row: str = ROW, **more: JsonValue) -> None:
        """Send the certificate's row to the central, as a sync does."""
        values: dict[str, JsonValue] = {
            "number": paper.number, "content": json.dumps(to_json(paper)), "state": "issued", "reason": None,
            "replaced_by": None,
        }  # fmt: skip
        self.n += 1
        self.device.push(part(change(self.n, table="certificate", row=row, patch=values | more)))

    def amend(self, **values: JsonValue) -> None:
        """Change the row in the register."""
        self.n += 1
        self.device.push(part(change(self.n, table="certificate", row=ROW, patch=values)))


@pytest.fixture
def office(device: Caller) -> Office:
    return Office(device)


def visit(served: Served, digits: str) -> requests.Response:
    return requests.get(f"{served.url}/c/{digits}", timeout=10)


def words(served: Served, digits: str) -> str:
    """What a person reads on the page."""
    answer = visit(served, digits)
    assert answer.status_code == 200
    body = answer.text.split("<body>")[1]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


def paper(**changes: Any) -> CertificateContent:
    return content(centre_name="LPK Maju", **changes)


def test_a_registered_certificate_is_shown_with_all_that_was_signed(office: Office, served: Served) -> None:
    office.register(paper())
    page = words(served, office.digits(paper()))
    assert page.startswith(
        "Asli Isinya tidak diubah, dan ditandatangani perangkat yang disahkan server pusat ini."
    )
    for fact in (
        "Tercatat di register server pusat dan masih berlaku.",
        "Agus Priyanto",
        "0147/ST-LAS/VII/2026",
        "Pengelasan Pelat SMAW Posisi 3G",
        "LPK Maju",
        "240 JP (1 JP = 45 menit)",
        "6 Juli 2026",
        "C.24LAS01.001.1 Kompeten",
    ):
        assert fact in page


def test_the_signature_speaks_alone_while_the_register_does_not_know_it(
    office: Office, served: Served
) -> None:
    page = words(served, office.digits(paper()))
    assert page.startswith("Asli")
    assert "Belum tercatat di register server pusat" in page


def test_a_revoked_certificate_is_said_to_be_revoked(office: Office, served: Served) -> None:
    office.register(paper())
    office.amend(state="revoked", reason="Nama salah")
    page = words(served, office.digits(paper()))
    assert page.startswith("Sudah dicabut")
    assert "Nama salah" in page


def test_a_replaced_certificate_names_the_one_that_counts(office: Office, served: Served) -> None:
    office.register(paper())
    office.register(paper(number="0200/ST-LAS/VII/2026"), row="d" * 32)
    office.amend(state="replaced", replaced_by="d" * 32)
    page = words(served, office.digits(paper()))
    assert page.startswith("Sudah diganti")
    assert "0200/ST-LAS/VII/2026" in page


def test_two_papers_under_one_number_each_speak_for_themselves_and_nobody_has_decided(
    office: Office, served: Served
) -> None:
    other = paper(name="Budi Santoso", salt="komputer lain")
    office.register(paper())
    office.register(other, row="d" * 32)
    for each in (paper(), other):
        page = words(served, office.digits(each))
        assert page.startswith("Belum bisa dipastikan")
        assert "nomornya ada pada dua sertifikat" in page
        assert ("Agus" in page) != ("Budi" in page)
    office.amend(state="revoked", reason="Nomor kembar")
    assert words(served, office.digits(paper())).startswith("Sudah dicabut")
    assert words(served, office.digits(other)).startswith("Asli")


def test_another_content_under_a_registered_number_is_told(office: Office, served: Served) -> None:
    office.register(paper())
    page = words(served, office.digits(paper(name="Orang Lain")))
    assert page.startswith("Berbeda dari register")


def test_the_register_of_another_centre_does_not_speak(
    office: Office, served: Served, http: requests.Session
) -> None:
    office.register(paper(name="Orang Lain"))
    stranger = Caller(http, served)
    stranger.pair(served.code(served.centre()))
    page = words(served, Office(stranger).digits(paper()))
    assert "Belum tercatat" in page
    assert "Orang Lain" not in page


def test_a_device_that_no_central_has_confirmed_is_not_vouched_for(served: Served) -> None:
    page = words(served, signed(paper()).removeprefix(payload.PREFIX))
    assert page.startswith("Belum bisa dipastikan")
    assert "Agus Priyanto" in page


def test_the_word_of_another_central_is_not_ours(served: Served) -> None:
    page = words(served, signed(paper(), given=confirmation()).removeprefix(payload.PREFIX))
    assert page.startswith("Belum bisa dipastikan")
    assert "server pusat lain" in page


def test_a_confirmation_lent_to_another_key_is_not_genuine(office: Office, served: Served) -> None:
    lent = signed(paper(), given=office.confirmation).removeprefix(payload.PREFIX)
    page = words(served, lent)
    assert page.startswith("Tidak asli")
    assert "Agus" not in page


def test_a_new_certificate_of_a_revoked_device_is_doubtful_an_old_one_stands(
    office: Office, served: Served, centre: str
) -> None:
    office.register(paper())
    served.revoke(centre, 1)
    assert words(served, office.digits(paper())).startswith("Asli")
    fresh = words(served, office.digits(paper(number="0999/ST-LAS/VII/2026")))
    assert fresh.startswith("Belum bisa dipastikan")
    assert "tanyakan kepada pusat pelatihannya" in fresh


def test_another_name_of_the_centre_is_told(office: Office, served: Served) -> None:
    page = words(served, office.digits(content(centre_name="LPK Terkenal")))
    assert "Server pusat mengenal pusat pelatihan ini sebagai LPK Maju." in page


def test_names_are_shown_as_text(office: Office, served: Served) -> None:
    answer = visit(served, office.digits(paper(name="<script>alert(1)</script>")))
    assert "<script>" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("digits", ["1", "123456", "abc", "9" * 4000, "%00", "1/../../etc"])
def test_what_is_no_code_is_said_to_be_none(digits: str, served: Served) -> None:
    assert visit(served, digits).status_code == 404


def test_a_register_row_that_nobody_understands_does_not_stop_the_page(
    office: Office, served: Served
) -> None:
    office.register(paper(), content="{}", state="issued")
    office.register(replace(paper(), number="1/A"), row="e" * 32, state="burnt")
    assert words(served, office.digits(paper())).startswith("Asli")
    assert words(served, office.digits(paper(number="1/A"))).startswith("Asli")
