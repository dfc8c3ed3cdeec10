from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from lpk_desktop.errors import UserError
from lpk_desktop.storage.engine import open_engine
from lpk_desktop.storage.migrating import HEAD, SCRIPTS, migrate, revision_of
from lpk_desktop.storage.tables import Base

KEY = bytes(32)


def test_migrations_give_exactly_the_mapped_tables(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "lpk.db", KEY)
    migrate(engine, tmp_path)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_head_is_the_newest_script() -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_file_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "lpk.db", KEY)
    migrate(engine, tmp_path)
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'later'"))
    with pytest.raises(UserError, match="file-too-new"):
        migrate(engine, tmp_path)
    assert revision_of(engine) == "later"
    engine.dispose()
