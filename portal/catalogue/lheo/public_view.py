"""What a record loses before the public sees it: extras of professionals, people's names, their own numbers (R-002-36).

The public file says no more than the public page: contact points of the offer and of its sessions, without names.
"""

from __future__ import annotations

from lxml import etree

from .schema import NAMESPACE

_Q = f"{{{NAMESPACE}}}"
_EXTRAS, _DETAILS, _MAIL = (_Q + name for name in ("extras", "coordonnees", "courriel"))
KEPT_EXTRAS = {
    "adresse-be": frozenset({"code-postal", "code-ins"}),
    "identifiants-be": frozenset({"numero-bce"}),
    "financeur": frozenset({"libelle"}),
}
"""The real codes of Belgian bodies and the names of funders: everything else in extras may be professional."""
_NAMES = frozenset(_Q + name for name in ("civilite", "nom", "prenom", "portable", "fax"))
_PUBLIC_CONTACTS = frozenset(_Q + name for name in ("contact-formation", "contact-session"))
_INTERNAL = _Q + "renseignements-specifiques"
_LINKED = etree.XPath("boolean(.//@idref)")


def publish(formation: etree._Element) -> etree._Element:
    """Strip `formation` in place; every element that goes is optional, so a valid record stays valid."""
    for group in list(formation.iter(_EXTRAS)):
        if not _keeps_something(group):
            _drop(group)
    for details in formation.iter(_DETAILS):
        parent = details.getparent()
        shown = parent is not None and parent.tag in _PUBLIC_CONTACTS
        for child in list(details):
            if child.tag in _NAMES or (child.tag == _MAIL and not shown):
                details.remove(child)
    for node in list(formation.iter(_INTERNAL)):
        _drop(node)
    if formation.get("idref") or _LINKED(formation):  # what they point to may be gone
        for node in formation.iter(etree.Element):
            node.attrib.pop("idref", "")
    return formation


def _keeps_something(group: etree._Element) -> bool:
    """Reduce a group of extras to what the public may read; False when nothing is left."""
    kept = KEPT_EXTRAS.get(group.get("info") or "", frozenset())
    for extra in list(group):
        if extra.get("info") not in kept or len(extra):
            group.remove(extra)
    return len(group) > 0


def _drop(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
