"""Chance that is the same on every machine: each thing of the demo draws from its own stream, named after it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


def stream(seed: int, *names: object) -> random.Random:
    """A generator that depends on the seed and the names alone: changing one offer leaves the others alone."""
    return random.Random(f"{seed}:" + ":".join(map(str, names)))  # noqa: S311 - demo texts, not secrets


def weighted(draw: random.Random, weights: Mapping[T, float]) -> T:
    """One key, drawn in proportion to its weight."""
    return draw.choices(list(weights), list(weights.values()))[0]


def deck(draw: random.Random, weights: Mapping[T, float], size: int) -> list[T]:
    """`size` keys in exact proportion to the weights (each at least once when there is room), shuffled."""
    total = sum(weights.values())
    cards = [key for key, weight in weights.items() for _ in range(max(1, round(size * weight / total)))]
    heaviest = max(weights, key=lambda key: weights[key])
    cards = [heaviest] * max(0, size - len(cards)) + cards
    while len(cards) > size:
        cards.remove(heaviest)
    draw.shuffle(cards)
    return cards


def some(draw: random.Random, items: Sequence[T], least: int, most: int) -> list[T]:
    """Between `least` and `most` different items, in their own order."""
    chosen = set(draw.sample(range(len(items)), min(len(items), draw.randint(least, most))))
    return [item for position, item in enumerate(items) if position in chosen]
