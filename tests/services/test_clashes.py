"""Two computers issued without seeing each other: told everywhere, decided by nobody but people."""

import pytest

from lpk_desktop.domain.certificates import CertificateState
from lpk_desktop.domain.clashes import ClashKind
from lpk_desktop.domain.verification import Check
from lpk_desktop.errors import UserError
from lpk_desktop.services import certificates
from lpk_desktop.services.attention import Attention, ClashingCertificates
from lpk_desktop.services.certificates import Issued
from lpk_desktop.services.clashes import clashes
from lpk_desktop.services.enrolments import withdraw
from lpk_desktop.services.overview import overview
from lpk_desktop.services.readiness import Candidate, readiness
from lpk_desktop.services.today import today
from lpk_desktop.services.trainee_profile import profile
from lpk_desktop.services.trainees import enrolment_numbers
from lpk_desktop.storage.store import Store
from tests.certified import complete, issue, issue_apart
from tests.factory import LATER, make_cohort, take_back


@pytest.fixture
def done(store: Store) -> str:
    """A class of two whose certificates can be issued."""
    cohort = make_cohort(store, people=2)
    complete(store, cohort)
    return cohort


@pytest.fixture
def twice(store: Store, done: str) -> tuple[str, str]:
    """The first person holds two certificates."""
    first = issue(store, done, people=1)[0]
    return first, issue_apart(store, first)


@pytest.fixture
def shared(store: Store, done: str) -> tuple[str, str]:
    """Both people hold a certificate with one number."""
    first = issue(store, done, people=1)[0]
    number = papers(store)[first].number
    with store.read() as session:
        other = enrolment_numbers(session, done)[2]
    return first, issue_apart(store, first, number=number, enrolment=other)


def papers(store: Store) -> dict[str, Issued]:
    with store.read() as session:
        return {each.id: each for each in certificates.register(session)}


def candidates(store: Store, cohort: str) -> list[Candidate]:
    with store.read() as session:
        return readiness(session, cohort, now=LATER)


def matters(store: Store) -> list[Attention]:
    with store.read() as session:
        return list(today(session, now=LATER).attention)


def revoke(store: Store, certificate: str, reason: str = "Terbit dua kali") -> None:
    with store.write("Cabut") as session:
        certificates.revoke(session, certificate, reason=reason)


def check(store: Store, certificate: str) -> Check:
    with store.read() as session:
        (paper,) = certificates.frozen(session, [certificate])
        return certificates.check_text(session, paper.qr)


def test_nothing_is_revoked_by_itself(store: Store, twice: tuple[str, str]) -> None:
    assert {each.state for each in papers(store).values()} == {CertificateState.ISSUED}


def test_the_register_names_the_other_paper_at_each(store: Store, twice: tuple[str, str]) -> None:
    found = papers(store)
    first, second = (found[each] for each in twice)
    assert [clash.others(first.id) for clash in first.clashes] == [(second.number,)]
    assert [clash.others(second.id) for clash in second.clashes] == [(first.number,)]


def test_a_register_of_one_class_still_knows_the_like_in_another(
    store: Store, shared: tuple[str, str], done: str
) -> None:
    other = make_cohort(store, people=1, batch=9)
    with store.read() as session:
        person = enrolment_numbers(session, other)[1]
    third = issue_apart(store, shared[0], number=papers(store)[shared[0]].number, enrolment=person)
    with store.read() as session:
        [line] = certificates.register(session, cohort=other)
    assert line.id == third
    assert [clash.kind for clash in line.clashes] == [ClashKind.NUMBER]


def test_readiness_says_twice_and_names_the_other_and_is_not_ready(
    store: Store, twice: tuple[str, str], done: str
) -> None:
    person = candidates(store, done)[0]
    assert not person.ready
    assert [(held.code, held.others) for held in person.held] == [
        ("issued-twice", (papers(store)[twice[1]].number,))
    ]


def test_readiness_names_whose_paper_bears_the_same_number(
    store: Store, shared: tuple[str, str], done: str
) -> None:
    assert [[(held.code, held.others) for held in each.held] for each in candidates(store, done)] == [
        [("number-twice", ("Peserta 02",))],
        [("number-twice", ("Peserta 01",))],
    ]


def test_the_day_begins_with_it(store: Store, twice: tuple[str, str], done: str) -> None:
    found = matters(store)[0]
    assert isinstance(found, ClashingCertificates)
    assert (found.kind, [clash.papers[0].cohort for clash in found.clashes]) == (ClashKind.PERSON, [done])


def test_shared_numbers_are_a_matter_of_their_own(store: Store, shared: tuple[str, str]) -> None:
    issue_apart(store, shared[0])
    found = [each.kind for each in matters(store) if isinstance(each, ClashingCertificates)]
    assert found == [ClashKind.PERSON, ClashKind.NUMBER]


