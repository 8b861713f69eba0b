"""Refusals the domain may raise; the web layer alone turns them into pages."""

from __future__ import annotations


class Refusal(Exception):
    """Something the rules do not allow; `str(error)` is the French sentence shown."""

    http_status = 400


class NotAllowed(Refusal):
    """The person may see the record but not do this."""

    http_status = 403


class NotFound(Refusal):
    """No such record, or not visible to this person: the two are never told apart."""

    http_status = 404


class Gone(Refusal):
    """The record was public once and is not any more."""

    http_status = 410


class IllegalTransition(Refusal):
    """The record is not in a state from which this move exists."""

    http_status = 409


class BrokenRule(Refusal):
    """A rule the person can repair; shown beside `field`."""

    http_status = 422

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message
