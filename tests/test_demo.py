"""The demo does the main job on a real photograph and leaves whole files."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from studio.core.composite import composite
from studio.demo import STROKE, WIDTH, paint_mask, run, sample
from studio.engine.blocking import Blocking
from studio.engine.library import Library
from studio.formats.files import open_document, open_flat


def test_the_demo_fills_a_mask_and_leaves_the_rest_alone(tmp_path: Path) -> None:
    library = Library([])
    told = run(tmp_path / "out", library, Blocking(library))
    assert told["model"] == "patchmatch"
    paths = [Path(path) for path in told["outputs"]]
    before, veil, result = (open_flat(path).picture for path in paths[:3])
    document = open_document(paths[3])
    assert [layer.generated for layer in document.root.children] == [False, True]
    assert np.array_equal(composite(document, document.canvas), result)
    changed = (before != result).any(axis=2)
    assert 0.01 < changed.mean() < 0.1
    assert not changed[(veil == before).all(axis=2)].mean() > 0.01, "beyond the mask only its soft border changes"


def test_the_mask_is_painted_as_a_hand_would() -> None:
    document = open_document(sample("astronaut.png"))
    paint_mask(document, STROKE, WIDTH)
    assert document.mask.content.holds(document.mask.content & document.canvas)
    assert document.undo()
    assert document.mask.content.empty
