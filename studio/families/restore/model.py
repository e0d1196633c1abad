"""Enlarges pictures part by part, so that any size fits into memory and no part shows where it ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest, JobFailed, NotFinite
from studio.core.geometry import Extent, Rect
from studio.core.picture import Picture, checked, extent
from studio.families.family import Place
from studio.families.restore.bicubic import Floats, Kernel, along_rows, keys, lanczos, taps, whole
from studio.families.restore.recognise import Shape
from studio.families.tasks import Patch, Report, Task, Upscale

if TYPE_CHECKING:

    from studio.families.restore.net import SRResNet

LARGEST = 16384
"""Px: the longest side of a result."""


CPU = Place()


class Upscaler:
    """With a network, or by Lanczos where there is none."""

    def __init__(self, net: SRResNet | None = None, place: Place = CPU) -> None:
        self.net = net
        self._place = place

    @property
    def nbytes(self) -> int:
        if self.net is None:
            return 0
        return sum(weight.nbytes for weight in self.net.parameters())

    def close(self) -> None:
        self.net = None

    def run(self, task: Task, report: Report) -> Sequence[Patch]:
        """One picture of `task.goal`'s size, of the given one's depth. Where it is transparent stays transparent."""
        if not isinstance(task, Upscale):
            raise BadRequest(f"This model can only upscale, not {task.verb!r}.")
        picture, goal = checked(task.picture), task.goal
        if max(goal) > LARGEST:
            raise BadRequest(f"The result would be {goal}.", f"Stay below {LARGEST} px on each side.")
        rgb = shown_everywhere(picture)
        out = np.empty((goal.height, goal.width, 4), picture.dtype)
        alpha, bands = picture[..., 3], -(-goal.height // task.tile)
        even = alpha.min() == alpha.max()
        colours = bands if self.net is None else self._parts(picture, goal, task.tile)
        begin = _Parts(report, colours if even else colours + bands)
        if self.net is None:
            fit(rgb, out[..., :3], lanczos, task.tile, begin)
        else:
            self._by_net(rgb, out[..., :3], task.tile, begin)
        if even:
            out[..., 3] = alpha.flat[0]
        else:
            fit(alpha, out[..., 3], lanczos if self.net is None else keys, task.tile, begin)
        report(1.0)
        return [Patch(out)]

    def _parts(self, picture: Picture, goal: Extent, tile: int) -> int:
        """How many parts `_by_net` begins."""
        size = extent(picture)
        return len(list(Rect.of(size).cells(tile))) + (0 if self._exact(size, goal) else -(-goal.height // tile))

    def _exact(self, size: Extent, goal: Extent) -> bool:
        assert self.net is not None
        return goal == (size.width * self.net.shape.scale, size.height * self.net.shape.scale)

    def _by_net(self, rgb: Picture, out: Picture, tile: int, begin: Callable[[], None]) -> None:
        """Enlarges by the network's own scale, and from there to the size of `out`, which is written to."""
        assert self.net is not None
        scale, size, goal = self.net.shape.scale, extent(rgb), extent(out)
        parts = [Rect(x * tile, y * tile, tile, tile) & Rect.of(size) for x, y in Rect.of(size).cells(tile)]
        exact = self._exact(size, goal)
        large = out if exact else np.empty((size.height * scale, size.width * scale, 3), np.uint16)
        for part in parts:
            begin()
            around = part.grown(self.net.reach) & Rect.of(size)
            made = self._enlarged(rgb[around.slices])
            inside = part.moved(-around.corner)
            large[_times(part, scale).slices] = whole(
                made[_times(inside, scale).slices] * np.iinfo(large.dtype).max, large.dtype
            )
        if not exact:
            fit(large, out, keys, tile, begin)

    def _enlarged(self, rgb: Picture) -> Floats:
        """(h, w, 3) of either depth to (S h, S w, 3) in about 0 … 1."""
        import torch

        assert self.net is not None
        values = np.ascontiguousarray(rgb.transpose(2, 0, 1)).astype(np.float32) / np.float32(np.iinfo(rgb.dtype).max)
        device, dtype = torch.device(self._place.device), getattr(torch, self._place.dtype)
        with torch.inference_mode(), torch.autocast(device.type, dtype, enabled=dtype != torch.float32):
            made = self.net(torch.from_numpy(values)[None].to(device))[0].float()
        if not torch.isfinite(made).all():
            raise NotFinite("The network's numbers ran over and made no picture.", "Choose another model.")
        return np.asarray(made.permute(1, 2, 0).cpu().numpy())


class _Parts:
    """Counts parts as they begin: each call tells which one, and may raise Cancelled."""

    def __init__(self, report: Report, total: int) -> None:
        self._report, self._total, self._begun = report, total, 0

    def __call__(self) -> None:
        self._report(self._begun / self._total, note=f"Part {self._begun + 1} of {self._total}")
        self._begun += 1


def fit(source: NDArray[Any], out: NDArray[Any], kernel: Kernel, rows: int,
        begin: Callable[[], None]) -> None:
    """Resamples `source` (h, w[, C]) to the size and depth of `out`, which is written to, `rows` of it at a time;
    `begin` is called before each band."""
    down = taps(source.shape[0], out.shape[0], kernel)
    along = taps(source.shape[1], out.shape[1], kernel)
    share = np.float32(np.iinfo(out.dtype).max / np.iinfo(source.dtype).max)
    for first in range(0, out.shape[0], rows):
        begin()
        band = slice(first, first + rows)
        work = along_rows(source, (down[0][band], down[1][band]))
        work = np.moveaxis(along_rows(np.moveaxis(work, 1, 0), along), 0, 1)
        out[band] = whole(work * share, out.dtype)


def shown_everywhere(picture: Picture) -> Picture:
    """The colours (H, W, 3), wholly transparent pixels with those of the nearest one that shows: whatever stands in
    them unseen must not bleed into the edge when the picture is enlarged."""
    import cv2

    hidden = (picture[..., 3] == 0).astype(np.uint8)
    rgb: Picture = picture[..., :3]
    if not hidden.any() or hidden.all():
        return rgb
    _, nearest = cv2.distanceTransformWithLabels(hidden, cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL)
    shown = hidden == 0
    colours = np.zeros((int(nearest.max()) + 1, 3), picture.dtype)
    colours[nearest[shown]] = rgb[shown]
    return np.where(shown[..., None], rgb, colours[nearest])


def _times(rect: Rect, scale: int) -> Rect:
    return Rect(*(scale * side for side in rect))


def network(path: Path, shape: Shape, place: Place) -> SRResNet:
    """The network of a file; JobFailed when it cannot be read."""
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import load

    from studio.families.restore.net import SRResNet

    net = SRResNet(shape)
    try:
        net.load_state_dict({name: weight.float() for name, weight in load(path.read_bytes()).items()})
    except (OSError, SafetensorError, RuntimeError):
        raise JobFailed(f"{path.name} cannot be loaded.", "Get it again, or choose another model.") from None
    return net.to(torch.device(place.device)).eval().requires_grad_(False)


def write_random(path: Path, shape: Shape, seed: int = 0) -> None:
    """A network of that shape with seeded random weights, every layer of which does something."""
    import torch
    from safetensors.torch import save

    from studio.families.restore.net import SRResNet

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        net = SRResNet(shape)
        for weight in net.parameters():
            torch.nn.init.normal_(weight, std=0.1)
    path.write_bytes(save(net.state_dict()))
