"""Own checks behind the weak schema: which values of a feed are believed, and what is said of the others.

The official schema lets 20261332, 25h99 and -1 hour pass (lheo.md rules 1, 10, 11, 12, 13). Each function takes the
text of one field and gives (value or None, reason or ""); a filler is missing, not wrong, so it has no reason. They
remember their answers, because feeds repeat the same towns, dates and numbers thousands of times.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from stdnum import luhn
from stdnum.be import vat

from portal.catalogue.status import Precision

from .codes import Table
from .plain import shorten

REMEMBERED = 16_384
FILLERS = frozenset(
    {"-", "--", "---", ".", "..", "", "?", "/", "non renseigné", "non renseigne", "non renseignée", "non communiqué"}
    | {"non précisé", "nc", "n/c", "n.c.", "nr", "néant", "null", "none", "00000", "00000000", "99999999"}
    | {"00000000000", "00000000000000"}
)
LONGEST_FILLER = 16
YEARS = range(1950, 2101)
DIGITS = re.compile(r"[0-9]+")
_TIME = re.compile(r"([0-9]{1,2})\s*(?:h|H|:|heures?)\s*([0-9]{2})?(?:\s*min)?")
_NUMBER = re.compile(r"-?[0-9]{1,9}(?:[.,][0-9]{1,4})?")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.)+[A-Za-z]{2,24}")
_PHONE = re.compile(r"\+?[0-9 .()/-]+")
_FORBIDDEN_IN_URL = re.compile(r"[\x00-\x20\x7f<>\"\\^`{|}]")
_DEPARTMENT = re.compile(r"(?:0[1-9]|[1-8][0-9]|9[0-5]|97[1-8]|98[4678])")
_CODE_SHAPES = {
    "formacode": re.compile(r"[0-9]{5}"),
    "public": re.compile(r"[0-9]{5}"),
    "rome": re.compile(r"[A-N][0-9]{4}"),
    "nsf": re.compile(r"[0-9]{3}[a-z]?"),
    "rncp": re.compile(r"[0-9]{1,6}"),
    "rs": re.compile(r"[0-9]{1,6}"),
    "cpf": re.compile(r"[0-9]{1,7}"),
    "certifinfo": re.compile(r"[0-9]{1,10}"),
}
_PREFIXES = {"rncp": "RNCP", "rs": "RS", "cpf": "CPF"}


class Remark(NamedTuple):
    """One thing the operator should know: where, of which formation, in which field, why."""

    line: int
    identifier: str
    field: str
    reason: str
    refused: bool = False


class Refused(Exception):
    """The whole record cannot be taken."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.reason = field, reason


class Day(NamedTuple):
    """A date as far as it was given: ISO days of its first and last possible day, or None when unknown."""

    first: str | None
    last: str | None
    precision: str
    reason: str


UNKNOWN_DAY = Day(None, None, Precision.UNKNOWN.value, "")


def is_filler(text: str) -> bool:
    """Whether the text only stands for « nothing » (rule 10)."""
    return len(text) <= LONGEST_FILLER and text.casefold() in FILLERS


@lru_cache(REMEMBERED)
def day(text: str | None) -> Day:
    """A LHEO date YYYYMMDD; month or day 00 give less precision (rule 11); 20261332 is refused."""
    if text is None or is_filler(text):
        return UNKNOWN_DAY
    compact = text[:10].replace("-", "") if len(text) >= 10 and text[4:5] == text[7:8] == "-" else text
    wrong = UNKNOWN_DAY._replace(reason=f"« {text[:40]} » n’est pas une date")
    if len(compact) != 8 or not (compact.isascii() and compact.isdigit()):
        return wrong
    year, month, number = int(compact[:4]), int(compact[4:6]), int(compact[6:])
    if year not in YEARS or month > 12 or (month == 0 and number):
        return wrong
    if month == 0:
        return Day(f"{year}-01-01", f"{year}-12-31", Precision.YEAR.value, "")
    longest = monthrange(year, month)[1]
    if number == 0:
        return Day(f"{year}-{month:02}-01", f"{year}-{month:02}-{longest}", Precision.MONTH.value, "")
    if number > longest:
        return wrong
    iso = date(year, month, number).isoformat()
    return Day(iso, iso, Precision.DAY.value, "")


