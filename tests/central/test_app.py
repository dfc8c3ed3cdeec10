import gzip
import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any

import pytest
import requests
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from lpk_central.app import router
from lpk_desktop.sync.protocol import (
    BODY_LIMIT,
    NONCE,
    PLAIN_LIMIT,
    SIGNATURE,
    ErrorAnswer,
    answer_message,
    encode,
    envelope,
    from_json,
    push_message,
    signed_by,
)
from tests.central.caller import HELLO, Caller, change, code_of, page, part
from tests.central.conftest import Join
from tests.central.served import Served

OPEN = {"/v1/pair"}
"""Routes that anybody may call."""

ROUTES = [route for route in router.routes if isinstance(route, APIRoute)]
GUARDED = [route for route in ROUTES if route.path not in OPEN]


def ask(caller: Caller, route: APIRoute, body: bytes = b"", **headers: str) -> requests.Response:
    method = next(iter(route.methods or ()))
    url = caller.served.url + route.path
    return caller.http.request(method, url, data=body, headers=caller.headers() | headers)


def body_for(caller: Caller, path: str) -> tuple[bytes, dict[str, str]]:
    """A request that would be granted."""
    if path == "/v1/hello":
        return encode(HELLO), {}
    if path == "/v1/push":
        sealed = envelope(page(part(change(1))))
        signature = caller.key.sign(push_message(caller.served.central().server, sealed.text))
        return sealed.body, {SIGNATURE: b64encode(signature).decode()}
    return b"", {}


each_route = pytest.mark.parametrize("route", GUARDED, ids=lambda route: str(route.path))


def test_there_are_routes_to_guard() -> None:
    assert {route.path for route in GUARDED} == {"/v1/hello", "/v1/push", "/v1/pull"}


@each_route
def test_no_route_answers_without_a_token(route: APIRoute, http: requests.Session, served: Served) -> None:
    assert code_of(ask(Caller(http, served), route)) == (401, "token-unknown")


@each_route
@pytest.mark.parametrize(
    "spoil",
    [
        lambda token, _other: token + "x",
        lambda token, _other: token.split(".")[0],
        lambda token, other: ".".join([other.split(".")[0], *token.split(".")[1:]]),
        lambda token, _other: ".".join([token.split(".")[0], "2", token.split(".")[2]]),
        lambda token, _other: ".".join([token.split(".")[0], "9" * 30, token.split(".")[2]]),
        lambda _token, _other: "' or 1=1 --.1.x",
    ],
    ids=["longer", "centre only", "another centre", "another device", "huge number", "sql"],
)
def test_no_route_takes_a_token_that_was_not_given(
    route: APIRoute, spoil: Callable[[str, str], str], device: Caller, join: Join, served: Served
) -> None:
    stranger = join(served.centre("LPK Lain"))
    token = spoil(device.token, stranger.token)
    assert code_of(ask(device, route, authorization=f"Bearer {token}")) == (401, "token-unknown")


@each_route
def test_no_route_shows_or_changes_another_centre(
    route: APIRoute, device: Caller, join: Join, centre: str, served: Served
) -> None:
    device.push(part(change(1, patch={"name": "Sri Rahasia"})))
    before = served.states(centre)
    other_centre = served.centre("LPK Lain")
    stranger = join(other_centre)
    body, headers = body_for(stranger, route.path)
    answer = ask(stranger, route, body, **headers)
    assert answer.status_code == 200
    assert b"Rahasia" not in answer.content
    assert centre.encode() not in answer.content
    assert served.states(centre) == before
    assert stranger.hello().head == (1 if route.path == "/v1/push" else 0)


@each_route
def test_no_route_answers_a_revoked_device(
    route: APIRoute, device: Caller, centre: str, served: Served
) -> None:
    served.revoke(centre, 1)
    assert code_of(ask(device, route)) == (403, "device-revoked")


