"""How many whole catalogues are sent at a time, and that a place is never lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from portal.catalogue.feeds import rows, streams
from tests.catalogue.builders import a_session, an_action, show
from tests.support.pages import CheckingClient

PATHS = ("/offres.csv", "/offres.lheo.xml")


@pytest.fixture
def places(session: Session, monkeypatch: pytest.MonkeyPatch) -> streams.Places:
    """Two places, and a catalogue that is long already with three sessions."""
    monkeypatch.setattr(streams, "LONG", 2)
    monkeypatch.setattr(rows, "BATCH", 1)
    monkeypatch.setattr(streams, "PLACES", streams.Places(2))
    action, other = an_action(session), an_action(session, title="Soudage")
    for one in (action, action, other):
        a_session(session, one)
    show(session, action, other)
    return streams.PLACES


@pytest.mark.parametrize("path", PATHS)
def test_one_more_download_of_everything_is_asked_to_come_back(
    client: CheckingClient, places: streams.Places, path: str
) -> None:
    first, second = (client.get(other, buffered=False) for other in PATHS)
    refused = client.get(path)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "60")
    assert "D’autres téléchargements" in refused.text
    assert "Content-Disposition" not in refused.headers
    first.close()
    assert client.get(path).status_code == 200
    second.close()
    assert places.free == 2


@pytest.mark.parametrize("path", PATHS)
def test_a_short_answer_needs_no_place(client: CheckingClient, places: streams.Places, path: str) -> None:
    places.free = 0
    assert client.get(f"{path}?q=soudage").status_code == 200
    assert client.get(f"{path}?lieu=Saint-Denis").status_code == 200
    assert client.get("/offres.json").status_code == 200
    assert client.get(path).status_code == 503


@pytest.mark.parametrize("path", PATHS)
def test_a_client_that_goes_away_leaves_its_place(client: CheckingClient, places: streams.Places, path: str) -> None:
    response = client.get(path, buffered=False)
    pieces: Iterator[bytes] = response.iter_encoded()  # type: ignore[assignment]
    next(pieces)
    assert places.free == 1
    response.close()
    response.close()
    assert places.free == 2
    assert client.head(path).status_code == 200
    assert client.get(path).status_code == 200
    assert places.free == 2


def test_a_stream_that_ends_or_fails_or_is_forgotten_leaves_its_place_once() -> None:
    def failing() -> Iterator[bytes]:
        yield b"1"
        raise OSError("the database is away")

    places = streams.Places(1)
    assert list(places.hold(iter([b"1", b"2"]))) == [b"1", b"2"]
    held = places.hold(failing())
    with pytest.raises(streams.AllTaken):
        places.hold(iter([]))
    with pytest.raises(OSError, match="away"):
        list(held)
    held.close()
    assert places.free == 1
    places.hold(iter([b"1"]))
    assert places.free == 1
