"""Pictures of any size, depth and transparency come back in another manner, with no seam between parts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import BadRequest, JobFailed
from studio.core.picture import frozen
from studio.families.cyclegan import model as module
from studio.families.cyclegan.model import Translator, networks, write_random
from studio.families.cyclegan.recognise import WAYS, Shape
from studio.families.family import Place
from studio.families.restore.bicubic import resized
from studio.families.tasks import Direction, Translate, Upscale, silent

SHAPE = Shape(1, 4, norm="batch")


def translator(folder: Path, shape: Shape = SHAPE, ways: tuple[str, ...] = WAYS) -> Translator:
    path = folder / "tiny.safetensors"
    write_random(path, shape, ways=ways)
    return Translator(networks(path, shape, ways, Place()), Place())


def picture(height: int, width: int, depth: type = np.uint8) -> np.ndarray:
    chance = np.random.default_rng(0)
    made = chance.integers(np.iinfo(depth).max, size=(height, width, 4), endpoint=True).astype(depth)
    made[..., 3] = np.iinfo(depth).max
    made[: height // 4, :, 3] = 0
    return made


def translated(by: Translator, pixels: np.ndarray, **more: object) -> np.ndarray:
    return by.run(Translate(picture=frozen(pixels), **more), silent)[0].pixels  # type: ignore[arg-type]


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
@pytest.mark.parametrize("size", [(40, 56), (37, 50), (3, 5)])
def test_size_depth_and_transparency_stay(tmp_path: Path, size: tuple[int, int], depth: type) -> None:
    seen = picture(*size, depth)
    made = translated(translator(tmp_path), seen)
    assert made.shape == seen.shape
    assert made.dtype == depth
    assert np.array_equal(made[..., 3], seen[..., 3])
    assert not np.array_equal(made, seen)


def test_the_two_directions_are_two_networks(tmp_path: Path) -> None:
    both = translator(tmp_path)
    seen = picture(24, 24)
    assert not np.array_equal(translated(both, seen), translated(both, seen, direction=Direction.BACK))


def test_a_file_with_one_network_goes_one_way_only(tmp_path: Path) -> None:
    one = translator(tmp_path, Shape(1, 4), ("",))
    translated(one, picture(24, 24))
    with pytest.raises(BadRequest, match="one way only"):
        translated(one, picture(24, 24), direction=Direction.BACK)


def test_parts_show_no_seam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by, seen = translator(tmp_path), picture(70, 90)
    whole = translated(by, seen).astype(int)
    monkeypatch.setattr(module, "PART", 32)
    assert np.abs(translated(by, seen) - whole).max() <= 1


def test_strength_goes_from_the_picture_itself_to_all_of_the_manner(tmp_path: Path) -> None:
    by, seen = translator(tmp_path), picture(24, 24, np.uint16)
    none, half, all_ = (translated(by, seen, strength=share).astype(int) for share in (0.0, 0.5, 1.0))
    assert np.array_equal(none, seen)
    shown = seen[..., 3] > 0
    assert np.abs(half - (none + all_) / 2)[shown].max() <= 1


def test_a_picture_larger_than_the_network_looks_at_keeps_its_size_and_its_manner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = translator(tmp_path)
    monkeypatch.setattr(module, "LARGEST", 32)
    seen = picture(48, 64)
    seen[...] = seen[:1, :1] // 2
    seen[..., 3] = 255
    made = translated(by, seen)
    assert made.shape == seen.shape
    small = translated(by, np.ascontiguousarray(seen[:24, :32]))
    assert np.abs(made.astype(int) - resized(small, (64, 48))).mean() < 1


def test_it_does_nothing_else(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="only translate"):
        translator(tmp_path).run(Upscale(picture=frozen(picture(8, 8))), silent)


def test_a_damaged_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "gone.safetensors"
    path.write_bytes(b"\0" * 64)
    with pytest.raises(JobFailed, match="cannot be loaded"):
        networks(path, SHAPE, WAYS, Place())


def test_there_and_back_is_the_second_network_on_what_the_first_made(tmp_path: Path) -> None:
    both = translator(tmp_path)
    seen = picture(24, 24)
    seen[..., 3] = 255
    there = translated(both, seen)
    back = translated(both, there, direction=Direction.BACK)
    cycle = translated(both, seen, cycle=True)
    assert np.abs(cycle.astype(int) - back).mean() < 1, "but for what is rounded between"
    other = translated(both, seen, cycle=True, direction=Direction.BACK)
    assert not np.array_equal(cycle, other)


def test_one_network_does_not_come_back(tmp_path: Path) -> None:
    one = translator(tmp_path, Shape(1, 4), ("",))
    with pytest.raises(BadRequest, match="one way only"):
        translated(one, picture(24, 24), cycle=True)


def test_mixed_features_lead_from_the_picture_to_its_translation_by_another_way(tmp_path: Path) -> None:
    both = translator(tmp_path, Shape(2, 4))
    seen = picture(24, 24)
    assert np.array_equal(translated(both, seen, strength=0.0, features=True), seen)
    assert np.array_equal(translated(both, seen, features=True), translated(both, seen))
    laid, mixed = (translated(both, seen, strength=0.5, features=features) for features in (False, True))
    assert not np.array_equal(laid, mixed)
    slight = translated(both, seen, strength=0.01, features=True)
    assert np.abs(slight[..., :3].astype(int) - seen[..., :3])[seen[..., 3] > 0].mean() < 3
