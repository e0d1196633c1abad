"""The film plays at its own speed, whatever the window does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studio.ui.timeline.player import Player
from studio.ui.timeline.reel import Reel


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(name="clock")
def _clock() -> Clock:
    return Clock()


@pytest.fixture(name="player")
def _player(reel: Reel, clock: Clock) -> Player:
    made = Player(reel, clock)
    made._timer.setInterval(10**6)
    return made


def at(player: Player, clock: Clock, seconds: float) -> None:
    clock.now = 100.0 + seconds
    player.tick()


def test_late_frames_are_left_out(player: Player, clock: Clock, reel: Reel) -> None:
    player.play()
    seen = []
    for seconds in (0.05, 0.5, 2.0):
        at(player, clock, seconds)
        seen.append(reel.frame)
    assert seen == [1, 12, 48]


def test_it_stops_at_the_end_and_begins_anew_from_there(player: Player, clock: Clock, reel: Reel) -> None:
    heard: list[bool] = []
    player.changed.connect(heard.append)
    player.play()
    at(player, clock, 10)
    assert reel.frame == 95
    assert not player.playing
    player.play()
    assert reel.frame == 0
    player.turn()
    assert heard == [True, False, True, False]


def test_a_loop_goes_round(player: Player, clock: Clock, reel: Reel) -> None:
    reel.do(replace(reel.timeline, loop=True), "Loop")
    player.play()
    at(player, clock, 4.5)
    assert reel.frame == 12
    assert player.playing
    player.stop()


def test_another_speed_counts_from_where_one_is(player: Player, clock: Clock, reel: Reel) -> None:
    player.play()
    at(player, clock, 1.0)
    reel.do(replace(reel.timeline, fps=reel.timeline.fps / 2), "Speed")
    at(player, clock, 2.0)
    assert reel.frame == 36
    player.stop()
