"""New pictures, and what needs one to be open."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from studio.core.composite import composite
from studio.core.errors import BadRequest
from studio.ui.deeds.file import Depth, Ground, NewPicture, blank, refuse_without
from studio.ui.dialogs import FormQuestion
from studio.ui.window import Window


@pytest.mark.parametrize("depth", list(Depth))
@pytest.mark.parametrize("ground", list(Ground))
def test_a_new_picture_is_white_or_empty(depth: Depth, ground: Ground) -> None:
    document = blank(NewPicture(300, 20, ground, depth))
    seen = composite(document, document.canvas)
    assert seen.dtype == (np.uint16 if depth is Depth.SIXTEEN else np.uint8)
    full = np.iinfo(seen.dtype).max
    assert (seen == (full if ground is Ground.WHITE else 0)).all()
    assert document.active_layer is not None
    assert not document.modified


def test_the_dialog_makes_one_and_remembers_its_size(window: Window) -> None:
    def press() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, FormQuestion)
        question.form.set_value({"width": 123, "height": 45})
        question.go.click()

    QTimer.singleShot(0, press)
    window.desk.actions.run("file.new")
    assert window.desk.document is not None
    assert window.desk.document.size == (123, 45)
    assert window.desk.settings.recall("new") == {"width": 123, "height": 45}


def test_without_a_picture_there_is_nothing_to_save(window: Window) -> None:
    for id in ("file.save", "file.save_as", "file.export", "file.close"):
        assert not window.desk.actions[id].isEnabled()
    with pytest.raises(BadRequest, match="No picture is open"):
        refuse_without(None)
