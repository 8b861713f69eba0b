"""What one training of the demonstration is: texts, codes, hours and levels, all written by hand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trade:
    """One training. Several organisations offer it, each with its own places, dates and wording around these texts.

    `levels` and `goal` are LHEO codes (dict-niveaux, dict-AIS); `hours` are (in the centre, in a company);
    `modes` lists the delivery codes that make sense (0 on site, 1 mixed, 2 remote), the usual one first.
    """

    key: str
    titles: tuple[str, ...]
    objective: str
    results: str
    programme: tuple[str, ...]
    prerequisites: str
    formacodes: tuple[str, ...]
    romes: tuple[str, ...]
    nsf: str
    hours: tuple[int, int]
    levels: tuple[int, int]
    goal: int
    certificate: str
    modes: str
    permanent: bool


def trade(
    key: str,
    titles: str,
    *,
    codes: str,
    hours: tuple[int, int],
    levels: tuple[int, int],
    goal: int,
    objective: str,
    results: str,
    programme: str,
    before: str,
    certificate: str = "",
    modes: str = "0",
    permanent: bool = False,
) -> Trade:
    """A trade from compact text: titles split on `|`, the programme on lines.

    `codes` holds Formacodes, ROME codes and the NSF group, the three lists separated by `/`.
    """
    formacodes, romes, nsf = (part.split() for part in codes.split("/"))
    return Trade(
        key=key,
        titles=tuple(title.strip() for title in titles.split("|")),
        objective=" ".join(objective.split()),
        results=" ".join(results.split()),
        programme=tuple(line.strip() for line in programme.strip().splitlines()),
        prerequisites=" ".join(before.split()),
        formacodes=tuple(formacodes),
        romes=tuple(romes),
        nsf=nsf[0],
        hours=hours,
        levels=levels,
        goal=goal,
        certificate=certificate,
        modes=modes,
        permanent=permanent,
    )
