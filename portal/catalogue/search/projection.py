"""One public session as a row of the listing: what its card shows, its place in the order, its search terms.

Pure functions over plain values; reading and writing them in bulk is in `listing.py`. Market numbers, review dates
and contacts of professionals never enter here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from html import unescape
from itertools import islice
from typing import Any, NamedTuple
from zlib import crc32

from portal import places
from portal.catalogue.listing_model import OfferListing
from portal.catalogue.models import last_day
from portal.foundation.clock import day_number
from portal.foundation.text import slug

from . import tags
from .analysis import fold, stem, stems
from .ddl import NO_END
from .domains import family_terms
from .order import Dates, position, standing

COLUMNS = tuple(column.name for column in OfferListing.__table__.columns)
MOST_TERMS = 48
"""Words kept of one offer: title, codes, organisation and town first, then its domain and objective."""
OBJECTIVE_LENGTH = 300
"""Characters of the objective that are analysed: what an offer is about stands at its beginning."""
_MARKUP = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[0-9]{1,6}$")
_SHOWN: dict[str, str] = {}
"""How a term is written, accents included: filled while analysing titles, for the hints of the search."""


class Source(NamedTuple):
    """The columns read from action, terms, organisation and session, in this order."""

    session_id: int
    session_public_id: str
    action_id: int
    action_public_id: str
    title: str
    objective: str | None
    codes: Any
    kind: str | None
    certifying: bool | None
    organisation: str | None
    hours_total: float | None
    hours_centre: float | None
    hours_company: float | None
    state: str
    starts_on: date | None
    starts_precision: str
    ends_on: date | None
    ends_precision: str
    entry_mode: str
    modality: str
    town: str | None
    postcode: str | None
    department: str | None
    commune_code: str | None


class Details(NamedTuple):
    """What hangs on a session: funders as (code, name), providers, meetings to come as text, entry dates to come."""

    funders: Sequence[tuple[str, str]] = ()
    providers: Sequence[str] = ()
    meetings: Sequence[str] = ()
    entries: Sequence[date] = ()


class ActionWords(NamedTuple):
    """The search terms that all sessions of an action share."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    tags: tuple[str, ...]
    slug: str


def action_words(source: Source) -> ActionWords:
    """Analyse an action once for all its sessions."""
    title = stems(source.title)
    remember(title, source.title)
    text = unescape(_MARKUP.sub(" ", source.objective[:OBJECTIVE_LENGTH])) if source.objective else ""
    objective = stems(text)
    remember(objective, text)
    made: dict[str, None] = {tags.TITLE + term: None for term in title}
    certificates: dict[str, None] = {}
    domains: dict[str, None] = {}
    for entry in source.codes or ():
        code = str(entry.get("code") or "")
        scheme = entry.get("scheme")
        if scheme in ("formacode", "rome"):
            made.update(dict.fromkeys(tags.domain_tags(code)))
            domains.update(dict.fromkeys(family_terms(code[:1])))
        elif scheme in ("rncp", "rs") and (number := _NUMBER.search(code)):
            certificates[f"{scheme}{number[0]}"] = None
    if source.kind:
        made[tags.KIND + source.kind] = None
    if source.certifying:
        made[f"{tags.CERTIFYING}1"] = None
    first = (*title, *certificates, *_stems(source.organisation or ""))
    return ActionWords(first, (*domains, *objective), tuple(made), slug(source.title))


def remember(terms: Iterable[str], text: str) -> None:
    """Note how the terms of a text are written, for those not yet known."""
    if all(term in _SHOWN for term in terms):
        return
    if len(_SHOWN) > 200_000:
        _SHOWN.clear()
    for word in _WORD.findall(text.lower()):
        _SHOWN.setdefault(stem(fold(word)), word)


def shown(term: str) -> str:
    """A way people write this term."""
    return _SHOWN.get(term, term)


@lru_cache(maxsize=20_000)
def _stems(text: str) -> tuple[str, ...]:
    found = stems(text)
    remember(found, text)
    return found


@lru_cache(maxsize=50_000)
def _place_tags(code: str) -> tuple[str, ...]:
    commune = places.by_code(code)
    return (f"{tags.PLACE}{code}", *([tags.square(commune)] if commune else []))


def terms(source: Source, words: ActionWords, details: Details) -> str:
    """The words and tags of one session, separated by spaces, each once."""
    found = dict.fromkeys(words.first)
    if source.town:
        found.update(dict.fromkeys(_stems(source.town)))
    if source.postcode and source.postcode.isalnum():
        found[source.postcode.lower()] = None
    for provider in details.providers:
        found.update(dict.fromkeys(_stems(provider)))
    found.update(dict.fromkeys(words.last))
    made = [*islice(found, MOST_TERMS), *words.tags, tags.STATES[source.state], tags.MODALITY + source.modality]
    if source.department:
        made.append(tags.DEPARTMENT + source.department)
    if source.commune_code:
        made += _place_tags(source.commune_code)
    funders = dict.fromkeys(code for code, _name in details.funders)
    if source.department:
        made += [tags.paid_there(source.department, code) for code in funders]
    made += [tags.FUNDER + code for code in funders]  # the last: ddl.py cuts them off the end
    return " ".join(made)


def row(source: Source, words: ActionWords, details: Details, siblings: int, today: date) -> tuple[Any, ...]:
    """The values of COLUMNS for one session."""
    dates = Dates(source.entry_mode, source.starts_on, source.starts_precision, source.ends_on)
    day, next_entry = standing(dates, details.entries, today)
    content = (
        *_shown(source, words, details),
        next_entry,
        _hours(source),
        min(details.meetings, default=None),
        siblings,
    )
    found = terms(source, words, details)
    version = crc32(repr((content, found)).encode())
    until = listed_until(source)
    return (
        position(day, source.session_id), source.session_id, source.action_id, until, *content, version, found
    )  # fmt: skip


def _shown(source: Source, words: ActionWords, details: Details) -> tuple[Any, ...]:
    """What a card shows that does not depend on the day, in the order of COLUMNS."""
    names = dict.fromkeys(name for _code, name in details.funders)
    return (
        source.state,
        source.action_public_id,
        source.session_public_id,
        words.slug,
        source.title,
        source.organisation or "",
        source.town,
        source.postcode,
        source.department,
        source.commune_code,
        details.funders[0][0] if details.funders else None,
        ", ".join(names)[:300],
        source.kind,
        source.modality,
        bool(source.certifying),
        source.entry_mode,
        source.starts_on,
        source.starts_precision,
        source.ends_on,
        source.ends_precision,
    )


def listed_until(source: Source) -> int:
    """The number of its last day; NO_END when it never is over."""
    last = last_day(source.entry_mode, source.ends_on)
    return NO_END if last is None else day_number(last)


def _hours(source: Source) -> int | None:
    total = source.hours_total or (source.hours_centre or 0) + (source.hours_company or 0)
    return round(total) or None
