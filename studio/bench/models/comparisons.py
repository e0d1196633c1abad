"""The lecture's comparisons: what a discriminator has learnt to see, and how sharp a VAE and a GAN paint."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.bench.bench import Figure
from studio.bench.models.machine import Patches, accuracy, raw
from studio.bench.models.shelf import Shelf
from studio.training.material import FIRST, world_named
from studio.training.measures.pixels import sharpness
from studio.training.worlds.render import Renders

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

WORLD = "portraits"
PROBE = ""
"""It needs none."""

LABELS = ("hair_style", "hat", "glasses", "clothes", "backdrop")
"""Categories that are told apart by form, not by colour alone."""


def seen_by_critic(shelf: Shelf, model: str) -> list[Figure]:
    """DCGAN's table: a linear L2-SVM on what its discriminator sees, beside one on raw pixels and on k-means."""
    net: Any = shelf.loaded(model)
    if net.reader is None:
        return []
    size = int(shelf.entry(model).details["size"])
    train, test = shelf.trained_on(WORLD, size), shelf.pictures(WORLD, size)
    told = [shelf.renders(WORLD, first) for first in (FIRST, 0)]
    patches = Patches(train)
    ways: dict[str, Callable[[Bytes], Floats]] = {
        "discriminator": lambda some: critic_features(net.reader, some, shelf.device),
        "raw pixels at 32²": raw, "k-means at 32²": patches.features,
    }  # fmt: skip
    features = {way: (look(train), look(test)) for way, look in ways.items()}
    rows = []
    for label in LABELS:
        numbers = [labelled(one, label, len(part)) for one, part in zip(told, (train, test), strict=True)]
        found = {way: accuracy(one, numbers[0], other, numbers[1]) for way, (one, other) in features.items()}
        beside = ", ".join(f"{way} {share:.1%}" for way, share in found.items() if way != "discriminator")
        rows.append(Figure(f"{model}: {label} by its discriminator's features + L2-SVM", found["discriminator"], "",
                           beside, note=f"{len(train)} to learn from, {len(test)} held out"))  # fmt: skip
    return rows


def labelled(renders: Renders, label: str, count: int) -> NDArray[np.int64]:
    """Which value of a category each of the first pictures has."""
    values = next(fact.values for fact in world_named(WORLD).facts if fact.name == label)
    return np.array([values.index(str(renders.facts(at)[label])) for at in range(count)], np.int64)


def critic_features(reader: Any, pictures: Bytes, device: str) -> Floats:
    """All layers' maps, max-pooled to 4 × 4 and laid in a row, as in the paper."""
    import torch
    from torch.nn.functional import adaptive_max_pool2d

    from studio.training.probes.learn import tensor

    out = []
    with torch.inference_mode():
        for start in range(0, len(pictures), 64):
            maps = reader.maps(tensor(pictures[start : start + 64], device))
            out.append(torch.cat([adaptive_max_pool2d(one, 4).flatten(1) for one in maps], dim=1).float().cpu().numpy())
    return np.concatenate(out)


def sharper(shelf: Shelf, model: str) -> list[Figure]:
    """VAE against GAN: gradient energy of their samples at one size, where both are there."""
    other = next((one for one in ("dcgan-portraits", "cgan-portraits") if shelf.has(one)), "")
    if not other:
        return []
    soft, sharp = shelf.samples(model), shelf.samples(other)
    size = soft.shape[1]
    held = shelf.pictures(WORLD, size)
    ours, theirs = sharpness(soft) / sharpness(held), sharpness(sharp) / sharpness(held)
    shelf.keep("vae-beside-gan", [(f"{model}: gradient energy {ours:.2f} of the world's", soft[:8]),
                                  (f"{other}: gradient energy {theirs:.2f} of the world's", sharp[:8]),
                                  ("Held-out renders", held[:8])])  # fmt: skip
    return [Figure(f"{model} beside {other}: gradient energy", ours / theirs, "×", other,
                   note=f"{ours:.2f} and {theirs:.2f} of the held-out renders'")]  # fmt: skip


MEASURES: dict[str, Callable[[Shelf, str], Sequence[Figure]]] = {
    "dcgan-portraits": seen_by_critic, "vae-portraits": sharper,
}  # fmt: skip
