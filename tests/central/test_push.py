import pytest

from lpk_desktop.domain.changes import Change, JsonValue, Op, Stamp, origin_of
from lpk_desktop.domain.clock import TOLERANCE_MS, hlc_at
from lpk_desktop.sync.columns import Part, unpack
from lpk_desktop.sync.protocol import PullPage, PushPage
from tests.central.caller import Caller, change, code_of, page, part, verdicts
from tests.central.conftest import Join
from tests.central.served import START, Served

ROW = "0" * 32


def pulled(answer: PullPage) -> list[Change]:
    return [each for part in unpack(answer.acts, answer.changes) for each in part.act.changes]


def test_changes_are_numbered_in_order_and_shown_to_the_others(
    device: Caller, join: Join, centre: str, served: Served
) -> None:
    answer = device.push(part(change(1), change(2, tx=1, row="1" * 32)), part(change(3, row="2" * 32)))
    assert (answer.acked_n, verdicts(answer)) == (3, [(1, 3, "accepted", "")])
    other = join(centre).pull()
    assert [each.n for each in pulled(other)] == [1, 2, 3]
    assert (other.next, other.head) == (3, 3)
    assert served.findings(centre) == []


def test_sent_twice_is_taken_once(device: Caller, centre: str, served: Served) -> None:
    sent = part(change(1)), part(change(2))
    device.push(*sent)
    answer = device.push(*sent, part(change(3)))
    assert verdicts(answer) == [(1, 2, "duplicate", ""), (3, 1, "accepted", "")]
    assert device.hello().head == 3
    assert served.findings(centre) == []


def test_own_changes_do_not_come_back_but_those_of_an_earlier_epoch_do(device: Caller) -> None:
    device.push(part(change(1)))
    assert pulled(device.pull(after=0, epoch=1)) == []
    assert device.pull(after=0, epoch=1).next == 1
    assert [each.n for each in pulled(device.pull(after=0, epoch=2))] == [1]


def test_a_page_that_leaves_changes_out_is_sent_back(device: Caller) -> None:
    device.push(part(change(1)))
    assert code_of(device.send(page(part(change(5))))) == (409, "gap")
    assert device.hello().pushed == [(origin_of(1, 1), 1)]


def test_changes_of_another_device_are_sent_back(device: Caller) -> None:
    assert code_of(device.send(page(part(change(1, device=2))))) == (403, "other-device")


def test_a_bad_change_is_refused_with_its_act_and_the_rest_flows(
    device: Caller, centre: str, served: Served
) -> None:
    answer = device.push(
        part(change(1)), part(change(2, row="bukan id"), change(3, tx=2, row="1" * 32)), part(change(4))
    )
    assert verdicts(answer) == [
        (1, 1, "accepted", ""),
        (2, 2, "refused", "bad-row-id"),
        (4, 1, "accepted", ""),
    ]
    assert [(each.n, each.reason) for each in answer.set_aside] == [(2, "bad-row-id")]
    assert [row for _, row in served.states(centre)] == [ROW]
    assert served.findings(centre) == []


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (change(1, row="F" * 32), "bad-row-id"),
        (change(1, table="trainee; drop"), "bad-name"),
        (change(1, table=""), "bad-name"),
        (change(1, patch={"Nama Lengkap": "x"}), "bad-name"),
        (change(1, patch={"a" * 65: "x"}), "bad-name"),
        (change(1, base={"\0": (Stamp(1, 1),)}), "bad-name"),
        (change(1, op=Op.DELETE, patch={"name": "x"}), "bad-delete"),
        (change(1, patch={"amount": 2**63}), "bad-value"),
        (change(1, patch={"amount": [{"x": [10**30]}]}), "bad-value"),
    ],
)
def test_what_no_version_could_store_is_refused(device: Caller, bad: Change, reason: str) -> None:
    assert verdicts(device.push(part(bad))) == [(1, 1, "refused", reason)]


def test_values_of_any_depth_that_fits_are_taken(device: Caller, centre: str, served: Served) -> None:
    value: JsonValue = [{"a": [1, None, True, 0.5, "x\0y"]}]
    assert verdicts(device.push(part(change(1, patch={"note": value}))))[0][2] == "accepted"
    assert served.states(centre)["trainee", ROW].shown() == {"note": value}


def test_an_act_in_parts_joins_with_its_last(device: Caller, join: Join, centre: str, served: Served) -> None:
    rows = ["1" * 32, "2" * 32, "3" * 32]
    whole = [change(n, tx=1, row=row) for n, row in enumerate(rows, 1)]
    answer = device.push(part(*whole[:2], complete=False))
    assert (verdicts(answer), answer.set_aside) == ([(1, 2, "parked", "incomplete")], [])
    other = join(centre)
    assert other.hello().head == 0
    assert served.findings(centre) == []
    # The last part overlaps what is there, as after a lost answer.
    answer = device.push(part(*whole[1:]))
    assert verdicts(answer) == [(2, 1, "duplicate", ""), (3, 1, "accepted", "")]
    (head,) = other.pull().acts
    assert (head.n, head.count, head.complete) == (1, 3, True)
    assert served.findings(centre) == []


def test_an_act_in_three_parts_joins_too(device: Caller, centre: str, served: Served) -> None:
    for n in (1, 2):
        device.push(part(change(n, tx=1, row=f"{n:032x}"), complete=False))
    device.push(part(change(3, tx=1, row=f"{3:032x}")), part(change(4)))
    assert device.hello().head == 4
    assert served.findings(centre) == []


