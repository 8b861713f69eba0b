"""What runs beside the web server: each job by name, idempotent, and the loop that runs the due ones.

So far one job: the daily rollover, which takes ended sessions off the listing and moves permanent entries to
their next date. Pages stay right without it (an ended session is filtered when read); only the order ages.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from datetime import date, datetime

import sqlalchemy as sa

from portal.catalogue.search import listing
from portal.config import Settings
from portal.foundation import clock
from portal.foundation.logs import log

Job = Callable[[sa.Engine, date, datetime], str]
POLL_SECONDS = 60


def rollover(engine: sa.Engine, today: date, now: datetime) -> str:
    """Move the listing to `today`; running it again the same day changes nothing."""
    moved = listing.rollover(engine, today, now)
    return f"{moved} sessions moved or taken off the listing"


JOBS: dict[str, tuple[str, Job]] = {
    "catalogue-rollover": ("daily, at the first minute of the local day", rollover),
}


def run(name: str, engine: sa.Engine, settings: Settings, now: datetime) -> str:
    """Run one job now; KeyError when there is none of that name."""
    _, job = JOBS[name]
    said = job(engine, clock.local_day(now, settings.timezone), now)
    log.info("job", extra={"fields": {"job": name, "result": said}})
    return said


def work(engine: sa.Engine, settings: Settings, *, once: bool = False) -> None:
    """Run what is due until SIGTERM or SIGINT, which let the current job finish."""
    stop = threading.Event()
    if not once:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
    done_for: date | None = None
    while not stop.is_set():
        now = clock.now()
        today = clock.local_day(now, settings.timezone)
        if today != done_for and _ran(engine, settings, now):
            done_for = today
        if once:
            return
        stop.wait(POLL_SECONDS)


def _ran(engine: sa.Engine, settings: Settings, now: datetime) -> bool:
    """Run every job; a database that is away for a moment only delays them."""
    try:
        for name in JOBS:
            run(name, engine, settings, now)
    except sa.exc.OperationalError:
        log.exception("job delayed: database unavailable")
        return False
    return True
