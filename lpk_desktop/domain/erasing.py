"""Erasing a person: what goes, what stays and why, and who is due (UU 27/2022; decision 0021).

Once erased, always erased: the same blank takes the place of every value that the log or a row holds,
of those too that somebody wrote elsewhere without knowing. So the order in which changes arrive does
not matter, and stamps, numbers and the shape of every change stay what they are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from lpk_desktop.domain.changes import Change, JsonValue
from lpk_desktop.domain.merge import Live, RowState

YEARS = 5
"""How long data is kept after the last thing that happened, where the centre has decided nothing.

No period for training centres was found in any rule (domain.md section 7). Three years is what a
certificate of competence is valid for, two more are for duplicates, complaints and audits."""
NAMELESS = "–"
"""What stands in the place of a name that no certificate needs; also of an act's label that said it."""
MARKER = "erased_on"
"""The field of a trainee that says so: whatever change sets it, the person is erased everywhere."""


class Reason(StrEnum):
    """Why somebody is erased; it stays on record in the access log."""

    RETENTION = "retention-over"
    REQUESTED = "requested"
    WITHDRAWN = "consent-withdrawn"


class Kept(StrEnum):
    """Why a fact stays."""

    LINK = "link"
    """Says which row belongs to which, by ids that mean nothing by themselves."""
    REGISTER = "register"
    """Without it a certificate could not be looked up, checked or counted."""
    COUNT = "count"
    """Counts of a class (attendance, results, men and women) would be wrong without it."""
    BASIS = "basis"
    """Shows on what ground data was held, and that it was erased."""
    OFFICE = "office"
    """About the centre's own work: who did it, when, by which method."""
    FORM = "form"
    """Of papers only what kind they were and when they were checked."""


KEPT: Mapping[str, Mapping[str, Kept]] = {
    "trainee": {
        "name": Kept.REGISTER, "sex": Kept.COUNT, "consent_version": Kept.BASIS, "consent_on": Kept.BASIS,
        "consent_withdrawn_on": Kept.BASIS, MARKER: Kept.BASIS,
    },
    "enrolment": {
        "trainee_id": Kept.LINK, "cohort_id": Kept.LINK, "list_number": Kept.COUNT, "status": Kept.COUNT,
    },
    "mark": {
        "session_id": Kept.LINK, "enrolment_id": Kept.LINK, "code": Kept.COUNT, "minutes_late": Kept.COUNT,
        "method": Kept.OFFICE, "by": Kept.OFFICE, "at": Kept.OFFICE,
    },
    "assessment": {
        "enrolment_id": Kept.LINK, "block_id": Kept.LINK, "attempt": Kept.COUNT, "result": Kept.COUNT,
        "score": Kept.COUNT, "assessor": Kept.OFFICE, "day": Kept.OFFICE, "method": Kept.OFFICE,
    },
    "certificate": {
        "enrolment_id": Kept.LINK, "series": Kept.REGISTER, "period": Kept.REGISTER,
        "letter": Kept.REGISTER, "serial": Kept.REGISTER, "number": Kept.REGISTER,
        "issued_on": Kept.REGISTER, "content": Kept.REGISTER, "payload": Kept.REGISTER,
        "code": Kept.REGISTER, "state": Kept.REGISTER, "reason": Kept.REGISTER, "replaced_by": Kept.REGISTER,
    },
    "printing": {
        "certificate_id": Kept.LINK, "at": Kept.OFFICE, "by": Kept.OFFICE, "copy": Kept.REGISTER,
        "blank": Kept.REGISTER, "outcome": Kept.REGISTER,
    },
    "document": {
        "trainee_id": Kept.LINK, "kind": Kept.FORM, "checked_by": Kept.OFFICE, "checked_on": Kept.FORM,
    },
    "access": {
        "at": Kept.BASIS, "staff": Kept.BASIS, "kind": Kept.BASIS, "persons": Kept.BASIS,
        "detail": Kept.BASIS,
    },
    "blob": {"sha256": Kept.FORM, "media_type": Kept.FORM, "size": Kept.FORM},
}  # fmt: skip
"""Fields that stay, by table; of a table named here every other field goes, also one that a newer
version sent. Of a name and of a certificate's content `blank` says what stays."""

