"""Every models module, imported once: Alembic and the tests see the whole schema from here."""

from __future__ import annotations

from portal.catalogue import listing_model, models
from portal.foundation.db import Base
from portal.organisations import models as organisation_models

metadata = Base.metadata
MODULES = (organisation_models, models, listing_model)
