"""Made sliders are listed with what else they change; they are measured, parted from others and deleted."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.explore import direction as directions
from studio.explore.direction import Direction
from studio.ui.desk import Desk
from studio.ui.explore.chore import Chore
from studio.ui.explore.own_directions import NONE, OwnDirections


def vector(*numbers: float) -> np.ndarray:
    out = np.zeros(6, np.float32)
    out[: len(numbers)] = numbers
    return out


@pytest.fixture
def own(begun: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OwnDirections:
    monkeypatch.setenv("PENTIMENTO_HOME", str(tmp_path))
    for name, numbers in (("east", (1,)), ("north", (1, 1))):
        one = Direction(name, "wash", vector(*numbers), made="two sets", leakage={"age": 0.5} if name == "east" else {})
        directions.save(one, directions.path_for(name, "wash"))
    begun.explorer.refresh_directions()
    made = OwnDirections(begun.explorer)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(own: OwnDirections, begun: Desk, name: str, words: str) -> None:
    one = next(one for one in begun.explorer.directions if one.name == name)
    action = next(action for action in own.menu(one).actions() if action.text() == words)
    assert action.isEnabled()
    action.trigger()


def test_each_says_what_else_it_changes(own: OwnDirections) -> None:
    assert "Age +3.0" in own.leaks["east"].text()
    assert "not measured" in own.leaks["north"].text()


def test_one_is_parted_from_the_others(own: OwnDirections, begun: Desk) -> None:
    choose(own, begun, "north", "Part it from the others")
    made = next(one for one in begun.explorer.directions if one.name == "north alone")
    np.testing.assert_allclose(made.vector, vector(0, 1), atol=1e-6)
    assert "north alone" in own.leaks


def test_what_it_changes_is_measured_and_kept(own: OwnDirections, begun: Desk, qtbot: QtBot) -> None:
    told = {"measures": [{"change": {"smile": 1.2, "age": -0.6}}]}
    words: list[list[str]] = []

    def run(given: list[str]) -> Chore:
        words.append(given)
        return Chore(given, None, [sys.executable, "-c", f"print({json.dumps(json.dumps(told))})"])

    own.run = run
    choose(own, begun, "north", "Measure what else it changes")
    qtbot.waitUntil(lambda: own.chore is None, timeout=20_000)
    assert words[0][:5] == ["direction", "measure", "north", "--model", "wash"]
    kept = directions.named("north", "wash")
    assert kept.leakage == pytest.approx({"smile": 0.2, "age": -0.1})
    assert "Smile +1.2, Age −0.6" in own.leaks["north"].text()


def test_deleted_ones_are_gone_from_the_sliders(own: OwnDirections, begun: Desk) -> None:
    for name in ("east", "north"):
        choose(own, begun, name, "Delete")
    assert begun.explorer.directions == ()
    assert not list(directions.folder("wash").iterdir())
    from PySide6.QtWidgets import QLabel

    assert NONE in [label.text() for label in own.findChildren(QLabel)]
