"""Several processes that train one network: each learns from other pictures, and they agree on every step.

`accelerate launch --num_processes 2 -m studio train …` (or torchrun) starts them, one for each graphics card. All begin
with the same weights, because these come from the seed; gradients are averaged before each step, so all stay the same.
Only the first one writes and speaks, and only it decides when to stop.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import torch


class Crew(NamedTuple):
    """This process is number `rank` of `size`."""

    rank: int = 0
    size: int = 1

    @property
    def first(self) -> bool:
        return self.rank == 0


def crew() -> Crew:
    """One alone, unless a launcher has started several."""
    size = int(os.environ.get("WORLD_SIZE", "1"))
    return Crew(int(os.environ.get("RANK", "0")), size) if size > 1 else Crew()


def join() -> Crew:
    """Waits until all are there; to be called once, before the first step."""
    here = crew()
    if here.size > 1:
        import torch
        from accelerate import PartialState

        PartialState(cpu=not torch.cuda.is_available())
    return here


@contextmanager
def first_then_others() -> Iterator[None]:
    """The first one goes ahead and the others follow: what it draws or downloads, they find."""
    if crew().size == 1:
        yield
        return
    join()
    from accelerate import PartialState

    with PartialState().main_process_first():
        yield


def averaged(weights: Sequence[torch.Tensor]) -> None:
    """Puts the mean of everybody's gradients in the place of one's own."""
    if crew().size == 1:
        return
    import torch
    from accelerate.utils import reduce

    held = [weight.grad for weight in weights if weight.grad is not None]
    whole = reduce(torch.cat([one.reshape(-1) for one in held]), "mean")
    for one, mean in zip(held, whole.split([one.numel() for one in held]), strict=True):
        one.copy_(mean.view_as(one))


def agreed(word: bool) -> bool:
    """What the first one says."""
    if crew().size == 1:
        return word
    from accelerate.utils import broadcast_object_list

    said = [word]
    broadcast_object_list(said)
    return said[0]
