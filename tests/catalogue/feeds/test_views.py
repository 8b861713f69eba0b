"""The open formats over HTTP: the rows of `/offres` in each, conditional requests, and no request that fails."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
import sqlalchemy as sa
from lxml import etree
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal.catalogue.feeds import lheo_file, pages, rows
from portal.catalogue.feeds.fields import FIELDS
from portal.catalogue.status import ActionKind, EntryMode, Modality, Precision, RecruitmentState
from portal.foundation.db import reader_of
from tests.catalogue.builders import a_session, an_action, show, today
from tests.support.pages import CheckingClient

ATOM = {"a": "http://www.w3.org/2005/Atom"}
FORMATS = ("/offres.json", "/offres.csv", "/offres.atom", "/offres.lheo.xml")
TYPES = {
    "/offres.json": "application/json; charset=utf-8",
    "/offres.csv": "text/csv; charset=utf-8; header=present",
    "/offres.atom": "application/atom+xml; charset=utf-8",
    "/offres.lheo.xml": "application/xml; charset=utf-8",
    "/sitemap.xml": "application/xml; charset=utf-8",
}


def on_page(response: TestResponse) -> set[str]:
    return set(re.findall(r'href="/offres/[^"]*#session-([^"]+)"', response.text))


def in_json(response: TestResponse) -> set[str]:
    return {session["id"] for session in response.get_json()["sessions"]}


def in_csv(response: TestResponse) -> set[str]:
    text = response.data.decode("utf-8-sig")
    return {row["id"] for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=";")}


def in_atom(response: TestResponse) -> set[str]:
    entries = etree.fromstring(response.data).findall("a:entry", ATOM)
    return {(entry.findtext("a:id", namespaces=ATOM) or "").rpartition("/")[2] for entry in entries}


READERS: dict[str, Callable[[TestResponse], set[str]]] = {
    "/offres.json": in_json,
    "/offres.csv": in_csv,
    "/offres.atom": in_atom,
}


def in_lheo(response: TestResponse, known: dict[str, str]) -> set[str]:
    """Sessions are recognised by their number, which the tests make unique."""
    root = etree.fromstring(response.data)
    numbers = {node.get("numero") for node in root.iter("{*}session")}
    return {known[number] for number in numbers if number}


@pytest.fixture
def varied(session: Session) -> dict[str, str]:
    """A few offers that the filters tell apart, by session number; the closed and unknown ones are for nobody."""
    weld = an_action(
        session, title="Soudage à l’arc", codes=[{"scheme": "rome", "version": "V3", "code": "H2913", "main": True}]
    )
    care = an_action(session, title="Aide à domicile", kind=ActionKind.AFC, certifying=True,
                     codes=[{"scheme": "formacode", "version": "V14", "code": "44028", "main": True}])  # fmt: skip
    first = today()
    made = [
        a_session(session, weld, funder="PE"),
        a_session(session, weld, town="Moulins", recruitment_state=RecruitmentState.SUSPENDED),
        a_session(session, weld, town="Aurillac", recruitment_state=RecruitmentState.CLOSED),
        a_session(session, care, town="Thiers", modality=Modality.MIXED),
        a_session(session, care, recruitment_state=RecruitmentState.UNKNOWN),
        a_session(session, care, town="Aurillac", starts_on=first + timedelta(days=300), ends_on=None,
                  ends_precision=Precision.UNKNOWN),
        a_session(session, care, starts_on=date(first.year - 1, 1, 1), starts_precision=Precision.MONTH, ends_on=None,
                  ends_precision=Precision.UNKNOWN, entry_mode=EntryMode.PERMANENT, modality=Modality.REMOTE),
    ]  # fmt: skip
    show(session, weld, care)
    return {found.number or "": found.public_id for found in made}


SEARCHES = (
    "", "q=soudage", "q=soudge", "q=domicile+thiers", "etat=ouvert", "etat=suspendu", "etat=ferme", "etat=xyz",
    "lieu=Thiers&rayon=20", "lieu=63000&rayon=100", "departement=63", "departement=03&departement=15", "financeur=PE",
    "financeur=NIMPORTE", "type=AFC", "domaine=440", "domaine=H", "modalite=distance&modalite=mixte", "certifiante=1",
    "debut_des=2020-01-01", f"debut_des={today() + timedelta(days=200)}", "debut_avant=demain", "tri=distance",
    "q=aide&departement=15&certifiante=1", "q=aide&tri=date", "q=introuvablezzz", "lieu=Nullepart", "apres=p1",
    "lieu=Saint-Martin",
)  # fmt: skip


@pytest.mark.parametrize("search", SEARCHES)
def test_each_format_gives_the_rows_of_the_page(client: CheckingClient, varied: dict[str, str], search: str) -> None:
    expected = on_page(client.get(f"/offres?{search}"))
    found = {path: read(client.get(f"{path}?{search}")) for path, read in READERS.items()}
    found["/offres.lheo.xml"] = in_lheo(client.get(f"/offres.lheo.xml?{search}"), varied)
    assert found == dict.fromkeys(FORMATS, expected)


def test_without_filter_the_formats_hold_every_visible_session(client: CheckingClient, varied: dict[str, str]) -> None:
    assert len(in_json(client.get("/offres.json"))) == 5


@pytest.mark.parametrize("path", TYPES)
def test_each_answer_says_its_type_its_licence_and_how_to_ask_again(
    client: CheckingClient, varied: dict[str, str], path: str
) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.content_type == TYPES[path]
    assert 'rel="license"' in response.headers["Link"]
    assert '</aide/donnees>; rel="describedby"' in response.headers["Link"]
    assert response.headers["Cache-Control"] == "no-cache"
    assert "HX-Request" in response.vary
    tag = response.headers["ETag"]
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    head = client.head(path)
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", tag)
    assert head.content_type == TYPES[path]


def test_an_answer_kept_in_memory_has_the_same_headers(client: CheckingClient, varied: dict[str, str]) -> None:
    first, second = (client.get("/offres.json?etat=ferme") for _ in range(2))
    names = ("Content-Type", "Link", "X-Remarques", "Access-Control-Allow-Origin", "ETag", "Vary", "Cache-Control")
    assert [second.headers.get(name) for name in names] == [first.headers[name] for name in names]
    assert second.data == first.data


@pytest.mark.parametrize("path", TYPES)
def test_a_session_that_closes_is_gone_from_the_next_answer(
    client: CheckingClient, session: Session, path: str
) -> None:
    action = an_action(session, title="Formation qui ferme", number="ANUMBER")
    found = a_session(session, action)
    show(session, action)
    before = client.get(path)
    assert action.public_id in before.text or "ANUMBER" in before.text
    found.recruitment_state = RecruitmentState.CLOSED
    show(session, action)
    after = client.get(path, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert action.public_id not in after.text
    assert "ANUMBER" not in after.text


def test_the_csv_is_a_file_to_save(client: CheckingClient, varied: dict[str, str]) -> None:
    response = client.get("/offres.csv")
    assert re.fullmatch(
        r'attachment; filename="formations-\d{4}-\d\d-\d\d\.csv"', response.headers["Content-Disposition"]
    )
    assert response.data.startswith(b"\xef\xbb\xbfid;formation_id;url;")


def test_json_pages_follow_each_other_and_miss_nothing(
    client: CheckingClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PER_PAGE", 3)
    action = an_action(session)
    made = {a_session(session, action).public_id for _ in range(8)}
    show(session, action)
    seen: list[str] = []
    address: str | None = "/offres.json?etat=ouvert"
    while address:
        page = client.get(address).get_json()
        assert page["total"] == 8
        seen += [found["id"] for found in page["sessions"]]
        parts = urlsplit(page["suivant"] or "")
        address = f"{parts.path}?{parts.query}" if page["suivant"] else None
    assert len(seen) == 8
    assert set(seen) == made


def test_a_stream_in_several_batches_misses_nothing(
    client: CheckingClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "BATCH", 3)
    monkeypatch.setattr(lheo_file, "BATCH", 3)
    actions = [an_action(session) for _ in range(4)]
    made = [a_session(session, action) for action in actions for _ in range(2)]
    show(session, *actions)
    known = {found.number or "": found.public_id for found in made}
    assert in_csv(client.get("/offres.csv")) == set(known.values())
    assert in_lheo(client.get("/offres.lheo.xml?etat=ouvert"), known) == set(known.values())


def test_json_says_what_was_ignored_and_what_it_is(client: CheckingClient, varied: dict[str, str]) -> None:
    response = client.get("/offres.json?etat=ferme&financeur=XX")
    page = response.get_json()
    assert len(page["remarques"]) == 2
    assert unquote(response.headers["X-Remarques"]) == " ".join(page["remarques"])
    assert page["licence"]["nom"] == "Licence Ouverte 2.0"
    assert page["documentation"].endswith("/aide/donnees")
    assert page["filtres"] == ""


def test_a_town_that_is_several_is_asked_for(client: CheckingClient, varied: dict[str, str]) -> None:
    page = client.get("/offres.json?lieu=Saint-Denis&etat=ouvert").get_json()
    assert page["sessions"] == []
    assert len(page["communes"]) > 1
    assert all(re.fullmatch(r"[FB]\w+", town["code"]) for town in page["communes"])
    parts = urlsplit(page["communes"][0]["url"])
    chosen = client.get(f"{parts.path}?{parts.query}").get_json()
    assert (chosen["communes"], chosen["remarques"]) == ([], [])
    assert "etat=ouvert" in chosen["filtres"]


def test_a_search_around_a_town_says_how_far_each_session_is(client: CheckingClient, varied: dict[str, str]) -> None:
    page = client.get("/offres.json?lieu=Thiers&rayon=60").get_json()
    distances = {found["commune"]: found["distance_km"] for found in page["sessions"]}
    assert distances["Thiers"] == 0
    assert 25 < distances["Clermont-Ferrand"] < 50
    assert {found["distance_km"] for found in client.get("/offres.json").get_json()["sessions"]} == {None}


HOSTILE = (
    "\x00",
    "x" * 10_000,
    "Ελληνικά 中文 العربية",
    "'\"><script>",
    "%",
    "\ud800",
    "٣",
    "-1",
    "=cmd()",
    "\u202e",
    "ﬃ" * 300,
)
NAMES = ("q", "etat", "lieu", "rayon", "departement", "financeur", "type", "domaine", "debut_des", "debut_avant",
         "modalite", "certifiante", "tri", "apres", "page", "inconnu")  # fmt: skip


@pytest.mark.parametrize("path", TYPES)
@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_nonsense_is_never_a_failure(client: CheckingClient, varied: dict[str, str], path: str, value: str) -> None:
    written = quote(value.encode("utf-8", "surrogatepass"))
    for name in NAMES:
        response = client.get(f"{path}?{name}={written}")
        assert response.status_code in ((200, 404) if (path, name) == ("/sitemap.xml", "page") else (200,))
        assert well_formed(path, response)
    everything = "&".join(f"{name}={written}" for name in NAMES if name != "page")
    assert client.get(f"{path}?{everything}").status_code == 200


def well_formed(path: str, response: TestResponse) -> bool:
    if response.status_code == 404:
        return True
    if path.endswith(".json"):
        return "sessions" in json.loads(response.data)
    if path.endswith(".csv"):
        return response.data.startswith(b"\xef\xbb\xbfid;")
    return etree.fromstring(response.data) is not None


@pytest.mark.parametrize("path", ["/offres.csv", "/offres.lheo.xml"])
def test_a_client_that_reads_slowly_or_goes_away_holds_nothing(
    client: CheckingClient, session: Session, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(rows, "BATCH", 2)
    monkeypatch.setattr(lheo_file, "BATCH", 2)
    actions = [an_action(session) for _ in range(7)]
    for action in actions:
        a_session(session, action)
    show(session, *actions)
    response = client.get(path, buffered=False)
    pieces: Iterator[Any] = response.iter_encoded()  # type: ignore[assignment]
    for _ in range(3):
        assert next(pieces)
        assert reader_of(engine).pool.checkedout() == 0  # type: ignore[attr-defined]
        with engine.begin() as connection:  # nobody holds the write lock either
            connection.execute(sa.text("UPDATE catalogue_revision SET revision = revision + 1"))
    response.close()
    assert reader_of(engine).pool.checkedout() == 0  # type: ignore[attr-defined]


def test_a_calendar_file_is_served_like_the_rest(client: CheckingClient, session: Session) -> None:
    action = an_action(session)
    found = a_session(session, action, meetings=({"held_on": date(2027, 1, 5), "starts_at": "09:30"},))
    hidden = a_session(session, action, recruitment_state=RecruitmentState.CLOSED)
    show(session, action)
    base = f"/offres/{action.public_id}/sessions"
    response = client.get(f"{base}/{found.public_id}.ics")
    assert response.content_type == "text/calendar; charset=utf-8"
    assert b"BEGIN:VEVENT" in response.data
    again = client.get(f"{base}/{found.public_id}.ics", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    assert b"TZID=Europe/Paris" in client.get(f"{base}/{found.public_id}.ics?reunion=1").data
    assert client.get(f"{base}/{found.public_id}.ics?reunion=2").status_code == 404
    assert client.get(f"{base}/{hidden.public_id}.ics").status_code == 410
    assert client.get(f"{base}/nimportequoi.ics").status_code == 404
    assert client.get(f"/offres/nimportequoi/sessions/{found.public_id}.ics").status_code == 404
    assert client.get(f"{base}/{found.public_id}").status_code == 302


def test_the_calendar_links_of_the_page_lead_to_files(client: CheckingClient, session: Session) -> None:
    action = an_action(session)
    a_session(session, action, meetings=({"held_on": today() + timedelta(days=9), "starts_at": "09:30"},))
    show(session, action)
    page = client.get(f"/offres/{action.public_id}", follow_redirects=True)
    links = set(re.findall(r'href="([^"]+\.ics[^"]*)"', page.text))
    assert len(links) == 2
    assert {client.get(link).status_code for link in links} == {200}


def test_the_help_page_describes_every_field_and_no_other(client: CheckingClient, varied: dict[str, str]) -> None:
    tree = client.page("/aide/donnees")
    page = client.get("/offres.json").get_json()
    assert documented(tree, "champs-session") == list(FIELDS)
    assert documented(tree, "champs-reponse") == list(page)
    assert set(page["sessions"][0]) == {*FIELDS, "distance_km"}
    assert "distance_km" in "".join(tree.itertext())


def documented(tree: Any, table: str) -> list[str]:
    return tree.xpath(f"//table[caption/@id='{table}']//tbody/tr/th/code/text()")


def test_the_links_of_the_help_page_work(client: CheckingClient, varied: dict[str, str]) -> None:
    links = client.page("/aide/donnees").xpath("//main//a/@href")
    local = [link for link in links if link.startswith("/")]
    assert len(local) >= 6
    assert {client.get(link).status_code for link in local} == {200}


def test_the_robots_file_names_a_site_map_that_answers(client: CheckingClient) -> None:
    address = re.search(r"^Sitemap: (.+)$", client.get("/robots.txt").text, re.M)
    assert address
    assert client.get(urlsplit(address[1]).path).status_code == 200
