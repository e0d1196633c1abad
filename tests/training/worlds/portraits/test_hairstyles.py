"""Every way to wear hair works at every length, from every side, under every hat, and leaves the face free."""

from __future__ import annotations

import numpy as np
import pytest

from studio.training.worlds.portraits import WORLD
from studio.training.worlds.portraits.facts import FACTS, look_of, sampled
from studio.training.worlds.portraits.hairstyles import STYLES, locks, stand_off
from studio.training.worlds.portraits.head import Head

AT = WORLD.labels.index


def test_every_style_that_a_fact_names_is_known():
    assert set(STYLES) == set(next(fact.values for fact in FACTS if fact.name == "hair_style"))


@pytest.mark.parametrize("style", STYLES)
def test_longer_hair_covers_more(draw, style):
    drawn = [draw(4, hair_style=style, hair_length=long) for long in (0.0, 0.4, 1.0)]
    covered = [(sample.segmentation == AT("hair")).sum() for sample in drawn]
    assert covered[0] < covered[1] < covered[2]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("turn", [-1.0, 0.0, 1.0])
def test_eyes_nose_and_mouth_stay_free(draw, style, turn):
    for long in (0.1, 0.9):
        sample = draw(4, hair_style=style, hair_length=long, turn=turn, mouth_open=0.0, gaze_x=0.0, gaze_y=0.0)
        free = {"left_pupil": "iris", "right_pupil": "iris", "nose_tip": "nose", "mouth_lower": "lips"}
        for name, label in free.items():
            x, y = sample.landmarks[name]
            around = sample.segmentation[round(y) - 1 : round(y) + 2, round(x) - 1 : round(x) + 2]
            assert AT(label) in around, name


def test_a_receding_head_shows_its_crown(draw):
    bald, full = (draw(4, hair_style=style, turn=0.0) for style in ("receding", "swept"))
    crown = next(row for row in range(128) if bald.segmentation[row, 64] == AT("skin"))
    assert full.segmentation[crown + 3, 64] == AT("hair")


def test_under_a_hat_hair_lies_flat():
    curly = {"hair_style": "curly", "hair_length": 0.8}
    heads = [Head(look_of(sampled(3, {**curly, "hat": hat}))) for hat in ("none", "beanie")]
    assert stand_off(heads[0]) > stand_off(heads[1])


def test_locks_are_the_same_each_time():
    head = Head(look_of(sampled(3, {"hair_style": "fringe"})))
    for one, other in zip(locks(head, 3)[1], locks(head, 3)[1], strict=True):
        assert np.array_equal(one.guides, other.guides)
