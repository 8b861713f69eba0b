"""One value made valid: text, code, number, date, SIRET… or nothing when no honest value can be made of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from .gaps import GapKind, shown
from .grammar import DATE_PATTERN
from .plain import has_markup, shorten, words_of
from .schema import Element, Kind

UNKNOWN_START, UNKNOWN_END = "00000000", "99999999"
_DATE = re.compile(DATE_PATTERN)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?", re.ASCII)
_FRENCH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_INTEGER = re.compile(r"[+]?[0-9]{1,12}")
_NUMBER = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,6}))?\s*(?:h|heures?|€|euros?|places?)?", re.IGNORECASE)
_HOUR = re.compile(r"([0-9]{1,2})\s*(?:h(?:eures?)?|[:.])\s*([0-9]{2})?.*", re.IGNORECASE | re.DOTALL)
_PHONE = re.compile(r"[+(]?[0-9][0-9 .()-]{5,23}")
_NOT_DIGIT = re.compile(r"[\s.\u00a0\u202f-]+")
_MAY_BE_CUT = frozenset(
    {
        *("intitule-formation", "objectif-formation", "resultats-attendus", "contenu-formation", "rythme-formation"),
        *("modalites-alternance", "conditions-specifiques", "info-public-vise", "duree-indicative", "frais-restants"),
        *("nom-organisme", "raison-sociale", "raison-sociale-formateur", "renseignements-specifiques", "denomination"),
        *("modalites-recrutement", "modalites-pedagogiques", "modalites-inscription", "infos-perimetre-recrutement"),
        *("restauration", "hebergement", "transport", "acces-handicapes", "detail-conditions-prise-en-charge"),
        *("libelle-enseignement", "libelle-bloc", "commentaire", "civilite", "nom", "prenom", "ligne", "ville"),
    }
)
"""Words for people. Everything else (codes, numbers, addresses of sites and mailboxes) is false when cut."""
_YES, _NO = frozenset({"oui", "o", "true", "vrai", "yes"}), frozenset({"non", "n", "false", "faux", "no"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value ready to write (None: none), what was done to it, and the BCE number it stood for, if any."""

    text: str | None
    kind: GapKind | None = None
    message: str = ""
    company_number: str | None = None


def made(raw: str, spec: Element) -> Leaf:
    """`raw` as `spec` wants it; unchanged when it was right."""
    if spec.kind is Kind.CODE:
        return _code(raw, spec)
    if spec.kind is Kind.INTEGER:
        return _integer(raw, spec)
    if spec.kind is Kind.DATE:
        return _date(raw, spec)
    return _text(raw, spec)


def _dropped(raw: str, why: str = "") -> Leaf:
    if not raw.strip():
        return Leaf(None, GapKind.DROPPED, "vide")
    return Leaf(None, GapKind.DROPPED, f"{shown(raw)}{', ' if why else ''}{why}")


def _repaired(raw: str, text: str) -> Leaf:
    return Leaf(text, GapKind.REPAIRED, f"{shown(raw)} devient {shown(text)}") if raw != text else Leaf(raw)


def _code(raw: str, spec: Element) -> Leaf:
    code = raw.strip()
    if code in spec.codes:
        return Leaf(code)
    trimmed = code.lstrip("0") or "0"
    if code.isascii() and code.isdigit() and trimmed in spec.codes:
        return _repaired(raw, trimmed)
    if set(spec.codes) == {"0", "1"} and code.lower() in _YES | _NO:
        return _repaired(raw, "1" if code.lower() in _YES else "0")
    return _dropped(raw, "code inconnu")


def _integer(raw: str, spec: Element) -> Leaf:
    text = raw.strip()
    if _INTEGER.fullmatch(text):
        return Leaf(text) if int(text) <= spec.high else _dropped(raw, f"plus de {spec.high}")
    number = _NUMBER.fullmatch(text)
    if number is None:
        return _dropped(raw, "nombre illisible")
    whole, decimals = number.groups()
    value = int(whole) + (1 if decimals and decimals[0] >= "5" else 0)
    return _repaired(raw, str(value)) if value <= spec.high else _dropped(raw, f"plus de {spec.high}")


