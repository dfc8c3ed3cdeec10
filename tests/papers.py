"""Valid certificates for tests: a content, units of real programmes, a device and its central."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lpk_desktop.domain import payload
from lpk_desktop.domain.certificates import CertificateContent, FrozenCertificate, UnitLine
from lpk_desktop.domain.competency import Result
from lpk_desktop.domain.payload import Confirmation
from lpk_desktop.domain.trust import key_id

DEVICE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
CENTRAL = Ed25519PrivateKey.from_private_bytes(bytes(range(32, 64)))
DEVICE_KEY = DEVICE.public_key().public_bytes_raw()
CENTRAL_KEY = CENTRAL.public_key().public_bytes_raw()
BASE = "https://pusat.example"


def unit(code: str | None, title: str, jp: int | None = 10, result: Result = Result.COMPETENT) -> UnitLine:
    return UnitLine(code=code, title=title, jp=jp, result=result)


WELDING = (
    unit("C.24LAS01.001.1", "Melaksanakan Persiapan Tempat Kerja", 4),
    unit("C.24LAS01.003.1", "Menetapkan Proses dan Peralatan Las", 16),
    unit(
        "C.24LAS01.010.1",
        "Membuat Welding Procedure Specification (WPS) Sesuai Standar yang Ditentukan",
        20,
    ),
    unit(
        "C.24LAS01.028.1",
        "Membuat Sambungan Las Fillet Sesuai WPS untuk Pengelasan Pelat ke Pelat, Pipa ke Pipa, "
        "dan Pelat ke Pipa Sesuai dengan Proses Las yang Digunakan",
        72,
    ),
    unit(
        "C.24LAS01.029.1",
        "Membuat Sambungan Las Kampuh (Groove) Sesuai WPS untuk Pengelasan Pelat ke Pelat "
        "dan Sesuai dengan Proses Las yang Digunakan",
        100,
    ),
)
GENERAL = unit(None, "Materi umum: K3, produktivitas, kewirausahaan", 28)
PIPES = unit(
    "C.24LAS01.030.1",
    "Membuat Sambungan Las Kampuh (Groove) Sesuai WPS untuk Pengelasan Pipa ke Pipa "
    "dan Sesuai dengan Proses Las yang Digunakan",
)
PHONES = tuple(
    unit(f"S.951200.{serial:03}.01", title)
    for serial, title in (
        (6, "Mencetak Ulang Kaki IC BGA (Ball Grid Array)"),
        (7, "Memperbaiki Kerusakan Telepon Seluler Mati Total"),
        (8, "Memperbaiki Kerusakan Lampu LED Telepon Seluler"),
        (9, "Memperbaiki Telepon Seluler Tidak Ada Tampilan / Blank"),
        (11, "Memperbaiki Kerusakan Telepon Seluler Tidak Ada Dering / Buzzer"),
        (13, "Memperbaiki Kerusakan Telepon Seluler Tidak Ada Signal"),
        (15, "Memperbaiki Kerusakan Telepon Seluler pada MIC"),
        (18, "Memperbaiki Kerusakan Telepon Seluler pada Kamera"),
        (19, "Memperbaiki Kerusakan Telepon Seluler SIM Card Tidak Terbaca"),
        (21, "Memperbaiki Kerusakan Telepon Seluler pada Aktifasi Ulang / Restart"),
        (24, "Memperbaiki Kerusakan Telepon Seluler Trackpad Tidak Berfungsi"),
        (25, "Memperbaiki Kerusakan Telepon Seluler Touchscreen Tidak Berfungsi"),
    )
)
OFFICE = tuple(
    unit(f"J.63OPR00.{serial:03}.2", title)
    for serial, title in (
        (4, "Menggunakan Perangkat Lunak Pengolah Kata Tingkat Dasar"),
        (5, "Menggunakan Perangkat Lunak Lembar Sebar (Spreadsheet) Tingkat Dasar"),
        (6, "Menggunakan Perangkat Lunak Presentasi Tingkat Dasar"),
        (7, "Menggunakan Penelusur Situs Web (Web Browser)"),
        (8, "Menggunakan Perangkat Lunak Pengakses Surat Elektronik (e-Mail Client)"),
    )
)
OIL = unit(
    "G.45TSM01.024.2", "Melakukan pemeriksaan dan penggantian oli mesin, oli transmisi, dan filter oli"
)
LONGEST_25 = (*WELDING, PIPES, OIL, *PHONES, *OFFICE, unit("M.71KKK02.005.1", WELDING[3].title))
"""The longest titles of domain.md section 4, in 25 units."""
FORKLIFT = tuple(
    unit(None, title)
    for title in (
        "Keselamatan dan kesehatan kerja",
        "Pemeriksaan harian forklift",
        "Pengoperasian forklift dengan beban",
    )
)


def content(**changes: Any) -> CertificateContent:
    """A certificate as in the picture of the design; `changes` are fields that matter to a test."""
    usual = CertificateContent(
        number="0147/ST-LAS/VII/2026",
        name="Agus Priyanto",
        programme="Pengelasan Pelat SMAW Posisi 3G",
        jp=240,
        minutes_per_jp=45,
        starts=date(2026, 5, 18),
        ends=date(2026, 7, 2),
        result="LULUS",
        units=(*WELDING, GENERAL),
        centre_name="LPK Serayu Terampil",
        centre_kind="Lembaga Pelatihan Kerja",
        place="Purwokerto",
        issued_on=date(2026, 7, 6),
        signatory="Ir. Bambang Sudarsono, M.T.",
        signatory_position="Direktur",
        salt="3f1d9a07c2b85e64",
        licence="Izin Dinas Tenaga Kerja Kab. Banyumas No. 563/0217/LPK/2021",
        vin="2107330201",
        birth_place="Banyumas",
        born=date(1994, 8, 17),
        trainee_number="LAS-4-01",
        decrees=("SKKNI Nomor 98 Tahun 2018",),
        cohort="Las SMAW 3G, Angkatan 4/2026",
        attended=30,
        sessions=30,
        rate=100,
        head="Dra. Endah Kusumastuti",
        head_position="Kepala Bidang Pelatihan",
        assessor="Hesti Tri Prabowo",
        assessor_number="MET.000.004182 2019",
    )
    return replace(usual, **changes)


def confirmation(**changes: Any) -> Confirmation:
    """The central's word for DEVICE, signed after `changes`."""
    given = Confirmation(
        central=key_id(CENTRAL_KEY),
        centre="019788d0c3a77c21b1f4a2a9d1e60001",
        centre_name="LPK Serayu Terampil",
        device=2,
        issued_at=1_782_000_000,
        certificate=b"",
    )
    given = replace(given, **changes)
    return replace(given, certificate=CENTRAL.sign(given.statement(DEVICE_KEY)))


def signed(paper: CertificateContent, *, given: Confirmation | None = None, base: str | None = None) -> str:
    """The QR text of a content, signed by DEVICE."""
    bare = payload.unsigned(paper, device_key=DEVICE_KEY, confirmation=given)
    return payload.to_text(payload.assemble(bare, DEVICE.sign(payload.message(bare))), base=base)


def frozen(paper: CertificateContent | None = None, **changes: Any) -> FrozenCertificate:
    """A certificate issued by a confirmed device, with a link in its QR."""
    paper = paper or content(**changes)
    return FrozenCertificate(content=paper, qr=signed(paper, given=confirmation(), base=BASE))
