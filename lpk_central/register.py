"""The register of certificates: which rows bear a number, and what they say today."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection, select

from lpk_central import rows
from lpk_central.database import insert_all, parts
from lpk_central.tables import certificate_number
from lpk_desktop.domain import certificates, payload
from lpk_desktop.domain.certificates import SignedContent
from lpk_desktop.domain.changes import JsonValue
from lpk_desktop.domain.merge import RowState
from lpk_desktop.domain.verification import Registered

TABLE = "certificate"


def note(connection: Connection, centre_id: str, states: Iterable[RowState]) -> None:
    """Remember under which number each certificate among `states` can be found."""
    numbered = {
        state.row: number
        for state in states
        if state.table == TABLE and isinstance(number := state.shown().get("number"), str)
    }
    known = set()
    for part in parts(list(numbered)):
        chosen = select(certificate_number.c.row_id, certificate_number.c.number).where(
            certificate_number.c.centre == centre_id,
            certificate_number.c.row_id.in_(part),
        )
        known |= {(row.row_id, row.number) for row in connection.execute(chosen)}
    insert_all(
        connection,
        certificate_number,
        [
            {"centre": centre_id, "number": number.replace("\0", ""), "row_id": row}
            for row, number in numbered.items()
            if (row, number) not in known
        ],
    )


def look_up(connection: Connection, centre_id: str, content: SignedContent) -> Registered | None:
    """What the register says of a signed content today; None where it does not know its number.

    Should several rows bear the number, the one with this very content speaks, else the first.
    """
    chosen = select(certificate_number.c.row_id).where(
        certificate_number.c.centre == centre_id, certificate_number.c.number == content.number
    )
    keys = sorted((TABLE, row) for row in connection.execute(chosen).scalars())
    found = rows.states(connection, centre_id, keys)
    present = [found[key].shown() for key in keys if not found[key].deleted]
    named = [
        known
        for shown in present
        if shown.get("number") == content.number
        and (known := _registered(connection, centre_id, shown)) is not None
    ]
    own = next((each for each in named if each.digest == content.digest), named[0] if named else None)
    standing = [each for each in named if each.state is certificates.CertificateState.ISSUED]
    shared = own in standing and len(standing) > 1
    return replace(own, number_shared=shared) if own else None


def _registered(connection: Connection, centre_id: str, shown: Mapping[str, JsonValue]) -> Registered | None:
    try:
        content = certificates.from_json(json.loads(str(shown["content"])))
        digest = payload.digest_on_record(content, str(shown.get("payload")))
        state = certificates.CertificateState(str(shown["state"]))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None  # written by a newer program: the signature speaks alone
    reason = shown.get("reason")
    return Registered(
        state=state,
        digest=digest,
        reason=reason if isinstance(reason, str) else None,
        replaced_by=_number_of(connection, centre_id, shown.get("replaced_by")),
    )


def _number_of(connection: Connection, centre_id: str, row: JsonValue) -> str | None:
    if not isinstance(row, str):
        return None
    found = rows.states(connection, centre_id, [(TABLE, row)]).get((TABLE, row))
    number = found.shown().get("number") if found else None
    return number if isinstance(number, str) else None
