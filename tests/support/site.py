"""The portal as the tests run it: on their own engine, and served over real HTTP by a thread of the test process."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from werkzeug.serving import WSGIRequestHandler, make_server

from portal import create_app
from portal.catalogue.models import CatalogueRevision
from portal.config import Settings

REVISIONS = itertools.count(1_000_000, 1_000_000)


class Quiet(WSGIRequestHandler):
    """No line per request; connections are kept open as a real server keeps them."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address of `app` on a free port, for as long as the block lasts."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def application(settings: Settings, engine: sa.Engine, templates: Path) -> Flask:
    """The portal on an engine of the tests; compiled templates are kept in a folder from one application to the next.

    What the process remembers about the catalogue is keyed by its revision: each application starts from another one,
    so that nothing remembered in one test can answer in the next.
    """
    app = create_app(settings)
    app.extensions["engine"].dispose()
    app.extensions["engine"] = app.extensions["read_engine"] = engine
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(templates))
    with engine.begin() as connection:
        connection.execute(sa.update(CatalogueRevision).values(revision=next(REVISIONS)))
    return app
