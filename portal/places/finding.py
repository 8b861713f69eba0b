"""Which places a person means by what they typed, and what to propose while they type.

Several answers are several places: the page asks. Within an answer the most populated come first.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from heapq import nsmallest

from portal.foundation.spelling import edits
from portal.foundation.text import fold
from portal.places.commune import Commune
from portal.places.folding import ARTICLES, LONGEST, key, skeleton, words
from portal.places.gazetteer import gazetteer
from portal.places.reading import Reading, departments_of, read

_MOST = 20  # answers by the beginning of a name: more is no longer a question one can ask
_CUSTOMARY = {"75000": "F75056", "69000": "F69123", "13000": "F13055"}  # written by everyone, given to no street
_MOST_CHOICES = 10  # exact names and the longer ones that begin with them: a list one still reads
_LONGER_AT_LEAST = 2  # longer names proposed beside many exact ones
_HIDDEN_BY = 10  # times more inhabitants: a lone exact name then does not hide « Clermont-Ferrand »
_MOST_ALIKE = 8
_SHORTEST_ALIKE = 4  # letters: below, everything resembles everything
_TYPED = "abcdefghijklmnopqrstuvwxyz "
_LAST = "\U0010ffff"


def find(text: str) -> list[Commune]:
    """The places a text names, [] when none: « St Étienne (42) », « 63000 », « 5000 Namur », « Paris 10e »."""
    reading = read(text)
    places = gazetteer().places
    return [places[position] for position in _positions(reading)]


def choices(text: str) -> list[Commune]:
    """The same for a question: beside homonyms, the longer names that begin like them (« Clermont-Ferrand »)."""
    reading = read(text)
    found = _positions(reading)
    places = gazetteer().places
    if found and not (reading.postcode or reading.department or reading.country):
        longer = [at for at in _longer(reading.name) if at not in found]
        if len(found) == 1:
            longer = [at for at in longer if places[at].population > _HIDDEN_BY * places[found[0]].population]
        found += tuple(longer[: max(_LONGER_AT_LEAST, _MOST_CHOICES - len(found))])
    return [places[at] for at in found]


def _longer(name: str) -> list[int]:
    """Positions of the names that go on after the typed words, the most populated first."""
    return _beginning(f"{name} ")


def resembling(text: str) -> list[Commune]:
    """For a name that no place bears: the places whose name is one typed letter away, the most populated first."""
    reading = read(text)
    places = gazetteer().places
    return [places[at] for at in _alike(reading.name) if reading.department in ("", places[at].department)]


@lru_cache(maxsize=1024)
def _alike(name: str) -> tuple[int, ...]:
    if len(name) < _SHORTEST_ALIKE:
        return ()
    index = gazetteer()
    found: set[int] = set()
    for spelling in set(edits(name, _TYPED)):
        if len(spelling) >= _SHORTEST_ALIKE:
            found.update(index.by_name[spelling], index.by_bare_name[spelling], index.by_alias[spelling])
    return tuple(sorted(found)[:_MOST_ALIKE])


def _positions(reading: Reading) -> tuple[int, ...]:
    coded = with_postcode(reading.postcode)
    if not reading.name:
        return coded
    if coded:
        return _coded_and_named(coded, reading.name)
    departments = frozenset({reading.department}) if reading.department else None
    if reading.postcode and len(reading.postcode) == 5:
        departments = departments_of(reading.postcode)

    def fits(place: Commune) -> bool:
        return (not departments or place.department in departments) and reading.country in ("", place.country)

    return _named(reading.name, fits)


def _coded_and_named(coded: tuple[int, ...], name: str) -> tuple[int, ...]:
    """The places of a postal code that bear the name. When none does: those of the code, and those of the name."""
    index = gazetteer()
    codes = {index.places[position].code for position in coded}
    wholes = {index.places[position].parent for position in coded} - {""}
    named = _named(name, lambda place: place.code in codes or place.code in wholes or place.parent in codes)
    if any(index.places[position].code in wholes for position in named):
        return coded  # « 75010 Paris » is the arrondissement
    return named or (*coded, *index.by_name[name][:_MOST])


def with_postcode(postcode: str) -> tuple[int, ...]:
    """Positions of the places that share a postal code; the arrondissement rather than its city."""
    index = gazetteer()
    if postcode in _CUSTOMARY:
        return (index.positions[_CUSTOMARY[postcode]],)
    found = index.by_postcode[postcode]
    wholes = {index.places[position].parent for position in found}
    return tuple(position for position in found if index.places[position].code not in wholes)


def _named(name: str, fits: Callable[[Commune], bool]) -> tuple[int, ...]:
    """The first that answers: the exact name (articles forgiven), a former name, a looser spelling, a beginning."""
    index = gazetteer()
    bare = () if name.partition(" ")[0] in ARTICLES else index.by_bare_name[name]
    levels: tuple[Callable[[], Iterable[int]], ...] = (
        lambda: dict.fromkeys((*index.by_name[name], *bare)),
        lambda: index.by_alias[name],
        lambda: index.by_skeleton[skeleton(name)],
        lambda: _beginning(name),
    )
    for level in levels:
        found = tuple(position for position in level() if fits(index.places[position]))
        if found:
            return found[:_MOST]
    return ()


def _beginning(name: str) -> list[int]:
    """Positions of the names that begin with a text of three letters or more, the most populated first."""
    if len(name) < 3:
        return []
    starts = _starts()
    return sorted(position for position in set(starts.between(name)) if gazetteer().names[position].startswith(name))


def suggest(text: str, limit: int = 8) -> list[Commune]:
    """What to propose for a name or postal code being typed: the exact name, the most populated, then former names."""
    places = gazetteer().places
    return [places[position] for position in _suggested(text[:LONGEST].strip(), max(0, limit))]


@lru_cache(maxsize=4096)
def _suggested(text: str, limit: int) -> tuple[int, ...]:
    typed = key(text)
    if not typed:
        return ()
    if typed.replace(" ", "").isdigit():
        digits = typed.replace(" ", "")
        return tuple(nsmallest(limit, {*_codes().between(digits), *with_postcode(digits)})) if len(digits) > 1 else ()
    if any(character.isdigit() for character in typed):
        return _positions(read(text))[:limit]
    *whole, _ = words(text)
    unfinished = " ".join([*whole, fold(text).split()[-1]])  # « st » may be the start of « strasbourg » too
    found = list(gazetteer().by_name[typed][:limit])
    for texts in (_starts(), _former()):
        known = {position for start in {typed, unfinished} for position in texts.between(start)}
        found.extend(nsmallest(limit - len(found), known.difference(found)))
    return tuple(found) or _alike(typed)[:limit]


class _Sorted:
    """Texts in order with the position of their place, to be cut by bisection."""

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        ordered = sorted(set(pairs))
        self._texts = [text for text, _ in ordered]
        self._positions = array("i", (position for _, position in ordered))

    def between(self, start: str) -> array[int]:
        """The positions whose text begins with `start`, in the order of the texts."""
        return self._positions[bisect_left(self._texts, start) : bisect_left(self._texts, start + _LAST)]


@cache
def _starts() -> _Sorted:
    """Every place under each word of its name."""
    pairs: list[tuple[str, int]] = []
    for position, name in enumerate(gazetteer().names):
        pairs.append((name, position))
        cut = name.find(" ")
        while cut >= 0:
            pairs.append((name[cut + 1 :], position))
            cut = name.find(" ", cut + 1)
    return _Sorted(pairs)


@cache
def _former() -> _Sorted:
    return _Sorted(gazetteer().aliases)


@cache
def _codes() -> _Sorted:
    return _Sorted((code, position) for position, place in enumerate(gazetteer().places) for code in place.postcodes)


def warm() -> None:
    """Build every index now, so that the first visitor does not wait for it (about 0.4 s, once per process)."""
    suggest("paris")
    suggest("75")
    find("zzz")
