"""The builders make what the rules call public: a test that changes one fact then shows what that fact does."""

from __future__ import annotations

from portal.catalogue.models import TrainingSession
from portal.foundation import clock
from tests.factories import TODAY, an_offer, day


def test_the_usual_offer_is_public_and_exported(session):
    offer = an_offer(session, reviews=[60], meetings=[{"held_on": day(3)}])
    session.commit()
    found = session.get_one(TrainingSession, offer.id)
    assert found.is_public(TODAY)
    assert found.is_exported
    assert [funding.market_number for funding in found.fundings] == ["MARCHE-SECRET-42"]
    assert [review.on for review in found.review_dates] == [day(60)]


def test_the_clock_of_the_application_stands_at_the_builders_day(app):
    assert clock.local_day(clock.now()) == TODAY
