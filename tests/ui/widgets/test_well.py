"""The ground of a field fills it, and its border tells the focus."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.ui.theme import colour
from studio.ui.widgets.well import draw_well


class Field(QWidget):
    lit = False

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_well(self, self.lit)


def test_the_border_is_lit_only_while_focused(qtbot: QtBot) -> None:
    field = Field()
    qtbot.addWidget(field)
    field.resize(60, 28)
    calm = field.grab().toImage()
    field.lit = True
    lit = field.grab().toImage()
    middle, edge = (30, 14), (30, 0)
    assert calm.pixelColor(*middle) == lit.pixelColor(*middle) == colour("field")
    assert calm.pixelColor(*edge) == colour("border")
    assert lit.pixelColor(*edge) == colour("accent")
