"""The whole picture: scaled, turned, cropped, deepened."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.commands.selection import Select
from studio.core.document import Document
from studio.core.geometry import Rect
from studio.ui import dialogs
from studio.ui.deeds import image
from studio.ui.deeds.image import CanvasRoom, PictureSize, roomier
from studio.ui.window import Window


@pytest.mark.parametrize(("id", "size", "depth"), [
    ("image.turn_right", (30, 40), 8), ("image.turn_left", (30, 40), 8), ("image.turn_over", (40, 30), 8),
    ("image.flip_across", (40, 30), 8), ("image.flip_down", (40, 30), 8), ("image.depth", (40, 30), 16),
])
def test_each_does_what_it_says_and_can_be_undone(window: Window, opened: Document, id: str, size: tuple[int, int],
                                                  depth: int) -> None:
    window.desk.actions.run(id)
    assert opened.modified
    assert (opened.size, opened.depth) == (size, depth)
    opened.undo()
    assert (opened.size, opened.depth) == ((40, 30), 8)


def test_sizes_are_asked_for(window: Window, opened: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: dict[type, object] = {PictureSize: PictureSize(20, 15), CanvasRoom: CanvasRoom(left=10, bottom=-5)}
    monkeypatch.setattr(image, "asked", lambda cls, *_: answers[cls])
    window.desk.actions.run("image.scale")
    assert opened.size == (20, 15)
    window.desk.actions.run("image.canvas")
    assert opened.size == (30, 10)
    assert dialogs.asked is not image.asked


def test_room_is_counted_from_every_edge() -> None:
    assert roomier(Rect(0, 0, 40, 30), CanvasRoom(1, 2, 3, 4)) == Rect(-1, -2, 44, 36)
    assert roomier(Rect(0, 0, 40, 30), CanvasRoom(-10)) == Rect(10, 0, 30, 30)


def test_cropping_needs_a_selection(window: Window, opened: Document) -> None:
    assert not window.desk.actions["image.crop"].isEnabled()
    opened.do(Select(np.full((10, 20), 255, np.uint8), at=(5, 5)))
    window.desk.actions.refresh()
    window.desk.actions.run("image.crop")
    assert opened.size == (20, 10)
