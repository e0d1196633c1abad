"""A VAE and an autoencoder learn, in the real loop at tiny size, and become models that the studio takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import torch

from studio.engine.scan import found_under, opened
from studio.families.family import ModelEntry, Place
from studio.families.sliders import of
from studio.families.tasks import Sample, silent
from studio.families.vae.model import load
from studio.families.vae.recognise import Shape, recognise
from studio.training import autoencoder
from studio.training.autoencoder import Folding, Weights, divergence, edge_difference, fidelity
from studio.training.curves import read
from studio.training.folder import Folder
from studio.training.loop import Pace, train
from studio.training.pictures import Pictures
from studio.training.worlds.glyphs import WORLD
from studio.training.worlds.render import Order, Renders, render

SHAPE = Shape(32, 4, 6)


@pytest.fixture(scope="module")
def digits(tmp_path_factory: pytest.TempPathFactory) -> Pictures:
    home = tmp_path_factory.mktemp("digits")
    render(Order(WORLD, 96, 0, 32, parts=("picture",)), home, processes=1)
    return Pictures.of_renders(Renders(home), 32)


def recipe(pictures: Pictures, shape: Shape = SHAPE, **more: Any) -> Folding:
    return Folding(pictures, shape, Weights(edges=0.02, told=5.0, warm_up=10), batch=8, test=pictures, **more)


def entry_of(home: Path) -> ModelEntry:
    entries = [recognise(opened(found)[0]) for found in found_under(home)]
    (entry,) = [entry for entry in entries if entry]
    assert entry.id == home.name
    return entry


@pytest.mark.parametrize("variational", [True, False])
def test_it_learns_to_copy(digits: Pictures, variational: bool, tmp_path: Path) -> None:
    train(recipe(digits, SHAPE._replace(variational=variational), rate=4e-3), tmp_path / "one", Pace(60, row=10))
    rows = [row for row in read(tmp_path / "one" / "log.csv") if "squared" in row]
    assert rows[-1]["squared"] < rows[0]["squared"] / 1.5
    assert ("kl" in rows[0]) == variational
    measured = read(tmp_path / "one" / "log.csv")[-1]
    assert measured["psnr"] > 8


def test_going_on_gives_the_same_weights_bit_for_bit(digits: Pictures, tmp_path: Path) -> None:
    train(recipe(digits), tmp_path / "once", Pace(6, checkpoint=3))
    train(recipe(digits), tmp_path / "twice", Pace(4, checkpoint=3))
    train(recipe(digits), tmp_path / "twice", Pace(6, checkpoint=3), resume=True)
    for name in ("net", "net.average", "net.optimiser", "reader"):
        path = f"step-00000006/{name}.safetensors"
        assert (tmp_path / "once" / path).read_bytes() == (tmp_path / "twice" / path).read_bytes()


def test_what_it_writes_is_drawn_from_by_the_studio(digits: Pictures, tmp_path: Path) -> None:
    home = tmp_path / "my-faces"
    train(recipe(digits), home, Pace(2))
    entry = entry_of(home)
    assert "sample" in entry.tasks
    model = load(entry, Place(), silent)
    assert model.beside.spread.shape == (6, 6)
    assert model.run(Sample(seed=1), silent)[0].pixels.shape == (32, 32, 4)


def test_three_pictures_of_any_kind_are_enough(tmp_path: Path) -> None:
    """Grey, 16 bit, and with alpha; nothing is known of them, so there are no sliders."""
    chance, home = np.random.default_rng(0), tmp_path / "pictures"
    home.mkdir()
    cv2.imwrite(str(home / "grey.png"), chance.integers(0, 255, (40, 50), np.uint8))
    cv2.imwrite(str(home / "deep.png"), chance.integers(0, 65535, (33, 64, 3), np.uint16))
    cv2.imwrite(str(home / "clear.png"), chance.integers(0, 255, (90, 20, 4), np.uint8))
    pictures = Pictures.of_folder(Folder(home), 32)
    one = recipe(pictures)
    assert set(one.nets) == {"net"}
    train(one, tmp_path / "made", Pace(2))
    entry = entry_of(tmp_path / "made")
    assert of(entry) == ()
    assert "edit" not in entry.tasks


def test_the_sheet_has_pictures_copies_and_samples(digits: Pictures) -> None:
    one = recipe(digits)
    assert one.sheet(one.nets).shape == (5 * 32, autoencoder.SHOWN * 32, 3)


def test_without_test_pictures_nothing_is_measured(digits: Pictures) -> None:
    one = Folding(digits, SHAPE)
    assert one.measure(one.nets) == {}


def test_the_divergence_is_the_papers() -> None:
    """Against torch's own."""
    mean, logarithm = torch.tensor([[0.3, -1.0]]), torch.tensor([[0.2, -2.0]])
    normal = torch.distributions.Normal
    theirs = torch.distributions.kl_divergence(normal(mean, (0.5 * logarithm).exp()), normal(0.0, 1.0))
    assert torch.allclose(divergence(mean, logarithm), theirs)


def test_free_nats_cost_nothing(digits: Pictures) -> None:
    """With so many that all latents are within them, β changes nothing."""
    losses = []
    for beta in (1.0, 50.0):
        one = Folding(digits, SHAPE, Weights(beta=beta, warm_up=0, free=100.0), batch=4)
        torch.manual_seed(0)
        one.step(1, np.random.default_rng(0))
        losses.append([weight.detach().clone() for weight in one.net.parameters()])
    assert all(torch.equal(a, b) for a, b in zip(*losses, strict=True))


def test_edges_count_the_outline_alone() -> None:
    flat, step = torch.full((1, 3, 8, 8), 0.5), torch.zeros(1, 3, 8, 8)
    assert float(edge_difference(flat, torch.zeros_like(flat))) == 0
    step[..., 4:] = 1
    assert float(edge_difference(step, torch.zeros_like(step))) > 0


def test_fidelity_is_psnr() -> None:
    class Shifted(torch.nn.Linear):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return (x + 0.2).clamp(-1, 1)

    class Grey:
        count = 5

        def at(self, numbers: np.ndarray) -> np.ndarray:
            return np.full((len(numbers), 8, 8, 3), 100, np.uint8)

    found = fidelity(Shifted(1, 1), Grey(), 3)  # type: ignore[arg-type]
    assert found == pytest.approx([20.0] * 3, abs=0.01)
