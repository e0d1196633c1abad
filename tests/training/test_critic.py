"""Critics judge pictures of every size they are made for, and see when a batch is all alike."""

from __future__ import annotations

import pytest
import torch

from studio.training.critic import ConvolutionsCritic, LayersCritic, StylesCritic, spread_joined
from studio.training.rules import Norm


@pytest.mark.parametrize("norm", list(Norm))
@pytest.mark.parametrize("spread", [False, True])
def test_convolutions_judge_and_tell_back(norm: Norm, spread: bool) -> None:
    critic = ConvolutionsCritic(3, (8, 12), columns=5, facts=5, norm=norm, spread=spread)
    judged = critic(torch.rand(4, 3, 32, 32), torch.rand(4, 5))
    assert judged.logit.shape == (4,)
    assert judged.facts is not None
    assert judged.facts.shape == (4, 5)


def test_only_a_plain_reader_goes_with_the_painter() -> None:
    assert ConvolutionsCritic(3, (8, 12), norm=Norm.NONE).kept is not None
    assert ConvolutionsCritic(3, (8, 12), norm=Norm.SPECTRAL).kept is None
    assert ConvolutionsCritic(3, (8, 12), norm=Norm.BATCH).kept is None
    assert LayersCritic(16, 0, (8,)).kept is None


def test_batch_normalisation_is_everywhere_but_in_the_first_layer() -> None:
    critic = ConvolutionsCritic(3, (8, 12, 16), norm=Norm.BATCH)
    assert [isinstance(norm, torch.nn.BatchNorm2d) for norm in critic.reader.norms] == [False, True, True]
    deeper = dict(critic.reader.layers[2].named_parameters())["weight"].detach()
    assert float(deeper.std()) == pytest.approx(0.02, rel=0.05)


def test_spectral_normalisation_holds_the_largest_stretch_at_one() -> None:
    torch.manual_seed(0)
    critic = ConvolutionsCritic(3, (8, 12), norm=Norm.SPECTRAL)
    for _ in range(30):
        critic(torch.rand(2, 3, 32, 32), torch.zeros(2, 0))
    weight = critic.judge.weight
    assert float(weight.detach().norm(2)) == pytest.approx(1.0, rel=0.02)


def test_layers_are_told_what_was_asked_for_but_read_it_off_the_picture_alone() -> None:
    torch.manual_seed(0)
    critic = LayersCritic(16, 3, (8, 6), dropout=0.0, facts=3)
    pictures = torch.rand(2, 1, 4, 4)
    one, other = critic(pictures, torch.zeros(2, 3)), critic(pictures, torch.ones(2, 3))
    assert (one.logit != other.logit).all()
    assert one.facts is not None
    assert other.facts is not None
    assert torch.equal(one.facts, other.facts)


def test_sameness_shows_in_one_more_map() -> None:
    alike = torch.rand(1, 3, 4, 4).repeat(4, 1, 1, 1)
    assert spread_joined(alike).shape == (4, 4, 4, 4)
    assert float(spread_joined(alike)[:, 3].max()) < 1e-3
    assert float(spread_joined(torch.rand(4, 3, 4, 4))[:, 3].min()) > 0.05
    assert spread_joined(torch.rand(3, 2, 4, 4)).shape == (3, 3, 4, 4), "a batch that has no whole groups"


def test_the_residual_critic_goes_down_to_four_by_four() -> None:
    critic = StylesCritic(3, (4, 6, 8))
    assert critic(torch.rand(4, 3, 16, 16), torch.zeros(4, 0)).logit.shape == (4,)
