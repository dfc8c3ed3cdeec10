"""The bytes of files: whether they are those that were put in, and putting them back in their places.

A file is known by its digest, so its bytes prove themselves. One file at a time is in memory. Bytes
that no row tells of are never removed: the row may be what was lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    SQLColumnExpression,
    cast,
    delete,
    exists,
    func,
    literal_column,
    select,
    update,
)

from lpk_desktop.domain.changes import Op
from lpk_desktop.storage.dependents import Place, foreign_keys, parts
from lpk_desktop.storage.findings import Checking, Problem
from lpk_desktop.storage.rowstate import table_of
from lpk_desktop.storage.tables import Blob, BlobContent, ChangeRow

_rowid: ColumnElement[int] = literal_column("blob_content.rowid", Integer)
_ON_THE_WAY = "?"
"""Before the digest, while bytes pass from one place to another."""


def look(checking: Checking) -> None:
    """Add what is wrong with the bytes that are here, and with those that should be."""
    query = (
        select(_rowid, BlobContent.sha256, Blob.id, Blob.size)
        .outerjoin(Blob, (Blob.sha256 == BlobContent.sha256) & _is_id(Blob.id))
        .order_by(BlobContent.sha256)
    )
    strayed: set[str] = set()
    for spot, file, row, said in checking.passing(checking.connection.execute(query).all()):
        digest, size = _read(checking.connection, spot)
        if digest != file and _is_known(checking.connection, digest):
            strayed.add(digest)
            _tell(checking, Problem.BLOB_MISPLACED, row, file, belongs=digest)
        elif row is None:
            checking.found(Problem.BLOB_UNNAMED, file=file, size=size)
        elif digest != file:
            _tell(checking, Problem.BLOB_ALTERED, row, file)
        elif size != said:
            _tell(checking, Problem.BLOB_SIZE, row, file, said=said, size=size)
    _missing(checking, strayed)


def put_in_place(connection: Connection, files: Collection[str]) -> None:
    """Put bytes that stand under one of the digests `files`, and are another file's, where they belong.

    Bytes that stand there and are not that file's give way: the right ones are here now.
    """
    moving: dict[int, str] = {}
    for part in parts(files):
        query = select(_rowid, BlobContent.sha256).where(BlobContent.sha256.in_(part))
        for spot, file in connection.execute(query).all():
            digest, _size = _read(connection, spot)
            if digest != file and _is_known(connection, digest):
                moving[spot] = digest
    for spot in moving:
        name = _ON_THE_WAY + BlobContent.sha256
        connection.execute(update(BlobContent).where(_rowid == spot).values(sha256=name))
    for spot, digest in moving.items():
        connection.execute(delete(BlobContent).where(BlobContent.sha256 == digest))
        connection.execute(update(BlobContent).where(_rowid == spot).values(sha256=digest))


def _missing(checking: Checking, strayed: Collection[str]) -> None:
    """Files without bytes: whoever put one in has them, another computer may not have got them yet.

    Bytes that stand in a wrong place are told there.
    """
    put_in = exists().where(
        ChangeRow.row_id == Blob.id,
        ChangeRow.table_name == Blob.__tablename__,
        ChangeRow.origin == checking.own_origin(),
        ChangeRow.op == Op.PUT.value,
        ChangeRow.base.is_(None),
    )
    query = (
        select(Blob.id, Blob.sha256, put_in)
        .outerjoin(BlobContent, BlobContent.sha256 == Blob.sha256)
        .where(BlobContent.sha256.is_(None), ~Blob.deleted, _is_id(Blob.id))
        .order_by(Blob.id)
    )
    checking.counts["elsewhere"] = 0
    for row, file, here in checking.connection.execute(query).all():
        if here and file not in strayed:
            _tell(checking, Problem.BLOB_MISSING, row, file)
        elif not here:
            checking.counts["elsewhere"] += 1


def _read(connection: Connection, spot: int) -> tuple[str, int]:
    """Digest and size in bytes of what stands at a spot."""
    query = select(func.coalesce(cast(BlobContent.data, LargeBinary), b""))
    data: bytes = connection.execute(query.where(_rowid == spot)).scalar_one()
    return hashlib.sha256(data).hexdigest(), len(data)


def _is_id(column: SQLColumnExpression[str]) -> ColumnElement[bool]:
    """Whether what stands for an id is one: where it is not, the check of rows has told."""
    return func.typeof(column) == "blob"


def _is_known(connection: Connection, digest: str) -> bool:
    return bool(connection.execute(select(exists().where(Blob.sha256 == digest))).scalar())


def _tell(checking: Checking, code: Problem, row: str | None, file: str, **facts: str | int) -> None:
    """A finding for each standing row that names a file, or one for the file when none does."""
    users: list[Place] = []
    for child, field, parent in foreign_keys():
        if row is not None and parent == Blob.__tablename__:
            table = table_of(child)
            standing = (table.c[field] == row, ~table.c.deleted, _is_id(table.c.id))
            query = select(table.c.id).where(*standing).order_by(table.c.id)
            users += [(child, user) for user in checking.connection.execute(query).scalars()]
    for name, user in users or [(Blob.__tablename__, row or file)]:
        checking.found(code, table=name, row=user, file=file, **facts)
