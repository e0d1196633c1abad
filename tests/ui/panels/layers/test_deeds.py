"""What the Layers panel does to a document, without a window."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.commands.selection import SelectAll
from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.core.layers import Group, PixelLayer
from studio.core.tiles import Tiles
from studio.ui.panels.layers import deeds
from studio.ui.panels.layers.deeds import Gap


@pytest.fixture
def document() -> Document:
    made = Document((32, 32), depth=16)
    made.root.children = [PixelLayer("A", pixels=Tiles(4, np.uint16)), PixelLayer("B", pixels=Tiles(4, np.uint16)),
                          Group("G", children=[PixelLayer("C", pixels=Tiles(4, np.uint16))])]
    made.activate(made.root.children[0].id)
    return made


def tree(document: Document) -> str:
    def said(group: Group) -> str:
        return " ".join(f"{child.name}({said(child)})" if isinstance(child, Group) else child.name
                        for child in group.children)

    return said(document.root)


def find(document: Document, name: str) -> int:
    return next(layer.id for layer in document.root.walk() if layer.name == name)


def test_new_layers_come_above_the_active_one_with_a_free_name_and_the_documents_depth(document: Document) -> None:
    deeds.new_layer(document)
    deeds.new_layer(document)
    assert tree(document) == "A Layer 1 Layer 2 B G(C)"
    made = document.active_layer
    assert isinstance(made, PixelLayer)
    assert made.pixels.dtype == np.uint16


def test_a_new_group_holds_several_chosen_layers_or_nothing(document: Document) -> None:
    deeds.new_group(document)
    assert tree(document) == "A Group 1() B G(C)"
    document.activate(find(document, "A"), (find(document, "A"), find(document, "B")))
    deeds.new_group(document)
    assert tree(document) == "Group 1() Group 2(A B) G(C)"


def test_steps_go_into_open_groups_past_closed_ones_and_out_again(document: Document) -> None:
    document.activate(find(document, "B"))
    deeds.step(document, up=True)
    assert tree(document) == "A G(B C)"
    deeds.step(document, up=True)
    deeds.step(document, up=True)
    assert tree(document) == "A G(C) B"
    deeds.step(document, up=True)
    assert tree(document) == "A G(C) B"
    deeds.unfold(document, document.group(find(document, "G")), False)
    deeds.step(document, up=False)
    assert tree(document) == "A B G(C)"


def test_several_layers_step_together(document: Document) -> None:
    document.activate(find(document, "A"), (find(document, "A"), find(document, "B")))
    deeds.step(document, up=True)
    assert tree(document) == "G(A B C)"
    deeds.step(document, up=False)
    assert tree(document) == "A B G(C)"


def test_moving_to_where_it_lies_is_no_step_of_undo(document: Document) -> None:
    deeds.move(document, (find(document, "A"),), Gap(0, 1))
    assert not document.history.done
    deeds.move(document, (find(document, "A"),), Gap(0, 2))
    assert tree(document) == "B A G(C)"


def test_folding_keeps_redo(document: Document) -> None:
    deeds.new_layer(document)
    document.undo()
    deeds.unfold(document, document.group(find(document, "G")), False)
    assert document.redo()


def test_switching_follows_the_first_and_needs_a_layer(document: Document) -> None:
    both = (find(document, "A"), find(document, "B"))
    document.layer(both[0]).visible = False
    deeds.switch(document, both, "visible")
    assert document.layer(both[0]).visible
    assert document.layer(both[1]).visible
    with pytest.raises(BadRequest, match="No layer is chosen"):
        deeds.switch(document, (), "visible")


def test_a_mask_shows_what_is_selected(document: Document) -> None:
    document.do(SelectAll())
    deeds.add_mask(document)
    assert document.active_layer is not None
    mask = document.active_layer.mask
    assert mask is not None
    assert (mask.read(document.canvas) == 255).all()


def test_duplicate_delete_and_rename(document: Document) -> None:
    deeds.duplicate(document)
    assert tree(document) == "A A copy B G(C)"
    deeds.rename(document, document.active, "Twin")
    deeds.delete(document)
    assert tree(document) == "A B G(C)"
