"""How far two places are from each other, and what is around a place.

A part and its whole (Paris 10e and Paris, Jambes and Namur) are at distance 0: a search around one finds the other.
"""

from __future__ import annotations

from array import array
from functools import cache, lru_cache
from math import asin, cos, floor, isfinite, radians, sin, sqrt

from portal.places.commune import Commune
from portal.places.gazetteer import gazetteer

EARTH_KM = 6371.0088
_SQUARE = 0.25  # degrees: at 30 km some fifteen squares are looked into
_KM_PER_DEGREE = 111.19
_HALF_TURN_KM = 20016.0
_KEPT_KM = 60.0  # wider circles hold thousands of places: they are made again rather than kept in memory
Vector = tuple[float, float, float]


def distance_km(one: Commune, other: Commune) -> float:
    """Great-circle kilometres; 0 between a part and its whole."""
    if one.code == other.code or one.code == other.parent or other.code == one.parent:
        return 0.0
    x, y, z = _vector(one)
    u, v, w = _vector(other)
    return _arc((x - u) ** 2 + (y - v) ** 2 + (z - w) ** 2)


def near(commune: Commune, km: float) -> tuple[tuple[str, float], ...]:
    """Codes and kilometres of the places within `km` of a place, the nearest first; itself and its parts always."""
    reach = min(km, _HALF_TURN_KM) if isfinite(km) and km > 0 else 0.0
    return _kept(commune, reach) if reach <= _KEPT_KM else _near(commune, reach)


def _near(commune: Commune, reach: float) -> tuple[tuple[str, float], ...]:
    x, y, z = _vector(commune)
    limit = (2 * sin(reach / EARTH_KM / 2)) ** 2
    found = {}
    places, squares, (xs, ys, zs) = gazetteer().places, _squares(), _vectors()
    for square in _around(commune, reach):
        for position in squares.get(square, ()):
            chord = (x - xs[position]) ** 2 + (y - ys[position]) ** 2 + (z - zs[position]) ** 2
            if chord <= limit:
                found[places[position].code] = _arc(chord)
    found.update(dict.fromkeys((commune.code, *gazetteer().members.get(commune.code, ())), 0.0))
    if commune.parent:
        found[commune.parent] = 0.0
    return tuple(sorted(found.items(), key=lambda each: (each[1], each[0])))


_kept = lru_cache(maxsize=256)(_near)


def _arc(chord: float) -> float:
    """Kilometres on the ground for a squared chord of the unit sphere."""
    return 2 * EARTH_KM * asin(min(1.0, sqrt(chord) / 2))


def _vector(commune: Commune) -> Vector:
    latitude, longitude = radians(commune.latitude), radians(commune.longitude)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


def _square(latitude: float, longitude: float) -> tuple[int, int]:
    return floor(latitude / _SQUARE), floor(longitude / _SQUARE)


@cache
def _vectors() -> tuple[array[float], array[float], array[float]]:
    """The places on the unit sphere, by position: three numbers each, not three objects."""
    vectors = (array("d"), array("d"), array("d"))
    for place in gazetteer().places:
        for axis, value in zip(vectors, _vector(place), strict=True):
            axis.append(value)
    return vectors


@cache
def _squares() -> dict[tuple[int, int], array[int]]:
    squares: dict[tuple[int, int], array[int]] = {}
    for position, place in enumerate(gazetteer().places):
        squares.setdefault(_square(place.latitude, place.longitude), array("i")).append(position)
    return squares


def _around(commune: Commune, km: float) -> list[tuple[int, int]]:
    """The squares that a circle of `km` can touch; all of them when it is wide or near a pole or the date line."""
    height = km / _KM_PER_DEGREE + 0.01
    top = abs(commune.latitude) + height
    width = height / cos(radians(top)) if top < 80 else 360.0
    if height > 5 or abs(commune.longitude) + width > 180:
        return list(_squares())
    south, west = _square(commune.latitude - height, commune.longitude - width)
    north, east = _square(commune.latitude + height, commune.longitude + width)
    return [(row, column) for row in range(south, north + 1) for column in range(west, east + 1)]
