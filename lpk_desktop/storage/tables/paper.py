"""Files that people bring or make, and what was printed."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from lpk_desktop.storage.tables.base import Base, Synced, one_of, reference, rule
from lpk_desktop.storage.types import EnumText, UtcDateTime


class Copy(StrEnum):
    """What a printed certificate is."""

    ORIGINAL = "original"
    DUPLICATE = "duplicate"
    """In the place of one that was lost or damaged."""


class Outcome(StrEnum):
    """How a sheet came out of the printer."""

    GOOD = "good"
    SPOILED = "spoiled"


class Blob(Synced, Base, kw_only=True):
    """A file known by its content: logo, photo, scan; the id is derived from the digest.

    The bytes stand in `blob_content` where they are here; they travel apart from the changes.
    """

    __tablename__ = "blob"
    __table_args__ = (
        rule("sha256", "length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'"),
        rule("size", "size >= 0"),
    )

    sha256: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    """Bytes."""


class BlobContent(Base, kw_only=True):
    """The bytes of a blob, on this device."""

    __tablename__ = "blob_content"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Document(Synced, Base, kw_only=True):
    """A paper of a trainee: KTP, BPJS card, dismissal letter, consent."""

    __tablename__ = "document"
    __table_args__ = (rule("kind", "kind <> ''"),)

    trainee_id: Mapped[str] = reference("trainee", index=True)
    kind: Mapped[str]
    blob_id: Mapped[str | None] = reference("blob", default=None)
    file_name: Mapped[str | None] = mapped_column(default=None)
    """As the person called it."""
    checked_by: Mapped[str | None] = reference("staff", default=None)
    checked_on: Mapped[date | None] = mapped_column(default=None)
    note: Mapped[str | None] = mapped_column(default=None)


class Printing(Synced, Base, kw_only=True):
    """One sheet that a certificate was printed on."""

    __tablename__ = "printing"
    __table_args__ = (rule("copy", one_of("copy", Copy)), rule("outcome", one_of("outcome", Outcome)))

    certificate_id: Mapped[str] = reference("certificate", index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str | None] = reference("staff", default=None)
    copy: Mapped[Copy] = mapped_column(EnumText(Copy), default=Copy.ORIGINAL)
    blank: Mapped[str | None] = mapped_column(default=None)
    """Serial number of the printed form (blanko), where the centre uses numbered ones."""
    outcome: Mapped[Outcome] = mapped_column(EnumText(Outcome), default=Outcome.GOOD)
