"""The bytes of files, altered behind the store: each fault is found, and mended where they prove it."""

from __future__ import annotations

import hashlib
import tracemalloc
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from lpk_desktop.storage.applying import apply_remote
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.device import adopt
from lpk_desktop.storage.findings import Finding, Problem
from lpk_desktop.storage.ids import derived_id
from lpk_desktop.storage.outbox import unsent
from lpk_desktop.storage.repairing import Repair, repair
from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Blob, BlobContent, Centre, Document, Trainee
from tests.storage.test_applying import pair
from tests.storage.test_checking import Make, ask, codes, found_besides_keys, keyholder, store, tamper, used

__all__ = ["store", "used"]

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Files:
    """A centre's logo and one person's card: digests, and the rows that name them."""

    logo: str
    card: str
    centre: str
    paper: str


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def put_in(store: Store, data: bytes) -> str:
    """A file that is put in on this computer; gives its row's id."""
    digest = digest_of(data)
    made = Blob(id=derived_id("blob", digest), sha256=digest, media_type="image/png", size=len(data))
    with store.write("Berkas") as session:
        session.add_all([made, BlobContent(sha256=digest, data=data)])
        return made.id


@pytest.fixture
def files(store: Store) -> Files:
    logo, card = put_in(store, b"lambang"), put_in(store, b"kartu")
    with store.write("Pakai berkas") as session:
        centre = session.scalars(select(Centre)).one()
        centre.logo_id = logo
        paper = Document(
            trainee_id=session.scalars(select(Trainee.id)).first() or "", kind="ktp", blob_id=card
        )
        session.add(paper)
        session.flush()
        return Files(logo=digest_of(b"lambang"), card=digest_of(b"kartu"), centre=centre.id, paper=paper.id)


def set_bytes(store: Store, digest: str, data: bytes) -> None:
    with keyholder(store) as connection:
        connection.execute("UPDATE blob_content SET data = ? WHERE sha256 = ?", (data, digest))


def kept(store: Store) -> dict[str, bytes]:
    with keyholder(store) as connection:
        return dict(connection.execute("SELECT sha256, data FROM blob_content"))


def mend(store: Store) -> Repair:
    newest = "SELECT max(n), hex(max(hash)) FROM change"
    log = ask(store, newest)
    done = repair(store, "Perbaikan")
    assert ask(store, newest) == log
    assert done.left.findings == check(store).findings
    return done


def test_files_whose_bytes_are_here_are_counted_and_clean(store: Store, files: Files) -> None:
    report = check(store)
    assert (report.findings, report.counts["files"], report.counts["elsewhere"]) == ((), 2, 0)


@pytest.mark.parametrize("data", [b"kartv", b"", b"kartu kartu"], ids=["a bit", "empty", "longer"])
def test_altered_bytes_are_found_with_the_paper_that_needs_them(
    store: Store, files: Files, data: bytes
) -> None:
    set_bytes(store, files.card, data)
    assert check(store).findings == (
        Finding(
            code=Problem.BLOB_ALTERED, facts={"table": "document", "row": files.paper, "file": files.card}
        ),
    )


def test_altered_bytes_are_told_and_left(store: Store, files: Files) -> None:
    set_bytes(store, files.card, b"kartv")
    done = mend(store)
    assert (done.mended, codes(done.left)) == ((), {Problem.BLOB_ALTERED})
    assert kept(store)[files.card] == b"kartv"


def test_bytes_put_in_here_that_are_gone_are_found(store: Store, files: Files) -> None:
    tamper(store, f"DELETE FROM blob_content WHERE sha256 = '{files.logo}'")  # noqa: S608  a digest
    assert check(store).findings == (
        Finding(
            code=Problem.BLOB_MISSING, facts={"table": "centre", "row": files.centre, "file": files.logo}
        ),
    )


def test_a_file_that_nothing_names_is_told_by_itself(store: Store) -> None:
    row = put_in(store, b"tanpa pemakai")
    tamper(store, "DELETE FROM blob_content")
    (finding,) = check(store).findings
    assert (finding.code, finding.facts["table"], finding.facts["row"]) == (
        Problem.BLOB_MISSING, "blob", row,
    )  # fmt: skip


def test_a_paper_that_was_removed_misses_nothing(store: Store, files: Files) -> None:
    with store.write("Hapus dokumen") as session:
        session.get_one(Document, files.paper).deleted = True
    set_bytes(store, files.card, b"kartv")
    (finding,) = check(store).findings
    assert (finding.code, finding.facts["table"]) == (Problem.BLOB_ALTERED, "blob")


def test_a_file_marked_deleted_needs_no_bytes(store: Store) -> None:
    row = put_in(store, b"tanpa pemakai")
    with store.write("Hapus berkas") as session:
        session.get_one(Blob, row).deleted = True
    tamper(store, "DELETE FROM blob_content")
    assert check(store).clean


def test_bytes_that_another_computer_has_not_sent_yet_are_no_fault(make_store: Make) -> None:
    first, second = make_store("satu"), make_store("dua")
    pair(first, 1)
    pair(second, 2)
    put_in(first, b"foto")
    with first.read() as session:
        acts = unsent(session, after_n=0, limit=100)
    with second.write("Sinkron", source="central") as session:
        apply_remote(session, acts)
    assert found_besides_keys(second) == []
    assert (check(second).counts["files"], check(second).counts["elsewhere"]) == (0, 1)


