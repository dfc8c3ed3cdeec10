"""What the client makes of anything that is not the central it knows."""

import errno
import io
import socket
import ssl
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection
from urllib3.exceptions import MaxRetryError, NameResolutionError, NewConnectionError

from lpk_desktop.errors import UserError
from lpk_desktop.sync.client import Client, Link, TransportError
from lpk_desktop.sync.protocol import (
    BODY_LIMIT,
    MEDIA_TYPE,
    NONCE,
    SIGNATURE,
    ErrorAnswer,
    Hello,
    HelloAnswer,
    answer_message,
    envelope,
)

URL = "https://pusat.example"
KEY = Ed25519PrivateKey.generate()
HELLO = Hello(epoch=1, next_n=1, cursor=0, generation=0, clock=0)
ANSWER = HelloAnswer(server="s", centre="c", centre_name="LPK Maju", now=1, head=0, cursor=0, pushed=[])


class FarEnd(requests.adapters.BaseAdapter):
    """Answers every call as a test says."""

    def __init__(self, answer: Callable[[requests.PreparedRequest], requests.Response]) -> None:
        super().__init__()
        self._answer = answer

    def send(self, request: requests.PreparedRequest, *_rest: Any, **_options: Any) -> requests.Response:
        return self._answer(request)

    def close(self) -> None:
        pass


def response(status: int, body: bytes, **headers: str) -> requests.Response:
    found = requests.Response()
    found.status_code = status
    found.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    found.raw = HTTPResponse(io.BytesIO(body), preload_content=False, decode_content=False)
    return found


def hello(answer: Callable[[requests.PreparedRequest], requests.Response]) -> HelloAnswer:
    link = Link(
        url=URL,
        server="s",
        token="rahasia",
        central_key=KEY.public_key().public_bytes_raw(),
        sign=KEY.sign,
    )
    with requests.Session() as http:
        http.mount("https://", FarEnd(answer))
        return Client(link, http).hello(HELLO)


def problem(answer: Callable[[requests.PreparedRequest], requests.Response]) -> UserError:
    with pytest.raises(UserError) as caught:
        hello(answer)
    return caught.value


def signed(
    message: Any, *, status: int = 200, key: Ed25519PrivateKey = KEY, nonce: str | None = None
) -> Callable[[requests.PreparedRequest], requests.Response]:
    def answer(request: requests.PreparedRequest) -> requests.Response:
        sealed = envelope(message)
        asked = nonce or request.headers[NONCE]
        signature = b64encode(key.sign(answer_message(asked, status, sealed.text))).decode()
        return response(status, sealed.body, content_type=MEDIA_TYPE, **{SIGNATURE: signature})

    return answer


def failing(error: Exception) -> Callable[[requests.PreparedRequest], requests.Response]:
    def answer(_request: requests.PreparedRequest) -> requests.Response:
        raise error

    return answer


def test_an_answer_of_the_central_is_believed() -> None:
    assert hello(signed(ANSWER)) == ANSWER


def test_the_token_travels_in_the_header_alone() -> None:
    seen: list[requests.PreparedRequest] = []

    def answer(request: requests.PreparedRequest) -> requests.Response:
        seen.append(request)
        return signed(ANSWER)(request)

    hello(answer)
    assert seen[0].headers["Authorization"] == "Bearer rahasia"
    assert "rahasia" not in str(seen[0].url)


@pytest.mark.parametrize(
    "answer",
    [
        response(200, b"<html>Silakan masuk</html>", content_type="text/html"),
        response(302, b"", location="http://portal.example/", content_type="text/html"),
        response(404, b"not found", content_type="text/plain"),
        response(200, envelope(ANSWER).body, content_type=MEDIA_TYPE),
        response(200, envelope(ANSWER).body, content_type=MEDIA_TYPE, **{SIGNATURE: "!"}),
        response(200, b"x" * (BODY_LIMIT + 1), content_type=MEDIA_TYPE, **{SIGNATURE: "AAAA"}),
    ],
    ids=["portal", "redirect", "other site", "unsigned", "not a signature", "endless"],
)
def test_something_else_answers(answer: requests.Response) -> None:
    found = problem(lambda _request: answer)
    assert (found.code, isinstance(found, TransportError)) == ("not-a-central", False)


