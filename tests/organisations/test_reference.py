"""What a migrated database holds before anything is imported."""

from __future__ import annotations

import sqlalchemy as sa

from portal.organisations.models import Funder
from portal.organisations.reference import FUNDERS


def test_a_new_database_knows_every_funder(session):
    rows = session.execute(sa.select(Funder.code, Funder.name, Funder.lheo_code, Funder.rank)).all()
    assert sorted(map(tuple, rows)) == sorted(FUNDERS)


def test_a_company_number_of_the_wrong_length_is_refused_by_the_database(engine):
    with engine.connect() as connection:
        for country, number in (("FR", "123"), ("BE", "12345678901234"), ("DE", None)):
            transaction = connection.begin()
            try:
                connection.execute(
                    sa.text(
                        "INSERT INTO organisation (name, country, company_no, active, created_at, updated_at) "
                        "VALUES ('x', :country, :number, :yes, :at, :at)"
                    ),
                    {"country": country, "number": number, "yes": True, "at": "2026-01-01 00:00:00"},
                )
            except sa.exc.IntegrityError:
                continue
            else:
                raise AssertionError(f"{country} {number} was accepted")
            finally:
                transaction.rollback()
