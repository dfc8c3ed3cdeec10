"""Printing, documents, settings, the access log and an index of people; missing fields; rules in the file.

Only adds: an older computer keeps what it does not know and hands it on. Written as SQL, because
that is what stays as it was when it shipped. Rules about columns that shipped without one bind only
rows made since (`schema`), so no file is ever too wrong to be upgraded.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

STAMPED = (
    "id BLOB NOT NULL, deleted BOOLEAN NOT NULL, hlc BIGINT NOT NULL, origin BIGINT NOT NULL, "
    "stamps VARCHAR, extra VARCHAR, schema INTEGER, CONSTRAINT pk_{table} PRIMARY KEY (id)"
)
DEFERRED = "DEFERRABLE INITIALLY DEFERRED"

TABLES = {
    "blob": (
        "sha256 VARCHAR NOT NULL, media_type VARCHAR NOT NULL, size INTEGER NOT NULL",
        "CONSTRAINT ck_blob_sha256 CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'), "
        "CONSTRAINT ck_blob_size CHECK (size >= 0)",
    ),
    "holiday": (
        "day DATE NOT NULL, name VARCHAR NOT NULL",
        "CONSTRAINT ck_holiday_name CHECK (name <> '')",
    ),
    "setting": (
        '"key" VARCHAR NOT NULL, value TEXT NOT NULL',
        "CONSTRAINT ck_setting_key CHECK (key <> ''), CONSTRAINT ck_setting_value CHECK (json_valid(value))",
    ),
    "document": (
        "trainee_id BLOB NOT NULL, kind VARCHAR NOT NULL, blob_id BLOB, file_name VARCHAR, "
        "checked_by BLOB, checked_on DATE, note VARCHAR",
        f"CONSTRAINT fk_document_trainee_id FOREIGN KEY (trainee_id) REFERENCES trainee (id) {DEFERRED}, "
        f"CONSTRAINT fk_document_blob_id FOREIGN KEY (blob_id) REFERENCES blob (id) {DEFERRED}, "
        f"CONSTRAINT fk_document_checked_by FOREIGN KEY (checked_by) REFERENCES staff (id) {DEFERRED}, "
        "CONSTRAINT ck_document_kind CHECK (kind <> '')",
    ),
    "printing": (
        'certificate_id BLOB NOT NULL, at BIGINT NOT NULL, "by" BLOB, copy VARCHAR(20) NOT NULL, '
        "blank VARCHAR, outcome VARCHAR(20) NOT NULL",
        "CONSTRAINT fk_printing_certificate_id FOREIGN KEY (certificate_id) "
        f"REFERENCES certificate (id) {DEFERRED}, "
        f'CONSTRAINT fk_printing_by FOREIGN KEY ("by") REFERENCES staff (id) {DEFERRED}, '
        "CONSTRAINT ck_printing_copy CHECK (copy IN ('original', 'duplicate')), "
        "CONSTRAINT ck_printing_outcome CHECK (outcome IN ('good', 'spoiled'))",
    ),
    "access": (
        "at BIGINT NOT NULL, staff BLOB, kind VARCHAR NOT NULL, persons TEXT NOT NULL, detail VARCHAR",
        f"CONSTRAINT fk_access_staff FOREIGN KEY (staff) REFERENCES staff (id) {DEFERRED}, "
        "CONSTRAINT ck_access_kind CHECK (kind <> ''), CONSTRAINT ck_access_persons CHECK "
        "(CASE WHEN json_valid(persons) THEN json_type(persons) = 'array' ELSE persons IS NULL END)",
    ),
}
"""Synced tables: their own columns, and their constraints."""

BLOB_CONTENT = (
    "CREATE TABLE blob_content (sha256 VARCHAR NOT NULL, data BLOB NOT NULL, "
    "CONSTRAINT pk_blob_content PRIMARY KEY (sha256))"
)

PERSON_SEARCH = (
    "CREATE VIRTUAL TABLE person_search USING fts5(words, content = '', contentless_delete = 1, "
    "detail = none, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 0')"
)

INDEXES = (
    "CREATE INDEX ix_holiday_day ON holiday (day)",
    "CREATE INDEX ix_document_trainee_id ON document (trainee_id)",
    "CREATE INDEX ix_printing_certificate_id ON printing (certificate_id)",
    "CREATE INDEX ix_access_at ON access (at)",
)

SHIPPED = (
    "centre", "signatory", "staff", "unit", "programme", "block", "cohort", "trainee", "enrolment", "session",
    "mark", "assessment", "certificate",
)  # fmt: skip

TWO_DIGITS, FOUR_DIGITS = "GLOB '[0-9][0-9]'", "GLOB '[0-9][0-9][0-9][0-9]'"
COLUMNS = (
    ("centre", "province_code", "VARCHAR", f"province_code {TWO_DIGITS}"),
    ("centre", "city_code", "VARCHAR", f"city_code {FOUR_DIGITS}"),
    ("centre", "licence_kind", "VARCHAR(20)", "licence_kind IN ('izin', 'tanda-daftar')"),
    ("centre", "agreement_number", "VARCHAR", ""),
    ("centre", "agreement_from", "DATE", ""),
    ("centre", "agreement_until", "DATE", ""),
    ("centre", "minutes_per_jp", "INTEGER", "minutes_per_jp > 0"),
    ("centre", "retention_years", "INTEGER", "retention_years >= 0"),
    ("signatory", "rank", "VARCHAR", ""),
    ("programme", "subfield", "VARCHAR", ""),
    ("programme", "kkni_level", "INTEGER", "kkni_level BETWEEN 1 AND 9"),
    ("programme", "classification", "VARCHAR(20)",
     "classification IN ('skilling', 'upskilling', 'reskilling')"),
    ("session", "mode", "VARCHAR(20)", "mode IN ('luring', 'daring', 'blended')"),
    ("trainee", "other_phones", "VARCHAR",
     "CASE WHEN json_valid(other_phones) THEN json_type(other_phones) = 'array' "
     "ELSE other_phones IS NULL END"),
    ("trainee", "contact_name", "VARCHAR", ""),
    ("trainee", "contact_phone", "VARCHAR", ""),
    ("trainee", "province_code", "VARCHAR", f"province_code {TWO_DIGITS}"),
    ("trainee", "city_code", "VARCHAR", f"city_code {FOUR_DIGITS}"),
    ("trainee", "occupation", "VARCHAR", ""),
    ("trainee", "consent_version", "VARCHAR", ""),
    ("trainee", "consent_on", "DATE", ""),
    ("trainee", "consent_withdrawn_on", "DATE", ""),
    ("trainee", "erased_on", "DATE", ""),
    ("assessment", "score", "INTEGER", "score BETWEEN 0 AND 100"),
)  # fmt: skip
"""Table, column, type, rule."""

REFERENCES = (
    ("centre", "logo_id", "blob"),
    ("signatory", "signature_id", "blob"),
    ("session", "make_up_of", "session"),
    ("trainee", "photo_id", "blob"),
)

RULES = (
    ("centre", "zone", "zone IN ('WIB', 'WITA', 'WIT')"),
    ("staff", "role", "role IN ('admin', 'instructor', 'certificates', 'viewer')"),
    ("programme", "jp_total", "jp_total >= 0"),
    ("programme", "minutes_per_jp", "minutes_per_jp > 0"),
    ("programme", "minimum_attendance", "minimum_attendance BETWEEN 0 AND 100"),
    ("block", "position", "position >= 0"),
    ("block", "jp", "jp >= 0"),
    ("cohort", "batch", "batch >= 1"),
    ("cohort", "capacity", "capacity >= 0"),
    ("cohort", "mode", "mode IN ('luring', 'daring', 'blended')"),
    ("session", "jp", "jp >= 0"),
    ("session", "kind", "kind IN ('teaching', 'opening', 'closing', 'exam', 'make-up')"),
    ("trainee", "nik_state", "nik_state IN ('valid', 'damaged', 'missing')"),
    ("trainee", "sex", "sex IN ('L', 'P')"),
    ("enrolment", "list_number", "list_number >= 1"),
    ("enrolment", "status", "status IN ('applicant', 'active', 'withdrawn')"),
    ("mark", "code", "code IN ('H', 'T', 'I', 'S', 'A')"),
    ("mark", "minutes_late", "minutes_late >= 0"),
    ("mark", "method", "method IN ('manual', 'fill', 'scan', 'import')"),
    ("assessment", "attempt", "attempt >= 1"),
    ("assessment", "result", "result IN ('K', 'BK')"),
    ("certificate", "serial", "serial >= 1"),
    ("certificate", "state", "state IN ('issued', 'revoked', 'replaced')"),
)


def upgrade() -> None:
    """Add them."""
    run = op.get_bind().exec_driver_sql
    for table, (columns, constraints) in TABLES.items():
        run(f"CREATE TABLE {table} ({columns}, {STAMPED.format(table=table)}, {constraints})")
    for statement in (BLOB_CONTENT, PERSON_SEARCH, *INDEXES):
        run(statement)
    for table in SHIPPED:
        run(f"ALTER TABLE {table} ADD COLUMN schema INTEGER")
    for table, column, kind, condition in COLUMNS:
        check = f" CONSTRAINT ck_{table}_{column} CHECK ({condition})" if condition else ""
        run(f"ALTER TABLE {table} ADD COLUMN {column} {kind}{check}")
    for table, column, target in REFERENCES:
        key = f"CONSTRAINT fk_{table}_{column} REFERENCES {target} (id) {DEFERRED}"
        run(f"ALTER TABLE {table} ADD COLUMN {column} BLOB {key}")
    for table, column, condition in RULES:
        run(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{column} CHECK (schema IS NULL OR {condition})")
