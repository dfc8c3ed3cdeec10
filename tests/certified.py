"""Classes whose certificates are issued, and papers that another computer issued while offline."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from lpk_desktop.domain import certificates as paper
from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.competency import Result
from lpk_desktop.services import attendance, certificates, competency
from lpk_desktop.services.centre import set_signer
from lpk_desktop.services.competency import Verdict
from lpk_desktop.services.trainees import enrolment_numbers
from lpk_desktop.storage.history import FINAL
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Certificate
from tests.factory import LATER
from tests.papers import signed


def complete(store: Store, cohort: str, *, failing: int | None = None) -> None:
    """Everybody attends all, and is competent in all but the one block of the failing person."""
    with store.read() as session:
        marks = attendance.sheet(session, cohort, now=LATER)
        results = competency.sheet(session, cohort, now=LATER)
    with store.write("Penanda tangan") as session:
        set_signer(session, name="Ir. Bambang Sudarsono, M.T.", position="Direktur")
    with store.write("Hadir semua") as session:
        for column in marks.sessions:
            entry = attendance.Entry(code=Code.PRESENT, method="fill")
            attendance.fill_rest(session, column.id, entry, by=None, now=LATER)
    people = [row.enrolment for row in results.rows]
    for index, block in enumerate(results.blocks):
        for place, person in enumerate(people):
            lacks = index == 1 and place == failing
            verdict = Verdict(
                result=Result.NOT_YET if lacks else Result.COMPETENT,
                assessor="Hesti Tri Prabowo",
                day=date(2026, 6, 30),
                note="Perlu latihan." if lacks else None,
            )
            with store.write("Nilai") as session:
                competency.record(session, [person], block.id, verdict, now=LATER)


def issue(store: Store, cohort: str, *, people: int | None = None) -> list[str]:
    """Issue to everybody, or to the first `people` of the list; gives the ids of the certificates."""
    with store.write("Terbitkan", source=FINAL) as session:
        chosen = list(enrolment_numbers(session, cohort).values())[:people]
        day = LATER.date()
        return certificates.issue(session, cohort, enrolments=chosen, issued_on=day, now=LATER)


def issue_apart(
    store: Store, certificate: str, *, number: str | None = None, enrolment: str | None = None
) -> str:
    """A second paper like `certificate`, as it comes from a computer that issued while offline.

    With a number of its own unless one is given; for the same person unless `enrolment` names
    another. Gives its id.
    """
    with store.write("Terbitkan", source=FINAL) as session:
        first = session.get_one(Certificate, certificate)
        content = replace(
            paper.from_json(json.loads(first.content)),
            number=number or first.number.replace("/", "B/", 1),
            salt="komputer lain",
        )
        second = Certificate(
            enrolment_id=enrolment or first.enrolment_id,
            series=first.series,
            period=first.period,
            letter="B",
            serial=first.serial,
            number=content.number,
            issued_on=first.issued_on,
            content=json.dumps(paper.to_json(content)),
            payload=signed(content),
            code=paper.verification_code(paper.digest(content)),
        )
        session.add(second)
    return second.id
