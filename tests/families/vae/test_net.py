"""The network folds pictures into so many numbers as it is told to, and starts from something sensible."""

from __future__ import annotations

import pytest
import torch

from studio.families.vae.net import Autoencoder, Block
from studio.families.vae.recognise import Shape


@pytest.mark.parametrize("size", [32, 64, 128])
def test_a_picture_becomes_its_latents_and_a_picture_again(size: int) -> None:
    torch.manual_seed(0)
    net = Autoencoder(Shape(size, 4, 5))
    x = torch.rand(2, 3, size, size) * 2 - 1
    mean, logarithm = net.encoder(x)
    assert mean.shape == logarithm.shape == (2, 5)
    made = net.decoder(mean)
    assert made.shape == x.shape
    assert torch.equal(made, net(x))
    assert 0.005 < float(made.detach().std()) < 2


def test_a_plain_autoencoder_has_no_variances() -> None:
    net = Autoencoder(Shape(32, 4, 5, variational=False))
    _, logarithm = net.encoder(torch.zeros(1, 3, 32, 32))
    assert not logarithm.any()


def test_a_residual_block_begins_as_nothing() -> None:
    x = torch.randn(1, 8, 8, 8)
    assert torch.equal(Block(8)(x), x)


def test_variances_stay_within_what_numbers_hold() -> None:
    net = Autoencoder(Shape(32, 4, 5))
    torch.nn.init.constant_(net.encoder.code.bias, 1e6)
    _, logarithm = net.encoder(torch.zeros(1, 3, 32, 32))
    assert torch.isfinite(logarithm.exp()).all()