@lru_cache(REMEMBERED)
def period(begin: str | None, end: str | None) -> tuple[Day, Day, str]:
    """Both days of a « periode »; an end before its beginning is dropped (rule 12)."""
    first, last = day(begin), day(end)
    if first.first and last.last and last.last < first.first:
        return first, UNKNOWN_DAY, f"la fin ({end}) précède le début ({begin})"
    return first, last, ""


@lru_cache(REMEMBERED)
def time(text: str | None) -> tuple[str | None, str]:
    """« 14h15 », « 9h », « 9:30 » as HH:MM; « 25h99 » and « midi » are refused."""
    if text is None or is_filler(text):
        return None, ""
    found = _TIME.fullmatch(text)
    if found and int(found[1]) < 24 and int(found[2] or 0) < 60:
        return f"{int(found[1]):02}:{found[2] or '00'}", ""
    return None, f"« {text[:40]} » n’est pas une heure"


@lru_cache(REMEMBERED)
def number(text: str | None, low: int, high: int) -> tuple[float | None, str]:
    """A number of hours or places within bounds; decimals are allowed with a comma or a point."""
    if text is None or text == "-" or text == "":
        return None, ""
    if not _NUMBER.fullmatch(text):
        return None, f"« {text[:40]} » n’est pas un nombre"
    value = float(text.replace(",", "."))
    if not low <= value <= high:
        return None, f"{text} n’est pas entre {low} et {high}"
    return value, ""


def whole(text: str | None, low: int, high: int) -> tuple[int | None, str]:
    """The same without decimals."""
    value, reason = number(text, low, high)
    if value is not None and value != int(value):
        return None, f"« {text} » n’est pas un nombre entier"
    return (None if value is None else int(value)), reason


def listed(text: str | None, table: Table) -> tuple[int | None, str]:
    """A code of one of LHEO's own closed tables."""
    if text is None or text == "-" or text == "":
        return None, ""
    if text in table:
        return int(text), ""
    return None, f"le code « {text[:40]} » n’existe pas"


@lru_cache(REMEMBERED)
def code(scheme: str, text: str) -> tuple[str | None, str]:
    """A code of an open nomenclature in its one written form: « 320 » and « RNCP320 » are the same certification."""
    compact = text.replace(" ", "")
    prefix = _PREFIXES.get(scheme, "")
    bare = compact[len(prefix) :] if prefix and compact.upper().startswith(prefix) else compact
    bare = bare.upper() if scheme == "rome" else bare
    if _CODE_SHAPES[scheme].fullmatch(bare):
        return (f"{prefix}{int(bare)}" if prefix else bare), ""
    return None, f"« {text[:40]} » n’a pas la forme d’un code {scheme.upper()}"


@lru_cache(REMEMBERED)
def code_version(reference: str | None) -> str | None:
    """« V14 » from @ref; the meaning of a code depends on it (rule 13)."""
    if reference is None:
        return None
    compact = reference.strip().upper()
    found = re.fullmatch(r"V?\s*([0-9]{1,2})", compact)
    return f"V{found[1]}" if found else (compact[:10] or None)


@lru_cache(REMEMBERED)
def company(text: str | None) -> tuple[str, str | None, str]:
    """Country and number: SIRET (14 digits, Luhn) or « 0000 » + BCE number (10 digits, mod 97; rule 18)."""
    if text is None:
        return "FR", None, ""
    compact = re.sub(r"[\s.]", "", text)
    if compact.startswith("0000") and len(compact) == 14 and compact != "0" * 14:
        return _belgian(compact[4:])
    if is_filler(compact) or not compact.strip("0"):
        return "FR", None, ""
    if len(compact) == 15 and compact.startswith("0"):
        compact = compact[1:]  # seen in feeds: a 0 in front of a good number
    if len(compact) == 10 and compact[0] in "01":
        return _belgian(compact)
    if len(compact) != 14 or not DIGITS.fullmatch(compact):
        return "FR", None, f"le SIRET « {text[:40]} » n’a pas 14 chiffres"
    post_office = compact.startswith("356000000") and sum(map(int, compact)) % 5 == 0
    if not (luhn.is_valid(compact) or post_office):
        return "FR", None, f"le SIRET « {text[:40]} » a une clé de contrôle fausse"
    return "FR", compact, ""


