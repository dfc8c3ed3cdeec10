from lpk_desktop.services.readiness import readiness
from lpk_desktop.services.trainees import enrolment_numbers
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Certificate
from tests.factory import LATER, STARTS, make_cohort


def test_every_computer_names_the_same_of_two_certificates_issued_offline(store: Store) -> None:
    cohort = make_cohort(store, people=1)
    first, second = f"{1:032x}", f"{2:032x}"
    with store.write("Terbitkan") as session:
        (enrolment,) = enrolment_numbers(session, cohort).values()
        for each in (second, first):
            row = Certificate(
                id=each, enrolment_id=enrolment, series="ST-LAS", period="2026", letter="", serial=1,
                number=each[-4:], issued_on=STARTS, content="{}", payload="", code=each[-4:],
            )  # fmt: skip
            session.add(row)
    with store.read() as session:
        (candidate,) = readiness(session, cohort, now=LATER)
    assert candidate.certificate == first
