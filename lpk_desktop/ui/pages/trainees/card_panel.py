"""The panel about one person: identity, places in classes, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lpk_desktop.language import _
from lpk_desktop.messages.fields import sex_words
from lpk_desktop.messages.privacy import consent_words
from lpk_desktop.messages.reasons import clash_title
from lpk_desktop.services.enrolments import NikState
from lpk_desktop.services.trainee_profile import ProfileCertificate, ProfilePlace, TraineeProfile
from lpk_desktop.services.trainees import TraineeCard
from lpk_desktop.ui.dates import plain_date
from lpk_desktop.ui.identity import nik_look, nik_words, phone_words
from lpk_desktop.ui.pages.cohorts.words import days
from lpk_desktop.ui.pages.trainees import words
from lpk_desktop.ui.pages.trainees.reveal import Reveal, RevealButton
from lpk_desktop.ui.pages.trainees.twins import TwinSection
from lpk_desktop.ui.rates import rate_words
from lpk_desktop.ui.rows_model import QUIET
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.badge import draw_avatar, initials
from lpk_desktop.ui.widgets.button import ActionButton, Button, IconButton
from lpk_desktop.ui.widgets.change_list import ChangeList
from lpk_desktop.ui.widgets.glyph import Glyph
from lpk_desktop.ui.widgets.label import ElidedLabel, Label
from lpk_desktop.ui.widgets.menu import Menu
from lpk_desktop.ui.widgets.side_panel import FactGrid, Section, SidePanel
from lpk_desktop.ui.widgets.tag import Tag
from lpk_desktop.ui.widgets.visibility import show_if

_AVATAR = 56


class CardPanel(SidePanel):
    """Shows a `TraineeProfile`; `reveal` gives a whole identifier for a moment, None to whom it may not."""

    cohort_asked = Signal(str)
    certificate_asked = Signal(str)
    merge_asked = Signal(str, str)
    """This person, and the row that may be the same one."""
    person_asked = Signal(str)
    history_asked = Signal(str)
    accesses_asked = Signal(str)

    def __init__(
        self, theme: Theme, *, edit: QAction, enrol: QAction, reveal: Reveal | None, log: bool
    ) -> None:
        """`log`: whether the person may read who saw or took away data."""
        super().__init__(theme, name=_("Rincian peserta"))
        self._theme, self._edit, self._enrol, self._reveal, self._log = theme, edit, enrol, reveal, log
        self.trainee = ""
        self._sections: list[Section] = []
        self.enrol_button: Button | None = None
        self.more: Sequence[QAction] = ()
        """Rarer acts, behind three dots; those that are hidden stay out."""

    def set_profile(self, profile: TraineeProfile, today: date) -> None:
        """Show one person; the scroll position stays while it is the same."""
        same, place = profile.card.id == self.trainee, self.verticalScrollBar().value()
        self.trainee = profile.card.id
        for section in self._sections:
            section.hide()  # gone at once, also before Qt gets round to deleting it
        self.clear()
        self._sections = [self._head(profile)]
        if profile.twins:
            self._sections.append(self._twins(profile))
        self._sections.append(self._facts(profile.card, today))
        if profile.places:
            self._sections.append(self._places(profile))
        if profile.events:
            self._sections.append(self._events(profile, today))
        self.add(*self._sections)
        self.verticalScrollBar().setValue(place if same else 0)

    def _head(self, profile: TraineeProfile) -> Section:
        theme, card = self._theme, profile.card
        section = Section(theme)
        names = QVBoxLayout()
        names.setSpacing(theme.px(3))
        top = QHBoxLayout()
        top.setSpacing(theme.px(8))
        top.addWidget(ElidedLabel(theme, card.name, style="title"), 1)
        top.addWidget(self.close_button)
        names.addLayout(top)
        latest = profile.places[0] if profile.places else None
        if latest is not None:
            number = _("No. peserta {number}").format(number=latest.trainee_number)
            line = f"{number} · {latest.place.cohort}"
            names.addWidget(ElidedLabel(theme, line, style="small", role="text3"))
        tags = QHBoxLayout()
        tags.setSpacing(theme.px(6))
        if latest is not None:
            standing = latest.standing
            tags.addWidget(Tag(theme, words.standing_words(standing), words.standing_tag(standing)))
        else:
            tags.addWidget(Tag(theme, _("Calon"), "neut"))
        tags.addStretch(1)
        names.addSpacing(theme.px(4))
        names.addLayout(tags)
        row = QHBoxLayout()
        row.setSpacing(theme.px(14))
        row.addWidget(_Avatar(theme, card.name))
        row.addLayout(names, 1)
        section.body.addLayout(row)
        show_if(self.close_button, True)  # noqa: FBT003
        section.body.addSpacing(theme.px(4))
        section.body.addLayout(self._acts())
        return section

    def _acts(self) -> QHBoxLayout:
        theme = self._theme
        acts = QHBoxLayout()
        acts.setSpacing(theme.px(8))
        self.enrol_button = ActionButton(theme, self._enrol, icon="school", size="small")
        acts.addWidget(ActionButton(theme, self._edit, icon="pencil", size="small"))
        acts.addWidget(self.enrol_button)
        acts.addStretch(1)
        if any(action.isVisible() for action in self.more):
            dots = IconButton(theme, "dots", _("Lainnya"), size="small")
            dots.clicked.connect(lambda: self._open_more(dots))
            acts.addWidget(dots)
        return acts

    def _open_more(self, anchor: QWidget) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([action for action in self.more if action.isVisible()])
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + self._theme.px(4))))

    def _twins(self, profile: TraineeProfile) -> Section:
        person = profile.card.id
        section = TwinSection(self._theme, person, profile.twins)
        section.merge_asked.connect(lambda other: self.merge_asked.emit(person, other))
        section.person_asked.connect(self.person_asked)
        return section

    def _reveal_button(self, name: str, field: str, *, there: bool) -> RevealButton | None:
        if self._reveal is None or not there:
            return None
        return RevealButton(self._theme, name, self.trainee, field, self._reveal)

    def _facts(self, card: TraineeCard, today: date) -> Section:
        theme = self._theme
        section = Section(theme)
        grid = FactGrid(theme)
        state = card.nik_state
        nik_act = self._reveal_button("NIK", "nik", there=state.value != "missing")
        role = "text" if state is NikState.VALID else nik_look(state).role
        nik = grid.add("NIK", nik_words(card.nik, state), act=nik_act, role=role)
        if nik_act is not None:
            nik_act.shows_in(nik)
        kpj_there = " " in card.kpj
        kpj_act = self._reveal_button(_("No. KPJ"), "kpj", there=kpj_there)
        kpj = grid.add(_("No. KPJ"), card.kpj if kpj_there else "–", act=kpj_act, role=QUIET.role)
        if kpj_act is not None:
            kpj_act.shows_in(kpj)
        grid.add(_("Lahir"), words.birth_words(card.birth_place, card.birth_date, today))
        for name, value in (
            (_("Kelamin"), sex_words(card.sex)),
            (_("No. HP"), phone_words(card.phone)),
            (_("Email"), card.email),
            (_("Alamat"), card.address),
            (_("Pendidikan"), card.education),
            (_("Perusahaan"), card.employer),
            (_("Berhenti"), plain_date(card.terminated) if card.terminated else None),
        ):
            if value:
                grid.add(name, value)
        consent = consent_words(card.consent_version, card.consent_on, card.consent_withdrawn_on)
        grid.add(_("Persetujuan"), consent, role="text" if card.consents else "text3")
        section.add(grid)
        return section

    def _places(self, profile: TraineeProfile) -> Section:
        section = Section(self._theme, _("Pendaftaran dan sertifikat"))
        for place in profile.places:
            section.add(self._place(place))
        return section

    def _place(self, held: ProfilePlace) -> QWidget:
        theme, place = self._theme, held.place
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        link = Button(theme, place.cohort, kind="link")
        link.clicked.connect(lambda: self.cohort_asked.emit(place.cohort_id))
        rate = _("kehadiran {rate}").format(rate=rate_words(held.rate, held.minimum))
        line = Label(
            theme,
            f"{days(place.starts, place.ends)} · {rate}",
            style="small",
            role="dangerFg" if held.below else "text3",
        )
        standing = held.standing
        tag = Tag(theme, words.standing_words(standing), words.standing_tag(standing))
        grid.addWidget(link, 0, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(tag, 0, 1, 2, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(line, 1, 0)
        line.setContentsMargins(theme.px(2), 0, 0, 0)
        for at, certificate in enumerate(held.certificates, start=2):
            grid.addLayout(self._certificate(certificate, place.cohort_id), at, 0, 1, 2)
        return box

    def _certificate(self, held: ProfileCertificate, cohort: str) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(2), theme.px(4), 0, 0)
        row.setSpacing(theme.px(8))
        icon, role = ("alert-triangle", "dangerFg") if held.clashes else ("certificate", "text2")
        row.addWidget(Glyph(theme, icon, role=role))
        row.addWidget(Label(theme, held.number, style="dense", weight=500))
        wrong = "; ".join(clash_title(kind) for kind in held.clashes)
        row.addWidget(ElidedLabel(theme, wrong, style="small", role="dangerFg"), 1)
        show = Button(theme, _("Lihat"), kind="link")
        show.clicked.connect(lambda: self.certificate_asked.emit(cohort))
        row.addWidget(show)
        return row

    def _events(self, profile: TraineeProfile, today: date) -> Section:
        section = Section(self._theme, _("Riwayat perubahan"))
        section.add(ChangeList(self._theme, profile.events, today))
        whole = Button(self._theme, _("Riwayat lengkap"), kind="link")
        whole.clicked.connect(lambda: self.history_asked.emit(profile.card.id))
        links = QHBoxLayout()
        links.setSpacing(self._theme.px(16))
        links.addWidget(whole)
        if self._log:
            seen = Button(self._theme, _("Siapa melihat data ini"), kind="link")
            seen.clicked.connect(lambda: self.accesses_asked.emit(profile.card.id))
            links.addWidget(seen)
        links.addStretch(1)
        section.body.addLayout(links)
        return section


class _Avatar(QWidget):
    """Initials where no photo is."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme, self._letters = theme, initials(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A round mark."""
        side = self._theme.px(_AVATAR)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        draw_avatar(painter, QRectF(self.rect()), self._letters, self._theme)
        painter.end()
