from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from lpk_desktop.domain.changes import Act, Change, JsonValue, Op, Stamp
from lpk_desktop.sync.columns import Part, cut, fit, pack, unpack
from lpk_desktop.sync.protocol import (
    PAGE_BYTES,
    ActHead,
    Columns,
    Hello,
    MalformedError,
    PushPage,
    Shape,
    decode,
    encode,
)

names = st.sampled_from(["name", "phone", "code", "note", "x"])
plain: st.SearchStrategy[JsonValue] = (
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=9) | st.just(0.5)
)
values: st.SearchStrategy[JsonValue] = (
    plain | st.lists(plain, max_size=2) | st.dictionaries(names, plain, max_size=2)
)
stamps = st.builds(Stamp, st.integers(0, 2**63 - 1), st.integers(0, 2**40))


@st.composite
def acts(draw: st.DrawFn) -> list[Act]:
    """Some acts of one origin, with no gap."""
    found, n = [], draw(st.integers(1, 100))
    for size in draw(st.lists(st.integers(1, 4), min_size=1, max_size=4)):
        author = draw(st.none() | st.text(max_size=5))
        changes = tuple(
            Change(
                origin=65537,
                n=n + offset,
                hlc=draw(st.integers(0, 2**63 - 1)),
                tx=n,
                table=draw(st.sampled_from(["mark", "trainee"])),
                row=draw(st.sampled_from(["0" * 32, "f" * 32, "odd"])),
                op=draw(st.sampled_from(Op)),
                patch=draw(st.dictionaries(names, values, max_size=3)),
                base=draw(st.dictionaries(names, st.lists(stamps, max_size=2).map(tuple), max_size=3)),
                author=author,
                schema=draw(st.integers(1, 2)),
            )
            for offset in range(size)
        )
        found.append(
            Act(
                origin=65537,
                n=n,
                label=draw(st.text(max_size=9)),
                author=author,
                at=n,
                changes=changes,
            )
        )
        n += size
    return found


@settings(max_examples=25)
@given(acts())
def test_acts_survive_the_way(sent: list[Act]) -> None:
    heads, columns = pack([Part(act) for act in sent])
    page = decode(encode(PushPage(after_n=sent[0].n - 1, acts=heads, changes=columns)), PushPage)
    assert [part.act for part in unpack(page.acts, page.changes)] == sent


@settings(max_examples=25)
@given(acts(), st.integers(1, 6))
def test_a_cut_keeps_acts_whole_unless_one_alone_is_too_large(sent: list[Act], count: int) -> None:
    parts = cut(sent, after_n=0, count=count)
    assert parts
    assert sum(len(part.act.changes) for part in parts) <= count
    if len(parts) > 1:
        assert all(part.complete for part in parts)
    assert [part.complete for part in parts] == [
        len(part.act.changes) == len(act.changes) for part, act in zip(parts, sent, strict=False)
    ]


@settings(max_examples=25)
@given(acts(), st.integers(1, 3))
def test_pages_cut_one_after_another_lose_nothing(sent: list[Act], count: int) -> None:
    numbers, after_n = [], 0
    while parts := cut(sent, after_n=after_n, count=count):
        numbers += [change.n for part in parts for change in part.act.changes]
        after_n = numbers[-1]
    assert numbers == [change.n for act in sent for change in act.changes]


def test_a_gap_within_an_act_is_our_own_bug() -> None:
    (act,) = [Act(origin=1, n=1, label="", author=None, at=0, changes=(change(1), change(3)))]
    with pytest.raises(ValueError, match="gap"):
        pack([Part(act)])


def change(n: int) -> Change:
    return Change(origin=1, n=n, hlc=n, tx=1, table="mark", row="0" * 32, op=Op.PUT, patch={"code": "H"})


HEAD = ActHead(origin=1, n=1, from_n=1, count=1, complete=True, label="", author=None, at=0)
SHAPE = Shape("mark", "put", 1, ["code"], [])


def columns(**spoilt: Any) -> Columns:
    sound: dict[str, Any] = {
        "shapes": [SHAPE], "shape": [0], "row": ["0" * 32], "hlc": [5], "patch": [[["H"]]], "base": [[]],
    }  # fmt: skip
    return Columns(**(sound | spoilt))


def test_the_sound_page_is_sound() -> None:
    (part,) = unpack([HEAD], columns())
    assert part.act.changes[0].patch == {"code": "H"}


@pytest.mark.parametrize(
    "spoilt",
    [
        {"row": []},
        {"hlc": [5, 6]},
        {"shape": [1]},
        {"shapes": []},
        {"patch": [[["H", "A"]]]},
        {"patch": [[]]},
        {"patch": [[["H"], ["A"]]]},
        {"shapes": [Shape("mark", "put", 1, ["code", "code"], [])], "patch": [[["H"], ["A"]]]},
        {"shapes": [Shape("mark", "explode", 1, ["code"], [])]},
        {"hlc": [-1]},
        {"hlc": [2**63]},
        {"shapes": [Shape("mark", "put", 1, ["code"], ["code"])], "base": [[[[1]]]]},
        {"shapes": [Shape("mark", "put", 1, ["code"], ["code"])], "base": [[[[1, -1]]]]},
    ],
)
def test_columns_that_do_not_fit_together_are_malformed(spoilt: dict[str, Any]) -> None:
    with pytest.raises(MalformedError):
        unpack([HEAD], columns(**spoilt))


def test_an_act_cannot_begin_before_itself() -> None:
    with pytest.raises(MalformedError):
        unpack([replace(HEAD, n=2)], columns())


def test_a_page_is_filled_up_to_its_limit() -> None:
    asked: list[int] = []

    def build(count: int) -> Hello:
        asked.append(count)
        return Hello(
            epoch=1, next_n=1, cursor=0, generation=0, clock=0, app="".join(map(str, range(count * 50)))
        )

    assert len(fit(1000, build, PAGE_BYTES).body) <= PAGE_BYTES
    assert asked[-1] > 300


def test_one_item_passes_whatever_its_size() -> None:
    assert fit(5, lambda count: Hello(epoch=count, next_n=1, cursor=0, generation=0, clock=0), 1).body
