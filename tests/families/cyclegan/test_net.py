"""The generator keeps the published names, and batch norms fold into it without a trace."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from studio.families.cyclegan.net import Generator, folded, unfolded
from studio.families.cyclegan.recognise import Shape, layers, layout

SHAPE = Shape(2, 4, norm="batch")


def net(shape: Shape, seed: int = 0) -> Generator:
    torch.manual_seed(seed)
    made = Generator(shape)
    for weight in made.parameters():
        nn.init.normal_(weight, std=0.2)
    return made.eval()


def told(tensors: dict[str, torch.Tensor]) -> dict[str, tuple[int, ...]]:
    return {name: tuple(value.shape) for name, value in tensors.items()}


def test_its_tensors_have_the_published_names() -> None:
    for dropout in (False, True):
        instance = Shape(2, 4, dropout)
        assert told(net(instance).state_dict()) == layout(instance)
    assert told(unfolded(net(SHAPE).state_dict(), SHAPE)) == layout(SHAPE)


def test_folding_real_batch_norms_changes_nothing() -> None:
    """Against torch's own batch norm, put where the published network has it."""
    tensors = unfolded(net(SHAPE).state_dict(), SHAPE)
    torch.manual_seed(3)
    theirs = Generator(SHAPE)
    for layer in layers(SHAPE)[:-1]:
        for part in ("weight", "running_var"):
            tensors[f"{layer.norm}.{part}"] = torch.rand(layer.made) + 0.5
        tensors[f"{layer.norm}.running_mean"] = torch.randn(layer.made)
        front, _, at = layer.norm.rpartition(".")
        held = theirs.get_submodule(front)
        assert isinstance(held, nn.Sequential)
        held[int(at)] = nn.BatchNorm2d(layer.made)
        theirs.get_submodule(layer.name).bias = None
    theirs.load_state_dict(tensors, strict=False)
    ours = Generator(SHAPE).eval()
    ours.load_state_dict(folded(tensors, SHAPE))
    seen = torch.randn(1, 3, 24, 16)
    torch.testing.assert_close(ours(seen), theirs.eval()(seen), rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("blocks", [1, 3])
def test_nothing_beyond_its_reach_decides_about_a_pixel(blocks: int) -> None:
    one = net(Shape(blocks, 4, norm="batch")).double()
    side = 2 * (one.reach + 8)
    seen = torch.randn(1, 3, side, 4 * 4, dtype=torch.float64, requires_grad=True)
    one(seen)[0, :, side // 2].sum().backward()
    assert seen.grad is not None
    rows = seen.grad.abs().sum((0, 1, 3)).nonzero().flatten()
    assert side // 2 - int(rows.min()) <= one.reach
    assert int(rows.max()) - side // 2 <= one.reach
    assert side // 2 - int(rows.min()) > one.reach - 8, "nor does it claim much more than it has"


def test_a_fresh_one_adds_nothing_in_its_blocks() -> None:
    torch.manual_seed(0)
    fresh = Generator(SHAPE)
    seen = torch.randn(1, 16, 8, 8)
    assert torch.equal(fresh.model[10](seen), seen)


def test_a_share_of_the_features_goes_from_the_picture_to_its_translation() -> None:
    torch.manual_seed(0)
    net = Generator(Shape(2, 4)).eval()
    for weight in net.parameters():
        torch.nn.init.normal_(weight, std=0.2)
    x = torch.rand(1, 3, 16, 16) * 2 - 1
    with torch.no_grad():
        assert torch.allclose(net(x, 0.0), x, atol=1e-5)
        assert torch.equal(net(x, 1.0), net(x))
        assert torch.allclose(net(x, 0.9999), net(x), atol=1e-2)
