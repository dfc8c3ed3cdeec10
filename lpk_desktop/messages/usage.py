"""Words about a command that was not understood; these errors, and no others, end with status 2."""

from __future__ import annotations

from lpk_desktop.language import N_

_HELP = N_("Cara memakainya: {command} --help")

WORDS = {
    "no-such-command": (N_("“{word}” bukan perintah dari {command}."), N_("Yang ada: {known}.")),
    "extra-words": (N_("Tidak jelas untuk apa “{words}” ditulis."), _HELP),
    "no-such-option": (N_("Pilihan {option} tidak ada."), _HELP),
    "no-such-option-but": (N_("Pilihan {option} tidak ada."), N_("Mungkin maksudnya {near}.")),
    "option-misused": (N_("Pilihan {option} belum diberi isi, atau tidak memerlukan isi."), _HELP),
    "value-missing": (N_("{name} belum diisi."), _HELP),
    "value-misfit": (N_("Isi {name} tidak cocok."), _HELP),
    "not-a-choice": (N_("Isi {name} tidak dikenal."), N_("Yang ada: {known}.")),
    "number-too-small": (N_("{name} harus bilangan bulat, paling sedikit {least}."), _HELP),
    "number-outside": (N_("{name} harus bilangan bulat dari {least} sampai {most}."), _HELP),
    "not-a-day": (
        N_("Tanggal {text} tidak terbaca, atau tahunnya di luar 1900 sampai 2100."),
        N_("Tulis misalnya 2026-06-09 atau 9 Juni 2026."),
    ),
    "not-a-time": (N_("Jam {text} tidak terbaca."), N_("Tulis misalnya 08:00.")),
    "consent-of-whom": (
        N_("Persetujuan siapa tidak disebut, atau disebut dua kali."),
        N_("Sebut satu peserta dengan --trainee, atau satu kelas dengan --cohort."),
    ),
    "usage-unclear": (N_("Perintah itu tidak jelas."), _HELP),
}
