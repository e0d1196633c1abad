"""The bar beside the map does what its actions do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.ui.explore.rail import GROUPS, Rail
from studio.ui.window import Window


def test_every_button_is_an_actions_and_has_its_name(exploring: Window) -> None:
    rail = exploring.page("explore").findChild(Rail)
    assert rail is not None
    assert [*rail.buttons] == [id for group in GROUPS for id in group]
    for id, button in rail.buttons.items():
        assert button.defaultAction() is exploring.desk.actions[id]
        assert button.accessibleName()
        assert button.toolTip()
    QTest.mouseClick(rail.buttons["explore.pin"], Qt.MouseButton.LeftButton)
    assert len(exploring.desk.pins.pins) == 1
