"""Sliders are made by hand from pins, and by the command line from attributes and components."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.core.errors import PentimentoError
from studio.explore import direction as directions
from studio.explore.direction import Direction
from studio.explore.pins import Pins
from studio.explore.space import Spot
from studio.ui.desk import Desk
from studio.ui.explore.chore import Chore
from studio.ui.explore.workshop import Workshop

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def workshop(begun: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    monkeypatch.setenv("PENTIMENTO_HOME", str(tmp_path))
    made = Workshop(begun.explorer, begun.pins)
    qtbot.addWidget(made)
    made.show()
    pins = Pins("wash")
    for first in (2, 1, -1):
        pins = pins.add(Spot(np.array([first, 0, 0, 0, 0, 0], np.float32)), np.zeros((8, 8, 4), np.uint8))
    begun.pins.restore(pins)
    return made


def test_a_slider_from_two_sets_of_pins_joins_the_others(workshop: Workshop, begun: Desk) -> None:
    assert "name" in workshop.make.toolTip()
    QTest.keyClicks(workshop.name, "east")
    assert not workshop.make.isEnabled()
    workshop.shows.menu().actions()[0].setChecked(True)
    workshop.shows.menu().actions()[1].setChecked(True)
    workshop.lacks.menu().actions()[2].setChecked(True)
    QTest.mouseClick(workshop.make, LEFT)
    (made,) = begun.explorer.directions
    assert (made.name, made.model) == ("east", "wash")
    np.testing.assert_allclose(made.vector, [1.25, 0, 0, 0, 0, 0])
    assert "east" in workshop.said.text()
    assert any(way.id == "direction:east" for way in begun.explorer.ways())


def answering(told: dict[str, object], words: list[list[str]]) -> object:
    code = f"print({json.dumps(json.dumps(told))})"

    def run(given: list[str]) -> Chore:
        words.append(given)
        return Chore(given, None, [sys.executable, "-c", code])

    return run


def test_an_attribute_is_learned_by_the_command_line(workshop: Workshop, begun: Desk, qtbot: QtBot) -> None:
    words: list[list[str]] = []
    workshop.run = answering({"direction": {"made": "ridge regression"}}, words)  # type: ignore[assignment]
    QTest.keyClicks(workshop.name, "grin")
    QTest.mouseClick(workshop.way.part("attribute"), LEFT)
    assert not workshop.make.isEnabled()
    QTest.keyClicks(workshop.attribute, "smile")
    vector = np.array([0, 1, 0, 0, 0, 0], np.float32)
    directions.save(Direction("grin", "wash", vector), directions.path_for("grin", "wash"))  # as the command does
    QTest.mouseClick(workshop.make, LEFT)
    assert workshop.cancel.isVisible()
    qtbot.waitUntil(lambda: workshop.chore is None, timeout=20_000)
    assert words == [["direction", "make", "grin", "--model", "wash", "--attribute", "smile", "--count", "200", "-o",
                      str(directions.path_for("grin", "wash"))]]  # fmt: skip
    assert [one.name for one in begun.explorer.directions] == ["grin"]
    assert "ridge regression" in workshop.said.text()


def test_a_component_by_its_number_and_its_errors_are_said(workshop: Workshop, begun: Desk, qtbot: QtBot) -> None:
    words: list[list[str]] = []
    told: list[PentimentoError] = []
    begun.explorer.failed.connect(told.append)
    workshop.run = answering({"error": {"message": "No torch.", "hint": ""}}, words)  # type: ignore[assignment]
    QTest.keyClicks(workshop.name, "first")
    QTest.mouseClick(workshop.way.part("component"), LEFT)
    workshop.number.setValue(3)
    QTest.mouseClick(workshop.make, LEFT)
    qtbot.waitUntil(lambda: workshop.chore is None, timeout=20_000)
    assert words[0][5:7] == ["--component", "3"]
    assert told[0].message == "No torch."
    assert workshop.make.isEnabled()


def test_making_one_can_be_cancelled(workshop: Workshop, begun: Desk, qtbot: QtBot) -> None:
    code = "import time; time.sleep(60)"
    workshop.run = lambda words: Chore(words, None, [sys.executable, "-c", code])
    QTest.keyClicks(workshop.name, "first")
    QTest.mouseClick(workshop.way.part("component"), LEFT)
    QTest.mouseClick(workshop.make, LEFT)
    QTest.mouseClick(workshop.cancel, LEFT)
    qtbot.waitUntil(lambda: workshop.chore is None, timeout=20_000)
    assert not begun.explorer.directions
