"""Who is asking. Built once a request from the session; never an ORM object."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .errors import NotAllowed


class Role(StrEnum):
    """What a person does in an organisation; the professional roles arrive with the accounts."""

    CATALOGUE_MANAGER = "catalogue_manager"


@dataclass(frozen=True)
class Membership:
    """One role in one organisation."""

    organisation_id: int
    role: Role


@dataclass(frozen=True)
class Actor:
    """A person (or nobody: the public) with what they may act for."""

    user_id: int | None = None
    memberships: frozenset[Membership] = frozenset()

    @property
    def is_public(self) -> bool:
        """Nobody is logged in."""
        return self.user_id is None

    def organisations(self, *roles: Role) -> frozenset[int]:
        """The organisations in which this person holds one of the roles."""
        return frozenset(m.organisation_id for m in self.memberships if m.role in roles)


PUBLIC = Actor()


def require(allowed: bool) -> None:
    """Raise NotAllowed unless a policy said yes."""
    if not allowed:
        raise NotAllowed("Vous n’avez pas le droit de faire cela.")
