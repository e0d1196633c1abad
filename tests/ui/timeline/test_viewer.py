"""The film is seen at the playhead, and what comes next is made ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.timeline.easing import Ease
from studio.timeline.track import Key, Track
from studio.ui.theme import colour
from studio.ui.timeline.reel import Reel
from studio.ui.timeline.viewer import AHEAD, PLAYING, Viewer

WARM = Track("slider", "warmth", (Key(0, -1.0, Ease("linear")), Key(20, 1.0), Key(60, -1.0)))


@pytest.fixture(name="viewer")
def _viewer(chosen: Reel, qtbot: QtBot) -> Viewer:
    chosen.do(chosen.timeline.with_track(WARM), "Film")
    made = Viewer(chosen)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    return made


@pytest.fixture(name="green")
def _green(viewer: Viewer) -> Callable[[], int]:
    """Of what is seen in the middle of the film."""
    return lambda: viewer.grab().toImage().pixelColor(viewer.place().center().toPoint()).green()


def test_the_frame_at_the_playhead_is_seen(viewer: Viewer, chosen: Reel, qtbot: QtBot,
                                           green: Callable[[], int]) -> None:
    qtbot.waitUntil(lambda: viewer.frame == 0, timeout=20_000)
    assert green() == pytest.approx(28, abs=2)
    chosen.go(10)
    qtbot.waitUntil(lambda: viewer.frame == 10, timeout=20_000)
    assert green() == pytest.approx(128, abs=2)
    assert viewer.told.text() == "Frame 11 of 96 · 16 × 16"


def test_the_next_ones_are_made_ready(viewer: Viewer, chosen: Reel, qtbot: QtBot) -> None:
    assert viewer.wanted() == list(range(AHEAD + 1))
    chosen.go(90)
    assert viewer.wanted() == list(range(90, 96))
    chosen.do(replace(chosen.timeline, loop=True), "Loop")
    assert viewer.wanted() == [*range(90, 96), *range(AHEAD - 5)]
    chosen.player.play()
    chosen.projector.maker.pace["wash"] = 0.1
    assert viewer.wanted()[:3] == [chosen.frame, (chosen.frame + 3) % 96, (chosen.frame + 6) % 96]
    assert len(viewer.wanted()) == PLAYING + 1
    chosen.player.stop()


def test_onion_skin_shows_the_keys_before_and_after(viewer: Viewer, chosen: Reel, qtbot: QtBot,
                                                    green: Callable[[], int]) -> None:
    chosen.go(40)
    qtbot.waitUntil(lambda: viewer.frame == 40, timeout=20_000)
    plain = green()
    QTest.mouseClick(viewer.ghosts, Qt.MouseButton.LeftButton)
    assert viewer.shining() == [20, 60]
    qtbot.waitUntil(lambda: {20, 60} <= set(chosen.projector.ready()), timeout=20_000)
    assert green() != plain


def test_a_hidden_viewer_asks_for_nothing(viewer: Viewer, chosen: Reel, hand: object, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: viewer.frame == 0, timeout=20_000)
    viewer.hide()
    qtbot.waitUntil(lambda: chosen.projector.idle, timeout=20_000)
    painted = hand.painted  # type: ignore[attr-defined]
    chosen.go(80)
    qtbot.waitUntil(lambda: chosen.projector.idle, timeout=20_000)
    assert hand.painted == painted  # type: ignore[attr-defined]


def test_keys_and_wheel_go_through_time(viewer: Viewer, chosen: Reel) -> None:
    QTest.keyClick(viewer, Qt.Key.Key_Right)
    QTest.keyClick(viewer, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert chosen.frame == 11
    QTest.keyClick(viewer, Qt.Key.Key_Space)
    assert chosen.player.playing
    QTest.keyClick(viewer, Qt.Key.Key_Space)


def test_what_goes_wrong_is_told_where_the_film_is(viewer: Viewer, chosen: Reel, hand: object, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: chosen.projector.idle and viewer.frame == 0, timeout=20_000)
    hand.fails = True  # type: ignore[attr-defined]
    chosen.go(40)
    qtbot.waitUntil(lambda: viewer.trouble == "The brush broke. Take another.", timeout=20_000)
    hand.fails = False  # type: ignore[attr-defined]
    chosen.go(41)
    qtbot.waitUntil(lambda: viewer.frame == 41, timeout=20_000)
    assert viewer.trouble == ""


def test_without_a_film_it_says_what_to_do(reel: Reel, qtbot: QtBot) -> None:
    viewer = Viewer(reel)
    qtbot.addWidget(viewer)
    viewer.resize(500, 300)
    viewer.show()
    assert not viewer.filmed
    image = viewer.grab().toImage()
    ground = colour("canvas").rgb()
    assert any(image.pixel(x, y) != ground for x in range(100, 400) for y in range(130, 170))