def test_it_stands_in_the_frame_of_every_page(store: Store, twice: tuple[str, str]) -> None:
    with store.read() as session:
        assert overview(session, author=None, now=LATER).clashes == 1


def test_the_persons_card_shows_both(store: Store, twice: tuple[str, str], done: str) -> None:
    person = candidates(store, done)[0].trainee
    with store.read() as session:
        [place] = profile(session, person, today=LATER.date()).places
    found = papers(store)
    assert [(each.number, each.clashes) for each in place.certificates] == [
        (found[each].number, (ClashKind.PERSON,)) for each in twice
    ]


def test_both_papers_check_as_genuine_and_say_that_nobody_has_decided(
    store: Store, twice: tuple[str, str]
) -> None:
    found = papers(store)
    for own, other in (twice, reversed(twice)):
        checked = check(store, own)
        assert (checked.valid, checked.contested) == (True, True)
        assert checked.registered
        assert checked.registered.also == (found[other].number,)


def test_two_papers_under_one_number_check_against_their_own_rows(
    store: Store, shared: tuple[str, str]
) -> None:
    for each in shared:
        checked = check(store, each)
        assert (checked.valid, checked.contested, checked.differs_from_register) == (True, True, False)
    revoke(store, shared[0])
    assert [check(store, each).valid for each in shared] == [False, True]
    assert not check(store, shared[1]).contested


def test_revoking_one_ends_it_everywhere(store: Store, twice: tuple[str, str], done: str) -> None:
    revoke(store, twice[0])
    assert candidates(store, done)[0].certificate == twice[1]
    assert candidates(store, done)[0].held == ()
    assert not [each for each in matters(store) if isinstance(each, ClashingCertificates)]
    assert not check(store, twice[1]).contested
    assert [each.clashes for each in papers(store).values()] == [(), ()]


def test_the_wrong_one_revoked_is_taken_back(store: Store, twice: tuple[str, str]) -> None:
    revoke(store, twice[0])
    take_back(store)
    with store.read() as session:
        assert len(clashes(session)) == 1
    assert papers(store)[twice[0]].reason is None


def test_who_shared_a_number_gets_a_new_one(store: Store, shared: tuple[str, str], done: str) -> None:
    revoke(store, shared[1], "Nomor kembar")
    assert [each.ready for each in candidates(store, done)] == [False, True]
    with store.write("Terbitkan") as session:
        [fresh] = certificates.issue(session, done, issued_on=LATER.date(), now=LATER)
    assert papers(store)[fresh].number not in {papers(store)[each].number for each in shared}
    with store.read() as session:
        assert clashes(session) == ()


def test_somebody_who_left_the_class_is_not_forgotten(
    store: Store, twice: tuple[str, str], done: str
) -> None:
    with store.write("Keluar") as session:
        withdraw(session, [candidates(store, done)[0].enrolment])
    assert isinstance(matters(store)[0], ClashingCertificates)


def test_a_paper_is_revoked_with_a_reason_and_once(store: Store, twice: tuple[str, str]) -> None:
    with pytest.raises(UserError, match="reason-needed"):
        revoke(store, twice[0], "  ")
    revoke(store, twice[0], " Nama salah ")
    assert (papers(store)[twice[0]].state, papers(store)[twice[0]].reason) == (
        CertificateState.REVOKED,
        "Nama salah",
    )
    with pytest.raises(UserError, match="certificate-not-standing"):
        revoke(store, twice[0], "Alasan lain")
    assert papers(store)[twice[0]].reason == "Nama salah"


def test_a_reason_goes_to_the_public_page_so_it_names_no_nik(store: Store, twice: tuple[str, str]) -> None:
    with pytest.raises(UserError, match="reason-private") as refused:
        revoke(store, twice[0], "NIK 9901010101900001 salah")
    assert "9901" not in str(refused.value.facts)
    assert papers(store)[twice[0]].state is CertificateState.ISSUED


def test_a_certificate_is_found_by_number_or_code(store: Store, twice: tuple[str, str]) -> None:
    known = papers(store)[twice[1]]
    with store.read() as session:
        for text in (known.number.lower(), f" {known.code.lower().replace('-', '')} "):
            assert certificates.find(session, text).id == twice[1]
        with pytest.raises(UserError, match="unknown-certificate"):
            certificates.find(session, "0999/ST")


def test_a_number_on_two_papers_asks_for_the_code(store: Store, shared: tuple[str, str]) -> None:
    found = papers(store)
    with store.read() as session, pytest.raises(UserError, match="number-on-two-papers") as asked:
        certificates.find(session, found[shared[0]].number)
    assert asked.value.facts["codes"] == ", ".join(sorted(found[each].code for each in shared))
