"""Ready pieces of LHEO for the generator: places, organisations, domains, funders, written once and reused."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from random import Random
from xml.sax.saxutils import escape

from portal.demo.bodies import luhn
from portal.demo.content import TRADES, Trade
from portal.places import BELGIUM, Commune
from portal.places.gazetteer import gazetteer

from .vocabulary import Skewed, words, zipf

PLACES = 3_000
# LHEO dict-financeurs and its share of fundings in per mille; some pairs are co-fundings.
FUNDERS: dict[tuple[str, ...], float] = {
    ("2",): 330, ("4",): 220, ("2", "3"): 70, ("7",): 40, ("16",): 60, ("17",): 30, ("11",): 40, ("2", "4"): 20,
    ("2", "7"): 10, ("10",): 40, ("5",): 25, ("15",): 20, ("8",): 15, ("9",): 6, ("12",): 15, ("13",): 8, ("14",): 6,
    ("18",): 4, ("19",): 4, ("20",): 8, ("0",): 15, ("6",): 2, ("11", "3"): 7, ("16", "5"): 3, ("15", "9"): 2,
}  # fmt: skip
MARKETS = {"2": "M", "4": "P", "7": "A", "15": "F", "11": "E", "20": "D"}


@dataclass(frozen=True)
class Pieces:
    """What one run draws from; `organisations` are as many as a catalogue of that size has."""

    organisations: int

    @cached_property
    def words(self) -> Skewed[str]:
        return zipf(words())

    @cached_property
    def towns(self) -> Skewed[Town]:
        places = [place for place in gazetteer().places if place.postcode and not place.parent][:PLACES]
        return Skewed([town(place) for place in places], [max(place.population, 200) ** 0.7 for place in places])

    @cached_property
    def leads(self) -> Skewed[Lead]:
        random = Random(77)
        return zipf([lead(rank, random, self.words, self.towns) for rank in range(self.organisations)])

    @cached_property
    def trades(self) -> Skewed[tuple[str, str, str]]:
        """Domain, title, certification."""
        found = [(domain(trade), escape(title), certificate(trade)) for trade in TRADES for title in trade.titles]
        Random(5).shuffle(found)
        return Skewed(found, [1 / (rank + 20) for rank in range(len(found))])

    @cached_property
    def funders(self) -> Skewed[tuple[str, ...]]:
        return Skewed(list(FUNDERS), list(FUNDERS.values()))


@dataclass(frozen=True, slots=True)
class Town:
    """A commune: the line of the street goes between `head` and `tail`, or before `short` in a light address."""

    head: str
    tail: str
    short: str


@dataclass(frozen=True, slots=True)
class Lead:
    """An organisation: its element, and the coordinates of two people."""

    responsible: str
    contacts: tuple[str, str]
    domain: str
    provider: str


def town(place: Commune) -> Town:
    """The address of a commune, a Belgian one by our profile (lheo.md rule 18)."""
    belgian = place.country == BELGIUM
    code = f"B{place.postcode}" if belgian else place.postcode
    inside = "" if belgian else _french_codes(place)
    own = (
        f'<extras info="adresse-be"><extra info="code-postal">{place.postcode}</extra>'
        f'<extra info="code-ins">{place.code[1:]}</extra></extras>'
    )
    where = f"</ligne><codepostal>{code}</codepostal><ville>{escape(place.name)[:50]}</ville>"
    country, foot = f"<pays>{place.country}</pays>", f"{own if belgian else ''}</adresse>"
    position = (
        f"<geolocalisation><latitude>{place.latitude:.5f}</latitude>"
        f"<longitude>{place.longitude:.5f}</longitude></geolocalisation>"
    )
    return Town(
        head=f"<adresse><denomination>Centre de {escape(place.name)}</denomination><ligne>",
        tail=f"{where}{inside}{country}{position}{foot}",
        short=f"{where}{country}{foot}",
    )


def _french_codes(place: Commune) -> str:
    region = f"<region>{place.region}</region>" if len(place.region) == 2 else ""
    return (
        f"<departement>{place.department}</departement><code-INSEE-commune>{place.insee}</code-INSEE-commune>{region}"
    )


def lead(rank: int, random: Random, vocabulary: Skewed[str], towns: Skewed[Town]) -> Lead:
    """A made organisation with a number outside what has been issued."""
    name = " ".join(word.capitalize() for word in vocabulary.draws(random, 3))
    internet = f"organisme{rank}.example"
    contacts = [_contact(random, vocabulary, internet) for _ in range(2)]
    place = towns.draw(random)
    siret = luhn(luhn(f"9999{rank:04}") + "0001")
    responsible = (
        f'<organisme-formation-responsable numero="OF{rank}"><numero-activite>84{rank:09}</numero-activite>'
        f"<SIRET-organisme-formation><SIRET>{siret}</SIRET></SIRET-organisme-formation>"
        f"<nom-organisme>{name}</nom-organisme><raison-sociale>{name} SARL</raison-sociale>"
        f"<coordonnees-organisme><coordonnees><adresse><ligne>1 rue des Bancs{place.short}</coordonnees>"
        f"</coordonnees-organisme><contact-organisme>{contacts[0]}</contact-organisme></organisme-formation-responsable>"
    )
    provider = (
        f"<organisme-formateur><SIRET-formateur><SIRET>{siret}</SIRET></SIRET-formateur>"
        f"<raison-sociale-formateur>{name}</raison-sociale-formateur></organisme-formateur>"
    )
    return Lead(responsible, (contacts[0], contacts[1]), internet, provider)


def _contact(random: Random, vocabulary: Skewed[str], internet: str) -> str:
    first, last = (word.capitalize() for word in vocabulary.draws(random, 2))
    number = f"04 65 71 {random.randrange(100):02} {random.randrange(100):02}"
    return (
        f"<coordonnees><civilite>Madame</civilite><nom>{last}</nom><prenom>{first}</prenom>"
        f"<telfixe><numtel>{number}</numtel></telfixe><courriel>contact{random.randrange(1000)}@{internet}</courriel>"
        "</coordonnees>"
    )


def domain(trade: Trade) -> str:
    """`<domaine-formation>` of a trade of the demo."""
    main, *others = trade.formacodes
    return (
        f'<domaine-formation><code-FORMACODE ref="V14" tag="principal">{main}</code-FORMACODE>'
        + "".join(f'<code-FORMACODE ref="V14">{code}</code-FORMACODE>' for code in others)
        + f"<code-NSF>{trade.nsf}</code-NSF>"
        + "".join(f'<code-ROME ref="V3">{code}</code-ROME>' for code in trade.romes)
        + "</domaine-formation>"
    )


def certificate(trade: Trade) -> str:
    """`<certification>`, '' for a training that certifies nothing."""
    if not trade.certificate:
        return ""
    return f"<certification><code-RNCP>RNCP99{TRADES.index(trade):03}</code-RNCP></certification>"
