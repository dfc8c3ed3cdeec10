"""What a certificate says is what the records say, cited in full."""

import json

import pytest
from sqlalchemy import select

from lpk_desktop.storage.store import Store
from lpk_desktop.storage.tables import Certificate
from tests.certified import complete, issue
from tests.factory import make_cohort


@pytest.mark.parametrize(
    ("programme", "cited"),
    [
        ("LAS", ["SKKNI Nomor 98 Tahun 2018"]),
        ("FKL", None),
    ],
)
def test_the_standard_is_cited_as_offices_cite_it(
    store: Store, programme: str, cited: list[str] | None
) -> None:
    cohort = make_cohort(store, people=1, programme=programme)
    complete(store, cohort)
    issue(store, cohort)
    with store.read() as session:
        content = json.loads(session.scalars(select(Certificate.content)).one())
    assert content.get("decrees") == cited
