"""What a device gets: the greeting that opens a round, and the log after its cursor."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from lpk_central import changes, log, waiting
from lpk_central.scope import Scope
from lpk_central.tables import centre, device, server
from lpk_desktop.domain.changes import origin_of
from lpk_desktop.sync.columns import fit, pack
from lpk_desktop.sync.protocol import (
    PAGE_BYTES,
    PAGE_CHANGES,
    Envelope,
    Hello,
    HelloAnswer,
    PullPage,
)


def hello(
    connection: Connection, scope: Scope, greeting: Hello, *, now_ms: int, public_url: str | None
) -> HelloAnswer:
    """Note what the device says of itself; tell it the time, what is here of it, and what waits."""
    connection.execute(
        update(device)
        .where(device.c.centre == scope.centre, device.c.device == scope.device)
        .values(
            seen_at=now_ms // 1000,
            cursor=greeting.cursor,
            app=greeting.app,
            schema_version=greeting.schema,
        )
    )
    known = log.generation_at(connection, scope.centre, greeting.cursor) == greeting.generation
    return HelloAnswer(
        server=connection.execute(select(server.c.server)).scalar_one(),
        centre=scope.centre,
        centre_name=scope.centre_name,
        now=now_ms,
        head=head(connection, scope.centre),
        cursor=greeting.cursor if known else 0,
        pushed=changes.held_by_origin(connection, scope.centre, scope.device),
        set_aside=waiting.set_aside(connection, scope.centre, scope.device),
        public_url=public_url,
    )


def head(connection: Connection, centre_id: str) -> int:
    """The number of a centre's last change."""
    return int(connection.execute(select(centre.c.seq).where(centre.c.centre == centre_id)).scalar_one())


def pull(connection: Connection, scope: Scope, *, after: int, limit_bytes: int, epoch: int) -> Envelope:
    """The page after the cursor, without what the device wrote itself in its present epoch.

    Earlier epochs do come back: that is how a device restored from a backup regains its own work.
    """
    end = head(connection, scope.centre)
    rows = log.read(
        connection,
        scope.centre,
        after=after,
        head=end,
        limit=PAGE_CHANGES,
        without=origin_of(scope.device, epoch),
    )
    parts = log.parts(rows)

    def page(count: int) -> PullPage:
        heads, columns = pack(parts if count == len(rows) else log.parts(rows[:count]))
        everything = count == len(rows) < PAGE_CHANGES
        reached = end if everything else rows[count - 1].seq
        generation = log.generation_at(connection, scope.centre, reached)
        return PullPage(acts=heads, changes=columns, next=reached, generation=generation, head=end)

    return fit(len(rows), page, min(max(limit_bytes, 1024), PAGE_BYTES))
