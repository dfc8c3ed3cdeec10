"""Every way of acting on people's data and of reading it, and a call of each for an administrator."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy.orm import Session

from lpk_desktop.domain.attendance import Code
from lpk_desktop.domain.competency import Result
from lpk_desktop.domain.erasing import Reason
from lpk_desktop.domain.roles import Right, Role
from lpk_desktop.domain.schedule import Length
from lpk_desktop.exchange import importing, matching, roster
from lpk_desktop.exchange.roster import Roster
from lpk_desktop.services import (
    acts,
    attendance,
    centre,
    certificates,
    clashes,
    cohort_list,
    cohorts,
    competency,
    consent,
    contents,
    doubles,
    enrolments,
    erasing,
    finding,
    history,
    merging,
    overview,
    presence,
    privacy,
    programmes,
    readiness,
    schedule,
    staff,
    today,
    trainee_list,
    trainee_profile,
    trainees,
    undoing,
)
from lpk_desktop.services.planning import NewCohort
from lpk_desktop.storage.history import ActId
from lpk_desktop.storage.tables import Trainee
from tests.factory import LATER, LIGHT
from tools import ROOT

DAY = date(2026, 7, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One class and what lies in it: an issued certificate, and somebody else who is ready for one."""

    cohort: str
    meeting: str
    enrolment: str
    ready: str
    trainee: str
    name: str
    block: str
    certificate: str
    person: str
    """Somebody who works here, of no role that matters."""
    act: ActId
    """The administrator's marking of the class."""


Call = Callable[[Session, Place], object]


@cache
def _roster() -> Roster:
    file = ROOT / "tests" / "exchange" / "rosters" / "peserta-servis-hp.csv"
    return roster.check(file, today=DAY)


def _new() -> NewCohort:
    return NewCohort(
        programme="HP", batch=9, pattern="Sen-Jum 08:00-15:30", starts=DAY, length=Length(sessions=2)
    )


def _twin(session: Session, at: Place) -> str:
    """Another row of the same person."""
    row = Trainee(name=at.name, nik=session.get_one(Trainee, at.trainee).nik)
    session.add(row)
    session.flush()
    return row.id


def _content(session: Session, at: Place) -> object:
    ready = next(
        each for each in readiness.readiness(session, at.cohort, now=LATER) if each.enrolment == at.ready
    )
    occasion = contents.Occasion.of(session, at.cohort, issued_on=DAY, now=LATER)
    return contents.content_of(session, ready, occasion, number="1", salt="garam")


def _withdraw(session: Session, at: Place) -> None:
    """The withdrawing of what was given before."""
    session.get_one(Trainee, at.trainee).consent_on = DAY
    consent.withdraw_consent(session, at.trainee, on=DAY, today=DAY)


H = attendance.Entry(code=Code.SICK)
K = competency.Verdict(result=Result.COMPETENT, assessor=None, day=DAY)

