"""A device that speaks the protocol by hand, so that tests can say what no client would."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct

from lpk_desktop.domain.changes import Act, Change, JsonValue, Op, Stamp, origin_of
from lpk_desktop.domain.clock import hlc_at
from lpk_desktop.sync.columns import Part, pack
from lpk_desktop.sync.protocol import (
    MEDIA_TYPE,
    SIGNATURE,
    ErrorAnswer,
    Hello,
    HelloAnswer,
    PairAnswer,
    PairRequest,
    PullPage,
    PushAnswer,
    PushPage,
    encode,
    envelope,
    from_json,
    pair_message,
    push_message,
)
from tests.central.served import START, Served

Answer = TypeVar("Answer", bound=Struct)

HELLO = Hello(epoch=1, next_n=1, cursor=0, generation=0, clock=START)


def change(
    n: int,
    *,
    tx: int | None = None,
    device: int = 1,
    row: str = "0" * 32,
    table: str = "trainee",
    op: Op = Op.PUT,
    hlc: int | None = None,
    base: dict[str, tuple[Stamp, ...]] | None = None,
    patch: dict[str, JsonValue] | None = None,
) -> Change:
    """A change of epoch 1, by default one that writes a name."""
    return Change(
        origin=origin_of(device, 1), n=n, hlc=hlc_at(START) + n if hlc is None else hlc, tx=tx or n,
        table=table, row=row, op=op, patch=patch or ({"name": f"nama {n}"} if op is Op.PUT else {}),
        base=base or {},
    )  # fmt: skip


def part(*changes: Change, complete: bool = True) -> Part:
    """An act, or a part of one, of these changes."""
    first = changes[0]
    act = Act(
        origin=first.origin, n=first.tx, label="Ubah", author=None, at=first.hlc, changes=tuple(changes)
    )
    return Part(act, complete)


def page(*parts: Part, after_n: int | None = None) -> PushPage:
    """A page that follows on what was sent before, unless `after_n` says otherwise."""
    heads, columns = pack(parts)
    before = parts[0].act.changes[0].n - 1 if after_n is None else after_n
    return PushPage(after_n=before, acts=heads, changes=columns)


@dataclass
class Caller:
    """A paired device."""

    http: requests.Session
    served: Served
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    pairing: PairAnswer | None = None

    def pair(self, code: str) -> requests.Response:
        public = self.key.public_key().public_bytes_raw()
        asked = PairRequest(
            code=code, name="Kantor", public_key=public, proof=self.key.sign(pair_message(code, public))
        )
        response = self.post("/pair", encode(asked))
        if response.status_code == 200:
            self.pairing = from_json(response.content, PairAnswer)
        return response

    @property
    def token(self) -> str:
        assert self.pairing
        return self.pairing.token

    def headers(self) -> dict[str, str]:
        token = {"authorization": f"Bearer {self.pairing.token}"} if self.pairing else {}
        return {"content-type": MEDIA_TYPE, "lpk-nonce": "0123", **token}

    def post(self, path: str, body: bytes, **headers: str) -> requests.Response:
        return self.http.post(self.served.url + "/v1" + path, data=body, headers=self.headers() | headers)

    def hello(self, greeting: Hello = HELLO) -> HelloAnswer:
        return believed(self.post("/hello", encode(greeting)), HelloAnswer)

    def send(self, sent: PushPage) -> requests.Response:
        """Push a page, signed as it must be."""
        sealed = envelope(sent)
        server = self.served.central().server
        signature = b64encode(self.key.sign(push_message(server, sealed.text))).decode()
        return self.post("/push", sealed.body, **{SIGNATURE: signature})

    def push(self, *parts: Part, after_n: int | None = None) -> PushAnswer:
        return believed(self.send(page(*parts, after_n=after_n)), PushAnswer)

    def pull(self, **query: int) -> PullPage:
        response = self.http.get(self.served.url + "/v1/pull", params=query, headers=self.headers())
        return believed(response, PullPage)


def believed(response: requests.Response, kind: type[Answer]) -> Answer:
    assert response.status_code == 200, response.content
    return from_json(response.content, kind)


def code_of(response: requests.Response) -> tuple[int, str]:
    """Status and code of an error answer."""
    return response.status_code, from_json(response.content, ErrorAnswer).code


def verdicts(answer: PushAnswer) -> Sequence[tuple[int, int, str, str]]:
    """The verdicts as plain tuples: from_n, count, verdict, reason."""
    return [(run.from_n, run.count, run.verdict.value, run.reason) for run in answer.verdicts]
