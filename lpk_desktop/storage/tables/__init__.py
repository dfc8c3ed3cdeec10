"""The mapped tables, a file per noun."""

from __future__ import annotations

from lpk_desktop.storage.tables.access import Access
from lpk_desktop.storage.tables.base import Base, Synced
from lpk_desktop.storage.tables.centre import (
    CENTRE_ID,
    Centre,
    Holiday,
    LicenceKind,
    Role,
    Setting,
    Signatory,
    Staff,
)
from lpk_desktop.storage.tables.cohort import Cohort, Mode, Session, SessionKind
from lpk_desktop.storage.tables.log import ActRow, ChangeRow, DeviceRow, RoundRow, SyncStateRow
from lpk_desktop.storage.tables.paper import Blob, BlobContent, Copy, Document, Outcome, Printing
from lpk_desktop.storage.tables.programme import Block, Classification, Programme, Unit
from lpk_desktop.storage.tables.record import Assessment, Certificate, CertificateState, Mark, Method
from lpk_desktop.storage.tables.trainee import Enrolment, EnrolmentStatus, NikState, Trainee

SYNCED: dict[str, type[Synced]] = {
    "blob": Blob,
    "centre": Centre,
    "signatory": Signatory,
    "staff": Staff,
    "holiday": Holiday,
    "setting": Setting,
    "unit": Unit,
    "programme": Programme,
    "block": Block,
    "cohort": Cohort,
    "trainee": Trainee,
    "enrolment": Enrolment,
    "session": Session,
    "mark": Mark,
    "assessment": Assessment,
    "certificate": Certificate,
    "printing": Printing,
    "document": Document,
    "access": Access,
}
"""Every synced table by name, parents before children."""

APPEND_ONLY = frozenset({"access"})
"""Tables whose rows are written once and never changed or removed, undo included."""

__all__ = [
    "APPEND_ONLY",
    "CENTRE_ID",
    "SYNCED",
    "Access",
    "ActRow",
    "Assessment",
    "Base",
    "Blob",
    "BlobContent",
    "Block",
    "Centre",
    "Certificate",
    "CertificateState",
    "ChangeRow",
    "Classification",
    "Cohort",
    "Copy",
    "DeviceRow",
    "Document",
    "Enrolment",
    "EnrolmentStatus",
    "Holiday",
    "LicenceKind",
    "Mark",
    "Method",
    "Mode",
    "NikState",
    "Outcome",
    "Printing",
    "Programme",
    "Role",
    "RoundRow",
    "Session",
    "SessionKind",
    "Setting",
    "Signatory",
    "Staff",
    "SyncStateRow",
    "Synced",
    "Trainee",
    "Unit",
]
