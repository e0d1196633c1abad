"""The U-Net keeps the published names, and batch norms fold into it without a trace."""

from __future__ import annotations

import torch
from torch import nn

from studio.families.pix2pix.net import UNet, folded, unfolded
from studio.families.pix2pix.recognise import Shape, layout, norms

SHAPE = Shape((4, 6, 8, 8, 8), fine=5)


def net(seed: int = 0) -> UNet:
    torch.manual_seed(seed)
    made = UNet(SHAPE)
    for weight in made.parameters():
        nn.init.normal_(weight, std=0.3)
    return made.eval()


def test_what_is_written_has_the_published_names_and_comes_back_the_same() -> None:
    one = net()
    tensors = unfolded(one.state_dict(), SHAPE)
    assert {name: tuple(value.shape) for name, value in tensors.items()} == layout(SHAPE)
    other = UNet(SHAPE).eval()
    other.load_state_dict(folded(tensors, SHAPE))
    seen = torch.randn(1, 3, 64, 32)
    torch.testing.assert_close(one(seen), other(seen), rtol=1e-3, atol=1e-4)


def test_folding_real_batch_norms_changes_nothing() -> None:
    """Against torch's own batch norm, put where the published network has it."""
    tensors = unfolded(net().state_dict(), SHAPE)
    torch.manual_seed(3)
    for norm, _, _ in norms(SHAPE):
        tensors[f"{norm}.weight"] = torch.rand_like(tensors[f"{norm}.weight"]) + 0.5
        tensors[f"{norm}.running_mean"] = torch.randn_like(tensors[f"{norm}.running_mean"])
        tensors[f"{norm}.running_var"] = torch.rand_like(tensors[f"{norm}.running_var"]) + 0.5
    ours = UNet(SHAPE).eval()
    ours.load_state_dict(folded(tensors, SHAPE))
    theirs = with_norms(UNet(SHAPE), tensors)
    seen = torch.randn(1, 3, 32, 32)
    torch.testing.assert_close(ours(seen), theirs(seen), rtol=1e-3, atol=1e-4)


def with_norms(made: UNet, tensors: dict[str, torch.Tensor]) -> UNet:
    for norm, layer, _ in norms(SHAPE):
        front, _, at = norm.rpartition(".")
        held = made.get_submodule(front)
        assert isinstance(held, nn.Sequential)
        held[int(at)] = nn.BatchNorm2d(len(tensors[f"{norm}.weight"]))
        made.get_submodule(layer).bias = None
    missing, unknown = made.load_state_dict(tensors, strict=False)
    assert not unknown
    assert all(name.endswith("num_batches_tracked") for name in missing)
    return made.eval()


def test_the_fine_stage_begins_with_adding_nothing() -> None:
    torch.manual_seed(0)
    fresh, seen = UNet(SHAPE).eval(), torch.randn(1, 3, 32, 32)
    assert torch.equal(fresh(seen), fresh.model(seen))


def test_chance_paints_otherwise_and_a_seed_the_same() -> None:
    one, seen = net().with_chance(), torch.randn(1, 3, 32, 32)
    made = []
    for seed in (1, 1, 2):
        torch.manual_seed(seed)
        made.append(one(seen))
    assert torch.equal(made[0], made[1])
    assert not torch.equal(made[0], made[2])
