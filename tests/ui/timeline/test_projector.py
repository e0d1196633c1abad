"""What is looked at is shown as soon as it can be, and made only once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from studio.core.commands.layers import SetProperty
from studio.core.document import Document
from studio.timeline.easing import Ease
from studio.timeline.pose import Pose
from studio.timeline.track import Key, Track
from studio.ui.timeline.projector import Projector
from studio.ui.timeline.reel import Reel

EVEN = Ease("linear")
WARM = Track("slider", "warmth", (Key(0, -1.0, EVEN), Key(20, 1.0, EVEN)))


@pytest.fixture(name="projector")
def _projector(chosen: Reel) -> Projector:
    chosen.do(replace(chosen.timeline.with_track(WARM), length=21), "Film")
    return chosen.projector


@pytest.fixture(name="shown")
def _shown(projector: Projector) -> list[tuple[int, int]]:
    """Frames that were shown, with their green (which the warmth is)."""
    heard: list[tuple[int, int]] = []
    projector.shown.connect(lambda frame, image: heard.append((frame, image.pixelColor(0, 0).green())))
    return heard


@pytest.fixture(name="rest")
def _rest(projector: Projector, qtbot: QtBot) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: projector.idle, timeout=20_000)


def test_the_first_is_shown_and_the_others_are_ready(projector: Projector, shown: list[tuple[int, int]],
                                                     rest: Callable[[], None], hand: object) -> None:
    projector.look([10, 11, 12])
    rest()
    assert set(shown) == {(10, 128)}
    assert projector.ready() == [10, 11, 12]
    assert hand.painted == 3  # type: ignore[attr-defined]
    projector.look([11])
    rest()
    assert shown[-1][0] == 11
    assert hand.painted == 3, "it was there"  # type: ignore[attr-defined]


def test_frames_that_show_the_same_are_made_once(projector: Projector, chosen: Reel, rest: Callable[[], None],
                                                 hand: object) -> None:
    chosen.do(chosen.timeline.without([WARM.id]), "Still")
    projector.look(list(range(21)))
    rest()
    assert len(projector.ready()) == 21
    assert hand.painted == 1  # type: ignore[attr-defined]


def test_another_value_shows_at_once_and_what_was_made_stays(projector: Projector, chosen: Reel, hand: object,
                                                             shown: list[tuple[int, int]],
                                                             rest: Callable[[], None]) -> None:
    projector.look([0])
    rest()
    chosen.do(chosen.timeline.with_track(replace(WARM, keys=(Key(0, 1.0),))), "Warmer")
    rest()
    assert [green for _, green in dict.fromkeys(shown)] == [28, 228]
    chosen.undo()
    rest()
    assert shown[-1] == (0, 28)
    assert hand.painted == 2  # type: ignore[attr-defined]


def test_the_camera_asks_the_model_for_nothing(projector: Projector, chosen: Reel, hand: object,
                                               rest: Callable[[], None]) -> None:
    projector.look([0])
    rest()
    chosen.do(chosen.timeline.with_track(Track("camera", "", (Key(0, Pose(0.5)),))), "Camera")
    rest()
    image = projector.image(0)
    assert image is not None
    assert image.pixelColor(0, 0).alpha() == 255
    assert image.pixelColor(15, 0).alpha() == 0
    assert hand.painted == 1  # type: ignore[attr-defined]


def test_a_film_on_the_canvas_follows_what_is_painted(reel: Reel, document: Document, qtbot: QtBot) -> None:
    fade = Track("opacity", "Face", (Key(0, 1.0, EVEN), Key(10, 0.0, EVEN)))
    reel.do(reel.timeline.with_track(fade), "Fade")
    heard: list[QImage] = []
    reel.projector.shown.connect(lambda frame, image: heard.append(image))
    reel.projector.look([10])
    qtbot.waitUntil(lambda: bool(heard) and reel.projector.idle, timeout=20_000)
    assert heard[-1].pixelColor(32, 32).red() == 60
    document.do(SetProperty(document.root.children[0].id, "visible", False))
    qtbot.waitUntil(lambda: heard[-1].pixelColor(32, 32).alpha() == 0, timeout=20_000)


def test_while_it_plays_a_frame_that_is_late_is_not_made(projector: Projector, shown: list[tuple[int, int]],
                                                         rest: Callable[[], None], hand: object) -> None:
    projector.look([3, 7], passing=True)
    rest()
    assert projector.ready() == [7]
    assert shown == []
    projector.look([7, 9], passing=True)
    rest()
    assert shown[0][0] == 7


def test_a_slow_model_makes_every_so_many(projector: Projector) -> None:
    projector.maker.pace["wash"] = 0.1
    assert projector.stride() == 3
    projector.maker.pace["wash"] = 0.001
    assert projector.stride() == 1


def test_what_goes_wrong_is_told_once_and_tried_again_after_a_change(projector: Projector, chosen: Reel, hand: object,
                                                                     shown: list[tuple[int, int]],
                                                                     rest: Callable[[], None], qtbot: QtBot) -> None:
    failed: list[object] = []
    projector.failed.connect(failed.append)
    hand.fails = True  # type: ignore[attr-defined]
    projector.look([0, 1])
    qtbot.waitUntil(lambda: bool(failed), timeout=20_000)
    rest()
    assert len(failed) == 1
    hand.fails = False  # type: ignore[attr-defined]
    chosen.do(replace(chosen.timeline, loop=True), "Loop")
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)


def test_a_layer_that_is_gone_is_told(reel: Reel, document: Document, qtbot: QtBot) -> None:
    failed: list[object] = []
    reel.projector.failed.connect(failed.append)
    reel.do(reel.timeline.with_track(Track("opacity", "Hat", (Key(0, 1.0),))), "Hat")
    reel.projector.look([0])
    qtbot.waitUntil(lambda: bool(failed), timeout=20_000)
    assert "“Hat”" in str(failed[0])


def test_motion_between_made_frames_is_shown(projector: Projector, chosen: Reel, rest: Callable[[], None],
                                             shown: list[tuple[int, int]], hand: object) -> None:
    chosen.do(replace(chosen.timeline, smooth=5), "Smooth")
    projector.look([12])
    rest()
    assert hand.painted == 2  # type: ignore[attr-defined]
    assert np.isclose(shown[-1][1], 128 + 20, atol=3)
