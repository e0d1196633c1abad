"""Tones model a surface before it gets its colours."""

from __future__ import annotations

import numpy as np

from studio.training.worlds.chance import Chance
from studio.training.worlds.curves import ellipse
from studio.training.worlds.portraits.palette import ramp
from studio.training.worlds.portraits.sheet import Sheet, Tones

GREYS = ramp(((0, (0.0, 0.0, 0.0)), (255, (255.0, 255.0, 255.0))))


def sheet():
    return Sheet(64, ("ground", "ball", "band"), Chance(1, "test"))


def test_tones_become_colours_inside_the_outline_only():
    paper = sheet()
    Tones(paper, [ellipse(0.5, 0.5, 0.25, 0.25)], 200).finish(GREYS, "ball", 99, texture="")
    picture, lines = paper.printed()
    assert picture[32, 32].tolist() == [200, 200, 200]
    assert picture[4, 4].tolist() == [0, 0, 0]
    assert paper.segmentation[32, 32] == 1
    assert paper.depth[32, 32] == 99
    assert lines.min() < 100 < lines[32, 32]


def test_glow_is_strongest_in_its_middle():
    tones = Tones(sheet(), [ellipse(0.5, 0.5, 0.3, 0.3)], 100)
    tones.glow(0.5, 0.5, 0.2, 0.2, 50)
    assert 140 < tones.soft.max() <= 150
    assert tones.soft.min() == 100
    tones.glow(5.0, 5.0, 0.2, 0.2, 50)
    assert tones.soft.max() <= 150


def test_strokes_darken_and_lighten():
    paper = sheet()
    tones = Tones(paper, [ellipse(0.5, 0.5, 0.4, 0.4)], 128)
    line = np.stack([np.linspace(0.3, 0.7, 8), np.full(8, 0.4)], axis=1)
    tones.dark(line, 0.05, 60)
    tones.light(line + np.array((0.0, 0.2)), 0.05, 60)
    tones.finish(GREYS, "ball", 1, texture="")
    picture, _ = paper.printed()
    assert picture[25, 32, 0] < 90
    assert picture[38, 32, 0] > 165


def test_many_strands_at_once_are_as_one_by_one():
    lines = np.stack([np.stack([np.linspace(0.3, 0.7, 9), np.full(9, y)], axis=1) for y in (0.4, 0.6)])
    pictures = []
    for together in (True, False):
        paper = sheet()
        tones = Tones(paper, [ellipse(0.5, 0.5, 0.4, 0.4)], 128)
        if together:
            tones.strands(lines, np.array([0.04, 0.05]), np.array([-50.0, 40.0]))
        else:
            tones.dark(lines[0], 0.04, 50)
            tones.light(lines[1], 0.05, 40)
        tones.finish(GREYS, "ball", 1, texture="")
        pictures.append(paper.picture)
    assert np.array_equal(*pictures)


def test_the_line_goes_around_all_outlines_together():
    paper = sheet()
    Tones(paper, [ellipse(0.4, 0.5, 0.2, 0.2), ellipse(0.6, 0.5, 0.2, 0.2)], 200).finish(GREYS, "ball", 1)
    _, lines = paper.printed()
    assert lines[28:37, 28:37].min() == 255
    assert lines[32, :16].min() < 160


def test_a_ring_leaves_its_middle_alone():
    paper = sheet()
    paper.ring(ellipse(0.5, 0.5, 0.3, 0.3), ellipse(0.5, 0.5, 0.2, 0.2), (200, 0, 0), "band", 7)
    assert paper.segmentation[32, 32] == 0
    assert paper.segmentation[32, 16] == 2


def test_naming_keeps_the_colours():
    paper = sheet()
    before = paper.picture.copy()
    paper.named(ellipse(0.5, 0.5, 0.2, 0.2), "ball", 5)
    assert np.array_equal(paper.picture, before)
    assert paper.segmentation[32, 32] == 1


def test_a_surface_outside_the_sheet_paints_nothing():
    paper = sheet()
    Tones(paper, [ellipse(2.0, 2.0, 0.1, 0.1)], 200).finish(GREYS, "ball", 1)
    assert not paper.picture.any()
