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
        ("update change set seq = 9 where centre = :centre and seq = 3", "numbered 1 to 9"),
        ("delete from change where centre = :centre and seq = 2", "2 changes numbered 1 to 3"),
        ("update centre set seq = 4 where centre = :centre", "the centre counts 4"),
        (
            'update change set patch = \'{"name": "x"}\' where centre = :centre and seq = 3',
            "differs from its log",
        ),
        (
            'update row_state set state = \'{"fields": {}, "deletions": []}\' where centre = :centre',
            "differs",
        ),
        ("delete from row_state where centre = :centre and row_id like '1%'", "differs from its log"),
        (
            "insert into row_state values (:centre, 'trainee', 'f', '{\"fields\":{},\"deletions\":[]}')",
            "rows: 3 kept, 2 in the log",
        ),
        ("update origin set pushed_n = 7 where centre = :centre", "noted 7"),
        ("update change set hlc = 1 where centre = :centre and seq < 3", "origin"),
        ("delete from origin where centre = :centre", "not noted"),
    ],
)
def test_what_does_not_hold_is_found(
    book: Caller, centre: str, served: Served, statement: str, finding: str
) -> None:
    spoil(served, centre, statement)
    assert any(finding in found for found in served.findings(centre))
