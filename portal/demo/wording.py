"""The texts of one offer, from those of its trade: every organisation writes in its own way, some of them in HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from portal.demo import phrases
from portal.demo.chance import some, stream
from portal.demo.plan import Offer

_NARROW, _NBSP = "\u202f", "\u00a0"


@dataclass(frozen=True, slots=True)
class Wording:
    """What LHEO asks of a `<formation>`, each within 3,000 characters."""

    objective: str
    results: str
    programme: str


def wording(seed: int, offer: Offer) -> Wording:
    """The texts of the offer, the same for the same seed."""
    draw = stream(seed, "wording", offer.number)
    closing = draw.choice(phrases.CLOSINGS[_manner(offer)])
    objective = offer.trade.objective if draw.random() < 0.25 else f"{offer.trade.objective} {closing}"
    if offer.financing.kind == "AFC_EXPERIMENTAL":
        objective += f" Action expérimentale : {draw.choice(phrases.EXPERIMENTS)}."
    if draw.random() < 0.3:
        objective = "".join(f"<p>{sentence}</p>" for sentence in _sentences(objective))
    style = draw.choice((_dashes, _dashes, _modules, _html_list, _html_parts, _sentence, _detailed))
    lines = [*offer.trade.programme, *some(draw, phrases.EXTRA_MODULES, 0, 2)]
    return Wording(objective, offer.trade.results, style(draw, offer, lines))


def _manner(offer: Offer) -> str:
    """The family whose way of working fits the trade."""
    kept = (family for family, keys in phrases.LIKE_FAMILY.items() if offer.trade.key in keys.split())
    return next(kept, offer.family)


def french(text: str) -> str:
    """Typographic apostrophes and the spaces of French punctuation, character for character (lengths stay)."""
    text = text.replace("'", "’").replace(" :", f"{_NBSP}:")
    return re.sub(r" ([;!?])", rf"{_NARROW}\1", text)


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=\.) ", text)


def _company_part(offer: Offer) -> str:
    hours = offer.trade.hours[1]
    return f"Période en entreprise : {hours} heures, préparée et évaluée avec un tuteur." if hours else ""


def _dashes(_draw: Random, offer: Offer, lines: list[str]) -> str:
    return "\n".join([*(f"- {line}" for line in lines), *filter(None, [_company_part(offer)])])


def _modules(_draw: Random, offer: Offer, lines: list[str]) -> str:
    numbered = [f"Module {rank} : {line}" for rank, line in enumerate(lines, start=1)]
    return "\n".join([*numbered, *filter(None, [_company_part(offer)])])


def _html_list(_draw: Random, offer: Offer, lines: list[str]) -> str:
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f"<ul>{items}</ul><p>{_company_part(offer)}</p>" if offer.trade.hours[1] else f"<ul>{items}</ul>"


def _html_parts(draw: Random, offer: Offer, lines: list[str]) -> str:
    """Parts with headings in bold, the way a word processor pastes them."""
    cut = max(2, len(lines) // 2)
    parts = (("Première partie", lines[:cut]), ("Deuxième partie", lines[cut:]))
    pages = [f"<p><strong>{head}</strong></p><ol>{_items(part)}</ol>" for head, part in parts]
    if offer.trade.certificate:
        pages.append(f"<p>Validation : <em>{offer.trade.certificate}</em>, en totalité ou par blocs.</p>")
    return "".join(pages) + (f"<p>{draw.choice(phrases.TEACHING)}</p>" if draw.random() < 0.5 else "")


def _items(lines: list[str]) -> str:
    return "".join(f"<li>{line}</li>" for line in lines)


def _small(line: str) -> str:
    """Without its capital, unless it starts with an acronym."""
    return line if line[1:2].isupper() else line[0].lower() + line[1:]


def _sentence(_draw: Random, offer: Offer, lines: list[str]) -> str:
    text = "Le parcours comprend : " + " ; ".join(map(_small, lines)) + "."
    return " ".join(filter(None, [text, _company_part(offer)]))


def _detailed(draw: Random, offer: Offer, lines: list[str]) -> str:
    """A long text: hours and manner of every module, validation, how one is followed."""
    hours = max(1, offer.trade.hours[0] // len(lines))
    parts = []
    for rank, line in enumerate(lines, start=1):
        manner = phrases.DETAILS[(rank + offer.number) % len(phrases.DETAILS)]
        length = f"{hours} heure{'s' if hours > 1 else ''}"
        parts.append(f"<p><strong>Module {rank} – {line}</strong> ({length})<br>{manner}</p>")
    if offer.trade.certificate:
        parts.append(f"<p>Épreuves finales devant un jury de professionnels : {offer.trade.certificate}.</p>")
    parts.append(f"<p>{draw.choice(phrases.TEACHING)} Un bilan individuel a lieu chaque mois.</p>")
    return "".join([*parts, *(f"<p>{text}</p>" for text in [_company_part(offer)] if text)])
