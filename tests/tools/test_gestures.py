"""What tools share: keys, clicks, and sentences that say what is missing."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.document import MASK, Document
from studio.core.errors import BadRequest
from studio.core.geometry import Rect
from studio.core.layers import Group, PixelLayer
from studio.core.selection import Combine
from studio.core.tiles import Tiles
from studio.parts import parts
from studio.tools.gestures import Keys, around, chosen_layers, far, joining, seen_layer, turned
from studio.tools.tool import Held, Pointer, Setting, Tool

BOTH = Held.SHIFT | Held.ALT


@pytest.mark.parametrize(("held", "how"), [
    (Held.NONE, Combine.REPLACE), (Held.SHIFT, Combine.ADD), (Held.ALT, Combine.SUBTRACT), (BOTH, Combine.INTERSECT)])
def test_keys_say_how_shapes_join(held: Held, how: Combine) -> None:
    assert joining(held, Combine.REPLACE) is how


def test_a_key_held_since_the_press_counts_only_after_it_was_let_go() -> None:
    keys = Keys(Pointer(0, 0, held=Held.SHIFT))
    assert keys.fresh(Pointer(0, 0, held=Held.SHIFT)) == Held.NONE
    assert keys.fresh(Pointer(0, 0, held=BOTH)) == Held.ALT
    assert keys.fresh(Pointer(0, 0)) == Held.NONE
    assert keys.fresh(Pointer(0, 0, held=Held.SHIFT)) == Held.SHIFT


def test_a_tremble_is_told_from_a_drag_by_screen_pixels() -> None:
    assert not far(Pointer(0, 0), Pointer(2, 0))
    assert far(Pointer(0, 0, scale=4), Pointer(2, 0, scale=4))


def test_vectors_snap_to_the_nearest_way() -> None:
    assert turned(10, 1, 90) == pytest.approx((10, 0))
    assert turned(-1, 7, 90) == pytest.approx((0, 7))
    assert turned(10, 9, 45) == pytest.approx((9.5, 9.5))
    assert around([(1.5, 2.5), (-0.5, 7.0)]) == Rect.between(-1, 2, 2, 7)


def test_missing_hidden_and_locked_layers_are_named() -> None:
    document = Document((9, 9))
    with pytest.raises(BadRequest, match="No layer is chosen"):
        seen_layer(document, "go on")
    with pytest.raises(BadRequest, match="No layer is chosen"):
        chosen_layers(document, "go on")
    layer = PixelLayer("sky")
    group = Group("outside", children=[layer])
    document.root.children = [group]
    document.activate(layer.id)
    assert seen_layer(document, "go on") is layer
    assert chosen_layers(document, "go on") == (layer.id,)
    group.visible = False
    with pytest.raises(BadRequest, match=r"“outside” is hidden. Show it .* to go on"):
        chosen_layers(document, "go on")
    group.visible, layer.locked = True, True
    with pytest.raises(BadRequest, match="“sky” is locked"):
        chosen_layers(document, "go on")


@pytest.mark.parametrize("kind", parts("studio.tools"), ids=lambda kind: kind.id)
def test_every_tool_lives_through_a_gesture_on_an_empty_document_or_says_what_is_missing(kind: type[Tool]) -> None:
    document, tool = Document((60, 40)), kind()
    hints = []
    for held in (Held.NONE, Held.SHIFT, Held.CTRL, Held.ALT):
        try:
            tool.hover(document, Pointer(1, 1, held=held))
            tool.press(document, Pointer(5, 5, held=held), Setting())
            tool.drag(document, Pointer(30, 25, held=held))
            tool.outlines(document)
            command = tool.release(document, Pointer(30, 25, held=held)) or tool.finish(document)
            if command is not None:
                document.do(command)
        except BadRequest as error:
            hints.append(error.hint)
        tool.cancel(document)
    assert all(hints)


@pytest.mark.parametrize("kind", parts("studio.tools"), ids=lambda kind: kind.id)
def test_giving_a_gesture_up_leaves_no_trace(kind: type[Tool]) -> None:
    document, tool = Document((60, 40)), kind()
    layer = PixelLayer("one", pixels=Tiles.of(np.full((20, 20, 4), 200, np.uint8)))
    document.root.children = [layer]
    document.activate(layer.id)
    tool.press(document, Pointer(5, 5), Setting())
    tool.drag(document, Pointer(18, 9))
    tool.cancel(document)
    assert document.pixels_shown(layer) is layer.pixels
    assert document.shown(MASK) is document.mask
    assert tool.release(document, Pointer(18, 9)) is None
    assert tool.finish(document) is None
    assert not document.modified
