"""Two networks learn to paint pictures of one kind as the other, in the real loop at tiny size."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.engine.scan import found_under, opened
from studio.families.cyclegan.recognise import Shape, recognise
from studio.training.curves import read
from studio.training.cyclegan import Translating, cropped, translated
from studio.training.folder import Folder
from studio.training.loop import Pace, train
from studio.training.pictures import Pictures

SHAPE = Shape(1, 4, norm="batch")


@pytest.fixture(name="sets", scope="module")
def _sets(tmp_path_factory: pytest.TempPathFactory) -> tuple[Pictures, Pictures]:
    """Soft ones and striped ones."""
    found = []
    for kind in range(2):
        home, chance = tmp_path_factory.mktemp("set"), np.random.default_rng(kind)
        for number in range(5):
            picture = cv2.resize(chance.integers(40, 215, (3, 3, 3)).astype(np.uint8), (40, 40))
            if kind:
                picture[::4] //= 2
            cv2.imwrite(str(home / f"{number}.png"), picture)
        found.append(Pictures.of_folder(Folder(home), 40))
    return found[0], found[1]


def recipe(sets: tuple[Pictures, Pictures], **more: float) -> Translating:
    settings = {"crop": 32, "rate": 2e-3, "length": 400, "warm": 20, **more}
    return Translating(*sets, SHAPE, held=sets[0], **settings)  # type: ignore[arg-type]


@pytest.mark.filterwarnings("error")
def test_there_and_back_comes_out_ever_more_alike(sets: tuple[Pictures, Pictures], tmp_path: Path) -> None:
    train(recipe(sets), tmp_path, Pace(60, checkpoint=30, row=10))
    rows = read(tmp_path / "log.csv")
    measured = [row["cycle_l1"] for row in rows if "cycle_l1" in row]
    assert measured[1] < measured[0] < 0.5
    assert {"D_real_forward", "D_fake_forward", "D_real_back", "D_fake_back"} <= set(rows[-2])


def test_going_on_gives_the_same_weights_bit_for_bit(sets: tuple[Pictures, Pictures], tmp_path: Path) -> None:
    train(recipe(sets, warm=1), tmp_path / "once", Pace(4, checkpoint=3))
    train(recipe(sets, warm=1), tmp_path / "twice", Pace(2, checkpoint=3))
    train(recipe(sets, warm=1), tmp_path / "twice", Pace(4, checkpoint=3), resume=True)
    for name in ("forward", "back", "judge_back", "memory_forward", "back.average", "painters.optimiser"):
        path = f"step-00000004/{name}.safetensors"
        assert (tmp_path / "once" / path).read_bytes() == (tmp_path / "twice" / path).read_bytes(), name


def test_what_it_writes_goes_both_ways_under_the_folders_name(sets: tuple[Pictures, Pictures], tmp_path: Path) -> None:
    home = tmp_path / "my-manner"
    train(recipe(sets), home, Pace(1))
    (entry,) = [entry for entry in (recognise(opened(found)[0]) for found in found_under(home)) if entry]
    assert (entry.id, entry.details["ways"]) == ("my-manner", ["forward", "back"])


def test_the_rate_falls_in_the_second_half(sets: tuple[Pictures, Pictures]) -> None:
    one = recipe(sets, length=10, warm=0)
    rates = []
    for number in (1, 5, 8, 10, 12):
        one.step(number, np.random.default_rng(0))
        rates.append(one.optimisers["painters"].param_groups[0]["lr"] / 2e-3)
    assert rates == pytest.approx([1, 1, 0.4, 0, 0])


def test_without_the_cycle_only_the_judges_count(sets: tuple[Pictures, Pictures]) -> None:
    with_, without = (recipe(sets, warm=0, cycle=cycle).step(1, np.random.default_rng(0)) for cycle in (10.0, 0.0))
    assert float(without["gradient"]) < float(with_["gradient"])


def test_the_sheet_shows_both_ways_and_back_again(sets: tuple[Pictures, Pictures]) -> None:
    one = recipe(sets)
    assert one.sheet(one.nets).shape == (4 * 40, 6 * 40, 3)


def test_crops_lie_within_and_translations_keep_the_size(sets: tuple[Pictures, Pictures]) -> None:
    pixels = sets[0].at(range(2))
    assert cropped(pixels, 24, np.random.default_rng(0)).shape == (2, 24, 24, 3)
    assert np.array_equal(cropped(pixels, 40, np.random.default_rng(0)), pixels)
    assert translated(recipe(sets).nets["back"], pixels).shape == pixels.shape
