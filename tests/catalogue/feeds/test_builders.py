"""The builders of the open formats over real rows, without the web."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from sqlalchemy.orm import Session

from portal.catalogue.feeds import Publisher, atom, calendars, fields, sitemap, spreadsheet
from portal.catalogue.feeds.recent import Recent
from portal.catalogue.models import InfoMeeting, TrainingAction, TrainingSession
from portal.catalogue.offers import Meeting, OfferGone
from portal.catalogue.status import EntryMode, Precision, PublicationState, RecruitmentState
from portal.foundation.clock import day_number
from portal.foundation.csvfile import SIGNS
from portal.foundation.db import reading
from portal.foundation.errors import NotFound
from tests.catalogue.builders import a_session, an_action, show, today

PUBLISHER = Publisher("Liaison", "https://portail.example", "Licence Ouverte 2.0", "https://licence.example/")
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def a_record(**facts: object) -> fields.Session:
    usual: dict[str, object] = dict.fromkeys(fields.FIELDS) | {
        "id": "s1", "formation_id": "f1", "url": "https://portail.example/offres/f1/x#session-s1",
        "intitule": "Soudure", "organisme": "GRETA", "etat": "ouvert", "certifiante": False, "modalite": "presentiel",
        "entree": "dates-fixes",
        "financeurs": [], "financeurs_codes": [], "formacode": [], "rome": [], "rncp": [], "rs": [],
        "mise_a_jour": "2026-11-20T10:00:00Z",
    }  # fmt: skip
    return fields.Session(**{**usual, **facts})  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["=1+1", "-2", "\u00a0=1"])
def test_a_text_that_a_spreadsheet_would_calculate_gets_an_apostrophe(text: str) -> None:
    assert spreadsheet.cell(text) == f"'{text}"


def test_numbers_are_cells_as_they_are() -> None:
    assert [spreadsheet.cell(value) for value in (-3.5, 12, True, False, None)] == ["-3.5", "12", "oui", "non", ""]


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=30), min_size=1, max_size=4))
def test_any_text_comes_back_from_the_csv_and_none_starts_a_formula(titles: list[str]) -> None:
    records = [a_record(intitule=title, financeurs=[title, title]) for title in titles]
    data = b"".join(spreadsheet.lines([records])).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(data, newline=""), delimiter=";"))
    assert [row["intitule"].removeprefix("'") for row in rows] == [title.removeprefix("'") for title in titles]
    assert not any(value.lstrip().startswith(tuple(SIGNS)) for row in rows for value in row.values())


@pytest.mark.parametrize(
    ("precision", "written"), [("day", "2027-01-12"), ("month", "2027-01"), ("year", "2027"), ("unknown", None)]
)
def test_a_date_is_written_as_far_as_it_is_known(precision: str, written: str | None) -> None:
    assert fields.known_part(date(2027, 1, 12), precision) == written
    assert fields.known_part("2027-01-12", precision) == written
    assert fields.known_part(None, precision) is None


def test_an_atom_feed_says_what_the_standard_asks() -> None:
    records = [a_record(rome=["H2913"], commune="Thiers", departement="63"), a_record(id="s2", etat="suspendu")]
    found = Recent(datetime(2026, 1, 1, tzinfo=UTC), records)
    made = atom.feed(found, PUBLISHER, "q=a", ["Filtre inconnu."])
    root = etree.fromstring(made)
    for holder in [root, *root.findall("a:entry", ATOM)]:
        assert [len(holder.findall(f"a:{name}", ATOM)) for name in ("id", "title", "updated", "author")] == [1] * 4
    assert root.findtext("a:subtitle", namespaces=ATOM) == "Filtre inconnu."
    assert root.findtext("a:updated", namespaces=ATOM) == "2026-11-20T10:00:00Z"
    assert "Licence Ouverte" in (root.findtext("a:rights", namespaces=ATOM) or "")
    ids = [entry.findtext("a:id", namespaces=ATOM) for entry in root.findall("a:entry", ATOM)]
    assert ids == [f"https://portail.example/offres/f1/sessions/{name}" for name in ("s1", "s2")]
    assert "Thiers (63)" in (root.findtext("a:entry/a:summary", namespaces=ATOM) or "")


@given(st.text(max_size=40))
def test_any_text_makes_a_readable_feed(text: str) -> None:
    record = a_record(intitule=text, organisme=text, commune=text, rome=[text], financeurs=[text])
    made = atom.feed(Recent(datetime(2026, 1, 1, tzinfo=UTC), [record]), PUBLISHER, "", [text])
    assert etree.fromstring(made).find("a:entry", ATOM) is not None


def event_of(session: Session, found: TrainingSession, meeting: str | None = None) -> icalendar.Event:
    offer, row = calendars.asked(session.connection(), found.action.public_id, found.public_id, today())
    made = (
        calendars.of_session(offer, row, PUBLISHER)
        if meeting is None
        else calendars.of_meeting(offer, row, meeting, PUBLISHER)
    )
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(made)
    return next(part for part in calendar.walk("VEVENT") if isinstance(part, icalendar.Event))


def test_a_session_is_an_event_of_whole_days_that_ends_the_day_after_the_last(session: Session) -> None:
    action = an_action(session, title="Soudure ; niveau 1, « bases »")
    found = a_session(session, action, starts_on=date(2027, 1, 12), ends_on=date(2027, 3, 27), latitude=45.85,
                      longitude=3.54, place_name="Halle 2", version=4)  # fmt: skip
    event = event_of(session, found)
    assert (event.start, event.end) == (date(2027, 1, 12), date(2027, 3, 28))
    assert event["summary"] == "Soudure ; niveau 1, « bases »"
    assert event["status"] == "CONFIRMED"
    assert event["sequence"] == found.version
    assert event["uid"] == f"session-{found.public_id}@portail.example"
    assert event["location"] == "Halle 2, 63000 Clermont-Ferrand"
    assert event["geo"].to_ical() == "45.85;3.54"
    assert event["url"].endswith(f"#session-{found.public_id}")
    assert event["last-modified"].dt == found.updated_at.replace(microsecond=0)


def test_a_suspended_session_is_tentative(session: Session) -> None:
    found = a_session(session, an_action(session), recruitment_state=RecruitmentState.SUSPENDED)
    assert event_of(session, found)["status"] == "TENTATIVE"


def test_a_session_without_a_known_end_is_its_first_day(session: Session) -> None:
    first = today() + timedelta(days=20)
    found = a_session(session, an_action(session), starts_on=first, ends_on=None, ends_precision=Precision.UNKNOWN,
                      entry_mode=EntryMode.PERMANENT)  # fmt: skip
    event = event_of(session, found)
    assert (event.start, event.end) == (first, first + timedelta(days=1))
    assert event["summary"].startswith("Début\u00a0: ")


@pytest.mark.parametrize(("day", "precision"), [(date(2027, 1, 1), Precision.MONTH), (None, Precision.UNKNOWN)])
def test_a_session_without_an_exact_first_day_has_no_file(
    session: Session, day: date | None, precision: Precision
) -> None:
    found = a_session(session, an_action(session), starts_on=day, starts_precision=precision, ends_on=None,
                      ends_precision=Precision.UNKNOWN)  # fmt: skip
    with pytest.raises(NotFound, match="calendrier"):
        event_of(session, found)


@pytest.mark.parametrize(("country", "zone"), [("FR", "Europe/Paris"), ("BE", "Europe/Brussels")])
def test_a_meeting_is_at_the_hour_of_its_place(session: Session, country: str, zone: str) -> None:
    meetings = (
        {"held_on": date(2027, 1, 5), "starts_at": "09:30", "ends_at": "11:00", "place": "Salle 4"},
        {"held_on": date(2027, 7, 6)},
    )
    found = a_session(session, an_action(session), meetings=meetings, country=country)
    event = event_of(session, found, "1")
    assert event["dtstart"].params["TZID"] == zone
    assert event.start == datetime(2027, 1, 5, 9, 30, tzinfo=ZoneInfo(zone))
    assert event.end == datetime(2027, 1, 5, 11, tzinfo=ZoneInfo(zone))
    assert event.start.astimezone(UTC).hour == 8
    assert event["location"] == "Salle 4"
    assert event_of(session, found, "2").start == date(2027, 7, 6)


def test_a_meeting_keeps_its_name_when_another_one_disappears(session: Session) -> None:
    days = [date(2027, 1, 5), date(2027, 1, 12)]
    found = a_session(
        session, an_action(session), meetings=tuple({"held_on": day, "starts_at": "09:30"} for day in days)
    )
    names = [event_of(session, found, number)["uid"] for number in ("1", "2")]
    assert names == [f"reunion-{day:%Y%m%d}T0930-{found.public_id}@portail.example" for day in days]
    session.execute(sa.delete(InfoMeeting).where(InfoMeeting.held_on == days[0]))
    assert event_of(session, found, "1")["uid"] == names[1]


A_MEETING = st.builds(
    Meeting, st.sampled_from([date(2027, 1, 5), date(2027, 1, 6)]), st.sampled_from(["09:30", "14:00", None]),
    st.none(),
    st.sampled_from(["Salle 1", "Salle 2", None]), st.none(), st.sampled_from(["https://a.example/", None]),
)  # fmt: skip


@given(st.lists(A_MEETING, max_size=8))
def test_the_meetings_of_a_session_have_different_names_whatever_their_order(meetings: list[Meeting]) -> None:
    names = [calendars.meeting_key(meetings, index) for index in range(len(meetings))]
    assert len(set(names)) == len(names)
    turned = meetings[::-1]
    assert {calendars.meeting_key(turned, index) for index in range(len(turned))} == set(names)


def test_the_time_zone_of_a_meeting_is_described_in_its_file(session: Session) -> None:
    found = a_session(session, an_action(session), meetings=({"held_on": date(2027, 1, 5), "starts_at": "09:30"},))
    offer, row = calendars.asked(session.connection(), found.action.public_id, found.public_id, today())
    calendar = icalendar.Calendar.from_ical(calendars.of_meeting(offer, row, "1", PUBLISHER))
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Paris"]


@pytest.mark.parametrize("number", ["0", "2", "-1", "", "a", "1.5", "٣", "9" * 50, "\x00"])
def test_a_meeting_that_does_not_exist_is_not_found(session: Session, number: str) -> None:
    found = a_session(session, an_action(session), meetings=({"held_on": date(2027, 1, 5), "starts_at": "09:30"},))
    with pytest.raises(NotFound):
        event_of(session, found, number)


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"recruitment_state": RecruitmentState.CLOSED}, OfferGone),
        ({"publication_state": PublicationState.WITHDRAWN}, OfferGone),
        ({"starts_on": date(2020, 1, 1), "ends_on": date(2020, 2, 1)}, OfferGone),
        ({"recruitment_state": RecruitmentState.UNKNOWN}, NotFound),
        ({"publication_state": PublicationState.EXPORT_ONLY}, NotFound),
        ({"publication_state": PublicationState.DRAFT}, NotFound),
    ],
)
@pytest.mark.parametrize("others", [0, 1])
def test_what_was_public_is_gone_and_what_never_was_is_not_found(
    session: Session, facts: dict[str, object], error: type[Exception], others: int
) -> None:
    action = an_action(session)
    hidden = a_session(session, action, **facts)  # type: ignore[arg-type]
    for _ in range(others):
        a_session(session, action)
    with pytest.raises(error):
        event_of(session, hidden)


def listed(session: Session, count: int) -> list[TrainingAction]:
    actions = [an_action(session, title=f"Formation {number} & <autres>") for number in range(count)]
    for action in actions:
        a_session(session, action)
        a_session(session, action)
        a_session(session, action, recruitment_state=RecruitmentState.CLOSED)
    show(session, *actions)
    return actions


def locations(pieces: object) -> list[str]:
    root = etree.fromstring(b"".join(pieces))  # type: ignore[arg-type]
    return [node.text or "" for node in root.iter("{*}loc")]


def test_a_site_map_holds_each_listed_offer_once(session: Session, engine: sa.Engine) -> None:
    actions = listed(session, 3)
    hidden = an_action(session)
    a_session(session, hidden, recruitment_state=RecruitmentState.CLOSED)
    show(session, hidden)
    day = day_number(today())
    assert sitemap.files(session.connection(), day) == [1]
    session.commit()
    found = locations(
        sitemap.addresses(1, lambda: reading(engine), day=day, base_url="https://portail.example", pages=["/", "/aide"])
    )
    assert found[:2] == ["https://portail.example/", "https://portail.example/aide"]
    assert [address.split("/")[4] for address in found[2:]] == [action.public_id for action in actions]


def test_a_large_site_map_is_an_index_of_files_that_miss_nothing(
    session: Session, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "PER_FILE", 2)
    monkeypatch.setattr(sitemap, "BATCH", 1)
    monkeypatch.setattr(sitemap, "OFFERS", sitemap.OFFERS.limit(1))
    actions = listed(session, 5)
    day = day_number(today())
    numbers = sitemap.files(session.connection(), day)
    session.commit()
    assert len(numbers) >= 3
    assert sitemap.chosen(numbers, "") == 0
    assert locations(sitemap.index(numbers, "https://x.example"))[0] == "https://x.example/sitemap.xml?page=1"
    found = [
        address
        for number in numbers
        for address in locations(
            sitemap.addresses(number, lambda: reading(engine), day=day, base_url="https://x.example", pages=[])
        )
    ]
    assert [address.split("/")[4] for address in found] == [action.public_id for action in actions]


@pytest.mark.parametrize("page", ["0", "9", "-1", "abc", "٣", "9" * 400, "\x00", "1.0"])
def test_a_file_of_the_site_map_that_does_not_exist_is_not_found(page: str) -> None:
    with pytest.raises(NotFound):
        sitemap.chosen([1, 3], page)
