"""Which place an imported address is in. Feeds are dirty: codes of merged communes, CEDEX, abbreviations, wrong codes.

The order of trust: an INSEE code that the name or the postal code confirms, the name among the places of the postal
code, the name alone in the department, the INSEE code alone, the postal code alone (its most populated place).
"""

from __future__ import annotations

import re
from functools import lru_cache

from portal.places.commune import BELGIUM, FRANCE, Commune
from portal.places.finding import with_postcode
from portal.places.folding import ARTICLES, LONGEST, key, skeleton
from portal.places.gazetteer import gazetteer
from portal.places.reading import Reading, department_code, departments_of, postcode_in, read

_BELGIAN = re.compile(r"\s*BE?[ -]*[0-9]{4}(?![0-9])", re.IGNORECASE)


def locate(
    postcode: str | None,
    town: str | None,
    insee: str | None = None,
    country: str | None = None,
    department: str | None = None,
) -> Commune | None:
    """The place of an address, None when nothing in it can be trusted. In Belgium `insee` is a NIS code.

    An import asks the same addresses again and again: they are remembered (cut, so that no field can fill the memory).
    """
    return _located(
        postcode[:LONGEST] if postcode else "",
        town[:LONGEST] if town else "",
        insee[:LONGEST] if insee else "",
        country[:LONGEST] if country else "",
        department[:LONGEST] if department else "",
    )


@lru_cache(maxsize=32768)
def _located(postcode: str, town: str, insee: str, country: str, department: str) -> Commune | None:
    reading = _placed(read(town), postcode, country, department)
    given = _coded(insee, reading.country)
    coded = with_postcode(reading.postcode) if reading.country != BELGIUM or len(reading.postcode) == 4 else ()
    if given is not None and _agrees(given, reading):
        return _part(given, coded)
    named = _among(coded, reading.name)
    if named is not None:
        return _part(named, coded)
    alone = _alone(reading)
    if alone is not None:
        return alone
    if given is not None and (not reading.postcode or given.department in departments_of(reading.postcode)):
        return given
    return gazetteer().places[coded[0]] if coded else None


def _placed(reading: Reading, postcode: str, country: str, department: str) -> Reading:
    """The reading of the town completed by the fields beside it; those win."""
    code = postcode_in(postcode) or reading.postcode
    nation = BELGIUM if key(country)[:2] == "be" else FRANCE if key(country)[:2] == "fr" else reading.country
    if not nation and (_BELGIAN.match(postcode) or len(code) == 4):
        nation = BELGIUM
    if nation == FRANCE and len(code) == 4:
        code = code.zfill(5)  # a spreadsheet ate the zero
    if nation == BELGIUM and len(code) == 5 and code.startswith("0"):
        code = code[1:]
    return Reading(reading.name, code, department_code(department) or reading.department, nation)


def _coded(insee: str, country: str) -> Commune | None:
    code = insee.strip()[:8].upper()
    if not code:
        return None
    position = gazetteer().position(("B" if country == BELGIUM else "F") + code.zfill(5))
    return None if position is None else gazetteer().places[position]


def _agrees(place: Commune, reading: Reading) -> bool:
    """Whether the name or the postal code says the same as the INSEE code, or says nothing."""
    if not reading.name and not reading.postcode:
        return True
    index = gazetteer()
    position = index.positions[place.code]
    return reading.postcode in place.postcodes or bool(reading.name) and position in _spelt(reading.name)


def _part(place: Commune, coded: tuple[int, ...]) -> Commune:
    """The arrondissement that the postal code tells, when the address says only the city."""
    parts = [each for position in coded if (each := gazetteer().places[position]).parent == place.code]
    return parts[0] if len(parts) == 1 else place


def _spelt(name: str) -> tuple[int, ...]:
    """Positions of the places of that name, whatever the spelling."""
    index = gazetteer()
    bare = () if name.partition(" ")[0] in ARTICLES else index.by_bare_name[name]
    return (*index.by_name[name], *bare, *index.by_alias[name], *index.by_skeleton[skeleton(name)])


def _among(coded: tuple[int, ...], name: str) -> Commune | None:
    """The place of that name among those of the postal code and their parts; else the one whose name is in the text."""
    if not coded or not name:
        return None
    index = gazetteer()
    codes = {index.places[position].code for position in coded} | {index.places[position].parent for position in coded}
    codes.discard("")
    for position in _spelt(name):
        place = index.places[position]
        if place.code in codes or place.parent in codes:
            return place
    for position in coded:
        known = index.names[position]
        if f"{name} ".startswith(f"{known} ") or f"{known} ".startswith(f"{name} "):
            return index.places[position]
    return None


def _alone(reading: Reading) -> Commune | None:
    """The only place of that name in the department (said, or that of the postal code), else in the country."""
    if not reading.name:
        return None
    departments = frozenset({reading.department}) if reading.department else frozenset()
    if not departments and len(reading.postcode) == 5:
        departments = departments_of(reading.postcode)
    places = gazetteer().places
    found = {}
    for position in _spelt(reading.name):
        place = places[position]
        if reading.country in ("", place.country) and (not departments or place.department in departments):
            found[position] = place
    if len(found) > 1:  # the exact name before a looser one
        exact = set(gazetteer().by_name[reading.name])
        found = {position: place for position, place in found.items() if position in exact} or found
    return next(iter(found.values())) if len(found) == 1 else None
