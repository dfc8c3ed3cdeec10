"""The first tables, frozen as they were when they shipped."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

METADATA = sa.MetaData()
ID = sa.LargeBinary(16)


def _stamped(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", ID, nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("origin", sa.BigInteger(), nullable=False),
        sa.Column("stamps", sa.String()),
        sa.Column("extra", sa.String()),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    ]


def _reference(table: str, column: str, target: str, *, nullable: bool = False) -> sa.Column[bytes]:
    key = sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{column}", deferrable=True, initially="DEFERRED")
    return sa.Column(column, ID, key, nullable=nullable)


sa.Table(
    "act",
    METADATA,
    sa.Column("origin", sa.BigInteger(), nullable=False),
    sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column("label", sa.String(), nullable=False),
    sa.Column("author", ID),
    sa.Column("hlc", sa.BigInteger(), nullable=False),
    sa.Column("source", sa.String(), nullable=False),
    sa.Column("undoes_origin", sa.BigInteger()),
    sa.Column("undoes_n", sa.BigInteger()),
    sa.PrimaryKeyConstraint("origin", "n", name="pk_act"),
    sqlite_with_rowid=False,
)
sa.Table(
    "centre",
    METADATA,
    *_stamped("centre"),
    sa.Column("name", sa.String(), nullable=False),
    sa.Column("kind", sa.String(), nullable=False),
    sa.Column("place", sa.String()),
    sa.Column("address", sa.String()),
    sa.Column("zone", sa.String(), nullable=False),
    sa.Column("licence_number", sa.String()),
    sa.Column("licence_issuer", sa.String()),
    sa.Column("licence_from", sa.Date()),
    sa.Column("licence_until", sa.Date()),
    sa.Column("nib", sa.String()),
    sa.Column("vin", sa.String()),
    sa.Column("accreditation", sa.String()),
    sa.Column("number_template", sa.String(), nullable=False),
    sa.Column("sample", sa.Boolean(), nullable=False),
)
change = sa.Table(
    "change",
    METADATA,
    sa.Column("origin", sa.BigInteger(), nullable=False),
    sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column("hlc", sa.BigInteger(), nullable=False),
    sa.Column("tx", sa.BigInteger(), nullable=False),
    sa.Column("table_name", sa.String(), nullable=False),
    sa.Column("row_id", ID, nullable=False),
    sa.Column("op", sa.String(), nullable=False),
    sa.Column("patch", sa.Text(), nullable=False),
    sa.Column("base", sa.Text()),
    sa.Column("old", sa.Text()),
    sa.Column("schema", sa.Integer(), nullable=False),
    sa.Column("hash", sa.LargeBinary(16), nullable=False),
    sa.Column("parked", sa.String()),
    sa.PrimaryKeyConstraint("origin", "n", name="pk_change"),
    sqlite_with_rowid=False,
)
sa.Index("ix_change_parked", change.c.parked, sqlite_where=sa.text("parked IS NOT NULL"))
sa.Index("ix_change_row_id_hlc", change.c.row_id, change.c.hlc)
sa.Table(
    "device",
    METADATA,
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("number", sa.Integer(), nullable=False),
    sa.Column("epoch", sa.Integer(), nullable=False),
    sa.Column("letter", sa.String(), nullable=False),
    sa.Column("name", sa.String(), nullable=False),
    sa.Column("private_key", sa.LargeBinary(32), nullable=False),
    sa.PrimaryKeyConstraint("id", name="pk_device"),
)
sa.Table(
    "programme",
    METADATA,
    *_stamped("programme"),
    sa.Column("code", sa.String(), nullable=False),
    sa.Column("version", sa.String(), nullable=False),
    sa.Column("title", sa.String(), nullable=False),
    sa.Column("name", sa.String(), nullable=False),
    sa.Column("short", sa.String(), nullable=False),
    sa.Column("field", sa.String()),
    sa.Column("jp_total", sa.Integer()),
    sa.Column("minutes_per_jp", sa.Integer(), nullable=False),
    sa.Column("minimum_attendance", sa.Integer(), nullable=False),
    sa.Column("counted", sa.String(), nullable=False),
    sa.Column("all_blocks", sa.Boolean(), nullable=False),
    sa.Column("decree", sa.String()),
    sa.Column("licence_kind", sa.String()),
    sa.Column("external_id", sa.String()),
    sa.Column("source", sa.String()),
    sa.Column("verified", sa.Boolean(), nullable=False),
)
sa.Table(
    "round",
    METADATA,
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("at", sa.BigInteger(), nullable=False),
    sa.Column("sent", sa.Integer(), nullable=False),
    sa.Column("received", sa.Integer(), nullable=False),
    sa.Column("set_aside", sa.Integer(), nullable=False),
    sa.Column("problem", sa.String()),
    sa.PrimaryKeyConstraint("id", name="pk_round"),
)
sa.Table(
    "signatory",
    METADATA,
    *_stamped("signatory"),
    sa.Column("name", sa.String(), nullable=False),
    sa.Column("position", sa.String(), nullable=False),
    sa.Column("nip", sa.String()),
    sa.Column("back", sa.Boolean(), nullable=False),
    sa.Column("term_from", sa.Date()),
    sa.Column("term_until", sa.Date()),
)
sa.Table(
    "staff",
    METADATA,
    *_stamped("staff"),
    sa.Column("name", sa.String(), nullable=False),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("active", sa.Boolean(), nullable=False),
    sa.Column("public_key", sa.String()),
    sa.Column("met", sa.String()),
)
sa.Table(
    "sync_state",
    METADATA,
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("url", sa.String(), nullable=False),
    sa.Column("server", sa.String(), nullable=False),
    sa.Column("generation", sa.Integer(), nullable=False),
    sa.Column("centre", sa.String(), nullable=False),
    sa.Column("token", sa.String(), nullable=False),
    sa.Column("central_key", sa.LargeBinary(), nullable=False),
    sa.Column("public_url", sa.String(), nullable=False),
    sa.Column("device_certificate", sa.String(), nullable=False),
    sa.Column("cursor", sa.BigInteger(), nullable=False),
    sa.Column("acked_n", sa.BigInteger(), nullable=False),
    sa.Column("last_success", sa.BigInteger()),
    sa.Column("last_problem", sa.String()),
    sa.PrimaryKeyConstraint("id", name="pk_sync_state"),
)
trainee = sa.Table(
    "trainee",
    METADATA,
    *_stamped("trainee"),
    sa.Column("name", sa.String(), nullable=False),
    sa.Column("nik", sa.String()),
    sa.Column("nik_state", sa.String(20), nullable=False),
    sa.Column("kpj", sa.String()),
    sa.Column("sex", sa.String()),
    sa.Column("birth_place", sa.String()),
    sa.Column("birth_date", sa.Date()),
    sa.Column("phone", sa.String()),
    sa.Column("email", sa.String()),
    sa.Column("address", sa.String()),
    sa.Column("education", sa.String()),
    sa.Column("employer", sa.String()),
    sa.Column("terminated", sa.Date()),
)
sa.Index("ix_trainee_name", trainee.c.name)
sa.Index("ix_trainee_nik", trainee.c.nik)
unit = sa.Table(
    "unit",
    METADATA,
    *_stamped("unit"),
    sa.Column("code", sa.String(), nullable=False),
    sa.Column("title", sa.String(), nullable=False),
    sa.Column("title_en", sa.String()),
    sa.Column("decree", sa.String()),
    sa.Column("edition", sa.String()),
    sa.Column("verified", sa.Boolean(), nullable=False),
)
sa.Index("ix_unit_code", unit.c.code)
block = sa.Table(
    "block",
    METADATA,
    *_stamped("block"),
    _reference("block", "programme_id", "programme"),
    sa.Column("position", sa.Integer(), nullable=False),
    _reference("block", "unit_id", "unit", nullable=True),
    sa.Column("title", sa.String(), nullable=False),
    sa.Column("jp", sa.Integer()),
    sa.Column("elective", sa.Boolean(), nullable=False),
)
sa.Index("ix_block_programme_id", block.c.programme_id)
cohort = sa.Table(
    "cohort",
    METADATA,
    *_stamped("cohort"),
    _reference("cohort", "programme_id", "programme"),
    sa.Column("number", sa.String(), nullable=False),
    sa.Column("batch", sa.Integer(), nullable=False),
    sa.Column("year", sa.Integer(), nullable=False),
    sa.Column("starts", sa.Date(), nullable=False),
    sa.Column("ends", sa.Date(), nullable=False),
    sa.Column("capacity", sa.Integer()),
    sa.Column("mode", sa.String(), nullable=False),
    sa.Column("place", sa.String()),
    sa.Column("funding", sa.String()),
    _reference("cohort", "instructor_id", "staff", nullable=True),
    sa.Column("pattern", sa.String()),
)
sa.Index("ix_cohort_number", cohort.c.number)
enrolment = sa.Table(
    "enrolment",
    METADATA,
    *_stamped("enrolment"),
    _reference("enrolment", "trainee_id", "trainee"),
    _reference("enrolment", "cohort_id", "cohort"),
    sa.Column("list_number", sa.Integer(), nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("certificate_name", sa.String()),
)
sa.Index("ix_enrolment_cohort_id", enrolment.c.cohort_id)
sa.Index("ix_enrolment_trainee_id", enrolment.c.trainee_id)
session = sa.Table(
    "session",
    METADATA,
    *_stamped("session"),
    _reference("session", "cohort_id", "cohort"),
    sa.Column("day", sa.Date(), nullable=False),
    sa.Column("start", sa.String(5), nullable=False),
    sa.Column("end", sa.String(5), nullable=False),
    sa.Column("jp", sa.Integer(), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    _reference("session", "block_id", "block", nullable=True),
    _reference("session", "instructor_id", "staff", nullable=True),
    sa.Column("room", sa.String()),
    sa.Column("topic", sa.String()),
    sa.Column("cancelled", sa.Boolean(), nullable=False),
    sa.Column("locked", sa.Boolean(), nullable=False),
)
sa.Index("ix_session_cohort_id_day", session.c.cohort_id, session.c.day)
sa.Index("ix_session_day", session.c.day)
assessment = sa.Table(
    "assessment",
    METADATA,
    *_stamped("assessment"),
    _reference("assessment", "enrolment_id", "enrolment"),
    _reference("assessment", "block_id", "block"),
    sa.Column("attempt", sa.Integer(), nullable=False),
    sa.Column("result", sa.String(20)),
    sa.Column("assessor", sa.String()),
    sa.Column("day", sa.Date()),
    sa.Column("method", sa.String()),
    sa.Column("note", sa.String()),
)
sa.Index("ix_assessment_enrolment_id", assessment.c.enrolment_id)
certificate = sa.Table(
    "certificate",
    METADATA,
    *_stamped("certificate"),
    _reference("certificate", "enrolment_id", "enrolment"),
    sa.Column("series", sa.String(), nullable=False),
    sa.Column("period", sa.String(), nullable=False),
    sa.Column("letter", sa.String(), nullable=False),
    sa.Column("serial", sa.Integer(), nullable=False),
    sa.Column("number", sa.String(), nullable=False),
    sa.Column("issued_on", sa.Date(), nullable=False),
    sa.Column("content", sa.Text(), nullable=False),
    sa.Column("payload", sa.Text(), nullable=False),
    sa.Column("code", sa.String(), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("reason", sa.String()),
    _reference("certificate", "replaced_by", "certificate", nullable=True),
)
sa.Index("ix_certificate_code", certificate.c.code)
sa.Index("ix_certificate_enrolment_id", certificate.c.enrolment_id)
sa.Index("ix_certificate_number", certificate.c.number)
sa.Index(
    "ix_certificate_series",
    certificate.c.series,
    certificate.c.period,
    certificate.c.letter,
    certificate.c.serial,
)
mark = sa.Table(
    "mark",
    METADATA,
    *_stamped("mark"),
    _reference("mark", "session_id", "session"),
    _reference("mark", "enrolment_id", "enrolment"),
    sa.Column("code", sa.String(20)),
    sa.Column("minutes_late", sa.Integer()),
    sa.Column("note", sa.String()),
    sa.Column("method", sa.String(), nullable=False),
    _reference("mark", "by", "staff", nullable=True),
    sa.Column("at", sa.BigInteger(), nullable=False),
)
sa.Index("ix_mark_enrolment_id", mark.c.enrolment_id)
sa.Index("ix_mark_session_id", mark.c.session_id)


def upgrade() -> None:
    """Make them."""
    METADATA.create_all(op.get_bind())
