"""Makes the data folder of a shipped schema, which every later version must open and keep whole.

Run once when a revision ships, with the code that ships it: `python -m tests.storage.shipped.make`
writes `NNNN/lpk.db` and `NNNN/slots.json` beside this file. 0001 was made at commit 54bbf6d. What
has shipped is never made anew.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import select

from lpk_desktop.domain.changes import Act, Change, Op
from lpk_desktop.services import certificates
from lpk_desktop.storage.applying import apply_remote, load
from lpk_desktop.storage.device import PastRound, add_round
from lpk_desktop.storage.engine import FILE
from lpk_desktop.storage.ids import derived_id
from lpk_desktop.storage.migrating import HEAD
from lpk_desktop.storage.slots import FILE as SLOTS
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import (
    Access,
    Blob,
    BlobContent,
    Certificate,
    Copy,
    Document,
    Holiday,
    Printing,
    Setting,
    Trainee,
)
from tests.crash.story import ELSEWHERE, STORY, open_folder, play, set_the_stage

HERE = Path(__file__).parent
NEWER = "0e" * 16
"""Row of a table that no version before 0002 knows, sent by a computer that was upgraded first."""


def make(folder: Path) -> Store:
    """A centre in `folder` in which everything of the crash story was done, and what it leaves out."""
    set_the_stage(folder)
    store = open_folder(folder)
    for step in range(len(STORY)):
        play(store, step)
    with store.write("Cabut", source="final") as session:
        first = session.scalars(select(Certificate.id).order_by(Certificate.number)).first()
        certificates.revoke(session, first or "", reason="Salah cetak")
    _receive_from_a_newer_computer(store)
    _add_papers(store)
    with store.write("Sinkronisasi", source="central") as session:
        at = datetime(2026, 7, 6, 3, tzinfo=UTC)
        add_round(session, PastRound(at=at, sent=3, received=2, set_aside=0, problem=None))
    return store


def _add_papers(store: Store) -> None:
    """Rows of the tables that 0002 added, which no act of the story makes yet."""
    data = b"bukan gambar"
    digest = hashlib.sha256(data).hexdigest()
    at = datetime(2026, 7, 6, 3, tzinfo=UTC)
    with store.write("Berkas") as session:
        person = session.scalars(select(Trainee.id).order_by(Trainee.id)).first() or ""
        paper = session.scalars(select(Certificate.id).order_by(Certificate.number)).first() or ""
        scan = Blob(id=derived_id("blob", digest), sha256=digest, media_type="image/png", size=len(data))
        session.add_all(
            [
                scan,
                BlobContent(sha256=digest, data=data),
                Holiday(id=derived_id("holiday", "2026-08-18"), day=date(2026, 8, 18), name="Hari jadi"),
                Setting(id=derived_id("setting", "backup"), key="backup", value="true"),
                Document(trainee_id=person, kind="ktp", blob_id=scan.id, checked_by=store.author),
                Printing(certificate_id=paper, at=at, by=store.author, copy=Copy.DUPLICATE),
                Access(at=at, staff=store.author, kind="reveal", persons=json.dumps([person]), detail="nik"),
            ]
        )


def _receive_from_a_newer_computer(store: Store) -> None:
    """An act with a value that somebody here disputes, a field and a table that 0001 does not know."""
    with store.write("Sinkronisasi", source="central") as session:
        named = select(Trainee).where(Trainee.name == "Peserta 01").order_by(Trainee.id)
        person = session.scalars(named.limit(1)).one()
        state = load(session.connection(), "trainee", person.id)
        assert state
        seen = {name: tuple(live.stamp for live in lives) for name, lives in state.fields.items()}
        person.name = "Peserta Satu"
        session.flush()
        after = max(person.hlc, *(stamp.hlc for stamps in seen.values() for stamp in stamps)) + 2**20
        newer = partial(Change, origin=ELSEWHERE, tx=90, schema=2, op=Op.PUT)
        changes = (
            newer(
                n=90, hlc=after, table="trainee", row=person.id,
                patch={"name": "Peserta Pertama"}, base={"name": seen["name"]},
            ),
            newer(
                n=91, hlc=after + 1, table="trainee", row=person.id,
                patch={"consent_version": "2026-1", "consent_on": "2026-05-18"},
                base={"consent_version": (), "consent_on": ()},
            ),
            newer(
                n=92, hlc=after + 2, table="holiday", row=NEWER,
                patch={"day": "2026-08-18", "name": "Hari jadi pusat"},
            ),
        )  # fmt: skip
        apply_remote(
            session,
            [Act(origin=ELSEWHERE, n=90, label="Dari versi baru", author=None, at=after, changes=changes)],
        )


def main() -> None:
    """Write the folder of this version's schema; refuses if it is there."""
    target = HERE / HEAD
    target.mkdir()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "data"
        make(folder).close()
        for name in (FILE, SLOTS):
            (target / name).write_bytes((folder / name).read_bytes())


if __name__ == "__main__":
    main()
