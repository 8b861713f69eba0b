"""What a source wrote is what a person reads: from the feed to the page, its data for machines and the search."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.catalogue.models import TrainingAction
from portal.foundation.richtext import ALLOWED, shown
from tests.support.pages import CheckingClient

from .feeds import action, formation, load

WRITTEN = {
    "escaped once": ("Projets de R&amp;D", "Projets de R&D"),
    "escaped twice": ("Projets de R&amp;amp;D", "Projets de R&D"),
    "escaped three times": ("Projets de R&amp;amp;amp;D", "Projets de R&D"),
    "in a CDATA section": ("<![CDATA[Projets de R&D]]>", "Projets de R&D"),
    "escaped in a CDATA section": ("<![CDATA[Projets de R&amp;D]]>", "Projets de R&D"),
    "lower than": ("si a &lt; b ou T&lt;S", "si a < b ou T<S"),
    "lower than, escaped twice": ("si a &amp;lt; b &amp;amp; c", "si a < b & c"),
    "unbreakable space": ("niveau&amp;nbsp;5", "niveau 5"),
    "unbreakable space in CDATA": ("<![CDATA[niveau&nbsp;5]]>", "niveau 5"),
    "a paragraph": ("&lt;p&gt;Projets de R&amp;amp;D&lt;/p&gt;", "Projets de R&D"),
    "a paragraph in CDATA": ("<![CDATA[<p>Projets de R&amp;D &lt; 5</p>]]>", "Projets de R&D < 5"),
    "a paragraph escaped twice": ("&amp;lt;p&amp;gt;Projets de R&amp;amp;amp;D&amp;lt;/p&amp;gt;", "Projets de R&D"),
    "tags that are not kept": ("<![CDATA[<span>Projets de R&amp;D</span>]]>", "Projets de R&D"),
    "tags that are not kept and lower than": ("<![CDATA[<span>T &lt; S &amp; U</span>]]>", "T < S & U"),
    "two lines": ("Projets de R&amp;amp;D\nniveau 5", "Projets de R&D niveau 5"),
    "something like a tag": ("liste &lt;objet&gt; Java", "liste <objet> Java"),
    "a link": ("voir ?a=1&amp;amp;copy=2", "voir ?a=1&copy=2"),
}


def words(html: str) -> str:
    """What a person reads of a piece of HTML."""
    return " ".join(unescape(re.sub("<[^>]*>", " ", html)).split())


def page_of(client: CheckingClient, session_: Session) -> str:
    """The offer's page as it is sent."""
    session_.expire_all()
    public = session_.scalars(sa.select(TrainingAction.public_id)).one()
    return client.get(f"/offres/{public}/x", follow_redirects=True).get_data(as_text=True)


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_person_reads_what_the_source_wrote(
    engine: sa.Engine, session: Session, client: CheckingClient, kind: str
) -> None:
    written, read = WRITTEN[kind]
    load(engine, formation(objective=written, programme=written, results=written))
    made = session.scalars(sa.select(TrainingAction)).one()
    for text in (made.objective, made.programme, made.expected_results):
        assert words(str(shown(text or ""))) == read
    page = page_of(client, session)
    assert page.count("&amp;amp;") == page.count("&amp;nbsp;") == page.count("&amp;lt;") == 0
    assert words(page).count(read) >= 3
    data = re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert data is not None
    assert json.loads(data[1])["description"] == read


@pytest.mark.parametrize("kind", WRITTEN)
def test_an_entity_is_not_a_word_of_the_search(
    engine: sa.Engine, session: Session, client: CheckingClient, kind: str
) -> None:
    load(engine, formation(title="Soudeur", objective=WRITTEN[kind][0]))
    for entity in ("amp", "nbsp", "lt", "gt"):
        assert "Soudeur" not in found_by(client, entity), entity
    assert "Soudeur" in found_by(client, "soudeur")


def found_by(client: CheckingClient, asked: str) -> str:
    """The titles of the answers."""
    page = client.get("/offres", query_string={"q": asked}).get_data(as_text=True)
    return " ".join(re.findall(r"<h[23][^>]*>.*?</h[23]>", page, re.DOTALL))


@pytest.mark.parametrize("kind", WRITTEN)
def test_titles_and_plain_texts_are_read_the_same_way(engine: sa.Engine, session: Session, kind: str) -> None:
    written, read = WRITTEN[kind]
    runs = action().replace("<conditions-specifiques>-<", f"<conditions-specifiques>{written}<")
    load(engine, formation(title=written, actions=runs))
    made = session.scalars(sa.select(TrainingAction)).one()
    assert " ".join(made.title.split()) == read
    assert " ".join((made.terms[0].prerequisites or "").split()) == read


def test_no_way_of_escaping_brings_an_element_that_is_not_allowed(engine: sa.Engine, session: Session) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)><p onclick=x()>Un mot &lt;script&gt;</p>"
    for _ in range(4):
        attack = attack.replace("&", "&amp;").replace("<", "&lt;")
        load(engine, formation(objective=attack, programme=f"<![CDATA[{attack}]]>", title=attack))
        session.expire_all()
        made = session.scalars(sa.select(TrainingAction)).one()
        for text in (made.objective, made.programme):
            html = str(shown(text or ""))
            assert set(re.findall(r"<\s*/?\s*([^\s>]+)", html)) <= ALLOWED
            assert "Un mot" in html
