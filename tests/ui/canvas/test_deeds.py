"""Keys and menu entries do to the view and the brush what their titles say."""

from __future__ import annotations

import pytest

from studio.ui.canvas.page import PaintPage
from studio.ui.desk import Desk


def test_zoom_keys(page: PaintPage, desk: Desk) -> None:
    desk.actions.run("view.actual")
    assert page.view.zoom == 1.0
    desk.actions.run("view.zoom_in")
    assert page.view.zoom == 1.5
    desk.actions.run("view.zoom_out")
    desk.actions.run("view.zoom_out")
    assert page.view.zoom == pytest.approx(0.667)
    desk.actions.run("view.fit")
    assert page.view.sight is not None
    assert page.view.sight.fitting


def test_turning_and_mirroring_keys(page: PaintPage, desk: Desk) -> None:
    desk.actions.run("view.turn_right")
    desk.actions.run("view.turn_right")
    assert page.view.transform.angle == 30
    desk.actions.run("view.turn_left")
    assert page.view.transform.angle == 15
    desk.actions.run("view.straighten")
    assert page.view.transform.angle == 0
    desk.actions.run("view.mirror")
    assert page.view.transform.mirrored


def test_brush_keys(page: PaintPage, desk: Desk) -> None:
    options = desk.tool.options
    size, hardness = options.size, options.hardness
    desk.actions.run("brush.larger")
    desk.actions.run("brush.harder")
    desk.actions.run("brush.fainter")
    assert options.size > size
    assert options.hardness == pytest.approx(hardness + 0.1)
    assert options.opacity == pytest.approx(0.9)
    desk.actions.run("brush.smaller")
    desk.actions.run("brush.softer")
    desk.actions.run("brush.opaquer")
    assert (options.size, options.hardness, options.opacity) == (size, pytest.approx(hardness), pytest.approx(1.0))


def test_brush_keys_leave_tools_without_a_tip_alone(page: PaintPage, desk: Desk) -> None:
    desk.choose_tool("move")
    desk.actions.run("brush.larger")
    desk.actions.run("brush.harder")
    assert not hasattr(desk.tool.options, "hardness")


def test_the_mask_can_be_hidden_and_the_original_compared(page: PaintPage, desk: Desk) -> None:
    desk.actions.run("view.veil")
    assert not page.view.veil_shown
    desk.actions.run("view.veil")
    assert page.view.veil_shown
    desk.actions.run("view.compare")
    assert page.view.divider.on
    assert desk.actions["view.compare"].isChecked()
    desk.actions.run("view.compare")
    assert not page.view.divider.on


@pytest.mark.parametrize(("key", "tool"), [
    ("B", "brush"), ("E", "eraser"), ("Q", "mask_brush"), ("L", "lasso"), ("R", "rectangle"), ("W", "wand"),
    ("G", "fill"), ("I", "pick"), ("V", "move"), ("C", "crop"),
])
def test_tools_have_the_keys_of_the_product(page: PaintPage, desk: Desk, key: str, tool: str) -> None:
    desk.actions.run(desk.actions.with_key(key))
    assert desk.tool.id == tool
