"""The average follows soon at first and slowly later."""

from __future__ import annotations

import pytest
import torch

from studio.training.average import Average


def test_its_decay_warms_up() -> None:
    net = torch.nn.Linear(1, 1, bias=False)
    torch.nn.init.zeros_(net.weight)
    average = Average(net)
    torch.nn.init.ones_(net.weight)
    average.take(net, 1)
    assert float(average.tensors["weight"]) == pytest.approx(1 - 2 / 11)
    torch.nn.init.zeros_(net.weight)
    before = float(average.tensors["weight"])
    average.take(net, 1_000_000)
    assert float(average.tensors["weight"]) == pytest.approx(before * 0.999)


def test_whole_numbers_are_copied_and_the_net_is_left_alone() -> None:
    net = torch.nn.BatchNorm1d(2)
    average = Average(net)
    net(torch.randn(4, 2))
    average.take(net, 5)
    averaged = average.as_net(net)
    assert int(averaged.num_batches_tracked) == 1
    assert not averaged.training
    assert net.training
    assert averaged.weight.data_ptr() != net.weight.data_ptr()
