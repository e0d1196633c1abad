"""The enlarging network is trained on to sharpness, from where it stopped, in the real loop at tiny size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from studio.families.restore.net import SRResNet
from studio.families.restore.recognise import Shape
from studio.training.curves import read
from studio.training.loop import Pace, train
from studio.training.pairs import Pairs, of_list
from studio.training.srgan import Sharpening, energy, mixed, unlike

SHAPE = Shape(blocks=1, channels=8, scale=4)


def grain(seed: int, side: int = 96) -> np.ndarray:
    """Texture that is lost when it is made smaller."""
    return np.random.default_rng(seed).integers(110, 150, (side, side, 3)).astype(np.uint8)


def start() -> dict[str, torch.Tensor]:
    torch.manual_seed(1)
    return dict(SRResNet(SHAPE).state_dict())


def maps(pictures: torch.Tensor) -> list[torch.Tensor]:
    return [pictures, pictures.diff(dim=2)]


def recipe(seen: float = 0.1, judged: float = 0.1, rate: float = 2e-3) -> Sharpening:
    pairs = Pairs([of_list([grain(number) for number in range(6)])], patch=12)
    return Sharpening(pairs, start(), maps, SHAPE, batch=4, rate=rate, seen=seen, judged=judged, test=[grain(9)])


def test_it_begins_where_the_other_training_stopped() -> None:
    one = recipe()
    assert all(torch.equal(value, start()[name]) for name, value in one.net.state_dict().items())


@pytest.mark.filterwarnings("error")
def test_a_judge_of_texture_brings_back_what_the_mean_lacks(tmp_path: Path) -> None:
    shares = []
    for judged in (0.0, 0.1):
        home = tmp_path / f"{judged}"
        train(recipe(seen=0, judged=judged, rate=1e-3), home, Pace(60, checkpoint=60, row=20))
        rows = read(home / "log.csv")
        shares.append(rows[-1]["energy"])
        assert {"D_real", "D_fake", "l1", "psnr", "psnr_bicubic"} <= set(rows[0]) | set(rows[-1])
    assert shares[1] > 3 * shares[0]


def test_going_on_gives_the_same_weights_bit_for_bit(tmp_path: Path) -> None:
    train(recipe(), tmp_path / "once", Pace(4, checkpoint=3))
    train(recipe(), tmp_path / "twice", Pace(2, checkpoint=3))
    train(recipe(), tmp_path / "twice", Pace(4, checkpoint=3), resume=True)
    for name in ("net", "judge", "net.average", "judge.optimiser"):
        path = f"step-00000004/{name}.safetensors"
        assert (tmp_path / "once" / path).read_bytes() == (tmp_path / "twice" / path).read_bytes()


def test_without_a_probe_nothing_is_said_of_features() -> None:
    assert "perceptual" not in recipe(seen=0).step(1, np.random.default_rng(0))


def test_only_the_last_blocks_learn_when_told_so() -> None:
    pairs = Pairs([of_list([grain(0)])], patch=12)
    one = Sharpening(pairs, start(), None, SHAPE, batch=2, rate=2e-3, tuned=0)
    one.step(1, np.random.default_rng(0))
    changed = {name.split(".")[0] for name, value in one.net.state_dict().items()
               if not torch.equal(value, start()[name])}  # fmt: skip
    assert changed == {"gather", "tail"}


def test_features_are_compared_each_in_its_own_size() -> None:
    small, large = torch.ones(1, 2, 3, 3), torch.full((1, 2, 3, 3), 100.0)
    assert float(unlike([small * 1.5, large], [small, large])) == pytest.approx(0.25, abs=1e-3)
    assert float(unlike([small, large * 1.5], [small, large])) == pytest.approx(0.25, abs=1e-3)


def test_energy_is_that_of_steps_between_neighbours() -> None:
    assert energy(np.full((8, 8, 3), 90, np.uint8)) == 0
    assert energy(grain(1)) > energy(grain(1) // 2)


def test_between_two_nets_lie_their_mixtures() -> None:
    one, other = {"w": torch.zeros(3)}, {"w": torch.full((3,), 4.0)}
    assert torch.equal(mixed(one, other, 0.25)["w"], torch.ones(3))
