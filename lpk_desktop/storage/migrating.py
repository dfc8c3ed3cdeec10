"""Making a file's tables, and bringing older ones to this version's, with Alembic's scripts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from lpk_desktop.errors import UserError
from lpk_desktop.storage.applying import understand
from lpk_desktop.storage.engine import driver_of
from lpk_desktop.storage.search import index_everybody
from lpk_desktop.storage.tables import Base

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

HEAD = "0002"
"""The newest revision; a test holds it against the scripts."""

SCRIPTS = Path(__file__).parent / "migrations"

_VERSION = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


def revision_of(engine: Engine) -> str | None:
    """The revision that the file has, None for a new file."""
    with engine.connect() as connection:
        return _revision(connection)


def migrate(engine: Engine, path: Path, *, before_upgrade: Callable[[str], object]) -> None:
    """Bring the file to `HEAD`, all in one transaction: whatever breaks it leaves the file as it was.

    `before_upgrade` gets the revision of a file that needs an upgrade, before anything is written;
    what it raises passes through. Raises UserError("file-too-new") for a file of a newer version.
    """
    current = revision_of(engine)
    if current == HEAD:
        return
    if current is not None:
        if current not in _known():
            raise UserError("file-too-new", file=str(path))
        before_upgrade(current)
    with engine.execution_options(writes=True).begin() as connection:
        # Under the lock: another process may have been faster.
        current = _revision(connection)
        if current is None:
            _make(connection)
        elif current != HEAD:
            run_scripts(connection, since=current)
            understand(connection)
            index_everybody(driver_of(connection))


def run_scripts(connection: Connection, *, since: str | None) -> None:
    """Run the scripts after revision `since`, all of them for None, in the open transaction."""
    # Alembic takes longer to import than a day's first screen to paint, and is rarely needed.
    from alembic.migration import MigrationContext  # noqa: PLC0415
    from alembic.operations import Operations  # noqa: PLC0415

    scripts = _scripts()
    context = MigrationContext.configure(connection)
    with Operations.context(context):
        for step in reversed(list(scripts.iterate_revisions("head", since))):
            step.module.upgrade()
    context.stamp(scripts, "head")


def _make(connection: Connection) -> None:
    """A new file gets the tables as they are; tests prove that the scripts lead to the same."""
    Base.metadata.create_all(connection)
    connection.exec_driver_sql(_VERSION)
    connection.exec_driver_sql("INSERT INTO alembic_version (version_num) VALUES (?)", (HEAD,))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


@cache
def _scripts() -> ScriptDirectory:
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    return ScriptDirectory(str(SCRIPTS))


def _known() -> set[str]:
    return {script.revision for script in _scripts().walk_revisions()}
