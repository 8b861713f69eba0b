"""What LHEO 2.3 allows: children in order with their numbers, text lengths, integer bounds, dates, codes, attributes.

A compact table of our own. Reading: `name = child child? child* child+ child:0-5` (one, optional, any number,
one or more, from-to). `extras` may close every sequence except those of `NO_EXTRAS`, and is not repeated here.
The table says no more than the format; real dates and the like are ours and live in `rules.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from .codes import TABLES, Table

NAMESPACE = "http://lheo.gouv.fr/2.3"
EDOF_NAMESPACE = "https://www.of.moncompteformation.gouv.fr"
ACCEPTED_NAMESPACES: Mapping[str, str] = MappingProxyType(
    {
        NAMESPACE: "2.3",
        "http:/lheo.gouv.fr/2.3": "2.3",  # spelling of the 2.3 alpha, seen in files
        "http://www.lheo.org/2.2": "2.2",
        "http://www.lheo.org/2.0": "2.0",
        EDOF_NAMESPACE: "EDOF",
    }
)
MANY = 1_000_000
"""« unbounded », as a number."""
NO_EXTRAS = frozenset({"periode-inscription"})


class Kind(Enum):
    """How the content of an element is read."""

    SEQUENCE = "sequence"
    TEXT = "text"
    CODE = "code"
    INTEGER = "integer"
    DATE = "date"
    EXTRAS = "extras"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Child:
    """One place in a sequence."""

    name: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the format; `low`/`high` are lengths for TEXT and values for INTEGER."""

    name: str
    kind: Kind
    children: tuple[Child, ...] = ()
    low: int = 0
    high: int = 0
    codes: Table = field(default_factory=dict)
    attributes: frozenset[str] = frozenset()
    places: Mapping[str, int] = field(default_factory=dict)
    """Rank of each child's name in the sequence."""


