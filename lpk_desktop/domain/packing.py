"""Small integers, texts and unit lists in few bytes: what fills a QR (payload.py)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable

from lpk_desktop.domain.certificates import SignedUnit
from lpk_desktop.domain.competency import Result

_MOST_BYTES = 16384
"""Largest body once inflated: what a crafted code may cost us."""
_MOST_UNITS = 200
_RESULTS = (Result.COMPETENT, Result.NOT_YET)
_CODE, _TITLE, _NOTHING, _STEP = 0, 1, 2, 3
_MOST_STEP = 60
_SERIAL = re.compile(r"(.*\.)(\d{3})(\.\d{1,2})")

# Part of version 1 for ever: changing a letter makes every issued code unreadable. Frequent words
# stand last, where deflate reaches them with the fewest bits.
_WORDS = """
Keselamatan dan Kesehatan Kerja (K3) Produktivitas Kewirausahaan Materi umum: Soft Skills Praktik Teori
Pengetahuan Dasar Perawatan Pemeriksaan Pengoperasian Perbaikan Pengenalan Penggunaan Menggunakan Melakukan
Memperbaiki Melaksanakan Menerapkan Membuat Mengoperasikan Memelihara Alat Angkat Angkut Kerusakan Sistem
Lembaga Pelatihan Kerja Balai Latihan Kerja Komunitas Dinas Tenaga Kerja Kabupaten Kota Yayasan Pondok
Pesantren Kursus Cipta Karya Mandiri Terampil Nusantara Indonesia Sejahtera Abadi Bina Insan Mulia Global
Prima Utama Teknisi Telepon Seluler Servis Sepeda Motor Injeksi Konvensional Operator Forklift Kelas
Operator Mobile Crane K3 Listrik Barista Komputer Perkantoran Operator Komputer Madya Muda Practical Office
Advance Tata Busana Menjahit Tata Rias Tata Boga Desain Grafis Digital Marketing Bahasa Inggris Jepang Korea
Teknik Pendingin Instalasi Listrik Pengelasan Pelat SMAW Posisi 3G Las GMAW FCAW GTAW Fillet Welder Plate
Welder Muhammad Mohammad Ahmad Abdul Abdullah Rahman Rizki Rizky Maulana Firmansyah Hidayat Hidayah
Kurniawan Setiawan Gunawan Hermawan Darmawan Irawan Wijaya Kusuma Saputra Saputri Pratama Permana Ramadhan
Ramadhani Nugroho Prasetyo Prabowo Santoso Susanto Susilo Sutrisno Supriyanto Priyanto Haryanto Widodo
Wibowo Purnomo Utomo Siti Nur Nurul Dewi Sri Dwi Tri Eka Putri Putra Ayu Indah Fitri Fitriani Wulandari
Lestari Rahayu Rahmawati Handayani Astuti Susanti Anggraini Agus Budi Bambang Joko Hendra Dedi Dian Rina
Ratna Wahyu Yudi Andi Aditya Adi Arif Hasan Husein Ibrahim Ismail Yusuf Siregar Nasution Sitompul
Simanjuntak Hutagalung Situmorang bin binti G.45TSM01.018.2 OTO.SM01.001.01 J.63OPR00.001.2 I.563030.006.01
M.71KKK02.005.1 S.951200.006.01 C.24LAS01.001.1 CERT-2030-2029-2028-2027-2026-0001
/PEL/BLK/LPK/LPK./ST-LAS/I/II/III/IV/V/VI/VII/VIII/IX/X/XI/XII/2026 BLK UPTD LULUS
"""
DICTIONARY = " ".join(_WORDS.split()).encode()


class PackingError(ValueError):
    """Bytes that these functions did not write."""


class Reader:
    """Reads packed bytes from front to back; every method raises PackingError at their end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        """The next `count` bytes."""
        taken = self._data[self._at : self._at + count]
        if len(taken) < count:
            raise PackingError("cut short")
        self._at += count
        return taken

    def byte(self) -> int:
        """The next byte."""
        return self.take(1)[0]

    def varint(self) -> int:
        """The next integer of `varint`; at most nine bytes."""
        value = 0
        for shift in range(0, 63, 7):
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
        raise PackingError("number too long")

    def text(self) -> str:
        """The next text of `pack_text`."""
        end = self._data.find(b"\0", self._at)
        if end < 0:
            raise PackingError("text without end")
        text = self.take(end - self._at).decode()
        self._at += 1
        return text

    def rest(self) -> bytes:
        """Everything left."""
        return self.take(len(self._data) - self._at)

    def finish(self) -> None:
        """Raise PackingError when something is left."""
        if self._at != len(self._data):
            raise PackingError("bytes left over")


