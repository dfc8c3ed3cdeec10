"""How the sample centre is signed in to; apart, so that asking costs no database."""

from __future__ import annotations

SAMPLE_ADMIN = "Ratna Puspitasari"
SAMPLE_PASSWORD = "contoh-serayu"  # noqa: S105  everybody may know it: it opens invented data only
