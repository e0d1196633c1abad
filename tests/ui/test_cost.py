"""Time and memory in few words."""

from __future__ import annotations

import pytest

from studio.ui.cost import cost_said, memory_said, seconds_said


@pytest.mark.parametrize(("seconds", "said"), [(0.92, "0.9 s"), (9.96, "10 s"), (14.2, "14 s"), (59.6, "1 min"),
                                               (125, "2 min 5 s"), (1200, "20 min"), (4800, "1 h 20 min")])
def test_seconds(seconds: float, said: str) -> None:
    assert seconds_said(seconds) == said


@pytest.mark.parametrize(("nbytes", "said"), [(600_000_000, "0.6 GB"), (40_000_000, "40 MB"), (3, "1 MB")])
def test_memory(nbytes: int, said: str) -> None:
    assert memory_said(nbytes) == said


def test_what_is_not_known_is_left_out() -> None:
    assert cost_said(1.2, 600_000_000) == "~1.2 s · 0.6 GB"
    assert cost_said(None, 600_000_000) == "0.6 GB"
    assert cost_said(1.2, None) == "~1.2 s"
    assert cost_said(None, None) == ""
