"""A translator is measured there and back again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from studio.bench.models.manners import translated
from studio.bench.models.shelf import Shelf
from studio.families.cyclegan.model import write_random
from studio.families.cyclegan.recognise import Shape


def test_a_translator_of_chance_does_not_come_back(shelf: Callable[..., Shelf], tmp_path: Path) -> None:
    write_random(tmp_path / "cyclegan-monet.safetensors", Shape(1, 4))
    figures = {one.name: one for one in translated(shelf("scenes", 2), "cyclegan-monet")}
    assert figures["cyclegan-monet: cycle L1, the worse way"].met is False
    assert 0 <= figures["cyclegan-monet: read as turned into Monet's manner"].value <= 1
    assert figures["cyclegan-monet: scene kept, into gouache, mean IoU"].value < 1
    assert (tmp_path / "sheets" / "cyclegan-monet-photographs.webp").exists()