_SEQUENCES = """
lheo = offres
offres = formation+
formation = domaine-formation intitule-formation objectif-formation resultats-attendus contenu-formation certifiante
    contact-formation+ parcours-de-formation code-niveau-entree objectif-general-formation? certification:0-5
    code-type-formation:0-5 code-niveau-sortie? url-formation? action+ organisme-formation-responsable
    identifiant-module? positionnement? sous-modules? modules-prerequis?
action = rythme-formation code-public-vise:1-10 info-public-vise? niveau-entree-obligatoire modalites-alternance
    modalites-enseignement conditions-specifiques prise-en-charge-frais-possible lieu-de-formation*
    modalites-entrees-sorties url-action? duree-cycle? session+ adresse-information? date-information:0-3
    restauration? hebergement? transport? acces-handicapes? langue-formation:0-5 modalites-recrutement?
    modalites-pedagogiques? code-modalite-pedagogique:0-5 equipement* frais-restants? code-perimetre-recrutement?
    infos-perimetre-recrutement? prix-horaire-TTC? prix-total-TTC? duree-indicative? nombre-heures-centre?
    nombre-heures-entreprise? nombre-heures-total? detail-conditions-prise-en-charge? conventionnement?
    duree-conventionnee? organisme-formateur* organisme-financeur:0-8 enseignement*
session = periode adresse-inscription modalites-inscription? periode-inscription? etat-recrutement? recrutement*
    url-session? contact-session* reference-certification:0-5 blocs-competences* cycle*
recrutement = modalite-recrutement code-perimetre-recrutement? infos-perimetre-recrutement? a-distance? adresse?
    urlweb? nb-places? periode? heure-debut? heure-fin? commentaire?
cycle = type-cycle annee-cycle* effectif-minimal? capacite-simultanee? capacite-cumulee? alternance?
alternance = type-alternance rythme-alternance?
rythme-alternance = unite-rythme-alternance unites-entreprise unites-centre
blocs-competences = validation-blocs reference-certification bloc-competences+
bloc-competences = libelle-bloc code-bloc
organisme-formation-responsable = numero-activite SIRET-organisme-formation nom-organisme raison-sociale
    coordonnees-organisme contact-organisme+ renseignements-specifiques? potentiel? code-UAI-organisme-formation?
organisme-formateur = SIRET-formateur raison-sociale-formateur contact-formateur* potentiel? code-UAI-formateur?
    reference-certification:0-5
organisme-financeur = code-financeur nb-places-financees?
lieu-de-formation = SIRET-lieu-formation? code-UAI-lieu-formation? coordonnees
coordonnees = civilite? nom? prenom? ligne:0-3 adresse? telfixe? portable? fax? courriel? web?
adresse = denomination? ligne:1-4 codepostal ville departement? code-INSEE-commune? code-INSEE-canton? region? pays?
    geolocalisation?
geolocalisation = latitude longitude
domaine-formation = code-FORMACODE:0-5 code-NSF:0-3 code-ROME:0-5
certification = code-RNCP? code-CERTIFINFO? code-RS? code-CPF? reference-code-FORMACODE?
reference-certification = reference-code-RNCP? reference-code-CERTIFINFO? reference-code-RS?
code-type-formation = code-CPF? code-ELU?
enseignement = libelle-enseignement type-enseignement obligatoire commentaire?
equipement = type-equipement cout-indicatif-equipement? commentaire?
sous-modules = sous-module+
sous-module = reference-module type-module
modules-prerequis = reference-module+
potentiel = code-FORMACODE:1-25
periode = debut fin
periode-inscription = periode
date-information = date
lheo-index = resumes-offres? resumes-organismes?
resumes-offres = resume-offre*
resumes-organismes = resume-organisme*
resume-offre = domaine-formation intitule-formation nom-organisme SIRET codepostal? code-INSEE-commune? ville
    departement region? certifiante code-niveau-entree prise-en-charge-frais-possible modalites-enseignement?
    code-public-vise:1-10 nombre-heures-total? session* contact-formation-resume* certification:0-5
resume-organisme = nom-organisme raison-sociale SIRET numero-activite
contact-formation-resume = type-contact? nom? telfixe? courriel?
lheo-plus = lheo? organisme-formation-responsable*
"""
_ALIKE = {
    "type-contact? coordonnees": "contact-formation contact-session contact-organisme contact-formateur",
    "urlweb:1-3": "url-formation url-action url-session web",
    "numtel:1-3": "telfixe portable fax",
    "SIRET": "SIRET-organisme-formation SIRET-lieu-formation SIRET-formateur",
    "code-UAI": "code-UAI-organisme-formation code-UAI-lieu-formation code-UAI-formateur",
    "adresse": "adresse-inscription adresse-information",
    "coordonnees": "coordonnees-organisme",
}
_TEXTS = {
    (0, 30): "latitude longitude",
    (0, 50): "infos-perimetre-recrutement",
    (0, 150): "duree-indicative",
    (0, 200): "frais-restants modalites-pedagogiques",
    (0, 250): "raison-sociale-formateur",
    (0, 3000): "renseignements-specifiques modalites-recrutement",
    (1, 6): "prix-horaire-TTC",
    (1, 10): "prix-total-TTC code-RNCP code-CERTIFINFO reference-code-RNCP reference-code-CERTIFINFO reference-code-RS",
    (1, 25): "numtel",
    (1, 50): "civilite nom prenom ligne ville",
    (1, 250): "nom-organisme raison-sociale info-public-vise restauration hebergement transport acces-handicapes",
    (1, 255): "intitule-formation libelle-enseignement denomination modalites-inscription",
    (1, 500): "libelle-bloc commentaire",
    (1, 600): "detail-conditions-prise-en-charge",
    (1, 3000): "objectif-formation resultats-attendus contenu-formation rythme-formation modalites-alternance"
    " conditions-specifiques identifiant-module reference-module",
    (2, 2): "langue-formation region pays",
    (2, 3): "departement",
    (2, 5): "heure-debut heure-fin",
    (3, 3): "code-NSF",
    (3, 10): "code-RS",
    (3, 160): "courriel",
    (3, 400): "urlweb",
    (4, 5): "code-INSEE-canton",
    (4, 10): "code-CPF code-ELU",
    (5, 5): "code-FORMACODE code-ROME reference-code-FORMACODE code-public-vise code-modalite-pedagogique codepostal"
    " code-INSEE-commune",
    (8, 8): "code-UAI",
    (8, 40): "code-bloc",
    (11, 11): "numero-activite",
    (14, 14): "SIRET",
}
_CODES = {
    "boolean": "certifiante niveau-entree-obligatoire prise-en-charge-frais-possible conventionnement a-distance"
    " obligatoire",
    "etat": "etat-recrutement",
    "enseignement": "modalites-enseignement",
    "entrees": "modalites-entrees-sorties",
    "objectif": "objectif-general-formation",
    "perimetre": "code-perimetre-recrutement",
    "financeur": "code-financeur",
    "contact": "type-contact",
    "parcours": "parcours-de-formation",
    "positionnement": "positionnement",
    "module": "type-module",
    "recrutement": "modalite-recrutement",
    "matiere": "type-enseignement",
    "equipement": "type-equipement",
    "blocs": "validation-blocs",
    "alternance": "type-alternance",
    "unite": "unite-rythme-alternance",
    "cycle": "type-cycle",
    "niveau": "code-niveau-entree code-niveau-sortie",
}
_INTEGERS = {
    99: "duree-cycle annee-cycle",
    99_999: "nombre-heures-centre nombre-heures-entreprise nombre-heures-total duree-conventionnee nb-places"
    " nb-places-financees effectif-minimal capacite-simultanee capacite-cumulee cout-indicatif-equipement"
    " unites-entreprise unites-centre",
}
"""Upper bounds of the official definition; its schema forgets them (it takes any 64-bit number)."""
_DATES = "debut fin date"

