"""What happened in the sample centre, act by act, each at the time and by the person it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from sqlalchemy.orm import Session

from lpk_desktop.domain.attendance import Code, parse_code
from lpk_desktop.domain.competency import Result
from lpk_desktop.domain.formatting import date_short
from lpk_desktop.domain.pattern import parse_pattern
from lpk_desktop.domain.schedule import PlannedSession, plan, start_for
from lpk_desktop.domain.zones import Zone, to_utc
from lpk_desktop.language import _
from lpk_desktop.services import attendance, cohorts, competency, trainees
from lpk_desktop.services.attendance import Entry
from lpk_desktop.services.centre import person_named
from lpk_desktop.services.competency import Verdict
from lpk_desktop.services.holidays import closed_days
from lpk_desktop.services.planning import NewCohort
from lpk_desktop.services.programmes import programme
from lpk_desktop.services.sample_data import NOTHING, SampleCohort, SampleData, SamplePerson

OPENED_BEFORE = timedelta(days=3)
"""How long before its first session a class is made."""
MARKED_AFTER = timedelta(minutes=5)
"""When, within a session, those who are in time are marked."""
ASSESSED_BEFORE_END = timedelta(minutes=15)
IN_TIME = (Code.PRESENT, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleClass:
    """A cohort of the sample, laid out around the day that the sample plays on."""

    data: SampleCohort
    batch: int
    number: str
    sessions: tuple[PlannedSession, ...]

    @property
    def held(self) -> tuple[PlannedSession, ...]:
        """The sessions that have marks."""
        return self.sessions[: self.data.anchor.session]


Act = Callable[[Session, datetime, str | None], None]
"""Called with the open transaction, the moment it happens, and the id of the person who does it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act of the story."""

    at: datetime
    author: str | None
    """The person's name."""
    label: str
    act: Act


def laid_out(cohort: SampleCohort, today: date) -> SampleClass:
    """`cohort` as it stands on `today`."""
    on = today - timedelta(days=cohort.anchor.days_before)
    pattern = parse_pattern(cohort.pattern)
    closed = closed_days(range(on.year - 1, on.year + 2), joint=cohort.skip_joint_leave)
    starts = start_for(pattern, session=cohort.anchor.session, on=on, holidays=closed)
    sessions = plan(pattern, starts=starts, length=cohort.length, holidays=closed).sessions
    batch = int(cohort.batch.partition("/")[0])
    number = f"{cohort.programme}-{batch}/{sessions[0].day.year}"
    return SampleClass(data=cohort, batch=batch, number=number, sessions=sessions)


def events(data: SampleData, classes: Sequence[SampleClass]) -> list[Event]:
    """Everything that happened since the founding, in order."""
    zone = data.centre.zone
    people = {person.name: person for person in data.trainees}
    assessors = {member.initials: member.name for member in data.staff if member.initials}
    found: list[Event] = []
    for each in classes:
        found.append(_opening(each, [people.pop(place.name) for place in each.data.enrolments], zone))
        found.extend(_attendance(each, zone))
        found.extend(_assessments(each, assessors, zone))
    newest = max(each.sessions[0].day for each in classes)
    applicants = partial(_apply, list(people.values()))
    found.append(
        Event(at=to_utc(newest, time(14), zone), author=None, label=_("Pendaftar baru"), act=applicants)
    )
    return sorted(found, key=lambda event: event.at)


def _apply(people: Sequence[SamplePerson], session: Session, _now: datetime, _by: str | None) -> None:
    for person in people:
        trainees.add_trainee(session, asdict(person))


def _opening(each: SampleClass, people: Sequence[SamplePerson], zone: Zone) -> Event:
    return Event(
        at=to_utc(each.sessions[0].day - OPENED_BEFORE, time(10), zone),
        author=None,
        label=_("Kelas baru: {code} {batch}").format(code=each.data.programme, batch=each.batch),
        act=partial(_open, each, people),
    )


