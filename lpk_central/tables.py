"""Tables of the central: each keyed by centre first, so that they shard by centre (sync.md section 7).

Exceptions are the server's own row and the tries at pairing, which belong to nobody yet. JSON
stands as text: the central merges without knowing what fields mean.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()

server = Table(
    "server",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("server", Text, nullable=False),
)

centre = Table(
    "centre",
    metadata,
    Column("centre", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False, server_default="0"),
    Column("devices", Integer, nullable=False, server_default="0"),
)
"""`seq` is the number of the last change, `devices` that of the last device."""

device = Table(
    "device",
    metadata,
    Column("centre", Text, primary_key=True),
    Column("device", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("token_hash", LargeBinary, nullable=False),
    Column("paired_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
    Column("seen_at", BigInteger),
    Column("cursor", BigInteger, nullable=False, server_default="0"),
    Column("app", Text, nullable=False, server_default=""),
    Column("schema_version", Integer, nullable=False, server_default="0"),
    ForeignKeyConstraint(["centre"], ["centre.centre"]),
    UniqueConstraint("centre", "public_key"),
)

pairing_code = Table(
    "pairing_code",
    metadata,
    Column("centre", Text, primary_key=True),
    Column("code_hash", LargeBinary, primary_key=True),
    Column("expires_at", BigInteger, nullable=False),
    Column("used_by", LargeBinary),
    ForeignKeyConstraint(["centre"], ["centre.centre"]),
    Index("pairing_code_by_hash", "code_hash"),
)
"""`used_by` is the public key of the device that used the code."""

pairing_try = Table(
    "pairing_try",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False, index=True),
    Column("address", Text, nullable=False),
)

origin = Table(
    "origin",
    metadata,
    Column("centre", Text, primary_key=True),
    Column("origin", BigInteger, primary_key=True, autoincrement=False),
    Column("pushed_n", BigInteger, nullable=False),
    Column("last_hlc", BigInteger, nullable=False),
    ForeignKeyConstraint(["centre"], ["centre.centre"]),
)
"""How far the central holds each origin's changes: n has no gaps, and hlc rises with n."""

restamp = Table(
    "restamp",
    metadata,
    Column("centre", Text, primary_key=True),
    Column("origin", BigInteger, primary_key=True, autoincrement=False),
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("claimed", BigInteger, nullable=False),
    Column("hlc", BigInteger, nullable=False),
    Index("restamp_by_claimed", "centre", "origin", "claimed"),
    ForeignKeyConstraint(["centre"], ["centre.centre"]),
)
"""Changes whose clock was wrong: the stamp the device claimed, and the one it got."""

act = Table(
    "act",
    metadata,
    Column("centre", Text, primary_key=True),
    Column("origin", BigInteger, primary_key=True, autoincrement=False),
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("last_n", BigInteger, nullable=False),
    Column("label", Text, nullable=False),
    Column("author", Text),
    Column("at", BigInteger, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("waits", Text, nullable=False, server_default="[]"),
    Index("act_set_aside", "centre", "verdict", postgresql_where=text("verdict <> 'accepted'"),
          sqlite_where=text("verdict <> 'accepted'")),
    ForeignKeyConstraint(["centre"], ["centre.centre"]),
)  # fmt: skip
"""`waits` are the stamps [[hlc, origin], …] that must be there before a parked act can join."""

change = Table(
    "change",
    metadata,
    Column("centre", Text, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("origin", BigInteger, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("tx", BigInteger, nullable=False),
    Column("hlc", BigInteger, nullable=False),
    Column("table_name", Text, nullable=False),
    Column("row_id", Text, nullable=False),
    Column("op", Text, nullable=False),
    Column("schema_version", Integer, nullable=False),
    Column("patch", Text, nullable=False),
    Column("base", Text, nullable=False),
    Column("generation", BigInteger, nullable=False),
    UniqueConstraint("centre", "origin", "n"),
    ForeignKeyConstraint(["centre"], ["centre.centre"]),
    ForeignKeyConstraint(["centre", "origin", "tx"], ["act.centre", "act.origin", "act.n"]),
)
"""`generation` is random for each push. A device that shows the one at its cursor shows that it knows
this history up to there: a server restored from a backup has another one at that number, or none."""

waiting_change = Table(
    "waiting_change",
    metadata,
    Column("centre", Text, primary_key=True),
    Column("origin", BigInteger, primary_key=True, autoincrement=False),
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("tx", BigInteger, nullable=False),
    Column("hlc", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Index("waiting_change_by_stamp", "centre", "origin", "hlc"),
    ForeignKeyConstraint(["centre", "origin", "tx"], ["act.centre", "act.origin", "act.n"]),
)
"""Changes of acts that are parked or refused, as they came."""

row_state = Table(
    "row_state",
    metadata,
    Column("centre", Text, primary_key=True),
    Column("table_name", Text, primary_key=True),
    Column("row_id", Text, primary_key=True),
    Column("state", Text, nullable=False),
    ForeignKeyConstraint(["centre"], ["centre.centre"]),
)
"""Each row as `domain.merge` leaves it after all changes so far."""

erased_row = Table(
    "erased_row",
    metadata,
    Column("centre", Text, primary_key=True),
    Column("table_name", Text, primary_key=True),
    Column("row_id", Text, primary_key=True),
    Column("nameless", Integer, nullable=False),
    Column("swept", Integer, nullable=False, server_default="0"),
    ForeignKeyConstraint(["centre"], ["centre.centre"]),
)
"""Rows of people who are erased: what arrives of them later loses its values. `nameless` where the name
went too, `swept` once the file was rewritten so that no free page holds any."""

certificate_number = Table(
    "certificate_number",
    metadata,
    Column("centre", Text, primary_key=True),
    Column("number", Text, primary_key=True),
    Column("row_id", Text, primary_key=True),
    ForeignKeyConstraint(["centre"], ["centre.centre"]),
    Index("certificate_number_by_row", "centre", "row_id"),
)
"""Where the register finds a number: rows of the table `certificate`."""
