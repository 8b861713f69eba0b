"""The thin crust: pages, fragments, refusals, assets. Only here does an error become an HTTP status."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, current_app, flash, g, make_response, redirect, render_template, request
from flask_htmx import HTMX
from markupsafe import escape
from werkzeug.exceptions import HTTPException

from .db import reading
from .errors import Refusal
from .guard import open_to
from .logs import log, request_id

htmx = HTMX()
HTMX_FILE = files("django_htmx").joinpath("static/django_htmx/htmx-2.min.js")
ASSET_SECONDS = 31_536_000

# What each refusal says: title, what happened, what to do (ux.md page 14: no code, no jargon).
MESSAGES: dict[int, tuple[str, str, str]] = {
    400: (
        "Demande incomprise",
        "Le portail n’a pas compris cette demande.",
        "Revenez à la page précédente et recommencez.",
    ),
    403: (
        "Vous n’avez pas accès à cette page",
        "Votre compte ne permet pas de voir cette page.",
        "Si vous pensez devoir y accéder, écrivez à l’assistance.",
    ),
    404: (
        "Page introuvable",
        "L’adresse est peut-être mal recopiée, ou la page n’existe plus.",
        "Vérifiez l’adresse, ou repartez de la recherche de formations.",
    ),
    405: (
        "Action impossible ici",
        "Cette page ne permet pas l’action demandée.",
        "Revenez à la page précédente et utilisez ses boutons.",
    ),
    409: (
        "Ce dossier a changé",
        "Quelqu’un l’a modifié pendant que vous l’aviez à l’écran.",
        "Rechargez la page pour voir son état actuel.",
    ),
    410: (
        "Cette formation n’est plus diffusée.",
        "Son recrutement est terminé ou elle a été retirée.",
        "Cherchez une autre formation.",
    ),
    413: (
        "Envoi trop lourd",
        "Ce que vous envoyez dépasse la taille permise.",
        "Réduisez la taille du fichier, puis recommencez.",
    ),
    422: ("Il y a un problème", "Certaines réponses sont à corriger.", "Corrigez les réponses signalées."),
    429: (
        "Trop de demandes",
        "Beaucoup de demandes sont arrivées de votre adresse en peu de temps.",
        "Réessayez dans une minute.",
    ),
    503: (
        "Le service est momentanément indisponible",
        "Rien n’a été enregistré.",
        "Réessayez dans quelques minutes.",
    ),
}
STATIC_PAGES = {500: "500.html", 503: "503.html", 413: "413.html"}


def variant(environ: dict[str, Any]) -> str:
    """« f » when HTMX asks for a piece, « p » for the page.

    A boosted link, a restored history entry and htmx 4's « full » want the page.
    """
    if (
        "HTTP_HX_REQUEST" in environ
        and "HTTP_HX_BOOSTED" not in environ
        and "HTTP_HX_HISTORY_RESTORE_REQUEST" not in environ
        and environ.get("HTTP_HX_REQUEST_TYPE") != "full"
    ):
        return "f"
    return "p"


def wants_fragment() -> bool:
    """Whether this request gets a fragment."""
    return variant(request.environ) == "f"


def page(template: str, fragment: str | None = None, code: int = 200, **context: Any) -> Response:
    """The whole page; or, for an HTMX swap, the one file the page includes."""
    chosen = fragment if fragment and wants_fragment() else template
    response = make_response(render_template(chosen, fragment=chosen == fragment, **context), code)
    response.vary.add("HX-Request")
    return response


def see_other(url: str, message: str | None = None) -> Response:
    """Go to another page after a successful POST (303, or HX-Redirect: an XHR would swap the wrong page)."""
    if message:
        flash(message)
    if htmx:
        return make_response("", 200, {"HX-Redirect": url})
    return make_response(redirect(url, 303))


def engine() -> sa.Engine:
    """The database of this application."""
    found: sa.Engine = current_app.extensions["engine"]
    return found


def read_connection() -> sa.Connection:
    """One read-only connection for this request, opened when first asked for, closed at its end."""
    if "read_connection" not in g:
        source: sa.Engine = current_app.extensions["read_engine"]
        g.reading = reading(source)
        g.read_connection = g.reading.__enter__()
    found: sa.Connection = g.read_connection
    return found


def error_page(code: int, message: str | None = None) -> Response:
    """The page, or fragment, of a refusal; `message` replaces the usual sentence."""
    title, usual, advice = MESSAGES.get(code, MESSAGES[400])
    return page(
        "layout/error.html",
        "layout/_error.html",
        code=code,
        title=title,
        message=message or usual,
        advice=advice,
        status=code,
        request_id=request_id() if code >= 500 else None,
    )


def static_page(app: Flask, code: int) -> Response:
    """The self-contained page for when nothing else can be trusted (no template, no database)."""
    text = _static_text(str(app.static_folder), STATIC_PAGES[code]).replace("REFERENCE", request_id())
    response = Response(text, code, mimetype="text/html")
    response.vary.add("HX-Request")
    return response


@cache
def _static_text(folder: str, name: str) -> str:
    return (Path(folder) / "erreurs" / name).read_text(encoding="utf-8")


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def init_app(app: Flask) -> None:
    """Pages, assets and errors of the whole application."""
    htmx.init_app(app)
    _serve_assets(app)
    _answer_errors(app)
    _answer_without_database(app)

    @app.teardown_request
    def close(_error: BaseException | None) -> None:
        opened = g.pop("reading", None)
        g.pop("read_connection", None)
        if opened is not None:
            opened.__exit__(None, None, None)


def announce_maintenance(app: Flask, until: str) -> None:
    """While `until` says something, answer 503 to everything but assets and health."""
    if not until:
        return

    @app.before_request
    def away() -> Response | None:
        if request.path.startswith(("/static/", "/sante")):
            return None
        response = static_page(app, 503)
        response.set_data(response.get_data(as_text=True).replace("dans quelques minutes", str(escape(until))))
        response.headers["Retry-After"] = "600"
        return response


def _serve_assets(app: Flask) -> None:
    """Give templates `asset()` and `htmx_url`: addresses that change with the content, kept a year."""
    folder = Path(str(app.static_folder))
    htmx_body = HTMX_FILE.read_bytes()
    htmx_path = f"/static/htmx.{hashlib.sha256(htmx_body).hexdigest()[:10]}.js"

    @cache
    def asset(name: str) -> str:
        return f"/static/{name}?v={_fingerprint(folder / name)}"

    def serve_htmx() -> Response:
        response = Response(htmx_body, mimetype="text/javascript")
        response.headers["Cache-Control"] = f"public, max-age={ASSET_SECONDS}, immutable"
        return response

    app.add_url_rule(htmx_path, "htmx", open_to(public=True)(serve_htmx))
    open_to(public=True)(app.view_functions["static"])
    app.jinja_env.globals.update(asset=asset, htmx_url=htmx_path)

    @app.after_request
    def keep_assets(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code in (200, 304):
            lasting = "v" in request.args
            response.headers["Cache-Control"] = (
                f"public, max-age={ASSET_SECONDS}, immutable" if lasting else "public, max-age=3600"
            )
        return response


def _answer_errors(app: Flask) -> None:
    """Turn refusals, HTTP errors and failures into pages; never a stack trace."""

    @app.errorhandler(Refusal)
    def refused(error: Refusal) -> Response:
        return error_page(error.http_status, str(error) or None)

    @app.errorhandler(HTTPException)
    def answered(error: HTTPException) -> Response:
        if error.response is not None:
            return make_response(error.response)
        code = error.code or 500
        if code in (413, 500):
            return static_page(app, code)
        response = error_page(code)
        for name, value in error.get_headers():
            if name in ("Allow", "Retry-After"):
                response.headers[name] = value
        return response

    @app.errorhandler(Exception)
    def failed(_error: Exception) -> Response:
        log.exception("failure", extra={"fields": {"id": request_id()}})
        if app.propagate_failures:  # type: ignore[attr-defined]
            raise _error
        return static_page(app, 500)


def _answer_without_database(app: Flask) -> None:
    """A database that is away, locked or out of connections: 503, and when to come back."""

    @app.errorhandler(sa.exc.OperationalError)
    @app.errorhandler(sa.exc.InterfaceError)
    @app.errorhandler(sa.exc.TimeoutError)
    def database_unavailable(_error: Exception) -> Response:
        log.exception("database unavailable", extra={"fields": {"id": request_id()}})
        response = static_page(app, 503)
        response.headers["Retry-After"] = "30"
        return response
