"""Bringing a file to this version's tables, with Alembic."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from lpk_desktop.errors import UserError

HEAD = "0001"
"""The newest revision; a test holds it against the scripts."""

SCRIPTS = Path(__file__).parent / "migrations"


def revision_of(engine: Engine) -> str | None:
    """The revision that the file has, None for a new file."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(engine: Engine, path: Path) -> None:
    """Upgrade the file to `HEAD`; raises UserError("file-too-new") for one of a newer version."""
    current = revision_of(engine)
    if current == HEAD:
        return
    # Alembic takes longer to import than a day's first screen to paint, and is rarely needed.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise UserError("file-too-new", file=str(path))
    with engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