CALLS: dict[str, tuple[Right, Call]] = {
    "attendance.mark": (
        Right.MARK,
        lambda s, at: attendance.mark(s, [(at.meeting, at.enrolment)], H, by=None, now=LATER),
    ),
    "attendance.fill_rest": (
        Right.MARK,
        lambda s, at: attendance.fill_rest(s, at.meeting, H, by=None, now=LATER),
    ),
    "attendance.note": (
        Right.MARK,
        lambda s, at: attendance.note(s, (at.meeting, at.enrolment), "Surat dokter", by=None, now=LATER),
    ),
    "attendance.sheet": (Right.READ_CLASS, lambda s, at: attendance.sheet(s, at.cohort, now=LATER)),
    "centre.update_centre": (Right.EDIT_CENTRE, lambda s, _at: centre.update_centre(s, {"place": "Cilacap"})),
    "centre.add_person": (Right.MANAGE_STAFF, lambda s, _at: centre.add_person(s, name="Baru")),
    "centre.person_named": (Right.MANAGE_STAFF, lambda s, _at: centre.person_named(s, "Baru")),
    "centre.set_signer": (
        Right.EDIT_CENTRE,
        lambda s, _at: centre.set_signer(s, name="Baru", position="Direktur"),
    ),
    "certificates.issue": (
        Right.ISSUE,
        lambda s, at: certificates.issue(s, at.cohort, issued_on=DAY, now=LATER),
    ),
    "certificates.preview": (
        Right.READ_CERTIFICATES,
        lambda s, at: certificates.preview(s, at.ready, issued_on=DAY, now=LATER),
    ),
    "certificates.frozen": (Right.READ_CERTIFICATES, lambda s, at: certificates.frozen(s, [at.certificate])),
    "certificates.holders": (
        Right.READ_CERTIFICATES,
        lambda s, at: certificates.holders(s, [at.certificate]),
    ),
    "certificates.revoke": (
        Right.REVOKE,
        lambda s, at: certificates.revoke(s, at.certificate, reason="Salah nama"),
    ),
    "cohorts.new_cohort": (Right.MAKE_COHORT, lambda s, _at: cohorts.new_cohort(s, _new())),
    "cohorts.set_instructor": (
        Right.MAKE_COHORT,
        lambda s, at: cohorts.set_instructor(s, at.cohort, centre.staff(s)[0].id, today=DAY),
    ),
    "cohorts.renumber": (Right.MAKE_COHORT, lambda s, at: cohorts.renumber(s, at.cohort, 77)),
    "cohorts.head": (Right.READ_CLASS, lambda s, at: cohorts.head(s, at.cohort, today=DAY)),
    "competency.record": (
        Right.ASSESS,
        lambda s, at: competency.record(s, [at.enrolment], at.block, K, now=LATER),
    ),
    "competency.sheet": (Right.READ_CLASS, lambda s, at: competency.sheet(s, at.cohort, now=LATER)),
    "competency.standings": (Right.READ_CLASS, lambda s, at: competency.standings(s, at.cohort, now=LATER)),
    "consent.signers": (Right.EDIT_TRAINEE, lambda s, at: consent.signers(s, cohort=at.cohort)),
    "consent.record_consent": (
        Right.EDIT_TRAINEE,
        lambda s, at: consent.record_consent(s, [at.trainee], on=DAY, today=DAY),
    ),
    "consent.withdraw_consent": (Right.EDIT_TRAINEE, _withdraw),
    "contents.content_of": (Right.READ_CERTIFICATES, _content),
    "enrolments.class_list": (Right.READ_CLASS, lambda s, at: enrolments.class_list(s, at.cohort)),
    "enrolments.free_people": (Right.ENROL, lambda s, at: enrolments.free_people(s, at.cohort)),
    "enrolments.give_new_number": (
        Right.ENROL,
        lambda s, at: enrolments.give_new_number(s, at.enrolment),
    ),
    "enrolments.withdraw": (Right.ENROL, lambda s, at: enrolments.withdraw(s, [at.enrolment])),
    "enrolments.take_back": (Right.ENROL, lambda s, at: enrolments.take_back(s, [at.enrolment])),
    "erasing.due": (Right.ERASE, lambda s, _at: erasing.due(s, now=LATER)),
    "erasing.erase_people": (
        Right.ERASE,
        lambda s, at: erasing.erase_people(s, [at.trainee], reason=Reason.REQUESTED, now=LATER),
    ),
    "erasing.preview": (Right.ERASE, lambda s, at: erasing.preview(s, [at.trainee], now=LATER)),
    "erasing.retention_years": (Right.ERASE, lambda s, _at: erasing.retention_years(s)),
    "erasing.set_retention": (Right.ERASE, lambda s, _at: erasing.set_retention(s, 7)),
    "erasing.whom": (Right.ERASE, lambda s, at: erasing.whom(s, at.trainee)),
    "history.act_events": (Right.READ_LOG, lambda s, at: history.act_events(s, at.act)),
    "history.row_events": (Right.READ_LOG, lambda s, at: history.row_events(s, at.trainee)),
    "history.trainee_history": (Right.READ_TRAINEE, lambda s, at: history.trainee_history(s, at.trainee)),
    "importing.import_roster": (
        Right.IMPORT,
        lambda s, at: importing.import_roster(s, _roster(), cohort=at.cohort),
    ),
    "matching.recognise": (Right.IMPORT, lambda s, _at: matching.recognise(s, _roster())),
    "merging.kept_name": (Right.ENROL, lambda s, at: merging.kept_name(s, at.trainee, _twin(s, at))),
    "merging.merge": (Right.ENROL, lambda s, at: merging.merge(s, at.trainee, _twin(s, at))),
    "privacy.accesses": (Right.READ_LOG, lambda s, at: privacy.accesses(s, trainee=at.trainee)),
    "programmes.load_bundled": (Right.EDIT_CENTRE, lambda s, _at: programmes.load_bundled(s)),
    "readiness.readiness": (Right.READ_CLASS, lambda s, at: readiness.readiness(s, at.cohort, now=LATER)),
    "schedule.session_lines": (Right.READ_CLASS, lambda s, at: schedule.session_lines(s, at.cohort)),
    "schedule.cancel": (Right.EDIT_SESSION, lambda s, at: schedule.cancel(s, [at.meeting])),
    "schedule.restore": (Right.EDIT_SESSION, lambda s, at: schedule.restore(s, [at.meeting])),
    "schedule.lock": (Right.LOCK_SESSION, lambda s, at: schedule.lock(s, [at.meeting], locked=True)),
    "schedule.change_session": (
        Right.EDIT_SESSION,
        lambda s, at: schedule.change_session(s, at.meeting, {"room": "B"}),
    ),
    "staff.add_member": (
        Right.MANAGE_STAFF,
        lambda s, _at: staff.add_member(s, name="Baru", role=Role.VIEWER),
    ),
    "staff.change_member": (Right.MANAGE_STAFF, lambda s, at: staff.change_member(s, at.person, name="Lain")),
    "staff.deactivate": (Right.MANAGE_STAFF, lambda s, at: staff.deactivate(s, at.person)),
    "staff.give_code": (Right.MANAGE_STAFF, lambda s, at: staff.give_code(s, at.person, cost=LIGHT)),
    "trainee_list.holder_of_nik": (
        Right.EDIT_TRAINEE,
        lambda s, _at: trainee_list.holder_of_nik(s, "9901010101900001"),
    ),
    "trainee_profile.profile": (
        Right.READ_TRAINEE,
        lambda s, at: trainee_profile.profile(s, at.trainee, today=DAY),
    ),
    "trainees.card": (Right.READ_TRAINEE, lambda s, at: trainees.card(s, at.trainee)),
    "trainees.identifier": (Right.REVEAL, lambda s, at: trainees.identifier(s, at.trainee, "nik", now=LATER)),
    "trainees.add_trainee": (Right.EDIT_TRAINEE, lambda s, _at: trainees.add_trainee(s, {"name": "Baru"})),
    "trainees.update_trainee": (
        Right.EDIT_TRAINEE,
        lambda s, at: trainees.update_trainee(s, at.trainee, {"phone": None}),
    ),
    "trainees.enrol_all": (
        Right.ENROL,
        lambda s, at: trainees.enrol_all(s, trainees=[at.trainee], cohort=at.cohort),
    ),
    "trainees.enrol": (Right.ENROL, lambda s, at: trainees.enrol(s, trainee=at.trainee, cohort=at.cohort)),
    "undoing.look_ahead": (Right.UNDO_OTHERS, lambda s, at: undoing.look_ahead(s, at.act)),
    "undoing.take_back": (Right.UNDO_OTHERS, lambda s, at: undoing.take_back(s, at.act)),
}
"""Acts, and readings of one thing: refused to whoever lacks the right that stands beside them."""

