"""What moves to a new life of the file goes as it stood."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select, text

from lpk_desktop.domain.changes import Act, origin_of
from lpk_desktop.storage.applying import EARLY
from lpk_desktop.storage.capture import writing_rows
from lpk_desktop.storage.device import device
from lpk_desktop.storage.forking import reconcile
from lpk_desktop.storage.recording import change_of
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import ChangeRow, Trainee


def test_a_change_that_waits_for_another_goes_on_waiting(store: Store) -> None:
    with store.write("Baru") as session:
        session.add(Trainee(name="Budi"))
    with store.write("Ubah") as session:
        session.scalars(select(Trainee)).one().phone = "0"
    with store.write("Menunggu") as session, writing_rows(session.connection()):
        newest = session.scalars(select(ChangeRow).order_by(ChangeRow.n.desc())).first()
        assert newest is not None
        session.execute(text("UPDATE change SET parked = :why WHERE n = :n"), {"why": EARLY, "n": newest.n})
        other = replace(change_of(newest, None), patch={"phone": "1"})
    echo = Act(origin=other.origin, n=other.tx, label="Lain", author=None, at=other.hlc, changes=(other,))

    with store.write("Bertemu") as session:
        reconcile(session, store.path.parent, [echo], {other.origin: other.n})
        moved = origin_of(device(session).number, 2)
        assert session.scalars(select(ChangeRow.parked).where(ChangeRow.origin == moved)).all() == [EARLY]
