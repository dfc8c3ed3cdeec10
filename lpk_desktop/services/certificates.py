"""Certificates: issuing, the register, what goes on paper, and checking one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from lpk_desktop.domain import certificates as paper
from lpk_desktop.domain import numbering, payload, verification
from lpk_desktop.domain.certificates import CertificateContent, FrozenCertificate, SignedContent
from lpk_desktop.domain.clashes import Clash, ClashKind
from lpk_desktop.domain.payload import Confirmation
from lpk_desktop.domain.privacy import Way, without_numbers
from lpk_desktop.domain.roles import Right
from lpk_desktop.domain.trust import key_id
from lpk_desktop.errors import UserError
from lpk_desktop.services.centre import CentreCard, centre, local_now
from lpk_desktop.services.clashes import clashes_by_paper
from lpk_desktop.services.contents import Occasion, content_of
from lpk_desktop.services.permissions import limited, require
from lpk_desktop.services.privacy import Permit, record
from lpk_desktop.services.readiness import Candidate, readiness
from lpk_desktop.services.signing import verify
from lpk_desktop.storage.device import Device, SyncState, device, sign, sync_state
from lpk_desktop.storage.epochs import is_settled
from lpk_desktop.storage.numbers import highest_given, kept_numbers
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Certificate, CertificateState, Cohort, Enrolment, Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """One certificate of the register."""

    id: str
    number: str
    name: str
    cohort: str
    """The cohort's number."""
    issued_on: date
    code: str
    state: paper.CertificateState
    reason: str | None
    enrolment: str
    place: str
    signatory: str
    """As they stand on the paper."""
    clashes: tuple[Clash, ...]
    """What it clashes over with others that stand; empty for nearly all."""

    @property
    def stands(self) -> bool:
        """Whether it is neither revoked nor replaced."""
        return self.state is paper.CertificateState.ISSUED


def issue(
    session: Session,
    cohort: str,
    *,
    enrolments: Sequence[str] | None = None,
    issued_on: date,
    now: datetime,
) -> list[str]:
    """Issue certificates to those who are ready, all of them or the ones named; gives their ids.

    Numbers come from this device's own series, contents are frozen and signed, all in the open
    transaction. Raises UserError: "issue-in-future" (day) for a day that has not come at the centre,
    "nobody-ready", "not-ready" (name) for a named person who is held back, "certificate-content"
    (name, problem, field), "restored-not-synced" while an old copy of the file does not know which
    numbers it has given since, and those of domain.numbering.
    """
    require(session, Right.ISSUE, cohort=cohort)
    if not is_settled(session):
        raise UserError("restored-not-synced")
    if issued_on > local_now(session, now).date():
        raise UserError("issue-in-future", day=issued_on)
    chosen = _chosen(readiness(session, cohort, now=now), enrolments)
    occasion = Occasion.of(session, cohort, issued_on=issued_on, now=now)
    return [_issue_one(session, candidate, occasion).id for candidate in chosen]


def preview(
    session: Session, enrolment: str, *, issued_on: date, now: datetime, number: str = ""
) -> FrozenCertificate:
    """What the certificate of a person would look like; nothing is stored.

    It bears `number`, or without one the next that this device would give.
    """
    require(session, Right.READ_CERTIFICATES, enrolments=[enrolment])
    cohort = session.get_one(Enrolment, enrolment).cohort_id
    candidates = {each.enrolment: each for each in readiness(session, cohort, now=now)}
    occasion = Occasion.of(session, cohort, issued_on=issued_on, now=now)
    if not number:
        _, _, _, number = next_number(session, cohort, issued_on=issued_on)
    content = content_of(session, candidates[enrolment], occasion, number=number, salt="pratinjau")
    return FrozenCertificate(content=content, qr="")


def next_number(session: Session, cohort: str, *, issued_on: date) -> tuple[str, str, int, str]:
    """(series, period, serial, number) of the certificate that this device would issue next."""
    return next(coming_numbers(session, cohort, issued_on=issued_on))


def coming_numbers(session: Session, cohort: str, *, issued_on: date) -> Iterator[tuple[str, str, int, str]]:
    """(series, period, serial, number) of the certificates to come, in order and without end."""
    card, own = centre(session), device(session)
    template = numbering.parse(card.number_template)
    facts = _facts(session, cohort, issued_on, own)
    named = {numbering.Token.SERIES, numbering.Token.COURSE} & template.tokens
    series = facts.series if named else ""
    year = numbering.counter_scope(template, facts)[2]
    period = "" if year is None else str(year)
    kept = kept_numbers(session)
    letter = numbering.letter_of(own.number)
    serial = highest_given(session, kept, series=series, period=period, letter=letter)
    taken = {each.number for each in kept}
    while True:
        serial += 1
        number = numbering.render(template, replace(facts, serial=serial))
        borne = select(Certificate.id).where(Certificate.number == number).limit(1)
        if number not in taken and session.scalar(borne) is None:
            yield series, period, serial, number


