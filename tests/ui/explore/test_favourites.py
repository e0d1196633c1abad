"""Favourites outlive the window, and go when they are liked no more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.explore.pins import Pin
from studio.explore.space import Spot
from studio.ui.desk import Desk
from studio.ui.explore import favourites
from studio.ui.explore.now_column import NowColumn


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PENTIMENTO_HOME", str(tmp_path))


def test_the_newest_stands_first_and_broken_files_are_left_out() -> None:
    points = [np.full(3, number, np.float32) for number in range(3)]
    for point in points:
        favourites.keep("m", Pin("A", Spot(point)))
    (favourites.folder("m") / "00009.safetensors").write_bytes(b"broken")
    assert [pin.spot.latent[0] for _, pin in favourites.known("m")] == [2, 1, 0]
    path = favourites.file_of("m", points[1])
    assert path is not None
    favourites.forget(path)
    assert favourites.file_of("m", points[1]) is None
    assert favourites.known("other") == []


def test_the_star_keeps_a_point_and_lets_it_go(begun: Desk, qtbot: QtBot, rest: Callable[[], None]) -> None:
    column = NowColumn(begun.explorer, begun.pins)
    qtbot.addWidget(column)
    column.show()
    column.refresh()
    begun.explorer.go(0, 0)
    rest()
    QTest.mouseClick(column.star, Qt.MouseButton.LeftButton)
    ((_, pin),) = favourites.known("wash")
    assert pin.thumb is not None
    assert column.star.isChecked()
    begun.explorer.restart(5)
    rest()
    assert not column.star.isChecked()
    menu = column.favourites_menu()
    assert len(menu.actions()) == 1
    menu.actions()[0].trigger()
    rest()
    assert begun.explorer.stand is not None
    np.testing.assert_allclose(begun.explorer.stand.spot.latent[:4], pin.spot.latent[:4], atol=1e-6)
    assert column.star.isChecked()
    QTest.mouseClick(column.star, Qt.MouseButton.LeftButton)
    assert favourites.known("wash") == []
