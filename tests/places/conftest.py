"""The gazetteer is read before the first test, so that no test is charged for it."""

from __future__ import annotations

import pytest

from portal.places import warm


@pytest.fixture(scope="session", autouse=True)
def gazetteer_ready() -> None:
    warm()
