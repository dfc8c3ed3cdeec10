import pytest
from sqlalchemy import text

from tests.central.caller import Caller, change, part
from tests.central.served import Served


@pytest.fixture
def book(device: Caller) -> Caller:
    """A centre with three changes of two rows."""
    device.push(part(change(1)), part(change(2)), part(change(3, row="1" * 32)))
    return device


def spoil(served: Served, centre: str, statement: str) -> None:
    with served.database.write() as connection:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        connection.execute(text(statement), {"centre": centre})


def test_a_sound_book_has_no_findings(book: Caller, centre: str, served: Served) -> None:
    assert served.findings(centre) == []


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("update change set seq = 9 where centre = :centre and seq = 3", "bernomor 1 sampai 9"),
        ("delete from change where centre = :centre and seq = 2", "2 perubahan bernomor 1 sampai 3"),
        ("update centre set seq = 4 where centre = :centre", "seharusnya 4"),
        (
            'update change set patch = \'{"name": "x"}\' where centre = :centre and seq = 3',
            "berbeda dari log",
        ),
        (
            'update row_state set state = \'{"fields": {}, "deletions": []}\' where centre = :centre',
            "berbeda",
        ),
        ("delete from row_state where centre = :centre and row_id like '1%'", "berbeda dari log"),
        (
            "insert into row_state values (:centre, 'trainee', 'f', '{\"fields\":{},\"deletions\":[]}')",
            "tersimpan 3, dalam log 2",
        ),
        ("update origin set pushed_n = 7 where centre = :centre", "tercatat 7"),
        ("update change set hlc = 1 where centre = :centre and seq < 3", "asal"),
        ("delete from origin where centre = :centre", "tidak tercatat"),
    ],
)
def test_what_does_not_hold_is_found(
    book: Caller, centre: str, served: Served, statement: str, finding: str
) -> None:
    spoil(served, centre, statement)
    assert any(finding in found for found in served.findings(centre))
