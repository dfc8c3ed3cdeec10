"""A real central on a loopback port, for tests on either side of the wire."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import uvicorn

from lpk_central import checking, devices
from lpk_central.app import Central, create_app
from lpk_central.database import Database, open_file, server_id
from lpk_central.keys import CentralKey, load_key
from lpk_central.rows import states
from lpk_central.tables import row_state
from lpk_desktop.domain.merge import RowState

START = 1_780_000_000_000
"""May 2026, in milliseconds."""


@dataclass
class Time:
    """A clock that stands still until it is moved."""

    ms: int = START

    def __call__(self) -> int:
        return self.ms

    def pass_by(self, *, seconds: float = 0, minutes: float = 0, days: float = 0) -> None:
        self.ms += int(1000 * (seconds + 60 * (minutes + 24 * 60 * days)))


@dataclass(frozen=True)
class Served:
    """What tests need of a running central."""

    url: str
    database: Database
    key: CentralKey
    time: Time

    def centre(self, name: str = "LPK Maju") -> str:
        with self.database.write() as connection:
            return devices.add_centre(connection, name=name, now=self.time() // 1000)

    def code(self, centre: str) -> str:
        with self.database.write() as connection:
            return devices.new_code(connection, self.key, centre_id=centre, now=self.time() // 1000)

    def revoke(self, centre: str, device: int) -> None:
        with self.database.write() as connection:
            devices.revoke(connection, centre_id=centre, number=device, now=self.time() // 1000)

    def states(self, centre: str) -> dict[tuple[str, str], RowState]:
        with self.database.read() as connection:
            chosen = row_state.select().where(row_state.c.centre == centre)
            keys = [(row.table_name, row.row_id) for row in connection.execute(chosen)]
            return states(connection, centre, keys)

    def findings(self, centre: str) -> list[str]:
        with self.database.read() as connection:
            return list(checking.findings(connection, centre))

    def central(self) -> Central:
        return Central(database=self.database, key=self.key, server=server_id(self.database), now=self.time)


def opened(folder: Path, url: str = "http://testserver") -> Served:
    """A central that nobody serves yet."""
    return Served(
        url=url,
        database=open_file(folder / "central.sqlite"),
        key=load_key(folder / "central.key"),
        time=Time(),
    )


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """A central that answers over HTTP until the end of the block."""
    # Bound here: calls made before the server accepts wait in the queue instead of failing. With the
    # protocol named, or asyncio leaves Nagle's 40 ms in every answer.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen(64)
    served = opened(folder, f"http://127.0.0.1:{listener.getsockname()[1]}")
    config = uvicorn.Config(create_app(served.central()), log_config=None, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield served
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
        served.database.close()
