"""Works on data folders in processes that are killed: `python -m tests.crash.worker`.

Takes one job (JSON) a line, forks a child for it, and kills the child with SIGKILL after `after`
seconds. With `at`, the child kills itself at that point instead: points lie before each statement
that writes, before each commit, after it, and at each step of writing a file in the folder. Answers
on standard output: "ack STEP" once a step's commit has returned, "points COUNT", "end SIGNAL".
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from sqlalchemy import Engine, event

from lpk_desktop.storage import journal
from tests.crash import story
from tests.factory import make_centre

FOUND = -1
"""The step that founds a centre."""
READS = ("SELECT", "PRAGMA")
FILES = ("os.rename", "os.remove", "os.mkdir")
WRITES = os.O_WRONLY | os.O_RDWR


class Job(NamedTuple):
    """What a child does, and when it dies."""

    folder: str
    steps: list[int]
    at: int | None = None
    after: float | None = None


def say(*words: object) -> None:
    """One line that no kill can cut in two."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


class Points:
    """Counts the places where this process can be killed, and dies at the chosen one."""

    def __init__(self, at: int | None) -> None:
        self.count = 0
        self._at = at

    def __call__(self, *_event: Any) -> None:
        if self.count == self._at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.count += 1

    def _call(self, _frame: object, happening: str, _what: object) -> None:
        # While a file is open: before each write, flush, fsync and close.
        if happening == "c_call":
            self()

    def watch(self, folder: str) -> None:
        """From now on, every write to the database or the folder is a point."""

        @event.listens_for(Engine, "before_cursor_execute")
        def _statement(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if statement != "BEGIN" and not statement.lstrip().upper().startswith(READS):
                self()

        event.listen(Engine, "commit", self)

        def _file(name: str, values: tuple[Any, ...]) -> None:
            opens = name == "open" and values[2] & WRITES
            # A lock stays open, and holds nothing that a kill could cut.
            if (
                (opens or name in FILES)
                and str(values[0]).startswith(folder)
                and not str(values[0]).endswith(".lock")
            ):
                # A segment of the journal stays open too: each act is one write to it, before its commit.
                calls = opens and not str(values[0]).endswith(journal.SUFFIX)
                sys.setprofile(self._call if calls else None)
                self()

        sys.addaudithook(_file)


def run(job: Job) -> None:
    """Do the job's steps, each acknowledged once it is on disk."""
    points = Points(job.at)
    points.watch(job.folder)
    store = make_centre(Path(job.folder)) if job.steps == [FOUND] else story.open_folder(Path(job.folder))
    for step in job.steps:
        if step != FOUND:
            story.play(store, step)
        points()
        say("ack", step)
        points()
    store.close()
    say("points", points.count)


def warm_up() -> None:
    """Do everything once, so that each child finds its modules imported and its statements compiled."""
    with TemporaryDirectory() as scratch:
        story.set_the_stage(Path(scratch, "data"))
        store = story.open_folder(Path(scratch, "data"))
        for step in range(len(story.STORY)):
            story.play(store, step)
        store.close()


def serve() -> None:
    """A child for each line of standard input, until it ends."""
    warm_up()
    for line in sys.stdin:
        job = Job(**json.loads(line))
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                run(job)
            except BaseException:  # noqa: BLE001  the child must not go on as a second server
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        os.close(writer)
        # The pipe ends with the child. It is killed before it is waited for: its number is still its own.
        select.select([reader], [], [], job.after)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        os.close(reader)
        say("end", os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status))


if __name__ == "__main__":
    serve()
