import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpk_desktop.sync.protocol import (
    Hello,
    MalformedError,
    PullPage,
    PushPage,
    decode,
    encode,
    envelope,
    plain,
    plain_code,
    spoken_code,
)

HELLO = Hello(epoch=1, next_n=8, cursor=5, generation=0, clock=1_780_000_000_000, app="0.1")


def test_a_message_survives_the_way() -> None:
    assert decode(encode(HELLO), Hello) == HELLO


def test_plain_json_is_understood_too() -> None:
    assert decode(envelope(HELLO).text, Hello) == HELLO


def test_the_same_message_has_the_same_bytes() -> None:
    assert encode(HELLO) == encode(
        Hello(epoch=1, next_n=8, cursor=5, generation=0, clock=1_780_000_000_000, app="0.1")
    )


def test_fields_of_a_newer_version_are_ignored() -> None:
    text = json.dumps({"epoch": 1, "next_n": 1, "cursor": 0, "generation": 0, "clock": 1, "mood": "cerah"})
    assert decode(text.encode(), Hello).epoch == 1


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(b"[" * 10_000_000)
    with pytest.raises(MalformedError):
        plain(bomb, limit=1_000_000)


@pytest.mark.parametrize(
    "spoilt",
    [
        encode(HELLO)[:-5],
        encode(HELLO) + b"more",
        encode(HELLO) + encode(HELLO),
        b"\x1f\x8bnot gzip at all",
        b"<html>Silakan masuk</html>",
        b"",
        b"[" * 100_000,
        b'{"epoch": 70000, "next_n": 1, "cursor": 0, "generation": 0, "clock": 1}',
        b'{"epoch": 1, "next_n": 1, "cursor": 0, "generation": 0, "clock": 1, "app": "\xff"}',
    ],
)
def test_anything_else_is_malformed(spoilt: bytes) -> None:
    with pytest.raises(MalformedError):
        decode(spoilt, Hello)


@given(st.binary())
def test_no_bytes_break_the_reader(body: bytes) -> None:
    with pytest.raises(MalformedError):
        decode(body, PushPage)


def test_a_page_needs_all_its_columns() -> None:
    with pytest.raises(MalformedError):
        decode(b'{"acts": [], "changes": {}, "next": 0, "head": 0}', PullPage)


def test_a_code_is_understood_however_it_is_typed() -> None:
    assert plain_code(" abcd-0ef9 ") == "ABCD0EF9"
    assert plain_code("oiL1-2345") == "01112345"
    assert spoken_code("ABCD0EF9") == "ABCD-0EF9"
