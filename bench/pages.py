"""Pages: the listing mix, the offer page and the validated page, against an empty Flask page under the same server."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from . import mix
from .serving import Figure, Server, measure, serving

EACH = 250
WARM = 60
OFFERS = 1_500


def portal_environment(database_url: str) -> dict[str, str]:
    """The portal as in production but for the limiter and the memory of whole pages."""
    return {
        "PORTAL_ENV": "test",
        "PORTAL_DATABASE_URL": database_url,
        "PORTAL_SEARCH_PER_MINUTE": "0",
        "PORTAL_PAGE_MEMORY_MB": "0",
    }


def empty_page() -> Figure:
    """The baseline."""
    with serving("bench.empty_app:app") as server:
        plain: list[tuple[str, dict[str, str]]] = [("/", {})]
        measure(server, plain * 500)
        return measure(server, plain * 5_000)


def portal_pages(engine: sa.Engine, database_url: str) -> dict[str, Figure]:
    """Every figure of the public pages for one catalogue."""
    by_kind = mix.addresses(engine, EACH)
    with serving("wsgi:app", portal_environment(database_url)) as server:
        _ask(server, mix.shuffled(mix.addresses(engine, WARM, seed=99)))
        figures = {"mix": _ask(server, mix.shuffled(by_kind))}
        figures |= {kind: _ask(server, addresses) for kind, addresses in by_kind.items()}
        offers = _offers(engine)
        _ask(server, offers[:200])
        figures["offer page"] = _ask(server, offers)
        figures["validated (304)"] = _validated(server)
    with serving("wsgi:app", portal_environment(database_url) | {"PORTAL_PAGE_MEMORY_MB": "48"}) as server:
        kept = mix.shuffled(by_kind)[:300]
        _ask(server, kept)
        figures["mix, pages kept"] = _ask(server, kept * 5)
    return figures


def _ask(server: Server, addresses: Sequence[str], headers: dict[str, str] | None = None, expect: int = 200) -> Figure:
    return measure(server, [(address, headers or {}) for address in addresses], expect=expect)


def _validated(server: Server) -> Figure:
    tags = {}
    for path in ("/offres", "/offres?etat=ouvert", "/", "/aide"):
        _, headers, _ = server.ask(path)
        tags[path] = headers["etag"]
    requests = [(path, {"If-None-Match": tag}) for path, tag in tags.items()]
    measure(server, requests * 100, expect=304)
    return measure(server, requests * 1_000, expect=304)


def _offers(engine: sa.Engine) -> list[str]:
    """Addresses of offers spread over the catalogue."""
    with engine.connect() as connection:
        rows = connection.execute(
            sa.text("SELECT DISTINCT offer_public_id, slug FROM offer_listing ORDER BY offer_public_id LIMIT :n"),
            {"n": OFFERS},
        ).all()
    return [f"/offres/{public_id}/{slug}" for public_id, slug in rows]
