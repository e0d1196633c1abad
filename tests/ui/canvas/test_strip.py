"""The options strip is made from the tool's dataclass, follows it, and hides what finds no room behind its dots."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.tools.mask_brush import Way
from studio.ui.canvas.page import PaintPage
from studio.ui.canvas.strip import OptionsStrip
from studio.ui.desk import Desk
from studio.ui.widgets.number_field import NumberField
from studio.ui.widgets.segmented import Segmented
from studio.ui.widgets.slider import Slider


def test_it_has_a_control_for_every_plain_option(page: PaintPage, desk: Desk) -> None:
    assert list(page.strip.controls) == ["way", "size", "hardness", "opacity", "feather", "grow"]
    desk.choose_tool("wand")
    assert "tolerance" in page.strip.controls


def test_every_tool_has_a_strip_whose_controls_are_named(page: PaintPage, desk: Desk) -> None:
    for id in desk.tools:
        desk.choose_tool(id)
        for control in page.strip.controls.values():
            for kind in (Slider, NumberField, Segmented):
                assert all(part.accessibleName() for part in control.findChildren(kind))


def test_a_control_changes_the_tool(qtbot: QtBot, page: PaintPage, desk: Desk) -> None:
    number = page.strip.controls["size"].findChild(NumberField)
    assert number is not None
    number.setValue(123)
    assert desk.tool.options.size == 123
    share = page.strip.controls["hardness"].findChild(NumberField)
    assert share is not None
    assert share.text() == "80%"
    share.setValue(25)
    assert desk.tool.options.hardness == 0.25
    way = page.strip.controls["way"].findChild(Segmented)
    assert way is not None
    qtbot.keyPress(way, Qt.Key.Key_Right)
    assert desk.tool.options.way is Way.ERASE


def test_keys_change_what_the_strip_shows(page: PaintPage, desk: Desk) -> None:
    number = page.strip.controls["size"].findChild(NumberField)
    assert number is not None
    desk.actions.run("brush.larger")
    assert number.value() == desk.tool.options.size == 44


def test_at_1280_feather_and_grow_are_behind_the_dots(qtbot: QtBot, page: PaintPage, desk: Desk) -> None:
    page.resize(1212, 807)
    QApplication.processEvents()
    assert not page.strip.controls["grow"].isHidden()
    page.resize(960, 735)
    QApplication.processEvents()
    strip: OptionsStrip = page.strip
    assert [field.name for field in strip.hidden_fields()] == ["feather", "grow"]
    assert not strip.controls["opacity"].isHidden()
    assert not strip.more.isHidden()
    qtbot.mouseClick(strip.more, Qt.MouseButton.LeftButton)
    assert strip._bubble is not None
    number = strip._bubble.findChildren(NumberField)[1]
    number.setValue(17)
    assert desk.tool.options.grow == 17
    desk.choose_tool("brush")
    assert strip._bubble is None


def test_apply_and_cancel_come_while_something_is_begun(qtbot: QtBot, page: PaintPage, desk: Desk) -> None:
    assert page.strip._apply.isHidden()
    desk.choose_tool("polygon")
    view = page.view
    for x, y in ((20, 20), (120, 20), (120, 100)):
        spot = view.transform.to_screen(x, y)
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(round(spot.x), round(spot.y)))
    assert not page.strip._apply.isHidden()
    qtbot.mouseClick(page.strip._apply, Qt.MouseButton.LeftButton)
    assert page.strip._apply.isHidden()
    assert desk.document is not None
    assert desk.document.selection is not None
