"""What desktops and a central say to each other: gzip JSON over HTTP under /v1 (sync.md section 4).

Shared with `lpk_central`, so nothing here knows HTTP libraries or databases. Structs only grow:
a new field has a default, and a side that does not know a field ignores it.
"""

from __future__ import annotations

import gzip
import re
import zlib
from enum import StrEnum
from hashlib import sha256
from typing import Annotated, Any, NamedTuple, TypeVar

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec import Meta, Struct

from lpk_desktop.domain.changes import OLDEST_SCHEMA, SCHEMA

PREFIX = "/v1"
MEDIA_TYPE = "application/vnd.lpk+json"
NONCE = "LPK-Nonce"
SIGNATURE = "LPK-Signature"
PAGE_BYTES = 64 * 1024
PAGE_CHANGES = 1000
BODY_LIMIT = 4 * 1024 * 1024
"""Largest body as it travels. A page stays near PAGE_BYTES; only one huge change alone passes it."""
PLAIN_LIMIT = 32 * 1024 * 1024
"""Largest body once unpacked: what a zip bomb may cost us."""

CODE_LIFETIME = 10 * 60
"""Seconds for which a pairing code counts."""
CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's alphabet: nothing in it is mistaken for anything else."""
CODE_LENGTH = 8

Whole = Annotated[int, Meta(ge=0, lt=2**62)]
Counter = Annotated[int, Meta(ge=1, lt=2**62)]
Version = Annotated[int, Meta(ge=0, lt=2**31)]
Short = Annotated[str, Meta(max_length=200)]
Line = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00]*$")]
Key = Annotated[bytes, Meta(min_length=32, max_length=32)]
SignatureBytes = Annotated[bytes, Meta(min_length=64, max_length=64)]


class MalformedError(ValueError):
    """A body that is not what the protocol says: cut, rewritten, too large or of another shape."""


class Verdict(StrEnum):
    """What became of one pushed change."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    PARKED = "parked"
    REFUSED = "refused"


class ErrorAnswer(Struct):
    """Any answer that is not 200: transport and authority only, never about one change."""

    code: str
    facts: dict[str, str | int] = {}


class PairRequest(Struct):
    """A desktop asks to join; `proof` signs `pair_message`, so nobody registers another's key."""

    code: Line
    name: Line
    public_key: Key
    proof: SignatureBytes


class PairAnswer(Struct):
    """Who the device is from now on, and the central's word for it."""

    server: str
    centre: str
    centre_name: str
    device: int
    token: str
    central_key: Key
    issued_at: int
    certificate: SignatureBytes
    public_url: str | None = None


class Hello(Struct):
    """Opens each round. `clock` is the device's wall clock in milliseconds since 1970.

    `generation` came with the cursor and proves which history it counts in.
    """

    epoch: Annotated[int, Meta(ge=0, lt=2**16)]
    next_n: Whole
    cursor: Whole
    generation: Whole
    clock: Whole
    schema: Version = SCHEMA
    app: Line = ""


class SetAside(Struct, array_like=True):
    """One act of the asking device that waits at the central or was refused there."""

    origin: int
    n: int
    label: str
    verdict: Verdict
    reason: str


class HelloAnswer(Struct):
    """Which server this is, what it has of this device, and what waits.

    `cursor` is where pulling goes on: where the device said, or 0 if the server's history is not the
    one it knows. `pushed` gives for each of the device's origins the last n the server holds.
    """

    server: str
    centre: str
    centre_name: str
    now: int
    head: int
    cursor: int
    pushed: list[tuple[int, int]]
    min_schema: int = OLDEST_SCHEMA
    set_aside: list[SetAside] = []
    public_url: str | None = None


class ActHead(Struct, array_like=True):
    """One act, or the part of it that this page carries: changes from_n … from_n + count - 1.

    An act is split across pages only when it is larger than a page by itself. `complete` says
    that its last change is here; a central holds the parts back until then.
    """

    origin: Whole
    n: Counter
    from_n: Counter
    count: Annotated[int, Meta(ge=1, le=1_000_000)]
    complete: bool
    label: Annotated[str, Meta(max_length=1000)]
    author: Short | None
    at: Whole


class Shape(Struct, array_like=True):
    """What changes of one kind have in common: their fields become columns."""

    table: str
    op: str
    schema: Version
    fields: list[str]
    based: list[str]


