"""The public catalogue for machines: the same rows as `/offres`, in formats that anybody may reuse.

Everything here is made from public rows only (`offer_listing`, then sessions that still pass `public_on`): no closed
or unknown session, review date, market number, programme or contact person can come out of it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Publisher:
    """Who publishes, where, and under which licence: what each format has to say of itself."""

    name: str
    base_url: str
    licence: str
    licence_url: str
