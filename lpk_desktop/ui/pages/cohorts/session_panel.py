"""The panel that changes one session: each field is saved when it is left."""

from __future__ import annotations

import re
from datetime import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from lpk_desktop.language import C_, _
from lpk_desktop.services.schedule import SessionLine
from lpk_desktop.ui.dates import clock_time, spoken_date
from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.field import Field
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.side_panel import Section, SidePanel

_TIME = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?", re.ASCII)


class SessionPanel(SidePanel):
    """Topic, room and hours of one session; `changed` carries its id and what is new."""

    changed = Signal(str, dict)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name=_("Rincian sesi"), width=332)
        self._line: SessionLine | None = None
        self._title = Label(theme, style="title")
        self._day = Label(theme, role="text3")
        self.topic = Field(theme, _("Materi atau catatan jurnal"))
        self.room = Field(theme, _("Ruang"))
        self.start = Field(theme, C_("time of day", "Mulai"), check=_check_time)
        self.end = Field(theme, C_("time of day", "Selesai"), check=_check_time)
        self.jp = Field(theme, _("JP"), check=_check_jp)
        self.jp.edit.setToolTip(_("Jam pelajaran"))
        hours = QHBoxLayout()
        hours.setSpacing(theme.px(12))
        hours.addWidget(self.start)
        hours.addWidget(self.end)
        hours.addWidget(self.jp)
        head, fields = Section(theme), Section(theme)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self.close_button)
        head.body.addLayout(top)
        head.add(self._day)
        fields.body.setSpacing(theme.px(14))
        fields.add(self.topic, self.room)
        fields.body.addLayout(hours)
        fields.add(Label(theme, _("Tersimpan saat pindah isian."), style="small", role="text3"))
        self.add(head, fields)
        for field in (self.topic, self.room, self.start, self.end, self.jp):
            field.edit.editingFinished.connect(self._save)

    def set_session(self, line: SessionLine) -> None:
        """Show a session; what is being typed stays while it is the same session."""
        item, same = line.item, self._line is not None and self._line.item.id == line.item.id
        self._line = line
        self._title.setText(
            _("Sesi {number}").format(number=item.number) if item.number else _("Sesi dibatalkan")
        )
        self._day.setText(spoken_date(item.day))
        for field, text in (
            (self.topic, item.topic or ""),
            (self.room, item.room or ""),
            (self.start, clock_time(item.start)),
            (self.end, clock_time(item.end)),
            (self.jp, str(item.jp)),
        ):
            if not (same and field.edit.hasFocus()):
                field.set_text(text)
                field.set_error("")

    def focus_first(self) -> None:
        """Put the keyboard on the topic."""
        self.topic.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _save(self) -> None:
        line = self._line
        if line is None or not all(field.validate() for field in (self.start, self.end, self.jp)):
            return
        start, end = _time(self.start.text), _time(self.end.text)
        if start is None or end is None or end <= start:
            self.end.set_error(_("Jam selesai harus sesudah jam mulai."))
            return
        item = line.item
        pairs: dict[str, tuple[object, object]] = {
            "topic": (item.topic, self.topic.text or None),
            "room": (item.room, self.room.text or None),
            "start": (item.start, start),
            "end": (item.end, end),
            "jp": (item.jp, int(self.jp.text)),
        }
        fresh = {name: new for name, (old, new) in pairs.items() if new != old}
        if fresh:
            self.changed.emit(item.id, fresh)


def _check_time(text: str) -> str:
    return "" if _time(text) else _("Tulis jamnya, misalnya 08.30.")


def _time(text: str) -> time | None:
    found = _TIME.fullmatch(text)
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))


def _check_jp(text: str) -> str:
    return "" if text.isascii() and text.isdigit() else _("Tulis angka.")
