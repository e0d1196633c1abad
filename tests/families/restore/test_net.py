"""The enlarging network: begins as bicubic, reaches as far as it says, has the tensors that are documented."""

from __future__ import annotations

import numpy as np
import torch

from studio.families.restore.bicubic import resized
from studio.families.restore.net import SRResNet, enlarged
from studio.families.restore.recognise import Shape, layout

SHAPE = Shape(blocks=2, channels=8, scale=4)


def test_its_tensors_are_the_documented_ones() -> None:
    for shape in (SHAPE, Shape(blocks=1, channels=4, scale=2)):
        assert {name: tuple(value.shape) for name, value in SRResNet(shape).state_dict().items()} == layout(shape)


def test_without_its_tail_it_is_bicubic() -> None:
    torch.manual_seed(0)
    net, small = SRResNet(SHAPE), torch.rand(1, 3, 7, 9)
    torch.nn.init.zeros_(net.tail.weight)
    wanted = resized(small[0].permute(1, 2, 0).numpy().copy(), (36, 28))
    with torch.no_grad():
        assert np.allclose(net(small)[0].permute(1, 2, 0).numpy(), wanted, atol=1e-5)
    assert torch.equal(enlarged(small, 4), net(small))


def test_a_pixel_beyond_its_reach_changes_nothing() -> None:
    torch.manual_seed(0)
    net = SRResNet(SHAPE)
    for weight in net.parameters():
        torch.nn.init.normal_(weight, std=0.2)
    some = torch.rand(1, 3, 3, 40)
    other = some.clone()
    other[..., 0] += 1
    with torch.no_grad():
        apart = (net(some) - net(other)).abs().amax(dim=(0, 1, 2))
    assert apart[4 * (net.reach + 1) :].max() == 0
    assert apart[: 4 * net.reach].max() > 0
