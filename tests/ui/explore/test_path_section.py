"""The way through the pins becomes pictures or a film, from its buttons."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.explore.pins import Pins
from studio.explore.space import Spot
from studio.ui.desk import Desk
from studio.ui.explore.film_export import Walk
from studio.ui.explore.path_section import FilmChoice, PathSection

from .conftest import Hand

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def made() -> list[Walk]:
    return []


@pytest.fixture
def path(begun: Desk, qtbot: QtBot, made: list[Walk]) -> PathSection:
    section = PathSection(begun.explorer, begun.pins, made.append)
    qtbot.addWidget(section)
    section.show()
    return section


@pytest.fixture
def pinned(begun: Desk) -> None:
    points = (np.array([first, 0, 0, 0, 0, 0.5], np.float32) for first in (-1, 0, 1))
    pins = Pins("wash")
    for point in points:
        pins = pins.add(Spot(point), np.zeros((8, 8, 4), np.uint8))
    begun.pins.restore(pins)


def test_without_pins_there_is_no_way(path: PathSection) -> None:
    assert not path.make.isEnabled()
    assert not path.film.isEnabled()
    assert path.nine.isEnabled()


def test_pictures_in_between_are_asked_for_as_chosen(path: PathSection, pinned: None, made: list[Walk]) -> None:
    titles: list[str] = []
    path.titled = titles.append
    path.count.setValue(5)
    QTest.mouseClick(path.way.part("straight"), LEFT)
    path.loop.click()
    QTest.mouseClick(path.make, LEFT)
    (walk,) = made
    assert (walk.frames, walk.smooth, walk.loop, len(walk.pins)) == (5, False, True, 3)
    assert titles[-1] == "Path A → B → C → A"


def test_a_film_shows_how_far_it_is_and_says_where_it_lies(path: PathSection, pinned: None, begun: Desk, qtbot: QtBot,
                                                           tmp_path: Path) -> None:
    said: list[tuple[str, str, str]] = []
    begun.said.connect(lambda *what: said.append(what))
    path.begin(tmp_path / "walk.gif", FilmChoice(frames=12))
    assert path.bar.isVisible()
    assert not path.film.isEnabled()
    qtbot.waitUntil(lambda: path.filming is None, timeout=20_000)
    assert (tmp_path / "walk.gif").stat().st_size > 100
    assert said[0][0] == "“walk.gif” is ready."
    assert not path.bar.isVisible()


def test_a_film_can_be_cancelled(path: PathSection, pinned: None, hand: Hand, qtbot: QtBot, tmp_path: Path) -> None:
    hand.free.clear()
    path.begin(tmp_path / "walk.mp4")
    QTest.mouseClick(path.cancel, LEFT)
    qtbot.waitUntil(lambda: path.filming is None, timeout=20_000)
    assert list(tmp_path.iterdir()) == []


def test_a_format_that_cannot_be_is_refused(path: PathSection, pinned: None, begun: Desk, tmp_path: Path) -> None:
    told: list[object] = []
    begun.explorer.failed.connect(told.append)
    assert path.begin(tmp_path / "walk.xyz") is None
    assert len(told) == 1


def test_nine_random_points(path: PathSection, begun: Desk, qtbot: QtBot) -> None:
    QTest.mouseClick(path.nine, LEFT)
    qtbot.waitUntil(lambda: len(begun.pins.pins) == 9)
    assert path.film.isEnabled()
