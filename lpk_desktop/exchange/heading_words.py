"""The words of headings and what they make together: data for `headings`."""

# Concept: the words that mean it in headings. Concepts are named only in this file and in `headings`.
WORDS = """
nomor: no nomor nomer nmr nmor nomr nr num number numb nbr urut
nama: nama name nm nma
lengkap: lengkap full lgkp lengkp lkp
person: peserta pst participant participants trainee siswa asesi pendaftar pelamar calon orang pekerja
person: buruh
staff: karyawan pegawai employee staf staff kary peg
tk: tk tenaga
kerja: kerja bekerja work working
nik: nik
ktp: ktp ektp ktpel
identity: identitas identity id identification
citizen: kependudukan penduduk citizen national nasional
root: induk
kpj: kpj jamsostek bpjamsostek bpjstk bpjsostek bpjsnaker bpjamasostek
bpjs: bpjs bp
employment: ketenagakerjaan naker tenagakerja employment
health: kesehatan kes jkn kis
card: kartu card krt
social: jaminan sosial social security
membership: kepesertaan keanggotaan anggota membership
place: tempat tmp tmpt tpt tpat place tmpat tempt
city: kota kab kabupaten city regency
birth: lahir lhr kelahiran birth born lahiran
date: tanggal tgl tggl date tngl tgal tg day
ttl: ttl ttgl
dob: dob birthdate birthday
pob: pob birthplace
sex: kelamin gender sex jenkel jk lp pl pw wp mf fm klmn jekel klm
kind: jenis jns jen j
man: laki pria male lk l
woman: perempuan wanita female pr p
kel: kel
phone: hp handphone hape telp telepon telpon tlp tlpn telphone telephone phone ponsel mobile seluler
phone: selular cell cellphone wa whats whatsapp whatsap kontak contact telf telpn tel handpone
phone: hanphone gsm hubungi cp
email: email mail surel gmail
address: alamat address almt domisili domicile residence tinggal alm kediaman
house: rumah home
education: pendidikan pend pendd pddk education ijazah ijasah jenjang lulusan pddkn pddkan degree
education: strata
employer: perusahaan pers perush prsh company employer pt instansi majikan pabrik kantor perus
giver: pemberi
origin: asal eks ex bekas former mantan lama previous sebelumnya sebelum dari
last: terakhir last akhir trakhir
ended: phk berhenti resign resigned keluar terminasi termination terminated terminate nonaktif
ended: pemutusan pengakhiran pemberhentian diberhentikan putus habis selesai berakhir leaving layoff
ended: off end ended non
contract: kontrak contract
filler: sesuai yang yg di of the dan and atau or aktif bisa dihubungi wajib diisi isi format hh bb
filler: tttt dd mm yyyy yy th thn tahun contoh cth e on your please data diri pribadi personal kolom
filler: dg dengan tanpa gelar huruf kapital besar seperti pada untuk digit angka current now saat ini
filler: sekarang benar teks text in app
relation: hubungan
training: pelatihan program kejuruan kelas kegiatan lpk lembaga blk angkatan gelombang batch skema
training: diklat kursus minat jurusan vokasi training course unit cabang
relative: ibu ayah bapak ortu orangtua tua wali suami istri isteri pasangan saudara anak kandung
relative: keluarga famili mother father parent spouse kerabat waris darurat emergency penjamin
relative: referensi
person_other: instruktur pelatih asesor petugas pic penanggung panitia pengajar guru atasan hrd
person_other: pimpinan direktur instructor
school: sekolah kampus universitas univ perguruan school
other: agama religion status kawin nikah perkawinan marital umur usia age kk npwp rekening rek bank
other: alasan reason keterangan ket catatan note notes remark remarks ttd paraf tandatangan signature
other: nilai skor score foto photo pos kodepos rt rw kelurahan desa kecamatan kec provinsi prov
other: province suku darah gol golongan ukuran baju sepatu tinggi berat pekerjaan jabatan posisi
other: position profesi bagian departemen department registrasi pendaftaran daftar masuk mulai
other: bergabung start gaji upah wage salary masa segmen kategori hadir kehadiran hari hasil lulus
other: sertifikat certificate surat tanggungan hobi keahlian pengalaman warga negara kewarganegaraan
other: panggilan alias npk nip nis nisn nim sim paspor passport scan upload fotokopi fotocopy berkas
other: dokumen link url file berlaku jumlah total username kode code absen presensi verifikasi bulan
other: month lowongan penempatan tes test uji ujian seleksi wawancara honor saku transport makan
other: faskes saldo iuran klaim shift lokasi bidang usaha tanda tangan
"""