def _open(
    each: SampleClass, people: Sequence[SamplePerson], session: Session, _now: datetime, _by: str | None
) -> None:
    data = each.data
    cohorts.new_cohort(
        session,
        NewCohort(
            programme=data.programme,
            batch=each.batch,
            pattern=data.pattern,
            starts=each.sessions[0].day,
            length=data.length,
            capacity=data.capacity,
            mode=data.mode,
            place=data.place,
            funding=data.funding,
            instructor=person_named(session, data.instructor).id,
            skip_joint_leave=data.skip_joint_leave,
        ),
    )
    cohort = cohorts.cohort_id(session, each.number)
    added = [trainees.add_trainee(session, asdict(person)) for person in people]
    session.flush()
    for trainee in added:
        trainees.enrol(session, trainee=trainee, cohort=cohort)


def _attendance(each: SampleClass, zone: Zone) -> Iterator[Event]:
    columns = zip(*(place.marks.split() for place in each.data.enrolments), strict=True)
    for meeting, column in zip(each.held, columns, strict=True):
        marks = [None if text == NOTHING else parse_code(text) for text in column]
        starts = to_utc(meeting.day, meeting.start, zone)
        late = [timedelta(minutes=mark[1]) for mark in marks if mark and mark[1]]
        if any(marks):
            yield Event(
                at=starts + max([MARKED_AFTER, *late]),
                author=each.data.instructor,
                label=_("Kehadiran {cohort} {day}").format(cohort=each.number, day=date_short(meeting.day)),
                act=partial(_mark, each.number, meeting.number, marks, starts),
            )


def _mark(
    number: str,
    meeting: int,
    marks: Sequence[tuple[Code, int | None] | None],
    starts: datetime,
    session: Session,
    now: datetime,
    by: str | None,
) -> None:
    """Mark the exceptions one by one and the others at once, as an instructor does."""
    cohort = cohorts.cohort_id(session, number)
    place = cohorts.schedule(session, cohort)[meeting - 1].id
    in_time = []
    for enrolment, mark in zip(trainees.enrolment_numbers(session, cohort).values(), marks, strict=True):
        if mark == IN_TIME:
            in_time.append((place, enrolment))
        elif mark is not None:
            code, minutes = mark
            seen = min(now, starts + (timedelta(minutes=minutes) if minutes else MARKED_AFTER))
            entry = Entry(code=code, minutes_late=minutes)
            attendance.mark(session, [(place, enrolment)], entry, by=by, now=seen)
    seen = min(now, starts + MARKED_AFTER)
    if all(marks):
        attendance.fill_rest(session, place, Entry(code=Code.PRESENT, method="fill"), by=by, now=seen)
    else:
        attendance.mark(session, in_time, Entry(code=Code.PRESENT), by=by, now=seen)


def _assessments(each: SampleClass, assessors: dict[str, str], zone: Zone) -> Iterator[Event]:
    for block, assessed in enumerate(each.data.assessments):
        for attempt, number in enumerate((assessed.session, assessed.again)):
            if number is not None and number <= len(each.held):
                meeting, assessor = each.held[number - 1], assessors[assessed.assessor]
                results = [place.results.split()[block].split(">") for place in each.data.enrolments]
                notes = [place.notes.get(block + 1) for place in each.data.enrolments]
                verdicts = [
                    _verdict(given[attempt : attempt + 1], assessor, meeting.day, note)
                    for given, note in zip(results, notes, strict=True)
                ]
                yield Event(
                    at=to_utc(meeting.day, meeting.end, zone) - ASSESSED_BEFORE_END,
                    author=assessor,
                    label=_("Hasil {cohort} {unit}").format(cohort=each.number, unit=block + 1),
                    act=partial(_assess, each, block, verdicts),
                )


def _verdict(given: Sequence[str], assessor: str, day: date, note: str | None) -> Verdict | None:
    if not given or given[0] == NOTHING:
        return None
    result = Result(given[0])
    why = note if result is Result.NOT_YET else None
    return Verdict(result=result, assessor=assessor, day=day, note=why)


def _assess(
    each: SampleClass,
    block: int,
    verdicts: Sequence[Verdict | None],
    session: Session,
    now: datetime,
    _by: str | None,
) -> None:
    cohort = cohorts.cohort_id(session, each.number)
    block_id = programme(session, each.data.programme).blocks[block].id
    alike: dict[Verdict, list[str]] = {}
    for place, verdict in zip(trainees.enrolment_numbers(session, cohort).values(), verdicts, strict=True):
        if verdict is not None:
            alike.setdefault(verdict, []).append(place)
    for verdict, places in alike.items():
        competency.record(session, places, block_id, verdict, now=now)
