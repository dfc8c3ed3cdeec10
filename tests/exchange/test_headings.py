import pytest

from lpk_desktop.exchange.headings import Meaning, read_heading

CLEAR = 0.7
SPELLINGS = {
    Meaning.NAME: (
        "Nama|NAMA PESERTA|Nm. Lengkap|Nama Lengkap (sesuai KTP)|N A M A|NamaLengkap|Nama Tenaga Kerja"
        "|Nama TK|Nama Peserta Pelatihan|Nama Calon Peserta|Nama Siswa|NAMA ASESI|Full Name"
        "|Participant Name|Nama Lengakp|Nama + Gelar|Nama\nLengkap|Peserta"
    ),
    Meaning.NIK: (
        "NIK|N.I.K|No. KTP|NO KTP|No.KTP/NIK|Nomor Induk Kependudukan|NIK (16 digit)|noktp|National ID"
        "|KTP|No. Identitas (KTP)|NIK sesuai KTP|KTP Number"
    ),
    Meaning.KPJ: (
        "KPJ|No. KPJ|KPJ BPJSTK|NO. KARTU BPJS TK|No. Peserta BPJAMSOSTEK (KPJ)|BPJS Ketenagakerjaan"
        "|No Jamsostek|Nomor Kartu Peserta Jamsostek|KPJ/No BPJS TK|No BPJS|BPJS-TK"
    ),
    Meaning.SEX: (
        "L/P|JK|J/K|L / P|Jenis Kelamin|Jenis Kelamin (L/P)|Jns Kel|J. Kelamin|Jenis Klamin|Gender"
        "|Sex (M/F)|Lk/Pr|Pria/Wanita|P/W"
    ),
    Meaning.BIRTH: (
        "TTL|T.T.L|Tempat, Tanggal Lahir|Tempat/Tgl. Lahir|Tmpt Tgl Lhr|Tempat & Tgl Lahir|POB/DOB"
        "|Place, Date of Birth|Kota/Tgl Lahir"
    ),
    Meaning.BIRTH_PLACE: "Tempat Lahir|Tmp Lahir|TMPT. LHR|Kota Lahir|Place of Birth|TEMPAT LAHIR (KAB/KOTA)",
    Meaning.BIRTH_DATE: (
        "Tanggal Lahir|Tgl Lahir|tgllahir|TGL. LHR|Tanggl Lahir|Tanggal Lahir (hh/bb/tttt)|DOB"
        "|Date of Birth|Tgl Lahir*"
    ),
    Meaning.PHONE: (
        "No. HP|HP|nohp|No. HP / WA|Telp|No Telpon|Handphone|WhatsApp|No. WhatsApp Aktif|Nomor Ponsel"
        "|Mobile|Kontak|HP 1|No Hape"
    ),
    Meaning.EDUCATION: "Pendidikan|Pend.|Pendidikan Terakhir|Pendidkan|Ijazah|Jenjang|Last Education",
    Meaning.ADDRESS: "Alamat|ALAMAT RUMAH|Alamat sesuai KTP|Domisili|Tempat Tinggal|Alamt|Home Address",
    Meaning.EMPLOYER: (
        "Perusahaan|Perusahaan Asal|Eks Perusahaan|Nama PT|Instansi|Tempat Kerja Terakhir"
        "|Former Employer|Perusahan|Perusahaan Terakhir Bekerja"
    ),
    Meaning.TERMINATED: (
        "Tgl PHK|Tanggal Berhenti|Tanggal Berhenti Bekerja|Tgl Keluar|Tgl Akhir Kontrak|Habis Kontrak"
        "|PHK|Termination Date|Tgl Non Aktif|Tanggal putus kontrak"
    ),
    Meaning.EMAIL: "Email|E-mail|Alamat Email|Surel|e-mail aktif",
}
OTHERS = (
    "No KK|NPWP|No. Rekening|Nama Bank|Nama Ibu Kandung|Nama Panggilan|Nama Program|Nama Instruktur"
    "|Kontak Darurat|No. HP Orang Tua|No. Telp Perusahaan|Alamat Perusahaan|BPJS Kesehatan|NIK Karyawan"
    "|Nomor Induk Karyawan|Tgl Masuk Kerja|Alasan PHK|Nomor Surat PHK|Tanggal Surat PHK"
    "|Tanggal Mulai Kepesertaan|Umur|Usia (Tahun)|Agama|Status|Jabatan Terakhir|Pekerjaan|Keterangan|kode"
    "|KODE PROVINSI|KODE PENDIDIKAN|Asal Sekolah|Tahun Lulus|Foto KTP|Tanda Tangan|Minat Pelatihan"
    "|TANGGAL UJI|Kecamatan|Jenis Usaha|Masa Kerja|Status Kepesertaan|Alasan|ID Peserta|No. Peserta"
)


@pytest.mark.parametrize(
    ("meaning", "heading"), [(one, text) for one, texts in SPELLINGS.items() for text in texts.split("|")]
)
def test_heading_means_its_field(meaning: Meaning, heading: str) -> None:
    fits = read_heading(heading).fits
    assert max(fits, key=lambda one: fits[one]) is meaning
    assert fits[meaning] >= CLEAR


@pytest.mark.parametrize("heading", OTHERS.split("|"))
def test_lookalike_is_not_taken_for_a_field(heading: str) -> None:
    assert read_heading(heading).best < CLEAR


@pytest.mark.parametrize("heading", ["No", "NO.", "No Urut", "#", "Nomor"])
def test_counter(heading: str) -> None:
    assert read_heading(heading).counter


@pytest.mark.parametrize(
    ("above", "heading", "meaning"),
    [
        ("Lahir", "Tempat", Meaning.BIRTH_PLACE),
        ("Kelahiran", "Tgl", Meaning.BIRTH_DATE),
        ("Tempat, Tanggal Lahir", "Tempat", Meaning.BIRTH_PLACE),
        ("TTL", "Tanggal", Meaning.BIRTH_DATE),
        ("Perusahaan", "Nama", Meaning.EMPLOYER),
        ("PHK", "Tanggal", Meaning.TERMINATED),
        ("Nomor", "NIK", Meaning.NIK),
        ("Nomor Identitas", "KPJ BPJSTK", Meaning.KPJ),
        ("IDENTITAS PESERTA", "NAMA", Meaning.NAME),
        ("DAFTAR PESERTA PELATIHAN", "Alamat", Meaning.ADDRESS),
        ("Pekerjaan Terakhir", "Perusahaan", Meaning.EMPLOYER),
    ],
)
def test_group_and_heading_are_read_together(above: str, heading: str, meaning: Meaning) -> None:
    fits = read_heading(heading, above).fits
    assert max(fits, key=lambda one: fits[one]) is meaning


@pytest.mark.parametrize(
    ("above", "heading"), [("Data Orang Tua", "Nama"), ("Kontak Darurat", "No HP"), ("Perusahaan", "Alamat")]
)
def test_group_can_say_that_the_column_is_about_somebody_else(above: str, heading: str) -> None:
    assert read_heading(heading, above).best < CLEAR
