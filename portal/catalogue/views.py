"""The public catalogue: results, one offer, town suggestions. What they show is decided elsewhere."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from flask import Blueprint, Response, current_app, redirect, request
from markupsafe import Markup

from portal import places
from portal.config import Settings
from portal.foundation.guard import open_to
from portal.foundation.web import page, read_connection, wants_fragment
from portal.places.commune import Commune

from . import cards, offer_page, search_page
from .offers import OfferGone, PublicOffer, public_offer, require_session
from .publicly import by_revision, facets, revision, today
from .search import queries
from .search.criteria import Criteria
from .search.reading import Reading, read

bp = Blueprint("catalogue", __name__)


@bp.get("/offres")
@open_to(public=True)
@by_revision
def index() -> Response:
    """The results: the page, or their fragment for HTMX."""
    reading = read(request.args.to_dict(flat=False), places)
    if reading.ambiguous:
        return choose_place(reading)
    return page("catalogue/index.html", "catalogue/_results.html", **results(reading))


@bp.get("/offres/lieux")
@open_to(public=True)
def suggest_places() -> Response:
    """Communes for what is being typed (an enhancement: the field works without it)."""
    typed = request.args.get("q", "")[:100]
    return page("catalogue/_suggestions.html", suggestions=search_page.suggestions(typed))


@bp.get("/offres/<public_id>", defaults={"slug": None})
@bp.get("/offres/<public_id>/<slug>")
@open_to(public=True)
@by_revision
def show(public_id: str, slug: str | None) -> Any:
    """One offer with its public sessions; another slug redirects to the right one."""
    offer = public_offer(read_connection(), public_id, today())
    right = search_page.offer_address(offer.action)
    if slug != right.rpartition("/")[2]:
        return redirect(search_page.with_query(right, request.query_string), 301)
    return page("catalogue/show.html", offer=shown(offer))


def shown(offer: PublicOffer) -> dict[str, Any]:
    """The offer in words, as this request asks for it."""
    settings: Settings = current_app.extensions["settings"]
    asked = offer_page.asked_by(request.args, today())
    return offer_page.context(offer, asked, base_url=settings.base_url, portal_name=settings.name)


@bp.get("/offres/<public_id>/sessions/<session_public_id>")
@open_to(public=True)
def show_session(public_id: str, session_public_id: str) -> Any:
    """The lasting address of one session: its place on the offer's page, 410 once it is over."""
    offer = public_offer(read_connection(), public_id, today())
    if all(session.row.public_id != session_public_id for session in offer.sessions):
        require_session(read_connection(), public_id, session_public_id)
    return redirect(f"{search_page.offer_address(offer.action)}?sessions=toutes#session-{session_public_id}", 302)


@bp.app_errorhandler(OfferGone)
def gone(error: OfferGone) -> Response:
    """410 with what else is near, and nothing of the offer itself."""
    near = queries.near(read_connection(), error.places, today(), limit=6, counts=facets())
    return page("catalogue/gone.html", code=410, near=[card_html(row) for row in near], search_url="/offres")


def choose_place(reading: Reading) -> Response:
    """Several communes bear the name: ask, whatever asked (page or fragment)."""
    return page(
        "catalogue/choose_place.html",
        "catalogue/_choose_place.html",
        searched=reading.criteria.place_text,
        guessed=reading.guessed,
        places=search_page.place_choices(reading.criteria, reading.ambiguous),
    )


def results(reading: Reading) -> dict[str, Any]:
    """Everything that index.html and _results.html name."""
    criteria = reading.criteria
    found = queries.search(read_connection(), criteria, today(), counts=facets())
    return {
        "results": {
            "cards": [with_distance(card_html(row), row, found, criteria.place) for row in found.rows],
            "heading": search_page.heading(found.total, found.capped),
            "total": found.total,
            "notes": [*reading.notes, *found.notes],
            "hint": found.hint,
            "empty": None if found.rows else search_page.empty(criteria),
            "order": criteria.order,
            "sort": search_page.sorts(criteria, found.sorted_by),
            "next_url": search_page.address(criteria.query(after=found.next_key)) if found.next_key else None,
            "first_url": search_page.address(criteria.query()) if criteria.after else None,
        },
        "filters": {} if wants_fragment() else filters(criteria),
        "tags": [{"label": tag.label, "remove_url": search_page.address(tag.query)} for tag in criteria.tags()],
        "filter_count": criteria.filter_count,
        "clear_url": search_page.PATH,
        "feeds": feeds(criteria),
    }


def filters(criteria: Criteria) -> dict[str, Any]:
    """The variable `filters` of the templates; each group's HTML is kept for each choice made in it."""
    groups = [_filter_group(current_app.jinja_env, revision(), *each) for each in search_page.chosen(criteria)]
    place = criteria.place_text or (criteria.place.label if criteria.place else "")
    return {"q": criteria.q, "lieu": place, "rayon": criteria.radius if criteria.place else "", "groups": groups}


@lru_cache(maxsize=1_000)
def _filter_group(environment: Any, _revision: int, name: str, values: tuple[str, ...]) -> Markup:
    template = environment.get_template("catalogue/_filter_group.html")
    return Markup(template.render(group=search_page.group(name, values, facets())))  # noqa: S704 - by Jinja


def feeds(criteria: Criteria) -> list[dict[str, str]]:
    """The same search in the open formats."""
    query = criteria.query()
    return [{"label": label, "url": search_page.address(query, suffix)} for label, suffix in search_page.FEEDS]


def with_distance(html: str, row: Any, found: queries.Found, place: Commune | None) -> Markup:
    """The card with its distance, leading to the offer seen from there: all that depends on where one looks from."""
    if place is None:
        return Markup(html)  # noqa: S704 - rendered by Jinja, escaped
    far = search_page.distance(found.distances.get(row.commune_code))
    seen = html.replace("#session-", f"?lieu={place.code}#session-", 1)
    return Markup(seen.replace("<!--km-->", far, 1))  # noqa: S704 - rendered by Jinja, escaped


@cache
def _keeper(environment: Any) -> Any:
    template = environment.get_template("catalogue/_card.html")
    return cards.keeper(lambda card: str(template.render(c=card)))


def card_html(row: Any) -> str:
    """One card, rendered by Jinja (autoescaped) the first time its row is seen."""
    rendered: str = _keeper(current_app.jinja_env)(row)
    return rendered
