"""The search against plain Python over the same offers, on the engine of the run, and SQLite against PostgreSQL."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from portal import migrate, places
from portal.catalogue.models import TrainingAction, TrainingSession
from portal.catalogue.search import distance, listing, queries
from portal.catalogue.search.analysis import stems
from portal.catalogue.search.criteria import FUNDER_LABELS, KIND_LABELS, MODALITY_LABELS, STATES, Criteria
from portal.catalogue.search.order import Dates, position, spans, standing
from portal.catalogue.search.paging import read_key
from portal.catalogue.search.sources import read
from portal.foundation.db import create_engine
from portal.organisations.models import Organisation
from tests.catalogue.search.generated import NOW, TODAY, TRADES, Generator, empty
from tests.support.queries import counted


@pytest.fixture
def catalogue(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Six hundred random sessions, listed."""
    with engine.begin() as connection:
        ids = Generator(connection, places=60, words=200).fill(600, public_share=0.7)
        listing.refresh(connection, ids, today=TODAY, now=NOW)
        yield connection


def random_criteria(draw: random.Random) -> Criteria:
    """Any combination of filters, each with a fair chance."""

    def maybe(chance: float, value: Any, otherwise: Any) -> Any:
        return value if draw.random() < chance else otherwise

    first = TODAY + timedelta(draw.randint(-100, 300))
    q = " ".join(draw.sample([*TRADES, "formation", "formation"], draw.choice((1, 1, 2))))
    place = draw.choice(places.gazetteer().places[:60])
    domains = (draw.choice(["K", "K1", "1", "15", "152", "15235", "A11", "A111", "A1110"]),)
    return Criteria(
        q=maybe(0.4, q, ""),
        states=maybe(0.3, (draw.choice(list(STATES)),), ()),
        place=(chosen := maybe(0.3, place, None)),
        radius=draw.choice((5, 30, 100, 200)),
        departments=maybe(0.2, tuple(sorted(draw.sample(["75", "13", "69", "63", "BE-BRU"], 2))), ()),
        funders=maybe(0.3, tuple(sorted(draw.sample(list(FUNDER_LABELS)[:5], draw.choice((1, 2))))), ()),
        kinds=maybe(0.2, (draw.choice(list(KIND_LABELS)),), ()),
        domains=maybe(0.2, domains, ()),
        starts_from=maybe(0.3, first, None),
        starts_before=maybe(0.3, first + timedelta(draw.randint(0, 200)), None),
        modalities=maybe(0.2, (draw.choice(list(MODALITY_LABELS)),), ()),
        certifying=maybe(0.2, True, False),
        order=draw.choice(("", "date", "distance" if chosen else "")),
    )


def expected(connection: sa.Connection, criteria: Criteria, rows: dict[int, Any]) -> list[int]:
    """The sessions that meet the criteria, in order: the rules written again, slowly, over the source tables."""
    words = queries.answered(connection, criteria, TODAY).words
    around = dict(places.near(criteria.place, criteria.radius)) if criteria.place else {}
    order = list(around)
    stretches = spans(criteria.starts_from, criteria.starts_before, TODAY)
    found = []
    for source, details in read(connection, sorted({row.action_id for row in rows.values()}), TODAY):
        terms = set(rows[source.session_id].terms.split())
        title = set(stems(source.title))
        dates = Dates(source.entry_mode, source.starts_on, source.starts_precision, source.ends_on)
        at = position(standing(dates, details.entries, TODAY)[0], source.session_id)
        codes = [entry["code"] for entry in source.codes if entry["scheme"] in ("formacode", "rome")]
        fits = (
            all(terms.intersection(group) for group in words)
            and (not criteria.states or STATES[criteria.states[0]].value == source.state)
            and (
                not criteria.place
                or source.commune_code in around
                or (source.modality == "distance" and "distance" in criteria.modalities)
            )
            and (not criteria.departments or source.department in criteria.departments)
            and (not criteria.funders or any(code in criteria.funders for code, _name in details.funders))
            and (not criteria.kinds or source.kind in criteria.kinds)
            and (not criteria.domains or any(code.startswith(criteria.domains) for code in codes))
            and (not criteria.modalities or source.modality in criteria.modalities)
            and (not criteria.certifying or source.certifying)
            and any(low <= at <= high for low, high in stretches)
        )
        if not fits:
            continue
        rank = 0
        if criteria.sort == "pertinence":
            rank = int(not all(title.intersection(group) for group in words))
        if criteria.sort == "distance":
            rank = order.index(source.commune_code) if source.commune_code in around else len(order)
        found.append((rank, at, source.session_id))
    return [session for _rank, _at, session in sorted(found)]


