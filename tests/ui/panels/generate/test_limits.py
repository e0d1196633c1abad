"""What keeps a task to a part of the picture is said."""

from __future__ import annotations

import numpy as np

from studio.core.commands.selection import Select, SetMask
from studio.core.document import Document
from studio.families.tasks import Edit, Fill, Sample, Sketch, Translate
from studio.ui.panels.generate.limits import limits

SQUARE = np.full((5, 5), 255, np.uint8)


def test_a_selection_limits_what_looks_at_the_picture() -> None:
    document = Document((20, 20))
    document.do(Select(SQUARE))
    for kind in (Sketch, Edit, Translate):
        assert limits(document, kind) == "inside the selection"
    assert limits(document, Sample) == ""


def test_a_mask_limits_an_edit_alone() -> None:
    document = Document((20, 20))
    assert limits(document, Edit) == ""
    document.do(SetMask(SQUARE))
    assert limits(document, Edit) == "where the mask is"
    assert limits(document, Translate) == ""
    assert limits(document, Fill) == "", "a Fill is all about the mask, and its own pill says so"
    document.do(Select(SQUARE))
    assert limits(document, Edit) == "where the mask and the selection are"
