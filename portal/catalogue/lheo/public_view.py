"""What a record loses before the public sees it: extras of professionals, people's names, their own numbers (R-002-36).

The public file says no more than the public page: contact points of the offer and of its sessions, without names.
"""

from __future__ import annotations

from lxml import etree

from .schema import NAMESPACE

_Q = f"{{{NAMESPACE}}}"
KEPT_EXTRAS = frozenset({"adresse-be", "identifiants-be"})
"""Postcode and company number of Belgian bodies: everything else in extras may be professional."""
_NAMES = frozenset(_Q + name for name in ("civilite", "nom", "prenom", "portable", "fax"))
_PUBLIC_CONTACTS = frozenset(_Q + name for name in ("contact-formation", "contact-session"))
_INTERNAL = frozenset(_Q + name for name in ("renseignements-specifiques",))
_EXTRAS, _DETAILS, _MAIL, _FUNDER = (_Q + n for n in ("extras", "coordonnees", "courriel", "organisme-financeur"))


def publish(formation: etree._Element) -> etree._Element:
    """Strip `formation` in place; every element that goes is optional, so a valid record stays valid."""
    for group in list(formation.iter(_EXTRAS)):
        parent = group.getparent()
        if parent is None or parent.tag == _EXTRAS or group.get("info") in KEPT_EXTRAS:
            continue
        if not (group.get("info") == "financeur" and parent.tag == _FUNDER and _keep_label(group)):
            parent.remove(group)
    for details in formation.iter(_DETAILS):
        parent = details.getparent()
        shown = parent is not None and parent.tag in _PUBLIC_CONTACTS
        for child in list(details):
            if child.tag in _NAMES or (child.tag == _MAIL and not shown):
                details.remove(child)
    for name in _INTERNAL:
        for node in list(formation.iter(name)):
            parent = node.getparent()
            if parent is not None:
                parent.remove(node)
    return formation


def _keep_label(group: etree._Element) -> bool:
    """Reduce extras[financeur] to the name of the funder; False when there is none."""
    for extra in list(group):
        if extra.get("info") != "libelle" or len(extra):
            group.remove(extra)
    return len(group) > 0