def every_page(connection: sa.Connection, criteria: Criteria, limit: int) -> tuple[list[int], int]:
    """The sessions of all pages in turn, and the total said on the first."""
    sessions: list[int] = []
    first = found = queries.search(connection, criteria, TODAY, limit)
    while True:
        assert len(found.rows) <= limit
        sessions += [row.session_id for row in found.rows]
        if found.next_key is None:
            return sessions, first.total
        assert read_key(found.next_key) is not None
        found = queries.search(connection, replace(criteria, after=found.next_key), TODAY, limit)


def test_every_combination_of_filters_gives_the_rows_that_plain_python_gives_page_after_page(
    catalogue: sa.Connection,
) -> None:
    rows = {row.session_id: row for row in catalogue.execute(sa.text("SELECT * FROM offer_listing"))}
    assert len(rows) > 150
    draw = random.Random(5)
    sizes = []
    for _ in range(150):
        criteria = random_criteria(draw)
        wanted = expected(catalogue, criteria, rows)
        sessions, total = every_page(catalogue, criteria, draw.choice((7, 20)))
        assert sessions == wanted, criteria
        assert total == len(wanted), criteria
        sizes.append(total)
    assert sum(size > 0 for size in sizes) > 60


def test_everything_is_listed_once_by_date(catalogue: sa.Connection) -> None:
    rows = {row.session_id: row for row in catalogue.execute(sa.text("SELECT * FROM offer_listing"))}
    sessions, total = every_page(catalogue, Criteria(), 20)
    assert sessions == expected(catalogue, Criteria(), rows)
    assert total == len(sessions) == len(rows)


def test_the_listing_holds_exactly_what_the_public_predicate_says(catalogue: sa.Connection) -> None:
    public = sa.select(TrainingSession.id).join(TrainingAction).where(TrainingSession.public_on(TODAY))
    assert set(catalogue.scalars(public)) == set(catalogue.scalars(sa.text("SELECT session_id FROM offer_listing")))


def test_counts_beside_the_filters_are_what_each_filter_gives(catalogue: sa.Connection) -> None:
    facets = listing.facets(catalogue)
    for value in FUNDER_LABELS:
        _sessions, total = every_page(catalogue, Criteria(funders=(value,)), 200)
        assert facets.get(("financeur", value), 0) == total
    for value in "AKN":
        _sessions, total = every_page(catalogue, Criteria(domains=(value,)), 200)
        assert facets.get(("domaine", value), 0) == total
    assert facets["total", ""] == every_page(catalogue, Criteria(), 200)[1]
    assert facets["etat", "ouvert"] == every_page(catalogue, Criteria(states=("ouvert",)), 200)[1]
    assert facets["certifiante", "1"] == every_page(catalogue, Criteria(certifying=True), 200)[1]


def test_the_facets_kept_by_the_caller_change_nothing(catalogue: sa.Connection) -> None:
    counts = listing.facets(catalogue)
    draw = random.Random(8)
    asked = [Criteria(place=place, radius=100) for place in places.gazetteer().places[:20]]
    asked += [Criteria(funders=("CRA", "PE")), Criteria(departments=("75", "13")), Criteria(domains=("K",)), Criteria()]
    for criteria in [*asked, *(random_criteria(draw) for _ in range(100))]:
        alone = queries.search(catalogue, criteria, TODAY)
        assert queries.search(catalogue, criteria, TODAY, counts=counts) == alone


