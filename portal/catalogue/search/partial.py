"""When no session has all the words together: which words to leave out, so that the best partial answers are shown.

One statement asks of each way to leave words out whether anything meets the rest; the first that does is taken. One
word less is tried first, the rarest left out before the others; then the rarest two, three and so on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from types import ModuleType

import sqlalchemy as sa

from portal import places

from .analysis import fold
from .criteria import Criteria
from .order import Span, spans
from .question import Question, ask

KNOWN_TOWN = 5_000
"""Inhabitants."""


def fewer_words(
    engine: ModuleType, connection: sa.Connection, question: Question, wanted: Sequence[Span]
) -> Question | None:
    """The question with as few words left out as something needs to be found; nothing when that does not help."""
    choices = [_without(question, left_out) for left_out in _ways(question)]
    if not choices or any(not group for group in (*question.words, *question.filters)):
        return None
    number = engine.first_met(connection, choices, wanted)
    return None if number is None else choices[number]


def understood(engine: ModuleType, connection: sa.Connection, criteria: Criteria, today: date) -> Question:
    """The question that the search really answers, for those who compare rows with it."""
    question = ask(connection, criteria, None)
    wanted = spans(criteria.starts_from, criteria.starts_before, today)
    if len(question.words) < 2 or question.is_hopeless or not wanted:
        return question
    if engine.first_met(connection, [question], wanted) is not None:
        return question
    return fewer_words(engine, connection, question, wanted) or question


def _ways(question: Question) -> Iterator[frozenset[int]]:
    """Which words to leave out, by their places in the question, the best way first."""
    rarest = sorted(
        range(len(question.words)), key=lambda at: (not _is_town(question.typed[at]), _carried(question, at), -at)
    )
    for at in rarest if len(rarest) > 1 else ():
        yield frozenset((at,))
    for count in range(2, len(rarest)):
        yield frozenset(rarest[:count])


def _is_town(word: str) -> bool:
    """Whether a word is the name of a place that people know: what is learnt matters more than where."""
    return any(commune.population >= KNOWN_TOWN for commune in places.find(word)[:1] if fold(commune.name) == word)


def _carried(question: Question, at: int) -> int:
    return sum(question.sessions.get(term, 0) for term in question.words[at])


def _without(question: Question, left_out: frozenset[int]) -> Question:
    kept = [at for at in range(len(question.words)) if at not in left_out]
    missing = [question.typed[at] for at in sorted(left_out)]
    return replace(
        question,
        words=[question.words[at] for at in kept],
        typed=[question.typed[at] for at in kept],
        left_out=(*question.left_out, *missing),
        repaired={word: used for word, used in question.repaired.items() if word not in missing},
    )
