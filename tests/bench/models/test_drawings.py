"""A painter of drawings is measured against the portraits that were drawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from studio.bench.models.drawings import painted
from studio.bench.models.shelf import Shelf
from studio.families.pix2pix.model import write_random
from studio.families.pix2pix.recognise import Shape


def test_a_painter_of_chance_is_far_from_every_portrait(shelf: Callable[..., Shelf], tmp_path: Path) -> None:
    write_random(tmp_path / "pix2pix-portraits.safetensors", Shape((4, 8, 8, 8)))
    figures = painted(shelf("portraits", 9), "pix2pix-portraits")
    assert figures[0].value < 26
    assert figures[0].met is False
    assert "turn" in figures[3].note
    assert (tmp_path / "sheets" / "pix2pix-portraits.webp").exists()
