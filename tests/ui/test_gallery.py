"""All controls together, in both themes: they can be drawn, and looked at with LPK_SHOTS."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lpk_desktop.ui.theme import Theme
from tests.ui.conftest import Shot
from tests.ui.gallery import list_page, states


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("build", [states, list_page])
def test_every_control_is_drawn_on_the_ground_of_its_theme(
    theme: Theme, qtbot: QtBot, shot: Shot, choice: str, build: Callable[[Theme], QWidget]
) -> None:
    theme.set_choice(choice)
    sheet = build(theme)
    qtbot.addWidget(sheet)
    assert not [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    sheet.show()
    shot(sheet, f"{build.__name__}-{choice}")
    assert sheet.grab().toImage().pixelColor(4, 4) == theme.colour("surface")