class Columns(Struct):
    """Changes as columns, in order: `shape`, `row` and `hlc` have one entry a change.

    `hlc` holds differences to the entry before. `patch[s][f]` are the values of field f in the
    changes of shape s, in order; `base[s][f]` the stamps that each replaces, flat: hlc, origin, ….
    """

    shapes: list[Shape]
    shape: list[Whole]
    row: list[str]
    hlc: list[int]
    patch: list[list[list[Any]]]
    base: list[list[list[list[int]]]]


class PushPage(Struct):
    """Changes of one origin, with no gap. `after_n` is the origin's last change before this page.

    The central takes the page only if it holds `after_n`: so no change is ever skipped.
    """

    after_n: Whole
    acts: list[ActHead]
    changes: Columns


class Run(Struct, array_like=True):
    """The verdict on changes from_n … from_n + count - 1."""

    from_n: int
    count: int
    verdict: Verdict
    reason: str = ""


class PushAnswer(Struct):
    """The verdict on every change, in order, and how far the central holds this origin.

    `restamped` gives changes whose clock was wrong their new hlc: [n, hlc], in order of n.
    `set_aside` is everything of this device that waits or was refused, not this page's alone.
    """

    acked_n: int
    verdicts: list[Run]
    restamped: list[tuple[int, int]] = []
    set_aside: list[SetAside] = []


class PullPage(Struct):
    """Changes after the cursor in the central's order.

    `next` is the cursor once they are applied, `generation` the proof that goes with it.
    """

    acts: list[ActHead]
    changes: Columns
    next: Whole
    generation: Whole
    head: int


Message = TypeVar("Message", bound=Struct)

_encoder = msgspec.json.Encoder()


class Envelope(NamedTuple):
    """A message in its two forms.

    `text` is plain JSON, which signatures cover, so that re-packing on the way is harmless; `body`
    is the gzip that travels.
    """

    text: bytes
    body: bytes


def envelope(message: Struct) -> Envelope:
    """A message, ready to be signed and sent; the same bytes for the same message."""
    text = _encoder.encode(message)
    return Envelope(text, gzip.compress(text, compresslevel=6, mtime=0))


def encode(message: Struct) -> bytes:
    """A message as it travels: gzip JSON."""
    return envelope(message).body


def decode(body: bytes, kind: type[Message]) -> Message:
    """The message in `body`, gzip or plain; raises MalformedError for anything else or anything too large."""
    return from_json(plain(body), kind)


def from_json(text: bytes, kind: type[Message]) -> Message:
    """The message in plain JSON; raises MalformedError."""
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MalformedError(type(error).__name__) from error


def plain(body: bytes, limit: int = PLAIN_LIMIT) -> bytes:
    """The JSON text in a body; never unpacks more than `limit` bytes. Raises MalformedError."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        text = unpacker.decompress(body, limit)
    except zlib.error as error:
        raise MalformedError("not gzip") from error
    if not unpacker.eof or unpacker.unused_data:
        raise MalformedError("cut, followed by something else, or too large")
    return text


def pair_message(code: str, public_key: bytes) -> bytes:
    """What a device signs to prove that it holds the key it asks to pair with."""
    return b"lpk-pair-1\n" + code.encode() + b"\n" + public_key


def push_message(server: str, text: bytes) -> bytes:
    """What a device signs for a page: the server it is meant for and the page's plain JSON."""
    return b"lpk-push-1\n" + server.encode() + b"\n" + sha256(text).digest()


def answer_message(nonce: str, status: int, text: bytes) -> bytes:
    """What a central signs for an answer: the asker's nonce, the status and the plain JSON."""
    return b"lpk-answer-1\n" + nonce.encode() + b"\n" + str(status).encode() + b"\n" + sha256(text).digest()


def signed_by(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether `signature` over `message` is of the raw Ed25519 key `public_key`."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def plain_code(typed: str) -> str:
    """A pairing code as the central knows it: no dashes or blanks, capitals, O as 0, I and L as 1."""
    return re.sub(r"[^0-9A-Z]", "", typed.upper()).translate(str.maketrans("OIL", "011"))


def spoken_code(code: str) -> str:
    """A pairing code as people read it: ABCD-EFGH."""
    return f"{code[:4]}-{code[4:]}"
