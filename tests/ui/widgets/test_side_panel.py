"""The panel beside a list gives every line the room its words need."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout
from pytestqt.qtbot import QtBot

from lpk_desktop.ui.theme import Theme
from lpk_desktop.ui.widgets.label import Label
from lpk_desktop.ui.widgets.side_panel import Section, SidePanel


def test_lines_that_wrap_are_not_cut(qtbot: QtBot, theme: Theme) -> None:
    panel = SidePanel(theme, name="Rincian", width=280)
    qtbot.addWidget(panel)
    section = Section(theme, "Riwayat")
    rows = QGridLayout()
    rows.setColumnStretch(1, 1)
    for row in range(9):
        rows.addWidget(Label(theme, "22 Nov 10.39", style="small"), row, 0)
        rows.addWidget(Label(theme, "Sertifikat 0011 diterbitkan", style="small", wrap=True), row, 1)
        rows.addWidget(Label(theme, "Ratna", style="small"), row, 2)
    section.body.addLayout(rows)
    panel.add(section)
    panel.resize(280, 600)
    with qtbot.waitExposed(panel):
        panel.show()
    lines = [label for label in section.findChildren(Label) if label.wordWrap()]
    assert [line.height() >= line.heightForWidth(line.width()) for line in lines] == [True] * 9
    assert lines[0].heightForWidth(lines[0].width()) > lines[0].fontMetrics().height() * 1.5