def test_an_answer_signed_by_another_key_is_another_server() -> None:
    assert problem(signed(ANSWER, key=Ed25519PrivateKey.generate())).code == "server-replaced"


def test_an_old_answer_played_again_is_not_believed() -> None:
    assert problem(signed(ANSWER, nonce="0" * 32)).code == "server-replaced"


def test_a_refusal_needs_a_signature_too() -> None:
    forged = signed(ErrorAnswer("device-revoked"), status=403, key=Ed25519PrivateKey.generate())
    assert problem(forged).code == "server-replaced"


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ("device-revoked", 403, "device-revoked"),
        ("token-unknown", 401, "device-unknown"),
        ("malformed", 400, "central-answer"),
        ("gap", 409, "central-answer"),
        ("internal", 500, "central-busy"),
        ("too-large", 413, "central-busy"),
    ],
)
def test_a_refusal_becomes_words(said: str, status: int, code: str) -> None:
    assert problem(signed(ErrorAnswer(said), status=status)).code == code


def test_an_answer_of_another_shape_is_said_to_be_odd() -> None:
    assert problem(signed(ErrorAnswer("x"))).code == "central-answer"


def test_an_answer_cut_on_its_way_may_come_better_next_time() -> None:
    def answer(request: requests.PreparedRequest) -> requests.Response:
        whole = signed(ANSWER)(request)
        return response(
            200,
            envelope(ANSWER).body[:-4],
            content_type=MEDIA_TYPE,
            **{SIGNATURE: whole.headers[SIGNATURE]},
        )

    assert isinstance(problem(answer), TransportError)


def test_a_balancer_without_its_central_may_have_it_back_soon() -> None:
    found = problem(lambda _request: response(503, b"Bad gateway", content_type="text/html"))
    assert (found.code, isinstance(found, TransportError)) == ("central-unreachable", True)


POOL = HTTPConnection("pusat.example")


def wrapped(cause: Exception) -> requests.ConnectionError:
    return requests.ConnectionError(MaxRetryError(None, URL, cause))  # type: ignore[arg-type]


def refused_by(cause: Exception) -> NewConnectionError:
    error = NewConnectionError(POOL, "failed")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (wrapped(NameResolutionError("x", POOL, socket.gaierror(-3, "again"))), "central-name-unknown"),
        (wrapped(refused_by(OSError(errno.ENETUNREACH, "unreachable"))), "no-network"),
        (wrapped(refused_by(ConnectionRefusedError(errno.ECONNREFUSED, "refused"))), "central-unreachable"),
        (requests.ConnectTimeout(), "central-unreachable"),
        (requests.ReadTimeout(), "central-unreachable"),
        (requests.exceptions.ChunkedEncodingError(), "central-unreachable"),
    ],
)
def test_a_call_that_does_not_get_through_may_do_so_later(error: Exception, code: str) -> None:
    found = problem(failing(error))
    assert (found.code, isinstance(found, TransportError)) == (code, True)


def test_a_certificate_that_nobody_trusts_stops_the_call_for_good() -> None:
    error = requests.exceptions.SSLError(ssl.SSLCertVerificationError("self-signed"))
    found = problem(failing(error))
    assert (found.code, isinstance(found, TransportError)) == ("central-not-trusted", False)


def test_plain_http_behind_a_secure_address_is_told_apart() -> None:
    cause = ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] wrong version number")
    cause.reason = "WRONG_VERSION_NUMBER"
    found = problem(failing(requests.exceptions.SSLError(MaxRetryError(None, URL, cause))))  # type: ignore[arg-type]
    assert (found.code, isinstance(found, TransportError)) == ("central-without-tls", False)


def test_nobody_listens() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        link = Link(url=url, server="s", token="t", central_key=bytes(32), sign=KEY.sign)
        client = Client(link)
        with pytest.raises(TransportError, match="central-unreachable"):
            client.hello(HELLO)
        client.close()
