"""Pictures survive the way into tensors and back."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from studio.core.errors import NotFinite
from studio.families.tensors import mask_tensor, to_picture, to_tensor


def test_a_picture_comes_back_unchanged() -> None:
    picture = np.random.default_rng(1).integers(0, 256, (5, 7, 4), np.uint8)
    picture[..., 3] = 255
    tensor = to_tensor(picture)
    assert tuple(tensor.shape) == (1, 3, 5, 7)
    assert np.array_equal(to_picture(tensor), picture)


def test_a_mask_becomes_ones_and_zeros() -> None:
    mask = np.zeros((4, 6), np.uint8)
    mask[1, 2] = 255
    tensor = mask_tensor(mask)
    assert tuple(tensor.shape) == (1, 1, 4, 6)
    assert tensor.sum() == 1


def test_what_is_not_a_number_never_becomes_a_picture() -> None:
    broken = torch.zeros(3, 4, 4)
    broken[0, 0, 0] = float("nan")
    with pytest.raises(NotFinite, match="made no picture"):
        to_picture(broken)
