"""The commands of `lpk-central`: serve, centres, pairing codes, devices, check (commands.md)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import platformdirs
import typer
from sqlalchemy import Connection

from lpk_central import checking, devices
from lpk_central.database import Database, open_database, open_file, server_id
from lpk_central.keys import CentralKey, load_key
from lpk_desktop.language import _, counted
from lpk_desktop.sync.protocol import CODE_LIFETIME, spoken_code

app = typer.Typer(no_args_is_help=True, add_completion=False, help=_("Server pusat untuk LPK Desktop."))
centre_app = typer.Typer(no_args_is_help=True, help=_("LPK di server ini."))
device_app = typer.Typer(no_args_is_help=True, help=_("Komputer yang sudah dipasangkan."))
app.add_typer(centre_app, name="centre")
app.add_typer(device_app, name="device")

DataOption = Annotated[
    Path,
    typer.Option("--data", envvar="LPK_CENTRAL_DATA", help=_("Folder data server: kunci dan basis data.")),
]
DatabaseOption = Annotated[
    str,
    typer.Option("--database", help=_("Alamat basis data lain, misalnya PostgreSQL."), show_default=False),
]
DEFAULT_DATA = platformdirs.user_data_path("lpk-central")


@contextmanager
def _opened(data: Path, database_url: str) -> Iterator[tuple[Database, CentralKey]]:
    data.mkdir(parents=True, exist_ok=True)
    key = load_key(data / "central.key")
    database = open_database(database_url) if database_url else open_file(data / "central.sqlite")
    try:
        yield database, key
    finally:
        database.close()


@app.command(help=_("Jalankan server."))
def serve(
    data: DataOption = DEFAULT_DATA,
    database_url: DatabaseOption = "",
    host: Annotated[str, typer.Option(help=_("Alamat yang dilayani."))] = "127.0.0.1",
    port: Annotated[int, typer.Option(help=_("Porta."))] = 8460,
    public_url: Annotated[
        str, typer.Option(help=_("Alamat server dari luar, dasar tautan di kode QR sertifikat."))
    ] = "",
) -> None:
    """Serve until stopped."""
    import uvicorn  # noqa: PLC0415  only this command needs it, and everything it brings

    from lpk_central.app import Central, create_app  # noqa: PLC0415

    with _opened(data, database_url) as (database, key):
        central = Central(
            database=database, key=key, server=server_id(database), public_url=public_url.rstrip("/") or None
        )
        uvicorn.run(create_app(central), host=host, port=port, server_header=False)


@centre_app.command("add", help=_("Daftarkan sebuah LPK dan cetak nomornya."))
def add_centre(
    name: Annotated[str, typer.Argument(help=_("Nama LPK seperti pada sertifikat."))],
    data: DataOption = DEFAULT_DATA,
    database_url: DatabaseOption = "",
) -> None:
    """Print the new centre's id."""
    with _opened(data, database_url) as (database, _key), database.write() as connection:
        typer.echo(devices.add_centre(connection, name=name, now=int(time.time())))


CentreArgument = Annotated[str, typer.Argument(help=_("Nomor atau nama LPK."))]


@app.command("pair", help=_("Cetak kode sekali pakai untuk memasangkan satu komputer."))
def print_code(
    centre: CentreArgument, data: DataOption = DEFAULT_DATA, database_url: DatabaseOption = ""
) -> None:
    """Print a one-time pairing code."""
    with _opened(data, database_url) as (database, key), database.write() as connection:
        centre_id = _find(connection, centre)
        code = devices.new_code(connection, key, centre_id=centre_id, now=int(time.time()))
    typer.echo(spoken_code(code))
    typer.echo(
        counted("Masukkan kode ini di komputer LPK dalam {count} menit.", CODE_LIFETIME // 60),
        err=True,
    )


@device_app.command("list", help=_("Komputer sebuah LPK: nomor, nama, keadaan, terakhir terlihat."))
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


@device_app.command("revoke", help=_("Cabut satu komputer; permintaan berikutnya sudah ditolak."))
def revoke_device(
    centre: CentreArgument,
    number: Annotated[int, typer.Argument(help=_("Nomor komputer dari `device list`."))],
    data: DataOption = DEFAULT_DATA,
    database_url: DatabaseOption = "",
) -> None:
    """Shut a device out."""
    with _opened(data, database_url) as (database, _key), database.write() as connection:
        centre_id = _find(connection, centre)
        try:
            devices.revoke(connection, centre_id=centre_id, number=number, now=int(time.time()))
        except LookupError:
            _stop(_("LPK ini tidak punya komputer nomor {number}.").format(number=number))


@app.command(help=_("Periksa log dan keadaan setiap LPK."))
def check(data: DataOption = DEFAULT_DATA, database_url: DatabaseOption = "") -> None:
    """Print a line a centre; exit 1 if anything is not as it must be."""
    wrong = 0
    with _opened(data, database_url) as (database, _key), database.read() as connection:
        for count in checking.counts(connection):
            typer.echo(f"{count.name}: {_summary(count)}")
            for finding in checking.findings(connection, count.centre):
                wrong += 1
                typer.echo(f"  {finding}", err=True)
    if wrong:
        _stop(counted("{count} hal tidak cocok. Pulihkan server dari cadangannya.", wrong))


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
    except LookupError:
        return _stop(_("Tidak ada, atau lebih dari satu, LPK bernama {name}.").format(name=id_or_name))


def _stop(words: str) -> NoReturn:
    typer.echo(words, err=True)
    raise typer.Exit(1)


def _day(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).strftime("%Y-%m-%d %H:%M UTC")
