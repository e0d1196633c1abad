"""Large documents for measuring are what they say, and the copy they are measured against is timed."""

from __future__ import annotations

import numpy as np
import pytest

from studio.bench import compose
from studio.core.composite import composite
from studio.core.geometry import Rect
from studio.core.layers import Mode


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "SIDE", 512)


def test_the_lowest_layer_is_opaque_only_when_asked() -> None:
    for solid in (True, False):
        document = compose.large_document([Mode.NORMAL, Mode.MULTIPLY], masked=(1,), solid=solid)
        assert bool((composite(document, Rect(0, 0, 512, 512))[..., 3] == 255).all()) is solid
        assert document.root.children[1].mask is not None


def test_every_case_is_measured_against_the_copy(qapp: object) -> None:
    figures = compose.run()
    assert [figure.bar for figure in figures] == ["≤ 8 ×", "", "≤ 8 ×", "", "≤ 16 ×", ""]
    for figure in figures:
        assert figure.value > 0
        assert figure.met is (figure.value <= float(figure.bar.split()[1]) if figure.bar else None)


def test_the_copy_is_timed() -> None:
    assert compose.copy_time(np.zeros((512, 512, 4), np.uint8))() > 0
