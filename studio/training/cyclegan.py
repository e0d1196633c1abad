"""Trains two networks that paint pictures of one kind as the other, without pairs: there and back must come out alike.

Zhu et al., "Unpaired Image-to-Image Translation using Cycle-Consistent Adversarial Networks" (2017): the least-squares
adversarial loss (section 4), cycle consistency with λ = 10 (equation 3), the identity loss of section 5.2, and a
memory of 50 made pictures for the judges (after Shrivastava et al. 2017).
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from studio.families.cyclegan.recognise import WAYS, Shape
from studio.training import checkpoint
from studio.training.loop import Nets, Recipe, update
from studio.training.pix2pix import quick, tensor

if TYPE_CHECKING:
    import torch

    from studio.training.pictures import Pictures

Bytes = NDArray[np.uint8]

SHAPE = Shape(blocks=4, width=16, norm="batch")

FARTHEST = 100.0
"""Norm above which gradients are cut."""


class Translating(Recipe):
    """`forward` paints pictures of `here` as those of `there` are, `back` the other way; both see crops of `crop` px.

    The rate stays for half of `length` steps and falls to nothing in the other half. In the first `warm` steps both
    only learn to copy, at a third of a step's work. Without `cycle` nothing says what must stay.
    """

    kind = "cyclegan"
    shown = WAYS
    steady = False

    def __init__(self, here: Pictures, there: Pictures, shape: Shape = SHAPE, crop: int = 112, batch: int = 1,
                 rate: float = 4e-4, length: int = 8000, cycle: float = 10.0, identity: float = 0.5, warm: int = 500,
                 seed: int = 0, device: str = "cpu", held: Pictures | None = None) -> None:
        import torch

        from studio.families.cyclegan.net import Generator
        from studio.training.memory import Memory
        from studio.training.patchgan import PatchGAN

        torch.manual_seed(seed)
        norm = torch.nn.InstanceNorm2d
        made = {way: quick(Generator(shape), device) for way in WAYS}
        judges = {f"judge_{way}": quick(PatchGAN(3, norm), device) for way in WAYS}
        memories = {f"memory_{way}": Memory(crop).to(device) for way in WAYS}
        self.nets: Mapping[str, torch.nn.Module] = {**made, **judges, **memories}
        adam = functools.partial(torch.optim.Adam, lr=rate, betas=(0.5, 0.999))
        self.optimisers: Mapping[str, torch.optim.Optimizer] = {
            "painters": adam(itertools.chain(*(net.parameters() for net in made.values()))),
            "judges": adam(itertools.chain(*(net.parameters() for net in judges.values()))),
        }
        self.settings: Mapping[str, Any] = {**shape._asdict(), "size": here.size, "crop": crop, "batch": batch,
                                            "cycle": cycle, "identity": identity, "warm": warm}  # fmt: skip
        self._sets, self._held = (here, there), held
        self._crop, self._batch, self._device = crop, batch, device
        self._rate, self._length = rate, length
        self._cycle, self._identity, self._warm = cycle, identity, warm

    def step(self, number: int, chance: np.random.Generator) -> Mapping[str, torch.Tensor]:
        import torch

        self._pace(number)
        crops = (cropped(each.batch(number, self._batch, chance).pixels, self._crop, chance) for each in self._sets)
        here, there = (tensor(part, self._device) for part in crops)
        forward, back = (self.nets[way] for way in WAYS)
        count = len(here)
        # What each paints and what it should leave as it is, in one go: instance norms keep pictures apart.
        made_there, kept_there = forward(torch.cat([here, there])).float().split(count)
        made_here, kept_here = back(torch.cat([there, here])).float().split(count)
        l1 = torch.nn.functional.l1_loss
        kept = l1(kept_there, there) + l1(kept_here, here)
        if number <= self._warm:
            copied = l1(made_there, here) + l1(made_here, there)
            gradient = update(copied + kept, self.optimisers["painters"], FARTHEST)
            return {"cycle": copied.detach(), "kept": kept.detach(), "gradient": gradient}
        cycle = l1(back(made_there).float(), here) + l1(forward(made_here).float(), there)
        pairs = {"forward": (there, made_there), "back": (here, made_here)}
        loss = self._cycle * cycle + self._cycle * self._identity * kept
        loss = loss + sum(self._fooled(way, made) for way, (_, made) in pairs.items())
        gradient = update(loss, self.optimisers["painters"], FARTHEST)
        told = {way: self._judged(way, real, made.detach(), chance) for way, (real, made) in pairs.items()}
        update(torch.stack([loss for loss, _, _ in told.values()]).sum(), self.optimisers["judges"], FARTHEST)
        found = {f"D_{name}_{way}": value for way, (_, *both) in told.items()
                 for name, value in zip(("real", "fake"), both, strict=True)}  # fmt: skip
        return {"cycle": cycle.detach(), "kept": kept.detach(), **found, "gradient": gradient}

    def _pace(self, number: int) -> None:
        left = min(1.0, max(0.0, 2 * (1 - number / self._length)))
        for optimiser in self.optimisers.values():
            for group in optimiser.param_groups:
                group["lr"] = self._rate * left

    def _fooled(self, way: str, made: torch.Tensor) -> torch.Tensor:
        from studio.training.patchgan import least_squares

        judge = self.nets[f"judge_{way}"].requires_grad_(False)
        loss = least_squares(judge(made), True)
        judge.requires_grad_(True)
        return loss

    def _judged(self, way: str, real: torch.Tensor, made: torch.Tensor,
                chance: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Its loss, and how real it found real and made pictures."""
        from studio.training.patchgan import least_squares

        judge, memory = self.nets[f"judge_{way}"], self.nets[f"memory_{way}"]
        true, false = judge(real), judge(memory.exchanged(made, chance))  # type: ignore[operator]
        loss = (least_squares(true, True) + least_squares(false, False)) / 2
        return loss, true.detach().float().mean(), false.detach().float().mean()

    def sheet(self, averaged: Nets) -> Bytes:
        """Rows of picture, translated, and back again: to the left one way, to the right the other."""
        columns = []
        for pictures, ways in zip((self._held or self._sets[0], self._sets[1]), (WAYS, WAYS[::-1]), strict=True):
            source = pictures.at(range(4))
            made = translated(averaged[ways[0]], source, self._device)
            again = translated(averaged[ways[1]], made, self._device)
            columns += [np.concatenate(list(part)) for part in (source, made, again)]
        return np.hstack(columns)

    def measure(self, averaged: Nets) -> Mapping[str, float]:
        """How far there and back leads, in 0 … 1, on pictures that are never trained on."""
        if self._held is None:
            return {}
        source = self._held.at(range(min(32, self._held.count)))
        made = translated(averaged["forward"], source, self._device)
        again = translated(averaged["back"], made, self._device)
        return {"cycle_l1": float(np.abs(again.astype(np.float32) - source).mean() / 255),
                "moved": float(np.abs(made.astype(np.float32) - source).mean() / 255)}  # fmt: skip

    def export(self, averaged: Nets, home: Path) -> None:
        """Both ways in one file."""
        from studio.families.cyclegan.net import Generator, unfolded

        both: dict[str, torch.Tensor] = {}
        for way in WAYS:
            net = averaged[way]
            assert isinstance(net, Generator)
            both |= {f"{way}.{name}": value for name, value in unfolded(net.state_dict(), net.shape).items()}
        checkpoint.give(checkpoint.model_of(home), both)


def cropped(pixels: Bytes, side: int, chance: np.random.Generator) -> Bytes:
    """(B, side, side, 3): somewhere in each."""
    free = pixels.shape[1] - side + 1
    corners = chance.integers(free, size=(len(pixels), 2))
    return np.stack([one[y : y + side, x : x + side] for one, (y, x) in zip(pixels, corners, strict=True)])


def translated(net: torch.nn.Module, pixels: Bytes, device: str = "cpu") -> Bytes:
    """(B, S, S, 3) sRGB, one after another."""
    import torch

    with torch.inference_mode():
        made = [net(tensor(one[None], device)).float() for one in pixels]
    whole = torch.cat(made).add(1).mul(127.5).clamp(0, 255).round().byte()
    return np.asarray(whole.permute(0, 2, 3, 1).cpu().numpy())
