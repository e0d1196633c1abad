"""Reads pictures with a trained probe: facts in their own measure, points, areas, and features to compare by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from studio import places
from studio.core.errors import BadRequest, Unreadable
from studio.training.pictures import resized
from studio.training.probes.questions import Questions
from studio.training.worlds.world import Facts

if TYPE_CHECKING:
    from studio.training.probes.net import Probe

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

PORTION = 32


@dataclass(frozen=True, eq=False)
class Read:
    """`answers` (N, columns) as numbers of `Questions`; `points` (N, P, 2) in sides of the picture; `features`
    (N, hidden); `areas` (N, S, S) labels, None when they were not asked for."""

    answers: Floats
    points: Floats
    features: Floats
    areas: Bytes | None


class Reader:
    """A probe with the questions it answers. Pictures of any square size are brought to its own."""

    def __init__(self, net: Probe, questions: Questions, device: str = "cpu") -> None:
        self.net, self.questions, self.device = net.eval(), questions, device

    @property
    def size(self) -> int:
        return self.net.shape.side

    def read(self, pictures: Bytes, areas: bool = False) -> Read:
        """`pictures` (N, S, S, 3 or 4) uint8 sRGB, transparency ignored."""
        import torch

        from studio.training.probes.learn import tensor

        parts: list[tuple[Floats, ...]] = []
        labels: list[Bytes] = []
        with torch.inference_mode():
            for some in self._portions(pictures):
                seen = self.net.answer(self.net.maps(tensor(some, self.device)))
                parts.append(tuple(part.float().cpu().numpy() for part in seen.answers))
                if areas:
                    labels.append(self.net.segment(seen.fused).argmax(1).byte().cpu().numpy())
        answers, points, features = (np.concatenate(some) for some in zip(*parts, strict=True))
        return Read(answers, points, features, np.concatenate(labels) if areas else None)

    def facts(self, pictures: Bytes) -> list[Facts]:
        """What is read of each picture, in the world's own measures."""
        return self.questions.told(self.read(pictures).answers)

    def maps(self, pictures: Bytes) -> Iterator[list[Floats]]:
        """The maps of each step, fine to coarse, (n, C, h, w), portion by portion."""
        import torch

        from studio.training.probes.learn import tensor

        for some in self._portions(pictures):
            with torch.inference_mode():  # not around the yield: whoever asks would have no gradients between two
                found = [one.float().cpu().numpy() for one in self.net.maps(tensor(some, self.device))]
            yield found

    def _portions(self, pictures: Bytes) -> Iterator[Bytes]:
        if not len(pictures):
            raise BadRequest("There is no picture to read.")
        for start in range(0, len(pictures), PORTION):
            yield resized(pictures[start : start + PORTION, ..., :3], self.size)


def areas_of(net: Probe, pictures: Bytes, device: str = "cpu") -> Bytes:
    """The labels (N, S, S) that a probe reads from pictures of its own size."""
    import torch

    from studio.training.probes.learn import tensor

    with torch.inference_mode():
        fused = net.areas(net.maps(tensor(pictures, device)))
        found: Bytes = net.segment(fused).argmax(1).byte().cpu().numpy()
    return found


def load(path: Path, world: str, device: str = "cpu") -> Reader:
    """The probe in a file, for the world it was trained on. Unreadable when it is none, or another world's."""
    import torch

    from studio.training import checkpoint
    from studio.training.material import world_named
    from studio.training.probes.net import Probe, shape_of

    tensors = checkpoint.load(path)
    try:
        shape = shape_of(tensors)
    except (KeyError, IndexError, ZeroDivisionError):
        raise Unreadable(f"{path} is no probe.", "Train one: pentimento train probe --world …") from None
    questions = Questions(world_named(world))
    if shape.answers != questions.count or shape.labels != len(questions.world.labels):
        raise Unreadable(f"{path} is no probe for {world}.", "Train one: pentimento train probe --world …")
    net = Probe(shape)
    net.load_state_dict({name: value.float() if value.is_floating_point() else value
                         for name, value in tensors.items()})  # fmt: skip
    net = net.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    return Reader(net, questions, device)


def probe_of(root: Path, world: str) -> Path:
    """Where a folder of models has the probe of that world, if it has one."""
    return root / f"probe-{world}" / f"probe-{world}.safetensors"


def shipped(world: str, device: str = "cpu", roots: Sequence[Path] = ()) -> Reader:
    """The probe of a world that ships with the studio, or lies in one of `roots`. BadRequest where there is none."""
    for root in (*roots, places.shipped_models()):
        path = probe_of(root, world)
        if path.exists():
            return load(path, world, device)
    raise BadRequest(f"There is no probe for {world}.", f"Train one: pentimento train probe --world {world}")
