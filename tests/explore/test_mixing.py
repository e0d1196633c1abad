"""Style mixing: some layers of one point, the others of another."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.explore.mixing import layered, mixed
from studio.explore.space import Space
from studio.families.walks import normal

SPACE = Space("s", (8,), slice(0, 8), layers=6, prior="mapped")
A, B = (layered(SPACE, normal(seed, (8,))) for seed in range(2))


def test_a_style_is_the_same_in_every_layer_until_it_is_mixed() -> None:
    assert A.shape == (6, 8)
    assert np.array_equal(A, np.stack([A[0]] * 6))
    assert layered(SPACE, A) is A


def test_layers_come_from_where_they_are_said_to() -> None:
    out = mixed(A, B, range(2, 4))
    assert np.array_equal(out[:2], A[:2])
    assert np.array_equal(out[2:4], B[2:4])
    assert np.array_equal(out[4:], A[4:])
    assert np.array_equal(mixed(A, B, range(0)), A)
    assert np.array_equal(mixed(A, B, range(6)), B)


def test_what_has_no_layers_cannot_be_mixed() -> None:
    with pytest.raises(BadRequest, match="no layers"):
        layered(Space("plain", (8,), slice(0, 8)), A)
    with pytest.raises(BadRequest, match="does not belong"):
        layered(SPACE, normal(0, (9,)))
    with pytest.raises(BadRequest, match="each layer"):
        mixed(A[0], B[0], range(2))
    with pytest.raises(BadRequest, match="layers 0 to 5"):
        mixed(A, B, range(4, 8))
