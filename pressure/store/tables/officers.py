"""Tables of what officers write and of who stands in for whom. All but drafts, letters and
answers that are not sent yet are facts."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text

from pressure.store.tables.metadata import STRICT, Whole, metadata
from pressure.store.tables.types import Day, Moment

confirmations = Table(
    "confirmations",
    metadata,
    Column("id", Whole, primary_key=True, autoincrement=True),
    Column("council_code", Text, ForeignKey("councils.code"), nullable=False),
    Column("week_ending", Day, nullable=False),
    Column("comment", Text, nullable=False),
    Column("by_person", Text, ForeignKey("people.id"), nullable=False),
    Column("by_role", Text, nullable=False),
    Column("confirmed_at", Moment, nullable=False),
    Column("figures_sha256", Text),
    Index(None, "council_code", "week_ending"),
    **STRICT,
)

social_worker_views = Table(
    "social_worker_views",
    metadata,
    Column("id", Whole, primary_key=True, autoincrement=True),
    Column("declaration_id", Text, nullable=False),
    Column("view", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("by_person", Text, ForeignKey("people.id"), nullable=False),
    Column("by_role", Text, nullable=False),
    Column("written_at", Moment, nullable=False),
    CheckConstraint("view IN ('supports', 'supports_with_conditions', 'does_not_support')", name="view"),
    Index(None, "declaration_id"),
    **STRICT,
)

declaration_remarks = Table(
    "declaration_remarks",
    metadata,
    Column("id", Whole, primary_key=True, autoincrement=True),
    Column("declaration_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text_sha256", Text, nullable=False),
    Column("done_on", Day),
    Column("words", Text, nullable=False),
    Column("by_person", Text, ForeignKey("people.id"), nullable=False),
    Column("by_role", Text, nullable=False),
    Column("written_at", Moment, nullable=False),
    CheckConstraint("kind IN ('no_view', 'outside_check')", name="kind"),
    CheckConstraint("(kind = 'outside_check') = (done_on IS NOT NULL)", name="a_check_has_a_day"),
    Index(None, "declaration_id"),
    **STRICT,
)

statements = Table(
    "statements",
    metadata,
    Column("id", Whole, primary_key=True, autoincrement=True),
    Column("council_code", Text, ForeignKey("councils.code"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("by_person", Text, ForeignKey("people.id"), nullable=False),
    Column("by_role", Text, nullable=False),
    Column("written_at", Moment, nullable=False),
    CheckConstraint("kind IN ('statement', 'correction')", name="kind"),
    Index(None, "council_code"),
    **STRICT,
)

request_answers = Table(
    "request_answers",
    metadata,
    Column("id", Whole, primary_key=True, autoincrement=True),
    Column("request_id", Whole, ForeignKey("statements.id"), nullable=False),
    Column("outcome", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("correction_id", Text),
    Column("by_person", Text, nullable=False),
    Column("by_role", Text, nullable=False),
    Column("answered_at", Moment, nullable=False),
    CheckConstraint("outcome IN ('answered', 'accepted', 'refused')", name="outcome"),
    CheckConstraint("(outcome = 'accepted') = (correction_id IS NOT NULL)", name="accepted_names_its_correction"),
    Index(None, "request_id"),
    **STRICT,
)

counting_answers = Table(
    "counting_answers",
    metadata,
    Column("id", Whole, primary_key=True, autoincrement=True),
    Column("council_code", Text, ForeignKey("councils.code"), nullable=False),
    Column("measure_id", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("choice", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("since", Day),
    Column("by_person", Text, ForeignKey("people.id"), nullable=False),
    Column("by_role", Text, nullable=False),
    Column("answered_at", Moment, nullable=False),
    CheckConstraint("told IN ('first', 'changed', 'put_right')", name="told"),
    CheckConstraint("told <> 'changed' OR since IS NOT NULL", name="a_change_has_a_day"),
    Index(None, "council_code", "measure_id"),
    **STRICT,
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("people.id"), nullable=False),
    Column("council_code", Text, ForeignKey("councils.code"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("declaration_id", Text, nullable=False),
    Column("fields", Text, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index(None, "person_id"),
    **STRICT,
)

return_answers = Table(
    "return_answers",
    metadata,
    Column("council_code", Text, ForeignKey("councils.code"), primary_key=True),
    Column("week_ending", Day, primary_key=True),
    Column("question", Text, primary_key=True),
    Column("answer", Text, nullable=False),
    Column("version", Whole, nullable=False),
    Column("by_person", Text, ForeignKey("people.id"), nullable=False),
    Column("by_role", Text, nullable=False),
    Column("saved_at", Moment, nullable=False),
    **STRICT,
)

return_links_used = Table(
    "return_links_used",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("used_at", Moment, nullable=False),
    **STRICT,
)
deputies = Table(
    "deputies",
    metadata,
    Column("id", Whole, primary_key=True, autoincrement=True),
    Column("council_code", Text, ForeignKey("councils.code"), nullable=False),
    Column("deputy", Text, ForeignKey("people.id"), nullable=False),
    Column("director", Text, ForeignKey("people.id"), nullable=False),
    Column("first_day", Day, nullable=False),
    Column("last_day", Day, nullable=False),
    Column("reason", Text, nullable=False),
    Column("named_at", Moment, nullable=False),
    Column("counts_from", Moment, nullable=False),
    CheckConstraint("deputy <> director", name="two_people"),
    CheckConstraint("first_day <= last_day", name="first_day_before_last"),
    Index(None, "council_code"),
    Index(None, "deputy"),
    **STRICT,
)

deputy_changes = Table(
    "deputy_changes",
    metadata,
    Column("id", Whole, primary_key=True, autoincrement=True),
    Column("deputy_id", Whole, ForeignKey("deputies.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("by_person", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
    CheckConstraint("kind IN ('agreed', 'ended')", name="kind"),
    Index(None, "deputy_id"),
    **STRICT,
)

officer_letters = Table(
    "officer_letters",
    metadata,
    Column("id", Whole, primary_key=True, autoincrement=True),
    Column("person_id", Text, ForeignKey("people.id"), nullable=False),
    Column("declaration_id", Text, nullable=False),
    Column("text_sha256", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    **STRICT,
)
"""Letters that an act asked for and that are not written yet. No facts: a row is gone once its letter is written."""
