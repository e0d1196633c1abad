"""The curves follow a log without holding the window up; lines can be hidden, smoothed and read at any step."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.training.curves import Curves as Log
from studio.ui import theme
from studio.ui.panels.train.curves import Curves


@pytest.fixture
def log(tmp_path: Path) -> Log:
    made = Log(tmp_path)
    for step in range(10, 60, 10):
        made.add(step, {"painter": 100 / step, "critic": 0.5, "D(x)": 0.7, "D(G(z))": 0.2})
    return made


@pytest.fixture
def curves(qtbot: QtBot, dressed: QApplication, log: Log) -> Curves:
    made = Curves()
    qtbot.addWidget(made)
    made.resize(700, 264)
    made.show()
    made.follow(log.path)
    qtbot.waitUntil(lambda: bool(made.groups), timeout=20_000)
    return made


def test_without_a_log_it_says_when_there_will_be_one(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> None:
    made = Curves()
    qtbot.addWidget(made)
    made.follow(tmp_path / "none.csv")
    made.show()
    assert made.empty.isVisible()
    assert made.plot is None, "pyqtgraph is not loaded for nothing"


def test_the_log_is_drawn_and_followed(curves: Curves, log: Log, qtbot: QtBot) -> None:
    assert curves.says() == "Painter  2, Critic  0.5"
    assert curves.plot.curves == 2
    log.add(60, {"painter": 1.0, "critic": 0.25, "D(x)": 0.5, "D(G(z))": 0.5})
    curves.refresh()
    qtbot.waitUntil(lambda: curves.says() == "Painter  1, Critic  0.25", timeout=20_000)
    curves.head.tabs.choose("critic")
    assert curves.says().startswith("D(x)  0.5, D(G(z))  0.5")
    assert "D(G(z))" in curves.plot.accessibleName()


def test_a_click_hides_a_line_also_after_new_rows(curves: Curves, log: Log, qtbot: QtBot) -> None:
    qtbot.mouseClick(curves.chips[0], Qt.MouseButton.LeftButton)
    assert curves.plot.curves == 1
    log.add(60, {"painter": 1.0})
    curves.refresh()
    qtbot.waitUntil(lambda: "Painter  1" in curves.says(), timeout=20_000)
    assert curves.plot.curves == 1


def test_the_values_at_the_pointer_are_read(curves: Curves) -> None:
    curves.plot.pointed.emit(12.0)
    assert curves.chips[0].text() == "Painter  10"
    curves.plot.pointed.emit(-1.0)
    assert curves.chips[0].text() == "Painter  2"


def test_another_training_has_other_curves(curves: Curves, tmp_path: Path, qtbot: QtBot) -> None:
    curves.mark(30)
    assert curves.says().endswith("at 30")
    other = Log(tmp_path / "other") if (tmp_path / "other").mkdir() is None else None
    assert other is not None
    other.add(1, {"l1": 3.0})
    curves.follow(other.path)
    assert curves.groups == ()
    assert curves.empty.isVisible()
    qtbot.waitUntil(lambda: curves.says() == "L1  3", timeout=20_000)


def test_smoothing_and_the_logarithm_change_what_is_drawn(curves: Curves) -> None:
    before = curves.plot.grab().toImage()
    curves.smooth.set_value(0.95)
    curves.smooth.changed.emit(0.95)
    smooth = curves.plot.grab().toImage()
    assert smooth != before
    curves.scale.click()
    assert curves.plot.grab().toImage() != smooth


def test_it_wears_the_theme(curves: Curves, dressed: QApplication) -> None:
    theme.apply(dressed, theme.LIGHT)
    ground = curves.grab().toImage().pixelColor(690, 150)
    assert ground.lightness() > 200
