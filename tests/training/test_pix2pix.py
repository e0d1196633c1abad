"""The network that paints over drawings learns, in the real loop at tiny size, and becomes a model of the studio."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.engine.scan import found_under, opened
from studio.families.pix2pix.recognise import Shape, recognise
from studio.training.curves import read
from studio.training.loop import Pace, train
from studio.training.pix2pix import Painting, psnr, tensor, window

SHAPE = Shape((4, 8, 8, 8), fine=4)
SIDE = 48


class Stripes:
    """The target is the source with its colours exchanged."""

    size = SIDE

    def batch(self, step: int, count: int, chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        tones = chance.integers(20, 235, (count, 3, 3, 3)).astype(np.uint8)
        source = tones.repeat(16, 1).repeat(16, 2)
        return source, np.ascontiguousarray(source[..., ::-1])

    def clean(self, numbers: range, hint: str) -> tuple[np.ndarray, np.ndarray]:
        return self.batch(1, len(numbers), np.random.default_rng(0))


def recipe(**more: float) -> Painting:
    settings = {"batch": 2, "rate": 4e-3, **more}
    return Painting(Stripes(), SHAPE, held=Stripes(), hints=("none",), count=4, **settings)  # type: ignore[arg-type]


@pytest.mark.filterwarnings("error")
def test_it_comes_closer_to_the_true_pictures(tmp_path: Path) -> None:
    train(recipe(), tmp_path, Pace(80, checkpoint=40, row=20))
    rows = read(tmp_path / "log.csv")
    measured = [row["psnr_none"] for row in rows if "psnr_none" in row]
    assert measured[-1] > measured[0] > 5
    told = next(row for row in rows if "D_real" in row)
    assert 0 < told["D_fake"] < 1


def test_going_on_gives_the_same_weights_bit_for_bit(tmp_path: Path) -> None:
    train(recipe(), tmp_path / "once", Pace(4, checkpoint=3))
    train(recipe(), tmp_path / "twice", Pace(2, checkpoint=3))
    train(recipe(), tmp_path / "twice", Pace(4, checkpoint=3), resume=True)
    for name in ("painter", "judge", "painter.average", "judge.optimiser"):
        path = f"step-00000004/{name}.safetensors"
        assert (tmp_path / "once" / path).read_bytes() == (tmp_path / "twice" / path).read_bytes()


def test_what_it_writes_is_recognised_under_the_folders_name(tmp_path: Path) -> None:
    home = tmp_path / "my-painter"
    train(recipe(), home, Pace(1))
    entries = [recognise(opened(found)[0]) for found in found_under(home)]
    (entry,) = [entry for entry in entries if entry]
    assert (entry.id, entry.details["widths"]) == ("my-painter", list(SHAPE.widths))


def test_without_l1_and_without_a_judge_only_the_other_counts() -> None:
    chance = np.random.default_rng(0)
    assert set(recipe(judged=0).step(1, chance)) == {"l1", "gradient"}
    alone = recipe(alone=1)
    assert "judge" not in alone.step(1, chance)
    assert "judge" in alone.step(2, chance)
    assert float(recipe(weight=0).step(1, chance)["gradient"]) < float(recipe().step(1, chance)["gradient"])


def test_the_sheet_shows_source_made_and_target() -> None:
    one = recipe()
    sheet = one.sheet(one.nets)
    assert sheet.shape == (3 * SIDE, 6 * SIDE, 3)
    assert np.array_equal(sheet[:SIDE, :SIDE, ::-1], sheet[:SIDE, 2 * SIDE : 3 * SIDE])


def test_the_judges_window_lies_within_the_picture() -> None:
    for step in range(20):
        rows = window(SIDE, np.random.default_rng(step))[2]
        assert 0 <= rows.start < rows.stop == rows.start + SIDE // 2 <= SIDE


def test_bytes_become_minus_one_to_one_and_psnr_is_over_all_colours() -> None:
    black = np.zeros((1, 2, 2, 3), np.uint8)
    assert (tensor(black) == -1).all()
    assert psnr(black, black + 255) == pytest.approx(0)
    assert psnr(black, black + 1) == pytest.approx(48.13, abs=0.01)