LISTS: dict[str, Call] = {
    "acts.done_acts": lambda s, _at: acts.done_acts(s, limit=1000),
    "certificates.register": lambda s, _at: certificates.register(s),
    "clashes.clashes": lambda s, _at: clashes.clashes(s),
    "clashes.clashes_by_paper": lambda s, _at: clashes.clashes_by_paper(s),
    "cohort_list.cohort_lines": lambda s, _at: cohort_list.cohort_lines(s, today=DAY),
    "cohorts.cohorts": lambda s, _at: cohorts.cohorts(s, today=DAY),
    "history.latest_acts": lambda s, _at: history.latest_acts(s, limit=1000),
    "overview.overview": lambda s, _at: overview.overview(s, author=None, now=LATER),
    "overview.waiting_acts": lambda s, _at: overview.waiting_acts(s, limit=1000),
    "presence.presences": lambda s, _at: presence.presences(s),
    "today.today": lambda s, _at: today.today(s, now=LATER),
    "doubles.cohorts_twice": lambda s, _at: doubles.cohorts_twice(s, today=DAY),
    "doubles.numbers_twice": lambda s, _at: doubles.numbers_twice(s),
    "doubles.people_twice": lambda s, _at: doubles.people_twice(s),
    "finding.find_people": lambda s, _at: finding.find_people(s, "dewi", limit=50),
    "finding.matching": lambda s, _at: finding.matching(s, "dewi"),
    "finding.names_meant": lambda s, _at: finding.names_meant(s, "dewi"),
    "trainee_list.trainee_lines": lambda s, _at: trainee_list.trainee_lines(s, today=DAY),
}
"""Readings of many things: everybody gets what is theirs to see."""