@pytest.mark.parametrize("few", [1, 5, 40])
def test_a_circle_with_more_sessions_than_are_sorted_at_once_is_read_ring_after_ring(
    catalogue: sa.Connection, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(distance, "FEW_ENOUGH", few)
    rows = {row.session_id: row for row in catalogue.execute(sa.text("SELECT * FROM offer_listing"))}
    paris = places.by_code("F75056")
    draw = random.Random(4)
    for _ in range(12):
        criteria = replace(random_criteria(draw), place=paris, radius=200, order="distance", departments=())
        for asked in (criteria, Criteria(place=paris, radius=200, order="distance")):
            assert every_page(catalogue, asked, 7)[0] == expected(catalogue, asked, rows)


def test_sqlite_and_postgresql_give_the_same_rows_in_the_same_order(postgresql_url: str, tmp_path: Path) -> None:
    engines = [create_engine(postgresql_url), create_engine(f"sqlite:///{tmp_path / 'same.sqlite3'}")]
    migrate.upgrade(engines[1])
    answers = []
    for engine in engines:
        with engine.begin() as connection:
            empty(connection)
            Generator(connection, places=60, words=200).fill(600, public_share=0.7)
            listing.rebuild(connection, TODAY, NOW)
            draw = random.Random(9)
            asked = [random_criteria(draw) for _ in range(150)]
            answers.append([every_page(connection, criteria, 11) for criteria in asked])
            answers[-1].append(sorted(connection.execute(sa.text("SELECT term, sessions FROM search_term")).all()))
        engine.dispose()
    assert answers[0] == answers[1]


def words(connection: sa.Connection, q: str) -> queries.Found:
    return queries.search(connection, Criteria(q=q), TODAY)


@pytest.fixture
def titles(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A few offers with chosen titles."""
    named = {
        1: "Soudeuse à l’arc",
        2: "Infirmières en cœur de ville",
        3: "Plombier chauffagiste",
        4: "Développeuse web",
    }
    with engine.begin() as connection:
        generator = Generator(connection, places=5, words=5)
        ids = generator.fill(12, public_share=1.0)
        connection.execute(sa.update(TrainingAction).values(title="Autre chose", objective=None, codes=[]))
        connection.execute(sa.update(Organisation).values(name="Centre de la vallée"))
        for key, title in named.items():
            connection.execute(sa.update(TrainingAction).where(TrainingAction.id == key).values(title=title))
        codes = [{"scheme": "rncp", "code": "35030"}, {"scheme": "formacode", "code": "23054"}]
        connection.execute(sa.update(TrainingAction).where(TrainingAction.id == 1).values(codes=codes))
        session = {"recruitment_state": "open", "publication_state": "published", "starts_on": None, "ends_on": None}
        connection.execute(sa.update(TrainingSession).values(**session, town="Aiguebelle", postcode="73220"))
        listing.refresh(connection, ids, today=TODAY, now=NOW)
        yield connection


@pytest.mark.parametrize(
    ("q", "title"),
    [
        ("soudeur", "Soudeuse à l’arc"),
        ("SOUDEURS", "Soudeuse à l’arc"),
        ("soud", "Soudeuse à l’arc"),
        ("coeur", "Infirmières en cœur de ville"),
        ("infirmier", "Infirmières en cœur de ville"),
        ("l'infirmière", "Infirmières en cœur de ville"),
        ("developpeur", "Développeuse web"),
        ("RNCP35030", "Soudeuse à l’arc"),
        ("rncp 35030", "Soudeuse à l’arc"),
        ("35030", "Soudeuse à l’arc"),
        ("formacode 23054", "Soudeuse à l’arc"),
        ("plombier aiguebelle", "Plombier chauffagiste"),
        ("plombier 73220", "Plombier chauffagiste"),
    ],
)
def test_an_offer_is_found_however_its_words_are_written(titles: sa.Connection, q: str, title: str) -> None:
    found = words(titles, q)
    assert found.rows
    assert {row.title for row in found.rows} == {title}
    assert found.hint is None


@pytest.mark.parametrize("q", ["plombbier", "plombir", "plonbier", "lpombier"])
def test_one_wrong_letter_is_forgiven_and_said(titles: sa.Connection, q: str) -> None:
    found = words(titles, q)
    assert {row.title for row in found.rows} == {"Plombier chauffagiste"}
    assert found.hint == f"Aucune offre avec «\u202f{q}\u202f»\u00a0: voici celles avec «\u202fplombier\u202f»."


def test_a_hint_shows_the_word_with_its_accents(titles: sa.Connection) -> None:
    assert words(titles, "develoopeur").repaired["develoopeur"].startswith("développeu")


@pytest.mark.parametrize(
    ("title", "q"),
    [
        ("Rac et raccordement", "tacès"),
        ("Création web", "bébé"),
        ("Vie affective", "vieux"),
        ("Ouvrir son restaurant", "œuvre"),
        ("Race bovine", "tacès"),
        ("Tape à vin", "tacès"),
    ],
)
def test_a_word_is_never_taken_for_another_of_which_only_the_stem_is_near(
    titles: sa.Connection, title: str, q: str
) -> None:
    titles.execute(sa.update(TrainingAction).where(TrainingAction.id == 4).values(title=title))
    listing.refresh(titles, [4], today=TODAY, now=NOW)
    found = words(titles, q)
    assert (found.repaired, found.rows) == ({}, [])


def test_what_is_proposed_is_a_whole_word_even_from_the_text_of_an_offer(titles: sa.Connection) -> None:
    objective = "<p>Mettre en &oelig;uvre la soudobrasure</p>"
    titles.execute(sa.update(TrainingAction).where(TrainingAction.id == 4).values(objective=objective))
    listing.refresh(titles, [4], today=TODAY, now=NOW)
    assert words(titles, "soudobrazure").repaired == {"soudobrazure": "soudobrasure"}


def test_the_same_first_letter_is_preferred_then_the_most_frequent(titles: sa.Connection) -> None:
    for key, title in {1: "Tourner", 2: "Fourner", 3: "Fourner", 4: "Tourber"}.items():
        titles.execute(sa.update(TrainingAction).where(TrainingAction.id == key).values(title=title))
    listing.refresh(titles, [1, 2, 3, 4], today=TODAY, now=NOW)
    assert words(titles, "tourper").repaired["tourper"] in ("tourner", "tourber")


@pytest.mark.parametrize(
    ("title", "q"),
    [
        ("Agent de nettoyage", "ménage"),
        ("Agent de propreté", "femme de ménage"),
        ("Conducteur routier sur porteur", "camion"),
        ("Conducteur routier", "chauffeur poids lourd"),
        ("Cuisinier", "cuisto"),
        ("Jardinier paysagiste", "espaces verts"),
        ("CAP Cuisine", "C.A.P"),
        ("Aide-soignant", "infirmière libérale"),
        ("Informatique pour débuter", "ordi"),
    ],
)
def test_everyday_words_find_the_words_of_the_offers(titles: sa.Connection, title: str, q: str) -> None:
    titles.execute(sa.update(TrainingAction).where(TrainingAction.id != 4).values(title="Autre chose"))
    titles.execute(sa.update(TrainingAction).where(TrainingAction.id == 4).values(title=title))
    listing.refresh(titles, range(1, 13), today=TODAY, now=NOW)
    assert {row.title for row in words(titles, q).rows} == {title}


def test_related_words_are_looked_for_only_when_no_offer_has_the_word_itself(titles: sa.Connection) -> None:
    titles.execute(sa.update(TrainingAction).where(TrainingAction.id == 4).values(title="Aide-soignant"))
    listing.refresh(titles, [4], today=TODAY, now=NOW)
    assert {row.title for row in words(titles, "infirmier").rows} == {"Infirmières en cœur de ville"}


def test_an_offer_is_found_by_the_words_of_its_domain(titles: sa.Connection) -> None:
    codes = [{"scheme": "rome", "code": "A1203"}]
    titles.execute(sa.update(TrainingAction).where(TrainingAction.id == 4).values(codes=codes))
    listing.refresh(titles, [4], today=TODAY, now=NOW)
    assert {row.title for row in words(titles, "espaces verts").rows} == {"Développeuse web"}


def test_a_question_in_a_whole_sentence_is_understood(titles: sa.Connection) -> None:
    found = words(titles, "je cherche une formation de soudeur à Aiguebelle")
    assert {row.title for row in found.rows} == {"Soudeuse à l’arc"}
    assert found.left_out == ()


@pytest.mark.parametrize(
    ("q", "title", "left_out"),
    [
        ("soudeur zanzibar", "Soudeuse à l’arc", ("zanzibar",)),
        ("plombier zanzibar 73999", "Plombier chauffagiste", ("zanzibar", "73999")),
    ],
)
def test_words_that_nothing_has_together_are_left_out_and_said(
    titles: sa.Connection, q: str, title: str, left_out: tuple[str, ...]
) -> None:
    found = words(titles, q)
    assert {row.title for row in found.rows} == {title}
    assert set(found.left_out) == set(left_out)
    assert all(f"«\u202f{word}\u202f»" in found.notes[0] for word in left_out)
    again = queries.search(titles, Criteria(q=q, order="date"), TODAY, 1)
    assert again.rows[0].title == title


def test_of_known_words_as_few_as_possible_are_left_out(titles: sa.Connection) -> None:
    found = words(titles, "plombier aiguebelle infirmier")
    assert found.left_out in (("plombier",), ("infirmier",))
    assert found.total == len(found.rows) > 0


def test_a_town_is_left_out_before_a_trade(titles: sa.Connection) -> None:
    session = sa.update(TrainingSession).values(town="Thiers")
    titles.execute(session.where(TrainingSession.action_id != 1))
    listing.refresh(titles, range(1, 13), today=TODAY, now=NOW)
    found = words(titles, "soudeur thiers")
    assert {row.title for row in found.rows} == {"Soudeuse à l’arc"}
    assert found.left_out == ("thiers",)


def test_one_word_that_nothing_has_finds_nothing(titles: sa.Connection) -> None:
    found = words(titles, "zanzibar")
    assert (found.rows, found.left_out, found.notes) == ([], (), [])


@pytest.mark.parametrize("few", [1, 2, 2_000])
def test_remote_sessions_are_near_every_town_when_they_are_asked_for(
    catalogue: sa.Connection, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(distance, "FEW_ENOUGH", few)
    rows = {row.session_id: row for row in catalogue.execute(sa.text("SELECT * FROM offer_listing"))}
    remote = {key for key, row in rows.items() if row.modality == "distance"}
    nowhere = places.by_code("F97411")
    assert remote
    for place in (places.by_code("F75056"), places.by_code("F69123"), nowhere):
        for asked in (("distance",), ("distance", "presentiel")):
            for order in ("", "date"):
                criteria = Criteria(place=place, radius=50, modalities=asked, order=order)
                sessions = every_page(catalogue, criteria, 7)[0]
                assert remote <= set(sessions)
                assert sessions == expected(catalogue, criteria, rows)
        assert not remote & set(every_page(catalogue, Criteria(place=nowhere, modalities=("presentiel",)), 7)[0])


def test_two_wrong_letters_find_nothing_and_say_nothing(titles: sa.Connection) -> None:
    found = words(titles, "plonbyer")
    assert (found.rows, found.total, found.hint) == ([], 0, None)


def test_the_words_of_the_title_come_before_the_words_of_the_text(titles: sa.Connection) -> None:
    titles.execute(sa.update(TrainingAction).where(TrainingAction.id == 4).values(objective="<p>Comme un plombier</p>"))
    listing.refresh(titles, [4], today=TODAY, now=NOW)
    assert [row.title for row in words(titles, "plombier").rows][-1] == "Développeuse web"
    assert words(titles, "plombier").sorted_by == "pertinence"


@pytest.mark.parametrize(
    "q", ['"', "a AND b", "soudeur*", "NEAR(soudeur)", "soudeur' OR 1=1 --", "^soudeur", "-soudeur"]
)
def test_the_syntax_of_the_engines_means_nothing(titles: sa.Connection, q: str) -> None:
    words(titles, q)


def test_no_text_at_all_makes_the_search_fail(titles: sa.Connection) -> None:
    draw = random.Random(6)
    alphabets = [
        "soudeurplmb ",
        "éàœ’'-ß",
        "0123456789rncpk ",
        "موظف文字ελλ",
        "\0\ud800\U0001f600%_\\\"'()*:^|&!<>",
        "x" * 50,
    ]
    for _ in range(300):
        q = "".join(draw.choice(draw.choice(alphabets)) for _ in range(draw.randint(1, 60)))
        for order in ("", "date"):
            queries.search(titles, Criteria(q=q, order=order), TODAY)
    assert queries.search(titles, Criteria(q="é" * 10_000), TODAY).rows  # not a word: nothing is asked


def test_any_key_of_a_page_is_harmless(titles: sa.Connection) -> None:
    for after in ("", "x", "d0-0", "d0-fffffffffffffff", "pfffffff-0", "k0-0", "p1-100000000000000"):
        for criteria in (Criteria(after=after), Criteria(q="soudeur", after=after)):
            assert queries.search(titles, criteria, TODAY).total >= 1


def test_at_most_three_statements_make_a_page(catalogue: sa.Connection, engine: sa.Engine) -> None:
    counts = listing.facets(catalogue)
    draw = random.Random(3)
    for _ in range(60):
        with counted(engine) as seen:
            found = queries.search(catalogue, random_criteria(draw), TODAY, counts=counts)
        assert len(seen) <= (3 if found.rows and not found.left_out else 5), seen


def test_near_an_offer_that_is_over_others_are_shown(catalogue: sa.Connection) -> None:
    rows = queries.near(catalogue, [(None, None), ("75", "F75056")], TODAY)
    assert 0 < len(rows) <= 3
    assert queries.near(catalogue, [("999", "F00000")], TODAY) == []


def test_dates_far_away_are_only_numbers(catalogue: sa.Connection) -> None:
    for day in (date.min, date(1969, 12, 31), date.max):
        queries.search(catalogue, Criteria(starts_from=day), TODAY)
        queries.search(catalogue, Criteria(starts_before=day), TODAY)
        queries.search(catalogue, Criteria(starts_from=day, starts_before=day), TODAY)
