"""A loaded generator: makes pictures up, finds one that is like a given picture, and moves that by its sliders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest, JobFailed
from studio.core.picture import Picture
from studio.families import sliders
from studio.families.family import ModelEntry, Place
from studio.families.gan.recognise import READER, Condition, Shape, packed, unpacked
from studio.families.likeness import fractions, laid_over, squared
from studio.families.packing import pack_latent
from studio.families.points import checked, each, pushed
from studio.families.sliders import Slider
from studio.families.tasks import Decode, Edit, Encode, Patch, Report, Sample, Task
from studio.families.tensors import to_picture

if TYPE_CHECKING:
    import torch

    from studio.families.gan.net import Generator
    from studio.families.gan.reader import Reader

Floats = NDArray[np.float32]

AT_ONCE = 8
"""Pictures of USUAL px or less; of larger ones fewer."""

USUAL = 256

SEARCH = 120
"""Steps that a picture is sought for, where nothing else is asked."""

FARTHEST = 3.5
"""No number of chance is let beyond: hardly one in two thousand was in training."""

class Gan:
    """Latents are (latent,) float32: chance and conditions, or a style. Pictures are squares of the model's size."""

    def __init__(self, painter: Generator, reader: Reader | None, conditions: Sequence[Condition], entry: ModelEntry,
                 place: Place) -> None:
        self.painter, self.reader = painter, reader
        self.conditions, self.entry = tuple(conditions), entry
        self._place = place

    @property
    def nbytes(self) -> int:
        nets = (self.painter, self.reader)
        return sum(weight.nbytes for net in nets if net is not None for weight in net.parameters())

    def close(self) -> None:
        del self.painter, self.reader

    def run(self, task: Task, report: Report) -> Sequence[Patch]:
        report(0.0)
        if isinstance(task, Sample):
            patches = self._sampled(task, report)
        elif isinstance(task, Decode):
            patches = self._decoded(task, report)
        elif isinstance(task, Encode):
            patches = self._encoded(task, report)
        elif isinstance(task, Edit) and task.verb in self.entry.tasks:
            patches = self._edited(task, report)
        else:
            raise BadRequest(f"{self.entry.name} cannot do “{task.title}”.")
        report(1.0)
        return patches

    # What it does

    def _sampled(self, task: Sample, report: Report) -> list[Patch]:
        import torch

        seeds = [(task.seed + number) % 2**64 for number in range(task.count)]
        chosen = sliders.checked(self.entry, task.sliders)
        drawn = torch.cat([self._with(self._drawn(seed, 1, task.truncation), chosen) for seed in seeds])
        points = pushed(self.entry, drawn, task.push)
        made = self._painted(points, report)
        return [Patch(pixels, seed=seed, latent=point.numpy(), info={"sliders": self._told(point)})
                for pixels, seed, point in zip(made, seeds, points, strict=True)]  # fmt: skip

    def _decoded(self, task: Decode, report: Report) -> list[Patch]:
        import torch

        latents, chosen = checked(self.entry, task.latents), each(self.entry, task)
        points = [self._with(torch.from_numpy(np.array(latent, np.float32))[None], values)
                  for latent, values in zip(latents, chosen, strict=True)]  # fmt: skip
        points = [pushed(self.entry, point, task.push)[0] for point in points for _ in range(task.variants)]
        seeds = [(task.seed + number) % 2**64 for number in range(task.variants)] * len(latents)
        made = self._painted(points, report, 0.0, seeds if task.variants > 1 else ())
        return [Patch(pixels, seed=seed, latent=point.numpy(), info={"sliders": self._told(point)})
                for pixels, seed, point in zip(made, seeds, points, strict=True)]  # fmt: skip

    def _encoded(self, task: Encode, report: Report) -> list[Patch]:
        seen, inside = squared(task.picture, self.painter.shape.size)
        point = self._found(task.picture, task.seed, task.steps or SEARCH, report, 0.98)
        made = self._painted(point, report, 0.98)[0]
        error = float(np.sqrt(((fractions(made) - seen)[inside.slices] ** 2).mean()))
        info = {"error": round(error, 4), "sliders": self._told(point[0])}
        return [Patch(made, seed=task.seed, info=info, latent=point[0].numpy())]

    def _edited(self, task: Edit, report: Report) -> list[Patch]:
        """The picture, its own detail kept, with the difference that the sliders make to the model's copy of it."""
        import torch

        _, inside = squared(task.picture, self.painter.shape.size)
        if task.found is None:
            point = self._found(task.picture, 0, SEARCH, report, 0.9)
        else:
            point = torch.from_numpy(np.stack(checked(self.entry, (task.found,))))
            report(0.9)
        moved = pushed(self.entry, self._with(point, sliders.checked(self.entry, task.sliders)), task.push)
        before, after = (fractions(one)[inside.slices] for one in
                         self._painted(torch.cat([point, moved]), report, 0.9))  # fmt: skip
        info = {"sliders": self._told(moved[0]), "found": pack_latent(point[0].numpy())}
        return [Patch(laid_over(task.picture, before, after), task.at, info=info, latent=moved[0].numpy())]

    # Its parts

    def _drawn(self, seed: int, count: int, truncation: float = 1.0) -> torch.Tensor:
        """(count, latent) from that seed: chance, and what else can be asked for as it usually comes."""
        import torch

        shape = self.painter.shape
        chance = torch.Generator().manual_seed(seed % 2**63)
        z = torch.randn(count, shape.z, generator=chance)
        asked = [_usual(one, torch.rand(count, generator=chance)) for one in self.conditions]
        y = torch.cat(asked, 1) if asked else torch.zeros(count, 0)
        device = self._place.device
        with torch.no_grad():
            return self.painter.latent(z.to(device), y.to(device), truncation).cpu()

    def _with(self, points: torch.Tensor, chosen: Mapping[str, float | str]) -> torch.Tensor:
        """(N, latent) with those sliders, already checked, set."""
        import torch

        points = points.clone()
        start = self.painter.shape.z
        for one in self.conditions:
            if one.slider.name in chosen:
                points[:, start : start + one.width] = torch.tensor(one.column(chosen[one.slider.name]))
            start += one.width
        return points

    def _told(self, point: torch.Tensor) -> dict[str, float | str]:
        """The sliders' values at a point (latent,)."""
        out: dict[str, float | str] = {}
        start = self.painter.shape.z
        for one in self.conditions:
            if one.shown:
                out[one.slider.name] = one.value(point[start : start + one.width].tolist())
            start += one.width
        return out

    def _found(self, picture: Picture, seed: int, steps: int, report: Report, end: float) -> torch.Tensor:
        """(1, latent): where the picture most like this one lies."""
        import torch

        from studio.families.gan.search import STARTS, Goal, found

        shape, device = self.painter.shape, self._place.device
        seen, inside = squared(picture, shape.size)
        target = torch.from_numpy(np.ascontiguousarray(seen.transpose(2, 0, 1)))[None].mul(2).sub(1).to(device)
        counts = torch.zeros(1, 1, shape.size, shape.size, device=device)
        counts[(0, 0, *inside.slices)] = 1
        target = target if shape.channels == 3 else target.mean(1, keepdim=True)
        starts = self._read(target, self._drawn(seed, STARTS))

        def tell(share: float, point: torch.Tensor) -> None:
            report(end * share, note=f"Searching: {share:.0%}")

        bounds = tuple(bound.to(device) for bound in self._bounds())
        point = found(self.painter, Goal(target, counts, self.reader), starts.to(device), (bounds[0], bounds[1]),
                      steps, tell)  # fmt: skip
        return point.cpu()

    def _read(self, target: torch.Tensor, starts: torch.Tensor) -> torch.Tensor:
        """Half of the starts get the conditions that the reader sees on the picture."""
        import torch

        shape = self.painter.shape
        if self.reader is None or not self.conditions:
            return starts
        with torch.no_grad():
            told = self.reader.told(self.reader.maps(target)[-1])
        if told is None:
            return starts
        start = 0
        for one in self.conditions:
            read = told[0, start : start + one.width].cpu()
            column = torch.eye(one.width)[read.argmax()] if one.slider.values else read.clamp(-1, 1)
            starts[: len(starts) // 2, shape.z + start : shape.z + start + one.width] = column
            start += one.width
        return starts

    def _bounds(self) -> tuple[torch.Tensor, torch.Tensor]:
        """The least and the greatest that each number of a latent may be."""
        import torch

        shape = self.painter.shape
        if shape.style:
            return torch.full((shape.style,), -1e3), torch.full((shape.style,), 1e3)
        low = [0.0 if one.slider.values else -1.0 for one in self.conditions for _ in range(one.width)]
        chance = torch.full((shape.z,), FARTHEST)
        return torch.cat([-chance, torch.tensor(low)]), torch.cat([chance, torch.ones(shape.columns)])

    def _painted(self, points: Sequence[torch.Tensor] | torch.Tensor, report: Report, start: float = 0.0,
                 seeds: Sequence[int] = ()) -> list[Picture]:
        """N points, each (latent,) or with a style for each layer, as pictures of the model's size; with `seeds` each
        has its own chance for what a point leaves open."""
        import torch

        device, dtype = torch.device(self._place.device), getattr(torch, self._place.dtype)
        made: list[Picture] = []
        together = 1 if seeds else max(1, min(AT_ONCE, AT_ONCE * USUAL**2 // self.painter.shape.size**2))
        for first in range(0, len(points), together):
            with torch.inference_mode(), torch.autocast(device.type, dtype, enabled=dtype != torch.float32):
                some = points[first : first + together]
                batch = torch.stack(torch.broadcast_tensors(*some)).to(device)  # type: ignore[no-untyped-call]
                chance = (torch.Generator().manual_seed(seeds[first]),) if seeds else ()
                pixels = self.painter.pictures(batch, *chance).float().cpu()
            size = (len(pixels), 3, *pixels.shape[2:])
            made += [to_picture(one.add(1).div(2)) for one in pixels.expand(size)]
            share = 0.99 * len(made) / len(points)
            report(start + (1 - start) * share, made[-1], f"Picture {len(made)} of {len(points)}")
        return made


def _usual(one: Condition, chance: torch.Tensor) -> torch.Tensor:
    """(N, width): what `chance` (N,) in 0 … 1 makes of a condition, as often as it comes."""
    import torch

    often = torch.tensor(one.often)
    if one.slider.values:
        edges = often.cumsum(0) / often.sum()
        return torch.eye(one.width)[torch.bucketize(chance, edges[:-1])]
    at = chance * (len(often) - 1)
    low = at.floor().long().clamp(max=len(often) - 2)
    return (often[low] + (at - low) * (often[low + 1] - often[low]))[:, None]


def load(entry: ModelEntry, place: Place, report: Report) -> Gan:
    """JobFailed when the file cannot be read."""
    from safetensors import SafetensorError
    from safetensors.torch import load as read

    from studio.families.gan.net import built
    from studio.families.gan.reader import Reader, widths_of

    assert entry.path is not None
    report(0.0, note="Loading")
    shape, _, conditions = unpacked(str(entry.details["metadata"]))
    painter, reader = built(shape), None
    try:
        tensors = {name: tensor.float() for name, tensor in read(entry.path.read_bytes()).items()}
        painter.load_state_dict(painter.own(tensors))
        beside = {name.removeprefix(READER): one for name, one in tensors.items() if name.startswith(READER)}
        if beside:
            facts = len(beside["tell.bias"]) if "tell.bias" in beside else 0
            reader = Reader(shape.channels, widths_of({name: tuple(one.shape) for name, one in beside.items()}), facts)
            reader.load_state_dict(beside)
            reader = reader.to(place.device).eval().requires_grad_(False)
    except (OSError, SafetensorError, RuntimeError, KeyError):
        raise JobFailed(f"{entry.path.name} cannot be loaded.", "Get it again, or choose another model.") from None
    report(1.0, note="Ready")
    return Gan(painter.to(place.device).eval().requires_grad_(False), reader, conditions, entry, place)


KNOWN = (
    Condition(Slider("smile", "Expression"), (-1.0, 0.0, 1.0)),
    Condition(Slider("hat", "Wear", default="none", values=("none", "beanie")), (0.7, 0.3)),
    Condition(Slider("light", "Light"), (-1.0, 1.0), shown=False),
)
"""What the tiny generator can be asked for."""


def write_random(path: Path, shape: Shape, seed: int = 0) -> None:
    """A generator of that shape with seeded random weights, each of which does something; one that can be asked for
    things has a reader too."""
    import torch
    from safetensors.torch import save

    from studio.families.gan.net import built, doublings
    from studio.families.gan.reader import Reader

    beside = {}
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        painter = built(shape)
        for name, weight in painter.named_parameters():
            # A style's layers have their own measure from the start.
            if not shape.style or weight.ndim == 0 or name.endswith("noise.weight"):
                torch.nn.init.normal_(weight, 1.0 if "norm" in name else 0.0, 0.5)
        if shape.columns:
            reader = Reader(shape.channels, shape.widths[::-1][: doublings(shape.size)], shape.columns)
            beside = {f"{READER}{name}": one for name, one in reader.state_dict().items()}
    # The published layout says what it is by its tensors alone.
    notes = None if shape.depth else packed(shape, "cgan", KNOWN if shape.columns else ())
    path.write_bytes(save({**painter.state_dict(), **beside}, notes))
