"""What was done since a backup, where the computer was paired in between: it bears another name then."""

from __future__ import annotations

import shutil

from lpk_desktop.domain.backups import Reason
from lpk_desktop.services import trainees
from lpk_desktop.storage.backup import make, restore
from lpk_desktop.storage.engine import FILE
from lpk_desktop.storage.store import Store
from tests.factory import pair
from tests.storage.backup.conftest import AT
from tests.storage.backup.test_salvage import Desk, key_for


def test_what_the_journal_tells_and_does_not_follow_is_counted(store: Store) -> None:
    """A backup from before pairing: the acts since bear a name that it does not know."""
    folder = store.path.parent
    made = make(folder, key=store.key, reason=Reason.ASKED, at=AT)
    pair(store)
    with store.write("Sesudah") as session:
        trainees.add_trainee(session, {"name": "Budi"})
    paired = make(folder, key=store.key, reason=Reason.REWRITTEN, at=AT)
    with store.write("Sesudah itu") as session:
        trainees.add_trainee(session, {"name": "Rina"})
    store.close()
    (folder / FILE).unlink()
    copy = shutil.copytree(folder, folder.parent / "lagi")
    done = restore(folder, made.path, key_for=key_for, at=AT)
    assert (done.salvaged, done.left_behind) == (0, 2)
    done = restore(copy, copy / paired.path.relative_to(folder), key_for=key_for, at=AT)
    assert (done.salvaged, done.left_behind) == (1, 0)


def test_an_old_file_from_before_pairing_hides_nothing_of_the_journal(store: Store) -> None:
    """Somebody put it back by hand; the backup from after pairing goes on to now."""
    folder = store.path.parent
    store.fold()
    old = (folder / FILE).read_bytes()
    pair(store)
    made = make(folder, key=store.key, reason=Reason.REWRITTEN, at=AT)
    with store.write("Sesudah") as session:
        trainees.add_trainee(session, {"name": "Budi"})
    store.close()
    (folder / FILE).write_bytes(old)
    assert Desk(folder, made.path, ["Sesudah"]).restored() == (1, ["Sesudah"])
