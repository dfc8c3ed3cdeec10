"""The central over HTTP: the routes, and what each answer has in common."""

from __future__ import annotations

import logging
import time
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from starlette.exceptions import HTTPException

from lpk_central import changes, devices, pull, verify_page
from lpk_central.database import Database
from lpk_central.errors import AnswerError
from lpk_central.keys import CentralKey
from lpk_central.scope import Scope, scope_of
from lpk_desktop.sync.protocol import (
    BODY_LIMIT,
    MEDIA_TYPE,
    NONCE,
    PAGE_BYTES,
    PREFIX,
    SIGNATURE,
    Envelope,
    ErrorAnswer,
    Hello,
    MalformedError,
    PairRequest,
    PushPage,
    answer_message,
    envelope,
    from_json,
    plain,
    push_message,
    signed_by,
)

logger = logging.getLogger(__name__)


def _wall_clock() -> int:
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Central:
    """What the routes work with; `now` gives milliseconds since 1970."""

    database: Database
    key: CentralKey
    server: str
    public_url: str | None = None
    now: Callable[[], int] = field(default=_wall_clock)


router = APIRouter(prefix=PREFIX)
public = APIRouter()
"""Pages for people, who bring no token."""


def create_app(central: Central) -> FastAPI:
    """The application over an open database."""
    app = FastAPI(title="LPK Central", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.central = central
    app.include_router(router)
    app.include_router(public)
    app.add_exception_handler(AnswerError, _answer_error)
    app.add_exception_handler(MalformedError, _malformed)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _bug)
    return app


async def body_of(request: Request) -> bytes:
    """The request's body, still packed; AnswerError for another media type or more than BODY_LIMIT."""
    if request.headers.get("content-type", "") != MEDIA_TYPE:
        raise AnswerError(415, "wrong-media-type")
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > BODY_LIMIT:
            raise AnswerError(413, "too-large")
    return bytes(body)


def central_of(request: Request) -> Central:
    """What this application works with."""
    central: Central = request.app.state.central
    return central


def asking(request: Request, central: Annotated[Central, Depends(central_of)]) -> Scope:
    """Who asks, by the token in the header; nothing of the request is read before this."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer":
        raise AnswerError(401, "token-unknown")
    with central.database.read() as connection:
        return scope_of(connection, token)


Here = Annotated[Central, Depends(central_of)]
Asker = Annotated[Scope, Depends(asking)]
Body = Annotated[bytes, Depends(body_of)]


@router.post("/pair")
def pair(request: Request, central: Here, body: Body) -> Response:
    """Take a device in by a one-time code."""
    asked = from_json(plain(body, PAGE_BYTES), PairRequest)
    address = request.client.host if request.client else ""
    now = central.now() // 1000
    with central.database.write() as connection:
        devices.count_try(connection, address=address, now=now)
    with central.database.write() as connection:
        answer = devices.join(connection, central.key, asked, now=now, public_url=central.public_url)
        devices.forget_tries(connection, address=address)
    return _reply(request, envelope(answer))


@router.post("/hello")
def hello(request: Request, central: Here, scope: Asker, body: Body) -> Response:
    """Open a round."""
    greeting = from_json(plain(body, PAGE_BYTES), Hello)
    with central.database.write() as connection:
        answer = pull.hello(connection, scope, greeting, now_ms=central.now(), public_url=central.public_url)
    return _reply(request, envelope(answer))


@router.post("/push")
def push(request: Request, central: Here, scope: Asker, body: Body) -> Response:
    """Take in a page of the asking device's changes."""
    text = plain(body)
    signature = _bytes_of(request.headers.get(SIGNATURE, ""))
    if not signed_by(scope.public_key, signature, push_message(central.server, text)):
        raise AnswerError(403, "signature-wrong")
    page = from_json(text, PushPage)
    with central.database.write() as connection:
        answer = changes.push(connection, scope, page, now_ms=central.now())
    central.database.sweep()
    return _reply(request, envelope(answer))


@router.get("/pull")
def pull_page(
    request: Request,
    central: Here,
    scope: Asker,
    after: str = "0",
    limit_bytes: str = str(PAGE_BYTES),
    epoch: str = "0",
) -> Response:
    """The changes after a cursor."""
    with central.database.read() as connection:
        page = pull.pull(
            connection,
            scope,
            after=_whole(after, 2**62),
            limit_bytes=_whole(limit_bytes, 2**31),
            epoch=_whole(epoch, 2**16),
        )
    return _reply(request, page)


@public.get("/c/{payload}")
def certificate(request: Request, payload: str) -> Response:
    """What stands behind the link in a certificate's QR, for anybody who scans it."""
    central = central_of(request)
    with central.database.read() as connection:
        page = verify_page.page(
            connection, payload, central_key=central.key.public, central_name=request.url.netloc
        )
    return Response(page.html, page.status, verify_page.HEADERS, media_type="text/html; charset=utf-8")


def _whole(text: str, end: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) < end):
        raise AnswerError(400, "malformed")
    return int(text)


def _bytes_of(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError:
        return b""


def _reply(request: Request, sealed: Envelope, status: int = 200) -> Response:
    # Every answer is signed over the asker's nonce: a captive portal, a rewriting proxy or an old
    # answer played again is never taken for this central.
    nonce = request.headers.get(NONCE, "")
    signature = central_of(request).key.sign(answer_message(nonce, status, sealed.text))
    headers = {
        "content-encoding": "gzip",
        "cache-control": "no-store",
        SIGNATURE: b64encode(signature).decode(),
    }
    return Response(sealed.body, status, headers, media_type=MEDIA_TYPE)


def _error(request: Request, status: int, code: str, facts: dict[str, str | int]) -> Response:
    response = _reply(request, envelope(ErrorAnswer(code, facts)), status)
    if "retry_after" in facts:
        response.headers["retry-after"] = str(facts["retry_after"])
    return response


async def _answer_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, AnswerError):
        raise error
    return _error(request, error.status, error.code, error.facts)


async def _malformed(request: Request, error: Exception) -> Response:
    return _error(request, 400, "malformed", {"why": str(error)})


async def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _error(request, status, "not-found" if status == 404 else "not-possible", {})


async def _bug(request: Request, error: Exception) -> Response:
    logger.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return _error(request, 500, "internal", {})
