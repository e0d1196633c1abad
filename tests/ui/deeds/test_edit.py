"""Back and forth, cut, copy, clear."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication

from studio.core.commands.selection import Select
from studio.core.composite import composite
from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.ui.deeds.edit import cleared, copied
from studio.ui.pictures import picture_of
from studio.ui.window import Window


def half(document: Document) -> None:
    document.do(Select(np.full((document.size.height, document.size.width // 2), 255, np.uint8)))


def test_copying_takes_just_what_is_selected(document: Document) -> None:
    whole = composite(document, document.canvas)
    assert np.array_equal(copied(document), whole)
    half(document)
    assert np.array_equal(copied(document), whole[:, :20])
    assert np.array_equal(copied(document, merged=True), whole[:, :20])


def test_a_soft_edge_becomes_transparency(document: Document) -> None:
    document.do(Select(np.full((30, 40), 128, np.uint8)))
    assert (copied(document)[..., 3] == 128).all()


def test_clearing_leaves_the_rest_bit_identical_and_can_be_undone(document: Document) -> None:
    before = composite(document, document.canvas)
    half(document)
    command = cleared(document)
    assert command is not None
    document.do(command)
    after = composite(document, document.canvas)
    assert not after[:, :20].any()
    assert np.array_equal(after[:, 20:], before[:, 20:])
    document.undo()
    assert np.array_equal(composite(document, document.canvas), before)


def test_locked_transparency_refuses(document: Document) -> None:
    assert document.active_layer is not None
    document.active_layer.alpha_locked = True
    with pytest.raises(BadRequest, match="locked"):
        cleared(document)


def test_no_layer_is_told_of(document: Document) -> None:
    document.activate(0)
    with pytest.raises(BadRequest, match="No layer"):
        copied(document)


def test_cut_undo_and_redo_by_their_actions(window: Window, opened: Document) -> None:
    actions = window.desk.actions
    before = composite(opened, opened.canvas)
    actions.run("edit.cut")
    assert np.array_equal(picture_of(QGuiApplication.clipboard().image()), before)
    assert not composite(opened, opened.canvas).any()
    actions.refresh()
    actions.run("edit.undo")
    assert np.array_equal(composite(opened, opened.canvas), before)
    actions.refresh()
    assert not actions["edit.undo"].isEnabled()
    actions.run("edit.redo")
    assert not composite(opened, opened.canvas).any()
