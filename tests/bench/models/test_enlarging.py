"""An enlarger is measured on photographs beside bicubic."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from studio.bench.models.enlarging import enlarged, middle
from studio.bench.models.shelf import Shelf
from studio.families.restore.model import write_random
from studio.families.restore.recognise import Shape


def test_an_enlarger_of_chance_is_worse_than_bicubic(shelf: Callable[..., Shelf], tmp_path: Path) -> None:
    write_random(tmp_path / "srresnet-x4.safetensors", Shape(blocks=1, channels=4, scale=4))
    figures = enlarged(shelf("glyphs", 1), "srresnet-x4")
    assert figures[0].reference.startswith("bicubic ")
    assert figures[2].met is False
    assert figures[2].note == "clock"
    assert figures[3].met is None


def test_the_middle_of_a_picture_has_its_own_pixels() -> None:
    ramp = np.arange(200, dtype=np.uint8)[None, :, None] * np.ones((200, 1, 3), np.uint8)
    assert middle(ramp)[0, 0, 0] == 28
    assert middle(ramp[:20]).shape == (144, 144, 3)
