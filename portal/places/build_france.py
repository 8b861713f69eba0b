"""France: communes and municipal arrondissements, with the best coordinates the packages allow. Build time only."""

from __future__ import annotations

import re
from collections import defaultdict

from portal.places.build_sources import Json, Place, Sources
from portal.places.folding import key

_UNINHABITED = frozenset({"984", "989"})  # southern lands, Clipperton: nobody trains there, no coordinates anywhere
_OVERSEAS = {"971": "GP", "972": "MQ", "973": "GF", "974": "RE", "975": "PM", "976": "YT", "977": "BL", "978": "MF"}
_OVERSEAS |= {"986": "WF", "987": "PF", "988": "NC"}
# Known to no package; the three chiefdoms of Wallis and Futuna, to a kilometre or two.
_BY_HAND = {"98611": (-14.31, -178.05), "98612": (-14.27, -178.16), "98613": (-13.29, -176.20)}
_QUARTER = re.compile(r"(Paris|Lyon|Marseille) (\d\d)(?: |$)")
_MARGIN = 0.01  # degrees: the boxes are rounded, and a town hall may stand on the limit


def places(sources: Sources) -> list[Place]:
    """Every current commune, and the 45 arrondissements of Paris, Lyon and Marseille."""
    quarters = _quarters(sources)
    parts = _parts(sources)
    made = []
    for row in sources.communes:
        whole = row["type"] == "commune-actuelle"
        if not whole and row["type"] != "arrondissement-municipal" or row["departement"] in _UNINHABITED:
            continue
        place = _place(row, parts[row["code"]] if whole else [])
        place.point = quarters.get(place.name) if not whole else _point(place, sources)
        made.append(place)
    _estimate(made, sources)
    return made


def _place(row: Json, parts: list[Json]) -> Place:
    former = {*row.get("anciensCodes", ()), *(part["code"] for part in parts)} - {row["code"]}
    aliases = {part["nom"] for part in parts if key(part["nom"]) != key(row["nom"])}
    postcodes = sorted(row.get("codesPostaux", ()))
    groups = [*postcodes, row.get("arrondissement", ""), f"department {row['departement']}"]
    return Place(
        code=f"F{row['code']}",
        name=row["nom"],
        country="FR",
        department=row["departement"],
        region=row["region"],
        postcodes=postcodes,
        population=row.get("population") or 0,
        parent=f"F{row['commune']}" if "commune" in row else "",
        aliases=sorted(aliases),
        former=sorted(former),
        nearby=[group for group in groups if group],
    )


def _parts(sources: Sources) -> dict[str, list[Json]]:
    """The delegated and associated communes of each current commune: former names and codes that people still use."""
    parts: dict[str, list[Json]] = defaultdict(list)
    for row in sources.communes:
        if row["type"] in ("commune-deleguee", "commune-associee"):
            parts[row["chefLieu"]].append(row)
    return parts


def _quarters(sources: Sources) -> dict[str, tuple[float, float]]:
    """Coordinates of « Paris 10e Arrondissement », from the GeoNames quarters called « Paris 10 Entrepôt »."""
    quarters = {}
    for town in sources.everywhere():
        match = _QUARTER.match(town["name"])
        if match and town["countrycode"] == "FR":
            number = int(match[2])
            name = f"{match[1]} {number}{'er' if number == 1 else 'e'} Arrondissement"
            quarters[name] = (town["latitude"], town["longitude"])
    return quarters


def _point(place: Place, sources: Sources) -> tuple[float, float] | None:
    """The GeoNames town of that name inside the limits of the commune, else the middle of the limits."""
    insee = place.code[1:]
    if insee in _BY_HAND:
        place.approximate = True
        return _BY_HAND[insee]
    country = _OVERSEAS.get(place.department, "FR")
    towns = [town for town in sources.towns.get(key(place.name), ()) if town["countrycode"] == country]
    box = sources.boxes.get(insee) or _around([sources.boxes[old] for old in place.former if old in sources.boxes])
    if box is None:
        towns = [town for town in towns if country != "FR" or town["admin1code"] == place.region]
        return (towns[0]["latitude"], towns[0]["longitude"]) if len(towns) == 1 else None
    west, south, east, north = box
    for town in towns:
        latitude, longitude = town["latitude"], town["longitude"]
        if south - _MARGIN <= latitude <= north + _MARGIN and west - _MARGIN <= longitude <= east + _MARGIN:
            return latitude, longitude
    return (south + north) / 2, (west + east) / 2


def _around(
    boxes: list[tuple[float, float, float, float]],
) -> tuple[float, float, float, float] | None:
    if not boxes:
        return None
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def _estimate(places: list[Place], sources: Sources) -> None:
    """What has no point takes the middle of its nearest group: postal code, else arrondissement, else department."""
    groups: dict[str, list[tuple[float, float]]] = defaultdict(list)
    countries = {country: department for department, country in _OVERSEAS.items()}
    for town in sources.everywhere():
        if town["countrycode"] in countries:
            groups[f"department {countries[town['countrycode']]}"].append((town["latitude"], town["longitude"]))
    for place in places:
        if place.point is not None:
            for group in place.nearby:
                groups[group].append(place.point)
    for place in places:
        if place.point is None:
            known = next(groups[group] for group in place.nearby if group in groups)
            place.point = middle(known)
            place.approximate = True


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The mean of some points that are close to one another."""
    return sum(each[0] for each in points) / len(points), sum(each[1] for each in points) / len(points)
