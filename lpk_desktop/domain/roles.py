"""Who may do what: the one table of permissions. `services.permissions` holds people to it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What a person is at the centre."""

    ADMIN = "admin"
    INSTRUCTOR = "instructor"
    CERTIFICATES = "certificates"
    VIEWER = "viewer"


class Access(StrEnum):
    """Whether a person can sign in."""

    NONE = "none"
    """Known by name: leads classes, assesses, does not use the computer."""
    CODE = "code"
    """Has a one-time code, and has not chosen a password yet."""
    PASSWORD = "password"  # noqa: S105  the name of a state
    GONE = "gone"
    """Does not work here any more."""


class Reach(StrEnum):
    """How far a right goes."""

    NONE = "none"
    OWN = "own"
    """In one's own cohorts alone."""
    ALL = "all"


class Right(StrEnum):
    """What somebody may be entitled to; the values are what `messages.roles` names in words."""

    READ_CLASS = "read-class"
    """Names, marks, results and readiness in a cohort."""
    READ_TRAINEE = "read-trainee"
    """A person's card and history, identifiers masked."""
    READ_CERTIFICATES = "read-certificates"
    """The register, and a certificate as it goes on paper."""
    READ_LOG = "read-log"
    """What others did, when, from what to what; one's own acts are everybody's to read."""
    REVEAL = "reveal"
    """A whole NIK or KPJ."""
    MARK = "mark"
    ASSESS = "assess"
    EDIT_SESSION = "edit-session"
    """Times, room and topic of a session; cancelling it and holding it after all."""
    LOCK_SESSION = "lock-session"
    MAKE_COHORT = "make-cohort"
    """A cohort, its schedule, and whose it is."""
    ENROL = "enrol"
    """Places in cohorts: joining, leaving, coming back."""
    EDIT_TRAINEE = "edit-trainee"
    IMPORT = "import"
    ISSUE = "issue"
    REVOKE = "revoke"
    EDIT_CENTRE = "edit-centre"
    """The centre's data, signatories, catalogue, and how soon its computers lock."""
    MANAGE_STAFF = "manage-staff"
    PAIR = "pair"
    ERASE = "erase"
    """Erasing people's data for good, and how long it is kept."""
    UNDO_OTHERS = "undo-others"
    """Taking back what somebody else did; one's own goes with the right to do it."""


_NONE, _OWN, _ALL = Reach.NONE, Reach.OWN, Reach.ALL
_ROLES = (Role.ADMIN, Role.INSTRUCTOR, Role.CERTIFICATES, Role.VIEWER)
_ROWS = {
    Right.READ_CLASS:        (_ALL, _OWN, _ALL, _ALL),
    Right.READ_TRAINEE:      (_ALL, _OWN, _ALL, _ALL),
    Right.READ_CERTIFICATES: (_ALL, _OWN, _ALL, _ALL),
    Right.READ_LOG:          (_ALL, _NONE, _ALL, _ALL),
    Right.REVEAL:            (_ALL, _NONE, _ALL, _NONE),
    Right.MARK:              (_ALL, _OWN, _NONE, _NONE),
    Right.ASSESS:            (_ALL, _OWN, _NONE, _NONE),
    Right.EDIT_SESSION:      (_ALL, _OWN, _NONE, _NONE),
    Right.LOCK_SESSION:      (_ALL, _NONE, _NONE, _NONE),
    Right.MAKE_COHORT:       (_ALL, _NONE, _NONE, _NONE),
    Right.ENROL:             (_ALL, _NONE, _NONE, _NONE),
    Right.EDIT_TRAINEE:      (_ALL, _NONE, _ALL, _NONE),
    Right.IMPORT:            (_ALL, _NONE, _NONE, _NONE),
    Right.ISSUE:             (_ALL, _NONE, _ALL, _NONE),
    Right.REVOKE:            (_ALL, _NONE, _ALL, _NONE),
    Right.EDIT_CENTRE:       (_ALL, _NONE, _NONE, _NONE),
    Right.MANAGE_STAFF:      (_ALL, _NONE, _NONE, _NONE),
    Right.PAIR:              (_ALL, _NONE, _NONE, _NONE),
    Right.ERASE:             (_ALL, _NONE, _NONE, _NONE),
    Right.UNDO_OTHERS:       (_ALL, _NONE, _NONE, _NONE),
}  # fmt: skip

PERMISSIONS: Mapping[Right, Mapping[Role, Reach]] = MappingProxyType(
    {
        right: MappingProxyType(dict(zip(_ROLES, reaches, strict=True)))
        for right, reaches in _ROWS.items()
    }
)  # fmt: skip
"""The whole table; a role or right without an entry does not exist."""


def reach(role: Role, right: Right) -> Reach:
    """How far `right` goes for somebody of `role`."""
    return PERMISSIONS[right][role]


def holders(right: Right) -> tuple[Role, ...]:
    """The roles that have `right`, if only in their own cohorts; in the order of the enum."""
    return tuple(role for role in Role if reach(role, right) is not Reach.NONE)
