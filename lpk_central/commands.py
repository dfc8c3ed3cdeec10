"""The commands of `lpk-central`: serve, centres, pairing codes, devices, check (commands.md)."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import platformdirs
import typer
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from lpk_central import checking, devices
from lpk_central.database import Database, open_database, open_file, server_id
from lpk_central.keys import CentralKey, load_key
from lpk_desktop.domain.privacy import without_numbers
from lpk_desktop.errors import UserError
from lpk_desktop.language import N_, _, counted
from lpk_desktop.sync.protocol import CODE_LIFETIME, spoken_code
from lpk_desktop.terminal import running
from lpk_desktop.terminal.arguments import Language
from lpk_desktop.terminal.helping import Program, group
from lpk_desktop.terminal.running import say

PROGRAM = "lpk-central"

app = Program(name=PROGRAM, help=N_("Server pusat untuk LPK Desktop."), no_args_is_help=True)
centre_app = group(N_("Pusat pelatihan (LPK) di server ini."))
device_app = group(N_("Komputer yang sudah dipasangkan."))
app.add_typer(centre_app, name="centre")
app.add_typer(device_app, name="device")

DataOption = Annotated[
    Path,
    typer.Option(
        "--data",
        envvar="LPK_CENTRAL_DATA",
        help=N_("Folder data server: kunci dan basis data."),
        metavar=N_("FOLDER"),
    ),
]
DatabaseOption = Annotated[
    str,
    typer.Option("--database", help=N_("Alamat basis data lain, misalnya PostgreSQL."), metavar=N_("ALAMAT")),
]
DEFAULT_DATA = platformdirs.user_data_path("lpk-central")


@app.callback()
def common(
    lang: Annotated[
        Language | None, typer.Option(help=N_("Bahasa: id atau en; atau isi LPK_LANG."), metavar=N_("BAHASA"))
    ] = None,
) -> None:
    """Keep the common option."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line; gives the exit status of commands.md and never raises."""
    return running.run(app, arguments, program=PROGRAM)


@contextmanager
def _opened(data: Path, database_url: str) -> Iterator[tuple[Database, CentralKey]]:
    key, database = _key(data / "central.key"), _database(data / "central.sqlite", database_url)
    try:
        yield database, key
    finally:
        database.close()


def _key(file: Path) -> CentralKey:
    try:
        return load_key(file)
    except OSError as error:
        raise UserError("central-folder", folder=str(file.parent)) from error
    except ValueError as error:
        raise UserError("central-key-damaged", file=str(file)) from error


def _database(file: Path, url: str) -> Database:
    try:
        return open_database(url) if url else open_file(file)
    except (SQLAlchemyError, ImportError) as error:
        # An address holds a password; its first word does not.
        raise UserError("central-database", database=url.partition(":")[0] or str(file)) from error


@app.command(help=N_("Menjalankan server."))
def serve(
    data: DataOption = DEFAULT_DATA,
    database_url: DatabaseOption = "",
    host: Annotated[str, typer.Option(help=N_("Alamat yang dilayani."), metavar=N_("ALAMAT"))] = "127.0.0.1",
    port: Annotated[int, typer.Option(help=N_("Porta."), metavar=N_("ANGKA"), min=1, max=65535)] = 8460,
    public_url: Annotated[
        str,
        typer.Option(
            help=N_("Alamat server dari luar, dasar tautan di kode QR sertifikat."), metavar=N_("ALAMAT")
        ),
    ] = "",
) -> None:
    """Serve until stopped."""
    import uvicorn  # noqa: PLC0415  only this command needs it, and everything it brings

    from lpk_central.app import Central, create_app  # noqa: PLC0415

    with _opened(data, database_url) as (database, key):
        central = Central(
            database=database, key=key, server=server_id(database), public_url=public_url.rstrip("/") or None
        )
        server = uvicorn.Server(uvicorn.Config(create_app(central), server_header=False, log_level="warning"))
        with _listening(host, port) as door, suppress(KeyboardInterrupt):
            told = _("Server pusat berjalan di http://{host}:{port}. Hentikan dengan Ctrl+C.")
            say(told.format(host=host, port=port))
            server.run(sockets=[door])


