"""srgan: the network that enlarges four times, trained on to sharpness against a judge of texture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from studio import places
from studio.core.errors import BadRequest
from studio.core.fields import Advanced, Range, Says
from studio.training.kind import Kind
from studio.training.material import Material

if TYPE_CHECKING:
    import torch

    from studio.families.restore.recognise import Shape
    from studio.training.loop import Recipe
    from studio.training.srgan import Maps

FINEST = 3
"""So many of a probe's maps are compared: the coarser ones tell what there is, not how it is painted."""


@dataclass(frozen=True)
class Settings:
    """What may be chosen of a training to sharpness."""

    start: Annotated[str, Says("Start from", "The file of an SRResNet; empty: the one that ships.")] = ""
    size: Annotated[int, Says("Size", "The side of the large patches to learn from."), Range(32, 512, 4, " px")] = 96
    batch: Annotated[int, Says("Batch", "Patches in a step."), Range(1, 256)] = 8
    rate: Annotated[float, Says("Rate", "How far each step goes at first."), Range(1e-6, 0.1, 1e-5, "", 6)] = 1e-4
    content: Annotated[float, Says("Content", "How much the true colours count."), Range(0, 100, 0.1, "", 3)] = 1.0
    seen: Annotated[float, Says("Features", "How much the features of a probe count."),
                    Range(0, 100, 0.01, "", 3)] = 0.1
    judged: Annotated[float, Says("Weight of the judge", "How much looking real counts."),
                      Range(0, 100, 0.001, "", 4)] = 0.01
    tuned: Annotated[int, Says("Blocks that learn", "The last so many residual blocks; fewer make steps quicker."),
                     Range(0, 64), Advanced()] = 16  # fmt: skip
    probe: Annotated[str, Says("Probe", "The world whose probe compares the features, or a probe’s file; empty: none."),
                     Advanced()] = "scenes"  # fmt: skip


def recipe(settings: Settings, material: Material) -> Recipe:
    from studio.training.kinds.srresnet import pairs, tests
    from studio.training.srgan import Sharpening

    weights, shape = start(Path(settings.start) if settings.start else None)
    found = maps(settings.probe, material.device) if settings.probe and settings.seen else None
    return Sharpening(pairs(settings.size, material), weights, found, shape, settings.batch, settings.rate,
                      settings.content, settings.seen, settings.judged, settings.tuned, material.seed, material.device,
                      tests(material.test))  # fmt: skip


def start(path: Path | None) -> tuple[Mapping[str, torch.Tensor], Shape]:
    """An SRResNet's weights and shape. BadRequest when the file holds none that enlarges four times."""
    from studio.families.restore.recognise import shape_of
    from studio.training import checkpoint

    path = path or places.shipped_models() / "srresnet-x4" / "srresnet-x4.safetensors"
    weights = checkpoint.load(path)
    shape = shape_of({name: tuple(value.shape) for name, value in weights.items()})
    if shape is None:
        raise BadRequest(f"{path} is no SRResNet.", "Train one first: pentimento train srresnet …")
    return weights, shape


def maps(probe: str, device: str) -> Maps:
    """The finest features of a world's probe: the one that ships, or that of a file called probe-WORLD.safetensors."""
    from studio.training.probes.read import load, shipped

    file = Path(probe)
    reader = load(file, file.stem.removeprefix("probe-"), device) if file.suffix else shipped(probe, device)
    net = reader.net.requires_grad_(False)
    return lambda pictures: net.maps(pictures)[:FINEST]


KIND = Kind(
    id="srgan",
    title="Enlarging sharply (SRGAN)",
    hint="Learns to enlarge pictures four times with the texture that a plain network lacks.",
    settings=Settings,
    recipe=recipe,
    worlds=("photographs", "textures"),
    makes="restore",
)
