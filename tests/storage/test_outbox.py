from lpk_desktop.storage.outbox import unsent
from lpk_desktop.storage.store import Store
from tests.storage.test_capture import add
from tests.storage.test_checking import tamper


def test_what_is_offered_again_stops_at_a_gap_and_goes_on_behind_it(store: Store) -> None:
    for number in range(4):
        add(store, f"Peserta {number}")
    tamper(store, "DELETE FROM change WHERE n = 3", "DELETE FROM act WHERE n = 3")
    with store.read() as session:
        before = unsent(session, after_n=0, limit=10)
        behind = unsent(session, after_n=2, limit=10)
    assert ([act.n for act in before], [act.n for act in behind]) == ([1, 2], [4])
