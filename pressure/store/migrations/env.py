"""Alembic's entry: runs the revisions on the connection the caller opened."""

from alembic import context

from pressure.store import tables

context.configure(
    connection=context.config.attributes["connection"], target_metadata=tables.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
