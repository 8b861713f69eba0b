"""What a card of the results says, from one row of the listing; its HTML is kept by content.

Cards are the hot path of the portal (speed.md): twenty a page. A card depends on its row alone, never on who
asks nor from where, so its HTML is kept in memory by the row itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from portal.foundation import french
from portal.organisations.reference import FUNDERS
from portal.places.commune import DEPARTMENTS

from .status import ActionKind, EntryMode, Modality, RecruitmentState

FUNDER_NAMES = {code: name for code, name, _, _ in FUNDERS}
KIND_LABELS = {kind.value: kind.label for kind in ActionKind}
MODALITY_LABELS = {modality.value: modality.label for modality in Modality}


class Card(NamedTuple):
    """The variables of templates/catalogue/_card.html."""

    title: str
    url: str
    organisation: str
    town: str
    department: str
    state: RecruitmentState
    dates: str
    entry: str
    funders: str
    kind_label: str
    modality_label: str
    duration: str
    certifying: bool
    meeting: str
    siblings: int


def offer_path(public_id: str, slug: str) -> str:
    """The canonical address of an offer (interfaces)."""
    return f"/offres/{public_id}/{slug}"


def place_lines(row: Any) -> list[str]:
    """Name, address lines, then « 63000 Clermont-Ferrand »."""
    lines = [row.place_name or "", *(row.address or "").split("\n")]
    lines.append(" ".join(part for part in (row.postcode, row.town) if part))
    return [line for line in lines if line.strip()] or ["Lieu à préciser"]


def card(row: Any) -> Card:
    """Say one row of `offer_listing` in words."""
    starts_on, ends_on, next_entry = _date(row.starts_on), _date(row.ends_on), _date(row.next_entry)
    return Card(
        title=row.title,
        url=f"{offer_path(row.offer_public_id, row.slug)}#session-{row.session_public_id}",
        organisation=row.organisation,
        town=row.town or ("À distance" if row.modality == Modality.REMOTE.value else "Lieu à préciser"),
        department=department(row.department) if row.town else "",
        state=RecruitmentState(row.state),
        dates=_capital(french.period(starts_on, row.starts_precision, ends_on, row.ends_precision)),
        entry=entry(row.entry_mode, starts_on, next_entry),
        funders=row.funders,
        kind_label=KIND_LABELS.get(row.kind or "", ""),
        modality_label=MODALITY_LABELS.get(row.modality, "") if row.modality != Modality.ONSITE.value else "",
        duration=f"{french.number(row.hours)}{french.NNBSP}h" if row.hours else "",
        certifying=bool(row.certifying),
        meeting=meeting(row.next_meeting),
        siblings=row.siblings,
    )


def department(code: str | None) -> str:
    """« 63 » as people write it in France, the province's name in Belgium."""
    return DEPARTMENTS.get(code, code) if code and code.startswith("BE") else code or ""


def entry(mode: str, starts_on: date | None, next_entry: date | None) -> str:
    """« Entrées permanentes » and the next date on which people enter, when it is not simply the first day."""
    permanent = mode == EntryMode.PERMANENT.value
    if next_entry is not None and (permanent or next_entry != starts_on):
        words = f"Prochaine entrée{french.NBSP}: {french.day(next_entry)}"
        return f"Entrées permanentes. {words}" if permanent and next_entry != starts_on else words
    return "Entrées permanentes" if permanent else ""


def meeting(moment: str | None) -> str:
    """« Information collective le 3 décembre 2026 à 9 h 30 » from « 2026-12-03 09:30 »."""
    if not moment:
        return ""
    on, _, at = moment.partition(" ")
    words = f"Information collective le {french.day(date.fromisoformat(on))}"
    return f"{words} à {french.clock(at)}" if at else words


def _date(value: date | str | None) -> date | None:
    """SQLite's driver gives ISO text where PostgreSQL's gives a date (plain SQL on the hot path)."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def keeper(render: Callable[[Card], str], most: int = 5_000) -> Callable[[Any], str]:
    """A function from listing row to card HTML that renders each distinct row once."""

    @lru_cache(maxsize=most)
    def html(row: Any) -> str:
        return render(card(row))

    return html
