"""The mark: two sheets, and the file of it shows the same."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio import places
from studio.ui import logo


def test_the_icon_has_every_size_a_desktop_asks_for(qapp: QApplication) -> None:
    sizes = {size.width() for size in logo.icon().availableSizes()}
    assert {16, 32, 48, 256} <= sizes


def test_both_sheets_and_what_shows_through_are_seen(qapp: QApplication) -> None:
    image = logo.icon().pixmap(QSize(64, 64)).toImage().scaled(64, 64)
    assert image.pixelColor(12, 24).name() == "#77777f"
    assert image.pixelColor(52, 50).name() == "#e8935a"
    assert image.pixelColor(32, 32).name() == "#a8704c"
    assert image.pixelColor(60, 4).alpha() == 0


def test_the_file_in_resources_has_the_same_colours(qtbot: QtBot) -> None:
    text = (places.resources() / "icon.svg").read_text()
    for colour in ("#77777F", "#E8935A", "#A8704C"):
        assert colour in text
    widget = logo.Logo(20)
    qtbot.addWidget(widget)
    assert widget.grab().size() == QSize(20, 20)
