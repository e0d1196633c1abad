"""The smallest training there is: a network of a few weights that learns to double its input."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
import torch

from studio.training.loop import Nets, Recipe, update


class Doubling(Recipe):
    """Also draws from torch's own chance, as dropout and noise do."""

    kind = "doubling"

    def __init__(self, rate: float = 0.01) -> None:
        torch.manual_seed(0)
        self.net = torch.nn.Sequential(torch.nn.Linear(3, 8), torch.nn.Tanh(), torch.nn.Linear(8, 3))
        self.optimiser = torch.optim.Adam(self.net.parameters(), rate)
        self.nets: Mapping[str, torch.nn.Module] = {"net": self.net}
        self.optimisers: Mapping[str, torch.optim.Optimizer] = {"net": self.optimiser}
        self.settings: Mapping[str, Any] = {"width": 8}
        self.spoil_at = 0
        self.measured = 0

    def step(self, number: int, chance: np.random.Generator) -> Mapping[str, torch.Tensor]:
        x = torch.from_numpy(chance.normal(size=(4, 3))).float()
        loss = (self.net(x + 0.01 * torch.randn(4, 3)) - 2 * x).abs().mean()
        if number == self.spoil_at:
            loss = loss * float("nan")
        norm = update(loss, self.optimiser)
        return {"l1": loss.detach(), "gradient": norm}

    def sheet(self, averaged: Nets) -> np.ndarray[Any, Any]:
        return np.zeros((4, 6, 3), np.uint8)

    def measure(self, averaged: Nets) -> Mapping[str, float]:
        self.measured += 1
        return {"error": float(averaged["net"](torch.ones(1, 3)).detach().sub(2).abs().mean())}

    def weights(self) -> list[float]:
        return [float(value) for weight in self.net.parameters() for value in weight.detach().flatten()]


@pytest.fixture(name="doubling")
def _doubling() -> type[Doubling]:
    return Doubling
