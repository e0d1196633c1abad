"""The whole way in the Animate workspace: key sliders and a mask, scrub, export, count the frames."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import av
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from studio.core.commands.selection import SetMask
from studio.core.document import Document
from studio.ui.timeline import editing
from studio.ui.timeline.export import Clip, Form, begin
from studio.ui.timeline.page import AnimatePage
from studio.ui.widgets.slider_row import SliderRow
from studio.ui.window import Window

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture(name="page")
def _page(window: Window, document: Document) -> AnimatePage:
    window.show_workspace("animate")
    return cast(AnimatePage, window.page("animate"))


def scrub(page: AnimatePage, frame: int) -> None:
    QTest.mouseClick(page.timeline.ruler, LEFT, NONE, QPoint(round(page.timeline.ruler.scale.x(frame)), 12))


def test_a_film_of_sliders_and_a_mask_from_the_window(page: AnimatePage, document: Document, tmp_path: Path,
                                                      said: list[str], qtbot: QtBot) -> None:
    reel = page.reel
    page.film.model.setCurrentIndex(page.film.model.findText("Wash"))
    qtbot.waitUntil(lambda: reel.timeline.source.model == "wash", timeout=20_000)
    page.film.length.setValue(1.0)
    page.film.layer.setCurrentIndex(page.film.layer.findText("Sky"))
    editing.add_track(reel, "slider", "warmth")
    for frame, warmth in ((0, -1.0), (23, 1.0)):
        scrub(page, frame)
        row = page.key.controls["value"]
        assert isinstance(row, SliderRow)
        row.number.setValue(warmth)
    for frame, across in ((0, 8), (23, 64)):
        scrub(page, frame)
        document.do(SetMask(np.zeros((64, 64), np.uint8)))
        document.do(SetMask(np.full((64, across), 255, np.uint8)))
        editing.add_track(reel, "mask", "Sky")
        QTest.mouseClick(page.timeline.head.key, LEFT)
    assert [[key.frame for key in track.keys] for track in reel.timeline.tracks] == [[0, 23], [0, 23]]

    scrub(page, 12)
    qtbot.waitUntil(lambda: page.viewer.frame == 12, timeout=20_000)
    image = page.viewer.image
    assert image is not None
    shown = sum(image.pixelColor(x, 2).alpha() > 128 for x in range(64))
    assert 25 < shown < 50, "the mask's edge has gone about half of the way"

    begin(reel, Clip(Form.MP4, 64, 64), tmp_path / "film.mp4")
    qtbot.waitUntil(lambda: bool(said), timeout=60_000)
    assert said == ["Wrote film.mp4: 24 frames."]
    with av.open(str(tmp_path / "film.mp4")) as film:
        frames = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
    assert len(frames) == 24
    assert frames[0][4, 60].min() > 240, "nothing is on white"
    assert frames[23][4, 60, 1] > 180, "warm"
    while document.history.done:
        document.undo()
    assert not reel.timeline.tracks


def test_every_control_has_a_name_and_a_hint(page: AnimatePage, window: Window, qtbot: QtBot) -> None:
    for kind in ("opacity", "mask", "place"):
        editing.add_track(page.reel, kind, "Face")
        nameless = []
        for widget in page.findChildren(QWidget):
            if not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.focusProxy():
                continue
            words = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
            if not (widget.accessibleName() or words) and widget.objectName() != "qt_spinbox_lineedit":
                nameless.append(type(widget).__name__)
        assert not nameless


def test_its_actions_work_where_it_is_seen(page: AnimatePage, window: Window) -> None:
    actions = window.desk.actions
    actions.refresh()
    assert actions["animate.play"].isEnabled()
    assert not actions["animate.key"].isEnabled()
    editing.add_track(page.reel, "camera")
    page.reel.go(10)
    actions.refresh()
    actions.run("animate.key")
    assert len(page.reel.timeline.tracks[0].keys) == 2
    actions.run("animate.play")
    assert page.reel.player.playing
    window.show_workspace("paint")
    assert not page.reel.player.playing, "nobody looks any more"
    actions.refresh()
    assert not actions["animate.play"].isEnabled()


def test_undo_in_the_menu_takes_back_what_was_keyed(page: AnimatePage, window: Window) -> None:
    editing.add_track(page.reel, "camera")
    window.desk.actions.refresh()
    window.desk.actions.run("edit.undo")
    assert not page.reel.timeline.tracks
