"""The listing mix W1 of the goals: plain, filter, words, common word, rare word, radius, combination, later page.

Words and places are drawn from the catalogue measured, by frequency, with a fixed seed; each address is asked
once, so that no memory of pages can answer twice for the same.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa

Draw = Callable[[random.Random], dict[str, Any]]


def kinds(engine: sa.Engine) -> dict[str, Draw]:
    """How to draw one query of each kind from this catalogue."""
    with engine.connect() as connection:
        terms = connection.execute(
            sa.text("SELECT term, sessions FROM search_term WHERE sessions > 0 ORDER BY sessions DESC")
        ).all()
        towns = connection.execute(
            sa.text("SELECT commune_code, count(*) AS n FROM offer_listing GROUP BY 1 ORDER BY 2 DESC LIMIT 3000")
        ).all()
        departments = connection.execute(sa.text("SELECT DISTINCT department FROM offer_listing")).scalars().all()
        funders = connection.execute(sa.text("SELECT DISTINCT funder FROM offer_listing")).scalars().all()
    words = [term for term, _ in terms if term.isalpha() and len(term) > 3]
    ordinary = words[len(words) // 50 : len(words) // 4]
    rare = words[len(words) // 2 :]
    places = [code for code, _ in towns if code]
    where = [code for code in departments if code]
    who = [code for code in funders if code]
    dates = [f"2027-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
    return {
        "plain": lambda r: {"etat": r.choice(("", "ouvert")), "x": r.random()},
        "filter": lambda r: {"financeur": r.choice(who), "etat": "ouvert", "debut_des": r.choice(dates)},
        "words": lambda r: {"q": " ".join(r.sample(ordinary, 2)), "tri": "date"},
        "common": lambda r: {"q": r.choice(words[:20]), "tri": "date", "x": r.random()},
        "rare": lambda r: {"q": r.choice(rare), "tri": "date"},
        "radius": lambda r: {"lieu": r.choice(places), "rayon": r.choice((10, 20, 30, 50))},
        "combination": lambda r: {
            "q": r.choice(words[:300]),
            "tri": "date",
            "departement": r.choice(where),
            "financeur": r.choice(who),
        },
        "certified": lambda r: {"certifiante": 1, "modalite": "presentiel", "debut_avant": r.choice(dates)},
    }


def addresses(engine: sa.Engine, each: int, *, seed: int = 7) -> dict[str, list[str]]:
    """`each` addresses of each kind."""
    draw = random.Random(seed)
    return {kind: list(_made(query, draw, each)) for kind, query in kinds(engine).items()}


def _made(query: Draw, draw: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        chosen = {name: value for name, value in query(draw).items() if value != ""}
        yield f"/offres?{urlencode(chosen)}" if chosen else "/offres"


def shuffled(by_kind: dict[str, list[str]], *, seed: int = 11) -> list[str]:
    """All kinds in turn, in one fixed disorder."""
    every = [address for addresses_of_kind in by_kind.values() for address in addresses_of_kind]
    random.Random(seed).shuffle(every)
    return every
