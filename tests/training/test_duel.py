"""Two networks compete in the real loop at tiny size, and what comes out is a model that the studio takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from studio.engine.scan import found_under, opened
from studio.families.family import Place
from studio.families.gan.model import load
from studio.families.gan.net import built
from studio.families.gan.recognise import Shape, recognise
from studio.families.tasks import Sample, silent
from studio.training.critic import ConvolutionsCritic, LayersCritic
from studio.training.curves import read
from studio.training.duel import Duel, is_grey
from studio.training.known import Known
from studio.training.loop import Pace, train
from studio.training.pictures import Batch, Pictures
from studio.training.rules import Loss, Norm, Rules
from studio.training.worlds.glyphs import WORLD
from studio.training.worlds.render import Order, Renders, render


class Bell:
    """The toy of the paper's figure 1: pictures of one grey pixel, whose brightness is spread like a bell."""

    size, renders, mean, spread = 1, None, 180.0, 25.0

    def batch(self, step: int, count: int, chance: np.random.Generator, mirror: bool = True) -> Batch:
        grey = np.clip(chance.normal(self.mean, self.spread, count), 0, 255).round().astype(np.uint8)
        pixels = np.repeat(grey[:, None, None, None], 3, axis=3)
        return Batch(pixels, np.arange(count), np.zeros(count, bool))


@pytest.fixture(scope="module")
def digits(tmp_path_factory: pytest.TempPathFactory) -> Pictures:
    folder = tmp_path_factory.mktemp("digits")
    render(Order(WORLD, 96, 1_000_000, 16, parts=("picture",), shard=48), folder, processes=1)
    return Pictures.of_renders(Renders(folder), 16)


def conditional(digits: Pictures, **rules: Any) -> Duel:
    torch.manual_seed(0)
    known = Known(digits, ["digit", "slant"])
    painter = built(Shape("conv", 4, 16, 1, (8, 6), 11))
    critic = ConvolutionsCritic(1, (8,), 11, 11, Norm.NONE)
    return Duel("cgan", painter, critic, digits, Rules(batch=8, told=1.0, **rules), known)


def on_the_toy(rates: tuple[float, float], steps: int) -> tuple[Duel, Any]:
    """After so many steps: the duel, and D(x) and D(G(z)) as means over its last hundred."""
    torch.manual_seed(0)
    painter = built(Shape("mlp", 2, 1, 1, (16, 16)))
    critic = LayersCritic(1, 0, (32, 32), dropout=0.0)
    bell: Any = Bell()
    duel = Duel("gan", painter, critic, bell, Rules(batch=128, rates=rates, slope=0.02, lazy=4))
    judged = []
    for number in range(1, steps + 1):
        torch.manual_seed(number)
        losses = duel.step(number, np.random.default_rng(number))
        judged.append((float(losses["D(x)"]), float(losses["D(G(z))"])))
    return duel, np.mean(judged[-100:], axis=0)


def how_sure(critic: Any) -> float:
    """The farthest from ½ that D is over all brightnesses that there are."""
    grey = torch.linspace(130, 230, 50).view(-1, 1, 1, 1) / 127.5 - 1
    with torch.no_grad():
        judged = critic.eval()(grey, torch.zeros(50, 0)).logit.sigmoid()
    return float((judged - 0.5).abs().max())


def test_on_the_toy_of_the_paper_the_critic_ends_up_guessing() -> None:
    """Proposition 1 and figure 1 of Goodfellow et al.: where what is made is spread as what is true, D is ½."""
    duel, judged = on_the_toy((1e-3, 3e-3), 400)
    assert judged == pytest.approx([0.5, 0.5], abs=0.02)
    assert how_sure(duel.critic) < 0.03
    with torch.no_grad():
        made = duel.painter.eval()(torch.randn(4000, 2), torch.zeros(4000, 0)).flatten()
    assert float((made.mean() + 1) * 127.5) == pytest.approx(Bell.mean, abs=6)
    assert float(made.std() * 127.5) == pytest.approx(Bell.spread, rel=0.3)


def test_a_painter_that_does_not_learn_is_found_out_by_the_same_critic() -> None:
    duel, (true, made) = on_the_toy((0.0, 3e-3), 400)
    assert true - made > 0.05
    assert how_sure(duel.critic) > 0.07


@pytest.mark.parametrize("loss", list(Loss))
def test_every_loss_teaches_both_networks(loss: Loss, digits: Pictures) -> None:
    duel = conditional(digits, loss=loss, penalty=10.0 if loss is Loss.WGAN else 0.0)
    before = {name: [weight.detach().clone() for weight in net.parameters()] for name, net in duel.nets.items()}
    losses = duel.step(1, np.random.default_rng(0))
    assert next(iter(losses)) == "critic"
    assert {"painter", "D(x)", "D(G(z))", "read", "asked"} <= set(losses)
    assert all(torch.isfinite(value) for value in losses.values())
    for name, net in duel.nets.items():
        assert any((weight != was).any() for weight, was in zip(net.parameters(), before[name], strict=True)), name


