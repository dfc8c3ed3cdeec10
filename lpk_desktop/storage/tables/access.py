"""Who has seen or taken away whose data."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from lpk_desktop.storage.tables.base import Base, Synced, json_list, reference, rule
from lpk_desktop.storage.types import UtcDateTime


class Access(Synced, Base, kw_only=True):
    """One look at hidden data, or one file with it; written once, never changed (UU 27/2022, article 46).

    After a breach it answers which persons to tell.
    """

    __tablename__ = "access"
    __table_args__ = (
        rule("kind", "kind <> ''"),
        rule("persons", json_list("persons")),
    )

    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    staff: Mapped[str | None] = reference("staff", default=None)
    kind: Mapped[str]
    """What was done: a `domain.privacy.Way`."""
    persons: Mapped[str] = mapped_column(Text)
    """Ids of trainees, as a JSON list."""
    detail: Mapped[str | None] = mapped_column(default=None)
    """Which field, or the name of the file, folder or printer; never the data itself."""
