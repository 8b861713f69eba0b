"""Content that LHEO has no place for, kept all the same: extras hold names and values, whatever their shape."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from lxml import etree

from .schema import ACCEPTED_NAMESPACES, NAMESPACE

Q = f"{{{NAMESPACE}}}"
_KEPT_ATTRIBUTES = frozenset({"numero", "ref", "tag"})


@lru_cache(maxsize=4096)
def lheo_name(tag: str) -> str | None:
    """The local name of a LHEO element of any accepted version; None for a foreign one."""
    namespace, _brace, local = tag.rpartition("}")
    return local if not namespace or namespace[1:] in ACCEPTED_NAMESPACES else None


def rename(formation: etree._Element) -> None:
    """Bring every LHEO element of another version into the 2.3 namespace, so that paths find it."""
    for node in formation.iter():
        name = lheo_name(node.tag)
        if name is not None and node.tag != Q + name:
            node.tag = Q + name


def keep(source: etree._Element, built: etree._Element) -> None:
    """Any tree as extras and extra, whose names go into « info »: valid whatever it held."""
    stack = [(source, built)]
    while stack:
        node, parent = stack.pop()
        local = node.tag.rpartition("}")[2]
        name = str(node.get("info") or local) if local in ("extra", "extras") else local
        text = " ".join(t for t in (node.text, *(c.tail for c in node)) if t and t.strip()).strip()
        group = etree.SubElement(parent, Q + ("extras" if len(node) else "extra"), info=name)
        for key in sorted(_KEPT_ATTRIBUTES.intersection(node.attrib)):
            group.set(key, node.attrib[key])
        if not len(node):
            group.text = text or None
        elif text:
            etree.SubElement(group, Q + "extra", info="texte").text = text
        stack.extend((child, group) for child in reversed(node))


def text_element(info: str, text: str) -> etree._Element:
    """A stray piece of text as an extra."""
    made = etree.Element(Q + "extra", info=info)
    made.text = text
    return made


def foreign_child(parent: etree._Element, tag: str) -> etree._Element:
    """An element of another vocabulary, declaring its own default namespace."""
    if tag.startswith(Q):
        return etree.SubElement(parent, tag)
    namespaces: Any = {None: tag.partition("}")[0][1:]}
    return etree.SubElement(parent, tag, nsmap=namespaces)


def copy_free_attributes(source: etree._Element, target: etree._Element) -> None:
    """Attributes of unknown elements inside an extra: kept, save those that steer validators."""
    for name, value in source.attrib.items():
        if not str(name).startswith("{"):
            target.set(name, value)
