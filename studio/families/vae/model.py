"""A loaded autoencoder: draws pictures, finds where one lies among them, and moves it without losing its own detail."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import BadRequest, JobFailed, NotFinite
from studio.core.geometry import Rect
from studio.core.picture import Picture
from studio.families import sliders
from studio.families.family import ModelEntry, Place
from studio.families.likeness import fractions, laid_over, squared
from studio.families.packing import pack_latent
from studio.families.points import checked, each, pushed
from studio.families.sliders import Slider
from studio.families.tasks import Decode, Edit, Encode, Patch, Report, Sample, Task
from studio.families.tensors import to_picture
from studio.families.vae.recognise import METADATA, Shape, columns

if TYPE_CHECKING:
    import torch

    from studio.families.vae.net import Autoencoder

Floats = NDArray[np.float32]

SEARCH = 20
"""Steps that an encoded picture's place is refined by, where nothing else is asked."""

RATE = 0.03


class Beside(NamedTuple):
    """What the file holds beside the weights, on the processor: see recognise.py. Empty tensors where it does not."""

    mean: torch.Tensor
    spread: torch.Tensor
    away: torch.Tensor
    reading: torch.Tensor
    bias: torch.Tensor


class Vae:
    """Latents are (L,) float32. The model works on squares of its own size."""

    def __init__(self, net: Autoencoder, beside: Beside, entry: ModelEntry, place: Place) -> None:
        self.net = net
        self.beside = beside
        self.entry = entry
        self.sliders = sliders.of(entry)
        self._place = place

    @property
    def nbytes(self) -> int:
        return sum(weight.nbytes for weight in self.net.parameters())

    def close(self) -> None:
        del self.net

    def run(self, task: Task, report: Report) -> Sequence[Patch]:
        report(0.0)
        if isinstance(task, Sample):
            patches = self._sampled(task, report)
        elif isinstance(task, Decode):
            patches = self._decoded(task, report)
        elif isinstance(task, Encode):
            patches = self._encoded(task, report)
        elif isinstance(task, Edit) and self.sliders:
            patches = self._edited(task, report)
        else:
            raise BadRequest(f"{self.entry.name} cannot do “{task.title}”.")
        report(1.0)
        return patches

    # What it does

    def _sampled(self, task: Sample, report: Report) -> list[Patch]:
        import torch

        seeds = [(task.seed + number) % 2**64 for number in range(task.count)]
        noise = [torch.randn(self.net.shape.latent, generator=torch.Generator().manual_seed(seed)) for seed in seeds]
        drawn = self.beside.mean + task.truncation * torch.stack(noise) @ self.beside.spread.T
        points = pushed(self.entry, self._moved(drawn, sliders.checked(self.entry, task.sliders)), task.push)
        made = self._painted(points, report)
        return [
            Patch(pixels, seed=seed, latent=point.numpy(), info={"sliders": self._told(point)})
            for pixels, seed, point in zip(made, seeds, points, strict=True)
        ]

    def _decoded(self, task: Decode, report: Report) -> list[Patch]:
        import torch

        latents, chosen = checked(self.entry, task.latents), each(self.entry, task)
        points = [self._moved(torch.from_numpy(np.array(latent, np.float32))[None], values)
                  for latent, values in zip(latents, chosen, strict=True)]  # fmt: skip
        moved = pushed(self.entry, torch.cat(points), task.push)
        made = self._painted(moved, report)
        return [Patch(pixels, latent=point.numpy(), info={"sliders": self._told(point)})
                for pixels, point in zip(made, moved, strict=True)]  # fmt: skip

    def _encoded(self, task: Encode, report: Report) -> list[Patch]:
        seen, inside = squared(task.picture, self.net.shape.size)
        point = self._refined(self._found(seen), seen, inside, task.steps or SEARCH, report)
        made = self._painted(point, report)[0]
        error = float(np.sqrt(((fractions(made) - seen)[inside.slices] ** 2).mean()))
        info = {"error": round(error, 4), "sliders": self._told(point[0])}
        return [Patch(made, seed=task.seed, info=info, latent=point[0].numpy())]

    def _edited(self, task: Edit, report: Report) -> list[Patch]:
        """The picture, its own detail kept, with the difference that the sliders make to the model's copy of it."""
        import torch

        seen, inside = squared(task.picture, self.net.shape.size)
        known = () if task.found is None else checked(self.entry, (task.found,))
        point = torch.from_numpy(np.stack(known)) if known else self._found(seen)
        report(0.3)
        moved = pushed(self.entry, self._moved(point, sliders.checked(self.entry, task.sliders)), task.push)
        before, after = (fractions(one)[inside.slices] for one in self._painted(torch.cat([point, moved]), report))
        info = {"found": pack_latent(point[0].numpy())}
        return [Patch(laid_over(task.picture, before, after), task.at, info=info, latent=moved[0].numpy())]

    # Its parts

    def _found(self, seen: Floats) -> torch.Tensor:
        """(1, L): the mean of what (S, S, 3) may be folded into."""
        import torch

        x = torch.from_numpy(np.ascontiguousarray(seen.transpose(2, 0, 1)))[None].mul(2).sub(1)
        with torch.inference_mode(), self._half():
            mean = self.net.encoder(x.to(self._place.device))[0].float().cpu()
        if not torch.isfinite(mean).all():
            raise NotFinite("The model’s numbers ran over and found no place for this picture.")
        return torch.as_tensor(mean).clone()

    def _refined(self, point: torch.Tensor, seen: Floats, inside: Rect, steps: int, report: Report) -> torch.Tensor:
        """(1, L) moved by some steps of Adam to where the picture is more like (S, S, 3): what the encoder finds at a
        glance is a mean over all that might be meant."""
        import torch

        device = self._place.device
        target = torch.from_numpy(np.ascontiguousarray(seen.transpose(2, 0, 1)))[None].mul(2).sub(1).to(device)
        moved = point.to(device).requires_grad_()
        adam = torch.optim.Adam([moved], RATE)
        best, least = point, float("inf")
        for step in range(steps + 1):
            apart = self.net.decoder(moved)[(..., *inside.slices)] - target[(..., *inside.slices)]
            distance = apart.square().mean()
            if float(distance.detach()) < least:
                best, least = moved.detach().cpu().clone(), float(distance.detach())
            adam.zero_grad()
            distance.backward()
            adam.step()
            report(0.5 * step / steps, note=f"Searching: {step / steps:.0%}")
        return best

    def _painted(self, points: torch.Tensor, report: Report) -> list[Picture]:
        """(N, L) as pictures of the model's size."""
        import torch

        made: list[Picture] = []
        for point in points:  # one by one: in a batch a picture may come out a level lighter
            with torch.inference_mode(), self._half():
                pixels = self.net.decoder(point[None].to(self._place.device)).float().cpu()
            made.append(to_picture(pixels.add(1).div(2)))
            report(0.5 + 0.5 * len(made) / len(points), made[-1], f"Picture {len(made)} of {len(points)}")
        return made

    def _half(self) -> Any:
        import torch

        device, dtype = torch.device(self._place.device), getattr(torch, self._place.dtype)
        return torch.autocast(device.type, dtype, enabled=dtype != torch.float32)

    def _moved(self, points: torch.Tensor, chosen: Mapping[str, float | str]) -> torch.Tensor:
        """(N, L) with those sliders, already checked, set: each goes from where it reads to where it is asked to be."""
        import torch

        if not chosen:
            return points
        goal, asked = torch.zeros(len(self.beside.bias)), torch.zeros(len(self.beside.bias))
        for slider, where in self._places():
            if slider.name in chosen:
                goal[where], asked[where] = torch.tensor(column(slider, chosen[slider.name])), 1.0
        return points + (asked * (goal - self._columns(points))) @ self.beside.away

    def _columns(self, points: torch.Tensor) -> torch.Tensor:
        """Where points (N, L) are on each slider's columns (N, K)."""
        import torch

        read = points @ self.beside.reading.T + self.beside.bias
        for slider, where in self._places():
            read[:, where] = read[:, where].clamp(0 if slider.values else -1, 1)
        return torch.as_tensor(read)

    def _told(self, point: torch.Tensor) -> dict[str, float | str]:
        """The values that numbers are read with at a point (latent,). Kinds are not told: a point lies between them,
        and to set what is only likeliest would move it."""
        read = self._columns(point[None])[0]
        return {slider.name: round(slider.low + (float(read[where][0]) + 1) / 2 * (slider.high - slider.low), 3)
                for slider, where in self._places() if not slider.values}  # fmt: skip

    def _places(self) -> list[tuple[Slider, slice]]:
        stops = np.cumsum([len(slider.values) or 1 for slider in self.sliders]).tolist()
        return [(slider, slice(start, stop)) for slider, start, stop in
                zip(self.sliders, [0, *stops], stops, strict=False)]  # fmt: skip


