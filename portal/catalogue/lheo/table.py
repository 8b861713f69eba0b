"""The whole exported offer as a table for people: `;`, UTF-8 with its mark, French headers; and plain codes at the end.

Cells that a spreadsheet would take for a formula get an apostrophe. Professional: it holds market numbers.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.catalogue.models import ActionTerms, SessionContact, SessionFunding, TrainingAction, TrainingSession
from portal.catalogue.status import EntryMode, Precision, PublicationState
from portal.foundation import french
from portal.foundation.csvfile import harmless
from portal.organisations.models import Funder, Organisation

from .exporter import Opened, Report

BATCH = 1000
HEADERS = (
    "Formation",
    "Numéro de formation",
    "Type",
    "Certifiante",
    "Organisme",
    "SIRET ou BCE",
    "Numéro de session",
    "Recrutement",
    "Diffusion",
    "Début",
    "Fin",
    "Entrées",
    "Modalité",
    "Lieu",
    "Adresse",
    "Code postal",
    "Commune",
    "Département",
    "Pays",
    "Financeurs",
    "Marchés",
    "Places",
    "Heures en centre",
    "Heures en entreprise",
    "Heures au total",
    "Contact",
    "Téléphone",
    "Courriel",
    "Identifiant de session",
    "etat",
    "diffusion",
    "debut",
    "fin",
    "modalite",
    "entrees",
    "commune_code",
    "latitude",
    "longitude",
    "financeurs_codes",
)


def cell(value: object) -> str:
    """A value as a cell: a text is never a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    return harmless(value) if isinstance(value, str) else str(value)


def spoken(day: date | None, precision: Precision) -> str:
    """« 12/01/2027 », « janvier 2027 », « 2027 », or nothing: as far as the date is known."""
    if day is None or precision is Precision.UNKNOWN:
        return ""
    if precision is Precision.DAY:
        return f"{day:%d/%m/%Y}"
    return f"{french.MONTHS[day.month - 1]} {day.year}" if precision is Precision.MONTH else str(day.year)


def written(day: date | None, precision: Precision) -> str:
    """The same for programs: 2027-01-12, 2027-01, 2027."""
    length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4, Precision.UNKNOWN: 0}[precision]
    return day.isoformat()[:length] if day else ""


_S, _A, _T, _O = TrainingSession, TrainingAction, ActionTerms, Organisation
_ROWS = (
    sa.select(
        _S.id,
        _S.public_id,
        _S.number,
        _S.recruitment_state,
        _S.publication_state,
        _S.starts_on,
        _S.starts_precision,
        _S.ends_on,
        _S.ends_precision,
        _S.entry_mode,
        _S.modality,
        _S.place_name,
        _S.address,
        _S.postcode,
        _S.town,
        _S.department,
        _S.country,
        _S.commune_code,
        _S.latitude,
        _S.longitude,
        _S.seats,
        _A.title,
        _A.number.label("action_number"),
        _A.kind,
        _A.certifying,
        _T.hours_centre,
        _T.hours_company,
        _T.hours_total,
        _O.name.label("organisation"),
        _O.company_no,
    )
    .join(_A, _A.id == _S.action_id)
    .join(_T, _T.id == _S.terms_id)
    .outerjoin(_O, _O.id == _A.lead_organisation_id)
    .where(_S.is_exported)
    .order_by(_S.id)
    .limit(BATCH)
)
_FUNDINGS = (
    sa.select(
        SessionFunding.session_id,
        Funder.code,
        sa.func.coalesce(SessionFunding.label, Funder.name).label("name"),
        SessionFunding.market_number,
    )
    .join(Funder, Funder.id == SessionFunding.funder_id)
    .order_by(Funder.rank, SessionFunding.id)
)
_CONTACTS = sa.select(
    SessionContact.session_id, SessionContact.name, SessionContact.phone, SessionContact.email
).order_by(SessionContact.id)


@dataclass
class Table:
    """The CSV of every exported session, whatever its recruitment state."""

    report: Report

    def pieces(self, opened: Opened) -> Iterator[bytes]:
        """The file, one piece per batch."""
        yield _lines([HEADERS]).encode("utf-8-sig")
        after = 0
        while True:
            with opened() as connection:
                rows = connection.execute(_ROWS.where(_S.id > after)).all()
                if not rows:
                    return
                fundings = _gathered(connection, _FUNDINGS, SessionFunding.session_id, rows)
                contacts = _gathered(connection, _CONTACTS, SessionContact.session_id, rows)
            self.report.sessions += len(rows)
            yield _lines([record(row, fundings[row.id], contacts[row.id]) for row in rows]).encode("utf-8", "replace")
            after = rows[-1].id


def _gathered(connection: sa.Connection, statement: Any, column: Any, rows: Sequence[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(statement.where(column.between(rows[0].id, rows[-1].id))):
        found[row.session_id].append(row)
    return found


def record(row: Any, fundings: Sequence[Any], contacts: Sequence[Any]) -> list[str]:
    """One line, in the order of HEADERS."""
    return [cell(value) for value in (*_for_people(row, fundings, contacts), *_for_programs(row, fundings))]


def _for_people(row: Any, fundings: Sequence[Any], contacts: Sequence[Any]) -> tuple[Any, ...]:
    contact = contacts[0] if contacts else None
    return (
        row.title,
        row.action_number,
        row.kind and row.kind.value,
        row.certifying,
        row.organisation,
        row.company_no,
        row.number,
        row.recruitment_state.label,
        row.publication_state.label,
        spoken(row.starts_on, row.starts_precision),
        spoken(row.ends_on, row.ends_precision),
        "permanentes" if row.entry_mode is EntryMode.PERMANENT else "dates fixes",
        row.modality.label,
        row.place_name,
        (row.address or "").replace("\n", ", "),
        row.postcode,
        row.town,
        row.department,
        row.country,
        " | ".join(one.name for one in fundings),
        " | ".join(dict.fromkeys(one.market_number for one in fundings if one.market_number)),
        row.seats,
        *(_hours(hours) for hours in (row.hours_centre, row.hours_company, row.hours_total)),
        *((contact.name, contact.phone, contact.email) if contact else ("", "", "")),
    )


def _for_programs(row: Any, fundings: Sequence[Any]) -> tuple[Any, ...]:
    return (
        row.public_id,
        row.recruitment_state.value,
        "export-only" if row.publication_state is PublicationState.EXPORT_ONLY else "publique",
        written(row.starts_on, row.starts_precision),
        written(row.ends_on, row.ends_precision),
        row.modality.value,
        row.entry_mode.value,
        row.commune_code,
        row.latitude,
        row.longitude,
        "|".join(one.code for one in fundings),
    )


def _hours(value: Any) -> str:
    """Hours with a decimal comma, without needless zeros."""
    return "" if value is None else f"{float(value):g}".replace(".", ",")


def _lines(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    return out.getvalue()
