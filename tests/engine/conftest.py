"""What the engine's tests share: small families, a library of them, and an end to every thread and process."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

sys.path.insert(0, str(Path(__file__).parent / "cards"))

from pentimento_test_cards import BRUSH, PAINTER

from studio.engine.library import Library


@pytest.fixture
def library() -> Library:
    return Library((), (PAINTER, BRUSH))


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    """Threads and processes of our own that outlive a test fail it."""
    before = set(threading.enumerate())
    yield
    assert not set(threading.enumerate()) - before
    assert not workers()


def workers() -> list[psutil.Process]:
    """Child processes, without Python's own resource tracker."""
    return [
        child
        for child in psutil.Process().children()
        if not any("resource_tracker" in word for word in child.cmdline())
    ]
