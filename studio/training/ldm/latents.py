"""Brings all pictures to latents once, mirrored ones too, and keeps them with several captions each.

A source's folder in the cache holds `latents-00000.npy` … float16 (n, 2, C, h, w), of which the second is that of the
mirrored picture, times the autoencoder's scaling factor; and `captions-00000.json`, written last: a shard that has it
is whole. The folder's name says whose pictures and which autoencoder's latents they are.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from studio import places
from studio.core.errors import Unwritable
from studio.families.tasks import Report, silent
from studio.training.ldm.autoencoder import tensor
from studio.training.ldm.folders import fingerprint
from studio.training.ldm.sources import Gallery, Source

if TYPE_CHECKING:
    import torch

SHARD = 256
SAID = 4
"""Captions of each picture: a grammar says the same facts in many ways."""

BATCH = 16


@dataclass(frozen=True, eq=False)
class Latents:
    """`values` (N, 2, C, h, w) float16, scaled to a spread of 1; `captions` `SAID` of each picture."""

    values: torch.Tensor
    captions: Sequence[Sequence[str]]

    @property
    def count(self) -> int:
        return len(self.captions)


def latents(pictures: Gallery, net: Any, device: str, report: Report = silent) -> Latents:
    """Those of all pictures. What is not in the cache is made first, and goes on where it was stopped."""
    import torch

    mark = fingerprint(net)
    parts, captions = [], []
    for source in pictures.sources:
        key = f"{mark} {net.config.scaling_factor} {pictures.size} {source.key}"
        home = places.cache() / "latents" / hashlib.sha256(key.encode()).hexdigest()[:24]
        for start in range(0, source.count, SHARD):
            numbers = range(start, min(start + SHARD, source.count))
            path, said = home / f"latents-{start // SHARD:05d}.npy", home / f"captions-{start // SHARD:05d}.json"
            if not said.is_file():
                report(0.0, note=f"Bringing pictures to latents: {start} of {source.count}")
                _write(path, _encoded(source, numbers, net, device))
                _write(said, json.dumps(_said(source, numbers)).encode())
            parts.append(torch.from_numpy(np.load(path)))
            captions += json.loads(said.read_text(encoding="utf-8"))
    return Latents(torch.cat(parts), captions)


def _encoded(source: Source, numbers: Sequence[int], net: Any, device: str) -> bytes:
    import torch

    found = []
    with torch.inference_mode():
        for start in range(0, len(numbers), BATCH):
            pixels = np.stack([source.look(number) for number in numbers[start : start + BATCH]])
            both = np.stack([pixels, pixels[:, :, ::-1]], axis=1)
            z = coded(net, tensor(both.reshape(-1, *pixels.shape[1:]), device)) * net.config.scaling_factor
            found.append(z.half().cpu().numpy().reshape(len(pixels), 2, *z.shape[1:]))
    out = BytesIO()
    np.save(out, np.concatenate(found))
    return out.getvalue()


def coded(net: Any, x: torch.Tensor) -> torch.Tensor:
    """Latents of either of diffusers' classes: of AutoencoderKL the mean, of AutoencoderTiny all there is."""
    made = net.encode(x)
    found: torch.Tensor = made.latents if hasattr(made, "latents") else made.latent_dist.mode()
    return found


def _said(source: Source, numbers: Sequence[int]) -> list[list[str]]:
    chance = np.random.default_rng((numbers[0], 31))
    return [[source.say(number, chance) for _ in range(SAID)] for number in numbers]


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Unwritable(f"{path} could not be written: {(error.strerror or str(error)).lower()}.",
                         "Make room on the disk, then start again: it goes on.") from None  # fmt: skip
