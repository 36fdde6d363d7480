"""The tables of DESIGN §3. Facts are insert-only: triggers in the migrations refuse UPDATE and DELETE."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from pressure.store.metadata import STRICT, Whole, metadata
from pressure.store.officer_tables import confirmations, drafts, request_answers, social_worker_views, statements
from pressure.store.record_tables import pseudonym_keys, record, record_before, seals
from pressure.store.types import Day, Exact, Moment

__all__ = [
    "FACTS", "confirmations", "councils", "drafts", "load_notes", "load_withdrawals", "loads", "metadata", "people",
    "person_roles", "proposals", "pseudonym_keys", "ratings", "readings", "record", "record_before", "releases",
    "request_answers", "restatements", "seals", "sessions", "signatures", "social_worker_views", "statements",
]

councils = Table(
    "councils", metadata,
    Column("code", Text, primary_key=True), Column("name", Text, nullable=False),
    Column("official_name", Text, nullable=False), Column("kind", Text, nullable=False),
    Column("region_code", Text, nullable=False), Column("region", Text, nullable=False),
    Column("nation_code", Text, nullable=False), Column("nation", Text, nullable=False),
    Column("adults_18plus", Whole), Column("adults_year", Text, nullable=False),
    Column("valid_from", Day), Column("valid_to", Day),
    Column("successors", Text, nullable=False), Column("former_codes", Text, nullable=False),
    Column("cassr_code", Text, nullable=False), Column("aliases", Text, nullable=False),
    Column("gov_uk_slug", Text, nullable=False), Column("demonstration", Integer, nullable=False), **STRICT)

people = Table(
    "people", metadata,
    Column("id", Text, primary_key=True), Column("name", Text, nullable=False), Column("email", Text),
    Column("issuer", Text), Column("subject", Text), Column("password_hash", Text), Column("totp_secret", Text),
    Column("totp_last_counter", Whole), Column("enrolment_sha256", Text), Column("enrolment_until", Moment),
    Column("managed_by", Text, ForeignKey("people.id")),
    Column("created_at", Moment, nullable=False), Column("disabled_at", Moment),
    UniqueConstraint("email"), UniqueConstraint("issuer", "subject"), UniqueConstraint("enrolment_sha256"), **STRICT)

person_roles = Table(
    "person_roles", metadata,
    Column("person_id", Text, ForeignKey("people.id"), primary_key=True),
    Column("council_code", Text, ForeignKey("councils.code"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("given_by", Text), Column("counts_from", Moment), **STRICT)

sessions = Table(
    "sessions", metadata,
    Column("id_sha256", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("people.id"), nullable=False),
    Column("created_at", Moment, nullable=False), Column("last_seen_at", Moment, nullable=False),
    Column("authenticated_at", Moment, nullable=False), Column("ended_at", Moment),
    Index(None, "person_id"), **STRICT)

loads = Table(
    "loads", metadata,
    Column("id", Whole, primary_key=True, autoincrement=True),
    Column("source_id", Text, nullable=False), Column("sha256", Text, nullable=False),
    Column("bytes", Whole, nullable=False), Column("encoding", Text, nullable=False),
    Column("read", Whole, nullable=False), Column("accepted", Whole, nullable=False),
    Column("held", Whole, nullable=False), Column("rejected", Whole, nullable=False),
    Column("not_needed", Whole, nullable=False),
    Column("readings_added", Whole, nullable=False), Column("readings_revised", Whole, nullable=False),
    Column("readings_unchanged", Whole, nullable=False),
    Column("recorded_at", Moment, nullable=False), Column("by_person", Text, nullable=False),
    Column("by_role", Text, nullable=False), Column("nonce", Text),
    CheckConstraint("read = accepted + held + rejected", name="adds_up"),
    Index(None, "source_id", "id"), **STRICT)

load_notes = Table(
    "load_notes", metadata,
    Column("id", Whole, primary_key=True, autoincrement=True),
    Column("load_id", Whole, ForeignKey("loads.id"), nullable=False),
    Column("row", Whole, nullable=False), Column("kind", Text, nullable=False),
    Column("column", Text, nullable=False), Column("found", Text, nullable=False),
    Column("expected", Text, nullable=False), Column("next_step", Text, nullable=False),
    Index(None, "load_id"), **STRICT)

load_withdrawals = Table(
    "load_withdrawals", metadata,
    Column("load_id", Whole, ForeignKey("loads.id"), primary_key=True, autoincrement=False),
    Column("withdrawn_at", Moment, nullable=False), Column("reason", Text, nullable=False),
    Column("by_person", Text, nullable=False), Column("by_role", Text, nullable=False), **STRICT)

readings = Table(
    "readings", metadata,
    Column("id", Whole, primary_key=True, autoincrement=True),
    Column("council_code", Text, nullable=False), Column("measure_id", Text, nullable=False),
    Column("period_start", Day, nullable=False), Column("period_end", Day, nullable=False),
    Column("numerator", Whole), Column("scale", Whole, nullable=False), Column("denominator", Whole),
    Column("value", Exact), Column("value_is_rounded", Integer, nullable=False),
    Column("status", Text, nullable=False), Column("marker", Text, nullable=False),
    Column("cadence", Text, nullable=False), Column("source_id", Text, nullable=False),
    Column("from_council", Integer, nullable=False), Column("recorded_at", Moment, nullable=False),
    Column("load_id", Whole, ForeignKey("loads.id"), nullable=False), Column("row", Whole, nullable=False),
    Index(None, "council_code", "cadence", "period_end"),
    Index(None, "council_code", "measure_id", "period_end"),
    Index(None, "source_id", "period_end"), Index(None, "load_id"), Index(None, "recorded_at"), **STRICT)

proposals = Table(
    "proposals", metadata,
    Column("id", Whole, primary_key=True, autoincrement=True),
    Column("declaration_id", Text, nullable=False),
    Column("council_code", Text, ForeignKey("councils.code"), nullable=False),
    Column("kind", Text, nullable=False), Column("measure_id", Text, nullable=False),
    Column("stage", Integer, nullable=False), Column("starts_at", Moment, nullable=False),
    Column("review_by", Day), Column("text", Text, nullable=False), Column("text_sha256", Text, nullable=False),
    Column("proposed_by", Text, ForeignKey("people.id"), nullable=False),
    Column("proposed_by_role", Text, nullable=False), Column("proposed_at", Moment, nullable=False),
    UniqueConstraint("id", "declaration_id", "proposed_by", "text_sha256"),
    Index(None, "council_code"), Index(None, "declaration_id"), **STRICT)

signatures = Table(
    "signatures", metadata,
    Column("proposal_id", Whole, primary_key=True, autoincrement=False),
    Column("declaration_id", Text, nullable=False), Column("proposed_by", Text, nullable=False),
    Column("text_sha256", Text, nullable=False), Column("outcome", Text, nullable=False),
    Column("signed_by", Text, ForeignKey("people.id"), nullable=False),
    Column("signed_by_role", Text, nullable=False), Column("signed_at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    ForeignKeyConstraint(["proposal_id", "declaration_id", "proposed_by", "text_sha256"],
                         ["proposals.id", "proposals.declaration_id", "proposals.proposed_by",
                          "proposals.text_sha256"], name="signs_exactly_what_was_proposed"),
    CheckConstraint("signed_by <> proposed_by", name="two_people"),
    CheckConstraint("outcome IN ('signed', 'returned')", name="outcome"), **STRICT)

releases = Table(
    "releases", metadata,
    Column("track", Text, primary_key=True), Column("id", Text, primary_key=True),
    Column("published_at", Moment, nullable=False), Column("facts_as_of", Moment, nullable=False),
    Column("rules_digest", Text, nullable=False), Column("reason", Text, nullable=False),
    Column("note", Text, nullable=False), Column("public_address", Text, nullable=False, default=""),
    Column("manifest_sha256", Text, nullable=False), Column("nonce", Text), **STRICT)

ratings = Table(
    "ratings", metadata,
    Column("id", Whole, primary_key=True, autoincrement=True),
    Column("council_code", Text, ForeignKey("councils.code"), nullable=False),
    Column("track", Text, nullable=False), Column("release_id", Text, nullable=False),
    Column("rated_at", Moment, nullable=False), Column("points", Integer, nullable=False),
    Column("points_possible", Integer, nullable=False), Column("level_points", Integer),
    Column("level_calculated", Integer), Column("level_published", Integer),
    Column("status", Text, nullable=False), Column("deciding_rule", Text),
    Column("since", Moment, nullable=False), Column("data_to", Day), Column("next_due", Moment),
    Column("valid_until", Moment), Column("method_version", Text, nullable=False),
    Column("explained", Text, nullable=False), Column("shown", Text, nullable=False),
    UniqueConstraint("council_code", "rated_at"),
    Index("ix_ratings_levels", "track", "rated_at", "council_code", "level_published", "status", "deciding_rule",
          "valid_until", "release_id", "id"), **STRICT)

restatements = Table(
    "restatements", metadata,
    Column("id", Whole, primary_key=True, autoincrement=True),
    Column("rating_id", Whole, ForeignKey("ratings.id"), nullable=False),
    Column("track", Text, nullable=False), Column("release_id", Text, nullable=False),
    Column("published_at", Moment, nullable=False), Column("correction_id", Text, nullable=False),
    Column("level_published", Integer), Column("explained", Text, nullable=False),
    Column("shown", Text, nullable=False),
    Index(None, "rating_id"), Index(None, "track", "published_at"), **STRICT)

FACTS = (loads, load_notes, load_withdrawals, readings, proposals, signatures, releases, ratings, restatements,
         confirmations, social_worker_views, statements, request_answers, record, record_before, seals)
