"""A catalogue of N sessions like the real ones, streamed to a LHEO 2.3 file: `python -m bench.generator N PATH`.

About 2.5 sessions and 136 elements per formation, 23 % of the sessions publicly visible on the day it is built, 21
funders in 25 mixes, 3 000 real communes by population, 9 000 words by rank. Same seed and day, same bytes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from portal.foundation import clock

from .pieces import MARKETS, Lead, Pieces
from .vocabulary import Skewed

SEED = 2026
NAMESPACE = "http://lheo.gouv.fr/2.3"
CHUNK = 400
COUNTS = Skewed([1, 2, 3, 4, 5, 6, 8], [30, 28, 20, 11, 6, 3, 2])
MODES = Skewed(["0", "1", "2"], [82, 12, 6])
KINDS = Skewed(["AFC", "", "POEC", "AFC_EXPERIMENTAL", "SIEG"], [45, 38, 9, 4, 4])
PUBLICS = Skewed(["80006", "82044", "83056", "80010", "81020", "81033"], [60, 14, 12, 6, 4, 4])
OPEN, CLOSED, SUSPENDED = (f"<etat-recrutement>{code}</etat-recrutement>" for code in "123")
# 60 % of the sessions are not over; 38.4 % of these are open or suspended: 23 % of all are visible.
COMING = Skewed([CLOSED, OPEN, SUSPENDED, ""], [49.6, 30.4, 8.0, 12.0])
OVER = Skewed([CLOSED, OPEN, SUSPENDED, ""], [58, 25, 5, 12])
NOT_OVER = 0.60
STREETS = ("rue des Bancs", "avenue du Banc-d’Essai", "place de la Mesure", "chemin du Chronomètre", "quai du Débit")


def write(sessions: int, path: Path, *, seed: int = SEED, today: date | None = None) -> int:
    """Write the file in constant memory; the number of formations."""
    made = 0
    with path.open("wb") as file:
        file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<lheo xmlns="{NAMESPACE}">\n<offres>\n'.encode())
        chunk: list[str] = []
        for text in Generator(sessions, seed, today or clock.local_day(clock.now())).formations():
            chunk.append(text)
            made += 1
            if len(chunk) == CHUNK:
                file.write("".join(chunk).encode())
                chunk.clear()
        file.write("".join([*chunk, "</offres>\n</lheo>\n"]).encode())
    return made


class Generator:
    """The formations of one catalogue, as lines of text."""

    def __init__(self, sessions: int, seed: int, today: date) -> None:
        self.sessions, self.random = sessions, Random(f"{seed}:{sessions}")
        self.pieces = Pieces(organisations=min(6000, max(100, sessions // 60)))
        self.days = [(today + timedelta(days=day)).strftime("%Y%m%d") for day in range(-1000, 1000)]

    def formations(self) -> Iterator[str]:
        """Until there are enough sessions, exactly."""
        number, left = 0, self.sessions
        while left > 0:
            number += 1
            count = min(left, COUNTS.draw(self.random))
            left -= count
            yield self._formation(number, count)

    def _formation(self, number: int, count: int) -> str:
        random, pieces = self.random, self.pieces
        domain, title, certificate = pieces.trades.draw(random)
        lead = pieces.leads.draw(random)
        changed = self.days[400 + int(random.random() * 600)]
        kind, extra = KINDS.draw(random), pieces.words.draws(random, 2)
        first = count if random.random() < 0.9 else max(1, count // 2)
        actions = [self._action(number, 1, first, lead)]
        if count > first:
            actions.append(self._action(number, 2, count - first, lead))
        own = f'<extra info="type-action">{kind}</extra>' if kind else ""
        return (
            f'<formation numero="BENCH-{number:07}" datecrea="20240115" datemaj="{changed}">{domain}'
            f"<intitule-formation>{title} – {extra[0]} {extra[1]}</intitule-formation>"
            f"<objectif-formation>{self._text(20, 30)}</objectif-formation>"
            f"<resultats-attendus>{self._text(5, 10)}</resultats-attendus>"
            f"<contenu-formation>{self._rich(60, 160)}</contenu-formation>"
            f"<certifiante>{int(bool(certificate))}</certifiante>"
            f"<contact-formation><type-contact>3</type-contact>{lead.contacts[0]}</contact-formation>"
            "<parcours-de-formation>4</parcours-de-formation><code-niveau-entree>1</code-niveau-entree>"
            f"<objectif-general-formation>6</objectif-general-formation>{certificate}"
            f"<code-niveau-sortie>13</code-niveau-sortie>{''.join(actions)}{lead.responsible}"
            f"{_liaison(own)}</formation>\n"
        )

    def _text(self, least: int, more: int) -> str:
        """A sentence of `least` words and up to `more` others."""
        drawn = self.pieces.words.draws(self.random, least + int(self.random.random() * more))
        return f"{drawn[0].capitalize()} {' '.join(drawn[1:])}."

    def _rich(self, least: int, more: int) -> str:
        """A programme in items of ten words; a third come as escaped HTML lists, as word processors paste them."""
        drawn = self.pieces.words.draws(self.random, least + int(self.random.random() * more))
        items = [" ".join(drawn[start : start + 10]) for start in range(0, len(drawn), 10)]
        if self.random.random() < 0.33:
            return f"&lt;ul&gt;&lt;li&gt;{'&lt;/li&gt;&lt;li&gt;'.join(items)}&lt;/li&gt;&lt;/ul&gt;"
        return "\n".join(items)

    def _sometimes(self, name: str, likely: float) -> str:
        """An element of one sentence, or nothing."""
        return f"<{name}>{self._text(4, 8)}</{name}>" if self.random.random() < likely else ""

    def _action(self, number: int, rank: int, count: int, lead: Lead) -> str:
        random, pieces = self.random, self.pieces
        town, permanent = pieces.towns.draw(random), random.random() < 0.08
        street = f"{int(random.random() * 99) + 1} {STREETS[int(random.random() * 5)]}"
        address, short = f"{town.head}{street}{town.tail}", f"<adresse><ligne>{street}{town.short}"
        code = f"BENCH-{number:07}-A{rank}"
        sessions = [self._session(number, rank, turn, short, lead, permanent=permanent) for turn in range(count)]
        hours = 14 + int(random.random() * 170) * 7
        provider = pieces.leads.draw(random).provider if random.random() < 0.1 else ""
        return (
            f'<action numero="{code}" datecrea="20240115"><rythme-formation>{self._text(3, 5)}</rythme-formation>'
            f'<code-public-vise ref="V14">{PUBLICS.draw(random)}</code-public-vise>'
            "<niveau-entree-obligatoire>0</niveau-entree-obligatoire><modalites-alternance>-</modalites-alternance>"
            f"<modalites-enseignement>{MODES.draw(random)}</modalites-enseignement>"
            f"<conditions-specifiques>{self._text(5, 15)}</conditions-specifiques>"
            "<prise-en-charge-frais-possible>1</prise-en-charge-frais-possible>"
            f'<lieu-de-formation tag="principal"><coordonnees>{address}</coordonnees></lieu-de-formation>'
            f"<modalites-entrees-sorties>{int(permanent)}</modalites-entrees-sorties>{''.join(sessions)}"
            f"{self._sometimes('acces-handicapes', 0.5)}<langue-formation>fr</langue-formation>"
            f"{self._sometimes('modalites-pedagogiques', 0.5)}"
            f"<nombre-heures-centre>{hours}</nombre-heures-centre><nombre-heures-total>{hours}</nombre-heures-total>"
            f"<conventionnement>1</conventionnement>{provider}{self._funders()}</action>"
        )

    def _funders(self) -> str:
        random, found = self.random, []
        for code in self.pieces.funders.draw(random):
            letter = MARKETS.get(code)
            own = f'<extra info="programme-financeur">Programme {code}</extra>'
            if letter:
                own += f'<extra info="ref-action-marche-financeur">{letter}{int(random.random() * 10**7):07}</extra>'
            found.append(
                f"<organisme-financeur><code-financeur>{code}</code-financeur>"
                f"<nb-places-financees>{6 + int(random.random() * 15)}</nb-places-financees>"
                f'<extras info="specificites">{own}</extras></organisme-financeur>'
            )
        return "".join(found)

    def _session(self, number: int, rank: int, turn: int, address: str, lead: Lead, *, permanent: bool) -> str:
        random, days = self.random, self.days
        over = not permanent and random.random() > (NOT_OVER - 0.08) / 0.92
        end = 10 + int(random.random() * 990) if over else 1000 + int(random.random() * 700)
        start = max(0, end - 2 - int(random.random() * 298))
        state = (OVER if over else COMING).draw(random)
        meeting = self._meeting(start, address) if random.random() < 0.25 else ""
        contact = f"<contact-session>{lead.contacts[turn & 1]}</contact-session>" if random.random() < 0.6 else ""
        own = f'<extra info="bilan-final">{days[end]}</extra>' if random.random() < 0.3 else ""
        if permanent:
            own += f'<extra info="date-entree">{days[1001 + int(random.random() * 60)]}</extra>'
        return (
            f'<session numero="BENCH-{number:07}-S{rank}{turn}" datecrea="20240115">'
            f"<periode><debut>{days[start]}</debut><fin>{days[end]}</fin></periode>"
            f"<adresse-inscription>{address}</adresse-inscription>"
            f"{self._sometimes('modalites-inscription', 0.5)}{state}{meeting}{contact}"
            f"{_liaison(own)}</session>"
        )

    def _meeting(self, start: int, address: str) -> str:
        day = self.days[max(0, start - 7 - int(self.random.random() * 34))]
        return (
            f"<recrutement><modalite-recrutement>9</modalite-recrutement>{address}<nb-places>15</nb-places>"
            f"<periode><debut>{day}</debut><fin>{day}</fin></periode><heure-debut>9h30</heure-debut>"
            "<heure-fin>12h</heure-fin></recrutement>"
        )


def _liaison(own: str) -> str:
    return f'<extras info="liaison">{own}</extras>' if own else ""


def main() -> int:
    """Write the file asked for and say how fast."""
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        print("usage: python -m bench.generator SESSIONS PATH", file=sys.stderr)
        return 2
    path, started = Path(sys.argv[2]), time.perf_counter()
    formations = write(int(sys.argv[1]), path)
    seconds = time.perf_counter() - started
    print(f"{formations} formations, {path.stat().st_size / 1e6:.0f} MB, {formations / seconds:.0f} formations/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
