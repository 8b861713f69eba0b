"""The three segments of the « SIEG » scheme, whose titles are generated and never typed (R-002-28 to R-002-33)."""

from __future__ import annotations

from portal.demo.content.trade import Trade, trade
from portal.places import DEPARTMENTS

SEGMENTS: tuple[Trade, Trade, Trade] = (
    trade(
        "sieg-1",
        "Remise à niveau",
        codes="15041 15040 15030 / K1801 / 412",
        hours=(210, 35),
        levels=(1, 12),
        goal=5,
        objective="""Acquérir ou retrouver les connaissances de base nécessaires à un projet de formation ou
        d'emploi, avec une entrée rapide et un parcours sur mesure.""",
        results="Livret de compétences, poursuite en formation qualifiante ou emploi.",
        programme="""
        Positionnement et contrat de parcours
        Français, mathématiques, numérique
        Culture générale et citoyenneté
        Découverte de métiers et immersion
        Préparation des tests d'entrée""",
        before="Orientation par un prescripteur. Entrée rapide dans la quinzaine.",
        permanent=True,
    ),
    trade(
        "sieg-2",
        "Atelier multisectoriel",
        codes="15062 15061 15050 / K1801 / 415",
        hours=(280, 140),
        levels=(1, 12),
        goal=9,
        objective="""Essayer plusieurs secteurs professionnels en atelier, confirmer un choix et se préparer à y
        entrer.""",
        results="Projet professionnel validé par des essais et par une entreprise.",
        programme="""
        Ateliers techniques : bois, métal, cuisine, vente, espaces verts
        Gestes professionnels et sécurité
        Remise à niveau liée aux ateliers
        Deux périodes en entreprise
        Bilan et suite de parcours""",
        before="Entretien de motivation. Entrées permanentes.",
        permanent=True,
    ),
    trade(
        "sieg-3",
        "Ecole de la deuxième chance",
        codes="15061 15041 15062 / K1801 / 415",
        hours=(525, 420),
        levels=(1, 12),
        goal=9,
        objective="""Permettre à des jeunes sortis du système scolaire de construire un projet et d'accéder à
        l'emploi ou à une qualification, par l'alternance.""",
        results="Attestation de compétences acquises, entrée en emploi, en alternance ou en formation.",
        programme="""
        Remobilisation et projet
        Savoirs de base
        Alternance : plusieurs stages en entreprise
        Sport, culture, engagement
        Suivi pendant un an après la sortie""",
        before="Avoir entre 16 et 29 ans, être sans emploi ni formation.",
        permanent=True,
    ),
)


def title(segment: int, department: str) -> str:
    """The generated title of a segment (1 to 3) in a department of Auvergne."""
    label = DEPARTMENTS[department]
    return ("Remise à niveau {} – (Réactif)", "Atelier multisectoriel", "Ecole de la deuxième chance – ER2C {}")[
        segment - 1
    ].format(label)
