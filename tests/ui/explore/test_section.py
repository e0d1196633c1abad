"""A part of a dock says its name, and what belongs to it stands under it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from studio.ui.explore.section import MARGIN, Section
from studio.ui.widgets.buttons import IconButton
from studio.ui.widgets.hairline import Hairline


def test_name_and_buttons_stand_over_the_rows_at_the_docks_margin(dressed: QApplication, qtbot: QtBot) -> None:
    button, row = IconButton("plus", "One more", 24), QLabel("A row")
    section = Section("Pins", [button])
    section.body.addWidget(row)
    qtbot.addWidget(section)
    section.resize(320, 120)
    section.show()
    assert section.title.mapTo(section, section.title.rect().topLeft()).x() == MARGIN
    assert row.x() == MARGIN
    assert button.mapTo(section, button.rect().center()).y() < row.y()
    assert button.mapTo(section, button.rect().topRight()).x() > 280
    assert section.accessibleName() == "Pins"
    assert section.findChildren(Hairline)
    first = Section("Sliders", line=False)
    qtbot.addWidget(first)
    assert not first.findChildren(Hairline)