def _date(raw: str, spec: Element) -> Leaf:
    text = raw.strip()
    if _DATE.fullmatch(text):
        return Leaf(text)
    filler = UNKNOWN_END if spec.name == "fin" else UNKNOWN_START
    if not text:
        return Leaf(filler, GapKind.DEFAULT, filler)
    return _repaired(raw, _other_date(text) or filler)


def _other_date(text: str) -> str | None:
    """YYYYMMDD out of an ISO or French date; None when it is neither or not in the calendar."""
    iso, french = _ISO.fullmatch(text), _FRENCH.fullmatch(text)
    parts = iso.groups() if iso else french.groups()[::-1] if french else None
    if parts is None:
        return None
    year, month, day = map(int, parts)
    try:
        return f"{date(year, month, day):%Y%m%d}".rjust(8, "0")
    except ValueError:
        return None


def _text(raw: str, spec: Element) -> Leaf:
    marked = has_markup(raw)
    kind, text = (GapKind.MARKUP, words_of(raw)) if marked else (None, raw)
    if spec.name in _SPECIAL and (done := _SPECIAL[spec.name](text, spec)) is not None:
        return done
    if not text.strip():
        return Leaf("" if len(text) > spec.high else text) if spec.low == 0 else _dropped(raw)
    if len(text) > spec.high or len(text) < spec.low:
        text = text.strip()
    if len(text) > spec.high and spec.name in _MAY_BE_CUT:
        return Leaf(shorten(text, spec.high), GapKind.TRUNCATED, f"{len(text)} caractères pour {spec.high}")
    if not spec.low <= len(text) <= spec.high:
        wanted = str(spec.low) if spec.low == spec.high else f"{spec.low} à {spec.high}"
        return _dropped(raw, f"attendu {wanted} caractères")
    return Leaf(text, kind)


def is_company_number(digits: str) -> bool:
    """A Belgian company number (BCE): ten digits starting with 0 or 1, check by 97."""
    return len(digits) == 10 and digits[0] in "01" and 97 - int(digits[:8]) % 97 == int(digits[8:])


def _siret(text: str, spec: Element) -> Leaf | None:
    bare = _NOT_DIGIT.sub("", text).upper()
    belgian = bare.removeprefix("BE")
    if not bare:
        return _dropped(text)
    if not (belgian.isascii() and belgian.isdigit()):
        return _dropped(text, "SIRET illisible")
    if len(belgian) == 9 and bare.startswith("BE"):
        belgian = f"0{belgian}"
    if is_company_number(belgian):
        return Leaf(f"0000{belgian}", GapKind.BELGIAN, f"numéro d’entreprise {belgian}", belgian)
    if len(bare) == 15 and bare.startswith("0"):
        return _repaired(text, bare[1:])
    right = len(bare) == spec.high and bare.isdigit()
    return _repaired(text, bare) if right else _dropped(text, f"SIRET de {spec.high} chiffres attendu")


def _activity(text: str, spec: Element) -> Leaf | None:
    bare = _NOT_DIGIT.sub("", text)
    return _repaired(text, bare) if len(text) != spec.high and len(bare) == spec.high else None


def _hour(text: str, spec: Element) -> Leaf | None:
    found = _HOUR.fullmatch(text.strip())
    if spec.low <= len(text) <= spec.high or found is None or int(found[1]) > 24:
        return None
    return _repaired(text, f"{int(found[1])}h{found[2] or ''}")


def _price(text: str, spec: Element) -> Leaf | None:
    number = _NUMBER.fullmatch(re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d)", "", text.strip()))
    if len(text) <= spec.high or number is None:
        return None
    whole, decimals = number.groups()
    short = f"{whole}.{decimals[:2]}" if decimals and decimals.strip("0") else whole
    return _repaired(text, short) if len(short) <= spec.high else None


def _phone(text: str, spec: Element) -> Leaf | None:
    found = _PHONE.search(text) if len(text) > spec.high else None
    return _repaired(text, found[0].strip(" .-(")) if found else None


_SPECIAL: dict[str, Callable[[str, Element], Leaf | None]] = {
    "SIRET": _siret,
    "numero-activite": _activity,
    "heure-debut": _hour,
    "heure-fin": _hour,
    "prix-total-TTC": _price,
    "prix-horaire-TTC": _price,
    "numtel": _phone,
}
"""A value with habits of its own; None means that the common rule decides."""
