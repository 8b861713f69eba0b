"""What is around a town, among the communes where something is listed: their distances and the tags that hold them.

`portal.places.near` knows every commune of two countries; a search needs only the few thousand that have sessions,
kept here in half degree squares and made anew when the catalogue changes. A test compares the two.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import asin, cos, floor, radians, sin, sqrt

from portal import places
from portal.places.commune import Commune
from portal.places.distance import EARTH_KM

from .tags import PLACE, SQUARES_PER_DEGREE, square, square_at

Vector = tuple[float, float, float]
_KM_PER_DEGREE = 111.19


class Surroundings:
    """The communes where something is listed, with how many sessions."""

    def __init__(self, sessions: Mapping[str, int]) -> None:
        self.sessions = sessions
        self.square: dict[str, str] = {}
        self._members: dict[str, list[tuple[str, float, float, float]]] = defaultdict(list)
        for code in self.sessions:
            if commune := places.by_code(code):
                self.square[code] = square(commune)
                self._members[self.square[code]].append((code, *_vector(commune)))
        self._sizes = Counter(self.square.values())
        self.around = lru_cache(maxsize=2048)(self._around)

    def _around(self, place: Commune, km: int) -> tuple[dict[str, float], tuple[str, ...]]:
        """Kilometres by code within `km` of a place, the nearest first, and the tags of exactly these communes."""
        x, y, z = _vector(place)
        limit = (2 * sin(km / EARTH_KM / 2)) ** 2
        near = dict.fromkeys((code for code, _km in places.near(place, 0) if code in self.square), 0.0)
        for tag in _touched(place, km):
            for code, u, v, w in self._members.get(tag, ()):
                chord = (x - u) ** 2 + (y - v) ** 2 + (z - w) ** 2
                if chord <= limit and code not in near:
                    near[code] = 2 * EARTH_KM * asin(min(1.0, sqrt(chord) / 2))
        inside = dict(sorted(near.items(), key=lambda each: (each[1], each[0])))
        return inside, self.cover(inside)

    def cover(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Few tags that hold these communes and none of the others: whole squares, then single places."""
        by_square: dict[str, list[str]] = defaultdict(list)
        for code in codes:
            by_square[self.square[code]].append(code)
        found: list[str] = []
        for tag, inside in by_square.items():
            found += [tag] if len(inside) == self._sizes[tag] else [PLACE + code for code in inside]
        return tuple(found)


def _vector(place: Commune) -> Vector:
    latitude, longitude = radians(place.latitude), radians(place.longitude)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


def _touched(place: Commune, km: int) -> Iterator[str]:
    """The squares that a circle can touch."""
    height = km / _KM_PER_DEGREE + 0.01
    width = min(height / max(cos(radians(min(abs(place.latitude) + height, 89.0))), 0.01), 180.0)
    south, north = place.latitude - height, place.latitude + height
    west, east = place.longitude - width, place.longitude + width
    for row in range(floor(south * SQUARES_PER_DEGREE), floor(north * SQUARES_PER_DEGREE) + 1):
        for column in range(floor(west * SQUARES_PER_DEGREE), floor(east * SQUARES_PER_DEGREE) + 1):
            yield square_at(row, column)
