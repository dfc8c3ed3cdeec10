"""Calls to a central over HTTPS. Nothing is believed before its type, signature and shape are right."""

from __future__ import annotations

import errno
import secrets
import socket
import ssl
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil
from typing import TypeVar

import requests
import urllib3
from msgspec import Struct

from lpk_desktop.errors import UserError
from lpk_desktop.sync.protocol import (
    BODY_LIMIT,
    MEDIA_TYPE,
    NONCE,
    PREFIX,
    SIGNATURE,
    Envelope,
    ErrorAnswer,
    Hello,
    HelloAnswer,
    MalformedError,
    PairAnswer,
    PairRequest,
    PullPage,
    PushAnswer,
    answer_message,
    envelope,
    from_json,
    plain,
    push_message,
    signed_by,
)

CONNECT_SECONDS = 10
SILENCE_SECONDS = 30
CALL_SECONDS = 120
"""How long one answer may take in all, however slowly it trickles."""

_NOT_TLS = {"WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "HTTP_REQUEST"}
"""How OpenSSL names an answer that is no TLS at all: plain http behind an https address."""

NO_WAY_OUT = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN}

REFUSALS = {
    "code-wrong": "pairing-code-wrong",
    "code-expired": "pairing-code-expired",
    "too-many-tries": "pairing-too-many-tries",
    "device-revoked": "device-revoked",
    "token-unknown": "device-unknown",
}
"""The central's codes that a person can do something about."""

Answer = TypeVar("Answer", bound=Struct)


class TransportError(UserError):
    """The call did not get through, or its answer did not get back: trying again may help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where a paired device finds its central, and how the two know each other."""

    url: str
    server: str
    token: str
    central_key: bytes
    sign: Callable[[bytes], bytes]


