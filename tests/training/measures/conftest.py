"""A tiny probe of the digits with seeded random weights, of the real classes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from studio.training.probes.net import Probe, Shape
from studio.training.probes.questions import Questions
from studio.training.probes.read import Reader
from studio.training.worlds.glyphs import WORLD


@pytest.fixture(name="reader")
def _reader() -> Callable[[], Reader]:
    def made() -> Reader:
        torch.manual_seed(0)
        questions = Questions(WORLD)
        return Reader(Probe(Shape(32, (8, 16), (0, 1), 8, 16, questions.count, 0, 2)), questions)

    return made
