"""Ants march round what is selected, and rest when nobody could see them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from studio.core.commands.selection import Select
from studio.core.document import Document
from studio.core.tiles import Tiles
from studio.ui.canvas.view import CanvasView

Shot = Callable[[CanvasView], np.ndarray]


def test_ants_march_only_while_something_is_selected_and_seen(view: CanvasView, document: Document, shot: Shot) -> None:
    assert not view.ants.on
    selected = Tiles.of(np.full((50, 50), 255, np.uint8), at=(20, 20))
    document.do(Select(selected))
    assert view.ants.on
    before = shot(view)
    view.ants.march()
    assert (shot(view) != before).any()
    view.hide()
    assert not view.ants.on
    view.show()
    assert view.ants.on
    document.undo()
    assert not view.ants.on
