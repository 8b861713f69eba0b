"""The two states of an offer, kept apart: may it be published, and does it recruit? (SM-1, SM-2)

LHEO codes: etat-recrutement 1 ouvert, 2 fermé, 3 suspendu. A feed that says nothing gives « non renseigné »:
kept and exported, never shown as open (R-002-02, lheo.md rule 14).
"""

from __future__ import annotations

from enum import StrEnum

from portal.foundation.workflow import Status


class PublicationState(Status):
    """Life of an action or session before, during and after diffusion (SM-1)."""

    DRAFT = "draft", "Brouillon", "neutral"
    SUBMITTED = "submitted", "À vérifier", "info"
    CORRECTION = "correction", "Correction demandée", "warning"
    PUBLISHED = "published", "Publiée", "success"
    EXPORT_ONLY = "export_only", "Transmise aux applicatifs, non diffusée", "neutral"
    WITHDRAWN = "withdrawn", "Retirée", "error"
    ARCHIVED = "archived", "Archivée", "neutral", True


class RecruitmentState(Status):
    """Whether people may still apply for a session (SM-2)."""

    lheo: int | None
    help: str

    OPEN = "open", "Recrutement ouvert", "success"
    SUSPENDED = "suspended", "Recrutement suspendu", "warning"
    CLOSED = "closed", "Recrutement fermé", "neutral"
    UNKNOWN = "unknown", "Recrutement non renseigné", "neutral"


class ActionKind(StrEnum):
    """Kinds of funded training (R-002-14 to R-002-31)."""

    label: str

    def __new__(cls, value: str, label: str) -> ActionKind:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    AFC = "AFC", "Action de formation conventionnée"
    AFC_EXPERIMENTAL = "AFC_EXPERIMENTAL", "Action expérimentale"
    POEC = "POEC", "POE collective"
    SIEG = "SIEG", "Service d’intérêt économique général (SIEG)"


class Modality(StrEnum):
    """Where the teaching happens (LHEO modalites-enseignement 0, 1, 2); the value is the filter's word."""

    label: str
    lheo: int

    def __new__(cls, value: str, label: str, lheo: int) -> Modality:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.lheo = label, lheo
        return member

    ONSITE = "presentiel", "En présentiel", 0
    MIXED = "mixte", "En partie à distance", 1
    REMOTE = "distance", "Entièrement à distance", 2


class EntryMode(StrEnum):
    """Fixed dates or entries all along (LHEO modalites-entrees-sorties 0, 1)."""

    FIXED = "fixed"
    PERMANENT = "permanent"


class Precision(StrEnum):
    """How much of a date a feed really gave (lheo.md rule 11)."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class ContactRole(StrEnum):
    """What a session contact is for (R-002-38)."""

    RECEIVES = "receives_prescriptions"
    ANSWERS = "answers_questions"
    BOTH = "both"


class ReviewKind(StrEnum):
    """« Bilan intermédiaire » and « bilan final »: professional only (R-002-36)."""

    INTERIM = "interim"
    FINAL = "final"


RecruitmentState.OPEN.lheo, RecruitmentState.CLOSED.lheo = 1, 2
RecruitmentState.SUSPENDED.lheo, RecruitmentState.UNKNOWN.lheo = 3, None
RecruitmentState.OPEN.help = "Des places restent\u00a0: vous pouvez candidater."
RecruitmentState.SUSPENDED.help = "Les inscriptions sont interrompues\u202f; elles peuvent reprendre plus tard."
RecruitmentState.CLOSED.help = "Le recrutement est terminé."
RecruitmentState.UNKNOWN.help = "L’organisme n’a pas indiqué si le recrutement est ouvert."

PUBLIC_RECRUITMENT = (RecruitmentState.OPEN, RecruitmentState.SUSPENDED)
EXPORTED_PUBLICATION = (PublicationState.PUBLISHED, PublicationState.EXPORT_ONLY)
ONCE_PUBLIC = (PublicationState.PUBLISHED, PublicationState.WITHDRAWN, PublicationState.ARCHIVED)
