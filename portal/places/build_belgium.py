"""Belgium: the hand-kept municipalities of belgium.psv placed on the GeoNames localities. Build time only.

GeoNames gives points and no municipality; the table gives municipalities, postal codes and sections and no point.
Homonyms (three villages are called Celles) are told apart by distance to what is already placed.
"""

from __future__ import annotations

from math import cos, hypot, radians
from pathlib import Path
from statistics import median

from portal.places.build_sources import Json, Place, Sources
from portal.places.folding import key

Point = tuple[float, float]
_PROVINCES = {"21": "BRU", "25": "WBR", "5": "WHT", "6": "WLG", "8": "WLX", "9": "WNA"}
_BY_HAND: dict[str, Point] = {"21019": (50.836, 4.433)}  # Woluwe-Saint-Pierre, which no package holds; to a kilometre
_FARTHEST_KM = 15.0  # a section is never farther from the middle of its municipality


def places(sources: Sources) -> list[Place]:
    """The 280 municipalities, then every other locality; a section has its municipality as parent."""
    localities = _Localities(sources)
    made = []
    rows = [_Row(line) for line in _table()]
    for row in rows:
        row.anchor = localities.anchor(row)
    for row in rows:
        made.append(localities.municipality(row))
    for row, place in zip(rows, list(made), strict=True):
        made.extend(localities.sections(row, place))
    return [*made, *localities.others(made)]


def _table() -> list[str]:
    lines = (Path(__file__).parent / "belgium.psv").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


class _Row:
    """One line of belgium.psv."""

    def __init__(self, line: str) -> None:
        codes, self.name, aliases, postcodes, sections = line.split("|")
        self.code, *self.former = codes.split()
        self.aliases = [each.strip() for each in aliases.split(",") if each.strip()]
        self.postcodes = postcodes.split()
        self.section_names = [each.strip() for each in sections.split(",") if each.strip()]
        self.flemish = not self.code.isdigit()
        province = self.code if self.flemish else _PROVINCES.get(self.code[:2]) or _PROVINCES[self.code[0]]
        self.department = f"BE-{province}"
        self.region = "VLG" if self.flemish else "BRU" if province == "BRU" else "WAL"
        self.anchor: Point | None = None


class _Localities:
    """The GeoNames localities of Belgium, each given to one place only."""

    def __init__(self, sources: Sources) -> None:
        self.towns = {
            name: [town for town in towns if town["countrycode"] == "BE"] for name, towns in sources.towns.items()
        }
        self.taken: set[int] = set()

    def named(self, name: str, region: str) -> list[Json]:
        towns = self.towns.get(key(name), [])
        return [town for town in towns if town["admin1code"] == region and town["geonameid"] not in self.taken]

    def anchor(self, row: _Row) -> Point | None:
        """Where the municipality is: among those of its names that exist once in the region. The median, not the mean:
        the only Vaulx that GeoNames knows is not that of Chimay."""
        alone = [found[0] for name in (row.name, *row.section_names) if len(found := self.named(name, row.region)) == 1]
        return _median([_point(town) for town in alone]) if alone else _BY_HAND.get(row.code)

    def nearest(self, name: str, row: _Row) -> Json | None:
        found = self.named(name, row.region)
        if not found or row.anchor is None:
            return found[0] if found else None
        anchor = row.anchor
        best = min(found, key=lambda town: _km(_point(town), anchor))
        return best if _km(_point(best), anchor) <= _FARTHEST_KM else None

    def municipality(self, row: _Row) -> Place:
        town = next((found for name in (row.name, *row.aliases) if (found := self.nearest(name, row))), None)
        if town is None and row.anchor is None:
            raise SystemExit(f"belgium.psv: nothing places {row.name}")
        if town is not None:
            self.taken.add(town["geonameid"])
        number = str(town["geonameid"]) if town is not None and row.flemish else row.code
        return Place(
            code=f"B{number}",
            name=row.name,
            country="BE",
            department=row.department,
            region=f"BE-{row.region}",
            postcodes=row.postcodes,
            population=town["population"] if town else 0,
            point=_point(town) if town else row.anchor,
            approximate=town is None,
            aliases=row.aliases,
            former=row.former,
        )

    def sections(self, row: _Row, whole: Place) -> list[Place]:
        """The sections GeoNames knows become places of their own; the other names are kept as aliases."""
        made = []
        row.anchor = whole.point
        for name in row.section_names:
            town = self.nearest(name, row)
            if town is None:
                whole.aliases.append(name)
                continue
            self.taken.add(town["geonameid"])
            made.append(_locality(town, whole.department, whole.code))
        whole.population = max(whole.population, sum(place.population for place in made))
        return made

    def others(self, known: list[Place]) -> list[Place]:
        """Localities that no line names: the province is that of the nearest known place (Flanders: not said)."""
        placed = [(place.point, place.department) for place in known if place.point and "BE-V" not in place.department]
        made = []
        for town in (each for towns in self.towns.values() for each in towns):
            if town["geonameid"] not in self.taken:
                point = _point(town)
                department = "BE-VLG"
                if town["admin1code"] != "VLG":
                    department = min(placed, key=lambda each: _km(each[0], point))[1]
                made.append(_locality(town, department, ""))
        return made


def _locality(town: Json, department: str, parent: str) -> Place:
    region = f"BE-{town['admin1code']}"
    return Place(
        f"B{town['geonameid']}",
        town["name"],
        "BE",
        department,
        region,
        [],
        town["population"],
        _point(town),
        parent=parent,
    )


def _point(town: Json) -> Point:
    return town["latitude"], town["longitude"]


def _median(points: list[Point]) -> Point:
    return median(point[0] for point in points), median(point[1] for point in points)


def _km(left: Point, right: Point) -> float:
    """Good enough inside Belgium."""
    return 111.2 * hypot(left[0] - right[0], (left[1] - right[1]) * cos(radians(left[0])))
