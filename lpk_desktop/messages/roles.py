"""Words for roles and for what they may do."""

from __future__ import annotations

from collections.abc import Mapping

from lpk_desktop.domain.roles import Access, Right, Role
from lpk_desktop.language import N_, _

WORDS = {
    "not-allowed": (
        N_("Peran Anda ({role}) tidak boleh {right}."),
        N_("Yang boleh: {who}. Minta salah satunya, atau minta administrator mengubah peran Anda."),
    ),
    "unknown-person": (N_("Orang itu tidak ada lagi."), N_("Muat ulang daftar orang.")),
    "name-taken": (
        N_("Sudah ada orang bernama {name}."),
        N_("Tambahkan gelar atau nama lain supaya bisa dibedakan saat masuk."),
    ),
    "last-admin": (
        N_("{name} administrator terakhir yang punya kata sandi."),
        N_("Jadikan orang lain administrator dan minta ia masuk sekali, lalu ulangi."),
    ),
    "own-code": (
        N_("Kode sekali pakai untuk diri sendiri tidak dibuat: akses Anda bisa hilang."),
        N_("Ganti kata sandi Anda di Pengaturan, bagian Kata sandi saya."),
    ),
    "not-own-cohort": (
        N_("Anda bisa {right} di kelas sendiri saja."),
        N_("Minta administrator menjadikan Anda instruktur kelas itu."),
    ),
}

ROLES: Mapping[Role, str] = {
    Role.ADMIN: N_("Administrator"),
    Role.INSTRUCTOR: N_("Instruktur"),
    Role.CERTIFICATES: N_("Petugas sertifikat"),
    Role.VIEWER: N_("Hanya lihat"),
}

RIGHTS: Mapping[Right, str] = {
    Right.READ_CLASS: N_("melihat data kelas"),
    Right.READ_TRAINEE: N_("melihat data peserta"),
    Right.READ_CERTIFICATES: N_("melihat sertifikat"),
    Right.READ_LOG: N_("melihat riwayat pekerjaan orang lain"),
    Right.REVEAL: N_("menampilkan NIK dan KPJ lengkap"),
    Right.MARK: N_("menandai kehadiran"),
    Right.ASSESS: N_("mencatat hasil kompetensi"),
    Right.EDIT_SESSION: N_("mengubah sesi"),
    Right.LOCK_SESSION: N_("mengunci sesi dan membuka kuncinya"),
    Right.MAKE_COHORT: N_("membuat dan mengatur kelas"),
    Right.ENROL: N_("mengatur peserta kelas"),
    Right.EDIT_TRAINEE: N_("mengubah data peserta"),
    Right.IMPORT: N_("mengimpor daftar peserta"),
    Right.ISSUE: N_("menerbitkan sertifikat"),
    Right.REVOKE: N_("mencabut sertifikat"),
    Right.EDIT_CENTRE: N_("mengubah pengaturan pusat pelatihan"),
    Right.MANAGE_STAFF: N_("mengatur orang dan peran"),
    Right.PAIR: N_("memasangkan komputer ini dengan server pusat"),
    Right.ERASE: N_("menghapus data pribadi peserta"),
    Right.UNDO_OTHERS: N_("mengurungkan pekerjaan orang lain"),
}
"""What a right lets a person do, as it reads after "may"."""


ACCESS: Mapping[Access, str] = {
    Access.NONE: N_("tidak masuk ke aplikasi"),
    Access.CODE: N_("kode belum dipakai"),
    Access.PASSWORD: N_("bisa masuk"),
    Access.GONE: N_("akses dicabut"),
}


def access_word(access: Access) -> str:
    """Whether a person can sign in."""
    return _(ACCESS[access])


def role_word(role: Role) -> str:
    """The name of a role."""
    return _(ROLES[role])


def right_words(right: Right) -> str:
    """What a right lets a person do, as it reads after "may"."""
    return _(RIGHTS[right])


def fact(name: str, value: str) -> str:
    """The facts of the errors above in words: `right`, `role`, and `who`, roles with blanks between."""
    if name == "right":
        return right_words(Right(value))
    return ", ".join(role_word(Role(each)) for each in value.split())
