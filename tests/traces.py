"""Looking for what was known of a person: in every table of a file, and in its decrypted pages."""

from __future__ import annotations

from datetime import date

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from lpk_desktop.storage.store import Store

PAGE, RESERVED = 4096, 80
WAL_HEAD, FRAME_HEAD = 32, 24

NIK = "9901010101900777"
SECRETS: dict[str, object] = {
    "nik": NIK,
    "kpj": "99000000123",
    "phone": "081277770777",
    "email": "rahasia@contoh.test",
    "address": "Gang Melati " * 10_000,
    "birth_place": "Kotarahasia",
    "birth_date": date(1991, 7, 7),
    "education": "SMK Rahasia",
    "employer": "PT Rahasia Jaya",
}
TRACES = (
    NIK,
    "99000000123",
    NIK[::-1],
    "81277770777",
    "81200009999",
    "Rahasia",
    "Gang Melati",
    "1991-07-07",
)
"""Parts of those values that would show them; the NIK also backwards, as the search index
has it, and a phone number that was replaced. The address fills pages of its own, since free pages must be
swept too."""


def found_in(store: Store) -> list[str]:
    """Which traces stand in the file of `store`, in its tables or in pages that no table uses."""
    plain = everything(store)
    return [trace for trace in TRACES if trace in plain]


def everything(store: Store) -> str:
    """All bytes of the file, decrypted, as text."""
    return _decrypted(store).decode("utf-8", "replace")


def _decrypted(store: Store) -> bytes:
    """Every page of the file and of the log beside it, those too that nothing uses."""
    wal = store.path.with_name(f"{store.path.name}-wal")
    pages = [*_pages(store.path.read_bytes(), start=0, step=PAGE)]
    if wal.exists():
        pages += _pages(wal.read_bytes(), start=WAL_HEAD + FRAME_HEAD, step=PAGE + FRAME_HEAD)
    return b"".join(_plain(page, store.key) for page in pages)


def _pages(raw: bytes, *, start: int, step: int) -> list[bytes]:
    return [raw[at : at + PAGE] for at in range(start, len(raw) - PAGE + 1, step)]


def _plain(page: bytes, key: bytes) -> bytes:
    """A page as SQLCipher 4 writes it: AES-CBC, vector and seal in the last bytes.

    A first page is not told from others here: what its first 16 bytes become is noise either way.
    """
    vector = page[-RESERVED : -RESERVED + 16]
    cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return cipher.update(page[:-RESERVED]) + cipher.finalize()
