"""A CycleGAN generator is told by the names its authors gave its tensors, one way or both in a file."""

from __future__ import annotations

import math

import pytest

from studio.families.cyclegan.recognise import WAYS, Shape, layout, shape_of, ways_of

PUBLISHED = Shape(blocks=9, width=64)


def test_the_published_generator_has_its_published_size() -> None:
    sizes = layout(PUBLISHED)
    assert sizes["model.18.conv_block.5.weight"] == (256, 256, 3, 3)
    assert sizes["model.26.weight"] == (3, 64, 7, 7)
    assert sum(map(math.prod, sizes.values())) == 11_378_179, "11.378 M, as its authors' code prints"


def test_what_old_files_remember_for_their_instance_norms_is_passed_over() -> None:
    old = {"model.2.running_mean": (64,), "model.2.running_var": (64,), "model.10.conv_block.2.running_mean": (256,)}
    assert shape_of(layout(PUBLISHED) | old) == PUBLISHED


@pytest.mark.parametrize("norm", ["instance", "batch"])
@pytest.mark.parametrize("dropout", [False, True])
@pytest.mark.parametrize("blocks", [1, 6])
def test_every_kind_that_was_published_is_told(norm: str, dropout: bool, blocks: int) -> None:
    shape = Shape(blocks, 8, dropout, norm)
    assert shape_of(layout(shape)) == shape


def test_one_file_may_hold_both_ways() -> None:
    both = {f"{way}.{name}": size for way in WAYS for name, size in layout(Shape(1, 4)).items()}
    assert ways_of(both) == (WAYS, Shape(1, 4))
    assert ways_of(layout(PUBLISHED)) == (("",), PUBLISHED)


def test_other_networks_are_not_told() -> None:
    keys = layout(Shape(1, 4))
    assert ways_of({}) is None
    assert ways_of({**keys, "more": (1,)}) is None
    assert ways_of({f"forward.{name}": size for name, size in keys.items()}) is None, "half of it is missing"
    other = {f"back.{name}": size for name, size in layout(Shape(2, 4)).items()}
    assert ways_of({f"forward.{name}": size for name, size in keys.items()} | other) is None, "two that do not match"
