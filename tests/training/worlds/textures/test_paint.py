"""Every kind of surface is drawn, labelled and full of detail."""

from __future__ import annotations

import numpy as np
import pytest

from studio.training.worlds.textures import KINDS, WORLD


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_labelled_and_has_detail(kind: str) -> None:
    for seed in range(3):
        sample = WORLD.draw(seed, 64, facts={"kind": kind, "contrast": 0.8})
        assert (sample.segmentation == KINDS.index(kind)).all()
        assert sample.picture.shape == (64, 64, 3)
    spreads = [WORLD.draw(seed, 64, facts={"kind": kind, "contrast": 0.9}).picture.std() for seed in range(6)]
    assert np.mean(spreads) > 12


def test_all_kinds_come() -> None:
    assert {str(WORLD.draw(seed, 16).facts["kind"]) for seed in range(80)} == set(KINDS)