PARENT: Mapping[str, tuple[str, str]] = {
    "enrolment": ("trainee_id", "trainee"),
    "document": ("trainee_id", "trainee"),
    "mark": ("enrolment_id", "enrolment"),
    "assessment": ("enrolment_id", "enrolment"),
    "certificate": ("enrolment_id", "enrolment"),
}
"""Tables of which something goes, with the field that says on what a row hangs; parents first."""

PRIVATE_CONTENT = frozenset({"birth_place", "born", "trainee_number", "photo"})
"""What a certificate's frozen content loses: nothing of it stands in the signed code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What of a person's time at the centre counts for how long data is kept."""

    last_class: date | None
    """The last day of the last class."""
    last_certificate: date | None
    last_edit: date
    """Of the person's own data, or when it was taken down."""
    in_class: bool
    """Whether a class of the person's has not ended."""


def due_on(life: Life, *, years: int) -> date:
    """The day from which somebody's data is no longer kept: `years` after the last thing that happened."""
    last = max(day for day in (life.last_class, life.last_certificate, life.last_edit) if day)
    try:
        return last.replace(year=last.year + years)
    except ValueError:  # 29 February
        return date(last.year + years, 3, 1)


def is_due(life: Life, *, years: int, today: date) -> bool:
    """Whether somebody's data should be erased; never while a class of theirs goes on."""
    return not life.in_class and due_on(life, years=years) <= today


def is_erased(person: RowState) -> bool:
    """Whether somebody has erased this trainee."""
    return any(live.value is not None for live in person.fields.get(MARKER, ()))


def is_nameless(person: RowState) -> bool:
    """Whether the name of an erased trainee went too, also where somebody elsewhere wrote another since."""
    return any(live.value == NAMELESS for live in person.fields.get("name", ()))


def blank(table: str, name: str, value: JsonValue, *, nameless: bool) -> JsonValue:
    """What stands in the place of a value of an erased person; blanking twice is blanking once."""
    if table == "trainee" and name == "name":
        return NAMELESS if nameless else value
    if table == "trainee" and name == "nik_state":
        return "missing"
    if table == "certificate" and name == "content":
        return _without_private(value)
    return value if name in KEPT[table] else None


def blanked(table: str, values: Mapping[str, JsonValue], *, nameless: bool) -> dict[str, JsonValue]:
    """The values of a row, or of one change of it, without what is erased."""
    return {name: blank(table, name, value, nameless=nameless) for name, value in values.items()}


def blanked_change(change: Change, *, nameless: bool) -> Change:
    """A change of an erased person's row without the values; its stamps stay."""
    return replace(change, patch=blanked(change.table, change.patch, nameless=nameless))


def blanked_state(state: RowState, *, nameless: bool) -> RowState:
    """A row of an erased person without the values, all that are live."""
    fields = {
        name: tuple(
            Live(live.stamp, blank(state.table, name, live.value, nameless=nameless)) for live in lives
        )
        for name, lives in state.fields.items()
    }
    return replace(state, fields=fields)


def is_same(one: Change, other: Change) -> bool:
    """Whether two copies of a change are one, though the values may have been erased in either."""
    if one == other:
        return True
    if one.table not in KEPT:
        return False
    for nameless in (False, True):
        bare = blanked_change(one, nameless=nameless), blanked_change(other, nameless=nameless)
        if bare[0] == bare[1] and (one == bare[0] or other == bare[1]):
            return True
    return False


def _without_private(value: JsonValue) -> JsonValue:
    """A frozen content without birth, number, photo and salt; text that is none goes whole.

    With the salt the digest would give the birth date away to whoever tries them all.
    """
    try:
        content = json.loads(str(value))
        left = {name: each for name, each in content.items() if name not in PRIVATE_CONTENT}
    except (ValueError, AttributeError):
        return "{}"
    return json.dumps(left | {"salt": ""}, ensure_ascii=False, sort_keys=True)
