"""One checkout is set up for real; each test gets a copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.checkouts import Checkout, Outcome, new_checkout


@pytest.fixture(scope="session")
def _set_up(tmp_path_factory: pytest.TempPathFactory) -> tuple[Checkout, Outcome]:
    checkout = new_checkout(tmp_path_factory.mktemp("first") / "place")
    outcome = checkout.dev("run", "greet")
    assert outcome.code == 0, outcome.errors
    return checkout, outcome


@pytest.fixture(scope="session")
def first(_set_up: tuple[Checkout, Outcome]) -> Outcome:
    """What the very first call in a checkout printed."""
    return _set_up[1]


@pytest.fixture
def fresh(tmp_path: Path) -> Checkout:
    """A checkout nobody has used yet."""
    return new_checkout(tmp_path / "place")


@pytest.fixture
def ready(_set_up: tuple[Checkout, Outcome], tmp_path: Path) -> Checkout:
    """A checkout whose first start is done."""
    return _set_up[0].copy(tmp_path / "place")
