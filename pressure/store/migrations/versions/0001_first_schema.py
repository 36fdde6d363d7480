"""The first schema: every table of DESIGN §3, with triggers that refuse to change a fact."""

import sqlalchemy as sa
from alembic import op

from pressure.store.tables import immutability
from pressure.store.tables.types import Day, Exact, Moment

revision = "0001"
down_revision = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FACTS = (
    "loads",
    "load_notes",
    "load_withdrawals",
    "readings",
    "proposals",
    "signatures",
    "releases",
    "ratings",
    "restatements",
    "confirmations",
    "social_worker_views",
    "statements",
    "record",
)


def upgrade() -> None:
    op.create_table(
        "councils",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("official_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("nation_code", sa.Text(), nullable=False),
        sa.Column("nation", sa.Text(), nullable=False),
        sa.Column("adults_18plus", WHOLE, nullable=True),
        sa.Column("adults_year", sa.Text(), nullable=False),
        sa.Column("valid_from", Day(), nullable=True),
        sa.Column("valid_to", Day(), nullable=True),
        sa.Column("successors", sa.Text(), nullable=False),
        sa.Column("former_codes", sa.Text(), nullable=False),
        sa.Column("cassr_code", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("gov_uk_slug", sa.Text(), nullable=False),
        sa.Column("demonstration", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_councils"),
        sqlite_strict=True,
    )
    op.create_table(
        "loads",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("bytes", WHOLE, nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.Column("read", WHOLE, nullable=False),
        sa.Column("accepted", WHOLE, nullable=False),
        sa.Column("held", WHOLE, nullable=False),
        sa.Column("rejected", WHOLE, nullable=False),
        sa.Column("not_needed", WHOLE, nullable=False),
        sa.Column("readings_added", WHOLE, nullable=False),
        sa.Column("readings_revised", WHOLE, nullable=False),
        sa.Column("readings_unchanged", WHOLE, nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("by_person", sa.Text(), nullable=False),
        sa.Column("by_role", sa.Text(), nullable=False),
        sa.CheckConstraint("read = accepted + held + rejected", name="ck_loads_adds_up"),
        sa.PrimaryKeyConstraint("id", name="pk_loads"),
        sqlite_strict=True,
    )
    op.create_index("ix_loads_source_id_id", "loads", ["source_id", "id"])

    op.create_table(
        "people",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("totp_secret", sa.Text(), nullable=True),
        sa.Column("totp_last_counter", WHOLE, nullable=True),
        sa.Column("enrolment_sha256", sa.Text(), nullable=True),
        sa.Column("enrolment_until", Moment(), nullable=True),
        sa.Column("managed_by", sa.Text(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("disabled_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["managed_by"], ["people.id"], name="fk_people_managed_by_people"),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("email", name="uq_people_email"),
        sa.UniqueConstraint("enrolment_sha256", name="uq_people_enrolment_sha256"),
        sa.UniqueConstraint("issuer", "subject", name="uq_people_issuer_subject"),
        sqlite_strict=True,
    )
    op.create_table(
        "record",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name="pk_record"),
        sa.UniqueConstraint("hash", name="uq_record_hash"),
        sa.UniqueConstraint("idempotency_key", name="uq_record_idempotency_key"),
        sqlite_strict=True,
    )
    op.create_table(
        "releases",
        sa.Column("track", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("published_at", Moment(), nullable=False),
        sa.Column("facts_as_of", Moment(), nullable=False),
        sa.Column("rules_digest", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("public_address", sa.Text(), nullable=False),
        sa.Column("manifest_sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("track", "id", name="pk_releases"),
        sqlite_strict=True,
    )
    op.create_table(
        "load_notes",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("load_id", WHOLE, nullable=False),
        sa.Column("row", WHOLE, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("expected", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name="fk_load_notes_load_id_loads"),
        sa.PrimaryKeyConstraint("id", name="pk_load_notes"),
        sqlite_strict=True,
    )
    op.create_index("ix_load_notes_load_id", "load_notes", ["load_id"])

    op.create_table(
        "load_withdrawals",
        sa.Column("load_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("withdrawn_at", Moment(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_person", sa.Text(), nullable=False),
        sa.Column("by_role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name="fk_load_withdrawals_load_id_loads"),
        sa.PrimaryKeyConstraint("load_id", name="pk_load_withdrawals"),
        sqlite_strict=True,
    )
    op.create_table(
        "person_roles",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("council_code", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["council_code"], ["councils.code"], name="fk_person_roles_council_code_councils"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_person_roles_person_id_people"),
        sa.PrimaryKeyConstraint("person_id", "council_code", "role", name="pk_person_roles"),
        sqlite_strict=True,
    )
    op.create_table(
        "proposals",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("declaration_id", sa.Text(), nullable=False),
        sa.Column("council_code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("measure_id", sa.Text(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("review_by", Day(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_by_role", sa.Text(), nullable=False),
        sa.Column("proposed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["council_code"], ["councils.code"], name="fk_proposals_council_code_councils"),
        sa.ForeignKeyConstraint(["proposed_by"], ["people.id"], name="fk_proposals_proposed_by_people"),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
        sa.UniqueConstraint(
            "id",
            "declaration_id",
            "proposed_by",
            "text_sha256",
            name="uq_proposals_id_declaration_id_proposed_by_text_sha256",
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_proposals_council_code", "proposals", ["council_code"])
    op.create_index("ix_proposals_declaration_id", "proposals", ["declaration_id"])

    op.create_table(
        "ratings",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("council_code", sa.Text(), nullable=False),
        sa.Column("track", sa.Text(), nullable=False),
        sa.Column("release_id", sa.Text(), nullable=False),
        sa.Column("rated_at", Moment(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("points_possible", sa.Integer(), nullable=False),
        sa.Column("level_points", sa.Integer(), nullable=True),
        sa.Column("level_calculated", sa.Integer(), nullable=True),
        sa.Column("level_published", sa.Integer(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("deciding_rule", sa.Text(), nullable=True),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("data_to", Day(), nullable=True),
        sa.Column("next_due", Moment(), nullable=True),
        sa.Column("valid_until", Moment(), nullable=True),
        sa.Column("method_version", sa.Text(), nullable=False),
        sa.Column("explained", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["council_code"], ["councils.code"], name="fk_ratings_council_code_councils"),
        sa.PrimaryKeyConstraint("id", name="pk_ratings"),
        sa.UniqueConstraint("council_code", "rated_at", name="uq_ratings_council_code_rated_at"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_ratings_levels",
        "ratings",
        [
            "track",
            "council_code",
            "rated_at",
            "level_published",
            "status",
            "deciding_rule",
            "valid_until",
            "release_id",
            "id",
        ],
    )

    op.create_table(
        "readings",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("council_code", sa.Text(), nullable=False),
        sa.Column("measure_id", sa.Text(), nullable=False),
        sa.Column("period_start", Day(), nullable=False),
        sa.Column("period_end", Day(), nullable=False),
        sa.Column("numerator", WHOLE, nullable=True),
        sa.Column("scale", WHOLE, nullable=False),
        sa.Column("denominator", WHOLE, nullable=True),
        sa.Column("value", Exact(), nullable=True),
        sa.Column("value_is_rounded", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("marker", sa.Text(), nullable=False),
        sa.Column("cadence", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("from_council", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("load_id", WHOLE, nullable=False),
        sa.Column("row", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name="fk_readings_load_id_loads"),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_readings_council_code_cadence_period_end", "readings", ["council_code", "cadence", "period_end"]
    )
    op.create_index(
        "ix_readings_council_code_measure_id_period_end", "readings", ["council_code", "measure_id", "period_end"]
    )
    op.create_index("ix_readings_load_id", "readings", ["load_id"])
    op.create_index("ix_readings_recorded_at", "readings", ["recorded_at"])
    op.create_index("ix_readings_source_id_period_end", "readings", ["source_id", "period_end"])

    op.create_table(
        "sessions",
        sa.Column("id_sha256", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("last_seen_at", Moment(), nullable=False),
        sa.Column("authenticated_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_sessions_person_id_people"),
        sa.PrimaryKeyConstraint("id_sha256", name="pk_sessions"),
        sqlite_strict=True,
    )
    op.create_index("ix_sessions_person_id", "sessions", ["person_id"])

    op.create_table(
        "restatements",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("rating_id", WHOLE, nullable=False),
        sa.Column("track", sa.Text(), nullable=False),
        sa.Column("release_id", sa.Text(), nullable=False),
        sa.Column("published_at", Moment(), nullable=False),
        sa.Column("correction_id", sa.Text(), nullable=False),
        sa.Column("level_published", sa.Integer(), nullable=True),
        sa.Column("explained", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["rating_id"], ["ratings.id"], name="fk_restatements_rating_id_ratings"),
        sa.PrimaryKeyConstraint("id", name="pk_restatements"),
        sqlite_strict=True,
    )
    op.create_index("ix_restatements_rating_id", "restatements", ["rating_id"])
    op.create_index("ix_restatements_track_published_at", "restatements", ["track", "published_at"])

    op.create_table(
        "signatures",
        sa.Column("proposal_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("declaration_id", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.Text(), nullable=False),
        sa.Column("signed_by_role", sa.Text(), nullable=False),
        sa.Column("signed_at", Moment(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("outcome IN ('signed', 'returned')", name="ck_signatures_outcome"),
        sa.CheckConstraint("signed_by <> proposed_by", name="ck_signatures_two_people"),
        sa.ForeignKeyConstraint(
            ["proposal_id", "declaration_id", "proposed_by", "text_sha256"],
            ["proposals.id", "proposals.declaration_id", "proposals.proposed_by", "proposals.text_sha256"],
            name="signs_exactly_what_was_proposed",
        ),
        sa.ForeignKeyConstraint(["signed_by"], ["people.id"], name="fk_signatures_signed_by_people"),
        sa.PrimaryKeyConstraint("proposal_id", name="pk_signatures"),
        sqlite_strict=True,
    )

    op.create_table(
        "confirmations",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("council_code", sa.Text(), nullable=False),
        sa.Column("week_ending", Day(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("by_person", sa.Text(), nullable=False),
        sa.Column("by_role", sa.Text(), nullable=False),
        sa.Column("confirmed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["council_code"], ["councils.code"], name="fk_confirmations_council_code_councils"),
        sa.ForeignKeyConstraint(["by_person"], ["people.id"], name="fk_confirmations_by_person_people"),
        sa.PrimaryKeyConstraint("id", name="pk_confirmations"),
        sqlite_strict=True,
    )
    op.create_index("ix_confirmations_council_code_week_ending", "confirmations", ["council_code", "week_ending"])

    op.create_table(
        "social_worker_views",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("declaration_id", sa.Text(), nullable=False),
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_person", sa.Text(), nullable=False),
        sa.Column("by_role", sa.Text(), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.CheckConstraint(
            "view IN ('supports', 'supports_with_conditions', 'does_not_support')", name="ck_social_worker_views_view"
        ),
        sa.ForeignKeyConstraint(["by_person"], ["people.id"], name="fk_social_worker_views_by_person_people"),
        sa.PrimaryKeyConstraint("id", name="pk_social_worker_views"),
        sqlite_strict=True,
    )
    op.create_index("ix_social_worker_views_declaration_id", "social_worker_views", ["declaration_id"])

    op.create_table(
        "statements",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("council_code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_person", sa.Text(), nullable=False),
        sa.Column("by_role", sa.Text(), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.CheckConstraint("kind IN ('statement', 'correction')", name="ck_statements_kind"),
        sa.ForeignKeyConstraint(["council_code"], ["councils.code"], name="fk_statements_council_code_councils"),
        sa.ForeignKeyConstraint(["by_person"], ["people.id"], name="fk_statements_by_person_people"),
        sa.PrimaryKeyConstraint("id", name="pk_statements"),
        sqlite_strict=True,
    )
    op.create_index("ix_statements_council_code", "statements", ["council_code"])

    op.create_table(
        "drafts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("council_code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("declaration_id", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_drafts_person_id_people"),
        sa.ForeignKeyConstraint(["council_code"], ["councils.code"], name="fk_drafts_council_code_councils"),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sqlite_strict=True,
    )
    op.create_index("ix_drafts_person_id", "drafts", ["person_id"])

    dialect = op.get_bind().dialect.name
    if dialect == "postgresql":
        op.execute(immutability.POSTGRESQL_FUNCTION)
    for table in FACTS:
        for statement in (immutability.postgresql if dialect == "postgresql" else immutability.sqlite)(table):
            op.execute(statement)
    for statement in (
        immutability.POSTGRESQL_NEWEST_ONLY if dialect == "postgresql" else immutability.SQLITE_NEWEST_ONLY
    ):
        op.execute(statement)
