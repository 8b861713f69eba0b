"""How many long answers one process makes at a time: each keeps a thread of the server as long as its client reads."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock

from portal.foundation.errors import Refusal

MOST = 2
LONG = 500
"""Sessions of a search beyond which its answer is long."""
RETRY_SECONDS = 60
BUSY = (
    "D’autres téléchargements de toute l’offre sont en cours. Attendez une minute, ou demandez moins de sessions "
    "avec des filtres."
)


class AllTaken(Refusal):
    """As many streams as allowed are being sent."""

    http_status = 503


class Places:
    """The places of one process."""

    def __init__(self, most: int) -> None:
        self.free = most
        self._lock = Lock()

    def hold(self, pieces: Iterator[bytes]) -> Held:
        """The same pieces, sent from a place of their own; AllTaken when there is none."""
        with self._lock:
            if not self.free:
                raise AllTaken(BUSY)
            self.free -= 1
        return Held(self, pieces)

    def give_back(self) -> None:
        """A stream has ended."""
        with self._lock:
            self.free += 1


class Held:
    """A stream that gives its place back once: at its end, at its failure, when it is closed, or when it is lost."""

    def __init__(self, places: Places, pieces: Iterator[bytes]) -> None:
        self._places: Places | None = places
        self._pieces = pieces

    def __iter__(self) -> Held:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._pieces)
        except BaseException:
            self._leave()
            raise

    def close(self) -> None:
        """What a server calls when the client is served or gone."""
        try:
            if (stop := getattr(self._pieces, "close", None)) is not None:
                stop()
        finally:
            self._leave()

    def _leave(self) -> None:
        places, self._places = self._places, None
        if places is not None:
            places.give_back()

    __del__ = _leave


PLACES = Places(MOST)
