"""Paints over a drawing, at the size that the network has learned, and brings the painting to the drawing's size."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest, JobFailed
from studio.core.picture import Picture, checked, to8
from studio.families.family import Place
from studio.families.pix2pix.recognise import Shape
from studio.families.restore.bicubic import resized
from studio.families.tasks import Patch, Report, Sketch, Task
from studio.families.tensors import to_picture

if TYPE_CHECKING:
    import torch

    from studio.families.pix2pix.net import UNet


class Painter:
    """`side` is the longer side, px, that drawings are brought to for the network."""

    def __init__(self, net: UNet, side: int, place: Place) -> None:
        self.net: UNet | None = net
        self._side, self._place = side, place

    @property
    def nbytes(self) -> int:
        return 0 if self.net is None else sum(weight.nbytes for weight in self.net.parameters())

    def close(self) -> None:
        self.net = None

    def run(self, task: Task, report: Report) -> Sequence[Patch]:
        """`task.count` opaque paintings of the drawing's size; what the drawing leaves open, the seeds decide."""
        if not isinstance(task, Sketch):
            raise BadRequest(f"This model can only paint over a drawing, not {task.verb!r}.")
        report(0.0, note="Looking at the drawing")
        paper = on_white(checked(task.picture))
        height, width = paper.shape[:2]
        seen, inner = self._seen(paper)
        patches = []
        for number in range(task.count):
            report(number / task.count, note=f"Painting {number + 1} of {task.count}")
            made = to_picture(self._painted(seen, task.seed + number).add(1).div(2))[: inner[1], : inner[0]]
            whole = resized(made, (width, height))
            whole[..., 3] = 255
            patches.append(Patch(whole, seed=task.seed + number))
            report((number + 1) / task.count, preview=whole)
        return patches

    def _seen(self, paper: NDArray[np.uint8]) -> tuple[torch.Tensor, tuple[int, int]]:
        """(1, 3, H, W) in −1 … 1, and the width and height of what in it is the drawing: the rest goes on as its
        edge does, up to whole multiples of what the network can halve."""
        import cv2
        import torch

        assert self.net is not None
        height, width = paper.shape[:2]
        share = self._side / max(width, height)
        inner = max(1, round(width * share)), max(1, round(height * share))
        small = resized(paper, inner)
        step = self.net.shape.multiple
        below, right = -inner[1] % step, -inner[0] % step
        filled = cv2.copyMakeBorder(small, 0, below, 0, right, cv2.BORDER_REPLICATE)
        plain = torch.from_numpy(np.ascontiguousarray(filled.transpose(2, 0, 1)))
        return plain[None].to(self._place.device).float().div(127.5).sub(1), inner

    def _painted(self, seen: torch.Tensor, seed: int) -> torch.Tensor:
        import torch

        assert self.net is not None
        device, dtype = torch.device(self._place.device), getattr(torch, self._place.dtype)
        devices = [device] if device.type == "cuda" else []
        with (
            torch.random.fork_rng(devices=devices),
            torch.inference_mode(),
            torch.autocast(device.type, dtype, enabled=dtype != torch.float32),
        ):
            torch.manual_seed(seed)
            made: torch.Tensor = self.net.with_chance()(seen).float()
        return made


def on_white(picture: Picture) -> NDArray[np.uint8]:
    """(H, W, 3): the paper under a drawing is white where nothing was drawn."""
    plain = to8(picture)
    alpha = plain[..., 3:].astype(np.uint16)
    laid: NDArray[Any] = (plain[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255
    return laid.astype(np.uint8)


def network(path: Path, shape: Shape, place: Place) -> UNet:
    """The network of a file; JobFailed when it cannot be read."""
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import load

    from studio.families.pix2pix.net import UNet, folded

    net = UNet(shape)
    try:
        net.load_state_dict(folded(load(path.read_bytes()), shape))
    except (OSError, SafetensorError, RuntimeError, KeyError):
        raise JobFailed(f"{path.name} cannot be loaded.", "Get it again, or choose another model.") from None
    return net.to(torch.device(place.device)).requires_grad_(False)


def write_random(path: Path, shape: Shape, seed: int = 0) -> None:
    """A network of that shape with seeded random weights, every layer of which does something."""
    import torch
    from safetensors.torch import save

    from studio.families.pix2pix.net import UNet, unfolded

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        net = UNet(shape)
        for weight in net.parameters():
            torch.nn.init.normal_(weight, std=0.2)
    path.write_bytes(save(unfolded(net.state_dict(), shape)))
