"""Any story of work, undo, redo and a second computer against a model in plain Python.

`dev.py test --hypothesis-profile=thorough -k undo_machine` tells long ones.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import HealthCheck, currently_in_test_context, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from lpk_desktop.storage import history
from lpk_desktop.storage.checking import check
from lpk_desktop.storage.findings import Problem
from lpk_desktop.storage.history import ActId
from lpk_desktop.storage.store import Store, open_store
from tests.storage.test_undo import loose_ends
from tests.storage.undo_model import Key, Model, Op
from tests.storage.undo_stage import (
    AUTHORS,
    CODES,
    KEY,
    MEETINGS,
    PHONES,
    RESULTS,
    START,
    Intent,
    carry,
    mark,
    place,
    result,
    shown,
    stage,
    store_row,
    whole,
)

NO_SLOTS = {Problem.SLOTS_UNREADABLE, Problem.NOBODY_CAN_SIGN_IN, Problem.NO_RECOVERY}
WORK = ("add", "import", "edit", "enrol", "leave", "mark", "mark_all", "note", "result", "remove")

pick = st.integers(0, 5)
people = st.sampled_from(AUTHORS)


@dataclass(frozen=True)
class Act:
    id: ActId
    number: int
    author: str
    ops: tuple[Op, ...]
    undoes: int = 0
    """Its number in the model."""


class Story(RuleBasedStateMachine):
    """The first computer is told in full; on the second somebody works from time to time."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="lpk-story-"))
        shutil.copytree(stage(), self.folder, dirs_exist_ok=True)
        self.now = 1_000_000
        self.model, self.other = Model(), Model()
        self.acts: list[Act] = []
        self.numbers = 0
        self.mail: dict[str, list[Op]] = {"first": [], "second": []}
        """What each computer has written and the other not received."""
        self.first, self.second = self._open("first"), self._open("second")

    def teardown(self) -> None:
        self.first.close()
        self.second.close()
        shutil.rmtree(self.folder)

    @initialize(author=people)
    def begin(self, author: str) -> None:
        """An import that both computers know."""
        self._work_import(author, 0)
        self._deliver("first", self.second, self.other)

    @rule(author=people, what=st.sampled_from(sorted(WORK)), which=pick)
    def work(self, author: str, what: str, which: int) -> None:
        getattr(self, f"_work_{what}")(author, which)

    @rule(
        author=people, step=st.sampled_from(["undo", "undo", "redo", "any", "any"]), which=st.integers(0, 30)
    )
    def take_back(self, author: str, step: str, which: int) -> None:
        getattr(self, f"_{step}")(author, which)

    @rule(what=st.sampled_from(["trainee", "mark", "result"]), which=pick, value=pick)
    def work_elsewhere(self, what: str, which: int, value: int) -> None:
        table = "trainee" if what == "trainee" else "enrolment"
        for key in self._some(table, which, self.other):
            if what == "trainee":
                self._act_elsewhere([(key, {"name": f"Jauh {value}", "phone": PHONES[value % 3]})])
            elif what == "mark":
                self._act_elsewhere([mark(self.other, key[1], MEETINGS[0], CODES[value % 4], AUTHORS[1])])
            else:
                self._act_elsewhere([result(key[1], RESULTS[value % 3], "Yusuf")])

    @rule(how=st.sampled_from(["send", "receive", "reopen"]))
    def meet(self, how: str) -> None:
        self._tick()
        if how == "send":
            self._deliver("first", self.second, self.other)
        elif how == "receive":
            self._deliver("second", self.first, self.model)
        else:
            self.first.close()
            self.first = self._open("first")

    # What a person does at the first computer

    def _work_add(self, author: str, which: int) -> None:
        self._act(author, [self._new_trainee(which)])

    def _work_import(self, author: str, which: int) -> None:
        added = [self._new_trainee(which), self._new_trainee(which + 1)]
        places = [place(key[1]) for key, _values in added]
        self._act(author, [intent for pair in zip(added, places, strict=True) for intent in pair])

    def _work_edit(self, author: str, which: int) -> None:
        for key in self._some("trainee", which):
            self._act(author, [(key, {"name": f"Nama {which}", "phone": PHONES[self.now // 1000 % 3]})])

    def _work_enrol(self, author: str, which: int) -> None:
        for key in self._some("trainee", which):
            self._act(author, [place(key[1])])

    def _work_leave(self, author: str, which: int) -> None:
        for key in self._some("enrolment", which):
            self._act(author, [(key, {"status": ("active", "withdrawn")[which % 2]})])

    def _work_mark(self, author: str, which: int) -> None:
        code, meeting = CODES[self.now // 1000 % 4], MEETINGS[which % 2]
        for key in self._some("enrolment", which):
            self._act(author, [mark(self.model, key[1], meeting, code, author)])

    def _work_mark_all(self, author: str, which: int) -> None:
        places = [key for key in self.model.rows if key[0] == "enrolment" and self.model.stands(key)]
        code, meeting = CODES[which % 4], MEETINGS[0]
        self._act(author, [mark(self.model, key[1], meeting, code, author) for key in places])

    def _work_note(self, author: str, which: int) -> None:
        for key in self._some("mark", which):
            if self.model.stands(self.model.parent(key) or key):
                self._act(author, [(key, {"note": (None, "surat")[which % 2]})])

    def _work_result(self, author: str, which: int) -> None:
        for key in self._some("enrolment", which):
            self._act(author, [result(key[1], RESULTS[self.now // 1000 % 3], "Hesti")])

    def _work_remove(self, author: str, which: int) -> None:
        table = ("trainee", "mark", "enrolment")[which % 3]
        for key in self._some(table, which):
            below = [each for each in self.model.rows if self.model.parent(each) == key]
            if not any(self.model.stands(each) and self.model.has_content(each) for each in below):
                self._act(author, [(key, None)])

    # Undo and redo

    def _undo(self, author: str, _which: int) -> None:
        self.first.author = author
        with self.first.read() as session:
            found = history.next_undo(session, author)
        wanted = next((a for a in reversed(self._own(author)) if not a.undoes and not self._undone(a)), None)
        assert found == (wanted.id if wanted else None)
        if wanted:
            self._take_back(wanted)

    def _redo(self, author: str, _which: int) -> None:
        self.first.author = author
        with self.first.read() as session:
            found = history.next_redo(session, author)
        wanted = None
        for act in reversed(self._own(author)):
            if not act.undoes:
                break
            if not self._numbered(act.undoes).undoes and not self._undone(act):
                wanted = act
                break
        assert found == (wanted.id if wanted else None)
        if wanted:
            self._take_back(wanted)

    def _any(self, author: str, which: int) -> None:
        if self.acts:
            self.first.author = author
            self._take_back(self.acts[-1 - which % len(self.acts)])

    # What holds at every step

    @invariant()
    def file_and_model_agree(self) -> None:
        assert shown(self.first) == self.model.shown()
        assert shown(self.second) == self.other.shown()

    @invariant()
    def replaying_the_log_gives_the_file(self) -> None:
        assert [each for each in check(self.first).findings if each.code not in NO_SLOTS] == []

    @invariant()
    def nothing_names_what_is_gone(self) -> None:
        assert loose_ends(self.first) == []
        assert not self.model.needed()

    # How it is done

    def _open(self, name: str) -> Store:
        return open_store(self.folder / name, key=KEY, author=AUTHORS[0], now=lambda: START + self.now)

    def _tick(self) -> None:
        self.now += 1000

    def _new_trainee(self, name: int) -> Intent:
        self.numbers += 1
        return ("trainee", f"{self.numbers:032x}"), {"name": f"Nama {name}", "phone": None}

    def _some(self, table: str, which: int, model: Model | None = None) -> list[Key]:
        """One of the standing rows of a table, or none."""
        model = model or self.model
        keys = [key for key in model.rows if key[0] == table and model.stands(key)]
        return [keys[which % len(keys)]] if keys else []

    def _act(self, author: str, intents: Iterable[Intent]) -> None:
        self._tick()
        self.first.author = author
        ops = self._carried_out(self.model, self.first, list(intents))
        if ops:
            self._keep(author, ops)

    def _act_elsewhere(self, intents: list[Intent]) -> None:
        self._tick()
        ops = self._numbered_ops(self._carried_out(self.other, self.second, intents))
        for op in ops:
            self.other.apply(op)
        self.mail["second"] += ops

    def _carried_out(self, model: Model, store: Store, intents: list[Intent]) -> list[Op]:
        ops: list[Op] = []
        with store.write("Kerja") as session:
            for key, values in intents:
                if values is None:
                    ops.append(model.remove(key))
                else:
                    ops += model.put(key, values if key in model.rows else whole(key, values))
                store_row(session, key, values)
        return ops

    def _numbered_ops(self, ops: Iterable[Op], undoes: int = 0) -> list[Op]:
        """Ops with the number of their act."""
        self.numbers += 1
        return [replace(op, act=self.numbers, undoes=undoes) for op in ops]

    def _keep(self, author: str, ops: list[Op], undoes: int = 0) -> None:
        named = self._numbered_ops(ops, undoes)
        for op in named:
            self.model.apply(op)
        self.mail["first"] += named
        with self.first.read() as session:
            newest = history.acts(session, limit=1)[0].id
        self.acts.append(Act(newest, named[0].act, author, tuple(named), undoes))

    def _take_back(self, act: Act) -> None:
        self._tick()
        ops, left = self.model.undo(act.ops)
        with self.first.read() as session:
            planned = history.plan_undo(session, act.id)
        with self.first.write("Urungkan", source="undo", undoes=act.id) as session:
            done = history.undo(session, act.id)
        assert planned == done
        assert {(each.why.value, (each.table, each.row)) for each in done.left} == left
        assert {(each.table, each.row) for each in done.touched} == {op.key for op in ops}
        for each in left:
            tell(f"left: {each[0]}")
        if ops:
            tell("redone" if act.undoes else "undone")
            self._keep(self.first.author or "", ops, act.number)

    def _deliver(self, source: str, store: Store, model: Model) -> None:
        ops, self.mail[source] = self.mail[source], []
        for op in ops:
            model.apply(op)
        carried = carry(self.first if source == "first" else self.second, store)
        back: list[Op] = []
        while needed := model.needed():
            for key in needed:
                removals = frozenset(version.number for version in model.rows[key].removals)
                (op,) = self._numbered_ops([Op("restore", key, undone=removals)])
                model.apply(op)
                back.append(op)
        assert carried == len(back)
        if back:
            tell("brought back")
        self.mail["second" if source == "first" else "first"] += back

    def _own(self, author: str) -> list[Act]:
        return [act for act in self.acts if act.author == author]

    def _numbered(self, number: int) -> Act:
        return next(act for act in self.acts if act.number == number)

    def _undone(self, act: Act) -> bool:
        """Whether an act of the same person stands that took it back."""
        undos = [each for each in self._own(act.author) if each.undoes == act.number]
        return any(not self._undone(each) for each in undos)


def tell(what: str) -> None:
    """Count something for Hypothesis; a story told by hand is not counted."""
    if currently_in_test_context():
        event(what)


TestStory = Story.TestCase
TestStory.settings = settings(
    max_examples=max(settings().max_examples // 5, 1),
    stateful_step_count=25,
    suppress_health_check=list(HealthCheck),
    deadline=None,
)
