"""A catalogue for tests that look at a whole site: the demo's, loaded by the demo's own path."""

from __future__ import annotations

import sqlalchemy as sa

from portal import demo
from portal.config import Settings
from portal.foundation import clock


def load_catalogue(engine: sa.Engine) -> None:
    """Fill an empty database with the demo's offers, dated from today."""
    now = clock.now()
    demo.load(engine, today=clock.local_day(now, Settings().timezone), now=now)
