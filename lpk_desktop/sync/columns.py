"""Acts to page columns and back, and how many fit a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice, pairwise, repeat
from typing import Any

from msgspec import Struct

from lpk_desktop.domain.changes import Act, Change, Op, Stamp
from lpk_desktop.sync.protocol import ActHead, Columns, Envelope, MalformedError, Shape, envelope

STAMPS = range(2**63)
"""What an hlc or an origin may be: what every database holds in one integer."""


@dataclass(frozen=True, slots=True)
class Part:
    """An act with those of its changes that one page carries; `complete` when its last is among them."""

    act: Act
    complete: bool = True


def cut(acts: Sequence[Act], *, after_n: int, count: int) -> list[Part]:
    """The first acts of one origin above `after_n`, whole, in all at most `count` changes.

    An act that is larger than `count` by itself is cut: that part of it which fits.
    """
    parts: list[Part] = []
    free = count
    for act in acts:
        changes = tuple(change for change in act.changes if change.n > after_n)
        if parts and (len(changes) > free or act.origin != parts[0].act.origin):
            break
        if changes:
            parts.append(Part(replace(act, changes=changes[:free]), len(changes) <= free))
            free -= len(parts[-1].act.changes)
    return parts


def fit(count: int, build: Callable[[int], Struct], limit: int) -> Envelope:
    """`build(k)` for the largest tried k <= `count` whose body passes `limit`; k = 1 always passes."""
    sealed = envelope(build(count))
    while len(sealed.body) > limit and count > 1:
        count = max(1, min(count - 1, count * limit * 9 // (len(sealed.body) * 10)))
        sealed = envelope(build(count))
    return sealed


def pack(parts: Sequence[Part]) -> tuple[list[ActHead], Columns]:
    """The table of acts and the columns of their changes; ValueError if an act's n have a gap."""
    heads = [_head(part) for part in parts]
    shapes: dict[tuple[object, ...], int] = {}
    columns = Columns(shapes=[], shape=[], row=[], hlc=[], patch=[], base=[])
    before = 0
    for change in (change for part in parts for change in part.act.changes):
        key = (change.table, change.op, change.schema, tuple(change.patch), tuple(change.base))
        index = shapes.get(key)
        if index is None:
            index = shapes[key] = len(shapes)
            columns.shapes.append(
                Shape(change.table, change.op, change.schema, list(change.patch), list(change.base))
            )
            columns.patch.append([[] for _ in change.patch])
            columns.base.append([[] for _ in change.base])
        columns.shape.append(index)
        columns.row.append(change.row)
        columns.hlc.append(change.hlc - before)
        before = change.hlc
        for values, value in zip(columns.patch[index], change.patch.values(), strict=True):
            values.append(value)
        for stamps, seen in zip(columns.base[index], change.base.values(), strict=True):
            stamps.append([number for stamp in seen for number in stamp])
    return heads, columns


def _head(part: Part) -> ActHead:
    act = part.act
    if any(later.n != earlier.n + 1 for earlier, later in pairwise(act.changes)):
        raise ValueError(f"act {act.n} of {act.origin:#x} has a gap")
    return ActHead(
        origin=act.origin,
        n=act.n,
        from_n=act.changes[0].n,
        count=len(act.changes),
        complete=part.complete,
        label=act.label,
        author=act.author,
        at=act.at,
    )


def unpack(heads: Sequence[ActHead], columns: Columns) -> list[Part]:
    """The inverse of `pack`; raises MalformedError where the columns do not fit together."""
    _check(columns, sum(head.count for head in heads))
    patches = [
        _records(shape.fields, values) for shape, values in zip(columns.shapes, columns.patch, strict=True)
    ]
    bases = [
        _records(shape.based, [[_stamps(flat) for flat in cells] for cells in values])
        for shape, values in zip(columns.shapes, columns.base, strict=True)
    ]
    ops = [_op(shape.op) for shape in columns.shapes]
    hlcs = list(accumulate(columns.hlc))
    if any(hlc not in STAMPS for hlc in hlcs):
        raise MalformedError("a clock out of range")
    numbers = ((head, n) for head in heads for n in range(head.from_n, head.from_n + head.count))
    changes = []
    for (head, n), index, row, hlc in zip(numbers, columns.shape, columns.row, hlcs, strict=True):
        shape = columns.shapes[index]
        changes.append(
            Change(
                origin=head.origin,
                n=n,
                hlc=hlc,
                tx=head.n,
                table=shape.table,
                row=row,
                op=ops[index],
                patch=next(patches[index]),
                base=next(bases[index]),
                author=head.author,
                schema=shape.schema,
            )
        )
    left = iter(changes)
    return [_part(head, tuple(islice(left, head.count))) for head in heads]


def _part(head: ActHead, changes: tuple[Change, ...]) -> Part:
    if head.from_n < head.n:
        raise MalformedError("an act that begins before itself")
    act = Act(origin=head.origin, n=head.n, label=head.label, author=head.author, at=head.at, changes=changes)
    return Part(act, head.complete)


def _check(columns: Columns, length: int) -> None:
    if not len(columns.shape) == len(columns.row) == len(columns.hlc) == length:
        raise MalformedError("columns of different length")
    if not len(columns.shapes) == len(columns.patch) == len(columns.base):
        raise MalformedError("shapes without columns")
    used = Counter(columns.shape)
    if any(index >= len(columns.shapes) for index in used):
        raise MalformedError("unknown shape")
    for index, shape in enumerate(columns.shapes):
        _check_shape(shape.fields, columns.patch[index], used[index])
        _check_shape(shape.based, columns.base[index], used[index])


def _check_shape(names: Sequence[str], values: Sequence[Sequence[Any]], count: int) -> None:
    fits = len(set(names)) == len(names) == len(values)
    if not fits or any(len(cells) != count for cells in values):
        raise MalformedError("a column that does not fit its shape")


def _records(names: Sequence[str], values: Sequence[Sequence[Any]]) -> Iterator[Mapping[str, Any]]:
    if not names:
        return repeat({})
    return (dict(zip(names, record, strict=True)) for record in zip(*values, strict=True))


def _stamps(flat: Sequence[int]) -> tuple[Stamp, ...]:
    if len(flat) % 2 or any(number not in STAMPS for number in flat):
        raise MalformedError("not stamps")
    return tuple(Stamp(hlc, origin) for hlc, origin in zip(flat[::2], flat[1::2], strict=True))


def _op(word: str) -> Op:
    try:
        return Op(word)
    except ValueError as error:
        raise MalformedError("unknown op") from error
