"""first tables"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# As they were on this day: a migration must not change its meaning with the code.
FUNDERS = (
    ("CRA", "Conseil régional", 2, 1),
    ("PE", "France Travail", 4, 2),
    ("AGEFIPH", "Agefiph", 7, 3),
    ("FOREM", "Le Forem", 15, 4),
    ("OPCO", "Opérateur de compétences (OPCO)", 16, 10),
    ("TRANSITIONS", "Transitions Pro", 17, 11),
    ("ETAT_EMPLOI", "État, emploi", 11, 12),
    ("ETAT_EN", "État, éducation nationale", 12, 13),
    ("ETAT_INTERIEUR", "État, intérieur", 19, 14),
    ("ETAT_AUTRE", "État, autre ministère", 13, 15),
    ("FSE", "Fonds social européen", 3, 16),
    ("UE", "Autres fonds européens", 14, 17),
    ("DEPARTEMENT", "Conseil départemental", 8, 18),
    ("COMMUNE", "Commune", 9, 19),
    ("COLLECTIVITE", "Autre collectivité", 15, 20),
    ("LADOM", "LADOM", 18, 21),
    ("OFII", "OFII", 20, 22),
    ("ACSE", "Cohésion sociale", 6, 23),
    ("ENTREPRISE", "Entreprise", 5, 24),
    ("BENEFICIAIRE", "La personne elle-même", 10, 25),
    ("AUTRE", "Autre financeur", 0, 90),
)


def upgrade() -> None:
    op.create_table(
        "catalogue_revision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_catalogue_revision_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_revision")),
    )
    op.create_table(
        "listing_count",
        sa.Column("facet", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("facet", "value", name=op.f("pk_listing_count")),
    )
    op.create_table(
        "offer_listing",
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("action_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("listed_until", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("offer_public_id", sa.String(length=16), nullable=False),
        sa.Column("session_public_id", sa.String(length=16), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("organisation", sa.String(length=250), nullable=False),
        sa.Column("town", sa.String(length=100), nullable=True),
        sa.Column("postcode", sa.String(length=10), nullable=True),
        sa.Column("department", sa.String(length=8), nullable=True),
        sa.Column("commune_code", sa.String(length=12), nullable=True),
        sa.Column("funder", sa.String(length=20), nullable=True),
        sa.Column("funders", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("modality", sa.String(length=32), nullable=False),
        sa.Column("certifying", sa.Boolean(), nullable=False),
        sa.Column("entry_mode", sa.String(length=32), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("starts_precision", sa.String(length=32), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ends_precision", sa.String(length=32), nullable=False),
        sa.Column("next_entry", sa.Date(), nullable=True),
        sa.Column("hours", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("next_meeting", sa.String(length=20), nullable=True),
        sa.Column("siblings", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_offer_listing")),
        sa.UniqueConstraint("session_id", name=op.f("uq_offer_listing_session_id")),
    )
    with op.batch_alter_table("offer_listing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_listing_action_id"), ["action_id"], unique=False)

    op.create_table(
        "organisation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=250), nullable=False),
        sa.Column("legal_name", sa.String(length=250), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("company_no", sa.String(length=14), nullable=True),
        sa.Column("activity_no", sa.String(length=11), nullable=True),
        sa.Column("source_key", sa.String(length=300), nullable=True),
        sa.Column("address", sa.String(length=250), nullable=True),
        sa.Column("postcode", sa.String(length=10), nullable=True),
        sa.Column("town", sa.String(length=100), nullable=True),
        sa.Column("commune_code", sa.String(length=12), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("website", sa.String(length=400), nullable=True),
        sa.Column("uai", sa.String(length=8), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "company_no IS NULL OR length(company_no) = CASE country WHEN 'BE' THEN 10 ELSE 14 END",
            name=op.f("ck_organisation_company_no"),
        ),
        sa.CheckConstraint("country IN ('FR', 'BE')", name=op.f("ck_organisation_country")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("company_no", name=op.f("uq_organisation_company_no")),
        sa.UniqueConstraint("source_key", name=op.f("uq_organisation_source_key")),
    )
    op.create_table(
        "search_term",
        sa.Column("term", sa.String(length=60), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("term", name=op.f("pk_search_term")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("code", name=op.f("uq_source_code")),
    )
    op.create_table(
        "funder",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("lheo_code", sa.SmallInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("rank", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_funder_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funder")),
        sa.UniqueConstraint("code", name=op.f("uq_funder_code")),
    )
    with op.batch_alter_table("funder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_funder_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "import_run",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("full", sa.Boolean(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_import_run_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_run_source_id"), ["source_id"], unique=False)

    op.create_table(
        "training_action",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=True),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("objective", sa.Text(), nullable=True),
        sa.Column("programme", sa.Text(), nullable=True),
        sa.Column("expected_results", sa.Text(), nullable=True),
        sa.Column("certifying", sa.Boolean(), nullable=True),
        sa.Column("pathway", sa.SmallInteger(), nullable=True),
        sa.Column("entry_level", sa.SmallInteger(), nullable=True),
        sa.Column("exit_level", sa.SmallInteger(), nullable=True),
        sa.Column("general_goal", sa.SmallInteger(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("sieg_segment", sa.SmallInteger(), nullable=True),
        sa.Column("url", sa.String(length=400), nullable=True),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("contacts", sa.JSON(), nullable=False),
        sa.Column("lead_organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("hide_from_public", sa.Boolean(), nullable=False),
        sa.Column("publication_state", sa.String(length=32), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("source_updated_on", sa.Date(), nullable=True),
        sa.Column("edited_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('AFC', 'AFC_EXPERIMENTAL', 'POEC', 'SIEG')", name=op.f("ck_training_action_kind")),
        sa.CheckConstraint(
            "publication_state IN ('draft', 'submitted', 'correction', 'published', 'export_only', 'withdrawn', 'archived')",
            name=op.f("ck_training_action_publication_state"),
        ),
        sa.ForeignKeyConstraint(
            ["lead_organisation_id"],
            ["organisation.id"],
            name=op.f("fk_training_action_lead_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_action")),
        sa.UniqueConstraint("public_id", name=op.f("uq_training_action_public_id")),
    )
    with op.batch_alter_table("training_action", schema=None) as batch_op:
        batch_op.create_index("ix_training_action_lead_organisation_id", ["lead_organisation_id"], unique=False)

    op.create_table(
        "action_terms",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("action_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=True),
        sa.Column("rhythm", sa.Text(), nullable=True),
        sa.Column("alternation", sa.Text(), nullable=True),
        sa.Column("prerequisites", sa.Text(), nullable=True),
        sa.Column("entry_level_required", sa.Boolean(), nullable=True),
        sa.Column("publics", sa.JSON(), nullable=False),
        sa.Column("publics_info", sa.String(length=250), nullable=True),
        sa.Column("duration_text", sa.String(length=150), nullable=True),
        sa.Column("hours_centre", sa.Numeric(precision=6, scale=1), nullable=True),
        sa.Column("hours_company", sa.Numeric(precision=6, scale=1), nullable=True),
        sa.Column("hours_total", sa.Numeric(precision=6, scale=1), nullable=True),
        sa.Column("costs_covered", sa.Boolean(), nullable=True),
        sa.Column("costs_detail", sa.String(length=600), nullable=True),
        sa.Column("remaining_costs", sa.String(length=200), nullable=True),
        sa.Column("price_total", sa.String(length=10), nullable=True),
        sa.Column("conventioned", sa.Boolean(), nullable=True),
        sa.Column("accessibility", sa.String(length=250), nullable=True),
        sa.Column("meals", sa.String(length=250), nullable=True),
        sa.Column("lodging", sa.String(length=250), nullable=True),
        sa.Column("transport", sa.String(length=250), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("recruitment_text", sa.Text(), nullable=True),
        sa.Column("teaching_text", sa.Text(), nullable=True),
        sa.Column("url", sa.String(length=400), nullable=True),
        sa.Column("other_places", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "coalesce(hours_centre, 0) >= 0 AND coalesce(hours_company, 0) >= 0 AND coalesce(hours_total, 0) >= 0",
            name=op.f("ck_action_terms_hours"),
        ),
        sa.ForeignKeyConstraint(
            ["action_id"],
            ["training_action.id"],
            name=op.f("fk_action_terms_action_id_training_action"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_terms")),
        sa.UniqueConstraint("action_id", "position", name=op.f("uq_action_terms_action_id_position")),
    )
    op.create_table(
        "source_record",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("action_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["training_action.id"], name=op.f("fk_source_record_action_id_training_action")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_source_record_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_record")),
        sa.UniqueConstraint("action_id", name=op.f("uq_source_record_action_id")),
        sa.UniqueConstraint("source_id", "key", name=op.f("uq_source_record_source_id_key")),
    )
    with op.batch_alter_table("source_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_record_run_id"), ["run_id"], unique=False)

    op.create_table(
        "training_session",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("action_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("terms_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("starts_precision", sa.String(length=32), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ends_precision", sa.String(length=32), nullable=False),
        sa.Column("entry_mode", sa.String(length=32), nullable=False),
        sa.Column("entry_interval_weeks", sa.SmallInteger(), nullable=True),
        sa.Column("modality", sa.String(length=32), nullable=False),
        sa.Column("place_name", sa.String(length=255), nullable=True),
        sa.Column("address", sa.String(length=250), nullable=True),
        sa.Column("postcode", sa.String(length=10), nullable=True),
        sa.Column("town", sa.String(length=100), nullable=True),
        sa.Column("commune_code", sa.String(length=12), nullable=True),
        sa.Column("department", sa.String(length=8), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("seats", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("seats_taken", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("complementary", sa.Boolean(), nullable=False),
        sa.Column("specificity", sa.String(length=200), nullable=True),
        sa.Column("registration_text", sa.String(length=255), nullable=True),
        sa.Column("registration_from", sa.Date(), nullable=True),
        sa.Column("registration_until", sa.Date(), nullable=True),
        sa.Column("url", sa.String(length=400), nullable=True),
        sa.Column("recruitment_state", sa.String(length=32), nullable=False),
        sa.Column("state_changed_at", sa.DateTime(), nullable=True),
        sa.Column("state_reason", sa.String(length=500), nullable=True),
        sa.Column("publication_state", sa.String(length=32), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "ends_precision IN ('day', 'month', 'year', 'unknown')", name=op.f("ck_training_session_ends_precision")
        ),
        sa.CheckConstraint("entry_mode IN ('fixed', 'permanent')", name=op.f("ck_training_session_entry_mode")),
        sa.CheckConstraint(
            "modality IN ('presentiel', 'mixte', 'distance')", name=op.f("ck_training_session_modality")
        ),
        sa.CheckConstraint(
            "publication_state IN ('draft', 'submitted', 'correction', 'published', 'export_only', 'withdrawn', 'archived')",
            name=op.f("ck_training_session_publication_state"),
        ),
        sa.CheckConstraint(
            "recruitment_state IN ('open', 'suspended', 'closed', 'unknown')",
            name=op.f("ck_training_session_recruitment_state"),
        ),
        sa.CheckConstraint(
            "starts_precision IN ('day', 'month', 'year', 'unknown')", name=op.f("ck_training_session_starts_precision")
        ),
        sa.CheckConstraint(
            "NOT complementary OR specificity IS NOT NULL", name=op.f("ck_training_session_specificity")
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name=op.f("ck_training_session_period")
        ),
        sa.CheckConstraint("seats IS NULL OR seats > 0", name=op.f("ck_training_session_seats")),
        sa.ForeignKeyConstraint(
            ["action_id"], ["training_action.id"], name=op.f("fk_training_session_action_id_training_action")
        ),
        sa.ForeignKeyConstraint(
            ["terms_id"], ["action_terms.id"], name=op.f("fk_training_session_terms_id_action_terms")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session")),
        sa.UniqueConstraint("public_id", name=op.f("uq_training_session_public_id")),
    )
    with op.batch_alter_table("training_session", schema=None) as batch_op:
        batch_op.create_index("ix_training_session_action_id", ["action_id"], unique=False)
        batch_op.create_index("ix_training_session_terms_id", ["terms_id"], unique=False)

    op.create_table(
        "entry_date",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_entry_date_session_id_training_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_date")),
    )
    with op.batch_alter_table("entry_date", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_date_session_id"), ["session_id"], unique=False)

    op.create_table(
        "info_meeting",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.String(length=5), nullable=True),
        sa.Column("ends_at", sa.String(length=5), nullable=True),
        sa.Column("place", sa.String(length=300), nullable=True),
        sa.Column("remote_url", sa.String(length=400), nullable=True),
        sa.Column("seats", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("comment", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_info_meeting_session_id_training_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_info_meeting")),
    )
    with op.batch_alter_table("info_meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_info_meeting_session_id"), ["session_id"], unique=False)

    op.create_table(
        "review_date",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('interim', 'final')", name=op.f("ck_review_date_kind")),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_review_date_session_id_training_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_date")),
    )
    with op.batch_alter_table("review_date", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_date_session_id"), ["session_id"], unique=False)

    op.create_table(
        "session_contact",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("web", sa.String(length=400), nullable=True),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("type_code", sa.SmallInteger(), nullable=True),
        sa.CheckConstraint(
            "role IN ('receives_prescriptions', 'answers_questions', 'both')", name=op.f("ck_session_contact_role")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_session_contact_session_id_training_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_contact")),
    )
    with op.batch_alter_table("session_contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_contact_session_id"), ["session_id"], unique=False)

    op.create_table(
        "session_funding",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("funder_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=True),
        sa.Column("market_number", sa.String(length=40), nullable=True),
        sa.Column("programme", sa.String(length=100), nullable=True),
        sa.Column("seats_funded", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["funder_id"], ["funder.id"], name=op.f("fk_session_funding_funder_id_funder")),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_session_funding_session_id_training_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_funding")),
    )
    with op.batch_alter_table("session_funding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_funding_funder_id"), ["funder_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_session_funding_session_id"), ["session_id"], unique=False)

    op.create_table(
        "session_provider",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("delegated", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_session_provider_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_session_provider_session_id_training_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_provider")),
    )
    with op.batch_alter_table("session_provider", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_provider_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_session_provider_session_id"), ["session_id"], unique=False)
    op.bulk_insert(
        sa.table("funder", *(sa.column(name) for name in ("code", "name", "lheo_code", "rank"))),
        [{"code": code, "name": name, "lheo_code": lheo, "rank": rank} for code, name, lheo, rank in FUNDERS],
    )
    op.bulk_insert(
        sa.table("catalogue_revision", sa.column("id"), sa.column("revision"), sa.column("changed_at", sa.DateTime())),
        [{"id": 1, "revision": 1, "changed_at": datetime.now(UTC).replace(tzinfo=None)}],
    )


def downgrade() -> None:
    with op.batch_alter_table("session_provider", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_provider_session_id"))
        batch_op.drop_index(batch_op.f("ix_session_provider_organisation_id"))

    op.drop_table("session_provider")
    with op.batch_alter_table("session_funding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_funding_session_id"))
        batch_op.drop_index(batch_op.f("ix_session_funding_funder_id"))

    op.drop_table("session_funding")
    with op.batch_alter_table("session_contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_contact_session_id"))

    op.drop_table("session_contact")
    with op.batch_alter_table("review_date", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_date_session_id"))

    op.drop_table("review_date")
    with op.batch_alter_table("info_meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_info_meeting_session_id"))

    op.drop_table("info_meeting")
    with op.batch_alter_table("entry_date", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_date_session_id"))

    op.drop_table("entry_date")
    with op.batch_alter_table("training_session", schema=None) as batch_op:
        batch_op.drop_index("ix_training_session_terms_id")
        batch_op.drop_index("ix_training_session_action_id")

    op.drop_table("training_session")
    with op.batch_alter_table("source_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_record_run_id"))

    op.drop_table("source_record")
    op.drop_table("action_terms")
    with op.batch_alter_table("training_action", schema=None) as batch_op:
        batch_op.drop_index("ix_training_action_lead_organisation_id")

    op.drop_table("training_action")
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_run_source_id"))

    op.drop_table("import_run")
    with op.batch_alter_table("funder", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_funder_organisation_id"))

    op.drop_table("funder")
    op.drop_table("source")
    op.drop_table("search_term")
    op.drop_table("organisation")
    with op.batch_alter_table("offer_listing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_listing_action_id"))

    op.drop_table("offer_listing")
    op.drop_table("listing_count")
    op.drop_table("catalogue_revision")