class Client:
    """The calls of a paired device, over one kept-open connection."""

    def __init__(self, link: Link, http: requests.Session | None = None) -> None:
        self._link = link
        self._http = http or requests.Session()
        # An `auth` of our own, or requests would look for one in the user's .netrc.
        self._http.auth = self._authorise

    def hello(self, greeting: Hello) -> HelloAnswer:
        """Open a round; raises TransportError or UserError, as all calls do."""
        return self._call("POST", "/hello", HelloAnswer, sealed=envelope(greeting))

    def push(self, page: Envelope) -> PushAnswer:
        """Hand over one page of changes, signed for this server."""
        signature = self._link.sign(push_message(self._link.server, page.text))
        headers = {SIGNATURE: b64encode(signature).decode()}
        return self._call("POST", "/push", PushAnswer, sealed=page, headers=headers)

    def pull(self, *, after: int, limit_bytes: int, epoch: int) -> PullPage:
        """The page of changes after a cursor."""
        query = {"after": str(after), "limit_bytes": str(limit_bytes), "epoch": str(epoch)}
        return self._call("GET", "/pull", PullPage, query=query)

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def _authorise(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._link.token}"
        return request

    def _call(
        self,
        method: str,
        path: str,
        kind: type[Answer],
        *,
        sealed: Envelope | None = None,
        query: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        heard = _exchange(
            self._http,
            requests.Request(
                method,
                self._link.url + PREFIX + path,
                headers=headers,
                params=query,
                data=None if sealed is None else sealed.body,
            ),
        )
        if not _signed(heard, self._link.central_key):
            raise UserError("server-replaced")
        return _answer(heard, kind)


def pair(url: str, request: PairRequest, http: requests.Session | None = None) -> PairAnswer:
    """Ask the central at `url` to take this device in.

    The answer is signed with the key it brings: that key is what the device trusts from now on.
    """
    session = http or requests.Session()
    try:
        heard = _exchange(
            session, requests.Request("POST", url + PREFIX + "/pair", data=envelope(request).body)
        )
    finally:
        session.close()
    answer = _answer(heard, PairAnswer)
    if not _signed(heard, answer.central_key):
        raise UserError("not-a-central", url=url)
    return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """An answer that is of the right type, but not believed yet."""

    nonce: str
    status: int
    text: bytes
    signature: bytes


def _exchange(http: requests.Session, request: requests.Request) -> _Heard:
    nonce = secrets.token_hex(16)
    request.headers = {
        **(request.headers or {}),
        NONCE: nonce,
        "Accept": MEDIA_TYPE,
        "Accept-Encoding": "gzip",
        "Content-Type": MEDIA_TYPE,
        "Content-Encoding": "gzip",
    }
    url = str(request.url)
    try:
        prepared = http.prepare_request(request)
        options = http.merge_environment_settings(prepared.url, {}, True, None, None)  # noqa: FBT003
        # By the adapter itself: a session would read the body of a redirect to its end, unasked.
        adapter = http.get_adapter(url)
        with adapter.send(
            prepared,
            stream=True,
            timeout=(CONNECT_SECONDS, SILENCE_SECONDS),
            verify=options["verify"] or True,
            cert=options["cert"],
            proxies=options["proxies"],
        ) as response:
            return _hear(response, nonce, url)
    except requests.RequestException as error:
        raise _fault(error, url) from error
    except urllib3.exceptions.HTTPError as error:
        raise TransportError("central-unreachable", url=url) from error


def _hear(response: requests.Response, nonce: str, url: str) -> _Heard:
    if response.headers.get("content-type", "") != MEDIA_TYPE or SIGNATURE not in response.headers:
        # A balancer says in words of its own that the central behind it is away.
        if response.status_code in (502, 503, 504):
            raise TransportError("central-unreachable", url=url)
        raise UserError("not-a-central", url=url)
    try:
        return _Heard(
            nonce=nonce,
            status=response.status_code,
            text=plain(b"".join(_pieces(response, url))),
            signature=b64decode(response.headers[SIGNATURE], validate=True),
        )
    except MalformedError as error:
        raise TransportError("central-unreachable", url=url) from error
    except ValueError as error:
        raise UserError("not-a-central", url=url) from error


def _pieces(response: requests.Response, url: str) -> Iterator[bytes]:
    # As it travels, not unpacked: `plain` unpacks with a limit.
    end = time.monotonic() + CALL_SECONDS
    length = 0
    for piece in response.raw.stream(65536, decode_content=False):
        length += len(piece)
        if length > BODY_LIMIT:
            raise UserError("not-a-central", url=url)
        if time.monotonic() > end:
            raise TransportError("central-unreachable", url=url)
        yield piece


def _signed(heard: _Heard, key: bytes) -> bool:
    return signed_by(key, heard.signature, answer_message(heard.nonce, heard.status, heard.text))


def _answer(heard: _Heard, kind: type[Answer]) -> Answer:
    try:
        if heard.status == 200:
            return from_json(heard.text, kind)
        error = from_json(heard.text, ErrorAnswer)
    except MalformedError as broken:
        raise UserError("central-answer", why="shape") from broken
    if error.code in REFUSALS:
        seconds = error.facts.get("retry_after", 0)
        raise UserError(REFUSALS[error.code], minutes=ceil(seconds / 60) if isinstance(seconds, int) else 0)
    if error.code == "too-large" or heard.status >= 500:
        raise TransportError("central-busy", status=heard.status)
    raise UserError("central-answer", why=error.code)


def _fault(error: requests.RequestException, url: str) -> UserError:
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return UserError("central-not-trusted", url=url)
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return UserError("not-a-central", url=url)
    if any(isinstance(cause, ssl.SSLError) and cause.reason in _NOT_TLS for cause in causes):
        return UserError("central-without-tls", url=url)
    if any(_is_nameless(cause) for cause in causes):
        return TransportError("central-name-unknown", url=url)
    if any(isinstance(cause, OSError) and cause.errno in NO_WAY_OUT for cause in causes):
        return TransportError("no-network", url=url)
    return TransportError("central-unreachable", url=url)


def _is_nameless(cause: BaseException) -> bool:
    return isinstance(cause, socket.gaierror | urllib3.exceptions.NameResolutionError)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and all that it came from; urllib3 keeps some causes in `reason` or in `args`."""
    open_ends: list[object] = [error]
    seen: set[int] = set()
    while open_ends:
        cause = open_ends.pop()
        if isinstance(cause, BaseException) and id(cause) not in seen:
            seen.add(id(cause))
            yield cause
            open_ends += [cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args]
