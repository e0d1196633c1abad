"""The judge's memory keeps what was made some steps ago, and gives it back by chance."""

from __future__ import annotations

import numpy as np
import torch

from studio.training.memory import Memory


def made(tone: float, count: int = 2) -> torch.Tensor:
    return torch.full((count, 3, 4, 4), tone)


def test_until_it_is_full_it_gives_back_what_it_gets() -> None:
    memory, chance = Memory(4, held=4), np.random.default_rng(0)
    for tone in (-0.5, 0.5):
        assert torch.equal(memory.exchanged(made(tone), chance), made(tone))
    assert int(memory.get_buffer("count")) == 4


def test_then_half_come_from_earlier_to_the_next_byte() -> None:
    memory, chance = Memory(4, held=4), np.random.default_rng(0)
    memory.exchanged(made(-0.5, 4), chance)
    given = memory.exchanged(made(0.5, 200), chance)[:, 0, 0, 0]
    older = (given - 0.5).abs() > 1e-6
    assert 0.3 < older.float().mean() < 0.7
    assert (given[older].sub(-0.5).abs() < 1 / 127).any()


def test_it_is_kept_as_a_network_is() -> None:
    memory, other = Memory(4, held=4), Memory(4, held=4)
    memory.exchanged(made(0.25, 3), np.random.default_rng(0))
    other.load_state_dict(memory.state_dict())
    seen = made(0.75, 6)
    once, again = (one.exchanged(seen, np.random.default_rng(1)) for one in (memory, other))
    assert torch.equal(once, again)
