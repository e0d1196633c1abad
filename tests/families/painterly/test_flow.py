"""Which way things run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from studio.core.geometry import Extent, Point
from studio.families.painterly.flow import Flow, drawn_along, far_off, flow, spread_over
from studio.families.painterly.view import View


def striped(angle: float) -> np.ndarray:
    rows, columns = np.indices((60, 60), dtype=np.float32)
    across = -columns * np.sin(angle) + rows * np.cos(angle)
    return np.repeat((0.5 + 0.4 * np.sin(across / 2))[..., None], 3, 2).astype(np.float32)


def seen(colours: np.ndarray) -> View:
    return View(colours, Point(0, 0), Extent(colours.shape[1], colours.shape[0]))


def test_a_bare_wall_follows_what_runs_farther_off() -> None:
    wall = np.full((120, 200, 3), 0.5, np.float32)
    wall[:, 120:] = striped(0.0)[:1].mean() + 0.4
    bare, led = seen(wall), replace(seen(wall), far=far_off(wall, Extent(768, 461)))
    assert flow(bare, 2).clear[60, 110] == 0
    found = flow(led, 2)
    assert found.clear[60, 110] > 0.9
    assert abs(found.y[60, 110]) > 0.9, "upwards, as the edge does"


def test_a_part_sees_from_afar_what_the_whole_sees() -> None:
    far = np.random.default_rng(0).random((30, 40, 3)).astype(np.float32)
    whole = View(np.zeros((120, 160, 3), np.float32), Point(0, 0), Extent(160, 120))
    part = View(np.zeros((50, 60, 3), np.float32), Point(70, 40), Extent(160, 120))
    assert np.allclose(spread_over(far, whole)[40:90, 70:130], spread_over(far, part), atol=1e-6)


def test_the_flow_runs_along_stripes_of_any_angle() -> None:
    for degrees in (0, 30, 90, 140):
        angle = np.deg2rad(degrees)
        found = flow(seen(striped(angle)), 3)
        along = np.abs(found.x * np.cos(angle) + found.y * np.sin(angle))
        assert along[15:-15, 15:-15].min() > 0.98, degrees
        assert found.clear[15:-15, 15:-15].min() > 0.8


def test_what_runs_no_way_is_not_clear() -> None:
    grain = np.random.default_rng(0).random((80, 80, 3)).astype(np.float32)
    assert float(np.median(flow(seen(grain), 6).clear)) < 0.3


def test_drawing_along_smears_one_way_only() -> None:
    ones = np.ones((31, 31), np.float32)
    level = Flow(ones, 0 * ones, ones)
    dot = np.zeros((31, 31), np.float32)
    dot[15, 15] = 1
    found = drawn_along(dot, level, 6)
    assert found[15, 11] > 0.01
    assert found[15, 19] > 0.01
    assert not found[:14].any()
    assert not found[15, :8].any(), "no farther than asked"
    assert np.allclose(drawn_along(ones, level, 6), 1, atol=1e-5)
