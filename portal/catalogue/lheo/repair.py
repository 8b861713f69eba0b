"""Makes any `<formation>` strictly valid LHEO 2.3: a new tree is built in the order of the schema.

Nothing is lost in silence: what has no place goes into extras[hors-schema], what cannot be said is left out with a
line in the report, what is required and absent gets the value of `defaults.py`. The result is proved by `grammar`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from lxml import etree

from . import grammar, leaves
from .defaults import ANY_PUBLIC_VERSION, NEVER_INVENTED, VALUES
from .gaps import Gap, GapKind, Refused, shown
from .places_out import add_extras, all_text, fit_country, fit_lines
from .plain import has_markup, words_of
from .schema import ELEMENTS, INSTANT_ATTRIBUTES, NAMESPACE, Child, Element, Kind
from .strays import copy_free_attributes, foreign_child, keep, lheo_name, rename, text_element

Q = f"{{{NAMESPACE}}}"
NSMAP: Any = {None: NAMESPACE}
"""LHEO as the default namespace: consumers that read line by line know no prefix (lheo.md, section 2)."""
DEEPEST = 60
STRAY = "hors-schema"
_NEVER_INSIDE_EXTRA = frozenset({"formation", "offres", "lheo", "lheo-plus", "lheo-index"})
_ORGANISATIONS = frozenset({"organisme-formation-responsable", "organisme-formateur", "lieu-de-formation"})
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_ADDRESS = re.compile(r"(?:[A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?", re.ASCII)


def is_valid_attribute(name: str, value: str) -> bool:
    """Whether a typed attribute (xs:ID, xs:IDREF, xs:dateTime, xs:anyURI) says something of its type."""
    if name in ("id", "idref"):
        return _NAME.fullmatch(value) is not None
    if name == "uri":
        return _ADDRESS.fullmatch(value) is not None and grammar.is_valid(etree.Element(Q + "extra", uri=value))
    if name in INSTANT_ATTRIBUTES:
        return _INSTANT.fullmatch(value) is not None and grammar.is_valid(etree.Element(Q + "extra", {name: value}))
    return True


_ID_OR_FREE_CONTENT = etree.XPath("boolean(.//@id | .//@idref | .//l:extra/*)", namespaces={"l": NAMESPACE})


def is_plain(formation: etree._Element) -> bool:
    """Whether a part of this record that is valid may be taken as it is, unread."""
    return formation.nsmap == NSMAP and not _ID_OR_FREE_CONTENT(formation)


def is_right(element: etree._Element) -> bool:
    """Whether this part of a plain record leaves as it is: valid, and words where words are due."""
    return not has_markup(all_text(element)) and grammar.is_valid(element)


def without_markup(formation: etree._Element) -> tuple[etree._Element, list[Gap]] | None:
    """A copy of a valid plain record with words for mark-up; None when that is not all it needs."""
    made, gaps = deepcopy(formation), []
    for node in made.iter(etree.Element):
        text = node.text
        if not text or not has_markup(text):
            continue
        spec = ELEMENTS.get(node.tag.rpartition("}")[2])
        words = words_of(text)
        if spec is None or spec.kind is not Kind.TEXT or not spec.low <= len(words) <= spec.high or not words:
            return None
        node.text = words
        names = [lheo_name(one.tag) or "" for one in node.iterancestors() if one is not made]
        gaps.append(Gap(GapKind.MARKUP, "/".join([*reversed(names), spec.name])))
    return made, gaps


class Repair:
    """One record being rebuilt; `gaps` tells what was done to it."""

    def __init__(self, formation: etree._Element) -> None:
        self.source = deepcopy(formation)
        self.plain = is_plain(formation)
        etree.strip_tags(self.source, etree.Comment, etree.ProcessingInstruction, etree.Entity)
        self.gaps: list[Gap] = []
        self.path: list[str] = []
        self.ids: set[str] = set()
        self.built = etree.Element(Q + "formation", nsmap=NSMAP)
        self.action: tuple[etree._Element, ...] = ()
        self.company_number: str | None = None
        self.missing = ""
        self.orphans: list[etree._Element] = []

    def formation(self) -> etree._Element:
        """The valid record; Refused with a reason when there is none to be made."""
        if not self.plain:
            rename(self.source)
        built = self.built
        spec = ELEMENTS["formation"]
        self.attributes(self.source, spec, built)
        if self.sequence(self.source, spec, built) is None:
            raise Refused(f"{self.missing} : valeur requise absente, aucune valeur par défaut possible")
        self._resolve_references(built)
        error = grammar.first_error(built)
        if error:
            raise Refused(error)
        return built

    def note(self, kind: GapKind, name: str = "", message: str = "") -> None:
        """One line for the report, at the present path."""
        self.gaps.append(Gap(kind, "/".join([*self.path, name] if name else self.path) or "formation", message))

    def attributes(self, source: etree._Element, spec: Element, target: etree._Element) -> None:
        """Copy what the format knows and can read."""
        for name, value in source.attrib.items():
            key, text = str(name), str(value)
            duplicate = key == "id" and text in self.ids
            if key not in spec.attributes or duplicate or not is_valid_attribute(key, text):
                if not key.startswith("{http://www.w3.org/2001/XMLSchema-instance}"):
                    self.note(GapKind.DROPPED, f"@{key}", shown(text))
                continue
            if key == "id":
                self.ids.add(text)
            target.set(key, text)

    def element(self, source: etree._Element, name: str, target: etree._Element) -> bool:
        """Append `source` to `target` as a valid `name`; False when nothing valid can be made of it."""
        if len(self.path) >= DEEPEST:
            raise Refused(f"éléments imbriqués sur plus de {DEEPEST} niveaux")
        spec = ELEMENTS[name]
        if self.plain and spec.kind is Kind.SEQUENCE and source.tag == Q + name and is_right(source):
            source.tail = None
            target.append(source)
            return True
        built = etree.SubElement(target, Q + name)
        mark = len(self.gaps)
        self.path.append(name)
        self.attributes(source, spec, built)
        kept = self.leaf(source, spec, built) if spec.kind not in _CONTAINERS else self.container(source, spec, built)
        if not kept:
            target.remove(built)
            if spec.kind in _CONTAINERS:
                del self.gaps[mark:]
        self.path.pop()
        return kept

    def container(self, source: etree._Element, spec: Element, built: etree._Element) -> bool:
        """Fill an element that holds others."""
        if spec.kind is Kind.EXTRAS:
            self.extras(source, built)
        elif spec.kind is Kind.ANY:
            self.anything(source, built)
        else:
            orphans = self.sequence(source, spec, built)
            if orphans is None:
                return False
            self.orphans = orphans
        return True

    def leaf(self, source: etree._Element, spec: Element, built: etree._Element) -> bool:
        """Write one value."""
        raw = all_text(source)
        value = leaves.made(raw, spec)
        if value.kind is not None:
            self.note(value.kind, message=value.message)
        self.company_number = value.company_number or self.company_number
        if value.text is None:
            return False
        built.text = value.text
        return True

    def sequence(self, source: etree._Element, spec: Element, built: etree._Element) -> list[etree._Element] | None:
        """Children in schema order. None: a required one is missing. Else what `built` has no room for."""
        if spec.name == "action":
            self.action = (source, built)
        for prepare in _PREPARE.get(spec.name, ()):
            prepare(source, self.note)
        placed, strays = self._sort(source, spec)
        for child in spec.children:
            if child.name != "extras" and not self._fill(child, source, placed.pop(child.name, []), built, strays):
                return None
        for group in placed.pop("extras", []):
            self.element(group, "extras", built)
        if self.company_number and spec.name in _ORGANISATIONS:
            add_extras(built, "identifiants-be", [("numero-bce", self.company_number)])
            self.company_number = None
        if "extras" not in spec.places:
            return strays
        self._keep_strays(strays, built)
        return []

    def _sort(
        self, source: etree._Element, spec: Element
    ) -> tuple[dict[str, list[etree._Element]], list[etree._Element]]:
        placed: dict[str, list[etree._Element]] = {}
        strays: list[etree._Element] = []
        texts = [source.text]
        for child in source:
            name = lheo_name(child.tag)
            texts.append(child.tail)
            if name is not None and name in spec.places:
                placed.setdefault(name, []).append(child)
            else:
                strays.append(child)
        loose = " ".join(" ".join(t.split()) for t in texts if t and t.strip())
        if loose:
            strays.append(text_element("texte", loose))
        return placed, strays

    def _fill(
        self,
        child: Child,
        source: etree._Element,
        items: list[etree._Element],
        built: etree._Element,
        strays: list[etree._Element],
    ) -> bool:
        """All the `child` of one sequence; False when a required one can be neither read nor supplied."""
        made = 0
        for item in items:
            if made == child.high:
                strays.append(item)
                continue
            self.orphans = []
            if child.low == 0 and _is_hollow(item, ELEMENTS[child.name]) and not grammar.is_valid(item):
                self.note(GapKind.DROPPED, child.name, "vide")
            elif self.element(item, child.name, built):
                made += 1
                strays.extend(self.orphans)
            elif len(item):
                self._leave_out(item, child.name, strays)
        while made < child.low:
            if not self._supply(child.name, source, built):
                self.missing = self.missing or "/".join([*self.path, child.name])
                return False
            made += 1
        return True

    def _leave_out(self, item: etree._Element, name: str, strays: list[etree._Element]) -> None:
        if name in NEVER_INVENTED:
            self.note(GapKind.DROPPED, name, f"incomplet, il manque {self.missing.rpartition('/')[2]}")
        else:
            strays.append(item)

    def _supply(self, name: str, source: etree._Element, built: etree._Element) -> bool:
        """Write the default of a required element, taken from a near one when it says the same thing."""
        spec = ELEMENTS[name]
        donor = self._donor(name, (source, built))
        mark = len(self.gaps)
        if donor is not None and self.element(donor, name, built):
            del self.gaps[mark:]
            self.note(GapKind.DEFAULT, name, f"repris de {lheo_name(donor.tag)}")
            return True
        if spec.kind is not Kind.SEQUENCE:
            value = VALUES.get(name)
            if value is None:
                return False
            default = etree.SubElement(built, Q + name)
            default.text = value
            if name == "code-public-vise":
                default.set("ref", ANY_PUBLIC_VERSION)
            self.note(GapKind.DEFAULT, name, value)
            return True
        return self._supply_container(name, spec, built)

    def _supply_container(self, name: str, spec: Element, built: etree._Element) -> bool:
        if name in NEVER_INVENTED:
            return False
        mark = len(self.gaps)
        made = etree.SubElement(built, Q + name)
        for child in spec.children:
            if child.low and not self._supply(child.name, made, made):
                built.remove(made)
                del self.gaps[mark:]
                return False
        del self.gaps[mark:]
        self.note(GapKind.DEFAULT, name, "élément requis absent")
        return True

    def _donor(self, name: str, here: tuple[etree._Element, ...]) -> etree._Element | None:
        """A copy of an element already there, read or still to read, that says what `name` should say."""
        places = {"formation": (self.source, self.built), "action": self.action, "here": here}
        for start, path in _DONORS.get(name, ()):
            for base in places[start]:
                found = base.find(path, {"l": NAMESPACE})
                if found is not None and not _is_hollow(found, ELEMENTS[name]):
                    return deepcopy(found)
        return None

    def extras(self, source: etree._Element, built: etree._Element) -> None:
        """Extras hold extras and extra only; anything else is wrapped."""
        if source.text and source.text.strip():
            keep(text_element("texte", " ".join(source.text.split())), built)
        for child in source:
            name = lheo_name(child.tag)
            if name in ("extras", "extra"):
                self.element(child, name, built)
            else:
                self.note(GapKind.MOVED, str(name or child.tag))
                keep(child, built)
            if child.tail and child.tail.strip():
                keep(text_element("texte", " ".join(child.tail.split())), built)

    def anything(self, source: etree._Element, built: etree._Element) -> None:
        """The free content of an extra: LHEO elements in it must be valid, the rest is kept as it is."""
        if len(self.path) >= DEEPEST:
            raise Refused(f"éléments imbriqués sur plus de {DEEPEST} niveaux")
        built.text = source.text
        for child in source:
            name = lheo_name(child.tag)
            if name in ELEMENTS and name is not None:
                self._known_inside(child, name, built)
            else:
                tag = child.tag if name is None else Q + name
                copy = foreign_child(built, tag)
                copy_free_attributes(child, copy)
                self.path.append(name or child.tag)
                self.anything(child, copy)
                self.path.pop()
            if child.tail and len(built):
                built[-1].tail = (built[-1].tail or "") + child.tail

    def _known_inside(self, child: etree._Element, name: str, built: etree._Element) -> None:
        mark, count = len(self.gaps), len(built)
        ids = set(self.ids)
        if name not in _NEVER_INSIDE_EXTRA and self.element(child, name, built):
            if all(gap.kind is not GapKind.DEFAULT for gap in self.gaps[mark:]):
                return
            del built[count:]
        del self.gaps[mark:]
        self.ids = ids
        self.note(GapKind.MOVED, name)
        keep(child, built)

    def _keep_strays(self, strays: list[etree._Element], built: etree._Element) -> None:
        if not strays:
            return
        group = etree.SubElement(built, Q + "extras", info=STRAY)
        for stray in strays:
            name = lheo_name(stray.tag) or stray.tag
            self.note(GapKind.MOVED, str(name))
            keep(stray, group)

    def _resolve_references(self, built: etree._Element) -> None:
        if not built.xpath("boolean(//@idref)"):
            return
        for node in built.iter():
            reference = node.get("idref")
            if reference is not None and reference not in self.ids:
                del node.attrib["idref"]
                self.note(GapKind.DROPPED, f"{lheo_name(node.tag)}/@idref", shown(reference))


_CONTAINERS = frozenset({Kind.SEQUENCE, Kind.EXTRAS, Kind.ANY})
_PREPARE: dict[str, tuple[Callable[[etree._Element, Callable[[GapKind, str, str], None]], None], ...]] = {
    "adresse": (fit_lines, fit_country),
    "coordonnees": (fit_lines,),
}
_DONORS = {
    "contact-formation": (
        ("formation", "l:action/l:session/l:contact-session"),
        ("formation", "l:organisme-formation-responsable/l:contact-organisme"),
        ("formation", "l:action/l:organisme-formateur/l:contact-formateur"),
    ),
    "contact-organisme": (("formation", "l:contact-formation"),),
    "nom-organisme": (("here", "l:raison-sociale"),),
    "raison-sociale": (("here", "l:nom-organisme"),),
    "adresse": (("action", "l:lieu-de-formation/l:coordonnees/l:adresse"),),
}
"""Where the content of an absent required element may be taken from, best first."""


def _is_hollow(item: etree._Element, spec: Element) -> bool:
    """An element without a word in it, where the format wants something."""
    if not any(child.low for child in spec.children):
        return False
    return not all_text(item).strip()
