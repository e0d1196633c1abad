"""What a task is shown: the selection or the canvas, the mask where there is one, and never the document itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from studio.core.document import MASK, Document
from studio.core.errors import BadRequest
from studio.core.geometry import Rect
from studio.core.layers import PixelLayer
from studio.core.tiles import Tiles
from studio.engine.library import Library
from studio.families.tasks import (
    Decode,
    Edit,
    Fill,
    Generate,
    Intent,
    Sample,
    Sketch,
    Task,
    Translate,
    Upscale,
    size_of,
)
from studio.session.freezing import cover, frozen, stand_ins, view, weight


@pytest.fixture
def document() -> Document:
    made = Document((60, 40))
    colours = np.random.default_rng(5).integers(0, 255, (40, 60, 4), np.uint8)
    colours[..., 3] = 255
    made.root.children.append(PixelLayer("Background", pixels=Tiles.of(colours)))
    return made


def select(document: Document, rect: Rect) -> None:
    document.selection = Tiles.of(np.full((rect.height, rect.width), 255, np.uint8), rect.corner)


def asked(document: Document, kind: type[Task], **values: Any) -> Any:
    moved = {"sliders": {"Age": 1}} if kind is Edit else {}
    return frozen(document, Library([]), kind, moved | values)


@pytest.mark.parametrize("kind", [Sketch, Edit, Translate])
def test_the_canvas_is_shown_or_what_is_selected_of_it(document: Document, kind: type[Task]) -> None:
    whole = asked(document, kind).picture
    assert whole.shape == (40, 60, 4)
    assert not whole.flags.writeable
    assert cover(document, kind) is None
    select(document, Rect(10, 5, 20, 16))
    part = asked(document, kind).picture
    assert view(document) == Rect(10, 5, 20, 16)
    assert np.array_equal(part, whole[5:21, 10:30])
    laid = cover(document, kind)
    assert laid is not None
    assert laid.shape == (16, 20)


def test_an_edit_brings_the_mask_and_its_place(document: Document) -> None:
    assert asked(document, Edit).mask is None
    document.tiles(MASK).write(Rect(12, 8, 4, 4), np.full((4, 4), 255, np.uint8))
    select(document, Rect(10, 5, 20, 16))
    task = asked(document, Edit, feather=2)
    assert task.at == (10, 5)
    assert task.mask.shape == (16, 20)
    assert int(task.mask.sum()) == 255 * 16
    select(document, Rect(40, 5, 10, 10))
    assert asked(document, Edit).mask is None, "nothing is marked in what is looked at"


def test_an_edit_that_would_change_nothing_is_refused(document: Document) -> None:
    with pytest.raises(BadRequest, match="no slider was moved"):
        asked(document, Edit, sliders={})


def test_upscale_is_always_of_everything(document: Document) -> None:
    select(document, Rect(10, 5, 20, 16))
    assert asked(document, Upscale, scale=2).picture.shape == (40, 60, 4)
    assert cover(document, Upscale) is None


@pytest.mark.parametrize("kind", [Sketch, Edit, Translate, Upscale, Sample, Decode])
def test_the_cost_is_reckoned_without_pixels(document: Document, kind: type[Task]) -> None:
    from studio.core.fields import filled

    task = filled(kind, stand_ins(document, Library([]), kind, {}))
    assert size_of(task) in ((60, 40), (240, 160), (0, 0))


def test_what_is_looked_at_weighs_by_its_share_of_the_layers(document: Document) -> None:
    held = sum(tile.nbytes for tile in document.root.children[0].pixels.values())  # type: ignore[attr-defined]
    assert weight(document, Upscale, {}) == held
    assert weight(document, Generate, {"from_canvas": True}) == held
    assert weight(document, Generate, {}) == weight(document, Sample, {}) == 0
    assert weight(document, Fill, {"intent": Intent.EXPAND}) == held
    select(document, Rect(10, 5, 30, 20))
    assert weight(document, Sketch, {}) == held // 4
