"""Search index of the listing, and triggers that hide what is not public any more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# The text of that day, written out: a migration must not change its meaning with search/ddl.py.
MAKE = {
    "sqlite": (
        "DROP TABLE search_term",
        """CREATE TABLE search_term (
            term VARCHAR(60) NOT NULL, word VARCHAR(60) DEFAULT '' NOT NULL, sessions INTEGER NOT NULL,
            CONSTRAINT pk_search_term PRIMARY KEY (term)) WITHOUT ROWID""",
        """CREATE VIRTUAL TABLE offer_words USING fts5(
            terms, content='', columnsize=0, detail=none, tokenize="ascii tokenchars '_-'")""",
        """CREATE TRIGGER offer_listing_words_insert AFTER INSERT ON offer_listing BEGIN
            INSERT INTO offer_words(rowid, terms) VALUES (new.position, new.terms); END""",
        """CREATE TRIGGER offer_listing_words_delete AFTER DELETE ON offer_listing BEGIN
            INSERT INTO offer_words(offer_words, rowid, terms) VALUES ('delete', old.position, old.terms); END""",
        """CREATE TRIGGER offer_listing_words_update AFTER UPDATE OF position, terms ON offer_listing BEGIN
            INSERT INTO offer_words(offer_words, rowid, terms) VALUES ('delete', old.position, old.terms);
            INSERT INTO offer_words(rowid, terms) VALUES (new.position, new.terms); END""",
        """CREATE TRIGGER listing_session_hidden AFTER UPDATE OF publication_state, recruitment_state ON training_session
            WHEN (NOT (new.publication_state = 'published' AND new.recruitment_state IN ('open', 'suspended'))) AND
            EXISTS (SELECT 1 FROM offer_listing WHERE session_id = new.id AND listed_until <> -1) BEGIN
            UPDATE offer_listing SET listed_until = -1 WHERE session_id = new.id AND listed_until <> -1;
            UPDATE catalogue_revision SET revision = revision + 1; END""",
        """CREATE TRIGGER listing_session_state AFTER UPDATE OF recruitment_state ON training_session
            WHEN (new.publication_state = 'published' AND new.recruitment_state IN ('open', 'suspended') AND
            new.recruitment_state <> old.recruitment_state) AND EXISTS (SELECT 1 FROM offer_listing WHERE
            session_id = new.id) BEGIN
            UPDATE offer_listing SET state = new.recruitment_state, version = version + 1 WHERE session_id = new.id;
            UPDATE catalogue_revision SET revision = revision + 1; END""",
        """CREATE TRIGGER listing_session_end AFTER UPDATE OF ends_on, entry_mode ON training_session
            WHEN (new.entry_mode <> old.entry_mode OR new.ends_on <> old.ends_on
            OR (new.ends_on IS NULL) <> (old.ends_on IS NULL)) AND EXISTS (SELECT 1 FROM offer_listing WHERE
            session_id = new.id AND listed_until NOT IN (-1, CASE WHEN new.entry_mode = 'fixed' AND new.ends_on IS
            NOT NULL THEN CAST(julianday(new.ends_on) - julianday('1970-01-01') AS INTEGER) ELSE 2000000 END)) BEGIN
            UPDATE offer_listing SET listed_until = CASE WHEN new.entry_mode = 'fixed' AND new.ends_on IS NOT NULL
            THEN CAST(julianday(new.ends_on) - julianday('1970-01-01') AS INTEGER) ELSE 2000000 END WHERE
            session_id = new.id AND listed_until NOT IN (-1, CASE WHEN new.entry_mode = 'fixed' AND new.ends_on IS
            NOT NULL THEN CAST(julianday(new.ends_on) - julianday('1970-01-01') AS INTEGER) ELSE 2000000 END);
            UPDATE catalogue_revision SET revision = revision + 1; END""",
        """CREATE TRIGGER listing_session_deleted AFTER DELETE ON training_session
            WHEN EXISTS (SELECT 1 FROM offer_listing WHERE session_id = old.id AND listed_until <> -1) BEGIN
            UPDATE offer_listing SET listed_until = -1 WHERE session_id = old.id AND listed_until <> -1;
            UPDATE catalogue_revision SET revision = revision + 1; END""",
        """CREATE TRIGGER listing_action_hidden AFTER UPDATE OF publication_state ON training_action
            WHEN (new.publication_state <> 'published') AND EXISTS (SELECT 1 FROM offer_listing WHERE action_id =
            new.id AND listed_until <> -1) BEGIN
            UPDATE offer_listing SET listed_until = -1 WHERE action_id = new.id AND listed_until <> -1;
            UPDATE catalogue_revision SET revision = revision + 1; END""",
    ),
    "postgresql": (
        """ALTER TABLE offer_listing ADD COLUMN pg_words tsvector
            GENERATED ALWAYS AS (array_to_tsvector(string_to_array(terms, ' '))) STORED,
            ADD COLUMN pg_funders text GENERATED ALWAYS AS (substring(terms from '(?: (_f.*))$') || ' ') STORED""",
        "ALTER TABLE offer_listing ALTER COLUMN pg_words SET STATISTICS 2000",
        """CREATE INDEX pg_offer_listing_walk ON offer_listing (position)
            INCLUDE (state, department, commune_code, kind, modality, certifying, pg_funders)""",
        "CREATE INDEX pg_offer_listing_department ON offer_listing (department, position)",
        "CREATE INDEX pg_offer_listing_commune ON offer_listing (commune_code, position)",
        "CREATE INDEX pg_search_term_beginning ON search_term (term text_pattern_ops)",
        "CREATE INDEX gin_offer_listing_words ON offer_listing USING gin (pg_words) WITH (fastupdate = off)",
        """CREATE FUNCTION listing_session_turn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 FROM
            catalogue_revision FOR UPDATE; RETURN NULL; END $$""",
        """CREATE TRIGGER listing_session_turn BEFORE UPDATE OF publication_state, recruitment_state, ends_on, entry_mode
            OR DELETE ON training_session FOR EACH STATEMENT EXECUTE FUNCTION listing_session_turn()""",
        "COMMENT ON TRIGGER listing_session_turn ON training_session IS '30edc51b183bbc88'",
        """CREATE FUNCTION listing_action_turn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 FROM
            catalogue_revision FOR UPDATE; RETURN NULL; END $$""",
        """CREATE TRIGGER listing_action_turn BEFORE UPDATE OF publication_state ON training_action FOR EACH STATEMENT
            EXECUTE FUNCTION listing_action_turn()""",
        "COMMENT ON TRIGGER listing_action_turn ON training_action IS '3b4faa6fb356dc0e'",
        """CREATE FUNCTION listing_session_hidden() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE offer_listing SET
            listed_until = -1 WHERE session_id = new.id AND listed_until <> -1; IF FOUND THEN UPDATE
            catalogue_revision SET revision = revision + 1 WHERE xmin <> pg_current_xact_id()::xid; END IF; RETURN
            NULL; END $$""",
        """CREATE TRIGGER listing_session_hidden AFTER UPDATE OF publication_state, recruitment_state ON training_session
            FOR EACH ROW WHEN (NOT (new.publication_state = 'published' AND new.recruitment_state IN ('open',
            'suspended'))) EXECUTE FUNCTION listing_session_hidden()""",
        "COMMENT ON TRIGGER listing_session_hidden ON training_session IS 'b887a4f39b9f5fbb'",
        """CREATE FUNCTION listing_session_state() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE offer_listing SET
            state = new.recruitment_state, version = version + 1 WHERE session_id = new.id; IF FOUND THEN UPDATE
            catalogue_revision SET revision = revision + 1 WHERE xmin <> pg_current_xact_id()::xid; END IF; RETURN
            NULL; END $$""",
        """CREATE TRIGGER listing_session_state AFTER UPDATE OF recruitment_state ON training_session FOR EACH ROW WHEN
            (new.publication_state = 'published' AND new.recruitment_state IN ('open', 'suspended') AND
            new.recruitment_state <> old.recruitment_state) EXECUTE FUNCTION listing_session_state()""",
        "COMMENT ON TRIGGER listing_session_state ON training_session IS 'e8df13a810f03a2d'",
        """CREATE FUNCTION listing_session_end() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE offer_listing SET
            listed_until = CASE WHEN new.entry_mode = 'fixed' AND new.ends_on IS NOT NULL THEN new.ends_on - DATE
            '1970-01-01' ELSE 2000000 END WHERE session_id = new.id AND listed_until NOT IN (-1, CASE WHEN
            new.entry_mode = 'fixed' AND new.ends_on IS NOT NULL THEN new.ends_on - DATE '1970-01-01' ELSE 2000000
            END); IF FOUND THEN UPDATE catalogue_revision SET revision = revision + 1 WHERE xmin <>
            pg_current_xact_id()::xid; END IF; RETURN NULL; END $$""",
        """CREATE TRIGGER listing_session_end AFTER UPDATE OF ends_on, entry_mode ON training_session FOR EACH ROW WHEN
            (new.entry_mode <> old.entry_mode OR new.ends_on <> old.ends_on
            OR (new.ends_on IS NULL) <> (old.ends_on IS NULL)) EXECUTE FUNCTION listing_session_end()""",
        "COMMENT ON TRIGGER listing_session_end ON training_session IS '04f878b941635d00'",
        """CREATE FUNCTION listing_session_deleted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE offer_listing SET
            listed_until = -1 WHERE session_id = old.id AND listed_until <> -1; IF FOUND THEN UPDATE
            catalogue_revision SET revision = revision + 1 WHERE xmin <> pg_current_xact_id()::xid; END IF; RETURN
            NULL; END $$""",
        """CREATE TRIGGER listing_session_deleted AFTER DELETE ON training_session FOR EACH ROW EXECUTE FUNCTION
            listing_session_deleted()""",
        "COMMENT ON TRIGGER listing_session_deleted ON training_session IS '9af59772434850e9'",
        """CREATE FUNCTION listing_action_hidden() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE offer_listing SET
            listed_until = -1 WHERE action_id = new.id AND listed_until <> -1; IF FOUND THEN UPDATE
            catalogue_revision SET revision = revision + 1 WHERE xmin <> pg_current_xact_id()::xid; END IF; RETURN
            NULL; END $$""",
        """CREATE TRIGGER listing_action_hidden AFTER UPDATE OF publication_state ON training_action FOR EACH ROW WHEN
            (new.publication_state <> 'published') EXECUTE FUNCTION listing_action_hidden()""",
        "COMMENT ON TRIGGER listing_action_hidden ON training_action IS '2a5fb7047a115390'",
    ),
}
UNDO = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS offer_listing_words_insert",
        "DROP TRIGGER IF EXISTS offer_listing_words_delete",
        "DROP TRIGGER IF EXISTS offer_listing_words_update",
        "DROP TRIGGER IF EXISTS listing_session_hidden",
        "DROP TRIGGER IF EXISTS listing_session_state",
        "DROP TRIGGER IF EXISTS listing_session_end",
        "DROP TRIGGER IF EXISTS listing_session_deleted",
        "DROP TRIGGER IF EXISTS listing_action_hidden",
        "DROP TABLE offer_words",
    ),
    "postgresql": (
        "DROP TRIGGER listing_session_turn ON training_session",
        "DROP FUNCTION listing_session_turn()",
        "DROP TRIGGER listing_action_turn ON training_action",
        "DROP FUNCTION listing_action_turn()",
        "DROP TRIGGER listing_session_hidden ON training_session",
        "DROP FUNCTION listing_session_hidden()",
        "DROP TRIGGER listing_session_state ON training_session",
        "DROP FUNCTION listing_session_state()",
        "DROP TRIGGER listing_session_end ON training_session",
        "DROP FUNCTION listing_session_end()",
        "DROP TRIGGER listing_session_deleted ON training_session",
        "DROP FUNCTION listing_session_deleted()",
        "DROP TRIGGER listing_action_hidden ON training_action",
        "DROP FUNCTION listing_action_hidden()",
        "DROP INDEX pg_offer_listing_walk",
        "DROP INDEX pg_offer_listing_department",
        "DROP INDEX pg_offer_listing_commune",
        "DROP INDEX pg_search_term_beginning",
        "DROP INDEX gin_offer_listing_words",
        "ALTER TABLE offer_listing DROP COLUMN pg_words, DROP COLUMN pg_funders",
    ),
}


def upgrade() -> None:
    op.add_column("search_term", sa.Column("word", sa.String(length=60), nullable=False, server_default=""))
    connection = op.get_bind()
    for statement in MAKE[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    connection = op.get_bind()
    for statement in UNDO[connection.dialect.name]:
        connection.exec_driver_sql(statement)
    op.drop_column("search_term", "word")
