"""What the portal knows better than a stored document: which sessions leave, and whether they recruit (R-002-03).

A document that nobody edited keeps every other word of its source.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from lxml import etree

from portal.catalogue.status import PublicationState, RecruitmentState

from . import checks
from .places_out import child_text, put
from .schema import NAMESPACE
from .stored import StoredSession

_Q = f"{{{NAMESPACE}}}"
LHEO_STATES = {state.value: str(state.lheo) if state.lheo else None for state in RecruitmentState}
EXPORT_ONLY = "export-only"
NUMBER_LIMIT = 100


class Unknown(Exception):
    """The document does not hold a session that must leave, or not surely: the portal's own words are needed."""


def overlay(formation: etree._Element, sessions: Sequence[StoredSession]) -> int:
    """Leave in `formation` the sessions to export, with their present state; gives their number.

    Raises Unknown when one of them is not in the document, or cannot be told from one that does not leave so.
    """
    by_position: dict[int, list[StoredSession]] = defaultdict(list)
    for stored in sessions:
        by_position[stored.position].append(stored)
    found, kept = 0, 0
    for action in formation.findall(_Q + "action"):
        elements = action.findall(_Q + "session")
        if not elements:
            continue
        stored_here = by_position.pop(found, [])
        found += 1
        kept_here = _settle(action, elements, stored_here)
        kept += kept_here
        if not kept_here:
            formation.remove(action)
    if any(_leaves(stored) for rest in by_position.values() for stored in rest):
        raise Unknown
    return kept


def _leaves(stored: StoredSession) -> bool:
    return stored.wanted and not stored.ended


def _settle(action: etree._Element, elements: list[etree._Element], stored: list[StoredSession]) -> int:
    kept = 0
    for element, known in pair(elements, stored):
        if known is None or not _leaves(known):
            action.remove(element)
            continue
        kept += 1
        write_state(element, known.recruitment_state)
        if known.publication_state == PublicationState.EXPORT_ONLY.value or _is_marked(element):
            mark(element, known.publication_state)
    if kept < sum(map(_leaves, stored)):
        raise Unknown
    return kept


def pair(
    elements: list[etree._Element], stored: list[StoredSession]
) -> list[tuple[etree._Element, StoredSession | None]]:
    """Each session of one action of a document with its row: same number, and same days where a number is not enough.

    Raises Unknown when that leaves a doubt that would be seen: twins of which not all leave in the same way.
    """
    numbers = Counter(map(number_of, elements))
    rows: dict[str | None, list[StoredSession]] = defaultdict(list)
    for one in stored:
        rows[one.number].append(one)
    pairs: list[tuple[etree._Element, StoredSession | None]] = []
    for element in elements:
        number = number_of(element)
        free = rows[number]
        alone = numbers[number] == 1 and len(free) == 1
        found = free[0] if alone else _of_same_days(element, free)
        if found is not None:
            free.remove(found)
        pairs.append((element, found))
    return pairs


def number_of(element: etree._Element) -> str | None:
    """The number of a session as the portal keeps it."""
    return (element.get("numero") or "").strip()[:NUMBER_LIMIT] or None


def _of_same_days(element: etree._Element, free: list[StoredSession]) -> StoredSession | None:
    """The row of these days. Which of several does not matter when they leave alike; nothing else tells them apart:
    the order of the keys is not always that of a document that was imported again."""
    days: tuple[str | None, str | None] = (None, None)
    period = element.find(_Q + "periode")
    if period is not None:
        begin, end, _reason = checks.period(child_text(period, "debut") or None, child_text(period, "fin") or None)
        days = (begin.first, end.last)
    twins = [one for one in free if (one.starts_on, one.ends_on) == days]
    if len({_fate(one) for one in twins}) > 1:
        raise Unknown
    return next(iter(twins), None)


def _fate(stored: StoredSession) -> tuple[str, str] | None:
    """What an export would say of a row; None when it says nothing."""
    return (stored.recruitment_state, stored.publication_state) if _leaves(stored) else None


def write_state(session: etree._Element, state: str) -> None:
    """1 open, 2 closed, 3 suspended; nothing for « non renseigné »."""
    code = LHEO_STATES[state]
    if session.findtext(_Q + "etat-recrutement") != code:
        put(session, "etat-recrutement", code)


def _is_marked(session: etree._Element) -> bool:
    return session.find(f"{_Q}extras[@info='liaison']/{_Q}extra[@info='diffusion']") is not None


def mark(session: etree._Element, publication: str) -> None:
    """Say in extras[liaison] that a session is for management applications only (R-002-15), or no longer say it."""
    group = session.find(f"{_Q}extras[@info='liaison']")
    told = group.find(f"{_Q}extra[@info='diffusion']") if group is not None else None
    if publication != PublicationState.EXPORT_ONLY.value:
        if group is not None and told is not None:
            group.remove(told)
            if not len(group):
                session.remove(group)
        return
    if group is None:
        group = etree.SubElement(session, _Q + "extras", info="liaison")
    if told is None:
        told = etree.SubElement(group, _Q + "extra", info="diffusion")
    told.text = EXPORT_ONLY