OPEN: dict[str, str] = {
    "access.found_centre": "nobody is there yet",
    "access.has_centre": "no data",
    "access.people": "the names at the door",
    "access.recover_access": "the recovery code is the right",
    "access.sign_in": "the password is the right",
    "acts.cohort_rows": "ids",
    "attendance.policy_of": "a programme's policy",
    "attention.attention": "given what `today` may see; its own lists are limited",
    "backups.back_up": "an encrypted copy: opening it takes a password, as the file does",
    "backups.back_up_before": "an encrypted copy",
    "backups.back_up_to": "an encrypted copy",
    "backups.back_up_when_due": "an encrypted copy",
    "backups.backups": "when, why and how large",
    "backups.choose_second_place": "asks for the right (tests/services/test_backups.py)",
    "backups.forget_second_place": "asks for the right (tests/services/test_backups.py)",
    "backups.is_backed_up": "yes or no",
    "backups.is_sample": "yes or no",
    "backups.look_at": "when, why and how large",
    "backups.newest_backup": "when, why and how large",
    "backups.people_in": "the names at the door",
    "backups.restore": "asks for the right where the present file opens (tests/services/test_ways_in.py)",
    "backups.second_place": "a folder",
    "backups.standing": "when, why and how large",
    "backups.verify": "the password in the backup, or its recovery code, is the right",
    "centre.centre": "about the centre, nobody's data",
    "centre.known_person": "colleagues by name",
    "centre.local_now": "the clock",
    "centre.person": "colleagues by name",
    "centre.signer": "who signs, as on every certificate",
    "centre.staff": "colleagues by name",
    "certificates.check_text": "checking a paper is for everybody who holds it",
    "certificates.find": "looks in `register`, which is limited",
    "certificates.coming_numbers": "numbers without names",
    "certificates.next_number": "numbers without names",
    "cohort_list.next_batch": "a number",
    "certificates.take_papers": "asks as `certificates.frozen` and `certificates.holders` do",
    "cohorts.cohort_id": "a number's id",
    "cohorts.schedule": "days and hours",
    "computers.computer": "a computer's name",
    "doubles.alike": "rows that the caller was allowed to read",
    "disputes.disputes": "ids",
    "history.shown_values": "the caller was allowed to read them",
    "history.trainee_rows": "ids, in the classes one may see",
    "history.whose_acts": "asks itself",
    "keys.follow_newer_slots": "rows follow the slots of a file that somebody put back",
    "keys.follow_slots": "rows follow the slots of a file that came back from a backup",
    "keys.keep_in_step": "slots follow the rows",
    "keys.publish": "slots follow the rows",
    "keys.settle": "slots follow the rows",
    "overview.sync_standing": "counts",
    "own_data.take_own_data": "asks for the right (tests/services/test_own_data.py)",
    "passwords.change_password": "knowing the password is the right",
    "passwords.renew_recovery_code": "asks for the right and the password (tests/services/test_staff.py)",
    "passwords.seconds_to_wait": "a number",
    "passwords.set_lock_minutes": "asks for the right (tests/services/test_staff.py)",
    "passwords.unlock": "the password is the right",
    "passwords.write_password": "the caller has seen the old password or a code",
    "pending.unsent_rows": "ids",
    "planning.lay_out": "days and hours",
    "repairing.repair": "asks for the right (tests/cli/test_repair.py)",
    "permissions.limited": "asks itself",
    "permissions.may": "asks itself",
    "permissions.require": "asks itself",
    "permissions.role_of": "asks itself",
    "privacy.entries": "rows of the access log that the caller was allowed to read",
    "privacy.put_down": "writes down what is seen or leaves; reading it asked for the right",
    "privacy.record": "writes down what leaves; reading it asked for the right",
    "trainees.person_of": "a row; whoever reads or changes it asked for the right",
    "ways_in.seconds_to_wait": "a number",
    "programmes.blocks_of": "the catalogue",
    "programmes.programme": "the catalogue",
    "programmes.programmes": "the catalogue",
    "reading.open_tables": "a file of the person's own",
    "replica.pair_device": "asks before it calls the central (tests/sync/test_pairing.py)",
    "replica.sync_now": "moves what is recorded already; every computer does it by itself",
    "roster.check": "a file of the person's own",
    "remnants.remnants": "erasing asks, which alone looks for them",
    "sample.build_sample": "invented data",
    "sample.counts": "counts",
    "staff.has_administrator": "yes or no",
    "staff.members": "colleagues by name",
    "subjects.subjects": "what rows are called that the caller was allowed to read",
    "trainees.enrolment_numbers": "numbers and ids",
}
"""What asks for no right, and why not."""


def public_functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every public function that is given a session, a store or a folder, as module.function."""
    package = ROOT / "lpk_desktop"
    for folder in ("services", "exchange", "sync"):
        for file in sorted((package / folder).rglob("*.py")):
            for node in ast.parse(file.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef) and node.name[0] != "_" and _is_given_data(node):
                    yield f"{_module(file)}.{node.name}", node


def _module(file: Path) -> str:
    return file.parent.name if file.stem == "__init__" else file.stem


def _is_given_data(node: ast.FunctionDef) -> bool:
    annotation = node.args.args[0].annotation if node.args.args else None
    return annotation is not None and ast.unparse(annotation).split(" ")[0] in {"Session", "Store", "Path"}


def rights_named(node: ast.FunctionDef) -> list[str]:
    """The rights that a function asks for, in order."""
    return [
        each.attr
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        if call.func.id in {"require", "limited", "may"}
        for each in call.args[1:2]
        if isinstance(each, ast.Attribute)
    ]
