"""Column types that refuse wrong values and know their form on the wire."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Boolean, Date, Dialect, Integer, LargeBinary, String
from sqlalchemy.types import TypeDecorator, TypeEngine

from lpk_desktop.domain.changes import JsonValue


class Id(TypeDecorator[str]):
    """A row id: 32 hex digits in Python, 16 bytes in the file."""

    impl = LargeBinary(16)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        """To bytes; anything but 32 hex digits is refused."""
        if value is None:
            return None
        raw = bytes.fromhex(value)
        if len(raw) != 16:
            raise ValueError("a row id has 32 hex digits")
        return raw

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To hex digits."""
        return None if value is None else value.hex()


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware, UTC, to the millisecond; an integer in the file."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """To milliseconds since 1970; a naive datetime is refused."""
        return None if value is None else to_milliseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To an aware datetime."""
        return None if value is None else from_milliseconds(value)


class LocalTime(TypeDecorator[time]):
    """A time of day in the centre's zone, to the minute: "08:00" in the file."""

    impl = String(5)
    cache_ok = True

    def process_bind_param(self, value: time | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To HH:MM."""
        return None if value is None else value.strftime("%H:%M")

    def process_result_value(self, value: str | None, dialect: Dialect) -> time | None:  # noqa: ARG002
        """From HH:MM."""
        return None if value is None else time.fromisoformat(value)


E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


class EnumText(TypeDecorator[E]):
    """An enum by its value, so that a newer file stays readable."""

    impl = String(20)
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To its value; a text that is no member is refused."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:  # noqa: ARG002
        """To the member."""
        return None if value is None else self.kind(value)


def to_milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970 of an aware datetime."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return round(moment.timestamp() * 1000)


def from_milliseconds(value: int) -> datetime:
    """The inverse of `to_milliseconds`, in UTC."""
    return datetime.fromtimestamp(value / 1000, tz=UTC)


_PLAIN = frozenset({str, int, float, bool, type(None)})


def to_wire(value: Any) -> JsonValue:
    """A column's Python value as JSON: dates ISO, moments milliseconds, times HH:MM, bytes hex."""
    if type(value) in _PLAIN:
        plain: JsonValue = value
        return plain
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime):
        return to_milliseconds(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"no wire form for {type(value).__name__}")


def from_wire(kind: TypeEngine[Any], value: JsonValue) -> Any:
    """A JSON value as the Python value of a column of `kind`.

    Raises ValueError, TypeError or OverflowError on a misfit. A value that the file would give back
    in another spelling is one too: replicas must hold the same.
    """
    if value is None:
        return None
    if isinstance(kind, EnumText):
        return kind.kind(_expect(value, str))
    for column, wire, decode in _DECODERS:
        if isinstance(kind, column):
            decoded = decode(_expect(value, wire))
            if to_wire(decoded) != value:
                raise ValueError("not in its one spelling")
            return decoded
    raise TypeError(f"no wire form for column type {kind!r}")


def _row_id(value: str) -> str:
    raw = bytes.fromhex(value)
    if len(raw) != 16:
        raise ValueError("a row id has 32 hex digits")
    return raw.hex()


def _integer(value: int) -> int:
    if not -(2**63) <= value < 2**63:
        raise ValueError("an integer of the file has 64 bits")
    return value


_DECODERS: tuple[tuple[type[TypeEngine[Any]], type, Callable[[Any], Any]], ...] = (
    (UtcDateTime, int, from_milliseconds),
    (LocalTime, str, time.fromisoformat),
    (Id, str, _row_id),
    (Date, str, date.fromisoformat),
    (LargeBinary, str, bytes.fromhex),
    (Boolean, bool, bool),
    (Integer, int, _integer),
    (String, str, str),
)


def _expect(value: JsonValue, kind: type[T]) -> T:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"expected {kind.__name__}")
    return value
