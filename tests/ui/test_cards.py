"""Cards of the start page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui import theme
from studio.ui.cards import RecentCard, SideRow, TaskCard


def test_a_task_card_shows_its_picture_above_its_title(dressed: QApplication, qtbot: QtBot) -> None:
    card = TaskCard("Fill a mask", "Paint over a part.", "mask-brush")
    qtbot.addWidget(card)
    card.resize(408, card.height())
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    image.fill(0xFF3366CC)
    card.set_image(image)
    seen = card.grab().toImage()
    assert card.height() == 258
    assert seen.pixelColor(200, 100).name() == "#3366cc"
    assert seen.pixelColor(200, 250).name() == theme.DARK.panel.lower()
    card.set_narrow(True)
    assert card.height() == 209


def test_cards_are_pressed_by_pointer_and_keys(dressed: QApplication, qtbot: QtBot) -> None:
    card = TaskCard("Fill a mask", "Paint over a part.", "mask-brush")
    qtbot.addWidget(card)
    card.show()
    pressed: list[int] = []
    card.clicked.connect(lambda: pressed.append(1))
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    qtbot.keyClick(card, Qt.Key.Key_Space)
    assert pressed == [1, 1]
    assert card.accessibleDescription() == "Paint over a part."


def test_a_recent_card_without_a_view_still_tells_its_name(dressed: QApplication, qtbot: QtBot) -> None:
    card = RecentCard(Path("/a/lake.ora"), "lake", "Yesterday · 3 layers", Path("/none.png"))
    qtbot.addWidget(card)
    card.resize(316, 72)
    assert card.grab().size().height() == 72
    assert card.text() == "lake"
    assert card.toolTip() == "/a/lake.ora"


def test_a_row_of_the_side_bar_names_what_stands_at_its_right(dressed: QApplication, qtbot: QtBot) -> None:
    row = SideRow("Square", trailing="512 × 512")
    qtbot.addWidget(row)
    assert row.accessibleName() == "Square 512 × 512"
    assert row.height() == 32
