"""How each engine goes about the common questions: by an index, stopping early, never through the whole table."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from portal import places
from portal.catalogue.search import listing, queries
from portal.catalogue.search.criteria import Criteria
from portal.catalogue.search.order import position
from portal.catalogue.search.paging import PageKey
from portal.catalogue.search.projection import COLUMNS
from portal.foundation.db import create_engine
from tests.catalogue.search.generated import NOW, TODAY, Generator

COPIES = 40
MOVED = {name: f"{name} + copy * 1000003" for name in ("session_id", "action_id")}
MOVED["position"] = "position + copy * 1000003 + ((copy * 37 % 97) * 4294967296)"
LYON = places.by_code("F69123")
QUESTIONS = {
    "plain": Criteria(),
    "open": Criteria(states=("ouvert",)),
    "later page": Criteria(after=str(PageKey("date", 0, position(20_800, 5)))),
    "funder and state": Criteria(funders=("CRA",), states=("ouvert",)),
    "funder, state and date": Criteria(funders=("CRA",), states=("ouvert",), starts_from=TODAY),
    "department": Criteria(departments=("63",)),
    "department and funder": Criteria(departments=("75",), funders=("PE",)),
    "kind and modality": Criteria(kinds=("AFC",), modalities=("presentiel",)),
    "certifying": Criteria(certifying=True),
    "domain": Criteria(domains=("K",)),
    "common word": Criteria(q="formation"),
    "two words by date": Criteria(q="soudeur formation", order="date"),
    "rare word": Criteria(q="photographe", order="date"),
    "words, department and funder": Criteria(q="plombier", departments=("75",), funders=("CRA",)),
    "radius": Criteria(place=LYON, radius=30),
    "radius by distance": Criteria(place=LYON, radius=30, order="distance"),
}


@pytest.fixture(scope="module")
def many(databases: object) -> Iterator[sa.Connection]:
    """Some twelve thousand listed sessions: a real projection, copied."""
    engine = create_engine(databases.separate())  # type: ignore[attr-defined]
    with engine.begin() as connection:
        Generator(connection, places=300, words=300).fill(700, public_share=0.7)
        listing.rebuild(connection, TODAY, NOW)
        names, moved = ", ".join(COLUMNS), ", ".join(MOVED.get(name, name) for name in COLUMNS)
        numbers = f"WITH RECURSIVE c(copy) AS (SELECT 1 UNION ALL SELECT copy + 1 FROM c WHERE copy < {COPIES})"
        connection.execute(
            sa.text(f"INSERT INTO offer_listing ({names}) {numbers} SELECT {moved} FROM offer_listing, c")
        )
        for table in ("listing_count", "search_term"):
            connection.execute(sa.text(f"UPDATE {table} SET sessions = sessions * {COPIES + 1}"))
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as vacuum:
            vacuum.execute(sa.text("VACUUM ANALYZE"))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def plans(connection: sa.Connection, criteria: Criteria) -> str:
    """What the engine says of every statement of one search."""
    sent: list[tuple[str, tuple[object, ...]]] = []

    @sa.event.listens_for(connection, "before_cursor_execute")
    def note(_c: object, _cursor: object, text: str, values: tuple[object, ...], _x: object, _many: bool) -> None:
        sent.append((text, values))

    found = queries.search(connection, criteria, TODAY, counts=listing.facets(connection))
    sa.event.remove(connection, "before_cursor_execute", note)
    assert found.rows
    of_listing = [each for each in sent[1:] if "offer_listing" in each[0]]  # the first asks the facets
    explain = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    lines = [
        str(row[-1]) for text, values in of_listing for row in connection.exec_driver_sql(f"{explain} {text}", values)
    ]
    return "\n".join(lines)


WHOLE_TABLE = {
    "sqlite": re.compile(r"SCAN (l|offer_listing|offer_words)\b(?! VIRTUAL TABLE INDEX \d+:\S*M)|USE TEMP B-TREE"),
    "postgresql": re.compile(r"Seq Scan on offer_listing"),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_common_question_reads_or_sorts_the_whole_listing(many: sa.Connection, question: str) -> None:
    seen = plans(many, QUESTIONS[question])
    assert seen
    assert not WHOLE_TABLE[many.dialect.name].search(seen), seen
