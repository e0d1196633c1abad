"""Undo's time and memory are measured on a stroke that really goes from edge to edge."""

from __future__ import annotations

import pytest

from studio.bench import undo


def test_time_and_memory_are_told(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "SIDE", 1024)
    monkeypatch.setattr("studio.bench.compose.SIDE", 1024)
    swap, seen, memory = undo.run()
    assert 0 < swap.value <= seen.value
    assert memory.value == 1
    assert memory.met
    assert "8 tiles" in memory.note
