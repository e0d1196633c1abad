"""What the panel says."""

from __future__ import annotations

import numpy as np

from studio.core.commands.selection import Select, SetMask
from studio.core.document import Document
from studio.families.family import ModelEntry
from studio.families.painterly import ENTRY
from studio.ui.panels.faces.words import layer_name, where_it_goes


def test_it_says_what_limits_a_move() -> None:
    document = Document((20, 20))
    square = np.full((5, 5), 255, np.uint8)
    assert where_it_goes(document, None) == "A slider makes a new layer over the whole picture."
    document.do(SetMask(square))
    assert where_it_goes(document, None) == "A slider makes a new layer where the mask is."
    document.undo()
    document.do(Select(square))
    assert where_it_goes(document, None) == "A slider makes a new layer inside the selection."
    assert "Open a picture" in where_it_goes(None, None)


def test_a_layer_is_called_by_what_was_set() -> None:
    faces = ModelEntry("faces", "Faces", "vae", ("edit",))
    several = {"mouth_open": 0.8, "hat": "beanie", "skin": 0.1}
    assert layer_name(faces, {"sliders": several}) == "Mouth open 0.8, hat beanie"
    assert layer_name(faces, {"sliders": {}}) == "Faces"
    assert layer_name(ENTRY, {"sliders": {"style": "ink"}}) == "Ink"
    assert layer_name(ENTRY, {"sliders": {"brush": 3.0}}) == "Oil"