# meaning | weight | concepts that must stand in the heading | concepts that must not
RULES = """
NAME | 1.0 | nama lengkap | employer school
NAME | 1.0 | nama person | employer school
NAME | 1.0 | nama tk kerja | employer school
NAME | 0.95 | nama staff | employer school
NAME | 0.95 | nama | employer school place city bpjs card giver
NAME | 0.8 | person | nomor card bpjs employer membership date place address phone kpj identity
NAME | 0.6 | tk kerja | nomor card bpjs employer membership date place address phone kpj identity
NIK | 1.0 | nik | staff employer nama address
NIK | 1.0 | root citizen | staff employer
NIK | 0.95 | ktp | nama address birth phone sex place date
NIK | 0.9 | citizen identity |
NIK | 0.8 | nomor citizen |
NIK | 0.6 | identity | nama employer staff kpj phone
KPJ | 1.0 | kpj | nama employer date phone
KPJ | 1.0 | kpj bpjs | nama employer date phone
KPJ | 0.8 | social | nama employer date phone health
KPJ | 1.0 | bpjs tk | nama employer date phone health
KPJ | 1.0 | bpjs employment | nama employer date phone health
KPJ | 0.9 | bpjs kerja | nama employer date phone health
KPJ | 0.7 | bpjs | nama employer date phone health
KPJ | 0.7 | nomor card person | nama employer date phone health identity
KPJ | 0.6 | nomor membership | nama employer date phone health
KPJ | 0.45 | nomor person | nama employer date phone health
SEX | 1.0 | sex |
SEX | 1.0 | man woman |
SEX | 0.9 | kind kel |
BIRTH | 1.0 | ttl |
BIRTH | 1.0 | place date birth |
BIRTH | 0.95 | city date birth |
BIRTH | 0.95 | dob pob |
BIRTH | 0.9 | place dob |
BIRTH | 0.9 | pob date |
BIRTH_PLACE | 1.0 | place birth | date
BIRTH_PLACE | 1.0 | city birth | date
BIRTH_PLACE | 1.0 | pob | date dob
BIRTH_PLACE | 0.5 | birth | date ttl dob
BIRTH_PLACE | 0.4 | place | address date kerja house
BIRTH_DATE | 1.0 | date birth | place city
BIRTH_DATE | 1.0 | dob | place pob
BIRTH_DATE | 0.55 | birth | place city pob
BIRTH_DATE | 0.35 | date | ended contract kerja last membership
PHONE | 1.0 | phone | email employer
PHONE | 0.9 | phone email | employer
EMAIL | 1.0 | email | phone
EDUCATION | 1.0 | education | address
EDUCATION | 0.6 | school last |
ADDRESS | 1.0 | address | email employer school kerja
ADDRESS | 1.0 | place address | email employer school kerja
ADDRESS | 1.0 | house address | email employer school kerja
EMPLOYER | 1.0 | employer | address phone ended date city nomor kpj nik
EMPLOYER | 1.0 | employer nama | address phone ended date city kpj nik
EMPLOYER | 0.9 | employer origin ended | address phone date city
EMPLOYER | 0.9 | place kerja origin ended | address phone date city
EMPLOYER | 0.95 | place kerja | address phone date ended
EMPLOYER | 0.95 | giver kerja | address phone date ended
EMPLOYER | 0.5 | origin kerja | address phone date ended
TERMINATED | 1.0 | date ended |
TERMINATED | 1.0 | date ended contract |
TERMINATED | 0.95 | date last kerja |
TERMINATED | 0.95 | date last contract |
TERMINATED | 0.75 | last kerja | place employer kind
TERMINATED | 0.8 | ended contract |
TERMINATED | 0.7 | last contract |
TERMINATED | 0.7 | ended | employer nomor kind nama place
TERMINATED | 0.6 | date last | education
"""
