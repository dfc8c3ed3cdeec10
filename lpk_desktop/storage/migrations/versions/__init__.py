"""Alembic's scripts: one revision per change of tables, additive only."""
