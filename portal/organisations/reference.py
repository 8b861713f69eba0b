"""The funders every portal starts with: code, public name, LHEO « dict-financeurs » code, rank in lists.

The first migration inserts them, so that an import finds them on an empty database; a test compares the two.
"""

from __future__ import annotations

FUNDERS: tuple[tuple[str, str, int, int], ...] = (
    ("CRA", "Conseil régional", 2, 1),
    ("PE", "France Travail", 4, 2),
    ("AGEFIPH", "Agefiph", 7, 3),
    ("FOREM", "Le Forem", 15, 4),
    ("OPCO", "Opérateur de compétences (OPCO)", 16, 10),
    ("TRANSITIONS", "Transitions Pro", 17, 11),
    ("ETAT_EMPLOI", "État, emploi", 11, 12),
    ("ETAT_EN", "État, éducation nationale", 12, 13),
    ("ETAT_INTERIEUR", "État, intérieur", 19, 14),
    ("ETAT_AUTRE", "État, autre ministère", 13, 15),
    ("FSE", "Fonds social européen", 3, 16),
    ("UE", "Autres fonds européens", 14, 17),
    ("DEPARTEMENT", "Conseil départemental", 8, 18),
    ("COMMUNE", "Commune", 9, 19),
    ("COLLECTIVITE", "Autre collectivité", 15, 20),
    ("LADOM", "LADOM", 18, 21),
    ("OFII", "OFII", 20, 22),
    ("ACSE", "Cohésion sociale", 6, 23),
    ("ENTREPRISE", "Entreprise", 5, 24),
    ("BENEFICIAIRE", "La personne elle-même", 10, 25),
    ("AUTRE", "Autre financeur", 0, 90),
)
