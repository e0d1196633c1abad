"""The one picture convention."""

import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.core.picture import checked, checked_mask, extent, frozen, to8, to16


def test_8_bit_samples_come_back_exactly_from_16() -> None:
    every = np.arange(256, dtype=np.uint8).reshape(8, 8, 4)
    deep = to16(every)
    assert deep.dtype == np.uint16
    assert (deep.min(), deep.max()) == (0, 65535)
    assert (to8(deep) == every).all()


def test_16_bit_samples_are_rounded_to_the_nearest() -> None:
    every = np.arange(65536, dtype=np.uint16).reshape(128, 128, 4)
    assert (to8(every) == np.rint(every / 257)).all()


def test_conversion_to_the_depth_it_has_is_free() -> None:
    eight, sixteen = np.zeros((2, 2, 4), np.uint8), np.zeros((2, 2, 4), np.uint16)
    assert to8(eight) is eight
    assert to16(sixteen) is sixteen


@pytest.mark.parametrize("wrong", [np.zeros((4, 4), np.uint8), np.zeros((4, 4, 3), np.uint8), np.zeros((4, 4, 4))])
def test_what_is_no_picture_is_refused(wrong: np.ndarray) -> None:
    with pytest.raises(BadRequest, match="H × W × 4"):
        checked(wrong)


def test_a_mask_of_another_size_is_refused_with_both_sizes() -> None:
    with pytest.raises(BadRequest, match=r"5 × 4 .*8 × 6"):
        checked_mask(np.zeros((4, 5), np.uint8), (8, 6))
    with pytest.raises(BadRequest, match="uint8"):
        checked_mask(np.zeros((4, 5)), (5, 4))
    right = np.zeros((4, 5), np.uint8)
    assert checked_mask(right, (5, 4)) is right


def test_a_frozen_copy_cannot_be_written() -> None:
    picture = np.zeros((2, 3, 4), np.uint8)
    copy = frozen(picture)
    picture[:] = 9
    assert not copy.any()
    with pytest.raises(ValueError, match="read-only"):
        copy[0] = 1
    assert extent(copy) == (3, 2)
    assert checked(copy) is copy
