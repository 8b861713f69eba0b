"""A session to look with, that lets go of the database before each import of the test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from .feeds import LOOKING


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    """The session of the test; `load` rolls it back, so that it reads anew."""
    with Session(engine) as made:
        LOOKING.append(made)
        yield made
        LOOKING.clear()
