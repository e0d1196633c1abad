"""A shelf of tiny models of the real classes with seeded random weights, and probes as tiny."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from studio.bench.models.shelf import Shelf
from studio.families.gan.recognise import Condition
from studio.training import checkpoint
from studio.training.material import world_named
from studio.training.measures import sheets
from studio.training.probes.net import Probe
from studio.training.probes.net import Shape as ProbeShape
from studio.training.probes.questions import Questions

Bytes = NDArray[np.uint8]
Make: TypeAlias = Callable[..., Shelf]


@pytest.fixture(name="shelf")
def _shelf(tmp_path: Path) -> Make:
    """shelf(world) with a probe for it; models go into `tmp_path`, sheets into `tmp_path / "sheets"`."""

    def made(world: str, count: int = 10) -> Shelf:
        torch.manual_seed(0)
        asked = Questions(world_named(world))
        side, labels = 32, len(asked.world.labels)
        net = Probe(ProbeShape(side, (8, 16), (0, 0), 8, 16, asked.count, 0, labels))
        (tmp_path / f"probe-{world}").mkdir()
        checkpoint.save(tmp_path / f"probe-{world}" / f"probe-{world}.safetensors", net.state_dict())
        return Shelf(tmp_path / "sheets", count, (tmp_path,), "cpu")

    return made


@pytest.fixture(name="generator")
def _generator(tmp_path: Path) -> Callable[..., None]:
    """Writes a tiny convolutional generator, with a reader, that has those conditions."""

    def write(name: str, *conditions: Condition) -> None:
        from safetensors.torch import save

        from studio.families.gan.net import built
        from studio.families.gan.reader import Reader
        from studio.families.gan.recognise import READER, Shape, packed

        torch.manual_seed(1)
        shape = Shape("conv", 6, 32, 3, (8, 8, 4), sum(one.width for one in conditions))
        painter, reader = built(shape), Reader(3, (8, 8), 0)
        for name_, weight in painter.named_parameters():
            torch.nn.init.normal_(weight, 1.0 if "norm" in name_ else 0.0, 0.5)
        beside = {READER + key: value for key, value in reader.state_dict().items()}
        (tmp_path / f"{name}.safetensors").write_bytes(
            save({**painter.state_dict(), **beside}, packed(shape, "cgan", conditions))
        )

    return write


@pytest.fixture(name="sheet_of")
def _sheet_of(tmp_path: Path) -> Callable[[str], Bytes]:
    """A written sheet, checked to be small enough for the documentation."""

    def read(name: str) -> Bytes:
        import cv2

        path = tmp_path / "sheets" / f"{name}.webp"
        assert path.stat().st_size <= sheets.LARGEST
        return np.asarray(cv2.imread(str(path)))

    return read