def varint(value: int) -> bytes:
    """An integer from 0, seven bits a byte, lowest first."""
    packed = bytearray()
    while value >= 0x80:
        packed.append(value & 0x7F | 0x80)
        value >>= 7
    packed.append(value)
    return bytes(packed)


def zigzag(value: int) -> int:
    """A small integer of either sign as a small integer from 0."""
    return value * 2 if value >= 0 else -value * 2 - 1


def unzigzag(value: int) -> int:
    """The integer behind `zigzag`."""
    return value // 2 if value % 2 == 0 else -(value + 1) // 2


def pack_text(text: str) -> bytes:
    """A text without NUL as UTF-8 with its end marked."""
    return text.encode() + b"\0"


def pack_units(units: Iterable[SignedUnit], *, titles: bool) -> bytes:
    """Units in about one byte each where their codes run on; without `titles` only codes stay."""
    packed, before, count = bytearray(), "", 0
    for unit in units:
        step = _step(before, unit.code) if unit.code else 0
        text = b""
        if step:
            kind = _STEP + step - 1
        elif unit.code:
            kind, text = _CODE, pack_text(unit.code)
        elif unit.title and titles:
            kind, text = _TITLE, pack_text(unit.title)
        else:
            kind = _NOTHING
        packed += varint(kind << 1 | _RESULTS.index(unit.result)) + text
        before = unit.code or before
        count += 1
    return varint(count) + bytes(packed)


def unpack_units(reader: Reader) -> tuple[SignedUnit, ...]:
    """The units that `pack_units` wrote."""
    units, before = [], ""
    count = reader.varint()
    if count > _MOST_UNITS:
        raise PackingError("too many units")
    for _ in range(count):
        head = reader.varint()
        kind, result = head >> 1, _RESULTS[head & 1]
        code = title = None
        if kind >= _STEP:
            before = code = _stepped(before, kind - _STEP + 1)
        elif kind == _CODE:
            before = code = reader.text()
        elif kind == _TITLE:
            title = reader.text()
        units.append(SignedUnit(code=code, title=title, result=result))
    return tuple(units)


def squeeze(body: bytes) -> bytes:
    """The body deflated against the dictionary of this version."""
    deflate = zlib.compressobj(9, wbits=-15, memLevel=9, zdict=DICTIONARY)
    return deflate.compress(body) + deflate.flush()


def unsqueeze(packed: bytes) -> bytes:
    """The body behind `squeeze`; raises PackingError for damaged, cut or oversized data."""
    inflate = zlib.decompressobj(wbits=-15, zdict=DICTIONARY)
    try:
        body = inflate.decompress(packed, _MOST_BYTES)
    except zlib.error as problem:
        raise PackingError(str(problem)) from problem
    if not inflate.eof or inflate.unused_data:
        raise PackingError("not one deflated body")
    return body


def _step(before: str, code: str) -> int:
    """How many serials `code` stands after `before`, 0 where that does not say all of it."""
    found, last = _SERIAL.fullmatch(code), _SERIAL.fullmatch(before)
    if not found or not last or (found[1], found[3]) != (last[1], last[3]):
        return 0
    step = int(found[2]) - int(last[2])
    return step if 0 < step <= _MOST_STEP else 0


def _stepped(before: str, step: int) -> str:
    last = _SERIAL.fullmatch(before)
    if not last:
        raise PackingError("step without a code")
    return f"{last[1]}{int(last[2]) + step:03}{last[3]}"
