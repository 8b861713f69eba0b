"""A status that describes itself: value, French label, tone of its badge, whether work is over."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Every status carries what screens need, so that no template maps statuses to words or colours."""

    label: str
    tone: str
    final: bool

    def __new__(cls, value: str, label: str = "", tone: str = "neutral", final: bool = False) -> Status:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.tone, member.final = label, tone, final
        return member
