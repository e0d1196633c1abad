"""Each kind of GAN is set up as its paper has it, from what it is given to learn from."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core.errors import BadRequest
from studio.training import gan as setup
from studio.training.critic import ConvolutionsCritic, LayersCritic
from studio.training.kinds import cgan, dcgan, gan, stylegan, wgan_gp
from studio.training.loop import Pace, train
from studio.training.material import Material
from studio.training.rules import Loss, Norm


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "pictures"
    home.mkdir()
    chance = np.random.default_rng(0)
    for number in range(6):
        cv2.imwrite(str(home / f"{number}.png"), chance.integers(0, 255, (20, 24, 3), np.uint8))
    return home


def test_the_first_paper_is_layers_on_grey_digits() -> None:
    duel = setup.layers(gan.Settings(size=16, critics=2), Material("glyphs", count=32))
    assert duel.shape.body == "mlp"
    assert (duel.shape.channels, duel.shape.columns) == (1, 0)
    assert isinstance(duel.critic, LayersCritic)
    assert duel.rules.k == 2
    plain = setup.layers(gan.Settings(size=16, adam=False), Material("glyphs", count=32))
    assert type(plain.optimisers["painter"]).__name__ == "SGD"


def test_dcgan_is_what_the_paper_advises(folder: Path) -> None:
    duel = setup.convolutions(dcgan.Settings(size=32, width=8), Material(home=folder))
    assert duel.shape.widths == (32, 16, 8)
    assert duel.shape.channels == 3
    assert isinstance(duel.critic, ConvolutionsCritic)
    assert duel.critic.kept is None, "batch normalisation"
    assert duel.settings["norm"] == "batch", "must not change when a training is gone on with"
    assert duel.rules.betas == (0.5, 0.999)
    assert duel.rules.rates == (2e-4, 2e-4)
    weight = dict(duel.painter.named_parameters())["start.weight"].detach()
    assert float(weight.std()) == pytest.approx(0.02, rel=0.05)


def test_wgan_gp_trains_its_critic_more_and_holds_its_slope(folder: Path) -> None:
    duel = setup.wasserstein(wgan_gp.Settings(size=16, width=4), Material(home=folder))
    assert (duel.rules.loss, duel.rules.k, duel.rules.penalty) == (Loss.WGAN, 5, 10.0)
    assert not any("norm" in name for name, _ in duel.critic.named_parameters())


def test_a_conditional_gan_asks_for_the_digit_or_for_what_it_is_told_to() -> None:
    flat = setup.conditional(cgan.Settings(body=cgan.Body.LAYERS, size=16), Material("glyphs", count=32))
    assert flat.settings["facts"] == ["digit"]
    assert flat.shape.columns == 10
    deep = setup.conditional(cgan.Settings(size=16, width=4, facts="digit, slant"), Material("glyphs", count=32))
    assert deep.settings["facts"] == ["digit", "slant"]
    assert deep.critic.kept is not None
    with pytest.raises(BadRequest, match="knows nothing of nose"):
        setup.conditional(cgan.Settings(size=16, facts="nose"), Material("glyphs", count=32))


def test_nothing_can_be_asked_of_a_folder(folder: Path) -> None:
    with pytest.raises(BadRequest, match="Nothing is known"):
        setup.conditional(cgan.Settings(size=16), Material(home=folder))


@pytest.mark.parametrize("size", [24, 48])
def test_convolutions_say_which_sizes_they_take(size: int) -> None:
    with pytest.raises(BadRequest, match="16, 32, 64, 128 or 256"):
        setup.powers(size)


def test_layers_grow_twofold_but_not_for_ever() -> None:
    assert setup.widened(8, 3) == [8, 16, 32]
    assert setup.widened(20, 6) == [20, 40, 80, 160, 220, 220]


def test_every_kind_makes_a_model_of_a_folder_in_a_few_steps(folder: Path, tmp_path: Path) -> None:
    made = {
        "gan": gan.recipe(gan.Settings(size=16, batch=4), Material(home=folder)),
        "dcgan": dcgan.recipe(dcgan.Settings(size=16, batch=4, width=4, norm=Norm.SPECTRAL), Material(home=folder)),
        "wgan": wgan_gp.recipe(wgan_gp.Settings(size=16, batch=4, width=4, critics=1), Material(home=folder)),
        "stylegan": stylegan.recipe(stylegan.Settings(size=16, batch=4, width=4, chance=8), Material(home=folder)),
    }
    for name, recipe in made.items():
        train(recipe, tmp_path / name, Pace(2))
        assert (tmp_path / name / f"{name}.safetensors").is_file()
        assert (tmp_path / name / "sheets" / "00000002-nearest.png").is_file()
