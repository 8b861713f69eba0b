"""Who pays for what in the demo: kinds, funders and co-fundings in realistic proportions (R-002-14 to R-002-17)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from random import Random

from portal.demo.bodies import Body
from portal.demo.content import Trade

AFC, EXPERIMENTAL, POEC, SIEG, NO_KIND = "AFC", "AFC_EXPERIMENTAL", "POEC", "SIEG", ""
# Funder code of the portal -> LHEO dict-financeurs.
LHEO_FUNDERS = {
    "CRA": 2, "PE": 4, "AGEFIPH": 7, "OPCO": 16, "TRANSITIONS": 17, "LADOM": 18, "OFII": 20, "ETAT_EMPLOI": 11,
    "ETAT_EN": 12, "ETAT_AUTRE": 13, "ETAT_INTERIEUR": 19, "FSE": 3, "UE": 14, "DEPARTEMENT": 8, "COMMUNE": 9,
    "COLLECTIVITE": 15, "ENTREPRISE": 5, "ACSE": 6, "BENEFICIAIRE": 10, "AUTRE": 0, "FOREM": 15,
}  # fmt: skip
PROGRAMMES = {
    "CRA": ("Programme régional de formation", "Compétences premières", "Grande transmission"),
    "PE": ("Action conventionnée", "Plan régional d'investissement dans les compétences"),
    "AGEFIPH": ("Parcours adaptés",),
    "FOREM": ("Formation professionnelle", "Insertion socioprofessionnelle"),
    "ETAT_EMPLOI": ("Pacte de compétences",),
    "FSE": ("Fonds social européen plus",),
}
MARKET_LETTER = {"CRA": "M", "PE": "P", "AGEFIPH": "A", "FOREM": "F", "ETAT_EMPLOI": "E", "OFII": "D"}
LANGUAGE_TRADES = frozenset({"fle-debutant", "fle-pro", "fle-examen", "alphabetisation"})


@dataclass(frozen=True, slots=True)
class Financing:
    """A kind of action (or none) and who pays, the main funder first."""

    kind: str
    funders: tuple[str, ...]


def _table(kind: str, rows: str) -> dict[Financing, float]:
    pairs = (row.split(":") for row in rows.split("|"))
    return {Financing(kind, tuple(funders.split())): float(weight) for funders, weight in pairs}


_CONVENTIONED = _table(AFC, "CRA:88|CRA FSE:14|CRA AGEFIPH:6|CRA PE:6|PE:46|AGEFIPH:13") | _table(
    EXPERIMENTAL, "CRA:13|CRA FSE:3"
)
_OTHERS = _table(
    NO_KIND,
    "OPCO:8|OPCO ENTREPRISE:4|TRANSITIONS:6|ETAT_EMPLOI:5|ETAT_EMPLOI FSE:3|ETAT_EN:3|ETAT_AUTRE:2|DEPARTEMENT:4"
    "|COMMUNE:2|UE:2|ENTREPRISE:2|BENEFICIAIRE:4|AUTRE:2|ACSE:1",
)
_JOB = _table(POEC, "PE:30")
_LANGUAGE = _table(NO_KIND, "OFII:60|ETAT_INTERIEUR:30|OFII ETAT_INTERIEUR:10")
_OVERSEAS = _table(NO_KIND, "LADOM:60")
_WALLONIA = _table(NO_KIND, "FOREM:80|FOREM FSE:14|FOREM COLLECTIVITE:6|COLLECTIVITE:5|COMMUNE:4|FOREM ENTREPRISE:5")


def possible(body: Body, trade: Trade) -> dict[Financing, float]:
    """What may pay for this training by this organisation, with weights."""
    if body.is_belgian:
        return _WALLONIA
    table = _CONVENTIONED | _OTHERS
    if trade.goal in (6, 7) and trade.levels[1] <= 14 and sum(trade.hours) <= 600:
        table |= _JOB
    if trade.key in LANGUAGE_TRADES:
        table |= _LANGUAGE
    if body.seat.region == "04":
        table |= _OVERSEAS
    return table


def choose(draw: Random, body: Body, trade: Trade, used: Counter[Financing]) -> Financing:
    """The financing that is furthest below its share so far, chance deciding between equals."""
    table = possible(body, trade)
    chosen = min(table, key=lambda each: ((used[each] + 0.5) / table[each], draw.random()))
    used[chosen] += 1
    return chosen


def market_number(funder: str, year: int, serial: int) -> str:
    """Eight characters, like M1451401 (R-002-26); '' for the funders that have none."""
    letter = MARKET_LETTER.get(funder, "")
    return f"{letter}{year % 100:02}{serial % 100_000:05}" if letter else ""
