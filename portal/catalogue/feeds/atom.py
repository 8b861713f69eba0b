"""Atom (RFC 4287): the sessions that changed last, for feed readers.

An entry's id is the lasting address of its session, so that a reader recognises it after any change of title.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from portal.catalogue import search_page
from portal.catalogue.search.criteria import KIND_LABELS, MODALITY_LABELS, STATE_LABELS
from portal.foundation import french
from portal.foundation.text import without_controls

from . import Publisher
from .fields import Session
from .recent import Recent

NAMESPACE = "http://www.w3.org/2005/Atom"
_NSMAP: Any = {None: NAMESPACE}
MOST_ENTRIES = 100
TITLE = "Formations financées"


def feed(found: Recent, publisher: Publisher, query: str, notes: Iterable[str] = ()) -> bytes:
    """The document of a search, given as the query string of its address."""
    address, page = (publisher.base_url + search_page.address(query, suffix) for suffix in (".atom", ""))
    root = etree.Element(f"{{{NAMESPACE}}}feed", nsmap=_NSMAP)
    last = found.sessions[0].mise_a_jour if found.sessions else found.changed_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "fr")
    _text(root, "id", address)
    _text(root, "title", f"{TITLE} – {publisher.name}")
    if said := " ".join(notes):
        _text(root, "subtitle", said)
    _text(root, "updated", last)
    _author(root, publisher.name)
    _text(root, "rights", f"{publisher.licence} {publisher.licence_url}".strip())
    _link(root, "self", address, "application/atom+xml")
    _link(root, "alternate", page, "text/html")
    if publisher.licence_url:
        _link(root, "license", publisher.licence_url, "text/html")
    for session in found.sessions:
        _entry(root, session, publisher.base_url)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _entry(root: etree._Element, session: Session, base_url: str) -> None:
    entry = etree.SubElement(root, f"{{{NAMESPACE}}}entry")
    _text(entry, "id", f"{base_url}/offres/{session.formation_id}/sessions/{session.id}")
    _text(entry, "title", session.intitule)
    _text(entry, "updated", session.mise_a_jour)
    _author(entry, session.organisme)
    _link(entry, "alternate", session.url, "text/html")
    _text(entry, "summary", summary(session))
    terms = [("etat", session.etat, STATE_LABELS[session.etat])]
    terms += [("formacode", code, code) for code in session.formacode]
    terms += [("rome", code, code) for code in session.rome]
    for scheme, term, label in terms:
        etree.SubElement(
            entry,
            f"{{{NAMESPACE}}}category",
            scheme=f"{base_url}/aide/donnees#{scheme}",
            term=without_controls(term),
            label=without_controls(label),
        )


def summary(session: Session) -> str:
    """State, organisation, place, dates, duration and funders in one line of words."""
    where = f"{session.commune} ({session.departement})" if session.commune and session.departement else session.commune
    parts = [
        STATE_LABELS[session.etat],
        session.organisme,
        where,
        _dates(session),
        MODALITY_LABELS.get(session.modalite),
        f"{french.number(session.duree_heures)}{french.NNBSP}h" if session.duree_heures else None,
        KIND_LABELS.get(session.type or ""),
        f"Financement{french.NBSP}: {', '.join(session.financeurs)}" if session.financeurs else None,
    ]
    return " · ".join(part for part in parts if part)


def _dates(session: Session) -> str | None:
    always = "entrées permanentes" if session.entree == "permanente" else None
    bounds = [session.date_debut, session.date_fin]
    if not any(bounds):
        return always
    said = " → ".join(bound or "…" for bound in bounds)
    return f"{said}, {always}" if always else said


def _author(parent: etree._Element, name: str) -> None:
    author = etree.SubElement(parent, f"{{{NAMESPACE}}}author")
    _text(author, "name", name or TITLE)


def _text(parent: etree._Element, tag: str, text: str) -> None:
    etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}").text = without_controls(text)


def _link(parent: etree._Element, rel: str, href: str, kind: str) -> None:
    etree.SubElement(parent, f"{{{NAMESPACE}}}link", rel=rel, href=without_controls(href), type=kind)
