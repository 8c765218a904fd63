"""One replica for all tests that only read, one for each test that changes or breaks it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.replica.server import Replica


@pytest.fixture(scope="session")
def replica() -> Iterator[Replica]:
    with Replica() as running:
        yield running