def test_k_steps_of_the_critic_come_before_one_of_the_painter(digits: Pictures) -> None:
    steps: dict[str, list[int]] = {"painter": [], "critic": []}
    duel = conditional(digits, k=3)
    for name, optimiser in duel.optimisers.items():
        optimiser.register_step_post_hook(lambda *_, name=name: steps[name].append(len(steps[name])))
    duel.step(1, np.random.default_rng(0))
    assert len(steps["critic"]) == 3
    assert len(steps["painter"]) == 1


def test_alone_the_painter_learns_from_pairs_and_the_critic_rests(digits: Pictures) -> None:
    duel = conditional(digits, pair=10.0, alone=2)
    before = [weight.detach().clone() for weight in duel.critic.parameters()]
    assert set(duel.step(2, np.random.default_rng(0))) == {"pair"}
    assert all((weight == was).all() for weight, was in zip(duel.critic.parameters(), before, strict=True))
    assert {"pair", "critic"} <= set(duel.step(3, np.random.default_rng(0)))


def test_pairs_teach_what_was_asked_for(digits: Pictures) -> None:
    duel = conditional(digits, pair=10.0, alone=1000, rates=(1e-3, 1e-3))
    apart = [float(duel.step(number, np.random.default_rng(number))["pair"]) for number in range(1, 41)]
    assert np.mean(apart[-5:]) < 0.8 * np.mean(apart[:5])


def test_what_covers_little_of_a_picture_counts_more(tmp_path: Path) -> None:
    render(Order(WORLD, 8, 1_000_000, 16, parts=("picture", "segmentation")), tmp_path, processes=1)
    pictures = Pictures.of_renders(Renders(tmp_path), 16)
    duel = conditional(pictures, pair=10.0)
    batch = pictures.batch(1, 8, np.random.default_rng(0), mirror=False)
    loud = duel._loud(batch)
    ink = torch.from_numpy(pictures.part("segmentation", batch) == 1)[:, None]
    assert float(loud.mean()) == pytest.approx(1)
    share = float(ink.float().mean())
    assert float(loud[ink].mean() / loud[~ink].mean()) == pytest.approx(((1 - share) / share) ** 0.5, rel=1e-3)


def test_going_on_gives_the_same_weights_bit_for_bit(digits: Pictures, tmp_path: Path) -> None:
    train(conditional(digits, slope=1.0, lazy=2), tmp_path / "once", Pace(4, checkpoint=2))
    train(conditional(digits, slope=1.0, lazy=2), tmp_path / "twice", Pace(3, checkpoint=2))
    train(conditional(digits, slope=1.0, lazy=2), tmp_path / "twice", Pace(4, checkpoint=2), resume=True)
    for name in ("painter", "critic", "painter.average", "critic.optimiser"):
        path = f"step-00000004/{name}.safetensors"
        assert (tmp_path / "once" / path).read_bytes() == (tmp_path / "twice" / path).read_bytes(), name


def test_what_it_writes_is_a_model_with_sliders_under_the_folders_name(digits: Pictures, tmp_path: Path) -> None:
    home = tmp_path / "my-digits"
    train(conditional(digits), home, Pace(2))
    entries = [recognise(opened(found)[0]) for found in found_under(home)]
    entry = next(entry for entry in entries if entry and entry.id == "my-digits")
    assert not entry.problem
    assert [slider["name"] for slider in entry.details["sliders"]] == ["digit", "slant"]
    model = load(entry, Place(), silent)
    assert model.reader is not None, "what finds pictures comes along"
    patches = model.run(Sample(seed=1, count=2, sliders={"digit": "7", "slant": 0.5}), silent)
    assert patches[0].pixels.shape == (16, 16, 4)
    assert patches[1].info["sliders"] == {"digit": "7", "slant": 0.5}
    model.close()


def test_the_log_has_both_judgements_and_the_sheet_a_row_for_each_slider(digits: Pictures, tmp_path: Path) -> None:
    duel = conditional(digits)
    train(duel, tmp_path, Pace(2, row=1))
    rows = read(tmp_path / "log.csv")
    assert all({"D(x)", "D(G(z))", "critic", "painter"} <= set(row) for row in rows[:2])
    assert "variety" in rows[-1]
    assert duel.sheet(duel.nets).shape == ((8 + 2) * 16, 8 * 16, 3)


def test_grey_pictures_need_one_channel(digits: Pictures) -> None:
    assert is_grey(digits)
