"""The figures of the benchmark see what they are named after."""

from __future__ import annotations

import numpy as np
import pytest

from studio.bench import patchfill
from studio.bench.patchfill import border_gradient, photograph, run, spread, square_hole


def test_a_photograph_left_alone_has_its_own_texture_and_no_seam() -> None:
    picture = photograph("gravel")
    mask = square_hole(picture)
    assert spread(picture, mask) == pytest.approx(1, abs=0.1)
    assert border_gradient(picture, mask) == pytest.approx(1, abs=0.1)
    assert (mask > 0).mean() == pytest.approx(0.15, abs=0.005)


def test_a_flat_patch_lacks_texture_and_shows_its_seam() -> None:
    picture = photograph("gravel")
    mask = square_hole(picture)
    picture[mask > 0, :3] = 255
    assert spread(picture, mask) < 0.1
    assert border_gradient(picture, mask) > 1.5


def test_every_bar_of_patch_fill_has_its_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patchfill, "SAMPLES", ("gravel",))
    whole = patchfill.photograph
    monkeypatch.setattr(patchfill, "photograph", lambda name: np.ascontiguousarray(whole(name)[::3, ::3]))
    figures = run()
    assert [figure.name for figure in figures] == ["gravel: time", "gravel: texture", "gravel: seam"]
    assert all(figure.bar and figure.met is not None for figure in figures)
    assert figures[1].met
    assert figures[2].met
