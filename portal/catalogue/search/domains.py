"""The families of the ROME in our words: choices of the filter, and words by which their offers are found too."""

from __future__ import annotations

from functools import cache

from .analysis import stems

ROME_FAMILIES = {
    "A": "Agriculture, espaces verts, animaux",
    "B": "Arts et artisanat d’art",
    "C": "Banque, assurance, immobilier",
    "D": "Commerce et vente",
    "E": "Communication et médias",
    "F": "Bâtiment et travaux publics",
    "G": "Hôtellerie, restauration, tourisme",
    "H": "Industrie",
    "I": "Installation et maintenance",
    "J": "Santé",
    "K": "Services à la personne, social, formation",
    "L": "Spectacle",
    "M": "Bureau, gestion, informatique",
    "N": "Transport et logistique",
}
"""What the first letter of a code means."""


@cache
def family_terms(letter: str) -> tuple[str, ...]:
    """The search terms of a family's name; none for an unknown letter."""
    return stems(ROME_FAMILIES.get(letter, ""))