def register(session: Session, *, cohort: str | None = None) -> list[Issued]:
    """Issued certificates, newest first."""
    query = (
        select(Certificate, Cohort.number)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(~Certificate.deleted)
        .order_by(Certificate.issued_on.desc(), Certificate.number)
    )
    query = limited(session, Right.READ_CERTIFICATES, query, cohort=Cohort.id)
    if cohort is not None:
        query = query.where(Cohort.id == cohort)
    contested = clashes_by_paper(session)
    return [_issued(row, number, contested.get(row.id, ())) for row, number in session.execute(query)]


def _issued(row: Certificate, cohort: str, clashes: tuple[Clash, ...]) -> Issued:
    content = json.loads(row.content)
    return Issued(
        id=row.id,
        number=row.number,
        name=content["name"],
        cohort=cohort,
        issued_on=row.issued_on,
        code=row.code,
        state=paper.CertificateState(row.state.value),
        reason=row.reason,
        enrolment=row.enrolment_id,
        place=content["place"],
        signatory=content["signatory"],
        clashes=clashes,
    )


def find(session: Session, text: str) -> Issued:
    """The certificate with this number or verification code, however it is cased.

    Raises UserError: "unknown-certificate" (text), "number-on-two-papers" (number, codes) where only
    the code says which is meant.
    """
    wanted, code = text.strip().casefold(), paper.normalise_code(text)
    known = register(session)
    found = [each for each in known if each.number.casefold() == wanted]
    found = found or [each for each in known if each.code == code]
    if not found:
        raise UserError("unknown-certificate", text=without_numbers(text.strip())[:60])
    if len(found) > 1:
        codes = ", ".join(sorted(each.code for each in found))
        raise UserError("number-on-two-papers", number=found[0].number, codes=codes)
    return found[0]


def frozen(session: Session, certificates: Sequence[str]) -> list[FrozenCertificate]:
    """Certificates as they go on paper, in the order asked for; the same bytes at every reprint.

    Raises UserError("certificate-erased") (number) for one whose paper cannot be made again, since the
    birth date on it was erased.
    """
    rows = [session.get_one(Certificate, each) for each in certificates]
    require(session, Right.READ_CERTIFICATES, enrolments=[row.enrolment_id for row in rows])
    return [_frozen(row) for row in rows]


def holders(session: Session, certificates: Sequence[str]) -> list[str]:
    """The ids of the trainees to whom these certificates were issued, each once."""
    query = (
        select(Certificate.enrolment_id, Enrolment.trainee_id)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .where(Certificate.id.in_(certificates))
    )
    found = {enrolment: trainee for enrolment, trainee in session.execute(query)}  # noqa: C416  rows are no pairs
    require(session, Right.READ_CERTIFICATES, enrolments=list(found))
    return sorted(set(found.values()))


def take_papers(
    store: Store, issued: Sequence[str], way: Way, *, where: str, at: datetime
) -> tuple[list[FrozenCertificate], Permit]:
    """Read certificates as they go on paper, and put on record that they leave; `where` as in `record`.

    Raises UserError as `frozen` and Store.write do.
    """
    with store.read() as session:
        papers, persons = frozen(session, issued), holders(session, issued)
    return papers, record(store, way, persons, where=where, at=at)


def revoke(session: Session, certificate: str, *, reason: str) -> None:
    """Take a certificate back; its number stays used, and the person can be issued another.

    The reason is shown to whoever checks the paper. Raises UserError: "reason-needed",
    "reason-private" for one that could hold a NIK or KPJ, "certificate-not-standing" (number) for a
    certificate that was revoked or replaced before.
    """
    require(session, Right.REVOKE)
    if not reason.strip():
        raise UserError("reason-needed")
    if paper.holds_private_number(reason):
        raise UserError("reason-private")
    row = session.get_one(Certificate, certificate)
    if row.state is not CertificateState.ISSUED:
        raise UserError("certificate-not-standing", number=row.number)
    row.state, row.reason = CertificateState.REVOKED, reason.strip()