def test_a_bad_last_part_refuses_the_whole_act(device: Caller, centre: str, served: Served) -> None:
    device.push(part(change(1), complete=False))
    answer = device.push(part(change(2, tx=1, row="x")))
    assert verdicts(answer) == [(2, 1, "refused", "bad-row-id")]
    assert device.hello().head == 0
    assert served.findings(centre) == []


@pytest.mark.parametrize(
    "odd",
    [
        page(part(change(2, tx=1)), after_n=1),
        page(part(change(1), complete=False), part(change(2))),
        page(part(change(1)), part(change(3))),
        page(part(change(1)), part(change(2, device=1, tx=1))),
        PushPage(after_n=0, acts=[], changes=page(part(change(1))).changes),
    ],
    ids=["middle of nothing", "open act before another", "gap", "act within an act", "no acts"],
)
def test_a_page_without_order_is_sent_back(device: Caller, odd: PushPage) -> None:
    device.push(part(change(1)))
    assert code_of(device.send(odd)) == (400, "malformed")
    assert device.hello().head == 1


class TestOrder:
    """An act that replaces values waits until the central has seen them."""

    seen = Stamp(hlc_at(START) + 1, origin_of(1, 1))

    def overwrite(self, n: int = 1, base: Stamp = seen) -> Part:
        return part(change(n, device=2, base={"name": (base,)}))

    def test_it_is_parked_and_listed(self, join: Join, device: Caller, centre: str) -> None:
        other = join(centre)
        answer = other.push(self.overwrite(), part(change(2, device=2, row="9" * 32)))
        assert verdicts(answer) == [(1, 1, "parked", "predecessor-missing"), (2, 1, "accepted", "")]
        assert [each.n for each in answer.set_aside] == [1]
        assert [each.n for each in other.hello().set_aside] == [1]
        assert device.hello().set_aside == []

    def test_it_joins_right_after_what_it_waited_for(
        self, join: Join, device: Caller, centre: str, served: Served
    ) -> None:
        other = join(centre)
        other.push(self.overwrite())
        device.push(part(change(1)), part(change(2, row="9" * 32)))
        third = join(centre)
        assert [(each.origin >> 16, each.n) for each in pulled(third.pull())] == [(1, 1), (2, 1), (1, 2)]
        assert served.states(centre)["trainee", ROW].disputed() == frozenset()
        assert other.hello().set_aside == []
        assert served.findings(centre) == []

    def test_what_builds_on_it_waits_with_it(
        self, join: Join, device: Caller, centre: str, served: Served
    ) -> None:
        other = join(centre)
        answer = other.push(self.overwrite(), self.overwrite(2, Stamp(hlc_at(START) + 1, origin_of(2, 1))))
        assert verdicts(answer) == [(1, 2, "parked", "predecessor-missing")]
        device.push(part(change(1)))
        assert [(each.origin >> 16, each.n) for each in pulled(join(centre).pull())] == [
            (1, 1),
            (2, 1),
            (2, 2),
        ]
        assert served.findings(centre) == []

    def test_a_stamp_of_a_parked_act_counts_as_unseen(
        self, join: Join, device: Caller, centre: str, served: Served
    ) -> None:
        second, third = join(centre), join(centre)
        second.push(self.overwrite())
        on_top = change(1, device=3, base={"name": (Stamp(hlc_at(START) + 1, origin_of(2, 1)),)})
        assert verdicts(third.push(part(on_top)))[0][2] == "parked"
        device.push(part(change(1)))
        assert third.hello().set_aside == []
        assert served.findings(centre) == []


class TestClocks:
    def test_a_stamp_within_reason_stays(self, device: Caller) -> None:
        late = hlc_at(START + TOLERANCE_MS)
        assert device.push(part(change(1, hlc=late))).restamped == []

    def test_a_stamp_from_the_future_becomes_now_and_is_told(self, device: Caller, centre: str) -> None:
        far = hlc_at(START + TOLERANCE_MS + 1)
        answer = device.push(part(change(1, hlc=far)), part(change(2, hlc=far + 1)))
        assert answer.restamped == [(1, hlc_at(START)), (2, hlc_at(START) + 1)]

    def test_a_stamp_from_the_past_stays(self, device: Caller, served: Served, centre: str) -> None:
        assert device.push(part(change(1, hlc=5))).restamped == []

    def test_a_stamp_that_does_not_rise_gets_the_next_place(
        self, device: Caller, centre: str, served: Served
    ) -> None:
        now = hlc_at(START)
        answer = device.push(part(change(1, hlc=now)), part(change(2, hlc=now)), part(change(3, hlc=now - 9)))
        assert answer.restamped == [(2, now + 1), (3, now + 2)]
        assert served.findings(centre) == []

    def test_a_repeated_page_hears_of_its_new_stamps_again(self, device: Caller) -> None:
        sent = part(change(1, hlc=hlc_at(START * 2)))
        assert device.push(sent).restamped == device.push(sent).restamped == [(1, hlc_at(START))]

    def test_a_claimed_stamp_is_understood_as_the_one_it_got(
        self, device: Caller, served: Served, centre: str
    ) -> None:
        claimed = hlc_at(START * 2)
        device.push(part(change(1, hlc=claimed)))
        on_top = change(2, hlc=claimed + 1, base={"name": (Stamp(claimed, origin_of(1, 1)),)})
        assert verdicts(device.push(part(on_top))) == [(2, 1, "accepted", "")]
        state = served.states(centre)["trainee", ROW]
        assert (state.shown(), state.disputed()) == ({"name": "nama 2"}, frozenset())
