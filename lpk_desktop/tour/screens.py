"""A picture of every page, from the real window on the tour's own data."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lpk_desktop.language import RESOURCES
from lpk_desktop.tour.job import NOW

# No screen is needed: set before Qt is imported below.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from lpk_desktop.storage.store import Store
from lpk_desktop.ui.application import Application
from lpk_desktop.ui.background import Background
from lpk_desktop.ui.entrance import first_run_page
from lpk_desktop.ui.failures import Failures
from lpk_desktop.ui.pages.sign_in import SignIn, SignInPerson
from lpk_desktop.ui.targets import ClassTabKey, CohortTarget
from lpk_desktop.ui.theme import Theme

SIZE = (1440, 900)
PATIENCE_MS = 20_000
ROSTER = RESOURCES / "samples" / "data-phk-banyumas-mei-2026.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture: its file name, the page, and what is shown there."""

    name: str
    page: str
    target: object = None


def shots(*, running: str, finished: str) -> tuple[Shot, ...]:
    """Every page of the shell; `running` and `finished` are ids of cohorts."""
    return (
        Shot(name="01-hari-ini", page="today"),
        Shot(name="02-kelas", page="cohorts"),
        Shot(name="03-kelas-peserta", page="cohorts", target=_tab(running, ClassTabKey.PEOPLE)),
        Shot(name="04-kelas-jadwal", page="cohorts", target=_tab(running, ClassTabKey.SCHEDULE)),
        Shot(name="05-kelas-kehadiran", page="cohorts", target=_tab(running, ClassTabKey.ATTENDANCE)),
        Shot(name="06-kelas-kompetensi", page="cohorts", target=_tab(finished, ClassTabKey.COMPETENCY)),
        Shot(name="07-kelas-sertifikat", page="cohorts", target=_tab(finished, ClassTabKey.CERTIFICATES)),
        Shot(name="08-peserta", page="trainees"),
        Shot(name="09-sertifikat", page="certificates", target=finished),
        Shot(name="10-impor", page="import"),
        Shot(name="11-impor-periksa", page="import", target=str(ROSTER)),
        Shot(name="12-sinkronisasi", page="sync"),
        Shot(name="13-pengaturan", page="settings"),
        Shot(name="16-riwayat", page="history"),
    )


def _tab(cohort: str, tab: ClassTabKey) -> CohortTarget:
    return CohortTarget(cohort=cohort, tab=tab)


def take(store: Store, wanted: Sequence[Shot], out: Path) -> list[Path]:
    """Open the window on `store` and photograph each page, sign-in and first run into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    with _application() as application:
        application.work_with(store)
        files = []
        for shot in wanted:
            application.window.open_page(shot.page, shot.target)
            files.append(_photograph(application, out / f"{shot.name}.png"))
        application.end_shift()
        people = [SignInPerson(name="Ratna Puspitasari"), SignInPerson(name="Sutrisno, S.T.")]
        application.window.show_full(SignIn(application.theme, people, centre="LPK Serayu Terampil"))
        files.append(_photograph(application, out / "14-masuk.png"))
        application.window.show_full(first_run_page(application))
        files.append(_photograph(application, out / "15-pertama-kali.png"))
    return files


@contextmanager
def _application() -> Iterator[Application]:
    qt = QApplication.instance() or QApplication(["lpk-desktop"])
    if not isinstance(qt, QApplication):
        raise TypeError("Qt runs without windows here")
    theme = Theme("light")
    theme.apply(qt)
    problems: list[BaseException] = []
    failures = Failures()
    with failures.installed(), Background(problems.append) as background:
        failures.bug_met.connect(problems.append)
        application = Application(theme=theme, failures=failures, background=background, now=lambda: NOW)
        application.window.resize(*SIZE)
        application.window.show()
        yield application
        application.window.close()
    if problems:
        raise RuntimeError(f"a page failed: {problems[0]}")


def _photograph(application: Application, path: Path) -> Path:
    _settle(application.background)
    picture: QWidget = application.window
    if not picture.grab().save(str(path)):
        raise OSError(f"cannot write {path}")
    return path


def _settle(background: Background) -> None:
    """Let the event loop run until two turns find no work: the second lays out what the last work changed."""
    waited = QElapsedTimer()
    waited.start()
    loop, idle = QEventLoop(), 0
    while idle < 2 and not waited.hasExpired(PATIENCE_MS):
        QTimer.singleShot(60, loop.quit)
        loop.exec()
        idle = 0 if background.busy else idle + 1
