"""Alembic's environment: runs on the connection that `storage.migrating` opened."""

from __future__ import annotations

from alembic import context

from lpk_desktop.storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
