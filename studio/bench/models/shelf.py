"""What measuring a model needs: the model through its family, held-out pictures of its world, and a probe to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from studio import places
from studio.core.errors import BadRequest
from studio.training.material import FIRST, MANNERS, world_named
from studio.training.pictures import resized
from studio.training.probes.read import probe_of
from studio.training.worlds.render import Order, Renders, render

if TYPE_CHECKING:
    from studio.engine.library import Library
    from studio.families.family import Model, ModelEntry
    from studio.families.tasks import Patch, Task
    from studio.training.probes.read import Reader

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

AT_ONCE = 64
"""Pictures that a Sample may ask for together."""

PARTS = ("picture", "segmentation", "lines")


class Shelf:
    """`home` takes contact sheets, None keeps none; `count` pictures are measured; `roots` hold the models, usually
    those that ship; `device` is torch's; `photographs` is a folder of them to enlarge, None: scikit-image's."""

    def __init__(self, home: Path | None, count: int, roots: Sequence[Path] = (), device: str = "",
                 photographs: Path | None = None) -> None:  # fmt: skip
        self.home, self.count, self.photographs = home, count, photographs
        self._roots = tuple(roots) or (places.shipped_models(),)
        self._device = device
        self._loaded: tuple[str, Model] | None = None

    @cached_property
    def library(self) -> Library:
        from studio.engine.library import Library

        return Library(self._roots).refresh()

    def has(self, model: str) -> bool:
        entry = self.library.entry(model)
        return entry is not None and not entry.problem and entry.path is not None

    def entry(self, model: str) -> ModelEntry:
        entry = self.library.entry(model)
        if entry is None:
            raise BadRequest(f"There is no model {model}.", self.library.near(model))
        return entry

    @property
    def device(self) -> str:
        import torch

        return self._device or ("cuda" if torch.cuda.is_available() else "cpu")

    def loaded(self, model: str) -> Model:
        """The last one that was asked for stays loaded."""
        from studio.families.family import Place
        from studio.families.tasks import silent

        if self._loaded is None or self._loaded[0] != model:
            if self._loaded is not None:
                self._loaded[1].close()
            entry = self.entry(model)
            family = next(one for one in self.library.families if one.id == entry.family)
            self._loaded = model, family.load(entry, Place(self.device), silent)
        return self._loaded[1]

    def run(self, model: str, task: Task) -> Sequence[Patch]:
        from studio.families.tasks import silent

        return self.loaded(model).run(task, silent)

    def samples(self, model: str, count: int = 0, seed: int = 0, sliders: Mapping[str, Any] | None = None) -> Bytes:
        """(N, S, S, 3): pictures of the seeds from `seed` on."""
        from studio.families.tasks import Sample

        made: list[Bytes] = []
        wanted = count or self.count
        while len(made) < wanted:
            some = min(AT_ONCE, wanted - len(made))
            task = Sample(seed=seed + len(made), count=some, sliders=sliders or {})
            made += [patch.pixels[..., :3] for patch in self.run(model, task)]
        return np.stack(made)

    def pictures(self, world: str, size: int, count: int = 0, first: int = 0) -> Bytes:
        """Held-out pictures (N, size, size, 3), the seeds from 0 on; from `FIRST` on they are those trained on."""
        renders = self.renders(world, first, count)
        numbers = range(min(count or self.count, len(renders)))
        parts = [renders.part("picture", numbers[at : at + 256]) for at in range(0, len(numbers), 256)]
        return np.concatenate([resized(part[..., :3], size) for part in parts])

    def trained_on(self, world: str, size: int, count: int = 0) -> Bytes:
        return self.pictures(world, size, count, FIRST)

    def renders(self, world: str, first: int = 0, count: int = 0) -> Renders:
        """Drawn once into the cache, `world` also a manner's name."""
        name, manner = MANNERS.get(world, (world, ""))
        home = places.cache() / "bench" / f"{world}-{first}"
        parts = PARTS if not manner else PARTS[:1]
        size = min(256, world_named(name).size)
        render(Order(world_named(name), count or self.count, first, size, manner, parts), home)
        return Renders(home)

    def reads(self, world: str) -> bool:
        """Whether there is a probe for that world; measuring without one needs none."""
        return not world or any(probe_of(root, world).exists() for root in (*self._roots, places.shipped_models()))

    @cache  # noqa: B019 - a shelf lives as long as its run
    def reader(self, world: str) -> Reader:
        """The probe of that world: of the first folder that holds one."""
        from studio.training.probes.read import shipped

        return shipped(world, self.device, self._roots)

    @cache  # noqa: B019
    def features(self, world: str, size: int, first: int = 0) -> Floats:
        """A probe's features of held-out pictures, seen at `size` as a model of that size paints them."""
        return self.reader(world).read(self.pictures(world, size, first=first)).features

    def keep(self, name: str, rows: Sequence[tuple[str, Bytes]], side: int = 96) -> None:
        """A contact sheet for the documentation."""
        from studio.training.measures.sheets import sheet, written

        if self.home is not None:
            written(self.home / f"{name}.webp", sheet(rows, side))


def opaque(pixels: Bytes) -> Bytes:
    """(H, W, 3) as the RGBA that tasks take."""
    return np.dstack([pixels, np.full(pixels.shape[:2], 255, np.uint8)])


def mean(values: Iterable[float]) -> float:
    return float(np.mean(list(values)))
