"""Home, help, legal pages, health addresses, robots and security.txt (ux.md page 15, interfaces)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Response, current_app

from portal import migrate
from portal.catalogue import search_page
from portal.catalogue.publicly import by_revision, facets
from portal.catalogue.status import RecruitmentState
from portal.foundation import clock
from portal.foundation.guard import open_to
from portal.foundation.web import page, read_connection

bp = Blueprint("site", __name__)

# Address, template, view name: pages without a rule of their own.
PAGES = (
    ("/aide", "site/help.html", "help"),
    ("/aide/donnees", "site/data_help.html", "data_help"),
    ("/assistance", "site/support.html", "support"),
    ("/accessibilite", "site/accessibility.html", "accessibility"),
    ("/vie-privee", "site/privacy.html", "privacy"),
    ("/mentions-legales", "site/legal.html", "legal"),
    ("/plan-du-site", "site/sitemap.html", "site_map"),
)


def _register_page(path: str, template: str, name: str) -> None:
    def view() -> Response:
        base_url = current_app.extensions["settings"].base_url
        return page(template, base_url=base_url, recruitment=RecruitmentState)

    view.__name__ = name
    bp.add_url_rule(path, name, open_to(public=True)(by_revision(view)))


for _page in PAGES:
    _register_page(*_page)


@bp.get("/")
@open_to(public=True)
@by_revision
def home() -> Response:
    """The way in: search, and the families of trades that have open sessions."""
    counts = facets()
    return page(
        "site/home.html",
        recruitment=RecruitmentState,
        filters={"q": "", "lieu": "", "rayon": ""},
        families=[family for family in families(counts) if family["count"]],
        total=counts.get(("etat", "ouvert"), 0) + counts.get(("etat", "suspendu"), 0),
    )


def families(counts: Mapping[tuple[str, str], int]) -> list[dict[str, Any]]:
    """The families of trades, each with its search and how many sessions it finds."""
    return [
        {"label": label, "url": search_page.address(f"domaine={letter}"), "count": counts.get(("domaine", letter), 0)}
        for letter, label in search_page.ROME_FAMILIES.items()
    ]


@bp.get("/sante")
@open_to(public=True)
def alive() -> Any:
    """Liveness: the process answers."""
    return {"etat": "ok"}


@bp.get("/sante/pret")
@open_to(public=True)
def ready() -> Any:
    """Readiness: the database answers and stands at the newest migration."""
    try:
        current = migrate.is_current(read_connection())
    except sa.exc.DBAPIError:
        return {"etat": "indisponible", "base": False}, 503
    return {"etat": "pret" if current else "migrations", "base": True, "migrations": current}, 200 if current else 503


@bp.get("/robots.txt")
@open_to(public=True)
def robots() -> Response:
    """What crawlers may read, and where the site map is."""
    base = current_app.extensions["settings"].base_url
    return Response(f"User-agent: *\nDisallow: /sante\nSitemap: {base}/sitemap.xml\n", mimetype="text/plain")


@bp.get("/.well-known/security.txt")
@open_to(public=True)
def security_txt() -> Response:
    """RFC 9116: whom to tell of a weakness; good for half a year from now."""
    settings = current_app.extensions["settings"]
    expires = (clock.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = (
        f"Contact: mailto:{settings.contact_email}",
        f"Expires: {expires}",
        "Preferred-Languages: fr, en",
        f"Canonical: {settings.base_url}/.well-known/security.txt",
        f"Policy: {settings.base_url}/assistance",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