INSTANT_ATTRIBUTES = frozenset({"horodatage-creation", "horodatage-modification", "horodatage-export"})
COMMON_ATTRIBUTES = INSTANT_ATTRIBUTES | {"numero", "info", "ref", "id", "idref", "tag", "uri"}
_DATED = frozenset({"datemaj", "datecrea"})
_LINKED = frozenset({"href", "file"})
_MORE_ATTRIBUTES = {
    **dict.fromkeys(("lheo", "lheo-index", "action", "session"), _DATED),
    **dict.fromkeys(("formation", "resume-offre", "resume-organisme"), _DATED | _LINKED),
    "organisme-formation-responsable": _LINKED,
}

_PLACE = re.compile(r"([A-Za-z-]+?)(?:([?*+])|:(\d+)-(\d+))?$")
_TIMES = {"?": (0, 1), "*": (0, MANY), "+": (1, MANY)}


def _child(word: str) -> Child:
    found = _PLACE.match(word)
    if found is None:
        raise ValueError(f"unreadable place {word!r}")
    name, sign, low, high = found.groups()
    if low:
        return Child(name, int(low), int(high))
    return Child(name, *_TIMES.get(sign, (1, 1)))


def _sequences() -> Iterator[tuple[str, list[str]]]:
    unfolded = re.sub(r"\n +", " ", _SEQUENCES)
    for line in unfolded.strip().splitlines():
        name, _equals, content = line.partition(" = ")
        yield name, content.split()
    for content, names in _ALIKE.items():
        for name in names.split():
            yield name, content.split()


def _leaves() -> Iterator[Element]:
    for (low, high), names in _TEXTS.items():
        yield from (_element(name, Kind.TEXT, low=low, high=high) for name in names.split())
    for table, names in _CODES.items():
        yield from (_element(name, Kind.CODE, codes=TABLES[table]) for name in names.split())
    for high, names in _INTEGERS.items():
        yield from (_element(name, Kind.INTEGER, high=high) for name in names.split())
    yield from (_element(name, Kind.DATE, low=8, high=8) for name in _DATES.split())


def _element(
    name: str, kind: Kind, words: list[str] | None = None, *, low: int = 0, high: int = 0, codes: Table | None = None
) -> Element:
    children = tuple(_child(word) for word in words or ())
    if kind is Kind.SEQUENCE and name not in NO_EXTRAS:
        children = (*children, Child("extras", 0, MANY))
    if kind is Kind.EXTRAS:
        children = (Child("extras", 0, MANY), Child("extra", 0, MANY))
    attributes = COMMON_ATTRIBUTES | _MORE_ATTRIBUTES.get(name, frozenset())
    places = MappingProxyType({child.name: rank for rank, child in enumerate(children)})
    return Element(name, kind, children, low, high, codes or {}, attributes, places)


def _build() -> dict[str, Element]:
    built = {name: _element(name, Kind.SEQUENCE, words) for name, words in _sequences()}
    built.update((leaf.name, leaf) for leaf in _leaves())
    built["extras"] = _element("extras", Kind.EXTRAS)
    built["extra"] = _element("extra", Kind.ANY)
    return built


ELEMENTS: Mapping[str, Element] = MappingProxyType(_build())
"""Every element of LHEO 2.3 by its local name (they are all global: one name, one content)."""
