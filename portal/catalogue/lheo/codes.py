"""The code tables of LHEO 2.3 with our own short French labels.

A table maps a code (text, as in the files) to a label for people. The values are those the 2.3 schema accepts; the
wording is ours. Tables kept elsewhere (Formacode, ROME, NSF, publics) are not closed lists in LHEO and are not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from portal.organisations.reference import FUNDERS

Table = Mapping[str, str]


def _table(**labels: str) -> Table:
    """Keyword arguments cannot be digits, so codes are written `c1=…`."""
    return MappingProxyType({code[1:]: label for code, label in labels.items()})


def _numbered(first: int, *labels: str) -> Table:
    return MappingProxyType({str(first + n): label for n, label in enumerate(labels)})


BOOLEAN = _numbered(0, "non", "oui")
RECRUITMENT_STATE = _numbered(1, "ouvert", "fermé", "suspendu")
DELIVERY_MODE = _numbered(0, "en présence", "mixte", "à distance")
ENTRY_MODE = _numbered(0, "dates fixes", "entrées permanentes")
GENERAL_GOAL = _numbered(
    1,
    "objectif ancien",
    "perfectionnement",
    "objectif ancien",  # absent from the official table, accepted by the official schema
    "création d’entreprise",
    "remise à niveau, savoirs de base",
    "certification",
    "professionnalisation",
    "préparation à la qualification",
    "remobilisation, projet professionnel",
)
PERIMETER = _numbered(0, "autre", "commune", "département", "région", "plusieurs régions", "pays", "international")
FUNDER = _numbered(
    0,
    "autre",
    "financeur ancien",
    "conseil régional",
    "Fonds social européen",
    "France Travail",
    "entreprise",
    "cohésion sociale (ACSÉ)",
    "Agefiph",
    "conseil départemental",
    "commune",
    "la personne elle-même",
    "État, emploi",
    "État, éducation nationale",
    "État, autre ministère",
    "autre fonds européen",
    "autre collectivité",
    "opérateur de compétences (OPCO)",
    "Transitions Pro",
    "LADOM",
    "État, intérieur",
    "OFII",
)
CONTACT_KIND = _numbered(
    0,
    "autre",
    "référent handicap",
    "référent mobilité internationale",
    "référent pédagogique",
    "accueil",
    "direction",
    "référent qualité",
    "référent entreprise",
    "référent commercial",
    "gestion financière",
    "direction déléguée aux formations professionnelles",
    "communication",
    "référent formation à distance",
    "référent VAE",
    "référent apprentissage",
)
PATHWAY = _numbered(1, "en groupe", "individualisé", "modulaire", "mixte")
POSITIONING = _numbered(1, "réglementaire", "pédagogique")
MODULE_KIND = _numbered(0, "inconnu", "obligatoire", "au choix")
SELECTION = _numbered(
    0,
    "non précisé",
    "recrutement par simulation",
    "concours",
    "dossier",
    "essais pratiques",
    "épreuves écrites",
    "épreuves orales",
    "sur candidature",
    "entretien individuel",
    "information collective",
)
INFO_MEETING = "9"
TEACHING_KIND = _numbered(
    1,
    "art",
    "spécialité",
    "option",
    "langue",
    "première langue",
    "deuxième langue",
    "troisième langue",
    "sport",
    "général",
    "professionnel",
)
EQUIPMENT_KIND = _numbered(
    0,
    "autre",
    "tête",
    "yeux",
    "mains",
    "ouïe",
    "corps",
    "pieds",
    "respiration",
    "chutes",
    "outils",
    "tenue de travail",
    "matériel numérique",
)
BLOCK_VALIDATION = _numbered(0, "partielle", "totale", "totale ou par blocs")
WORK_STUDY_KIND = _numbered(0, "tout contrat", "apprentissage", "professionnalisation")
RHYTHM_UNIT = _numbered(0, "heure", "demi-journée", "jour", "semaine", "mois")
CYCLE_KIND = _numbered(0, "formation initiale", "apprentissage")
LEVEL = _table(
    c0="non communiqué",
    c1="sans niveau exigé",
    c2="niveau VI (ancien)",
    c3="niveau V bis (ancien)",
    c4="niveau V (ancien) : CAP, BEP",
    c5="niveau IV (ancien) : baccalauréat",
    c6="niveau III (ancien) : bac + 2",
    c7="niveau II (ancien) : bac + 3 ou 4",
    c8="niveau I (ancien) : bac + 5 et plus",
    c11="niveau 1 : savoirs de base",
    c12="niveau 2",
    c13="niveau 3 : CAP, BEP",
    c14="niveau 4 : baccalauréat",
    c15="niveau 5 : bac + 2",
    c16="niveau 6 : bac + 3",
    c17="niveau 7 : bac + 5",
    c18="niveau 8 : doctorat",
)

TABLES: Mapping[str, Table] = MappingProxyType(
    {
        "boolean": BOOLEAN,
        "etat": RECRUITMENT_STATE,
        "enseignement": DELIVERY_MODE,
        "entrees": ENTRY_MODE,
        "objectif": GENERAL_GOAL,
        "perimetre": PERIMETER,
        "financeur": FUNDER,
        "contact": CONTACT_KIND,
        "parcours": PATHWAY,
        "positionnement": POSITIONING,
        "module": MODULE_KIND,
        "recrutement": SELECTION,
        "matiere": TEACHING_KIND,
        "equipement": EQUIPMENT_KIND,
        "blocs": BLOCK_VALIDATION,
        "alternance": WORK_STUDY_KIND,
        "unite": RHYTHM_UNIT,
        "cycle": CYCLE_KIND,
        "niveau": LEVEL,
    }
)
"""Every closed list, under the short name that schema.py uses."""

BELGIAN_FUNDER_LHEO_CODE = "15"
FUNDER_OF_CODE: Mapping[str, str] = MappingProxyType(
    {str(lheo): code for code, _name, lheo, _rank in reversed(FUNDERS) if code not in ("FOREM",)} | {"1": "AUTRE"}
)
"""LHEO « code-financeur » → our funder code (FOREM shares 15 and is told apart by its libelle in extras)."""
CODE_OF_FUNDER: Mapping[str, str] = MappingProxyType({code: str(lheo) for code, _name, lheo, _rank in FUNDERS})
"""Our funder code → LHEO « code-financeur »."""

BELGIAN_FUNDER_LABELS: Mapping[str, str] = MappingProxyType({"FOREM": "Le Forem"})
"""Funders that LHEO has no code for: written as code 15 with this label in extras[financeur]/libelle."""