def check_text(session: Session | None, text: str) -> verification.Check:
    """Check the text of a QR, a link, or a short code that this centre's register knows.

    Without a session only the signature speaks: no register, and no central that is trusted here.
    """
    if session is None:
        return verification.check(text, verify=verify)
    code = paper.normalise_code(text)
    if code is not None:
        known = session.scalar(select(Certificate.payload).where(Certificate.code == code))
        text = known or text
    state = sync_state(session)
    centrals = [verification.Central(name=_host(state), public_key=state.central_key)] if state else []
    own = device(session)

    def lookup(content: SignedContent) -> verification.Registered | None:
        query = select(Certificate).where(Certificate.number == content.number, ~Certificate.deleted)
        rows = list(session.scalars(query.order_by(Certificate.id)))
        row = next((each for each in rows if each.code == content.code), rows[0] if rows else None)
        return None if row is None else _registered(session, row)

    return verification.check(
        text, verify=verify, centrals=centrals, devices={own.public_key: own.name}, register=lookup
    )


def _chosen(candidates: Sequence[Candidate], enrolments: Sequence[str] | None) -> list[Candidate]:
    if enrolments is None:
        chosen = [each for each in candidates if each.ready]
    else:
        known = {each.enrolment: each for each in candidates}
        chosen = [known[each] for each in enrolments if each in known]
        for each in chosen:
            if not each.ready:
                raise UserError("not-ready", name=each.name)
    if not chosen:
        raise UserError("nobody-ready")
    return chosen


def _issue_one(session: Session, candidate: Candidate, occasion: Occasion) -> Certificate:
    series, period, serial, number = next_number(session, occasion.cohort, issued_on=occasion.issued_on)
    content = content_of(session, candidate, occasion, number=number, salt=os.urandom(12).hex())
    for problem, field in paper.problems(content):
        raise UserError("certificate-content", name=candidate.name, problem=problem.value, field=field)
    row = Certificate(
        enrolment_id=candidate.enrolment,
        series=series,
        period=period,
        letter=numbering.letter_of(device(session).number),
        serial=serial,
        number=number,
        issued_on=occasion.issued_on,
        content=json.dumps(paper.to_json(content), ensure_ascii=False),
        payload=_signed(session, content),
        code=paper.verification_code(paper.digest(content)),
    )
    session.add(row)
    session.flush()
    return row


def _signed(session: Session, content: CertificateContent) -> str:
    own, state = device(session), sync_state(session)
    confirmation = None if state is None else _confirmation(state, own)
    bare = payload.unsigned(content, device_key=own.public_key, confirmation=confirmation)
    signature = sign(session, payload.message(bare))
    return payload.to_text(payload.assemble(bare, signature), base=state.public_url if state else None)


def _confirmation(state: SyncState, own: Device) -> Confirmation:
    given = msgspec.json.decode(state.device_certificate)
    return Confirmation(
        central=key_id(state.central_key),
        centre=state.centre,
        centre_name=given["centre_name"],
        device=own.number,
        issued_at=given["issued_at"],
        certificate=bytes.fromhex(given["signature"]),
    )


def _facts(session: Session, cohort: str, issued_on: date, own: Device) -> numbering.NumberFacts:
    row = session.get_one(Cohort, cohort)
    code = session.get_one(Programme, row.programme_id).code
    return numbering.NumberFacts(
        serial=1,
        day=issued_on,
        position=numbering.position_of(own.number),
        series=f"ST-{code}",
        centre=_initials(centre(session)),
        course=code,
        cohort=str(row.batch),
    )


def _initials(card: CentreCard) -> str:
    """LST for LPK Serayu Terampil, where a number template names {centre}."""
    return "".join(word[0] for word in card.name.split() if word[0].isalnum()).upper()


def _frozen(row: Certificate) -> FrozenCertificate:
    content = paper.from_json(json.loads(row.content))
    if content.is_erased:
        raise UserError("certificate-erased", number=row.number)
    return FrozenCertificate(
        content=content,
        qr=row.payload,
        state=paper.CertificateState(row.state.value),
    )


def _registered(session: Session, row: Certificate) -> verification.Registered:
    contested = clashes_by_paper(session).get(row.id, ())
    follower = session.get(Certificate, row.replaced_by) if row.replaced_by else None
    return verification.Registered(
        state=paper.CertificateState(row.state.value),
        digest=payload.digest_on_record(paper.from_json(json.loads(row.content)), row.payload),
        reason=row.reason,
        replaced_by=follower.number if follower else None,
        also=tuple(
            other for each in contested if each.kind is ClashKind.PERSON for other in each.others(row.id)
        ),
        number_shared=any(each.kind is ClashKind.NUMBER for each in contested),
    )


def _host(state: SyncState) -> str:
    return state.public_url.split("//")[-1].strip("/")
