"""Icons: of one family, in the theme's colours, at any size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication

from studio.ui import icons, theme


def ink(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255}


@pytest.mark.parametrize("name", ["paint-brush", "lasso", "mask-brush", "ellipse-dashed", "lock-simple-fill"])
def test_an_icon_is_drawn_in_the_colour_of_its_role(dressed: QApplication, name: str) -> None:
    image = icons.icon(name, "text2").pixmap(QSize(64, 64)).toImage()
    assert ink(image) == {theme.DARK.text2}


def test_an_icon_follows_the_theme_without_being_made_again(dressed: QApplication) -> None:
    icon = icons.icon("house", "text")
    assert ink(icon.pixmap(QSize(64, 64)).toImage()) == {theme.DARK.text}
    theme.apply(dressed, theme.LIGHT)
    assert ink(icon.pixmap(QSize(64, 64)).toImage()) == {theme.LIGHT.text}


def test_a_checked_button_shows_its_icon_in_the_accent(dressed: QApplication) -> None:
    image = icons.icon("eye").pixmap(QSize(64, 64), QIcon.Mode.Normal, QIcon.State.On).toImage()
    assert ink(image) == {theme.DARK.accent_text}


def test_an_unknown_icon_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="no-such-icon"):
        icons.icon("no-such-icon")


def test_a_pixmap_for_a_fine_screen_has_more_pixels(dressed: QApplication) -> None:
    fine = icons.pixmap("house", "text", 16, 2.0)
    assert fine.width() == 32
    assert fine.devicePixelRatio() == 2.0


def test_buttons_show_sharp_icons_on_a_fine_screen(dressed: QApplication) -> None:
    fine = icons.icon("house").pixmap(QSize(20, 20), 2.0)
    assert (fine.width(), fine.devicePixelRatio()) == (40, 2.0)
    at_once = icons.pixmap("house", "text3", 20, 2.0)
    assert fine.toImage() == at_once.toImage(), "drawn anew, not made larger"
