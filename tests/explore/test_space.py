"""A model's latent space: told by its card, drawn from, looked around in."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.explore.space import Space, Spot, drawn, drawn_in, nearby, space_of
from studio.families.family import ModelEntry
from studio.families.sliders import Slider, told

SMILE = Slider("smile", "Mouth")
PLAIN = Space("plain", (64,), slice(0, 64))
ASKED = Space("asked", (64,), slice(0, 48), (Slider("smile"),))


def entry(**details: object) -> ModelEntry:
    return ModelEntry("one", "One", "gan", ("sample",), details=details)


def test_a_model_tells_its_space() -> None:
    space = space_of(entry(latent={"shape": [12], "prior": "normal", "noise": [0, 8]}, sliders=told([SMILE])))
    assert space == Space("one", (12,), slice(0, 8), (SMILE,))
    assert space is not None
    assert not space.drawable
    assert hash(space) == hash(space)


def test_without_a_word_about_chance_all_of_it_is() -> None:
    space = space_of(entry(latent={"shape": [3, 4]}, layers=5))
    assert space is not None
    assert (space.count, space.drawable, space.layers, space.sliders) == (12, True, 5, ())


def test_a_model_without_one_has_none() -> None:
    assert space_of(entry()) is None
    broken = ModelEntry("b", "B", "gan", (), details={"latent": {"shape": [4]}}, problem="It is broken.")
    assert space_of(broken) is None


def test_a_space_holds_its_points_and_those_with_a_style_for_each_layer() -> None:
    space = Space("s", (8,), slice(0, 8), layers=6, prior="mapped")
    assert space.holds(np.zeros(8, np.float32))
    assert space.holds(np.zeros((6, 8), np.float32))
    assert not space.holds(np.zeros((5, 8), np.float32))


def test_a_seed_is_a_point_of_its_own_for_ever() -> None:
    assert np.array_equal(drawn(PLAIN, 3), drawn(PLAIN, 3))
    assert not np.array_equal(drawn(PLAIN, 3), drawn(PLAIN, 4))


@pytest.mark.parametrize("space", [ASKED, Space("w", (64,), slice(0, 64), prior="mapped")])
def test_points_that_are_not_all_chance_only_the_model_draws(space: Space) -> None:
    with pytest.raises(BadRequest, match="itself"):
        drawn(space, 0)


def test_neighbours_are_as_far_out_and_keep_what_was_asked_for() -> None:
    spot = Spot(drawn(PLAIN, 1), {"smile": 0.5})
    near, far = nearby(ASKED, spot, 6, 0.1, 9), nearby(ASKED, spot, 6, 1.0, 9)
    assert len(near) == 6
    for one, other in zip(near, far, strict=True):
        assert one.sliders == spot.sliders
        for latent in (one.latent, other.latent):
            assert np.array_equal(latent[48:], spot.latent[48:])
            assert np.isclose(np.linalg.norm(latent[:48]), np.linalg.norm(spot.latent[:48]), rtol=1e-5)
        assert np.linalg.norm(one.latent - spot.latent) < 0.25 * np.linalg.norm(other.latent - spot.latent)
    assert not np.array_equal(near[0].latent, near[1].latent)
    assert np.array_equal(near[2].latent, nearby(ASKED, spot, 6, 0.1, 9)[2].latent)


def test_no_distance_is_the_spot_itself() -> None:
    spot = Spot(drawn(PLAIN, 1))
    assert np.array_equal(nearby(PLAIN, spot, 1, 0, 5)[0].latent, spot.latent)
    with pytest.raises(BadRequest, match="0 to 1"):
        nearby(PLAIN, spot, 1, 1.5, 5)


def test_a_style_for_each_layer_has_neighbours_too() -> None:
    space = Space("s", (8,), slice(0, 8), layers=3, prior="mapped")
    latent = np.ones((3, 8), np.float32)
    assert (nearby(space, Spot(latent), 1, 0.5, 0)[0].latent != latent).all()
    assert (latent == 1).all()


def test_a_sum_of_points_comes_back_to_where_the_prior_has_some() -> None:
    far = 3 * drawn(PLAIN, 1)
    far[48:] = 9
    kept = drawn_in(ASKED, far)
    assert np.isclose(np.linalg.norm(kept[:48]), 1.15 * np.sqrt(48), rtol=1e-5)
    assert (kept[48:] == 9).all()
    assert np.array_equal(drawn_in(PLAIN, drawn(PLAIN, 2)), drawn(PLAIN, 2))
    assert drawn_in(Space("w", (64,), slice(0, 64), prior="mapped"), far) is far
