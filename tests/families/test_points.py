"""Points of another space are refused by name, each point has its own sliders, and a push moves all of them."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.families.family import ModelEntry
from studio.families.points import checked, each, pushed, shapes
from studio.families.sliders import Slider, told
from studio.families.tasks import Decode

FLAT = ModelEntry("flat", "Flat", "gan", ("decode",),
                  details={"latent": {"shape": [4]}, "sliders": told([Slider("smile"), Slider("age")])})  # fmt: skip
STYLED = ModelEntry("styled", "Styled", "gan", ("decode",), details={"latent": {"shape": [4]}, "layers": 3})


def zeros(*shape: int) -> np.ndarray:
    return np.zeros(shape, np.float32)


def test_a_model_with_layers_takes_a_style_for_each_of_them() -> None:
    assert shapes(FLAT) == ((4,),)
    assert shapes(STYLED) == ((4,), (3, 4))
    assert len(checked(STYLED, (zeros(4), zeros(3, 4)))) == 2


@pytest.mark.parametrize("strange", [zeros(5), zeros(3, 4), zeros(1, 4)])
def test_a_point_of_another_space_is_refused(strange: np.ndarray) -> None:
    with pytest.raises(BadRequest, match="Flat takes latents of 4 numbers"):
        checked(FLAT, (zeros(4), strange))


def test_each_point_has_its_own_sliders_beside_the_common_ones() -> None:
    task = Decode(latents=(zeros(4),) * 2, sliders={"smile": 0.5, "age": 0.1}, each=({"age": 0.9}, {}))
    assert each(FLAT, task) == [{"smile": 0.5, "age": 0.9}, {"smile": 0.5, "age": 0.1}]
    assert each(FLAT, Decode(latents=(zeros(4),) * 3)) == [{}, {}, {}]


def test_sliders_for_some_points_only_are_refused() -> None:
    with pytest.raises(BadRequest, match="2 points, but sliders for 1"):
        each(FLAT, Decode(latents=(zeros(4),) * 2, each=({},)))
    with pytest.raises(BadRequest, match="no slider called 'nose'"):
        each(FLAT, Decode(latents=(zeros(4),), each=({"nose": 1},)))


def test_a_push_moves_every_point_and_every_layer() -> None:
    way = np.arange(4, dtype=np.float32)
    assert np.array_equal(pushed(FLAT, zeros(2, 4), way), [way, way])
    assert np.array_equal(pushed(STYLED, zeros(1, 3, 4), way)[0], [way] * 3)
    still = zeros(2, 4)
    assert pushed(FLAT, still, None) is still


def test_a_push_of_another_shape_is_refused() -> None:
    with pytest.raises(BadRequest, match="4 numbers"):
        pushed(FLAT, zeros(2, 4), zeros(5))
    with pytest.raises(BadRequest, match="each layer"):
        pushed(STYLED, zeros(2, 4), zeros(3, 4))
