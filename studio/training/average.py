"""Weights averaged over the steps: they paint more steadily than the ones that still swing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

DECAY = 0.999


class Average:
    """An exponential moving average of a network's weights and buffers.

    Its decay rises with the steps, (1 + n) / (10 + n) up to `decay`: without that, early pictures show the start.
    """

    def __init__(self, net: torch.nn.Module, decay: float = DECAY) -> None:
        self.decay = decay
        self.tensors = {name: value.detach().clone() for name, value in net.state_dict().items()}

    def take(self, net: torch.nn.Module, step: int) -> None:
        """Moves towards the weights after step number `step` (from 1 on)."""
        import torch

        share = 1 - min(self.decay, (1 + step) / (10 + step))
        with torch.no_grad():
            for name, value in net.state_dict().items():
                mine = self.tensors[name]
                if mine.is_floating_point():
                    mine.lerp_(value, share)
                else:
                    mine.copy_(value)

    def as_net(self, net: torch.nn.Module) -> torch.nn.Module:
        """A copy of `net` with the averaged weights, ready to use."""
        import copy

        averaged = copy.deepcopy(net)
        averaged.load_state_dict(self.tensors)
        return averaged.eval()
