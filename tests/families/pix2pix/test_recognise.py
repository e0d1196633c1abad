"""A pix2pix generator is told by the names its authors gave its tensors."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.engine.scan import found_under, opened
from studio.families.family import Files
from studio.families.pix2pix import FAMILY
from studio.families.pix2pix.recognise import Shape, layout, recognise, shape_of

PUBLISHED = Shape((64, 128, 256, 512, 512, 512, 512, 512))


def test_the_published_generator_has_its_published_size() -> None:
    sizes = layout(PUBLISHED)
    assert sizes["model.model.1.model.3.model.3.model.3.model.3.model.3.model.3.model.3.weight"] == (512, 512, 4, 4)
    weights = [size for name, size in sizes.items() if "running" not in name]
    assert sum(_count(size) for size in weights) == 54_413_955, "54.414 M, as its authors' code prints"


def _count(size: tuple[int, ...]) -> int:
    count = 1
    for side in size:
        count *= side
    return count


@pytest.mark.parametrize("counted", [False, True], ids=["old", "new"])
def test_published_files_are_told_with_and_without_the_counts_of_batches(counted: bool) -> None:
    keys = dict(layout(PUBLISHED))
    if counted:
        keys |= {name.replace("running_mean", "num_batches_tracked"): () for name in keys if "running_mean" in name}
    assert shape_of(keys) == PUBLISHED


def test_ours_with_a_fine_stage_are_told_too() -> None:
    assert shape_of(layout(Shape((4, 8, 8), 6))) == Shape((4, 8, 8), 6)


def test_other_networks_are_not() -> None:
    keys = dict(layout(Shape((4, 8, 8))))
    assert shape_of({**keys, "more": (1,)}) is None
    assert shape_of({name: size for name, size in keys.items() if not name.endswith("bias")}) is None
    assert shape_of({}) is None


def test_an_entry_says_what_the_network_does_not_look_at(tmp_path: Path) -> None:
    assert FAMILY.tiny is not None
    FAMILY.tiny(tmp_path)
    (tmp_path / "card.md").write_text("# Tiny\n\nLicence: Apache-2.0\n")
    files = [opened(found)[0] for found in found_under(tmp_path)]
    (entry,) = [entry for entry in map(recognise, files) if entry]
    assert entry.tasks == ("sketch",)
    assert "prompt" in entry.details["ignores"]
    assert entry.licence == "Apache-2.0"
    assert recognise(Files(tmp_path, layout(PUBLISHED))) is None, "a folder is no file of weights"
