"""What one formation says, in the order of the tables' columns: plain tuples, ready for bulk writing.

JSON columns are already text, dates ISO text, states the values of their enums: what both engines take as it is.
"""

from __future__ import annotations

from typing import NamedTuple


class OrganisationFacts(NamedTuple):
    """A training organisation; `company_no` is unique when known, else `source_key` names it."""

    name: str
    legal_name: str | None
    country: str
    company_no: str | None
    activity_no: str | None
    source_key: str | None
    address: str | None
    postcode: str | None
    town: str | None
    commune_code: str | None
    phone: str | None
    email: str | None
    website: str | None
    uai: str | None


class ActionFacts(NamedTuple):
    """The pedagogical description: LHEO `<formation>` without its actions."""

    number: str | None
    title: str
    objective: str | None
    programme: str | None
    expected_results: str | None
    certifying: bool | None
    pathway: int | None
    entry_level: int | None
    exit_level: int | None
    general_goal: int | None
    kind: str | None
    sieg_segment: int | None
    url: str | None
    codes: str
    contacts: str
    source_updated_on: str | None


class TermsFacts(NamedTuple):
    """How it is delivered: LHEO `<action>` without its sessions."""

    number: str | None
    rhythm: str | None
    alternation: str | None
    prerequisites: str | None
    entry_level_required: bool | None
    publics: str
    publics_info: str | None
    duration_text: str | None
    hours_centre: float | None
    hours_company: float | None
    hours_total: float | None
    costs_covered: bool | None
    costs_detail: str | None
    remaining_costs: str | None
    price_total: str | None
    conventioned: bool | None
    accessibility: str | None
    meals: str | None
    lodging: str | None
    transport: str | None
    languages: str
    recruitment_text: str | None
    teaching_text: str | None
    url: str | None
    other_places: str


class PlaceFacts(NamedTuple):
    """An address, its commune when the gazetteer knows it, and its coordinates."""

    place_name: str | None = None
    address: str | None = None
    postcode: str | None = None
    town: str | None = None
    commune_code: str | None = None
    department: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class SessionFacts(NamedTuple):
    """One dated run in one place; the place's columns are those of PlaceFacts, in its order."""

    number: str | None
    starts_on: str | None
    starts_precision: str
    ends_on: str | None
    ends_precision: str
    entry_mode: str
    entry_interval_weeks: int | None
    modality: str
    place_name: str | None
    address: str | None
    postcode: str | None
    town: str | None
    commune_code: str | None
    department: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    seats: int | None
    complementary: bool
    specificity: str | None
    registration_text: str | None
    registration_from: str | None
    registration_until: str | None
    url: str | None
    recruitment_state: str
    publication_state: str


class FundingFacts(NamedTuple):
    """Who pays; `funder` is the code of a portal funder."""

    funder: str
    label: str | None
    market_number: str | None
    programme: str | None
    seats_funded: int | None


class ContactFacts(NamedTuple):
    """Whom to call or write to."""

    name: str | None
    phone: str | None
    email: str | None
    web: str | None
    role: str
    type_code: int | None


class MeetingFacts(NamedTuple):
    """An information meeting on a known day."""

    held_on: str
    starts_at: str | None
    ends_at: str | None
    place: str | None
    remote_url: str | None
    seats: int | None
    comment: str | None


class SessionOffer(NamedTuple):
    """A session with what hangs on it; review dates are (kind, ISO day)."""

    facts: SessionFacts
    contacts: tuple[ContactFacts, ...]
    meetings: tuple[MeetingFacts, ...]
    entry_dates: tuple[str, ...]
    review_dates: tuple[tuple[str, str], ...]


class TermsOffer(NamedTuple):
    """One LHEO action: its fundings and providers hold for each of its sessions."""

    facts: TermsFacts
    fundings: tuple[FundingFacts, ...]
    providers: tuple[str, ...]
    sessions: tuple[SessionOffer, ...]


class Offer(NamedTuple):
    """One formation; organisations are named by their keys (`Mapper.organisations`)."""

    facts: ActionFacts
    lead: str | None
    terms: tuple[TermsOffer, ...]
