"""Paints a picture in another manner, part by part where the network allows it, and finer than the network looks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest, JobFailed, NotFinite
from studio.core.geometry import Rect
from studio.core.picture import checked, extent
from studio.families.cyclegan.carry import carried
from studio.families.cyclegan.recognise import LARGEST, Shape
from studio.families.family import Place
from studio.families.restore.bicubic import resized
from studio.families.restore.model import shown_everywhere
from studio.families.tasks import Direction, Patch, Report, Task, Translate

if TYPE_CHECKING:
    import torch

    from studio.families.cyclegan.net import Generator

Floats = NDArray[np.float32]

PART = 512
"""Px: the side of the parts that are painted one after another."""

LEAST = 8
"""Px: of less the network cannot mirror the edge."""


class Translator:
    """The network of the way forward and that of the way back, or one alone."""

    def __init__(self, nets: torch.nn.ModuleList, place: Place) -> None:
        self.nets: torch.nn.ModuleList | None = nets
        self._place = place

    @property
    def nbytes(self) -> int:
        return 0 if self.nets is None else sum(weight.nbytes for weight in self.nets.parameters())

    def close(self) -> None:
        self.nets = None

    def run(self, task: Task, report: Report) -> Sequence[Patch]:
        """One picture of the same size and depth; where it is transparent stays transparent."""
        if not isinstance(task, Translate):
            raise BadRequest(f"This model can only translate, not {task.verb!r}.")
        nets = [self._net(task.direction)]
        if task.cycle:
            nets.append(self._net(Direction.BACK if task.direction is Direction.FORWARD else Direction.FORWARD))
        picture = checked(task.picture)
        report(0.0, note="Looking at the picture")
        most = np.iinfo(picture.dtype).max
        before = shown_everywhere(picture).astype(np.float32) / np.float32(most)
        width, height = extent(picture)
        share = min(1.0, LARGEST / max(width, height))
        size = max(1, round(width * share)), max(1, round(height * share))
        small = np.clip(resized(before, size), 0, 1) if share < 1 else before
        made, features = small, task.strength if task.features else 1.0
        for number, net in enumerate(nets):

            def part(fraction: float, note: str, number: int = number) -> None:
                report((number + fraction) / len(nets), note=note)

            made = self._painted(net, np.clip(made, 0, 1), part, features)
        whole = carried(small, made, before) if share < 1 else made
        strength = 1.0 if task.features else task.strength
        mixed = before + np.float32(strength) * (np.clip(whole, 0, 1) - before)
        out = picture.copy()
        if task.strength:
            out[..., :3] = np.rint(mixed * most)
        report(1.0)
        return [Patch(out)]

    def _net(self, direction: Direction) -> Generator:
        assert self.nets is not None
        if direction is Direction.FORWARD:
            return self.nets[0]  # type: ignore[return-value]
        if len(self.nets) == 1:
            raise BadRequest("This model translates one way only.", "Choose the other direction.")
        return self.nets[1]  # type: ignore[return-value]

    def _painted(self, net: Generator, pixels: Floats, report: Callable[[float, str], None], share: float) -> Floats:
        """(H, W, 3) in 0 … 1 to the same, the features changed by that share. Instance norms look at the whole: then it
        is painted at once."""
        height, width = pixels.shape[:2]
        more = [(0, max(LEAST - side, -side % 4)) for side in (height, width)]
        filled = np.pad(pixels, (*more, (0, 0)), "edge")
        whole = Rect(0, 0, filled.shape[1], filled.shape[0])
        side = max(whole.width, whole.height) if net.shape.norm == "instance" else PART
        margin = -(-net.reach // 4) * 4
        parts = [Rect(x * side, y * side, side, side) & whole for x, y in whole.cells(side)]
        out = np.empty_like(filled)
        for number, part in enumerate(parts):
            report(number / len(parts), f"Part {number + 1} of {len(parts)}")
            around = part.grown(margin) & whole
            made = self._through(lambda x: net(x, share), filled[around.slices])
            out[part.slices] = made[part.moved(-around.corner).slices]
        return out[:height, :width]

    def _through(self, net: Callable[[torch.Tensor], torch.Tensor], pixels: Floats) -> Floats:
        import torch

        device, dtype = torch.device(self._place.device), getattr(torch, self._place.dtype)
        plain = torch.from_numpy(np.ascontiguousarray(pixels.transpose(2, 0, 1)))[None].to(device)
        with torch.inference_mode(), torch.autocast(device.type, dtype, enabled=dtype != torch.float32):
            made = net(plain * 2 - 1).float().add(1).div(2)[0]
        if not torch.isfinite(made).all():
            raise NotFinite("The model's numbers ran over and made no picture.", "Choose another model.")
        return np.asarray(made.permute(1, 2, 0).cpu().numpy())


def networks(path: Path, shape: Shape, ways: Sequence[str], place: Place) -> torch.nn.ModuleList:
    """The networks of a file, one for each of `ways`; JobFailed when it cannot be read."""
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import load

    from studio.families.cyclegan.net import Generator, folded

    nets = []
    try:
        tensors = load(path.read_bytes())
        for way in ways:
            front = f"{way}." if way else ""
            mine = {name.removeprefix(front): value for name, value in tensors.items() if name.startswith(front)}
            net = Generator(shape)
            net.load_state_dict(folded(mine, shape))
            nets.append(net)
    except (OSError, SafetensorError, RuntimeError, KeyError):
        raise JobFailed(f"{path.name} cannot be loaded.", "Get it again, or choose another model.") from None
    held = torch.nn.ModuleList(nets).to(torch.device(place.device)).eval()
    return held.requires_grad_(False)


def write_random(path: Path, shape: Shape, seed: int = 0, ways: Sequence[str] = ("forward", "back")) -> None:
    """Networks of that shape with seeded random weights, every layer of which does something; one for ("",)."""
    import torch
    from safetensors.torch import save

    from studio.families.cyclegan.net import Generator, unfolded

    tensors: dict[str, torch.Tensor] = {}
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        for way in ways:
            net = Generator(shape)
            for weight in net.parameters():
                torch.nn.init.normal_(weight, std=0.2)
            state = net.state_dict()
            told = unfolded(state, shape) if shape.norm == "batch" else state
            tensors |= {f"{way}.{name}" if way else name: value for name, value in told.items()}
    path.write_bytes(save(tensors))
