"""What the engine's tests share: small families, and a library of them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "cards"))

from pentimento_test_cards import BRUSH, PAINTER

from studio.engine.library import Library


@pytest.fixture
def library() -> Library:
    return Library((), (PAINTER, BRUSH))