def test_what_was_put_in_before_the_pairing_is_still_missed(store: Store, files: Files) -> None:
    with store.write("Pasangkan") as session:
        adopt(session, number=7, letter="G")
    tamper(store, "DELETE FROM blob_content")
    assert codes(check(store)) == {Problem.BLOB_MISSING}


def test_a_size_that_was_never_right_is_told(store: Store) -> None:
    digest = digest_of(b"foto")
    with store.write("Berkas") as session:
        row = Blob(id=derived_id("blob", digest), sha256=digest, media_type="image/png", size=9)
        session.add_all([row, BlobContent(sha256=digest, data=b"foto")])
    (finding,) = mend(store).left.findings
    assert finding.code is Problem.BLOB_SIZE
    assert (finding.facts["said"], finding.facts["size"]) == (9, 4)


def test_a_size_changed_behind_the_log_is_put_as_the_log_tells(store: Store, files: Files) -> None:
    tamper(store, "UPDATE blob SET size = 5000")
    assert codes(check(store)) == {Problem.BLOB_SIZE, Problem.ROW_DIFFERS}
    assert mend(store).left.clean


@pytest.mark.parametrize("data", [b"sisa", b"lain"], ids=["under its digest", "under another"])
def test_bytes_that_no_row_tells_of_are_told_and_kept(store: Store, files: Files, data: bytes) -> None:
    with keyholder(store) as connection:
        connection.execute("INSERT INTO blob_content VALUES (?, ?)", (digest_of(b"sisa"), data))
    before = kept(store)
    done = mend(store)
    assert done.left.findings == (
        Finding(code=Problem.BLOB_UNNAMED, facts={"file": digest_of(b"sisa"), "size": 4}),
    )
    assert kept(store) == before


def test_a_row_that_names_a_missing_file_is_found_and_the_file_s_row_put_back(
    store: Store, files: Files
) -> None:
    tamper(store, f"DELETE FROM blob WHERE sha256 = '{files.card}'")  # noqa: S608  a digest
    report = check(store)
    assert codes(report) == {Problem.REFERENCE_BROKEN, Problem.ROW_MISSING, Problem.BLOB_UNNAMED}
    named = [each.facts for each in report.findings if each.code is Problem.REFERENCE_BROKEN]
    assert named == [{"table": "document", "row": files.paper, "target": "blob"}]
    assert mend(store).left.clean


def test_bytes_in_each_other_s_place_are_found_and_put_back(store: Store, files: Files) -> None:
    before = kept(store)
    set_bytes(store, files.card, b"lambang")
    set_bytes(store, files.logo, b"kartu")
    report = check(store)
    assert codes(report) == {Problem.BLOB_MISPLACED}
    assert {(each.facts["table"], each.facts["belongs"]) for each in report.findings} == {
        ("document", files.logo), ("centre", files.card),
    }  # fmt: skip
    assert mend(store).left.clean
    assert kept(store) == before


def test_right_bytes_take_the_place_of_damaged_ones(store: Store, files: Files) -> None:
    set_bytes(store, files.logo, b"rusak")
    with keyholder(store) as connection:
        connection.execute("INSERT INTO blob_content VALUES (?, ?)", ("0" * 64, b"lambang"))
    done = mend(store)
    assert {each.code for each in done.mended} == {Problem.BLOB_ALTERED, Problem.BLOB_MISPLACED}
    assert done.left.clean
    assert kept(store)[files.logo] == b"lambang"


def test_what_was_overwritten_by_another_file_is_missed_once_that_one_is_in_its_place(
    store: Store, files: Files
) -> None:
    set_bytes(store, files.card, b"lambang")
    done = mend(store)
    assert kept(store) == {files.logo: b"lambang"}
    assert codes(done.left) == {Problem.BLOB_MISSING}


def test_bytes_wait_for_the_row_that_the_same_repair_puts_back(store: Store, files: Files) -> None:
    tamper(
        store,
        f"DELETE FROM blob WHERE sha256 = '{files.card}'",  # noqa: S608  a digest
        "UPDATE blob_content SET sha256 = 'x' WHERE data = CAST('kartu' AS BLOB)",
    )
    assert mend(store).left.clean
    assert kept(store)[files.card] == b"kartu"


def test_such_bytes_are_found_in_another_file_s_place_too(store: Store, files: Files) -> None:
    before = kept(store)
    tamper(store, f"DELETE FROM blob WHERE sha256 = '{files.card}'")  # noqa: S608  a digest
    set_bytes(store, files.card, b"lambang")
    set_bytes(store, files.logo, b"kartu")
    assert Problem.BLOB_ALTERED in codes(check(store))
    assert mend(store).left.clean
    assert kept(store) == before


def test_one_file_at_a_time_is_in_memory(store: Store) -> None:
    for number in range(12):
        put_in(store, bytes([number]) * MEGABYTE)
    check(store)
    tracemalloc.start()
    assert check(store).clean
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5 * MEGABYTE
