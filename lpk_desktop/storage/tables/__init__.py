"""The mapped tables, a file per noun."""

from __future__ import annotations

from lpk_desktop.storage.tables.base import Base, Synced
from lpk_desktop.storage.tables.centre import CENTRE_ID, Centre, Signatory, Staff
from lpk_desktop.storage.tables.cohort import Cohort, Session, SessionKind
from lpk_desktop.storage.tables.log import ActRow, ChangeRow, DeviceRow, RoundRow, SyncStateRow
from lpk_desktop.storage.tables.programme import Block, Programme, Unit
from lpk_desktop.storage.tables.record import Assessment, Certificate, CertificateState, Mark
from lpk_desktop.storage.tables.trainee import Enrolment, EnrolmentStatus, NikState, Trainee

SYNCED: dict[str, type[Synced]] = {
    "centre": Centre,
    "signatory": Signatory,
    "staff": Staff,
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
}
"""Every synced table by name, parents before children."""

__all__ = [
    "CENTRE_ID",
    "SYNCED",
    "ActRow",
    "Assessment",
    "Base",
    "Block",
    "Centre",
    "Certificate",
    "CertificateState",
    "ChangeRow",
    "Cohort",
    "DeviceRow",
    "Enrolment",
    "EnrolmentStatus",
    "Mark",
    "NikState",
    "Programme",
    "RoundRow",
    "Session",
    "SessionKind",
    "Signatory",
    "Staff",
    "SyncStateRow",
    "Synced",
    "Trainee",
    "Unit",
]
