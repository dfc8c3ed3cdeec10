"""Every page of the window: its place in the sidebar, and how it is built at its first visit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lpk_desktop.language import _
from lpk_desktop.ui.page import Page, PageSpec

if TYPE_CHECKING:
    from lpk_desktop.ui.work import Shift


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What pages are built from; the shift is asked for at the visit, when somebody has signed in."""

    shift: Callable[[], Shift]
    choose_theme: Callable[[str], None]

    def today(self) -> Page:
        """Hari ini."""
        from lpk_desktop.ui.pages.today.page import TodayPage  # noqa: PLC0415  pages load at their first visit

        return TodayPage(self.shift().desk)

    def cohorts(self) -> Page:
        """Kelas, with the tabs of each."""
        from lpk_desktop.ui.pages.certificates import CertificatesPage  # noqa: PLC0415
        from lpk_desktop.ui.pages.cohorts.page import CohortsPage  # noqa: PLC0415

        return CohortsPage(
            self.shift().desk,
            certificates_tab=lambda desk, cohort: CertificatesPage(desk, cohort=cohort),
        )

    def trainees(self) -> Page:
        """Peserta."""
        from lpk_desktop.ui.pages.trainees.page import TraineesPage  # noqa: PLC0415

        return TraineesPage(self.shift().desk)

    def certificates(self) -> Page:
        """Sertifikat."""
        from lpk_desktop.ui.pages.certificates import CertificatesPage  # noqa: PLC0415

        return CertificatesPage(self.shift().desk)

    def roster(self) -> Page:
        """Impor."""
        from lpk_desktop.ui.pages.roster import RosterPage  # noqa: PLC0415

        return RosterPage(self.shift().desk)

    def sync(self) -> Page:
        """Sinkronisasi."""
        from lpk_desktop.ui.pages.sync import SyncPage  # noqa: PLC0415

        return SyncPage(self.shift().desk)

    def history(self) -> Page:
        """Riwayat."""
        from lpk_desktop.ui.pages.history import HistoryPage  # noqa: PLC0415

        return HistoryPage(self.shift().desk)

    def settings(self) -> Page:
        """Pengaturan."""
        from lpk_desktop.ui.pages.settings import SettingsPage  # noqa: PLC0415

        return SettingsPage(self.shift().desk, choose_theme=self.choose_theme)


def page_specs(build: Build) -> tuple[PageSpec, ...]:
    """The pages in the order of the sidebar (ui.md section 6 for the keys)."""
    return (
        PageSpec(key="today", title=_("Hari ini"), icon="home", shortcut="Ctrl+1", build=build.today),
        PageSpec(key="cohorts", title=_("Kelas"), icon="school", shortcut="Ctrl+2", build=build.cohorts),
        PageSpec(key="trainees", title=_("Peserta"), icon="users", shortcut="Ctrl+3", build=build.trainees),
        PageSpec(
            key="certificates",
            title=_("Sertifikat"),
            icon="certificate",
            shortcut="Ctrl+4",
            build=build.certificates,
        ),
        PageSpec(key="import", title=_("Impor"), icon="file-import", build=build.roster, group="data"),
        PageSpec(
            key="sync",
            title=_("Sinkronisasi"),
            icon="refresh",
            shortcut="Ctrl+7",
            build=build.sync,
            group="data",
        ),
        PageSpec(key="history", title=_("Riwayat"), icon="history", build=build.history, group="data"),
        PageSpec(key="settings", title=_("Pengaturan"), icon="settings", build=build.settings, group="data"),
    )
