"""What a merge left goes with the person, whatever was corrected since; nobody else does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from sqlalchemy import select

from lpk_desktop.domain.erasing import Reason
from lpk_desktop.services import erasing, trainees
from lpk_desktop.services.merging import merge
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.history import FINAL, ActId, acts, undo
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Document, Trainee
from tests.factory import LATER, make_cohort, take_back
from tests.storage.test_contents import put_in
from tests.traces import everything

NIK, RIGHT_NIK = "9901010101900007", "9901010101900707"
DEWI: dict[str, object] = {"name": "Dewi Lestari", "nik": NIK}
BORN: dict[str, object] = {"name": "Dewi Lestari", "birth_date": date(1990, 1, 2)}
CORRECTED = {
    "name": "Diah Puspita",
    "nik": RIGHT_NIK,
    "birth_date": date(1991, 3, 4),
    "phone": "081300001111",
}


def add(store: Store, values: Mapping[str, object], *, cohort: str | None = None) -> str:
    with store.write("Catat") as session:
        person = trainees.add_trainee(session, values)
        session.flush()
        if cohort is not None:
            trainees.enrol(session, trainee=person, cohort=cohort)
    return person


def change(store: Store, person: str, values: Mapping[str, object]) -> None:
    with store.write("Perbaiki") as session:
        trainees.update_trainee(session, person, values)


def join(store: Store, one: str, other: str) -> str:
    with store.write("Gabungkan") as session:
        return merge(session, one, other)


def erase(store: Store, person: str, *, reason: Reason = Reason.REQUESTED) -> None:
    with store.write("Hapus data pribadi", source=FINAL) as session:
        erasing.erase_people(session, [person], reason=reason, now=LATER)


def erased(store: Store) -> set[str]:
    with store.read() as session:
        return set(session.scalars(select(Trainee.id).where(Trainee.erased_on.is_not(None))))


def newest(store: Store) -> ActId:
    with store.read() as session:
        return acts(session, limit=1)[0].id


@pytest.mark.parametrize("facts", [DEWI, BORN])
@pytest.mark.parametrize("reason", [Reason.REQUESTED, Reason.RETENTION])
def test_what_filled_the_row_that_stayed(store: Store, facts: dict[str, object], reason: Reason) -> None:
    one = add(store, facts)
    two = add(store, facts | {"address": "Gang Melati 5", "kpj": "99000000123"})
    keep = join(store, one, two)
    change(store, keep, CORRECTED)
    with store.read() as session:
        assert erasing.preview(session, [keep], now=LATER).also == 1
    erase(store, keep, reason=reason)
    assert erased(store) == {one, two}
    plain = everything(store)
    assert not [trace for trace in (NIK, "Dewi", "Melati", "99000000123", "1990-01-02") if trace in plain]
    assert check(store).findings == ()


def test_a_place_that_came_along(store: Store) -> None:
    cohort = make_cohort(store, people=0)
    one, two = add(store, DEWI), add(store, DEWI, cohort=cohort)
    join(store, one, two)
    change(store, one, CORRECTED)
    erase(store, one)
    assert erased(store) == {one, two}


def test_a_paper_that_came_along(store: Store) -> None:
    one, two = add(store, BORN), add(store, BORN)
    file = put_in(store, b"kartu")
    with store.write("Berkas") as session:
        session.add(Document(trainee_id=two, kind="ktp", blob_id=file))
    join(store, one, two)
    change(store, one, CORRECTED)
    erase(store, one)
    assert erased(store) == {one, two}


@pytest.mark.parametrize("facts", [DEWI, BORN])
def test_where_nothing_came_along_the_rows_were_alike_then(store: Store, facts: dict[str, object]) -> None:
    one, two = add(store, facts), add(store, facts)
    join(store, one, two)
    change(store, one, CORRECTED)
    erase(store, one)
    assert erased(store) == {one, two}


def test_where_only_a_name_and_a_class_made_them_alike(store: Store) -> None:
    cohort = make_cohort(store, people=0)
    one, two = (add(store, {"name": "Dewi"}, cohort=cohort) for _ in range(2))
    join(store, one, two)
    change(store, one, CORRECTED)
    erase(store, one)
    assert erased(store) == {one, two}


def test_what_a_merged_row_had_taken_in_before(store: Store) -> None:
    one = add(store, BORN)
    two, three = add(store, DEWI), add(store, DEWI | {"address": "Gang Melati 5"})
    join(store, two, three)
    change(store, two, BORN | {"nik": RIGHT_NIK})
    join(store, one, two)
    change(store, one, CORRECTED)
    erase(store, one)
    assert erased(store) == {one, two, three}
    assert "Melati" not in everything(store)


def test_a_merge_that_was_done_again(store: Store) -> None:
    one, two = add(store, DEWI), add(store, DEWI | {"address": "Gang Melati 5"})
    join(store, one, two)
    take_back(store)
    again = newest(store)
    with store.write("Ulangi", source="undo", undoes=again) as session:
        merge(session, one, two)
    change(store, one, CORRECTED)
    erase(store, one)
    assert erased(store) == {one, two}


def test_nobody_whose_merge_was_taken_back(store: Store) -> None:
    one = add(store, DEWI)
    two = add(store, DEWI | {"address": "Gang Melati 5"})
    made = newest(store)
    join(store, one, two)
    take_back(store)
    change(store, one, CORRECTED)
    with store.write("Urungkan", source="undo", undoes=made) as session:
        undo(session, made)
    erase(store, one)
    assert erased(store) == {one}


def test_nobody_of_an_import_that_was_taken_back(store: Store) -> None:
    cohort = make_cohort(store, people=0)
    known = add(store, DEWI | {"education": "SMA", "address": "Gang Melati 5"}, cohort=cohort)
    with store.write("Impor", source="import") as session:
        trainees.update_trainee(session, known, {"education": "S1", "address": "Gang Mawar 6"})
        new = trainees.add_trainee(session, {"name": "Sri", "education": "SMA", "address": "Gang Melati 5"})
        session.flush()
        trainees.enrol(session, trainee=new, cohort=cohort)
    take_back(store)
    erase(store, known)
    assert erased(store) == {known}


def test_nobody_who_was_removed_while_another_was_changed(store: Store) -> None:
    cohort = make_cohort(store, people=0)
    stays = add(store, DEWI, cohort=cohort)
    gone = [add(store, {"name": name, "address": "Gang Melati 5"}) for name in ("Sri", "Budi")]
    with store.write("Rapikan") as session:
        trainees.update_trainee(session, stays, {"address": "Gang Mawar 6"})
        for each in gone:
            session.get_one(Trainee, each).deleted = True
    erase(store, stays)
    assert erased(store) == {stays}
