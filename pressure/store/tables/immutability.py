"""Triggers that refuse to change or remove a fact, for both databases."""

MESSAGE = "facts are never changed or removed"


def sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def postgresql(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ]


VOIDED = "a later proposal voids this one: read it again before you sign"
_LATER = "SELECT 1 FROM proposals WHERE declaration_id = NEW.declaration_id AND id > NEW.proposal_id"

SQLITE_NEWEST_ONLY = [
    f"CREATE TRIGGER signatures_newest_only BEFORE INSERT ON signatures WHEN EXISTS ({_LATER}) "
    f"BEGIN SELECT RAISE(ABORT, '{VOIDED}'); END"
]

POSTGRESQL_NEWEST_ONLY = [
    "CREATE OR REPLACE FUNCTION refuse_voided() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN IF EXISTS ({_LATER}) THEN RAISE EXCEPTION '{VOIDED}'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER signatures_newest_only BEFORE INSERT ON signatures FOR EACH ROW EXECUTE FUNCTION refuse_voided()",
]

POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
)