def column(slider: Slider, chosen: float | str) -> list[float]:
    """A checked value as columns."""
    if slider.values:
        return [float(chosen == one) for one in slider.values]
    return [2 * (float(chosen) - slider.low) / (slider.high - slider.low) - 1]


def load(entry: ModelEntry, place: Place, report: Report) -> Vae:
    """JobFailed when the file cannot be read."""
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import load as unpacked

    from studio.families.vae.net import Autoencoder

    assert entry.path is not None
    report(0.0, note="Loading")
    shape = Shape(**{name: entry.details[name] for name in ("size", "width", "variational")},
                  latent=entry.details["latent"]["shape"][0])  # fmt: skip
    net = Autoencoder(shape)
    try:
        tensors = {name: tensor.float() for name, tensor in unpacked(entry.path.read_bytes()).items()}
        net.load_state_dict({name: tensors[name] for name in net.state_dict()})
    except (OSError, SafetensorError, RuntimeError, KeyError):
        raise JobFailed(f"{entry.path.name} cannot be loaded.", "Get it again, or choose another model.") from None
    count = columns(sliders.of(entry))
    beside = Beside(
        tensors.get("prior.mean", torch.zeros(shape.latent)), tensors.get("prior.spread", torch.eye(shape.latent)),
        tensors.get("sliders.away", torch.zeros(count, shape.latent)),
        tensors.get("sliders.reading", torch.zeros(count, shape.latent)),
        tensors.get("sliders.bias", torch.zeros(count)),
    )  # fmt: skip
    report(1.0, note="Ready")
    return Vae(net.to(place.device).eval().requires_grad_(False), beside, entry, place)


def write_random(path: Path, shape: Shape, seed: int = 0) -> None:
    """A network of that shape with seeded random weights, and two sliders that do something."""
    import torch
    from safetensors.torch import save

    from studio.families.vae.net import Autoencoder

    known = (Slider("smile"), Slider("hat", default="none", values=("none", "beanie")))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        net = Autoencoder(shape)
        for weight in net.parameters():
            torch.nn.init.normal_(weight, std=0.15)
        beside = {"sliders.away": torch.randn(3, shape.latent), "sliders.reading": 0.1 * torch.randn(3, shape.latent),
                  "sliders.bias": torch.zeros(3), "prior.mean": torch.randn(shape.latent),
                  "prior.spread": torch.eye(shape.latent)}  # fmt: skip
    path.write_bytes(save({**net.state_dict(), **beside}, {METADATA: json.dumps(sliders.told(known))}))
