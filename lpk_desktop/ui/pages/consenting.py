"""Recording consent of one person or of a class, its withdrawal, and the sheet to sign."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from lpk_desktop.domain.privacy import Way
from lpk_desktop.errors import UserError
from lpk_desktop.language import _, counted, current_language
from lpk_desktop.services.centre import centre, local_now
from lpk_desktop.services.consent import (
    Consented,
    Signer,
    consent_text,
    record_consent,
    signers,
    withdraw_consent,
)
from lpk_desktop.services.privacy import record
from lpk_desktop.ui.desk import Desk
from lpk_desktop.ui.dialogs.consent import SignedDay
from lpk_desktop.ui.widgets.toast import News


def ask_file(parent: QWidget, suggested: str) -> Path | None:
    """Let a person choose where the sheet goes."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("Simpan lembarnya"), suggested, "PDF (*.pdf)")
    return Path(chosen) if chosen else None


class Consenting(QObject):
    """Asks for the day on the paper, and records it as one act."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.ask_file: Callable[[QWidget, str], Path | None] = ask_file

    def of_person(self, trainee: str, name: str) -> None:
        """Ask about one person."""
        self._ask(name, trainee=trainee)

    def of_class(self, cohort: str, title: str) -> None:
        """Ask about everybody who takes part in a class: one paper that all signed."""
        self._ask(title, cohort=cohort)

    def withdrawal(self, trainee: str, name: str) -> None:
        """Ask when a person withdrew, and record it."""
        title = _("Tarik persetujuan {name}?").format(name=name)
        today, _centre = self._facts()
        asked = SignedDay(
            self._desk.theme, self._window, title=title, yes=_("Catat penarikan"), today=today, text=None
        )
        asked.accepted.connect(lambda: self._withdraw(trainee, name, asked.chosen, today))
        asked.open()

    def _ask(self, who: str, *, trainee: str | None = None, cohort: str | None = None) -> None:
        try:
            with self._desk.store.read() as session:
                people = signers(session, trainee=trainee, cohort=cohort)
        except UserError as error:
            self._desk.tell_failure(error)
            return
        today, name = self._facts()
        title = _("Persetujuan {who}").format(who=who)
        if cohort is not None:
            title = counted("Persetujuan {who}, {count} orang", len(people), who=who)
        text = consent_text(name, language=current_language())
        asked = SignedDay(
            self._desk.theme, self._window, title=title, yes=_("Catat persetujuan"), today=today, text=text
        )
        asked.accepted.connect(lambda: self._record(people, who, asked.chosen, today))
        asked.sheet_asked.connect(lambda: self._save_sheet(people, who, name))
        asked.open()

    def _facts(self) -> tuple[date, str]:
        """The centre's day and name."""
        with self._desk.store.read() as session:
            return local_now(session, self._desk.now()).date(), centre(session).name

    def _record(self, people: Sequence[Signer], who: str, on: date | None, today: date) -> None:
        if on is None:
            return
        persons = [each.trainee for each in people]
        done = self._desk.act(
            _("Persetujuan dicatat: {who}").format(who=who),
            lambda session: record_consent(session, persons, on=on, today=today),
        )
        if done is not None:
            self._desk.hub.told.emit(News(text=_told(done), act=_("Urungkan"), on_act=self._desk.undo))

    def _withdraw(self, trainee: str, name: str, on: date | None, today: date) -> None:
        if on is not None:
            what = _("Persetujuan {name} ditarik").format(name=name)
            self._desk.act(
                what, lambda session: withdraw_consent(session, trainee, on=on, today=today), done=what
            )

    def _save_sheet(self, people: Sequence[Signer], who: str, name: str) -> None:
        suggested = _("Persetujuan {who}").format(who=who.replace("/", "-"))
        path = self.ask_file(self._window, f"{suggested}.pdf")
        if path is not None:
            self._desk.background.run(
                lambda _work: self._write(people, name, path), self._on_saved, self._desk.failed, owner=self
            )

    def _write(self, people: Sequence[Signer], name: str, path: Path) -> Path:
        from lpk_desktop.documents.consent import write_consent  # noqa: PLC0415  reportlab takes its time

        persons = [each.trainee for each in people]
        permit = record(self._desk.store, Way.CONSENT, persons, where=path.name, at=self._desk.now())
        text = consent_text(name, language=current_language())
        write_consent(text, people, path, permit, centre=name)
        return path

    def _on_saved(self, path: Path) -> None:
        text = _("{file} disimpan").format(file=path.name)
        self._desk.hub.told.emit(News(text=text, icon="file-type-pdf"))


def _told(done: Consented) -> str:
    text = counted("Persetujuan {count} orang dicatat", len(done.given))
    left = counted("{count} orang sudah menariknya, dibiarkan", len(done.withdrew_since))
    return f"{text}; {left}." if done.withdrew_since else f"{text}."
