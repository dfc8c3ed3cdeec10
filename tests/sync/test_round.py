from tests.central.served import Served
from tests.sync.memory import joined


def test_two_devices_that_worked_offline_hold_the_same_afterwards(served: Served, centre: str) -> None:
    first, second = joined(served, centre), joined(served, centre)
    first.put(1, name="Sri", phone=None)
    first.sync()
    second.sync()
    first.put(1, name="Sri Wahyuni")
    second.put(1, phone="+628110000009")
    first.sync()
    second.sync()
    first.sync()
    assert first.shown(1) == {"name": "Sri Wahyuni", "phone": "+628110000009"}
    assert first.states == second.states == served.states(centre)
    assert served.findings(centre) == []