@centre_app.command("add", help=N_("Mendaftarkan sebuah LPK dan mencetak nomornya."))
def add_centre(
    name: Annotated[str, typer.Argument(help=N_("Nama LPK seperti pada sertifikat."), metavar=N_("NAMA"))],
    data: DataOption = DEFAULT_DATA,
    database_url: DatabaseOption = "",
) -> None:
    """Print the new centre's id."""
    if not name.strip():
        raise UserError("name-missing")
    with _opened(data, database_url) as (database, _key), database.write() as connection:
        typer.echo(devices.add_centre(connection, name=name.strip(), now=int(time.time())))


CentreArgument = Annotated[str, typer.Argument(help=N_("Nomor atau nama LPK."), metavar=N_("LPK"))]


@app.command("pair", help=N_("Mencetak kode sekali pakai untuk memasangkan satu komputer."))
def print_code(
    centre: CentreArgument, data: DataOption = DEFAULT_DATA, database_url: DatabaseOption = ""
) -> None:
    """Print a one-time pairing code."""
    with _opened(data, database_url) as (database, key), database.write() as connection:
        centre_id = _find(connection, centre)
        code = devices.new_code(connection, key, centre_id=centre_id, now=int(time.time()))
    typer.echo(spoken_code(code))
    say(counted("Masukkan kode ini di komputer LPK dalam {count} menit.", CODE_LIFETIME // 60))


@device_app.command("list", help=N_("Komputer sebuah LPK: nomor, nama, keadaan, terakhir terlihat."))
def list_devices(
    centre: CentreArgument, data: DataOption = DEFAULT_DATA, database_url: DatabaseOption = ""
) -> None:
    """Print one line a device, columns separated by tabs."""
    with _opened(data, database_url) as (database, _key), database.read() as connection:
        found = devices.devices(connection, _find(connection, centre))
    for each in found:
        state = _("aktif") if each.revoked_at is None else _("dicabut")
        seen = _day(each.seen_at) if each.seen_at else _("belum pernah")
        typer.echo(f"{each.device}\t{each.name}\t{state}\t{seen}")


@device_app.command("revoke", help=N_("Mencabut satu komputer; permintaan berikutnya sudah ditolak."))
def revoke_device(
    centre: CentreArgument,
    number: Annotated[
        int, typer.Argument(help=N_("Nomor komputer dari device list."), metavar=N_("NOMOR"), min=1)
    ],
    data: DataOption = DEFAULT_DATA,
    database_url: DatabaseOption = "",
) -> None:
    """Shut a device out."""
    with _opened(data, database_url) as (database, _key), database.write() as connection:
        centre_id = _find(connection, centre)
        try:
            devices.revoke(connection, centre_id=centre_id, number=number, now=int(time.time()))
        except LookupError as error:
            raise UserError("no-such-device", number=number) from error


@app.command(help=N_("Memeriksa log dan keadaan setiap LPK."))
def check(data: DataOption = DEFAULT_DATA, database_url: DatabaseOption = "") -> None:
    """Print a line a centre; exit 1 if anything is not as it must be."""
    wrong = 0
    with _opened(data, database_url) as (database, _key), database.read() as connection:
        for count in checking.counts(connection):
            typer.echo(f"{count.name}: {_summary(count)}")
            for finding in checking.findings(connection, count.centre):
                wrong += 1
                say(f"  {finding}")
    if wrong:
        say(counted("{count} hal tidak cocok. Pulihkan server dari cadangannya.", wrong))
        raise typer.Exit(1)


def _summary(count: checking.Count) -> str:
    return ", ".join(
        (
            counted("{count} perubahan", count.changes),
            counted("{count} baris", count.rows),
            counted("{count} menunggu", count.parked),
            counted("{count} ditolak", count.refused),
        )
    )


def _find(connection: Connection, id_or_name: str) -> str:
    try:
        return devices.find_centre(connection, id_or_name)
    except LookupError as error:
        raise UserError("no-such-centre", name=without_numbers(id_or_name)[:60]) from error


def _listening(host: str, port: int) -> socket.socket:
    """Ours from here on, so that a port in use is told in words before anything starts."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise UserError("port-not-free", host=host, port=port) from error


def _day(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).strftime("%Y-%m-%d %H:%M UTC")
