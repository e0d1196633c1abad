"""The plot draws what it is given, in inks of the theme, also a single point and what cannot be on a log scale."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui import theme
from studio.ui.panels.train.plot import Plot


@pytest.fixture
def plot(qtbot: QtBot, dressed: QApplication) -> Plot:
    made = Plot()
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    return made


def inked(plot: Plot, ink: str) -> int:
    """How many pixels are drawn in about that colour."""
    image, wanted = plot.grab().toImage(), theme.colour(ink)
    return sum(
        abs(image.pixelColor(x, y).hue() - wanted.hue()) < 8 and image.pixelColor(x, y).saturation() > 90
        for x in range(60, image.width()) for y in range(image.height())
    )  # fmt: skip


def test_lines_stand_in_their_ink_and_go_with_the_next_drawing(plot: Plot, qtbot: QtBot) -> None:
    steps = np.arange(1.0, 50)
    plot.draw([(steps, steps**0.5, steps**0.5, "accent")])
    assert plot.curves == 1
    assert inked(plot, "accent") > 100
    plot.draw([(steps, steps, steps, "ok"), (steps, 50 - steps, 50 - steps, "info")])
    assert plot.curves == 2
    assert inked(plot, "accent") == 0
    assert inked(plot, "ok") > 100


def test_one_point_is_seen_and_zero_has_no_logarithm(plot: Plot) -> None:
    plot.draw([(np.array([5.0]), np.array([1.0]), np.array([1.0]), "accent")])
    assert inked(plot, "accent") > 4
    steps = np.arange(1.0, 20)
    plot.draw([(steps, steps - 5, steps - 5, "ok")], log=True)
    assert inked(plot, "ok") > 20


def test_the_pointer_is_told_of_in_steps(plot: Plot) -> None:
    steps = np.arange(0.0, 101)
    plot.draw([(steps, steps, steps, "accent")])
    plot.grab()
    told: list[float] = []
    plot.pointed.connect(told.append)
    view = plot._view.viewport()
    at = QPointF(view.width() / 2, 60)
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view, move)
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert 30 < told[0] < 60
    assert told[-1] == -1


def test_the_step_of_the_samples_is_marked(plot: Plot) -> None:
    plot.mark(0)
    assert not plot._marker.isVisible()
    plot.mark(40)
    assert plot._marker.isVisible()
    plot.dress()
