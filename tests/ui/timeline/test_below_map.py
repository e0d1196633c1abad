"""Below the map, keys hold where one stands, and the map goes where the playhead is."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.ui.explore.workspace import ExploreWorkspace
from studio.ui.timeline import editing
from studio.ui.timeline.below_map import BelowMap
from studio.ui.window import Window


@pytest.fixture(name="below")
def _below(window: Window, qtbot: QtBot) -> BelowMap:
    window.show_workspace("explore")
    explorer = window.desk.explorer
    qtbot.waitUntil(lambda: explorer.stand is not None and explorer.busy is None, timeout=20_000)
    page = cast(ExploreWorkspace, window.page("explore"))
    assert page.bottom is not None
    return cast(BelowMap, page.bottom.panel("timeline"))


def test_a_film_is_keyed_from_the_map_and_the_map_follows_it(below: BelowMap, window: Window, qtbot: QtBot) -> None:
    explorer, reel = window.desk.explorer, window.desk.reel
    assert explorer.stand is not None
    first = explorer.stand.spot.latent
    editing.add_track(reel, "position")
    assert reel.timeline.source.model == "wash"
    explorer.restart(99)
    qtbot.waitUntil(lambda: explorer.busy is None, timeout=20_000)
    second = explorer.stand.spot.latent
    assert not np.array_equal(first, second)
    reel.go(95)
    QTest.mouseClick(below.head.key, Qt.MouseButton.LeftButton)
    keys = reel.timeline.tracks[0].keys
    assert [key.frame for key in keys] == [0, 95]
    assert (keys[0].value.latent == first).all()
    assert (keys[1].value.latent == second).all()
    reel.go(0)
    qtbot.waitUntil(lambda: explorer.stand is not None and np.array_equal(explorer.stand.spot.latent, first),
                    timeout=20_000)  # fmt: skip


def test_its_head_stands_in_the_docks(below: BelowMap, window: Window) -> None:
    assert below.head.isVisible()
    assert not below.head.tabs.isVisible()
    assert below.head.parentWidget() is not below
