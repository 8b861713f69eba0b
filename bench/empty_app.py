"""The baseline: a Flask application with one empty page, under the same server as the portal."""

from __future__ import annotations

from flask import Flask

app = Flask(__name__)


@app.get("/")
def empty() -> str:
    """Nothing but the cost of the framework and of the server."""
    return ""
