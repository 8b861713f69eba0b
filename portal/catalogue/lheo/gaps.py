"""What the writer had to do to a record, one line each, so that nothing is changed in silence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SHOWN = 80


class GapKind(StrEnum):
    """Why a record does not leave exactly as it is stored; the label is what the report says."""

    label: str

    def __new__(cls, value: str, label: str) -> GapKind:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    DEFAULT = "default", "valeur par défaut"
    TRUNCATED = "truncated", "texte raccourci"
    WRAPPED = "wrapped", "adresse répartie sur plusieurs lignes"
    MARKUP = "markup", "mise en forme retirée"
    REPAIRED = "repaired", "valeur corrigée"
    DROPPED = "dropped", "valeur non transmise"
    MOVED = "moved", "contenu gardé dans extras"
    BELGIAN = "belgian", "profil belge"


@dataclass(frozen=True, slots=True)
class Gap:
    """One change: where (path inside the formation) and what, in French."""

    kind: GapKind
    path: str
    message: str = ""

    def __str__(self) -> str:
        detail = f" ({self.message})" if self.message else ""
        return f"{self.path} : {self.kind.label}{detail}"


class Refused(Exception):
    """The record cannot be made valid; `str(error)` is the reason given in the report."""


def shown(value: str) -> str:
    """A value as a report line shows it: on one line, not too long."""
    flat = " ".join(value.split())
    return f"« {flat[:SHOWN]}{'…' if len(flat) > SHOWN else ''} »"
