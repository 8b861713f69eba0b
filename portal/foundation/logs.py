"""Logs as JSON lines without personal data: no query string, no body, no address, no name.

Ordinary successful readings are not logged (the reverse proxy does that and it costs time); writes, refusals,
slow answers and failures are, with the request's identifier that the error page shows.
"""

from __future__ import annotations

import json
import logging
import secrets
import sys
import time
from datetime import UTC, datetime

from flask import Flask, Response, g, request

log = logging.getLogger("portal")
SLOW_SECONDS = 1.0


class JsonLines(logging.Formatter):
    """One JSON object a line; control characters in values cannot start a line of their own."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, event, the fields given with `extra={"fields": …}`, and the failure if any."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["failure"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def set_up(level: str) -> None:
    """Send the portal's log to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    log.handlers[:] = [handler]
    log.setLevel(level)
    log.propagate = False


def init_app(app: Flask) -> None:
    """Give each request an identifier when it is needed and log what matters."""

    @app.before_request
    def start() -> None:
        g.started = time.monotonic()

    @app.after_request
    def record(response: Response) -> Response:
        seconds = time.monotonic() - g.get("started", time.monotonic())
        if response.status_code >= 400 or request.method not in ("GET", "HEAD") or seconds > SLOW_SECONDS:
            log.log(
                logging.ERROR if response.status_code >= 500 else logging.INFO,
                "request",
                extra={
                    "fields": {
                        "id": request_id(),
                        "method": request.method,
                        "rule": request.url_rule.rule if request.url_rule else None,
                        "status": response.status_code,
                        "ms": round(seconds * 1000),
                        "user": g.actor.user_id if "actor" in g else None,
                    }
                },
            )
        return response


def request_id() -> str:
    """A short identifier that the error page shows and the log repeats."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(4)
    return str(g.request_id)
