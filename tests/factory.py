"""Valid objects by default; a test names only what matters to it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from lpk_desktop.domain.schedule import Length
from lpk_desktop.services import cohorts, trainees
from lpk_desktop.services.access import NewCentre, found_centre
from lpk_desktop.services.planning import NewCohort
from lpk_desktop.storage.device import SyncState, adopt, save_sync_state
from lpk_desktop.storage.history import Undone, next_redo, next_undo, undo
from lpk_desktop.storage.slots import Cost
from lpk_desktop.storage.store import Store

LIGHT = Cost(passes=1, memory_kib=8, lanes=1)
ADMIN = "Ratna Puspitasari"
PASSWORD = "sandi-yang-panjang"
STARTS = date(2026, 5, 18)
LATER = datetime(2026, 7, 6, 3, 0, tzinfo=UTC)
"""After the cohort's last session: 10.00 WIB on 6 July 2026."""
PAIRED = SyncState(
    url="", server="pusat", generation=1, centre="lpk", token="", central_key=b"", public_url="",
    device_certificate='{"centre_name": "LPK Contoh", "issued_at": 1, "signature": "00"}',
)  # fmt: skip


def make_centre(folder: Path, *, name: str = "LPK Contoh", device: str = "Laptop satu") -> Store:
    centre = NewCentre(name=name, place="Purwokerto", licence_number="563/0217/LPK/2021")
    return found_centre(folder, centre, admin=ADMIN, password=PASSWORD, device=device, cost=LIGHT).store


def pair(store: Store) -> None:
    """As if with a central that has heard nothing yet."""
    with store.write("Pasangkan") as session:
        adopt(session, number=1, letter="A")
        save_sync_state(session, PAIRED)


def make_cohort(
    store: Store, *, people: int = 3, sessions: int = 5, programme: str = "LAS", batch: int = 4
) -> str:
    """A cohort of numbered people from 18 May 2026, weekdays 08:00 to 15:30; gives its id."""
    with store.write("Kelas") as session:
        number = cohorts.new_cohort(
            session,
            NewCohort(
                programme=programme,
                batch=batch,
                pattern="Sen-Jum 08:00-15:30",
                starts=STARTS,
                length=Length(sessions=sessions),
            ),
        )
        cohort = cohorts.cohort_id(session, number)
        for index in range(1, people + 1):
            person = trainees.add_trainee(
                session,
                {
                    "name": f"Peserta {index:02}",
                    "nik": f"99010101019{index:05}",
                    "birth_place": "Banyumas",
                    "birth_date": date(1994, 8, 17),
                },
            )
            session.flush()
            trainees.enrol(session, trainee=person, cohort=cohort)
    return cohort


def take_back(store: Store) -> Undone:
    """Undo the latest act of the person at `store`."""
    with store.read() as session:
        act = next_undo(session, store.author)
    assert act
    with store.write("Urungkan", source="undo", undoes=act) as session:
        return undo(session, act)


def do_again(store: Store) -> Undone:
    """Redo what the person at `store` took back last."""
    with store.read() as session:
        act = next_redo(session, store.author)
    assert act
    with store.write("Ulangi", source="undo", undoes=act) as session:
        return undo(session, act)
