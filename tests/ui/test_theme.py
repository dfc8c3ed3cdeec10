"""The theme: colours by role, type by style, icons in colour, and enough contrast."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

import lpk_desktop.ui
from lpk_desktop.ui.theme import Theme

PAIRS = [
    *[
        (text, ground)
        for text in ("text", "text2", "text3")
        for ground in ("window", "surface", "sunken", "raised")
    ],
    *[(text, "selected") for text in ("text", "text2", "text3")],
    *[("onAccent", fill) for fill in ("accent", "accentHover", "accentPressed")],
    *[(f"{kind}Fg", f"{kind}Bg") for kind in ("ok", "warn", "exc", "sick", "danger", "neut")],
    *[("accentText", ground) for ground in ("surface", "window", "accentTint", "selected")],
    *[("dangerFg", "surface"), ("warnFg", "surface"), ("okFg", "surface"), ("onDanger", "dangerSolid")],
    *[("tooltipText", "tooltipBg"), ("tooltipText2", "tooltipBg"), ("onBrand", "brand")],
]


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(qapp: QApplication, choice: str, text: str, ground: str) -> None:
    theme = Theme(choice)
    assert contrast(theme.colour(text), theme.colour(ground)) >= 4.5


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize(
    ("mark", "ground"), [("outline", "surface"), ("ring", "selected"), ("ring", "surface")]
)
def test_marks_can_be_seen_on_their_ground(qapp: QApplication, choice: str, mark: str, ground: str) -> None:
    theme = Theme(choice)
    assert contrast(theme.colour(mark), theme.colour(ground)) >= 3


def test_no_colour_is_written_outside_the_tokens() -> None:
    folder = Path(lpk_desktop.ui.__file__).parent
    sources = [*folder.rglob("*.py"), *(folder.parent.parent / "resources" / "styles").glob("*.qss")]
    found = [
        path.name
        for path in sources
        if re.search(r"#[0-9A-Fa-f]{3,8}\b|QColor\(\s*\d", path.read_text("utf-8"))
    ]
    assert found == []


def test_an_unknown_role_is_refused(theme: Theme) -> None:
    with pytest.raises(KeyError):
        theme.colour("mauve")


def test_a_painter_cannot_change_a_colour_for_others(theme: Theme) -> None:
    theme.colour("text").setAlphaF(0.5)
    assert theme.colour("text").alpha() == 255


def test_an_unknown_choice_is_refused(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="sepia"):
        Theme("sepia")


def test_dark_replaces_the_colours_and_says_so(theme: Theme, qtbot: QtBot) -> None:
    before = theme.colour("surface")
    with qtbot.waitSignal(theme.changed):
        theme.set_choice("dark")
    assert theme.dark
    assert theme.colour("surface") != before


def test_the_system_choice_follows_the_system(qapp: QApplication) -> None:
    theme = Theme("system")
    assert theme.dark == (QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark)


def test_the_application_wears_the_tokens(theme: Theme, qapp: QApplication) -> None:
    theme.set_choice("dark")
    assert qapp.palette().window().color() == theme.colour("surface")
    assert theme.colour("accent").name() in qapp.styleSheet().replace("#ff", "#")


@pytest.mark.parametrize("weight", [400, 500, 600])
def test_inter_comes_with_the_program_in_every_weight(theme: Theme, weight: int) -> None:
    info = QFontInfo(theme.font("body", weight))
    assert (info.family(), info.weight()) == ("Inter", weight)


def test_text_size_scales_type_and_lengths(qapp: QApplication) -> None:
    theme = Theme("light", 1.25)
    assert (theme.font("title").pixelSize(), theme.px(30), theme.line("body")) == (20, 38, 22)


def test_tabular_figures_are_all_as_wide(theme: Theme) -> None:
    metrics = QFontMetricsF(theme.font("body", tabular=True))
    assert metrics.horizontalAdvance("111") == metrics.horizontalAdvance("888")


def test_an_icon_takes_the_colour_of_its_role(theme: Theme) -> None:
    image = theme.pixmap("home", "dangerFg", 32, 2).toImage()
    inks = {
        image.pixelColor(x, y).name()
        for x in range(64)
        for y in range(64)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert inks == {theme.colour("dangerFg").name()}


def test_an_icon_is_greyed_when_its_button_is_off(theme: Theme) -> None:
    icon = theme.icon("home", "text", 32)
    image = icon.pixmap(32, QIcon.Mode.Disabled).toImage()
    inks = {
        image.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert inks == {theme.colour("disabled").name()}


def test_a_theme_change_renders_icons_again(theme: Theme) -> None:
    before = theme.pixmap("home", "text", 16, 1).cacheKey()
    theme.set_choice("dark")
    assert theme.pixmap("home", "text", 16, 1).cacheKey() != before


def test_every_icon_named_in_the_code_exists() -> None:
    folder = Path(lpk_desktop.ui.__file__).parent
    icons = {path.stem for path in (folder.parent.parent / "resources" / "icons").glob("*.svg")}
    named = {
        name
        for path in folder.rglob("*.py")
        for name in re.findall(r"(?:icon|pixmap)(?:=|\()\"([a-z0-9-]+)\"", path.read_text("utf-8"))
    }
    assert named - icons == set()


def test_buttons_keep_the_height_of_the_design(theme: Theme, qtbot: QtBot) -> None:
    button = QPushButton("Simpan")
    qtbot.addWidget(button)
    assert button.sizeHint().height() == 30