def test_every_answer_is_signed_for_the_one_who_asked(device: Caller, http: requests.Session) -> None:
    for path, status in (("/v1/hello", 200), ("/v1/nowhere", 404), ("/", 404)):
        answer = http.post(
            device.served.url + path, data=encode(HELLO), headers=device.headers() | {NONCE: "abc"}
        )
        assert answer.status_code == status
        signature = b64decode(answer.headers[SIGNATURE])
        assert signed_by(device.served.key.public, signature, answer_message("abc", status, answer.content))


def test_a_page_with_a_wrong_signature_is_sent_back(device: Caller) -> None:
    sealed = envelope(page(part(change(1))))
    for signature in ("", "not base64!", b64encode(bytes(64)).decode()):
        assert code_of(device.post("/push", sealed.body, **{SIGNATURE: signature})) == (
            403,
            "signature-wrong",
        )


def test_a_page_signed_for_another_server_is_sent_back(device: Caller) -> None:
    sealed = envelope(page(part(change(1))))
    signature = b64encode(device.key.sign(push_message("f" * 32, sealed.text))).decode()
    assert code_of(device.post("/push", sealed.body, **{SIGNATURE: signature})) == (403, "signature-wrong")


def test_a_body_that_is_too_large_is_not_read_to_its_end(device: Caller) -> None:
    assert code_of(device.post("/hello", bytes(BODY_LIMIT + 1))) == (413, "too-large")


@pytest.mark.parametrize("path", ["/hello", "/pair", "/push"])
def test_a_bomb_does_not_go_off(device: Caller, path: str) -> None:
    bomb = gzip.compress(b"[" * (PLAIN_LIMIT + 1))
    assert len(bomb) < BODY_LIMIT
    assert code_of(device.post(path, bomb)) == (400, "malformed")


def test_a_name_that_no_database_holds_is_sent_back(device: Caller) -> None:
    assert code_of(device.post("/hello", encode(replace(HELLO, app="a\0b")))) == (400, "malformed")


def test_another_media_type_is_sent_back(device: Caller) -> None:
    answer = device.post("/hello", encode(HELLO), **{"content-type": "application/json"})
    assert code_of(answer) == (415, "wrong-media-type")


@pytest.mark.parametrize(
    "query",
    [
        "after=-1",
        "after=x",
        "after=9999999999999999999999",
        "after=1&epoch=70000",
        "limit_bytes=1e3",
        "after=٣",
    ],
)
def test_odd_queries_are_sent_back(device: Caller, query: str) -> None:
    answer = device.http.get(f"{device.served.url}/v1/pull?{query}", headers=device.headers())
    assert code_of(answer) == (400, "malformed")


def test_another_method_is_sent_back(device: Caller) -> None:
    answer = device.http.get(device.served.url + "/v1/push", headers=device.headers())
    assert code_of(answer) == (405, "not-possible")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def spoilt_pages(draw: st.DrawFn) -> Any:
    """A sound page in which one place, however deep, holds something else."""
    sound = json.loads(envelope(page(part(change(1), change(2, tx=1)), part(change(3)))).text)
    place: Any = sound
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or not place[key] or draw(st.booleans()):
            break
        place = place[key]
    place[key] = draw(json_values)
    return sound


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(spoilt=spoilt_pages())
def test_no_page_breaks_the_central(spoilt: Any, device: Caller) -> None:
    text = json.dumps(spoilt).encode()
    signature = device.key.sign(push_message(device.served.central().server, text))
    answer = device.post("/push", text, **{SIGNATURE: b64encode(signature).decode()})
    assert answer.status_code in (200, 400, 403, 409)
    if answer.status_code != 200:
        assert from_json(answer.content, ErrorAnswer).code


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(body=st.binary(max_size=200) | json_values.map(lambda value: json.dumps(value).encode()))
@pytest.mark.parametrize("path", ["/hello", "/pair"])
def test_no_bytes_break_the_central(path: str, body: bytes, device: Caller) -> None:
    assert code_of(device.post(path, body)) == (400, "malformed")
