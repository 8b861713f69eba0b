"""What is written where LHEO wants a value and the portal has none (lheo.md rules 10 and 16; docs/exchange.md).

A name that is not here has no honest default: the element that needs it is left out, or the record refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .leaves import UNKNOWN_END, UNKNOWN_START

NO_SIRET = "0" * 14
NO_ACTIVITY_NUMBER = "0" * 11
NO_POSTCODE = "00000"
ANY_PUBLIC, ANY_PUBLIC_VERSION = "83056", "V14"
"""« Tout public » in the thesaurus of publics, version 14."""

_DASHED = (
    "objectif-formation resultats-attendus contenu-formation rythme-formation modalites-alternance"
    " conditions-specifiques nom-organisme raison-sociale raison-sociale-formateur ligne ville"
)
_ZERO = (
    "certifiante niveau-entree-obligatoire prise-en-charge-frais-possible modalites-enseignement"
    " modalites-entrees-sorties code-niveau-entree modalite-recrutement type-equipement type-cycle type-alternance"
    " type-module validation-blocs obligatoire code-financeur unites-entreprise unites-centre"
)
VALUES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(_DASHED.split(), "-"),
        **dict.fromkeys(_ZERO.split(), "0"),
        "parcours-de-formation": "1",
        "type-enseignement": "9",
        "unite-rythme-alternance": "3",
        "numero-activite": NO_ACTIVITY_NUMBER,
        "SIRET": NO_SIRET,
        "codepostal": NO_POSTCODE,
        "code-public-vise": ANY_PUBLIC,
        "debut": UNKNOWN_START,
        "date": UNKNOWN_START,
        "fin": UNKNOWN_END,
    }
)
NEVER_INVENTED = frozenset(
    {"formation", "action", "session", "bloc-competences", "sous-module", "recrutement", "cycle"}
)
"""Containers that are real things: they are never made out of defaults."""
