"""A probe learns in the real loop, goes on bit for bit, and reads what it was taught."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from studio.training.curves import read
from studio.training.loop import Pace, train
from studio.training.material import world_named
from studio.training.probes.learn import Reading, off_points, pace, tensor
from studio.training.probes.net import Shape
from studio.training.probes.views import Drawn, Rendered
from studio.training.worlds.render import Renders


def digits(steps: int = 120) -> Reading:
    source, held = Drawn(world_named("glyphs"), 200, 1000), Drawn(world_named("glyphs"), 96, 0)
    return Reading(source, Shape(32, (16, 32), (0, 0), 16, 32, source.questions.count, 0, 2), steps, 24, 1e-2,
                   held=held)  # fmt: skip


def test_digits_are_soon_told_apart(tmp_path: Path) -> None:
    train(digits(), tmp_path, Pace(120, checkpoint=60))
    first, last = [row for row in read(tmp_path / "log.csv") if "kinds_mean" in row]
    assert last["kinds_mean"] > 0.7
    assert last["areas_mean"] > 0.7
    assert last["numbers_mean"] > first["numbers_mean"]


def test_going_on_gives_the_same_weights_bit_for_bit(tmp_path: Path) -> None:
    train(digits(), tmp_path / "once", Pace(6, checkpoint=3))
    train(digits(), tmp_path / "twice", Pace(4, checkpoint=2))
    train(digits(), tmp_path / "twice", Pace(6, checkpoint=3), resume=True)
    path = "step-00000006/net.safetensors"
    assert (tmp_path / "once" / path).read_bytes() == (tmp_path / "twice" / path).read_bytes()


def test_points_areas_and_facts_of_portraits_are_learnt_together(portraits: Renders) -> None:
    source = Rendered([portraits])
    asked = source.questions
    shape = Shape(64, (8, 16, 24), (0, 0, 0), 8, 24, asked.count, len(source.names), 17, ((16, 18), (25, 27)))
    one = Reading(source, shape, 40, 8, 1e-2)
    assert one.net.points is not None
    middle = one.net.points.get_buffer("middle").view(-1, 2)[source.names.index("nose_tip")]
    assert middle.tolist() == pytest.approx([0.5, 0.5], abs=0.1)
    first = {name: float(loss) for name, loss in one.step(1, np.random.default_rng(1)).items()}
    for number in range(2, 25):
        last = {name: float(loss) for name, loss in one.step(number, np.random.default_rng(number)).items()}
    assert set(first) == {"loss", "numbers", "kinds", "points", "areas"}
    assert last["areas"] < 0.8 * first["areas"]
    assert last["kinds"] < first["kinds"]
    assert one.sheet(one.nets).shape == (3 * 64, 8 * 64, 3)


def test_pictures_without_areas_teach_the_rest(monet: Renders) -> None:
    source = Rendered([monet])
    one = Reading(source, Shape(64, (8, 16), (0, 0), 8, 16, source.questions.count, 0, 18), 10, 4)
    assert "areas" not in one.step(1, np.random.default_rng(0))


def test_the_rate_rises_and_falls() -> None:
    rates = [pace(share) for share in np.linspace(0, 1, 31)]
    assert max(rates) == pytest.approx(1.0, abs=0.01)
    assert rates[0] < 0.05
    assert rates[-1] == pytest.approx(0.01)
    assert pace(1.5) == pytest.approx(0.01)


def test_pixels_become_numbers_around_nought() -> None:
    made = tensor(np.array([[[[0, 255, 51]]]], np.uint8))
    assert made.flatten().tolist() == pytest.approx([-1.0, 1.0, -0.6])
    assert made.shape == (1, 3, 1, 1)
    assert made.dtype == torch.float32


def test_points_are_best_told_by_the_cells_around_them() -> None:
    """The shares that cost least have the point as their mean."""
    heat = torch.zeros(1, 1, 64, requires_grad=True)
    cells = (torch.arange(8) + 0.5) / 8
    spots = torch.stack([cells.repeat(8), cells.repeat_interleave(8)], dim=1)
    told = np.array([[[0.30, 0.55]]], np.float32)
    descent = torch.optim.Adam([heat], 0.3)
    for _ in range(300):
        shares = heat.log_softmax(dim=2)
        loss = off_points(shares.exp() @ spots, shares, told)
        descent.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        descent.step()
    middle = (heat.softmax(dim=2) @ spots)[0, 0].tolist()
    assert middle == pytest.approx([0.30, 0.55], abs=0.005)