def _belgian(digits: str) -> tuple[str, str | None, str]:
    if DIGITS.fullmatch(digits) and vat.is_valid(digits):
        return "BE", digits, ""
    return "BE", None, f"le numéro BCE « {digits[:40]} » a une clé de contrôle fausse"


@lru_cache(REMEMBERED)
def postcode(text: str | None, country: str) -> tuple[str | None, str]:
    """Five digits in France, four in Belgium (also written « B5000 »; a leading 0 would make it French, rule 18)."""
    if text is None or is_filler(text):
        return None, ""
    compact = text.replace(" ", "").upper().removeprefix("F-")
    if country == "BE":
        bare = compact.removeprefix("B-").removeprefix("B")
        good = len(bare) == 4 and bare.isascii() and bare.isdigit() and bare[0] != "0"
        return (bare, "") if good else (None, f"« {text[:40]} » n’est pas un code postal belge")
    good = len(compact) == 5 and compact.isascii() and compact.isdigit()
    if country != "FR":
        return (compact[:10], "") if compact.isalnum() else (None, f"« {text[:40]} » n’est pas un code postal")
    if good and (_DEPARTMENT.match(compact) or compact.startswith("20")):
        return compact, ""
    return None, f"« {text[:40]} » n’est pas un code postal français"


@lru_cache(REMEMBERED)
def coordinates(latitude: str | None, longitude: str | None, overseas: bool) -> tuple[float | None, float | None, str]:
    """WGS 84 degrees in Europe (anywhere for overseas places); swapped or African ones are dropped."""
    if latitude is None or longitude is None:
        return None, None, ""
    try:
        lat, lon = float(latitude.replace(",", ".")), float(longitude.replace(",", "."))
    except ValueError:
        return None, None, f"« {latitude[:20]}, {longitude[:20]} » ne sont pas des coordonnées"
    if lat == 0 and lon == 0:
        return None, None, ""
    if _in_europe(lat, lon) or (overseas and -90 <= lat <= 90 and -180 <= lon <= 180):
        return lat, lon, ""
    cause = "inversées" if _in_europe(lon, lat) else "hors d’Europe"
    return None, None, f"coordonnées {cause} ({latitude[:20]}, {longitude[:20]})"


def _in_europe(lat: float, lon: float) -> bool:
    return 34 <= lat <= 72 and -11 <= lon <= 40


@lru_cache(REMEMBERED)
def phone(text: str | None) -> tuple[str | None, str]:
    """A telephone number as people write it; letters make it something else."""
    if text is None or is_filler(text):
        return None, ""
    compact = " ".join(text.split())
    digits = sum(character.isdigit() for character in compact)
    if len(compact) <= 25 and 4 <= digits <= 15 and compact.isascii() and _PHONE.fullmatch(compact):
        return (None, "") if not compact.strip("0 ./-") else (compact, "")
    return None, f"« {compact[:40]} » n’est pas un numéro de téléphone"


@lru_cache(REMEMBERED)
def email(text: str | None) -> tuple[str | None, str]:
    """An address that can be written to; a line break in it would forge a header (R-002-37)."""
    if text is None or is_filler(text):
        return None, ""
    bare = text.removeprefix("mailto:")
    if len(bare) <= 160 and _EMAIL.fullmatch(bare) and ".." not in bare:
        return bare, ""
    return None, f"« {' '.join(text.split())[:60]} » n’est pas une adresse électronique"


@lru_cache(REMEMBERED)
def url(text: str | None) -> tuple[str | None, str]:
    """A web address that may stand in a link: http or https, a host, no blank; « www.… » gets its http://."""
    if text is None or is_filler(text):
        return None, ""
    wrong = None, f"« {' '.join(text.split())[:60]} » n’est pas une adresse web (http ou https)"
    full = f"http://{text}" if text.lower().startswith("www.") else text
    if len(full) > 400 or _FORBIDDEN_IN_URL.search(full):
        return wrong
    try:
        parts = urlsplit(full)
        host = parts.hostname
    except ValueError:
        return wrong
    if parts.scheme not in ("http", "https") or not host or "." not in host:
        return wrong
    return full, ""


def fitted(text: str, limit: int) -> tuple[str, str]:
    """The text within the column's length; the whole stays in the kept document (rule 8)."""
    if len(text) <= limit:
        return text, ""
    return shorten(text, limit), f"texte de {len(text)} caractères abrégé à {limit}"
