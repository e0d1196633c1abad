"""Sliders on the canvas: a move makes a layer, the next ones make it anew, and undo, masks and models are heeded."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.core.commands.layers import SetProperty
from studio.core.commands.selection import SetMask
from studio.core.composite import flatten
from studio.core.layers import PixelLayer
from studio.families.tasks import Decode, Edit, Task, Translate
from studio.session import Session
from studio.ui.desk import Desk
from studio.ui.panels.faces.panel import FacesPanel
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.slider_row import SliderRow


def light(panel: FacesPanel) -> SliderRow:
    row = panel.rows.controls["light"]
    assert isinstance(row, SliderRow)
    return row


def press(panel: FacesPanel, qtbot: QtBot, *keys: Qt.Key) -> None:
    """Keys on the slider "light", and all that comes of them."""
    for key in keys:
        QTest.keyClick(light(panel).slider, key)
    qtbot.waitUntil(lambda: not panel.touch.busy)


def risen(session: Session, before: np.ndarray) -> np.ndarray:
    """How much more red there is."""
    return flatten(session.document)[..., 0].astype(int) - before[..., 0]


def test_moving_a_slider_makes_one_layer_and_moves_it_on(panel: FacesPanel, session: Session, qtbot: QtBot) -> None:
    before = flatten(session.document)
    press(panel, qtbot, Qt.Key.Key_End)
    assert [layer.name for layer in session.document.root.children] == ["Ground", "Light 100"]
    assert (risen(session, before) == 100).all()
    press(panel, qtbot, Qt.Key.Key_PageDown, Qt.Key.Key_Left)
    assert len(session.document.root.children) == 2
    assert (risen(session, before) == 89).all()
    assert session.document.root.children[1].name == "Light 89"
    assert panel.place.text() == "Changes “Light 89”."
    session.document.do(SetProperty(session.document.active, "name", "Dawn"))
    press(panel, qtbot, Qt.Key.Key_End)
    assert session.document.root.children[1].name == "Dawn"


def test_a_whole_gesture_is_one_step_of_undo_and_the_sliders_go_back_with_it(
    panel: FacesPanel, session: Session, qtbot: QtBot
) -> None:
    document, before = session.document, flatten(session.document)
    press(panel, qtbot, Qt.Key.Key_End)
    press(panel, qtbot, Qt.Key.Key_PageDown)
    assert len(document.history.done) == 1
    qtbot.wait(800)  # the hand rests
    press(panel, qtbot, Qt.Key.Key_Home)
    assert len(document.history.done) == 2
    document.undo()
    assert (risen(session, before) == 90).all()
    assert light(panel).value() == 90
    document.undo()
    assert np.array_equal(flatten(document), before)
    assert panel.rows.value() == {}
    document.redo()
    assert (risen(session, before) == 90).all()


def test_only_the_newest_values_are_asked_for(
    panel: FacesPanel, session: Session, asked: list[Task], qtbot: QtBot
) -> None:
    for _ in range(20):
        QTest.keyClick(light(panel).slider, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: not panel.touch.busy)
    assert len(asked) < 15, "while one was painted, the others waited and gave way"
    last = asked[-1]
    assert isinstance(last, Edit)
    assert last.sliders == {"light": 20.0}
    assert last.found is not None, "the place was not sought again"
    assert not [job for job in panel._desk.engine.jobs if job.quiet], "no list fills with them"


def test_the_mask_limits_it_and_says_so(panel: FacesPanel, session: Session, qtbot: QtBot) -> None:
    assert not panel.feather.isVisible()
    session.document.do(SetMask(np.full((10, 12), 255, np.uint8), at=(20, 15)))
    assert "where the mask is" in panel.place.text()
    assert panel.feather.isVisible()
    panel.feather.set_value(0)
    before = flatten(session.document)
    press(panel, qtbot, Qt.Key.Key_End)
    changed = risen(session, before) != 0
    assert changed[15:25, 20:32].all()
    assert int(changed.sum()) == 120


def test_a_generated_layer_is_taken_up_with_its_sliders(
    panel: FacesPanel, session: Session, asked: list[Task], qtbot: QtBot
) -> None:
    session.sample(model="tint", sliders={"light": 20.0})
    document = session.document
    qtbot.waitUntil(lambda: len(document.root.children) == 2)
    assert light(panel).value() == 20
    press(panel, qtbot, Qt.Key.Key_End)
    layer = document.root.children[1]
    assert isinstance(layer, PixelLayer)
    assert isinstance(asked[-1], Decode)
    assert len(document.root.children) == 2
    assert layer.origin is not None
    assert layer.origin["sliders"] == {"light": 100.0}
    document.activate(document.root.children[0].id)
    assert panel.rows.value() == {}
    assert "new layer" in panel.place.text()
    document.activate(layer.id)
    assert light(panel).value() == 100


def test_a_new_layer_can_be_begun_above(panel: FacesPanel, session: Session, qtbot: QtBot) -> None:
    press(panel, qtbot, Qt.Key.Key_PageUp)
    assert panel.anew.isVisible()
    QTest.mouseClick(panel.anew, Qt.MouseButton.LeftButton)
    assert not panel.anew.isVisible()
    before = flatten(session.document)
    press(panel, qtbot, Qt.Key.Key_PageUp)
    assert len(session.document.root.children) == 3
    assert (risen(session, before) == 10).all(), "on top of what the first layer had made"


def test_another_model_makes_another_layer_and_a_manner_has_its_own_settings(
    panel: FacesPanel, session: Session, asked: list[Task], qtbot: QtBot
) -> None:
    press(panel, qtbot, Qt.Key.Key_PageUp)
    QTest.mouseClick(panel.mode.part("style"), Qt.MouseButton.LeftButton)
    assert [panel.model.itemData(at) for at in range(panel.model.count())] == ["painterly", "monet"]
    panel.model.setCurrentIndex(1)
    assert panel.form.isVisible()
    assert not panel.rows.isVisible()
    strength = panel.form.controls["strength"]
    assert isinstance(strength, SliderRow)
    QTest.keyClick(strength.slider, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: not panel.touch.busy)
    assert isinstance(asked[-1], Translate)
    assert len(session.document.root.children) == 3
    layer = session.document.root.children[2]
    assert layer.origin is not None
    assert layer.origin["strength"] == 0.5
    session.document.activate(session.document.root.children[1].id)
    assert panel.mode.value() == "face"
    assert light(panel).value() == 10
    session.document.activate(layer.id)
    assert panel.mode.value() == "style"
    assert panel.form.value()["strength"] == 0.5


def test_painterly_styles_paint_on_the_canvas(panel: FacesPanel, session: Session, qtbot: QtBot) -> None:
    before = flatten(session.document)
    QTest.mouseClick(panel.mode.part("style"), Qt.MouseButton.LeftButton)
    style = panel.rows.controls["style"]
    assert isinstance(style, Combo)
    style.setCurrentIndex(5)
    qtbot.waitUntil(lambda: not panel.touch.busy, timeout=20_000)
    layer = session.document.root.children[1]
    assert layer.name == "Ink"
    assert layer.origin is not None
    assert layer.origin["sliders"] == {"style": "ink"}
    assert np.abs(risen(session, before)).mean() > 10


def test_without_a_picture_or_a_model_it_says_what_to_do(panel: FacesPanel, desk: Desk) -> None:
    assert "Open a picture" in panel.place.text()
    assert not panel.rows.isEnabled()
    desk.library.take(())
    assert "Add a folder with models" in panel.empty.text()
    assert panel.empty.isVisible()


def test_every_control_has_a_name_and_a_tip(panel: FacesPanel, session: Session) -> None:
    for control in (panel.mode, panel.model, panel.cancel, panel.anew, *panel.rows.controls.values()):
        assert control.accessibleName() or control.toolTip() or control.focusProxy().accessibleName()
